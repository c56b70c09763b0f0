"""What a phone and the server have agreed on: the form of every answer, and every refusal with its sentence."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from starlette.applications import Starlette

from audit.model.field_walk import FieldEntry, FieldWalk, NoWords, clock_behind
from audit.model.keys import new_key
from audit.model.rating import Dimension, Outcome
from audit.model.walk_through import Recognised, Signal
from audit.store import opened
from audit.store.opening import open_store
from audit.web.walk import routes
from audit.web.walk.arriving import take_in
from tests.builders import ANSWER, DESK, INVOICE, NOON, a_walk, an_observation, with_desk
from tests.web.present.window import Window
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk

OWN = {"X-Walk": "1"}
OTHER_PHONE = UUID("0192f0c1-6d5e-7c3a-9b1e-000000000009")
AGAIN = "It stays on your phone: load the page again, so that phone and server are of the same version"
GONE = "is not in the audit any more; perhaps its import was undone."
WAIT = "is no time that can be read. Write minutes like 1,5 or 1.5"
ANSWERED = {"id", "version", "state", "sentence", "stands"}


@pytest.fixture(scope="module")
def store():
    """Return an audit with one journey that this process serves; every test sends walks of its own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AUDIT_STORE", "contract.duckdb")
        one = with_desk(open_store())
        patched.setitem(opened._STORES, "contract.duckdb", one)
        yield one
        one.close()


@pytest.fixture(scope="module")
def phone(store):
    return Window(Starlette(routes=routes.walk_routes()))


def sync(phone, message, headers=OWN):
    return phone.post("/walk/sync", message, headers)


# --- the form of an answer -----------------------------------------------------------------------------------------


def test_every_part_is_answered_in_its_order_and_with_the_same_fields(phone):
    entries = [a_sent_entry(), a_sent_entry(outcome="x"), a_sent_entry(touchpoint_id=str(ANSWER.id))]
    added = [{"id": str(new_key()), "stage_id": str(DESK.stages[0].id), "name": f"Door {new_key()}"} for _ in range(2)]
    walk = a_sent_walk()
    answer = sync(phone, a_message(walk, *entries, touchpoints=added))
    message = answer.json()
    assert set(message) == {"protocol", "journeys_mark", "walk", "entries", "touchpoints"}
    assert message["protocol"] == 1
    assert [each["id"] for each in message["entries"]] == [each["id"] for each in entries]
    assert [each["id"] for each in message["touchpoints"]] == [each["id"] for each in added]
    assert {frozenset(each) for each in [message["walk"], *message["entries"], *message["touchpoints"]]} == {
        frozenset(ANSWERED)
    }
    assert [each["state"] for each in message["entries"]] == ["kept", "refused", "kept"]
    assert [bool(each["sentence"]) for each in message["entries"]] == [False, True, False]


def test_the_same_message_sent_twice_is_answered_alike_to_the_letter(phone):
    message = a_message(a_sent_walk(), a_sent_entry(), a_sent_entry(outcome="x"), a_sent_entry(withdrawn=True))
    assert sync(phone, message).body == sync(phone, message).body


def test_no_answer_may_be_held_by_a_cache_on_the_way(phone):
    good, bad = sync(phone, a_message(a_sent_walk())), sync(phone, b"{")
    assert [each.headers["cache-control"] for each in (good, bad)] == ["no-store", "no-store"]


def test_what_stands_is_given_back_as_a_phone_writes_it(store):
    walk, entry = (
        a_sent_walk(),
        a_sent_entry(signals=["mixed message", "end run"], ratings={"empathy": 2, "assurance": 1}),
    )
    take_in(store, a_message(walk, entry | {"version": 3}), PHONE)
    older = entry | {"version": 2, "what_happened": "Something else."}
    (answer,) = take_in(store, a_message(walk, older), PHONE)["entries"]
    assert (answer["state"], answer["version"], answer["sentence"]) == ("older", 3, "")
    stands = answer["stands"]
    assert stands.pop("observed_at")[:16] == entry["observed_at"][:16]
    expected = entry | {"version": 3, "signals": ["end run", "mixed message"]}
    assert stands == {name: value for name, value in expected.items() if name != "observed_at"}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("", ""),
        ("1", "1:00"),
        ("1,5", "1:30"),
        ("0:07", "0:07"),
        ("90 s", "1:30"),
        ("1:02:03", "1:02:03"),
        ("2 h", "2:00:00"),
    ],
)
def test_a_wait_is_given_back_as_a_stopwatch_shows_it(store, typed, written):
    walk, entry = a_sent_walk(), a_sent_entry(wait=typed)
    take_in(store, a_message(walk, entry | {"version": 2}), PHONE)
    (answer,) = take_in(store, a_message(walk, entry | {"what_happened": "Else."}), PHONE)["entries"]
    assert answer["stands"]["wait"] == written


