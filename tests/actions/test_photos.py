"""A photo is stored with its files first, counts once, and leaves nothing to look at when it is withdrawn."""

from datetime import UTC, datetime

import pytest

from audit.actions.photos import take_in_photo, withdraw_photo
from audit.errors import GoneError, MissingError, PhotoUnreadableError, TooManyPhotosError
from audit.model.keys import new_key
from audit.model.photo import MOST_AN_ENTRY
from audit.store.change import changes_of
from audit.store.opening import open_store
from audit.store.photo import photos_of
from audit.store.photo_files import photo_file, photos_of_store
from audit.store.upkeep.checking import check
from tests.builders import with_desk
from tests.photographs import a_jpeg

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture
def store(tmp_path):
    one = with_desk(open_store(tmp_path / "audit.duckdb"))
    yield one
    one.close()


def marks(store, *entries) -> list[str]:
    return list(photos_of(store, entries)["mark"])


def test_a_photo_sent_twice_is_there_once(store):
    key, entry = new_key(), new_key()
    for content in (a_jpeg(), a_jpeg(colour="#000000")):
        take_in_photo(store, key, entry, content, NOON)
    photo = photos_of(store, [entry]).iloc[0]
    assert (photo["id"], photo["observation_id"], photo["width"], photo["height"], photo["taken_at"]) == (
        str(key),
        str(entry),
        640,
        480,
        NOON,
    )
    names = {path.name for path in photos_of_store(store.path).iterdir()}
    assert names == {f"{photo['mark']}.jpg", f"{photo['mark']}-small.jpg"}
    assert check(store) == []


def test_the_photos_of_an_entry_stand_in_the_order_they_were_taken_in(store):
    entry, others = new_key(), new_key()
    first, second, third = new_key(), new_key(), new_key()
    take_in_photo(store, second, entry, a_jpeg(colour="#222222"), NOON.replace(hour=13))
    take_in_photo(store, first, entry, a_jpeg(colour="#111111"), NOON)
    take_in_photo(store, third, entry, a_jpeg(colour="#333333"), None)  # not known: by when it arrived
    take_in_photo(store, new_key(), others, a_jpeg(colour="#444444"), NOON)
    assert list(photos_of(store, [entry])["id"]) == [str(first), str(second), str(third)]


def test_an_entry_takes_twelve_photos_and_says_so(store):
    entry = new_key()
    keys = [new_key() for _ in range(MOST_AN_ENTRY)]
    for key in keys:
        take_in_photo(store, key, entry, a_jpeg(64, 48), NOON)
    with pytest.raises(TooManyPhotosError, match="12 photos"):
        take_in_photo(store, new_key(), entry, a_jpeg(64, 48), NOON)
    withdraw_photo(store, keys[0], "KM", "Shows a screen")
    take_in_photo(store, new_key(), entry, a_jpeg(64, 48), NOON)
    assert len(marks(store, entry)) == MOST_AN_ENTRY


def test_a_withdrawn_photo_leaves_no_picture_but_its_reason(store):
    key, entry = new_key(), new_key()
    take_in_photo(store, key, entry, a_jpeg(), NOON)
    with pytest.raises(MissingError):
        withdraw_photo(store, key, "KM", " ")
    withdraw_photo(store, key, "KM", "Somebody's face can be made out")
    assert marks(store, entry) == []
    assert list(photos_of_store(store.path).iterdir()) == []
    assert changes_of(store, key)[["verb", "changed_by", "reason"]].to_numpy().tolist() == [
        ["withdrawn", "KM", "Somebody's face can be made out"]
    ]
    take_in_photo(store, key, entry, a_jpeg(), NOON)  # the phone did not hear the answer and sends it again
    assert list(photos_of_store(store.path).iterdir()) == []
    assert check(store) == []


def test_a_picture_that_another_photo_shares_stays_until_both_are_withdrawn(store):
    keys, entry = [new_key(), new_key()], new_key()
    for key in keys:
        take_in_photo(store, key, entry, a_jpeg(), NOON)
    (mark, _) = marks(store, entry)
    withdraw_photo(store, keys[0], "KM", "Taken twice")
    assert photo_file(store, mark).exists()
    withdraw_photo(store, keys[1], "KM", "Wrong place")
    assert not photo_file(store, mark).exists()


def test_a_photo_that_never_arrived_cannot_be_withdrawn(store):
    with pytest.raises(GoneError):
        withdraw_photo(store, new_key(), "KM", "Wrong place")


def test_what_is_no_photo_leaves_nothing_behind(store):
    entry = new_key()
    with pytest.raises(PhotoUnreadableError):
        take_in_photo(store, new_key(), entry, b"no photo", NOON)
    assert marks(store, entry) == []
    assert not photos_of_store(store.path).exists()
