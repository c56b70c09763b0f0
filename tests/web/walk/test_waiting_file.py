"""What a phone saved as a file comes in once, walk by walk, and what cannot is said entry by entry."""

import json
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from audit.actions.walks import correct_observation
from audit.errors import StoreFullError, WaitingFileForeignError, WaitingFileVersionError
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.store.field_entry import field_entry, field_walk
from audit.store.observation import observation_count, observation_with
from audit.store.photo import photo_count, photo_with
from audit.web.walk import waiting_file
from audit.web.walk.arriving import take_in
from audit.web.walk.waiting_file import MARK, bring_in, is_waiting_file, read_waiting_file
from tests.builders import ANSWER, DESK
from tests.photographs import a_jpeg
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk, at


def a_file(*walks, **changes):
    given = {"file": MARK, "protocol": 1, "written_at": at(), "person": "", "skew": 0, "walks": walks, "photos": []}
    return json.dumps(given | changes).encode()


def a_photo(entry, **changes):
    jpeg = f"data:image/jpeg;base64,{b64encode(a_jpeg(64, 48)).decode()}"
    return {"id": str(new_key()), "entry_id": entry["id"], "taken": at(5), "jpeg": jpeg} | changes


def brought(store, content):
    return bring_in(store, read_waiting_file("walks.json", content))


def counts(done):
    return done.added, done.corrected, done.already_there, done.photos


def test_entries_and_photos_come_in_and_again_they_change_nothing(desk):
    entries = [a_sent_entry(), a_sent_entry(touchpoint_id=str(ANSWER.id))]
    content = a_file(a_message(a_sent_walk(), *entries), photos=[a_photo(entries[0])])
    done = brought(desk, content)
    assert (counts(done), done.problems) == ((2, 0, 0, 1), [])
    assert done.sentence == "1 walk read: 2 observations new, 0 corrected, 0 already there; 1 photo new."
    again = brought(desk, content)
    assert (counts(again), again.problems) == ((0, 0, 2, 0), [])
    assert observation_count(desk) == 2
    assert photo_count(desk, UUID(entries[0]["id"])) == 1


def test_moments_stay_as_they_are_though_the_file_is_days_old(desk):
    entry = a_sent_entry(observed_at=at(minutes_ago=3 * 1440))
    brought(desk, a_file(a_message(a_sent_walk(), entry, sent_at=at(minutes_ago=3 * 1440))))
    assert utc_now() - observation_with(desk, UUID(entry["id"])).observed_at > timedelta(days=2.9)


def test_a_clock_that_the_phone_knew_to_be_behind_is_set_right(desk):
    entry = a_sent_entry(observed_at=at(minutes_ago=300))
    brought(desk, a_file(a_message(a_sent_walk(), entry), skew=4 * 3_600_000))
    assert utc_now() - observation_with(desk, UUID(entry["id"])).observed_at < timedelta(minutes=70)


def test_the_phone_that_is_invited_again_goes_on_with_a_walk_that_came_in_by_its_file(desk):
    walk, entry = a_sent_walk(), a_sent_entry()
    brought(desk, a_file(a_message(walk, entry), person="Front desk lead"))
    assert field_walk(desk, UUID(walk["id"]))[0] is None
    assert field_walk(desk, UUID(walk["id"]))[1].walk.observer == "Front desk lead"
    answer = take_in(desk, a_message(walk, entry, a_sent_entry(touchpoint_id=str(ANSWER.id))), PHONE)
    assert [each["state"] for each in answer["entries"]] == ["kept", "kept"]
    assert field_walk(desk, UUID(walk["id"]))[0] == PHONE


def test_a_walk_that_a_phone_holds_is_gone_on_with_and_stays_that_phones(desk):
    walk, first = a_sent_walk(), a_sent_entry()
    take_in(desk, a_message(walk, first), PHONE)
    later = first | {"version": 2, "what_happened": "Somebody looked up."}
    done = brought(desk, a_file(a_message(walk | {"version": 2, "closing_words": "Better."}, later)))
    assert (counts(done), done.problems) == ((0, 1, 0, 0), [])
    holder, stands = field_walk(desk, UUID(walk["id"]))
    assert (holder, stands.closing_words) == (PHONE, "Better.")
    assert observation_with(desk, UUID(first["id"])).what_happened == "Somebody looked up."


