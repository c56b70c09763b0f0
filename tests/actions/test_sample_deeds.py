"""What the sample's college did comes with the sample, moves no figure of what was seen, and goes again whole."""

from datetime import date, timedelta
from uuid import UUID

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from audit import figures
from audit.actions import commitments as promising
from audit.actions import imports, walks
from audit.actions.fixed_at_once import fix_at_once
from audit.actions.renaming import rename_journey, rename_touchpoint
from audit.figures import Question
from audit.model.clock import utc_now
from audit.model.commitment import Commitment
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import new_key
from audit.model.programme import Programme
from audit.model.recovery import Step, Taken
from audit.sample.college import sample_audit
from audit.store.change import changes_of
from audit.store.commitment import commitment_with, commitments
from audit.store.import_batch import ImportBatch, add_import_batch
from audit.store.incoming import add_incoming_observations
from audit.store.journey import add_journey, journeys, touchpoints
from audit.store.opening import open_store
from audit.store.planned_walk import planned_walks
from audit.store.programme import programme
from audit.store.story import kudos, stories
from audit.store.upkeep.checking import check
from audit.store.upkeep.fingerprint import fingerprints
from tests.builders import a_walk, an_observation

TODAY = date(2026, 3, 10)
TRUTH = sample_audit(until=TODAY).truth
ASKED = Question(TODAY)
TELLING_OF_IMPORTS = {"import_batch", "change", "programme"}


@pytest.fixture(scope="module")
def shared():
    """Return an audit with the sample in it that tests look at and leave as it is."""
    opened = open_store()
    imports.load_sample(opened, 600, 12, TODAY)
    yield opened
    opened.close()


@pytest.fixture
def college(store):
    """Return an audit with the sample in it, and the key to take it back by."""
    return store, imports.load_sample(store, 600, 12, TODAY).batch


def touchpoint_id(store, name):
    result = touchpoints(store)
    return UUID(result.loc[result["touchpoint"] == name, "touchpoint_id"].iloc[0])


def moved(before, after):
    return {table for table in before if before[table] != after[table]}


@pytest.mark.parametrize(("size", "seed"), [(600, 12), (2_400, 12), (2_400, 1), (2_400, 2)])
def test_each_promise_comes_to_what_was_seen_since(store, size, seed):
    imports.load_sample(store, size, seed, TODAY)
    listed = figures.commitments(store, ASKED).set_index("touchpoint")
    assert listed["state"].loc[[TRUTH.promise_improved, TRUTH.late, TRUTH.carried_over]].tolist() == [
        "kept",
        "late",
        "carried over",
    ]
    assert listed["verdict"].loc[[TRUTH.promise_improved, TRUTH.carried_over]].tolist() == ["improved", "too early"]
    assert (listed["state"] == "kept").sum() == 1
    assert (listed["closed_on"].notna() == listed["state"].isin(["kept", "closed"])).all()
    assert listed.loc[TRUTH.promise_improved, "closed_on"] < pd.Timestamp(TODAY)
    assert (listed["evidence_n"] >= listed["before_n"]).all()
    assert (listed["made_on"] < listed["due_on"]).all()
    assert set(listed["review_id"]) == {""}


def test_a_promise_rests_on_what_the_same_action_would_freeze(shared):
    listed = figures.commitments(shared, ASKED).set_index("touchpoint").loc[TRUTH.promise_improved]
    promised, _, _ = commitment_of(shared, TRUTH.promise_improved)
    verdict, shown = promising.judged(shared, promised, listed["closed_on"].date())
    assert (verdict.value, shown["after_positives"] + shown["after_negatives"]) == ("improved", listed["after_n"])
    assert shown["before_positives"] + shown["before_negatives"] == listed["before_n"]


def commitment_of(store, name):
    made = commitments(store)
    return commitment_with(store, UUID(made.loc[made["touchpoint"] == name, "id"].iloc[0]))


def test_walks_stand_planned_for_what_is_still_open_and_for_nothing_else(shared):
    planned = planned_walks(shared).set_index("touchpoint")["planned_for"]
    listed = figures.commitments(shared, ASKED)
    still_open = listed[listed["closed_on"].isna()].set_index("touchpoint")
    assert planned.to_dict() == still_open["due_on"].to_dict()
    assert still_open["walk_on"].to_dict() == planned.to_dict()


def test_the_reason_for_carrying_over_stands_in_the_history_on_its_day(shared):
    promised, _, _ = commitment_of(shared, TRUTH.carried_over)
    (line,) = changes_of(shared, promised.id).to_dict("records")
    assert line["reason"].startswith("No new starter")
    assert line["changed_at"] < pd.Timestamp(TODAY)
    assert promised.due_on > TODAY


def test_no_figure_of_what_was_seen_moves_by_what_was_done(shared):
    bare, sample = open_store(), sample_audit(600, 12, until=TODAY)
    batch = ImportBatch(new_key(), "sample", "sample", "a", utc_now(), 600, 600, 0, 0)
    add_import_batch(bare, batch)
    for journey in sample.journeys:
        add_journey(bare, journey, batch.id)
    for rows in sample.batches():
        add_incoming_observations(bare, rows, batch.id)
    for name in ("trust", "trust-debts", "rater", "journey"):
        assert_frame_equal(figures.MEASURES[name](shared, ASKED), figures.MEASURES[name](bare, ASKED))
    bare.close()


def test_the_board_and_the_wall_are_alive_on_the_first_day(shared):
    cases = figures.recoveries(shared, ASKED)
    assert {"nobody yet", "owned", "fixed", "customer confirmed", "cannot"} <= set(cases["step"])
    assert (cases["overdue_days"].fillna(0) > 0).any()
    assert cases["promise"].str.startswith("due in").any()
    assert cases["reply"].ne("").any()
    assert kudos(shared)["kudos"].ne("").sum() == 6
    assert stories(shared)["starred"].any()


