"""The same figure by the same way, for the page and for the command."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import figures
from audit.actions import walks
from audit.actions.imports import load_sample
from audit.errors import UnknownChoiceError
from audit.figures import MEASURES, Question
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.view import View
from audit.sample.college import sample_audit
from audit.store.incoming import add_incoming_observations
from tests.builders import ANSWER, INVOICE, NOON, a_walk, an_observation, observation_rows

TODAY = date(2026, 11, 20)


@pytest.fixture
def seen(desk):
    bad = Outcome.NEGATIVE
    walks.record_walk_through(
        desk,
        a_walk(),
        [
            an_observation(touchpoint_id=INVOICE.id, outcome=bad, ratings={}),
            an_observation(),
            an_observation(touchpoint_id=ANSWER.id, outcome=bad),
        ],
    )
    return desk


def test_touchpoints_stand_in_the_order_a_customer_meets_them(seen):
    assert list(figures.trust(seen, Question(TODAY))["touchpoint"]) == ["Greeting", "Answer", "Invoice"]
    rated = figures.rater(seen, Question(TODAY))
    assert list(rated["touchpoint"].unique()) == ["Greeting", "Answer"]


def test_the_journey_owes_the_sum_of_its_touchpoints(seen):
    (whole,) = figures.trust(seen, Question(TODAY, by=("journey",))).to_dict("records")
    assert (whole["journey"], whole["debt"]) == ("At the desk", 24)
    (all_of_it,) = figures.trust(seen, Question(TODAY, by=())).to_dict("records")
    assert all_of_it["debt"] == 24


def test_what_is_kept_apart_is_a_scope_of_its_own(seen):
    apart = figures.trust(seen, Question(TODAY, by=("place", "method")))
    assert apart[["place", "method", "debt"]].to_numpy().tolist() == [["Main hall", "walk it through", 24]]


def test_ratings_can_be_told_by_month(seen):
    rated = figures.rater(seen, Question(TODAY, by=("month",)))
    assert set(rated["month"]) == {"2026-03"}


def test_every_touchpoint_has_its_place_in_the_journey(seen):
    curve = figures.journey(seen, Question(TODAY))
    assert list(curve["observations"]) == [1, 1, 1]
    assert figures.journey(seen, Question(TODAY, View(journeys=("Another",)))).empty


def test_a_gentler_ratio_owes_less(seen):
    band = figures.ratio_band(seen, Question(TODAY))
    assert band.groupby("ratio")["debt"].sum().to_dict() == {3: 6, 5: 10, 12: 24}


def test_one_row_a_negative_and_one_a_day(seen):
    assert len(figures.trust_debts(seen, Question(TODAY))) == 2
    assert sorted(figures.ledger(seen, Question(TODAY))["balance"]) == [0, 12, 12]


def test_the_outlook_looks_at_the_last_ninety_days(seen):
    then = figures.outlook(seen, Question(NOON.date()))
    assert list(then["negatives"]) == [1, 1, 0]
    assert list(figures.outlook(seen, Question(TODAY))["negatives"]) == [0, 0, 0]


def test_what_cannot_be_reported_by_is_said():
    with pytest.raises(UnknownChoiceError, match="touchpoint"):
        Question(TODAY, by=("weather",))


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_answers_an_empty_audit(store, name):
    answered = MEASURES[name](store, Question(TODAY))
    lines = {"compare-trust": 2, "since-last": 1}.get(name, 0)  # where the lines are fixed beforehand they say nothing
    assert (len(answered), answered.filter(like="positives").to_numpy().any()) == (lines, False)


def test_the_sample_tells_its_story(store):
    load_sample(store, 2_400, 12, TODAY)
    truth = sample_audit(2_400, until=TODAY).truth
    owed = figures.trust(store, Question(TODAY)).set_index("touchpoint")
    assert owed["debt"].idxmax() == truth.deep_in_debt
    assert owed.loc[truth.recovered, "debt"] == 0
    by_group = figures.trust(store, Question(TODAY, by=("customer_group",))).set_index("customer_group")
    share = by_group["positives"] / (by_group["positives"] + by_group["negatives"])
    assert share.idxmin() == truth.served_worse


def a_spring(store, *days):
    """Write observations of one good greeting a day, and one bad one on the first."""
    bad = [an_observation(outcome=Outcome.NEGATIVE, observed_on=days[0], observed_at=at_noon(days[0]))]
    good = [an_observation(observed_on=day, observed_at=at_noon(day)) for day in days]
    walks.record_walk_through(store, a_walk(), [*bad, *good])


def at_noon(day):
    return NOON.replace(month=day.month, day=day.day)


def test_what_is_owed_in_a_period_is_told_on_its_last_day(desk):
    a_spring(desk, *(date(2026, 3, day) for day in (2, 3, 4, 5)))
    march = Question(TODAY, View(since=date(2026, 3, 4), until=date(2026, 3, 31)))
    assert march.last_day == date(2026, 3, 31)
    whole = Question(TODAY, View(until=date(2026, 3, 31)))
    (ahead,) = figures.outlook(desk, whole).to_dict("records")
    assert (ahead["debt"], ahead["positives"], ahead["negatives"]) == (9, 4, 1)
    assert figures.outlook(desk, Question(TODAY))["positives"].tolist() == [0]


def test_a_pace_is_that_of_the_days_that_are_looked_at(desk):
    a_spring(desk, *(date(2026, 3, day) for day in (2, 3, 4, 5)))
    bad = an_observation(
        outcome=Outcome.NEGATIVE, observed_on=date(2026, 3, 20), observed_at=at_noon(date(2026, 3, 20))
    )
    walks.record_walk_through(desk, a_walk(), [bad])
    spring = Question(TODAY, View(until=date(2026, 3, 22)))
    (ahead,) = figures.outlook(desk, spring).to_dict("records")
    assert (ahead["debt"], ahead["positives"], ahead["negatives"], ahead["days_observed"]) == (21, 4, 2, 21)
    week = replace(spring, view=replace(spring.view, since=date(2026, 3, 16)))
    (ahead,) = figures.outlook(desk, week).to_dict("records")
    assert (ahead["debt"], ahead["positives"], ahead["negatives"], ahead["days_observed"]) == (12, 0, 1, 7)


@pytest.mark.parametrize("view", [View(), View(places=("Main hall",)), View(since=date(2026, 3, 3))])
def test_a_touchpoint_has_the_same_forecast_alone_and_among_others(desk, view):
    a_spring(desk, *(date(2026, 3, day) for day in (2, 3, 4, 5)))
    answer = [an_observation(touchpoint_id=ANSWER.id, observed_on=NOON.date(), observed_at=at_noon(NOON.date()))]
    walks.record_walk_through(desk, a_walk(), answer)
    among = figures.outlook(desk, Question(NOON.date(), view)).query("touchpoint == 'Greeting'")
    alone = figures.outlook(desk, Question(NOON.date(), replace(view, touchpoint="Greeting")))
    pd.testing.assert_frame_equal(among.reset_index(drop=True), alone)


def test_a_journey_is_narrowed_to_its_channel(seen):
    channels = figures.journey(seen, Question(TODAY))["channel"].tolist()
    chosen = figures.journey(seen, Question(TODAY, View(channels=(channels[0],))))
    assert chosen["channel"].tolist() == [channels[0]] * channels.count(channels[0])


def test_only_rated_observations_are_evidence_of_a_score(seen):
    curve = figures.journey(seen, Question(TODAY)).set_index("touchpoint")
    assert curve.loc["Invoice", ["observations", "rated", "grade"]].tolist() == [1, 0, ""]
    assert curve.loc["Greeting", ["observations", "rated", "grade"]].tolist() == [1, 1, "anecdote"]


def test_what_was_seen_over_a_channel_stands_in_its_journey_though_the_touchpoint_has_another(seen):
    add_incoming_observations(seen, observation_rows({"channel": "e-mail"}), new_key())
    met = figures.journey(seen, Question(TODAY, View(channels=("e-mail",))))
    assert met[["touchpoint", "channel", "observations"]].to_numpy().tolist() == [["Greeting", "in person", 1]]


def test_the_balance_of_each_touchpoint_ends_with_what_it_owes(seen):
    trusted = figures.trust(seen, Question(TODAY)).set_index("touchpoint")
    last = figures.ledger(seen, Question(TODAY)).groupby("touchpoint")["balance"].last()
    assert last[["Answer", "Invoice"]].tolist() == trusted.loc[["Answer", "Invoice"], "debt"].tolist() == [12, 12]


def test_other_ratios_stand_beside_the_one_in_force(seen):
    band = figures.ratio_band(seen, Question(TODAY)).query("touchpoint == 'Invoice'")
    assert {5, 12} <= set(band["ratio"])
    assert band["debt"].tolist() == band["ratio"].tolist()
