"""Records refuse to be wrong, in a sentence that says what to do."""

from datetime import date, datetime

import pytest

from audit.errors import (
    MissingError,
    OutOfRangeError,
    StandardsCrossedError,
    UnknownTimeZoneError,
    required,
)
from audit.model.clock import utc_now
from audit.model.draft import Entry, Head, draft_from
from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.keys import key_of, new_key
from audit.model.programme import Programme
from audit.model.rating import Dimension
from audit.model.walk_through import MAX_WORDS, Method
from tests.builders import DESK, a_draft, an_observation, draft_text


@pytest.mark.parametrize("rating", [0, 6, -1, True, 2.5, "3"])
def test_a_rating_is_a_whole_number_from_one_to_five(rating):
    with pytest.raises(OutOfRangeError, match=r"Empathy is .*whole number from 1 to 5, or left empty"):
        an_observation(ratings={Dimension.EMPATHY: rating})


@pytest.mark.parametrize("wait", [-0.1, 100_000.0])
def test_a_wait_is_neither_negative_nor_endless(wait):
    with pytest.raises(OutOfRangeError, match="The wait"):
        an_observation(wait_minutes=wait)


def test_words_have_an_end():
    with pytest.raises(OutOfRangeError, match="10001 characters"):
        an_observation(what_happened="x" * (MAX_WORDS + 1))


@pytest.mark.parametrize("named", [Touchpoint, Stage, Journey])
def test_nothing_goes_without_a_name(named):
    with pytest.raises(MissingError, match="is empty"):
        named("  ")


def test_standards_stay_on_the_scale_and_in_order():
    with pytest.raises(OutOfRangeError, match="minimum standard"):
        Standards(0.5, 4)
    with pytest.raises(StandardsCrossedError, match="raise the target or lower the minimum"):
        Standards(4, 3)


def test_a_journey_tells_its_touchpoints_in_order():
    assert [(stage.name, touchpoint.name) for stage, touchpoint in DESK.touchpoints()] == [
        ("Arrive", "Greeting"),
        ("Arrive", "Answer"),
        ("Leave", "Invoice"),
    ]


def test_the_programme_knows_its_day_and_its_clock():
    lisbon = Programme(time_zone="Asia/Tokyo")
    evening = datetime(2026, 3, 1, 20, 0)  # noqa: DTZ001  # UTC without an offset
    assert lisbon.day_of(evening) == date(2026, 3, 2)
    assert lisbon.utc(lisbon.local(evening)) == evening


def test_a_time_zone_must_exist():
    with pytest.raises(UnknownTimeZoneError, match="Europe/Lisbon"):
        Programme(time_zone="Middle/Earth")


def test_the_recovery_ratio_is_at_least_one():
    with pytest.raises(OutOfRangeError, match="recovery ratio"):
        Programme(recovery_ratio=0)


@pytest.mark.parametrize("target", ["experience", "attainment"])
@pytest.mark.parametrize("share", [0.0, 1.1, float("nan")])
def test_a_target_is_a_share_of_something(target, share):
    with pytest.raises(OutOfRangeError, match=f"The {target} target"):
        Programme(**{f"{target}_target": share})


def test_second_hand_knowledge_is_known_as_such():
    assert [method for method in Method if method.is_second_hand] == [Method.CHAMPIONS_NOTE, Method.IMPORTED]


def test_keys_are_new_or_the_same_for_the_same_source():
    assert new_key().version == 7
    assert key_of("a", "b") == key_of("a", "b") != key_of("ab")


def test_what_is_required_comes_back_without_blanks():
    assert required("The reason", " because ") == "because"
    with pytest.raises(MissingError, match="The reason is empty; please fill it in"):
        required("The reason", " ")


def test_the_present_is_kept_without_an_offset():
    assert utc_now().tzinfo is None


def test_a_draft_survives_being_written_down():
    draft = a_draft(head=Head("j"), entry=Entry("o", signals=("personal",)))
    assert draft_from(draft_text(draft)) == draft


def test_a_draft_written_before_waits_were_kept_as_typed_still_has_its_wait():
    draft = a_draft(entry=Entry("o", wait="3:30"))
    before = draft_text(draft).replace('"wait": "3:30"', '"wait_minutes": 3.5')
    assert draft_from(before) == draft
    assert draft_from(before.replace("3.5", "null")).entry.wait == ""
