"""Change as the page and the command tell it, the sample's story among it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import figures
from audit.actions.imports import load_sample
from audit.actions.interventions import mark_intervention
from audit.errors import UnknownChoiceError
from audit.figures import Question
from audit.measures.control import IN_A_ROW
from audit.model.intervention import Intervention
from audit.model.keys import new_key
from audit.model.view import View
from audit.sample.college import sample_audit
from audit.store.incoming import add_incoming_observations
from audit.store.opening import open_store
from tests.builders import observation_rows

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def sampled():
    store = open_store()
    load_sample(store, 2_400, 12, TODAY)
    yield store
    store.close()


@pytest.fixture(scope="module")
def truth():
    return sample_audit(2_400, until=TODAY).truth


@pytest.fixture
def seen(desk):
    """Return an audit of eight visits in March and two in April, half of them without a rating."""
    rows = [{"observed_on": date(2026, 3, day), "empathy": 4, "reliability": 2} for day in range(1, 9)]
    rows += [{"observed_on": date(2026, 4, 2), "outcome": "negative"}, {"observed_on": date(2026, 4, 3), "empathy": 1}]
    add_incoming_observations(desk, observation_rows(*rows), new_key())
    return desk


def test_the_touchpoint_that_recovered_shows_that_something_changed(sampled, truth):
    now = figures.change_now(sampled, Question(TODAY)).set_index("touchpoint").loc[truth.recovered]
    assert IN_A_ROW in now["signal"]
    assert now["side"] == "above"
    assert now["run_mean"] > now["mean_before"]


def test_before_and_after_the_samples_training_lie_apart(sampled, truth):
    told = figures.before_after(sampled, Question(TODAY)).set_index(["touchpoint", "when"])
    before, after = told.loc[(truth.recovered, "before")], told.loc[(truth.recovered, "after")]
    assert before["high"] < after["low"]
    assert before["positive_high"] < after["positive_low"]
    assert before["median_wait"] > 24 * 60 > after["median_wait"]
    assert before["days"] == after["days"] == 90


def test_a_month_is_told_as_its_observations_are(seen):
    (march, april) = figures.change(seen, Question(TODAY)).to_dict("records")
    assert (march["touchpoint"], march["period"], march["n"], march["mean"]) == ("Greeting", "2026-03", 8, 3.0)
    assert (april["n"], april["mean"], april["counted"]) == (1, 1.0, False)
    (quarter, _) = figures.change_by_quarter(seen, Question(TODAY, by=())).to_dict("records")
    assert (quarter["period"], quarter["n"]) == ("2026-Q1", 8)


def test_the_positive_share_counts_visits_without_a_rating_too(seen):
    shares = figures.change_share(seen, Question(TODAY, by=("journey",)))
    assert shares[["journey", "period", "n", "mean"]].to_numpy().tolist() == [
        ["At the desk", "2026-03", 8, 1.0],
        ["At the desk", "2026-04", 2, 0.5],
    ]
    assert list(figures.change_share_by_quarter(seen, Question(TODAY))["n"]) == [8, 2]


@pytest.mark.parametrize("figure", [figures.change, figures.change_share, figures.steadiness])
def test_what_lies_after_the_day_of_asking_does_not_count(seen, figure):
    assert list(figure(seen, Question(date(2026, 3, 4)))["n"]) == [4]
    assert figure(seen, Question(TODAY, View(since=date(2027, 1, 1)))).empty


@pytest.mark.parametrize("figure", [figures.change, figures.change_share])
def test_a_chart_of_one_month_is_refused(seen, figure):
    with pytest.raises(UnknownChoiceError, match="What to chart change by"):
        figure(seen, Question(TODAY, by=("month",)))


def test_what_is_kept_apart_has_a_chart_of_its_own(sampled):
    apart = figures.change(sampled, Question(TODAY, by=("place", "method")))
    assert list(apart.columns[:3]) == ["place", "method", "period"]
    assert len(figures.change_now(sampled, Question(TODAY, by=("place",)))) == apart["place"].nunique()


def test_consistency_beside_the_mean_is_that_of_the_same_ratings(sampled, truth):
    one = Question(TODAY, View(touchpoint=truth.recovered))
    steady = figures.steadiness(sampled, one).set_index("period")
    by_month = figures.consistency(sampled, replace(one, by=("month",)))
    for month, rows in by_month.groupby("month"):
        known = rows.dropna(subset=["consistency"])
        if len(known):
            mean = (known["consistency"] * known["n"]).sum() / known["n"].sum()
            assert steady.loc[month, "consistency"] == pytest.approx(mean)
        assert steady.loc[month, "share_low"] == pytest.approx((rows["share_low"] * rows["n"]).sum() / rows["n"].sum())
    charted = figures.change(sampled, Question(TODAY))
    here = charted[charted["touchpoint"] == truth.recovered]
    assert steady["n"].tolist() == here["n"].tolist()
    assert steady["counted"].tolist() == here["counted"].tolist()
    by_quarter = figures.steadiness_by_quarter(sampled, one)
    assert by_quarter["n"].sum() == steady["n"].sum()


def test_what_was_done_everywhere_is_told_as_it_was_at_the_touchpoint_in_view(seen):
    for where in ("", "Greeting", "Answer"):
        mark_intervention(seen, Intervention(date(2026, 3, 5), f"Done at {where or 'all'}", where), TODAY)
    told = figures.before_after(seen, Question(TODAY, View(touchpoint="Greeting")))
    assert told.sort_values("touchpoint", kind="stable")[["touchpoint", "when", "n"]].to_numpy().tolist() == [
        ["", "before", 4],
        ["", "after", 3],
        ["Greeting", "before", 4],
        ["Greeting", "after", 3],
    ]
    assert len(figures.before_after(seen, Question(TODAY))) == 6
    assert figures.before_after(seen, Question(TODAY, View(touchpoint="Answer")))["n"].sum() == 0


def test_what_was_done_before_anything_was_observed_is_listed_with_nothing_to_compare(store):
    mark_intervention(store, Intervention(date(2026, 3, 5), "A training"), TODAY)
    told = figures.before_after(store, Question(TODAY))
    assert told["days"].tolist() == [0, 0]
    assert pd.isna(told["mean"]).all()
