"""Photos arrive in parts, in any order and more than once; each is stored once and nothing else is let in."""

import random
import threading
from typing import Any
from uuid import UUID

import pytest
from starlette.applications import Starlette

from audit.actions.photos import withdraw_photo
from audit.errors import StoreFullError
from audit.model.keys import new_key
from audit.store.photo import photos_of
from audit.store.photo_files import photos_of_store
from audit.web.walk import photos
from tests.photographs import a_bomb, a_jpeg
from tests.web.present.window import Window

OWN = {"X-Walk": "1"}
PART = photos.MOST_OF_A_PART


@pytest.fixture
def phone():
    return Window(Starlette(routes=[*photos.arriving_photo_routes(), *photos.photo_routes()]))


def put(phone, key, entry, content, at=0, part=PART, *, headers=OWN, asked=()):
    given = {"entry": entry, "total": len(content), "from": at, "taken": "2026-03-02T12:00:00.000Z"} | dict(asked)
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return phone._ask("PUT", f"/walk/photos/{key}?{query}", content[at : at + part], headers)


def sent(phone, key, entry, content, part=PART) -> dict[str, Any]:
    """Send a photo as the phone does, going on from what has arrived."""
    arrived = 0
    while True:
        said: dict[str, Any] = put(phone, key, entry, content, arrived, part).json()
        if said["state"] != "part":
            return said
        arrived = said["arrived"]


def test_a_photo_in_parts_is_stored_once_it_is_whole(phone, store):
    key, entry, content = new_key(), new_key(), a_jpeg(3000, 2000)
    assert len(content) > PART
    first = put(phone, key, entry, content)
    assert (first.status_code, first.json()) == (200, {"arrived": PART, "state": "part", "sentence": ""})
    assert photos_of(store, [entry]).empty
    assert sent(phone, key, entry, content) == {"arrived": len(content), "state": "kept", "sentence": ""}
    photo = photos_of(store, [entry]).iloc[0]
    assert (photo["width"], photo["height"], str(photo["taken_at"])) == (1600, 1067, "2026-03-02 12:00:00")
    assert not list(photos_of_store(store.path).glob("*.part"))


def test_parts_out_of_order_and_sent_again_are_answered_with_where_to_go_on(phone, store):
    key, entry, content = new_key(), new_key(), a_jpeg(400, 300)
    order = random.Random(1)
    offsets, said = range(0, len(content) + 1, 500), {"state": "part"}
    for _ in range(5_000):
        said = put(phone, key, entry, content, order.choice(offsets), 500).json()
        if said["state"] != "part":
            break
    assert said["state"] == "kept"
    assert len(photos_of(store, [entry])) == 1


def test_a_photo_goes_on_where_it_was_cut_off(phone, store):
    key, entry, content = new_key(), new_key(), a_jpeg()
    put(phone, key, entry, content, 0, 700)
    assert put(phone, key, entry, content, 0, 0).json()["arrived"] == 700
    assert sent(phone, key, entry, content)["state"] == "kept"


def test_a_photo_sent_twice_is_answered_alike_and_there_once(phone, store):
    key, entry, content = new_key(), new_key(), a_jpeg()
    assert sent(phone, key, entry, content) == sent(phone, key, entry, content)
    assert put(phone, key, entry, content, len(content)).json()["state"] == "kept"
    assert len(photos_of(store, [entry])) == 1


def test_one_photo_sent_by_two_windows_at_once_is_there_once(phone, store):
    key, entry, content, said = new_key(), new_key(), a_jpeg(1200, 900), []
    windows = [threading.Thread(target=lambda: said.append(sent(phone, key, entry, content))) for _ in range(6)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert {each["state"] for each in said} == {"kept"}
    assert len(photos_of(store, [entry])) == 1
    assert not list(photos_of_store(store.path).glob("*.part"))


def test_fifty_photos_arrive_at_once_each_once(phone, store):
    entries = [new_key() for _ in range(5)]
    states = []

    def send(number):
        content = a_jpeg(300, 200, colour=f"#{number:06x}")
        states.append(sent(phone, new_key(), entries[number % 5], content, 900)["state"])

    phones = [threading.Thread(target=send, args=(number,)) for number in range(50)]
    for one in phones:
        one.start()
    for one in phones:
        one.join()
    assert states == ["kept"] * 50
    assert photos_of(store, entries).groupby("observation_id").size().tolist() == [10] * 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_bomb(), "too large"),
        (b"no photo at all", "cannot be read"),
        (a_jpeg()[:3_000], "cannot be read"),
    ],
)
def test_what_is_no_photo_is_refused_for_good_and_leaves_nothing(phone, store, content, words):
    key, entry = new_key(), new_key()
    said = sent(phone, key, entry, content)
    assert said["state"] == "refused"
    assert words in said["sentence"]
    assert list(photos_of_store(store.path).iterdir()) == []
    assert photos_of(store, [entry]).empty


