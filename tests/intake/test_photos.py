"""A photo is decoded in a child process and written anew; what is none, or a trap, is refused in words."""

import io
import json
import resource
import subprocess
from typing import Any

import pytest
from PIL import Image, ImageOps

from audit.errors import PhotoTooLargeError, PhotoUnreadableError
from audit.intake import photo_child, photos
from audit.intake.photos import developed
from audit.model.photo import LONGEST_SIDE, LONGEST_SMALL_SIDE, MOST_BYTES
from tests.photographs import COMMENT, GPS, TURNED, a_bomb, a_jpeg, a_picture


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def served(content: bytes, sides=(1600, 320)) -> tuple[dict[str, Any], bytes]:
    """Return what the child says, without starting one, and the files behind it."""
    memory, seconds = (resource.getrlimit(kind)[1] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU))
    answer = io.BytesIO()
    order = {"sides": sides, "length": len(content), "memory": memory, "seconds": seconds}
    photo_child.serve(order, io.BytesIO(content), answer)
    answer.seek(0)
    return json.loads(answer.readline()), answer.read()


def test_a_photo_is_made_small_and_loses_place_camera_and_comment():
    sent = a_jpeg(4000, 3000)
    assert opened(sent).getexif().get_ifd(GPS)
    assert COMMENT in sent
    photo = developed(sent)
    for content, longest in ((photo.content, LONGEST_SIDE), (photo.small, LONGEST_SMALL_SIDE)):
        image = opened(content)
        assert max(image.size) == longest
        assert not dict(image.getexif())
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        for trace in (b"Exif", b"ICC_PROFILE", b"Camera of somebody", COMMENT):
            assert trace not in content
    assert (photo.width, photo.height) == (1600, 1200)


def test_a_photo_stands_upright_however_the_camera_was_held():
    upright = opened(developed(a_jpeg(800, 400, orientation=TURNED)).content)
    expected = ImageOps.exif_transpose(opened(a_jpeg(800, 400, orientation=TURNED)))
    assert upright.size == expected.size == (400, 800)
    red, green, _ = upright.getpixel((390, 10))
    assert red > 200
    assert green < 60


def test_a_small_photo_is_not_made_larger():
    photo = developed(a_jpeg(64, 48))
    assert (photo.width, photo.height) == (64, 48)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16"), ("PNG", "LA"), ("WEBP", "RGBA"), ("JPEG", "CMYK")],
)
def test_every_kind_of_picture_becomes_a_plain_photo(kind, mode):
    said, files = served(a_picture(kind, mode))
    assert [(width, height) for width, height, _ in said["sizes"]] == [(300, 200), (300, 200)]
    assert opened(files).format == "JPEG"
    assert opened(files).mode == "RGB"


def test_what_is_see_through_becomes_white():
    _, files = served(a_picture("PNG", "RGBA"))
    assert opened(files).getpixel((5, 5)) == (255, 255, 255)


def test_a_bomb_of_1600_million_pixels_is_refused_before_it_goes_off():
    bomb = a_bomb()
    assert len(bomb) < 1_000_000
    with pytest.raises(PhotoTooLargeError):
        developed(bomb)


def test_a_bomb_just_below_the_largest_photo_is_decoded_within_its_memory():
    photo = developed(a_bomb(7_000))
    assert (photo.width, photo.height) == (1600, 1600)


def test_more_pixels_than_a_phone_has_are_refused():
    assert served(a_bomb(8_000))[0] == {"refused": "large"}


def test_more_bytes_than_are_taken_are_refused_unread():
    with pytest.raises(PhotoTooLargeError):
        developed(b"\xff" * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no photo",
        b"%PDF-1.7 something",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        a_picture("GIF"),
        a_picture("BMP"),
        a_jpeg()[:2_000],
        a_picture("PNG")[:100],
        b"\xff\xd8\xff\xe0" + b"\0" * 1_000,
    ],
)
def test_what_is_no_whole_photo_is_refused_in_words(content):
    with pytest.raises(PhotoUnreadableError, match="JPEG, PNG or WebP"):
        developed(content)


def test_an_answer_that_does_not_come_is_no_photo(monkeypatch):
    monkeypatch.setattr(photos, "SECONDS", 0.001)
    with pytest.raises(PhotoTooLargeError):
        developed(a_jpeg())


def test_a_decoder_that_dies_refuses_its_photo(monkeypatch):
    monkeypatch.setattr(photos, "CHILD", "import os; os.abort()")
    with pytest.raises(PhotoUnreadableError):
        developed(a_jpeg())


def test_a_photo_is_decoded_with_little_memory_or_refused_in_words(monkeypatch):
    monkeypatch.setattr(photos, "MEMORY", 60_000_000)
    with pytest.raises((PhotoTooLargeError, PhotoUnreadableError)):
        developed(a_jpeg(4000, 3000))


def test_a_photo_that_needs_more_memory_than_there_is_is_too_large(monkeypatch):
    def hungry(*_):
        raise MemoryError

    monkeypatch.setattr(photo_child, "_upright", hungry)
    assert served(a_jpeg())[0] == {"refused": "large"}


def test_the_child_is_asked_on_stdin_and_answers_on_stdout():
    order = {"sides": [100], "length": 10_000_000, "memory": 700_000_000, "seconds": 10}
    command = [photos.sys.executable, "-c", photos.CHILD, photos.OURS, json.dumps(order)]
    answer = subprocess.run(command, input=a_jpeg(), capture_output=True, check=True).stdout
    head, _, file = answer.partition(b"\n")
    assert json.loads(head)["sizes"] == [[100, 75, len(file)]]
