"""What was said waits unseen, is kept once, and is shown only once somebody decided so."""

from datetime import timedelta
from uuid import UUID

import pandas as pd

from audit.model.keys import new_key
from audit.model.room import Contribution, Kind
from audit.store.contribution import (
    add_contribution,
    change_mended,
    change_shown,
    contributions,
    contributions_by,
    contributions_in,
    contributions_shown,
    mended_of,
)
from tests.builders import NOON
from tests.rooms import a_room


def say(store, review, words, device="A", at=NOON, **more):
    given = {"kind": Kind.APPRECIATION, "question": ""} | more
    text = Contribution(review.id, device, words=words, said_at=at, **given)
    add_contribution(store, text)
    return text


def test_what_was_said_waits_and_the_same_sent_twice_is_kept_once(store):
    review = a_room(store)
    text = say(store, review, "  Thanks to the night shift ")
    add_contribution(store, text)
    (row,) = contributions(store, review.id).to_dict("records")
    assert (row["words"], row["shown"], pd.isna(row["moderated_at"])) == ("Thanks to the night shift", False, True)
    assert contributions_shown(store, "appreciation").empty


def test_it_is_shown_once_decided_and_can_be_decided_anew(store):
    review = a_room(store)
    text = say(store, review, "Thanks")
    change_shown(store, text.id, shown=True, moderated_at=NOON)
    (row,) = contributions_shown(store, "appreciation").to_dict("records")
    assert (row["review"], row["words"], row["since"]) == (review.title, "Thanks", pd.Timestamp(review.since))
    assert contributions_shown(store, "answer").empty
    change_shown(store, text.id, shown=False, moderated_at=NOON)
    assert contributions_shown(store, "appreciation").empty
    assert UUID(contributions(store, review.id)["id"].iloc[0]) == text.id


def test_the_oldest_is_read_first_and_the_latest_shown_first(store):
    review = a_room(store)
    for at, words in enumerate(["one", "two", "three"]):
        text = say(store, review, words, at=NOON + timedelta(seconds=at))
        change_shown(store, text.id, shown=True, moderated_at=NOON)
    assert contributions(store, review.id)["words"].tolist() == ["one", "two", "three"]
    assert contributions_shown(store, "appreciation", 2)["words"].tolist() == ["three", "two"]


def test_what_one_device_and_all_said_is_counted(store):
    review = a_room(store)
    say(store, review, "one", at=NOON - timedelta(minutes=2))
    say(store, review, "two")
    say(store, review, "three", device="B")
    assert contributions_by(store, review.id, "A", NOON - timedelta(minutes=1)) == 1
    assert contributions_in(store, review.id) == 3
    assert contributions_in(store, new_key()) == 0


def test_mended_words_are_read_everywhere_and_what_was_written_is_its_writers(store):
    review = a_room(store)
    one, other = say(store, review, "Thanks to Jo"), say(store, review, "Thanks", device="B")
    change_shown(store, one.id, shown=True, moderated_at=NOON)
    change_mended(store, one.id, "Thanks to desk 2")
    rows = contributions(store, review.id).set_index("id")
    assert rows.loc[str(one.id), ["words", "written"]].tolist() == ["Thanks to desk 2", "Thanks to Jo"]
    assert rows.loc[str(other.id), ["words", "written"]].tolist() == ["Thanks", "Thanks"]
    assert contributions_shown(store, "appreciation")["words"].tolist() == ["Thanks to desk 2"]
    assert mended_of(store, review.id, "A") == {str(one.id): "Thanks to Jo"}
    assert mended_of(store, review.id, "B") == {}
    change_mended(store, one.id, None)
    assert mended_of(store, review.id, "A") == {}
