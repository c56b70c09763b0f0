"""A photo somebody sent: decoded and written anew in a child process, without trusting a byte of it."""

import io
import json
import subprocess
import sys
from dataclasses import dataclass

from audit.errors import PhotoTooLargeError, PhotoUnreadableError
from audit.intake.tables import OURS
from audit.model.photo import KINDS, LONGEST_SIDE, LONGEST_SMALL_SIDE, MOST_BYTES

CHILD = "import sys; sys.path.append(sys.argv.pop(1)); from audit.intake import photo_child; photo_child.main()"
MEMORY = 700_000_000  # bytes; fifty million pixels with transparency take 200 million, and are turned once
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Developed:
    """A photo as it is stored: a JPEG file of `width` times `height` pixels without metadata, and a small one."""

    width: int
    height: int
    content: bytes
    small: bytes


def developed(content: bytes) -> Developed:
    """Return a photo (JPEG, PNG or WebP, told by its content) upright, at most 1600 pixels a side, without metadata.

    Raises:
        PhotoTooLargeError: it has too many bytes or pixels, or takes too long.
        PhotoUnreadableError: it is no photo, or a damaged one.
    """
    if len(content) > MOST_BYTES:
        raise PhotoTooLargeError
    order = {
        "sides": (LONGEST_SIDE, LONGEST_SMALL_SIDE),
        "length": len(content),
        "memory": MEMORY,
        "seconds": SECONDS,
    }
    command = [sys.executable, "-I", "-X", "utf8", "-c", CHILD, OURS, json.dumps(order)]
    try:
        child = subprocess.run(  # noqa: S603  # our own script; the photo goes in as bytes on stdin, never as words
            command, input=content, capture_output=True, timeout=2 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise PhotoTooLargeError from problem
    if child.returncode:  # out of memory or processor time, or what a decoder itself cannot bear
        raise PhotoUnreadableError(KINDS)
    return _developed(child.stdout)


def _developed(answer: bytes) -> Developed:
    files = io.BytesIO(answer)
    heading = json.loads(files.readline())
    if "refused" in heading:
        raise PhotoTooLargeError if heading["refused"] == "large" else PhotoUnreadableError(KINDS)
    (width, height, length), (_, _, small_length) = heading["sizes"]
    return Developed(width, height, files.read(length), files.read(small_length))