@pytest.mark.parametrize("greeted", ["", "yes", "no", "no one there"])
@pytest.mark.parametrize("why", ["", *NoWords])
def test_who_greeted_and_why_there_are_no_words_come_back_as_they_were_sent(store, greeted, why):
    walk, entry = a_sent_walk(), a_sent_entry(greeted=greeted, why_no_words=why, what_happened="")
    take_in(store, a_message(walk, entry | {"version": 2}), PHONE)
    (answer,) = take_in(store, a_message(walk, entry | {"outcome": "neutral"}), PHONE)["entries"]
    assert (answer["stands"]["greeted"], answer["stands"]["why_no_words"]) == (greeted, why)


# --- what is refused of an entry -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ({"outcome": "splendid"}, f"This entry cannot be read here (entry). {AGAIN}"),
        ({"outcome": None}, AGAIN),
        ({"ratings": {"empathy": 9}}, "Empathy is 9; it must be a whole number from 1 to 5, or left empty."),
        ({"ratings": {"assurance": True}}, "Assurance is True; it must be a whole number from 1 to 5, or left empty."),
        ({"ratings": {"empathy": "4"}}, "Empathy is '4'; it must be a whole number from 1 to 5, or left empty."),
        ({"ratings": 4}, AGAIN),
        ({"wait": "soon"}, f"The wait: 'soon' {WAIT}"),
        ({"wait": "61 days"}, f"The wait: '61 days' {WAIT}"),
        ({"wait": "1,234"}, f"The wait: '1,234' {WAIT}"),
        ({"wait": "-3"}, f"The wait: '-3' {WAIT}"),
        ({"what_happened": "x" * 10_001}, "What happened is '10001 characters long'; it must be at most 10000."),
        ({"touchpoint_id": str(UUID(int=5))}, f"This touchpoint {GONE}"),
        ({"touchpoint_id": ""}, AGAIN),
        ({"observed_at": "2026-03-02T12:00:00"}, AGAIN),
        ({"observed_at": "9999-12-31T23:59:59-23:59"}, AGAIN),
        ({"observed_at": 1_772_452_800}, AGAIN),
        ({"signals": ["unheard of"]}, AGAIN),
        ({"signals": 7}, AGAIN),
        ({"why_no_words": "because"}, AGAIN),
        ({"version": 0}, AGAIN),
        ({"version": 2**31}, AGAIN),
        ({"version": 1.5}, AGAIN),
        ({"version": True}, AGAIN),
    ],
    ids=str,
)
def test_an_entry_is_refused_with_the_sentence_that_says_what_and_the_one_beside_it_is_kept(phone, damage, sentence):
    answer = sync(phone, a_message(a_sent_walk(), a_sent_entry(**damage), a_sent_entry()))
    refused, kept = answer.json()["entries"]
    assert (answer.status_code, refused["state"], kept["state"]) == (200, "refused", "kept")
    assert sentence in refused["sentence"]
    assert refused["stands"] is None


@pytest.mark.parametrize("name", ["id", "version", "touchpoint_id", "outcome", "observed_at"])
def test_an_entry_without_what_it_cannot_do_without_is_refused(phone, name):
    entry = a_sent_entry()
    del entry[name]
    (refused,) = sync(phone, a_message(a_sent_walk(), entry)).json()["entries"]
    assert refused["state"] == "refused"
    assert AGAIN in refused["sentence"]


