"""What the sample's college did: as the actions would have kept it, and true to the observations' own days."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from audit.model.answer import Answer, AnswerKind
from audit.model.recovery import Recovery, Step, Taken, furthest, promised_days, recovery_key, standing
from audit.model.reply import Reply, ReplyKind, outcome_of
from audit.model.story import Cause, Kudos
from audit.sample.college import Sample, sample_audit
from audit.sample.deeds import MOST, MOST_GOOD, RECENT_DAYS, Deeds
from audit.sample.script import the_deeds

UNTIL = date(2026, 3, 10)
SIZES_AND_SEEDS = [(600, 12), (2_400, 12), (20_000, 12), (2_400, 1), (2_400, 2)]
at_every_size = pytest.mark.parametrize(("size", "seed"), SIZES_AND_SEEDS)


def observed_at(sample: Sample, rows: int = 250_000) -> pd.DataFrame:
    return pd.concat([sample.acted_on(batch) for batch in sample.batches(rows)])


@lru_cache
def done(size: int, seed: int) -> tuple[Sample, pd.DataFrame, Deeds]:
    sample = sample_audit(size, seed, until=UNTIL)
    observed = observed_at(sample)
    return sample, observed.set_index("id"), sample.deeds(observed)


def steps_of(deeds: Deeds) -> dict[str, list[Any]]:
    inorder = deeds.steps.sort_values(["taken_at", "id"])
    return {str(key): part.to_dict("records") for key, part in inorder.groupby("recovery_id")}


def reached(deeds: Deeds) -> dict[str, Step | None]:
    """How far each observation's recovery has come, by the observation."""
    steps = steps_of(deeds)
    return {
        row["observation_id"]: furthest(standing(Step(each["step"]) for each in steps[row["id"]]))
        for row in deeds.recoveries.to_dict("records")
    }


@pytest.mark.parametrize("rows", [7, 200, 599])
def test_the_same_seed_does_the_same_however_the_rows_are_cut(rows):
    once, again = sample_audit(600, until=UNTIL), sample_audit(600, until=UNTIL)
    first, second = once.deeds(observed_at(once)), again.deeds(observed_at(again, rows))
    for name in ("recoveries", "steps", "replies", "stories", "answers"):
        assert_frame_equal(getattr(first, name), getattr(second, name))
    assert once.promises == again.promises


@at_every_size
def test_what_the_customer_confirmed_has_a_recovery_confirmed_that_day_and_nothing_else_has(size, seed):
    _, observed, deeds = done(size, seed)
    steps = deeds.steps[deeds.steps["step"] == Step.CONFIRMED].set_index("recovery_id")["taken_on"]
    confirmed = deeds.recoveries.set_index("id")["observation_id"].loc[steps.index]
    resolved = observed["resolved_on"].dropna()
    assert set(confirmed) == set(resolved.index)
    assert steps.tolist() == resolved.loc[confirmed].tolist()
    closed = {key for key, step in reached(deeds).items() if step is Step.CONFIRMED}
    assert closed == set(resolved.index)


@at_every_size
def test_every_recovery_is_one_that_could_have_been_kept_step_by_step(size, seed):
    _, observed, deeds = done(size, seed)
    steps = steps_of(deeds)
    for row in deeds.recoveries.to_dict("records"):
        about = observed.loc[row["observation_id"]]
        assert about["outcome"] == "negative"
        assert row["id"] == str(recovery_key(UUID(row["observation_id"])))
        taken = [Taken(Step(each["step"]), each["taken_on"].date(), each["taken_by"], each["words"])
                 for each in steps[row["id"]]]  # fmt: skip
        cause = Cause(row["cause"]) if row["cause"] else None
        recovery = Recovery(UUID(row["observation_id"]), row["owner"], cause=cause or "")
        assert taken[0].step is Step.OWNED
        for number, each in enumerate(taken):
            assert number == 0 or each.step not in standing(before.step for before in taken[:number])
            Recovery(recovery.observation_id, row["owner"], steps=tuple(taken[:number])).check(
                each, about["observed_on"].date(), UNTIL - timedelta(days=1)
            )
        assert [each.taken_on for each in taken] == sorted(each.taken_on for each in taken)
        given_up = [each.words for each in taken if each.step is Step.CANNOT]
        assert row["cannot_because"] == (given_up[0] if given_up else "")
        assert row["opened_at"] == steps[row["id"]][0]["taken_at"]
        assert not given_up or cause is the_deeds().cannot[given_up[0]]
    assert deeds.steps["id"].is_unique
    assert deeds.steps["taken_at"].max() < pd.Timestamp(UNTIL)


