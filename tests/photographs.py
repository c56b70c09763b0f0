"""Photos as phones make them and as an enemy would, drawn for tests."""

import io
import struct
import zlib

from PIL import Image

LATITUDE, LONGITUDE = 2, 4
GPS, ORIENTATION, CAMERA = 0x8825, 0x0112, 0x010F
TURNED = 6  # the camera was held upright: what is stored lies on its side
COMMENT = b"taken by K. Miller"


def a_jpeg(width: int = 640, height: int = 480, *, orientation: int = 1, colour: str = "#0067A3") -> bytes:
    """Return a photo with place, camera and comment beside it, its upper left corner red."""
    image = Image.new("RGB", (width, height), colour)
    image.paste("#FF0000", (0, 0, width // 4, height // 4))
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = orientation, "Camera of somebody"
    exif.get_ifd(GPS).update({1: "N", LATITUDE: (52.0, 31.0, 12.0), 3: "E", LONGITUDE: (13.0, 24.0, 18.0)})
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, exif=exif, comment=COMMENT)
    return file.getvalue()


def a_grainy_jpeg(width: int = 640, height: int = 480) -> bytes:
    """Return a photo like no other, of so many bytes that a phone sends it in several parts."""
    file = io.BytesIO()
    Image.effect_noise((width, height), 60).save(file, "JPEG", quality=90)
    return file.getvalue()


def a_picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (300, 200)) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind)
    return file.getvalue()


def a_bomb(side: int = 40_000) -> bytes:
    """Return a PNG of `side` times `side` white pixels: 200 kB that unpack to gigabytes."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packing = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (side // 8)
    rows = b"".join(packing.compress(row * 100) for _ in range(side // 100)) + packing.flush()
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