@pytest.mark.parametrize(
    "name", ["ratings", "what_happened", "wait", "greeted", "signals", "why_no_words", "withdrawn"]
)
def test_what_an_entry_leaves_out_was_not_said(phone, name):
    entry = a_sent_entry()
    del entry[name]
    (kept,) = sync(phone, a_message(a_sent_walk(), entry)).json()["entries"]
    assert (kept["state"], kept["sentence"]) == ("kept", "")


def test_an_entry_cannot_move_from_one_walk_to_another(phone):
    entry = a_sent_entry()
    sync(phone, a_message(a_sent_walk(), entry))
    (refused,) = sync(phone, a_message(a_sent_walk(), entry | {"version": 2})).json()["entries"]
    assert refused["state"] == "refused"
    assert refused["sentence"].startswith("This walk belongs to another phone or window")


# --- what is refused of a touchpoint added on the way --------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ({"stage_id": str(UUID(int=5))}, f"This stage {GONE}"),
        ({"stage_id": "arrive"}, f"This entry cannot be read here (touchpoint). {AGAIN}"),
        ({"name": "\u200b\u202e"}, "The touchpoint's name is empty; please fill it in."),
        ({"id": "x"}, AGAIN),
    ],
    ids=str,
)
def test_a_touchpoint_is_refused_in_words_and_the_entries_at_others_are_kept(phone, damage, sentence):
    added = {"id": str(new_key()), "stage_id": str(DESK.stages[0].id), "name": f"Door {new_key()}"} | damage
    message = sync(phone, a_message(a_sent_walk(), a_sent_entry(), touchpoints=[added])).json()
    (refused,), (kept,) = message["touchpoints"], message["entries"]
    assert (refused["state"], kept["state"]) == ("refused", "kept")
    assert sentence in refused["sentence"]


# --- what is refused of a walk -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ({"journey_id": str(UUID(int=5))}, f"This journey {GONE}"),
        ({"journey_id": "desk"}, f"This entry cannot be read here (walk). {AGAIN}"),
        ({"method": "telepathy"}, AGAIN),
        ({"recognised": "surely"}, AGAIN),
        ({"first_outcome": "splendid"}, AGAIN),
        ({"plan_id": "the one"}, AGAIN),
        ({"finished_at": "at noon"}, AGAIN),
        ({"started_at": "2026-03-02"}, AGAIN),
        ({"version": -1}, AGAIN),
    ],
    ids=str,
)
def test_a_walk_that_cannot_be_taken_is_refused_whole_with_its_sentence(phone, damage, sentence):
    answer = sync(phone, a_message(a_sent_walk(**damage), a_sent_entry()))
    assert answer.status_code == 422
    assert set(answer.json()) == {"sentence"}
    assert sentence in answer.json()["sentence"]


def test_another_phone_and_another_journey_are_refused_with_what_to_do(phone):
    walk = a_sent_walk()
    sync(phone, a_message(walk))
    other = sync(phone, a_message(walk | {"version": 2}, phone=str(OTHER_PHONE)))
    assert (other.status_code, other.json()["sentence"]) == (
        422,
        (
            "This walk belongs to another phone or window, so it was not changed. What you wrote is still here: start "
            "a walk of your own and write it there, or save it as a file."
        ),
    )
    settled = sync(phone, a_message(walk | {"version": 2, "journey_id": str(new_key())}))
    assert (settled.status_code, settled.json()["sentence"]) == (
        422,
        "This walk is of another journey already. Start a new walk for the other journey.",
    )


