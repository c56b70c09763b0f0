"""A photo is made small on the phone, loses all that the camera wrote beside it, and goes on where it was cut off."""

import base64
import io

import pytest
from PIL import Image

from audit.model.keys import new_key
from audit.store.opening import open_store
from audit.store.photo import photos_of
from tests.photographs import COMMENT, GPS, TURNED, a_jpeg

pytestmark = pytest.mark.browser

SHRINK = """async (text) => {
    const { shrink } = await import("/walk/a/photos.js");
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    try {
        const small = await shrink(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
        let binary = "";
        for (const byte of new Uint8Array(await small.arrayBuffer())) binary += String.fromCharCode(byte);
        return { type: small.type, text: btoa(binary) };
    } catch (problem) {
        return { sentence: problem.message };
    }
}"""
SEND = """async ([id, entry, text, since]) => {
    const { send } = await import("/walk/a/photos.js");
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const parts = [];
    const photo = { id, entry, blob: new Blob([bytes]), taken: "2026-03-02T12:00:00.000Z" };
    return { ...(await send(photo, since, (arrived) => parts.push(arrived))), parts };
}"""


@pytest.fixture
def page(chromium, server):
    """Return a page of the running server that shows nothing."""
    server.start()
    context = chromium.new_context()
    shown = context.new_page()
    shown.goto(f"{server.url}/health")
    yield shown
    context.close()


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def shrunk(page, content: bytes) -> bytes:
    answer = page.evaluate(SHRINK, text(content))
    assert answer["type"] == "image/jpeg"
    return base64.b64decode(answer["text"])


def test_a_photo_of_4000_pixels_becomes_1600_upright_and_without_its_surroundings(page):
    taken = a_jpeg(4000, 3000, orientation=TURNED)
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(GPS)
    small = shrunk(page, taken)
    image = Image.open(io.BytesIO(small))
    assert image.size == (1200, 1600)
    red, green, _ = image.getpixel((1190, 10))
    assert (red > 200, green < 60) == (True, True)
    assert not dict(image.getexif())
    for trace in (b"Exif", b"Camera of somebody", COMMENT):
        assert trace not in small
    assert len(small) < len(taken)


def test_what_is_no_photo_is_told_in_words(page):
    answer = page.evaluate(SHRINK, text(b"no photo"))
    assert "take it again" in answer["sentence"]


def test_a_photo_cut_off_on_the_way_goes_on_and_is_there_once(page, server):
    key, entry = str(new_key()), str(new_key())
    noise = Image.effect_noise((900, 700), 100)
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=95)
    content, passed = file.getvalue(), []

    def second_is_lost(route):
        passed.append(route.request.url)
        route.abort() if len(passed) == 2 else route.continue_()

    page.route("**/walk/photos/**", second_is_lost)
    first = page.evaluate(SEND, [key, entry, text(content), 0])
    assert (first["state"], first["arrived"], first["parts"]) == ("later", 64_000, [64_000])
    rest = page.evaluate(SEND, [key, entry, text(content), first["arrived"]])
    assert (rest["state"], rest["arrived"]) == ("kept", len(content))
    again = page.evaluate(SEND, [key, entry, text(content), 0])
    assert again["state"] == "kept"
    page.unroute("**/walk/photos/**")
    mark = page.evaluate(SEND, [str(new_key()), entry, text(b"no photo at all"), 0])
    assert mark["state"] == "refused"
    assert "JPEG, PNG or WebP" in mark["sentence"]
    server.stop()
    store = open_store(server.store)
    assert list(photos_of(store, [entry])["id"]) == [key]
    store.close()
