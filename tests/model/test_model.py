"""Records refuse to be wrong, in a sentence that says what to do."""

from datetime import date, datetime, timedelta

import pytest

from audit.errors import (
    MissingError,
    OutcomeMissingError,
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
from audit.model.rating import Dimension, Outcome
from audit.model.walk_through import MAX_WORDS, Method, Signal
from tests.builders import DESK, GREETING, NOON, a_draft, an_observation


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


def test_a_draft_becomes_the_walk_and_the_observation_it_stands_for():
    entry = Entry(
        str(new_key()), str(GREETING.id), "negative", " Words ", {"empathy": 2}, "1,5", "", "no", ("end run",)
    )
    draft = a_draft(head=Head(str(DESK.id), "Main hall", observer="KM"), entry=entry)
    programme = Programme(time_zone="Asia/Tokyo")
    walk = draft.walk_through(programme)
    assert (walk.id, walk.journey_id, walk.place, walk.observer) == (draft.id, DESK.id, "Main hall", "KM")
    observed = draft.observation(programme, NOON)
    assert (observed.outcome, observed.what_happened, observed.greeted) == (Outcome.NEGATIVE, "Words", False)
    assert (observed.ratings, observed.signals) == ({Dimension.EMPATHY: 2}, {Signal.END_RUN})
    assert observed.wait_minutes == 1.5
    assert str(observed.id) == entry.observation_id


def test_a_draft_says_what_is_still_missing():
    with pytest.raises(MissingError, match="The journey"):
        a_draft().walk_through(Programme())
    with pytest.raises(MissingError, match="The touchpoint"):
        a_draft().observation(Programme(), NOON)
    with pytest.raises(OutcomeMissingError, match="Tap Positive, Neutral or Negative"):
        a_draft().at(str(GREETING.id)).observation(Programme(), NOON)


def test_a_tap_changes_one_thing_and_untapping_takes_it_back():
    entry = Entry("o", "t")
    assert entry.is_untouched
    tapped = entry.with_value("empathy", 3).with_value("outcome", "positive").with_value("signals", ["end run"])
    assert (tapped.ratings, tapped.outcome, tapped.signals) == ({"empathy": 3}, "positive", ("end run",))
    assert [tapped.value_of(name) for name in ("empathy", "signals", "greeted")] == [3, ["end run"], None]
    back = tapped.with_value("empathy", None).with_value("outcome", None).with_value("signals", [])
    assert back == entry
    assert Head().with_value("place", "Hall").with_value("place", None).with_value("own_area", value=True) == Head(
        own_area=True
    )


def test_a_draft_survives_being_written_down():
    draft = a_draft(head=Head("j"), entry=Entry("o", signals=("personal",)))
    assert draft_from(draft.as_text()) == draft


def test_a_draft_written_before_waits_were_kept_as_typed_still_has_its_wait():
    draft = a_draft(entry=Entry("o", wait="3:30"))
    before = draft.as_text().replace('"wait": "3:30"', '"wait_minutes": 3.5')
    assert draft_from(before) == draft
    assert draft_from(before.replace("3.5", "null")).entry.wait == ""


def test_a_stopwatch_that_is_stopped_fills_in_the_wait_and_one_that_stands_leaves_it():
    running = Entry("o", clock_started_at=NOON.isoformat())
    assert running.stopped(NOON + timedelta(seconds=67)) == Entry("o", wait="1:07")
    assert running.seconds_waited(NOON - timedelta(seconds=3)) == 0
    assert Entry("o", wait="2").stopped(NOON) == Entry("o", wait="2")


def test_a_walk_is_in_use_while_another_browser_touched_it_minutes_ago():
    draft = a_draft(changed_at=NOON, touched_by="theirs")
    soon, later = NOON + timedelta(minutes=2), NOON + timedelta(minutes=5)
    assert draft.used_by_another("ours", soon) == timedelta(minutes=2)
    assert draft.used_by_another("theirs", soon) is None
    assert draft.used_by_another("ours", later) is None
    assert a_draft(changed_at=NOON).used_by_another("ours", soon) is None
    assert a_draft().used_by_another("ours", soon) is None


def test_a_walk_s_first_entry_has_one_key_in_every_window():
    draft = a_draft()
    assert draft.begun_at("t").entry == draft.begun_at("t").entry
    assert draft.begun_at("t").entry.observation_id != a_draft().begun_at("t").entry.observation_id
