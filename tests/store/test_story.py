"""A star and thanks stay with what was seen, also after the audit was closed and opened again."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from audit.actions import stories, walks
from audit.errors import GoneError
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.search import Kind, Search
from audit.model.story import Kudos
from audit.model.view import EVERYTHING, View
from audit.store.opening import Store, first, open_store
from audit.store.story import kudos
from audit.store.story import stories as listed
from audit.store.voices import note_counts, notes_by_outcome
from tests.builders import a_walk, an_observation, with_desk

THANKS = Kudos("Thank you for staying on", "Robin", has_consent=True)


def observed_once(store: Store, **changes: Any) -> UUID:
    observation = an_observation(**changes)
    walks.record_walk_through(store, a_walk(), [observation])
    return observation.id


def rows(store: Store) -> int:
    with store.reading() as cursor:
        (count,) = first(cursor.execute("SELECT COUNT(*) FROM story")) or (0,)
    return int(count)


def test_a_starred_story_and_thanks_survive_reopening(tmp_path: Path) -> None:
    path = tmp_path / "audit.duckdb"
    store = with_desk(open_store(path))
    key = observed_once(store)
    stories.star_story(store, key)
    stories.give_kudos(store, key, THANKS)
    store.close()
    again = open_store(path)
    (story,) = listed(again).to_dict("records")
    assert (story["id"], story["starred"], story["what_happened"]) == (str(key), True, "Greeted within five seconds.")
    (given,) = kudos(again).to_dict("records")
    assert (given["kudos"], given["kudos_name"]) == ("Thank you for staying on", "Robin")
    again.close()


def test_good_and_bad_can_be_starred_and_starring_twice_is_once(desk):
    good, bad = observed_once(desk), observed_once(desk, outcome=Outcome.NEGATIVE, what_happened="")
    for key in (good, bad, good):
        stories.star_story(desk, key)
    assert sorted(listed(desk)["outcome"]) == ["negative", "positive"]
    assert listed(desk, View(touchpoint="Invoice")).empty
    stories.unstar_story(desk, bad)
    assert list(listed(desk)["id"]) == [str(good)]


def test_the_starred_can_be_searched(desk):
    good, bad = (
        observed_once(desk),
        observed_once(desk, outcome=Outcome.NEGATIVE, what_happened="Sent away, then fetched back"),
    )
    observed_once(desk)
    for key in (good, bad):
        stories.star_story(desk, key)
    result = notes_by_outcome(desk, EVERYTHING, Search(kind=Kind.STARRED), 5)
    assert {outcome: list(rows["id"]) for outcome, rows in result.items()} == {
        "positive": [str(good)],
        "neutral": [],
        "negative": [str(bad)],
    }
    assert note_counts(desk, EVERYTHING, Search("fetched", Kind.STARRED)) == {
        "positive": 0,
        "neutral": 0,
        "negative": 1,
    }


def test_a_star_and_thanks_do_not_undo_each_other(desk):
    key = observed_once(desk)
    stories.star_story(desk, key)
    stories.give_kudos(desk, key, THANKS)
    stories.unstar_story(desk, key)
    assert listed(desk).empty
    assert len(kudos(desk)) == 1
    stories.star_story(desk, key)
    stories.take_back_kudos(desk, key)
    assert kudos(desk).empty
    assert len(listed(desk)) == 1
    stories.unstar_story(desk, key)
    assert rows(desk) == 0


def test_consent_is_kept_with_a_name_and_goes_with_it(desk):
    key = observed_once(desk)
    stories.give_kudos(desk, key, THANKS)
    with desk.reading() as cursor:
        assert first(cursor.execute("SELECT consented_at IS NOT NULL FROM story")) == (True,)
    stories.give_kudos(desk, key, Kudos("Thank you all", has_consent=True))
    with desk.reading() as cursor:
        assert first(cursor.execute("SELECT kudos, kudos_name, consented_at FROM story")) == ("Thank you all", "", None)


def test_a_name_taken_back_leaves_no_trace(desk):
    key = observed_once(desk)
    stories.give_kudos(desk, key, THANKS)
    stories.take_back_kudos(desk, key)
    with desk.reading() as cursor:
        assert first(cursor.execute("SELECT COUNT(*) FROM change")) == (0,)
    assert rows(desk) == 0


def test_what_is_gone_cannot_be_starred_or_thanked_for(desk):
    with pytest.raises(GoneError):
        stories.star_story(desk, new_key())
    with pytest.raises(GoneError):
        stories.give_kudos(desk, new_key(), THANKS)
    stories.unstar_story(desk, new_key())
    assert rows(desk) == 0


def test_a_withdrawn_observation_tells_no_story(desk):
    key = observed_once(desk)
    stories.star_story(desk, key)
    stories.give_kudos(desk, key, THANKS)
    walks.withdraw_observation(desk, key, "KM", "Not meant")
    assert listed(desk).empty
    assert kudos(desk).empty
    walks.bring_back_observation(desk, key, "KM", "Meant after all")
    assert len(listed(desk)) == 1