@at_every_size
def test_some_are_open_some_overdue_some_given_up_one_reopened_and_some_fixed_the_day_itself(size, seed):
    _, observed, deeds = done(size, seed)
    far = reached(deeds)
    assert {Step.OWNED, Step.ALIGNED, Step.INFORMED, Step.FIXED, Step.CANNOT, Step.CONFIRMED} == set(far.values())
    assert Step.REOPENED in set(deeds.steps["step"])
    bad = observed[observed["outcome"] == "negative"]
    lately = bad["observed_on"] > pd.Timestamp(UNTIL) - pd.Timedelta(days=RECENT_DAYS)
    assert 0.1 < (~bad.index[lately].isin(far)).mean() < 0.5  # nobody owns these yet
    still_open = deeds.recoveries[~deeds.recoveries["observation_id"].map(far).isin([Step.CONFIRMED, Step.CANNOT])]
    due = still_open["due_on"].dropna() - pd.Timestamp(UNTIL)
    assert (due < pd.Timedelta(0)).sum() >= 2
    assert (due > pd.Timedelta(0)).any()
    first, fixed = (deeds.steps[deeds.steps["step"] == step].set_index("recovery_id") for step in ("owned", "fixed"))
    same_day = fixed["taken_on"] == first["taken_on"].reindex(fixed.index)
    on = deeds.recoveries.set_index("id")["observation_id"].map(observed["observed_on"]).reindex(fixed.index)
    assert (same_day & (on == fixed["taken_on"])).sum() >= 2


@at_every_size
def test_a_due_day_is_the_one_the_service_promises_or_one_agreed_since(size, seed):
    sample, observed, deeds = done(size, seed)
    promised = {
        name: promised_days(starter.service.resolution_minutes or starter.service.first_response_minutes)
        for starter in sample.services
        for name in starter.touchpoints
    }
    for row in deeds.recoveries.to_dict("records"):
        about = observed.loc[row["observation_id"]]
        days = promised.get(about["touchpoint"])
        if days is None:
            assert pd.isna(row["due_on"])
        else:
            on_time = about["observed_on"] + pd.Timedelta(days=days)
            assert row["due_on"] == on_time or row["due_on"] >= max(on_time, pd.Timestamp(UNTIL))


def test_owners_are_roles_and_no_person_and_no_observer_is_named():
    sample, _, deeds = done(2_400, 12)
    roles = {owner.role for owner in the_deeds().owners.values()}
    assert set(deeds.recoveries["owner"]) <= roles
    assert set(deeds.steps["taken_by"]) <= roles
    assert {promise.owner for promise in sample.promises} <= roles
    assert not any("KM" in role or "." in role for role in roles)


@at_every_size
def test_replies_stand_beside_bad_experiences_some_with_what_came_of_them(size, seed):
    _, observed, deeds = done(size, seed)
    assert deeds.replies["id"].is_unique
    assert (observed.loc[deeds.replies["id"], "outcome"] == "negative").all()
    assert (deeds.replies["replied_at"].to_numpy() >= observed.loc[deeds.replies["id"], "observed_on"].to_numpy()).all()
    assert deeds.replies["replied_at"].max() < pd.Timestamp(UNTIL)
    outcomes = set()
    for row in deeds.replies.to_dict("records"):
        Reply(UUID(row["id"]), ReplyKind(row["kind"]), row["words"], outcome_of(row["outcome"]))
        assert pd.isna(row["outcome_at"]) == (row["outcome"] == "")
        outcomes.add(row["outcome"] != "")
    assert outcomes == {True, False}
    assert set(deeds.replies["kind"]) == set(ReplyKind)


@at_every_size
def test_stars_and_thanks_go_to_recent_stories_with_words_each_of_another_touchpoint(size, seed):
    _, observed, deeds = done(size, seed)
    listed = observed.loc[deeds.stories["id"]]
    assert deeds.stories["id"].is_unique
    assert (listed["what_happened"] != "").all()
    assert (listed["observed_on"] > pd.Timestamp(UNTIL) - pd.Timedelta(days=RECENT_DAYS + 1)).all()
    good = listed[listed["outcome"] == "positive"]
    assert len(good) == MOST_GOOD
    assert good["touchpoint"].is_unique
    thanked = deeds.stories[deeds.stories["kudos"] != ""]
    assert (observed.loc[thanked["id"], "outcome"] == "positive").all()
    assert thanked["kudos"].is_unique
    assert [Kudos(words).name for words in thanked["kudos"]] == [""] * len(thanked)
    assert deeds.stories["starred_at"].notna().sum() >= 6
    assert (deeds.stories["starred_at"].notna() | (deeds.stories["kudos"] != "")).all()
    assert deeds.stories["starred_at"].max() < pd.Timestamp(UNTIL)