def test_the_thirteenth_photo_is_refused_before_it_is_sent(phone, store):
    entry = new_key()
    for number in range(12):
        assert sent(phone, new_key(), entry, a_jpeg(64, 48, colour=f"#{number:06x}"))["state"] == "kept"
    answer = put(phone, new_key(), entry, a_jpeg(64, 48))
    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert not list(photos_of_store(store.path).glob("*.part"))


@pytest.mark.parametrize("headers", [{}, OWN | {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_send_a_photo(phone, store, headers):
    assert put(phone, new_key(), new_key(), a_jpeg(), headers=headers).status_code == 403
    assert not photos_of_store(store.path).exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"entry": "x"},
        {"total": "many"},
        {"total": 0},
        {"total": 5_000_000},
        {"from": -1},
        {"from": 9_999_999},
        {"taken": "yesterday"},
        {"taken": "0001-01-01T00:00:00%2B14:00"},
    ],
)
def test_what_does_not_say_what_it_is_of_is_refused_in_words(phone, store, asked):
    answer = put(phone, new_key(), new_key(), a_jpeg(), asked=asked)
    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert answer.json()["sentence"].endswith(".")


def test_a_photo_that_is_taken_at_no_known_time_is_stored_all_the_same(phone, store):
    entry = new_key()
    content = a_jpeg()
    assert put(phone, new_key(), entry, content, asked={"taken": ""}).json()["state"] == "kept"
    assert photos_of(store, [entry])["taken_at"].isna().all()


def test_a_part_larger_than_is_taken_at_once_is_refused(phone, store):
    content = bytes(PART + 1)
    assert put(phone, new_key(), new_key(), content, part=PART + 1).json()["state"] == "refused"


def test_a_photo_that_would_be_longer_than_it_said_is_refused(phone, store):
    assert put(phone, new_key(), new_key(), a_jpeg(), asked={"total": 10}).json()["state"] == "refused"


def test_a_full_disk_keeps_the_photo_waiting(phone, store, monkeypatch):
    def full(*_):
        raise StoreFullError(store.path)

    key, entry, content = new_key(), new_key(), a_jpeg()
    with monkeypatch.context() as broken:
        broken.setattr(photos, "take_in_photo", full)
        answer = put(phone, key, entry, content)
    assert (answer.status_code, answer.json()["state"]) == (507, "later")
    assert put(phone, key, entry, content, len(content)).json()["state"] == "kept"


def test_the_pages_are_given_a_photo_and_its_small_one(phone, store):
    entry = new_key()
    sent(phone, new_key(), entry, a_jpeg())
    mark = photos_of(store, [entry])["mark"][0]
    for name in (f"{mark}.jpg", f"{mark}-small.jpg"):
        answer = phone.get(f"/photos/{name}")
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.body.startswith(b"\xff\xd8\xff")


def test_a_withdrawn_photo_is_given_to_nobody(phone, store):
    entry = new_key()
    sent(phone, new_key(), entry, a_jpeg())
    photo = photos_of(store, [entry]).iloc[0]
    withdraw_photo(store, UUID(photo["id"]), "KM", "Shows a face")
    assert phone.get(f"/photos/{photo['mark']}.jpg").status_code == 404


@pytest.mark.parametrize("name", ["..%2Faudit.duckdb", "notes.txt", "0" * 64 + ".jpg"])
def test_no_other_file_is_given_out(phone, store, name):
    photos_of_store(store.path).mkdir()
    (photos_of_store(store.path) / "notes.txt").write_text("not a photo")
    assert phone.get(f"/photos/{name}").status_code == 404
