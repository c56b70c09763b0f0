"""The room where a stranger's photo is opened: decoded, made small, and written anew without what came beside it.

It is started by `audit.intake.photos`, takes the bytes on stdin and answers with a line of JSON and two JPEG files. A
plain second save would keep a comment and a place; so only the pixels go on.
"""

import io
import json
import sys
import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from audit.intake.file_kinds import RefusedError
from audit.intake.table_child import limit

MOST_PIXELS = 50_000_000  # the largest photo of a phone; a picture of 40,000 x 40,000 takes 200 kB and 5 GB
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 82
_WHITE = (255, 255, 255)


def made_small(content: bytes, sides: tuple[int, ...]) -> list[tuple[int, int, bytes]]:
    """Return the photo upright as JPEG without metadata, once for each longest side (pixels): width, height, file.

    Raises:
        RefusedError: "large" where it has too many pixels, "unreadable" where it is no photo or a damaged one.
    """
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # pixels are counted here, by a lower limit
    try:
        image = _upright(content, max(sides))
        return [_written(image, side) for side in sides]
    except (RefusedError, MemoryError):
        raise
    except Image.DecompressionBombError as problem:
        raise RefusedError("large") from problem
    except Exception as problem:  # a decoder fails in as many ways as there are broken files
        raise RefusedError("unreadable") from problem


def _upright(content: bytes, side: int) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise RefusedError("large")
        image.draft("RGB", (side, side))  # a JPEG is then never decoded larger than twice what is wanted
        image.load()
        has_alpha = image.has_transparency_data
        picture = image.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((side, side))
    upright = ImageOps.exif_transpose(picture)
    if not has_alpha:
        return upright
    backdrop = Image.new("RGB", upright.size, _WHITE)
    backdrop.paste(upright, mask=upright.getchannel("A"))
    return backdrop


def _written(image: Image.Image, side: int) -> tuple[int, int, bytes]:
    small = Image.new("RGB", image.size)  # a picture of its own: nothing of the old one's surroundings comes along
    small.paste(image)
    small.thumbnail((side, side))
    file = io.BytesIO()
    small.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return small.width, small.height, file.getvalue()


def serve(order: dict[str, Any], source: BinaryIO, answer: BinaryIO) -> None:
    """Read a photo from `source` and write it as `order` says: a line of JSON, then the files whose sizes it tells."""
    limit(order["memory"], order["seconds"])
    try:
        files = made_small(source.read(order["length"]), tuple(order["sides"]))
    except RefusedError as error:
        answer.write(json.dumps(error.answer).encode() + b"\n")
    except MemoryError:
        answer.write(b'{"refused": "large"}\n')
    else:
        sizes = [(width, height, len(file)) for width, height, file in files]
        answer.write(json.dumps({"sizes": sizes}).encode() + b"\n")
        answer.write(b"".join(file for _, _, file in files))
    answer.flush()


def main() -> None:
    """Read what comes on stdin as the order in the arguments says, and answer on stdout."""
    serve(json.loads(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