@at_every_size
def test_answers_say_what_was_done_or_why_not_once_it_came_to_an_end(size, seed):
    _, observed, deeds = done(size, seed)
    far, steps = reached(deeds), steps_of(deeds)
    assert deeds.answers["id"].is_unique
    assert set(deeds.answers["kind"]) == set(AnswerKind)
    for _, given in deeds.answers.groupby("answer_id"):
        (row, *others) = given.to_dict("records")
        assert all(row | {"id": each["id"]} == each for each in others)
        answer = Answer(AnswerKind(row["kind"]), row["words"], row["answered_on"].date(), row["answered_by"])
        answer.check(observed.loc[given["id"], "observed_on"].max().date(), UNTIL - timedelta(days=1))
        assert len(set(observed.loc[given["id"], "touchpoint"])) == 1
        for key in given["id"]:
            assert (far[key] is Step.CANNOT) == (answer.kind is AnswerKind.CANNOT)
            assert far[key] in {Step.FIXED, Step.CONFIRMED, Step.CANNOT}
            assert steps[str(recovery_key(UUID(key)))][-1]["taken_on"] <= row["answered_on"]
    lately = observed["observed_on"] > pd.Timestamp(UNTIL) - pd.Timedelta(days=RECENT_DAYS)
    bad = observed.index[lately & (observed["outcome"] == "negative")]
    assert 0.05 < bad.isin(deeds.answers["id"]).mean() < 0.8  # the others still wait


def test_of_a_large_sample_an_even_part_is_acted_on():
    sample, observed, deeds = done(45_000, 12)
    assert MOST * 0.8 < len(observed) <= MOST
    months = observed["observed_on"].dt.to_period("M").nunique()
    assert months == 19
    assert deeds.recoveries["observation_id"].isin(observed.index).all()
    assert len(sample.acted_on(next(sample.batches(100)))) == 20


@pytest.mark.parametrize("size", [1, 2, 5, 20])
def test_even_a_tiny_sample_has_its_deeds_such_as_they_are(size):
    sample = sample_audit(size, until=UNTIL)
    deeds = sample.deeds(observed_at(sample))
    assert list(deeds.recoveries) == list(done(600, 12)[2].recoveries)
    assert str(deeds.recoveries["due_on"].dtype) == "datetime64[us]"
    assert set(deeds.steps["recovery_id"]) == set(deeds.recoveries["id"])


# What was promised


def test_promises_are_made_before_they_are_due_at_touchpoints_that_exist():
    sample, _, _ = done(2_400, 12)
    known = {(journey.name, each.name) for journey in sample.journeys for _, each in journey.touchpoints()}
    assert {(promise.journey, promise.touchpoint) for promise in sample.promises} <= known
    assert len({promise.id for promise in sample.promises}) == len(sample.promises) == 4
    for promise in sample.promises:
        assert promise.made_on < promise.due_on
        assert promise.closed_on is None or promise.due_on < promise.closed_on < UNTIL
        assert promise.carried_to is None or promise.due_on < UNTIL < promise.carried_to
        assert bool(promise.carried_because) == (promise.carried_to is not None)


def test_the_promise_that_is_kept_was_made_on_the_eve_of_the_training():
    sample, _, _ = done(2_400, 12)
    (stored,) = (promise for promise in sample.promises if promise.touchpoint == sample.truth.promise_improved)
    (trained,) = (change for change in sample.interventions if change.touchpoint == sample.truth.recovered)
    assert sample.truth.promise_improved == sample.truth.recovered
    assert stored.made_on == trained.happened_on - timedelta(days=1)
    assert stored.closed_on is not None


def test_another_sample_promises_under_another_identity():
    samples = [sample_audit(size, seed, until=UNTIL) for size, seed in ((600, 12), (600, 1), (601, 12))]
    ids = [promise.id for sample in samples for promise in sample.promises]
    assert len(set(ids)) == len(ids)