def test_what_was_corrected_here_since_is_left_and_the_words_of_the_file_are_said(desk):
    walk, entry = a_sent_walk(), a_sent_entry()
    take_in(desk, a_message(walk | {"version": 2, "place": "Annex"}, entry), PHONE)
    _, stands = field_entry(desk, UUID(entry["id"]))
    correct_observation(desk, replace(stands.observation, what_happened="They did."), "KM", "Misheard")
    done = brought(desk, a_file(a_message(walk, entry | {"what_happened": "Nobody at all."})))
    assert counts(done) == (0, 0, 0, 0)
    head, left = done.problems
    assert head.startswith("The walk of ")
    assert head.endswith("is left as it stands.")
    assert left.startswith("Greeting, ")
    assert "the file says “Nobody at all.”" in left


def test_one_bad_entry_one_bad_stop_and_one_never_saved_keep_none_of_the_others_out(desk):
    good, bad = a_sent_entry(), a_sent_entry(ratings={"empathy": 9})
    begun = a_sent_entry(what_happened="Half a sen", observed_at=None)
    added = {"id": str(new_key()), "stage_id": str(new_key()), "name": "Door"}
    message = a_message(a_sent_walk(), good, bad, None, touchpoints=[added])
    done = brought(desk, a_file(message | {"unsaved": [begun, 7]}))
    assert counts(done) == (1, 0, 0, 0)
    problems = "\n".join(done.problems)
    assert "This stage is not in the audit any more" in problems
    assert "Empathy is 9" in problems
    assert "A touchpoint that is not here: This entry cannot be read" in problems
    assert (
        "Greeting: it was begun on the phone and never saved, so it is left out; the file says “Half a sen”" in problems
    )


def test_a_walk_that_cannot_be_taken_is_said_and_the_next_one_comes_in(desk):
    gone = a_message(a_sent_walk(journey_id=str(new_key())), a_sent_entry())
    done = brought(desk, a_file(gone, a_message(a_sent_walk(), a_sent_entry())))
    assert (done.walks, counts(done)) == (2, (1, 0, 0, 0))
    assert "This journey is not in the audit any more" in done.problems[0]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ({"jpeg": f"data:image/jpeg;base64,{b64encode(b'no photo').decode()}"}, "A photo was left out."),
        ({"jpeg": None}, "A photo was left out."),
        ({"taken": "at noon"}, "A photo was left out."),
        ({"entry_id": str(new_key())}, "A photo was left out, since its observation is not here."),
    ],
)
def test_a_photo_that_cannot_be_taken_is_said(desk, damage, problem):
    entry = a_sent_entry()
    photo = a_photo(entry, **damage)
    done = brought(desk, a_file(a_message(a_sent_walk(), entry), photos=[photo]))
    assert counts(done) == (1, 0, 0, 0)
    assert done.problems[0].startswith(problem)
    assert photo_with(desk, UUID(photo["id"])) is None


@pytest.mark.parametrize("of", ["take_in", "take_in_photo"])
def test_what_ails_the_store_is_no_fault_of_an_entry(desk, monkeypatch, of):
    def full(*_):
        raise StoreFullError("audit.duckdb")

    monkeypatch.setattr(waiting_file, of, full)
    entry = a_sent_entry()
    with pytest.raises(StoreFullError):
        brought(desk, a_file(a_message(a_sent_walk(), entry), photos=[a_photo(entry)]))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"{", WaitingFileForeignError),
        (b"[]", WaitingFileForeignError),
        (b'{"walks": []}', WaitingFileForeignError),
        (b"[" * 100_000, WaitingFileForeignError),
        (a_file(file="tracks of another program"), WaitingFileForeignError),
        (a_file({"walk": 7}), WaitingFileForeignError),
        (a_file({"walk": {}, "entries": {}}), WaitingFileForeignError),
        (a_file(7), WaitingFileForeignError),
        (a_file(photos=[7]), WaitingFileForeignError),
        (a_file(skew="much"), WaitingFileForeignError),
        (a_file(protocol=2), WaitingFileVersionError),
    ],
    ids=range(11),
)
def test_a_file_that_no_phone_wrote_is_refused_in_words(content, refusal):
    with pytest.raises(refusal, match=r"'walks\.json'"):
        read_waiting_file("walks.json", content)


def test_a_file_is_known_by_its_name_or_by_how_it_begins():
    assert is_waiting_file("Walks.JSON", b"")
    assert is_waiting_file("walks (1).txt", a_file(a_message(a_sent_walk())))
    assert not is_waiting_file("walks.csv", b"id,observed_at\n")


def test_a_file_says_how_many_saved_entries_it_holds():
    walk = a_message(a_sent_walk(journey_id=str(DESK.id)), a_sent_entry(), a_sent_entry())
    file = read_waiting_file("walks.json", a_file(walk, person="KM"))
    assert file.sentence == "1 walk with 2 observations and 0 photos, from the phone of KM."