def test_the_same_sample_again_adds_nothing(college):
    store, _ = college
    before = fingerprints(store)
    assert imports.load_sample(store, 600, 12, TODAY).added == 0
    assert moved(before, fingerprints(store)) == {"import_batch"}


def test_another_sample_brings_its_own_recoveries_and_no_second_promise(college):
    store, _ = college
    before, made = fingerprints(store), commitments(store)
    other = imports.load_sample(store, 600, 1, TODAY).batch
    after = fingerprints(store)
    assert {"recovery", "recovery_step", "reply", "story", "answer", "answer_to"} <= moved(before, after)
    assert_frame_equal(commitments(store), made)
    imports.undo_import(store, other, "KM")
    assert moved(before, fingerprints(store)) == {"import_batch", "change"}


@pytest.mark.parametrize("size", [1, 50, 600])
def test_taking_the_sample_back_leaves_every_table_as_it_was(store, size):
    before = fingerprints(store)
    batch = imports.load_sample(store, size, 12, TODAY).batch
    imports.undo_import(store, batch, "KM")
    assert moved(before, fingerprints(store)) <= TELLING_OF_IMPORTS
    assert programme(store) == Programme()
    with store.reading() as cursor:
        assert cursor.execute("SELECT verb, noun FROM change").fetchall() == [("undone", "import")]


def test_what_was_done_with_it_since_goes_too(college):
    store, batch = college
    nobody = figures.recoveries(store, ASKED).set_index("step").loc["nobody yet"].iloc[0]
    day = nobody["observed_on"].date()
    fix_at_once(store, UUID(nobody["id"]), Taken(Step.FIXED, day), day, owner="Desk", confirmed=True)
    late, _, _ = commitment_of(store, TRUTH.late)
    promising.carry_over(store, late.id, TODAY + timedelta(days=30), ("KM", "We need longer"), TODAY)
    imports.undo_import(store, batch, "KM")
    with store.reading() as cursor:
        for table in ("recovery", "recovery_step", "commitment", "planned_walk", "story", "reply", "observer"):
            assert cursor.execute(f"SELECT COUNT(*) FROM {table}").fetchall() == [(0,)]
    assert check(store) == []


def test_a_leaders_own_promise_at_a_touchpoint_that_stays_keeps_the_walk_it_shares(college):
    store, batch = college
    key = touchpoint_id(store, TRUTH.late)
    walks.record_walk_through(
        store, a_walk(journey_id=sample_audit(until=TODAY).journeys[0].id), [an_observation(touchpoint_id=key)]
    )
    due = commitment_of(store, TRUTH.late)[0].due_on
    own = Commitment(key, "Ours", "Ten visits", "Team", due, due - timedelta(days=30))
    promising.commit(store, own)
    assert commitment_of(store, TRUTH.late)[2] == commitment_with(store, own.id)[2]
    imports.undo_import(store, batch, "KM")
    left = commitments(store)
    assert left["id"].tolist() == [str(own.id)]
    assert left["walk_on"].tolist() == [pd.Timestamp(due)]
    assert planned_walks(store)["touchpoint"].tolist() == [TRUTH.late]


def test_an_audit_with_promises_of_its_own_gets_none_of_the_samples(desk):
    walks.record_walk_through(desk, a_walk(), [an_observation()])
    observed = an_observation().observed_on
    touchpoint = an_observation().touchpoint_id
    promising.commit(desk, Commitment(touchpoint, "Ours", "Ten visits", "Team", TODAY, observed))
    imports.load_sample(desk, 600, 12, TODAY)
    assert commitments(desk)["words"].tolist() == ["Ours"]


def test_a_promise_about_a_touchpoint_that_is_not_there_is_left_out(store):
    listed = sample_audit(1, 12, until=TODAY).journeys[0]
    add_journey(store, Journey(listed.name, "Ours", (Stage("Arrive", (Touchpoint("Greeting"),)),)))
    batch = imports.load_sample(store, 1, 12, TODAY).batch
    there = set(touchpoints(store)["touchpoint"])
    assert not {TRUTH.promise_improved, TRUTH.late} & there
    assert set(commitments(store)["touchpoint"]) <= there
    imports.undo_import(store, batch, "KM")
    assert touchpoints(store)["touchpoint"].tolist() == ["Greeting"]


def test_too_little_seen_closes_no_promise(store):
    imports.load_sample(store, 50, 12, TODAY)
    listed = figures.commitments(store, ASKED)
    assert set(listed["verdict"]) == {"too early"}
    assert listed["closed_on"].isna().all()


def test_a_sample_that_fails_on_the_way_leaves_every_table_as_it_was(store):
    def fail(_done, _of):
        raise KeyboardInterrupt

    before = fingerprints(store)
    with pytest.raises(KeyboardInterrupt):
        imports.load_sample(store, 600, 12, TODAY, fail)
    assert moved(before, fingerprints(store)) <= TELLING_OF_IMPORTS
    assert programme(store) == Programme()


def test_a_promise_is_made_at_its_touchpoint_whatever_that_is_called_by_now(store, shared):
    for journey in journeys(shared):
        add_journey(store, journey)
    key = touchpoint_id(store, TRUTH.promise_improved)
    rename_touchpoint(store, key, "Called otherwise", "KM")
    rename_journey(store, journeys(store)[0].id, "The way through", "KM")
    imports.load_sample(store, 600, 12, TODAY)
    promised = figures.commitments(store, ASKED)["touchpoint"]
    assert "Called otherwise" in set(promised)
    assert len(promised) == len(figures.commitments(shared, ASKED))
