"""What phones send: once or twice, early or late, whole or damaged, nothing is lost and nothing counts twice."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.actions.plans import plan_walk
from audit.actions.walks import (
    bring_back_observation,
    correct_observation,
    correct_walk,
    record_walk_through,
    withdraw_observation,
)
from audit.errors import EntryUnreadableError, GoneError, JourneySettledError, StoreFullError, WalkOfAnotherError
from audit.model.clock import utc_now
from audit.model.draft import Draft, Head
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.rating import Outcome
from audit.model.view import View
from audit.model.walk_through import Method, Recognised
from audit.store.change import changes_of
from audit.store.draft import draft_with
from audit.store.field_entry import field_entry, field_walk, walks_on_phones
from audit.store.file.connecting import journal_of
from audit.store.file.journal import contents
from audit.store.journey import journeys
from audit.store.observation import observation_count, observation_with
from audit.store.opening import Store, open_store
from audit.store.planned_walk import open_plans
from audit.store.tallies import outcome_days
from audit.web.walk.arriving import take_in
from tests.builders import ANSWER, DESK, GREETING, a_walk, an_observation, stored_draft, with_desk
from tests.laws import costly
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk, at

OTHER_PHONE = UUID("0192f0c1-6d5e-7c3a-9b1e-000000000002")


@pytest.fixture
def store():
    one = with_desk(open_store())
    yield one
    one.close()


def states(answer):
    return [each["state"] for each in answer["entries"]]


def test_an_entry_arrives_as_it_was_seen(store):
    walk, entry = a_sent_walk(), a_sent_entry()
    answer = take_in(store, a_message(walk, entry), PHONE)
    assert states(answer) == ["kept"]
    seen = observation_with(store, UUID(entry["id"]))
    assert (seen.outcome, seen.wait_minutes, seen.greeted) == (Outcome.NEGATIVE, 1.5, False)
    assert seen.ratings == {"empathy": 2}
    assert seen.what_happened == "Nobody looked up."
    assert abs(utc_now() - timedelta(minutes=10) - seen.observed_at) < timedelta(minutes=1)


def test_sending_the_same_once_more_changes_nothing(store):
    message = a_message(a_sent_walk(), a_sent_entry(), a_sent_entry(touchpoint_id=str(ANSWER.id)))
    take_in(store, message, PHONE)
    assert states(take_in(store, message, PHONE)) == ["kept", "kept"]
    assert observation_count(store) == 2
    assert changes_of(store, UUID(message["entries"][0]["id"])).empty


def test_what_arrives_is_written_once_and_no_row_over_another(tmp_path):
    store, walk = with_desk(open_store(tmp_path / "a.duckdb")), a_sent_walk()
    twice = a_sent_entry()
    for entries in ([twice, twice], [a_sent_entry()]):
        assert states(take_in(store, a_message(walk, *entries), PHONE)) == ["kept"] * len(entries)
    first, further = contents(journal_of(store.path)).entries[-2:]
    entry = ["observation", "observation_signal", "field_entry"]
    assert [query.split()[2] for query, _ in first.statements] == ["place", "observer", "walk_through", *entry]
    assert [query.split()[2] for query, _ in further.statements] == entry
    store.close()


def test_a_higher_version_corrects_and_what_stood_before_stays_in_the_history(store):
    walk, entry = a_sent_walk(), a_sent_entry()
    take_in(store, a_message(walk, entry), PHONE)
    before = observation_with(store, UUID(entry["id"]))
    take_in(store, a_message(walk, entry | {"version": 2, "outcome": "positive", "observed_at": at()}), PHONE)
    after = observation_with(store, UUID(entry["id"]))
    assert after.outcome == Outcome.POSITIVE
    assert after.observed_at == before.observed_at
    history = changes_of(store, UUID(entry["id"]))
    assert list(history["verb"]) == ["corrected"]
    assert "negative" in history["before"][0]


def test_what_was_corrected_here_is_not_overwritten_by_a_phone_that_does_not_know(store):
    walk, entry = a_sent_walk(), a_sent_entry()
    take_in(store, a_message(walk, entry), PHONE)
    key = UUID(entry["id"])
    here = observation_with(store, key)
    correct_observation(
        store, type(here)(**_fields(here) | {"what_happened": "One of two looked up."}), "KM", "Recalled"
    )
    answer = take_in(store, a_message(walk, entry | {"version": 2, "what_happened": "Nobody did."}), PHONE)
    (told,) = answer["entries"]
    assert (told["state"], told["version"]) == ("older", 2)
    assert told["stands"]["what_happened"] == "One of two looked up."
    assert observation_with(store, key).what_happened == "One of two looked up."
    chosen = entry | {"version": told["version"] + 1, "what_happened": "Nobody did."}
    assert states(take_in(store, a_message(walk, chosen), PHONE)) == ["kept"]
    assert observation_with(store, key).what_happened == "Nobody did."


def test_what_was_withdrawn_here_is_not_brought_back_by_an_older_version(store):
    walk, entry = a_sent_walk(), a_sent_entry()
    take_in(store, a_message(walk, entry), PHONE)
    withdraw_observation(store, UUID(entry["id"]), "steward", "The wrong desk")
    answer = take_in(store, a_message(walk, entry), PHONE)
    assert states(answer) == ["older"]
    assert answer["entries"][0]["stands"]["withdrawn"]
    assert observation_count(store) == 0


def test_an_entry_taken_back_on_the_phone_counts_no_more_and_again_when_brought_back(store):
    walk, entry = a_sent_walk(), a_sent_entry()
    take_in(store, a_message(walk, entry), PHONE)
    take_in(store, a_message(walk, entry | {"version": 2, "withdrawn": True}), PHONE)
    assert observation_count(store) == 0
    take_in(store, a_message(walk, entry | {"version": 3}), PHONE)
    assert observation_count(store) == 1
    assert list(changes_of(store, UUID(entry["id"]))["verb"]) == ["restored", "withdrawn"]


def test_an_entry_taken_back_before_it_arrived_leaves_its_history_and_no_count(store):
    entry = a_sent_entry(version=2, withdrawn=True)
    assert states(take_in(store, a_message(a_sent_walk(), entry), PHONE)) == ["kept"]
    assert observation_count(store) == 0
    _, stands = field_entry(store, UUID(entry["id"]))
    assert (stands.version, stands.withdrawn) == (2, True)


def test_one_that_came_back_here_is_corrected_by_the_next_version(store):
    walk, entry = a_sent_walk(), a_sent_entry()
    take_in(store, a_message(walk, entry), PHONE)
    withdraw_observation(store, UUID(entry["id"]), "steward", "The wrong desk")
    bring_back_observation(store, UUID(entry["id"]), "steward", "It was the right one")
    assert states(take_in(store, a_message(walk, entry | {"version": 4, "outcome": "neutral"}), PHONE)) == ["kept"]
    assert observation_with(store, UUID(entry["id"])).outcome == Outcome.NEUTRAL


@pytest.mark.parametrize(
    "damage",
    [
        {"outcome": "splendid"},
        {"ratings": {"empathy": 9}},
        {"ratings": ["empathy"]},
        {"wait": "1 5 min"},
        {"observed_at": "yesterday"},
        {"observed_at": "2026-03-02T12:00:00"},
        {"signals": ["unheard of"]},
        {"version": 0},
        {"version": "2"},
        {"touchpoint_id": "desk"},
        {"touchpoint_id": str(new_key())},
        {"why_no_words": "because"},
        {"what_happened": "x" * 10_001},
    ],
)
def test_one_bad_entry_is_refused_in_words_and_keeps_no_other_out(store, damage):
    bad, good = a_sent_entry(**damage), a_sent_entry()
    answer = take_in(store, a_message(a_sent_walk(), bad, good), PHONE)
    assert states(answer) == ["refused", "kept"]
    assert answer["entries"][0]["id"] == bad["id"]
    assert answer["entries"][0]["sentence"].endswith(".")
    assert observation_count(store) == 1


@pytest.mark.parametrize("part", [None, 7, [], {}, {"id": "x"}])
def test_a_part_that_names_itself_in_no_way_keeps_no_other_out(store, part):
    assert states(take_in(store, a_message(a_sent_walk(), part, a_sent_entry()), PHONE)) == ["refused", "kept"]


@pytest.mark.parametrize(
    "damage",
    [{"journey_id": "desk"}, {"method": "telepathy"}, {"started_at": None}, {"version": True}, {"first_outcome": "x"}],
)
def test_a_walk_that_cannot_be_read_leaves_nothing_behind(store, damage):
    with pytest.raises(EntryUnreadableError):
        take_in(store, a_message(a_sent_walk(**damage), a_sent_entry()), PHONE)
    assert observation_count(store) == 0


def test_a_clock_that_is_hours_off_is_set_right_by_the_moment_of_sending(store):
    entry = a_sent_entry(observed_at=at(310))
    take_in(store, a_message(a_sent_walk(started_at=at(330)), entry, sent_at=at(300)), PHONE)
    seen = observation_with(store, UUID(entry["id"]))
    assert abs(utc_now() - timedelta(minutes=10) - seen.observed_at) < timedelta(minutes=1)


def test_nothing_is_seen_later_than_now(store):
    entry = a_sent_entry(observed_at=at(-600))
    take_in(store, a_message(a_sent_walk(), entry), PHONE)
    assert observation_with(store, UUID(entry["id"])).observed_at <= utc_now()


def test_another_phone_cannot_change_or_end_a_walk(store):
    walk, entry = a_sent_walk(), a_sent_entry()
    take_in(store, a_message(walk, entry), PHONE)
    with pytest.raises(WalkOfAnotherError):
        take_in(store, a_message(walk | {"version": 9, "finished_at": at()}, entry), OTHER_PHONE)
    assert field_walk(store, UUID(walk["id"]))[1].finished_at is None


def test_an_entry_of_another_walk_is_refused(store):
    entry = a_sent_entry()
    take_in(store, a_message(a_sent_walk(), entry), PHONE)
    assert states(take_in(store, a_message(a_sent_walk(), entry | {"version": 2}), PHONE)) == ["refused"]


def test_the_journey_of_a_walk_stays(store):
    walk = a_sent_walk()
    take_in(store, a_message(walk), PHONE)
    with pytest.raises(JourneySettledError):
        take_in(store, a_message(walk | {"version": 2, "journey_id": str(new_key())}), PHONE)


def test_a_journey_that_is_gone_is_said_so(store):
    with pytest.raises(GoneError):
        take_in(store, a_message(a_sent_walk(journey_id=str(new_key()))), PHONE)


def test_a_corrected_head_reaches_what_was_saved_before_and_stays_in_the_history(store):
    walk, entry = a_sent_walk(), a_sent_entry()
    take_in(store, a_message(walk, entry), PHONE)
    later = walk | {"version": 2, "place": "Annex", "first_impressions": "Dark.", "first_outcome": "neutral"}
    take_in(store, a_message(later), PHONE)
    _, stands = field_walk(store, UUID(walk["id"]))
    assert (stands.walk.place, stands.first_impressions, stands.first_outcome) == ("Annex", "Dark.", "neutral")
    with store.reading() as cursor:
        (place,) = cursor.execute(
            "SELECT place.name FROM observation INNER JOIN place ON place.id = place_id"
        ).fetchone()
    assert place == "Annex"
    assert list(changes_of(store, UUID(walk["id"]))["verb"]) == ["corrected"]


def place_of_each(store):
    with store.reading() as cursor:
        rows = cursor.execute("SELECT place.name FROM observation INNER JOIN place ON place.id = place_id").fetchall()
    return [name for (name,) in rows]


@pytest.fixture
def corrected_here(store):
    """Return a walk as its phone knows it, in version 1, whose place was corrected under My walks since."""
    walk = a_sent_walk(first_impressions="Dark.", first_outcome="neutral", recognised="no")
    take_in(store, a_message(walk, a_sent_entry()), PHONE)
    _, stands = field_walk(store, UUID(walk["id"]))
    correct_walk(store, replace(stands.walk, place="Annex"), "steward", "The wrong hall")
    return walk


@pytest.mark.parametrize("version", [1, 2])
def test_a_head_corrected_here_is_not_overwritten_by_a_phone_that_does_not_know(store, corrected_here, version):
    answer = take_in(store, a_message(corrected_here | {"version": version, "customer_group": "Guests"}), PHONE)["walk"]
    assert (answer["state"], answer["version"]) == ("older", 2)
    assert answer["stands"] | {"place": "Main hall"} == corrected_here | {
        "version": 2,
        "started_at": answer["stands"]["started_at"],
    }
    assert answer["stands"]["place"] == "Annex"
    _, stands = field_walk(store, UUID(corrected_here["id"]))
    assert (stands.version, stands.walk.place, stands.walk.customer_group) == (2, "Annex", "")


def test_a_page_of_before_that_knows_of_no_personas_leaves_the_one_that_was_set_right_here(store):
    walk = a_sent_walk()
    del walk["persona"]
    take_in(store, a_message(walk), PHONE)
    _, stands = field_walk(store, UUID(walk["id"]))
    assert stands.walk.persona == ""
    correct_walk(store, replace(stands.walk, persona="In a hurry"), "steward", "It was said aloud")
    answer = take_in(store, a_message(walk | {"version": 3, "place": "Annex"}), PHONE)["walk"]
    _, stands = field_walk(store, UUID(walk["id"]))
    assert (answer["state"], stands.walk.place, stands.walk.persona) == ("kept", "Annex", "In a hurry")
    take_in(store, a_message(walk | {"version": 4, "persona": ""}), PHONE)
    assert field_walk(store, UUID(walk["id"]))[1].walk.persona == ""


def test_a_head_sent_above_the_one_that_stands_is_the_choice_of_its_person(store, corrected_here):
    answer = take_in(store, a_message(corrected_here | {"version": 3}), PHONE)["walk"]
    assert (answer["state"], answer["version"], answer["stands"]) == ("kept", 3, None)
    assert place_of_each(store) == ["Main hall"]
    assert list(changes_of(store, UUID(corrected_here["id"]))["changed_by"]) == ["KM", "steward"]


def test_a_head_that_says_what_stands_is_taken_for_known_in_whatever_version(store, corrected_here):
    for version in (1, 2):
        answer = take_in(store, a_message(corrected_here | {"version": version, "place": "Annex"}), PHONE)["walk"]
        assert (answer["state"], answer["stands"]) == ("kept", None)


def test_an_entry_that_comes_with_an_older_head_is_of_the_walk_as_it_stands(store, corrected_here):
    answer = take_in(store, a_message(corrected_here, a_sent_entry(touchpoint_id=str(ANSWER.id))), PHONE)
    assert states(answer) == ["kept"]
    assert place_of_each(store) == ["Annex", "Annex"]


def test_a_walk_ends_when_its_phone_says_so_though_its_head_was_corrected_here(store, corrected_here):
    ended = corrected_here | {"version": 2, "finished_at": at()}
    answer = take_in(store, a_message(ended), PHONE)["walk"]
    assert answer["state"] == "older"
    assert answer["stands"]["finished_at"] is not None
    _, stands = field_walk(store, UUID(corrected_here["id"]))
    assert stands.finished_at is not None
    take_in(store, a_message(ended | {"finished_at": None}), PHONE)
    assert field_walk(store, UUID(corrected_here["id"]))[1].finished_at == stands.finished_at


def test_a_walk_of_no_phone_that_was_corrected_here_belongs_to_the_first_phone_that_takes_it_up(store):
    begun = a_walk()
    record_walk_through(store, begun, [an_observation()])
    correct_walk(store, replace(begun, place="Annex"), "steward", "The wrong hall")
    walk = a_sent_walk(id=str(begun.id))
    assert take_in(store, a_message(walk), PHONE)["walk"]["state"] == "older"
    with pytest.raises(WalkOfAnotherError):
        take_in(store, a_message(walk), OTHER_PHONE)


def test_an_entry_of_nobody_there_that_is_said_to_have_been_greeted_had_somebody_there(store):
    walk, entry = a_sent_walk(), a_sent_entry(greeted="no one there")
    take_in(store, a_message(walk, entry), PHONE)
    key = UUID(entry["id"])
    correct_observation(store, replace(observation_with(store, key), outcome=Outcome.NEUTRAL), "KM", "Not so bad")
    assert field_entry(store, key)[1].nobody_there
    correct_observation(store, replace(observation_with(store, key), greeted=True), "KM", "She came back")
    assert not field_entry(store, key)[1].nobody_there


def test_a_touchpoint_named_on_the_way_counts_at_once(store):
    stage, key = DESK.stages[0], str(new_key())
    added = {"id": key, "stage_id": str(stage.id), "name": "Spare projector"}
    message = a_message(a_sent_walk(), a_sent_entry(touchpoint_id=key), touchpoints=[added])
    for _ in range(2):
        answer = take_in(store, message, PHONE)
        assert [each["state"] for each in answer["touchpoints"]] == ["kept"]
        assert states(answer) == ["kept"]
    assert [each.name for each in journeys(store)[0].stages[0].touchpoints] == ["Greeting", "Answer", "Spare projector"]


def test_a_touchpoint_named_on_the_way_that_is_there_already_is_that_one(store):
    key = str(new_key())
    added = {"id": key, "stage_id": str(DESK.stages[0].id), "name": "greeting"}
    entry = a_sent_entry(touchpoint_id=key)
    message = a_message(a_sent_walk(), entry, touchpoints=[added])
    for _ in range(2):
        assert states(take_in(store, message, PHONE)) == ["kept"]
    assert observation_with(store, UUID(entry["id"])).touchpoint_id == GREETING.id
    assert len(journeys(store)[0].stages[0].touchpoints) == 2


def test_a_touchpoint_for_a_stage_that_is_gone_is_refused_with_its_entry(store):
    key = str(new_key())
    added = {"id": key, "stage_id": str(new_key()), "name": "Spare projector"}
    answer = take_in(store, a_message(a_sent_walk(), a_sent_entry(touchpoint_id=key), touchpoints=[added]), PHONE)
    assert [each["state"] for each in answer["touchpoints"]] == ["refused"]
    assert states(answer) == ["refused"]


def test_a_walk_stays_on_its_phone_until_it_ends_and_shows_what_has_arrived(store):
    walk = a_sent_walk()
    take_in(store, a_message(walk, a_sent_entry()), PHONE)
    (row,) = walks_on_phones(store).to_dict("records")
    assert (row["id"], row["journey"], row["observations"]) == (walk["id"], DESK.name, 1)
    assert row["last_arrival"] <= utc_now()
    take_in(store, a_message(walk | {"version": 2, "finished_at": at()}), PHONE)
    assert walks_on_phones(store).empty


def test_a_planned_walk_is_walked_with_its_first_entry(store):
    plan = Plan(DESK.id, GREETING.id, Method.WALK_IT_THROUGH)
    plan_walk(store, plan)
    walk = a_sent_walk(plan_id=str(plan.id))
    take_in(store, a_message(walk), PHONE)
    assert len(open_plans(store)) == 1
    take_in(store, a_message(walk, a_sent_entry()), PHONE)
    assert open_plans(store) == ()


def test_a_walk_begun_in_the_old_form_goes_on_on_a_phone_and_its_draft_is_put_away_at_the_end(store):
    draft = stored_draft(store, Draft(new_key(), utc_now(), Head(journey_id=str(DESK.id), place="Main hall")))
    walk = a_sent_walk(id=str(draft.id))
    take_in(store, a_message(walk, a_sent_entry()), PHONE)
    assert draft_with(store, draft.id) is not None
    take_in(store, a_message(walk | {"version": 2, "finished_at": at()}), PHONE)
    assert draft_with(store, draft.id) is None


def test_a_store_in_trouble_refuses_no_entry_for_good(store, monkeypatch):
    def full(*_):
        raise StoreFullError("audit.duckdb")

    monkeypatch.setattr("audit.web.walk.arriving.take_in_entry", full)
    with pytest.raises(StoreFullError):
        take_in(store, a_message(a_sent_walk(), a_sent_entry()), PHONE)


@costly
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), min_size=1, max_size=12))
def test_whatever_arrives_in_whatever_order_and_however_often_the_highest_version_stands(order):
    """Three entries in four versions each, sent in any order with any repeated: the newest sent of each stands."""
    store = with_desk(open_store())
    walk, entries = a_sent_walk(), [a_sent_entry() for _ in range(3)]
    for number, version in order:
        words = f"Entry {number} as it was in version {version}."
        take_in(store, a_message(walk, entries[number] | {"version": version, "what_happened": words}), PHONE)
    highest = {number: max(version for other, version in order if other == number) for number, _ in order}
    for number, version in highest.items():
        seen = observation_with(store, UUID(entries[number]["id"]))
        assert seen.what_happened == f"Entry {number} as it was in version {version}."
    assert observation_count(store) == len(highest)
    store.close()


def _fields(record):
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}


def test_an_entry_of_nobody_there_is_given_back_as_it_was_sent(store: Store):
    walk, entry = a_sent_walk(), a_sent_entry(greeted="no one there", what_happened="", why_no_words="no time")
    take_in(store, a_message(walk, entry), PHONE)
    withdraw_observation(store, UUID(entry["id"]), "steward", "The wrong desk")
    (told,) = take_in(store, a_message(walk, entry), PHONE)["entries"]
    assert told["stands"]["greeted"] == "no one there"
    assert told["stands"]["why_no_words"] == "no time"
    assert told["stands"]["wait"] == "1:30"


@pytest.mark.parametrize(("said", "word"), [("", None), ("no", "no"), ("perhaps", "perhaps"), ("yes", "yes")])
def test_whether_anybody_knew_stands_with_the_walk_and_can_be_split_by(store, said, word):
    take_in(store, a_message(a_sent_walk(recognised=said), a_sent_entry()), PHONE)
    with store.reading() as cursor:
        assert cursor.execute("SELECT recognised FROM walk_through").fetchall() == [(said,)]
    assert list(outcome_days(store, apart=["recognised"])["recognised"]) == [said]
    for asked in Recognised:
        assert len(outcome_days(store, View(recognised=(asked,)))) == (asked == word)
    assert len(outcome_days(store, View(recognised=tuple(Recognised)))) == bool(word)


def test_that_the_observer_was_recognised_after_all_reaches_what_was_saved_before(store):
    walk = a_sent_walk(recognised="no")
    take_in(store, a_message(walk, a_sent_entry()), PHONE)
    take_in(store, a_message(walk | {"version": 2, "recognised": "perhaps"}), PHONE)
    assert list(outcome_days(store, apart=["recognised"])["recognised"]) == ["perhaps"]