# --- what is refused before it is read -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "changes", "status", "sentence"),
    [
        ({}, {}, 403, "Only the walk itself can send this. Load the page again."),
        (OWN | {"Sec-Fetch-Site": "none"}, {}, 403, "Only the walk itself can send this. Load the page again."),
        (OWN | {"Sec-Fetch-Site": "same-site"}, {}, 403, "Only the walk itself can send this. Load the page again."),
        (
            OWN,
            {"protocol": 0},
            409,
            "This page and the server are of different versions. Load the page again; what you wrote stays here.",
        ),
        (
            OWN,
            {"closing": "x" * routes.MOST_BYTES},
            413,
            "That is more than is taken at once. The page sends it in smaller parts by itself.",
        ),
        (OWN, {"phone": "mine"}, 422, f"This entry cannot be read here (message). {AGAIN}, then send it again."),
        (OWN, {"sent_at": "just now"}, 422, f"This entry cannot be read here (sent_at). {AGAIN}, then send it again."),
        (OWN, {"touchpoints": 3}, 422, f"This entry cannot be read here (message). {AGAIN}, then send it again."),
    ],
)
def test_a_message_is_refused_with_its_status_and_its_sentence(phone, headers, changes, status, sentence):
    answer = sync(phone, a_message(a_sent_walk(), **changes), headers)
    assert (answer.status_code, answer.json()) == (status, {"sentence": sentence})


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE"])
def test_only_what_is_posted_is_taken_in(phone, verb):
    assert phone._ask(verb, "/walk/sync", b"{}", OWN).status_code == 405


def test_fifty_entries_are_taken_at_once_and_not_one_more(phone):
    walk = a_sent_walk()
    assert sync(phone, a_message(walk, *[None] * 50)).status_code == 200
    assert sync(phone, a_message(walk, *[None] * 51)).status_code == 422


# --- clocks and contents -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "corrected"),
    [(0, 0), (119, 0), (120, 0), (121, 121), (-120, 0), (-121, -121), (86_400 * 400, 86_400 * 400)],
)
def test_a_clock_is_set_right_only_beyond_two_minutes(seconds, corrected):
    behind = clock_behind(NOON - timedelta(seconds=seconds), NOON)
    assert behind == timedelta(seconds=corrected)


ENTRY = FieldEntry(an_observation(), 3, nobody_there=False, why_no_words=NoWords.NO_TIME)


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": Outcome.NEUTRAL},
        {"touchpoint_id": INVOICE.id},
        {"ratings": {Dimension.EMPATHY: 4}},
        {"what_happened": "Greeted within five seconds"},
        {"wait_minutes": 0.0},
        {"greeted": False},
        {"signals": frozenset({Signal.PERSONAL})},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_entries_that_differ_in_one_thing_do_not_say_the_same(changes):
    other = replace(ENTRY, observation=replace(ENTRY.observation, **changes))
    assert not other.same_content(ENTRY)
    assert not ENTRY.same_content(other)


@pytest.mark.parametrize("changes", [{"nobody_there": True}, {"why_no_words": None}, {"withdrawn": True}], ids=str)
def test_an_entry_taken_back_or_otherwise_silent_does_not_say_the_same(changes):
    assert not replace(ENTRY, **changes).same_content(ENTRY)


def test_the_same_moment_by_another_clock_in_another_version_says_the_same():
    later = datetime(2026, 5, 1, 8, 0)  # noqa: DTZ001  # the store keeps UTC without an offset
    moment = replace(ENTRY.observation, observed_at=later, observed_on=later.date(), logged_at=later)
    assert replace(ENTRY, observation=moment, version=9).same_content(ENTRY)


@pytest.mark.parametrize(
    ("changes", "of_the_walk"),
    [
        ({"place": "Annex"}, True),
        ({"observer": "JB"}, True),
        ({"customer_group": "Guests"}, True),
        ({"scenario": "A lost card"}, True),
        ({"persona": "In a hurry"}, True),
        ({"own_area": True}, True),
        ({"recognised": Recognised.PERHAPS}, True),
        ({"first_impressions": "Dark."}, False),
        ({"first_outcome": Outcome.POSITIVE}, False),
        ({"closing_words": "Never again."}, False),
    ],
    ids=str,
)
def test_each_thing_said_of_a_walk_as_a_whole_is_in_its_material_under_its_name(changes, of_the_walk):
    walk = a_walk()
    before = FieldWalk(walk, 1).as_material
    after = (FieldWalk(replace(walk, **changes), 1) if of_the_walk else FieldWalk(walk, 1, **changes)).as_material
    assert {name: after[name] for name in after if after[name] != before[name]} == changes


def test_versions_and_times_are_no_material_of_a_walk():
    walk = a_walk()
    assert FieldWalk(walk, 7, finished_at=NOON, plan_id=new_key()).as_material == FieldWalk(walk, 1).as_material
