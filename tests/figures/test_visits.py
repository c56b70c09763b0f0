"""Figures go by visits, and a sentence about dimensions says what observations that rate both say."""

from datetime import date
from itertools import combinations
from uuid import UUID

import numpy as np
import pandas as pd
import pytest

from audit import figures
from audit.actions.commitments import close, commit, judged
from audit.actions.imports import import_reading, load_sample, read_file
from audit.figures import Question
from audit.figures.commitment import stood_before
from audit.measures.intervals import wilson
from audit.model.commitment import Commitment
from audit.model.commitment_rule import Rule, RuleKind, RuleVerdict
from audit.model.keys import new_key
from audit.model.view import View
from audit.publish.headlines.journey import whole_visit_sentences
from audit.publish.headlines.movement import exposure
from audit.publish.headlines.rater import rater_headline
from audit.store.incoming import add_incoming_metrics, add_incoming_observations
from audit.store.intervention import add_intervention
from audit.store.journey import touchpoints
from audit.store.opening import open_store
from tests.builders import observation_rows
from tests.measures.visited import NAMES

UNTIL = date(2026, 6, 30)
WHOLE = Question(UNTIL, by=())
KEPT = ("Greeting", "Answer", "Exit")


@pytest.fixture(scope="module")
def sample():
    store = open_store()
    load_sample(store, 2_400, 7, UNTIL)
    yield store
    store.close()


@pytest.fixture(scope="module")
def rated(sample):
    """Return the ratings of every observation of the sample, read row by row."""
    with sample.reading() as cursor:
        rows = cursor.execute(
            "SELECT reliability, assurance, tangibles, empathy, responsiveness FROM observation"
        ).fetchall()
    return [dict(zip(NAMES, row, strict=True)) for row in rows]


def test_the_samples_dimensions_compare_as_when_worked_out_row_by_row(sample, rated):
    pairs = figures.rater_pairs(sample, WHOLE).set_index(["dimension", "other"])
    for one, other in combinations(NAMES, 2):
        both = [row[one] - row[other] for row in rated if row[one] and row[other]]
        found = pairs.loc[(one, other)]
        assert found["n"] == len(both)
        assert found["difference"] == pytest.approx(sum(both) / len(both))


def test_the_samples_sentence_does_not_set_tangibles_above_empathy(sample, rated):
    means = {name: np.mean([row[name] for row in rated if row[name]]) for name in NAMES}
    both = [row["empathy"] - row["tangibles"] for row in rated if row["empathy"] and row["tangibles"]]
    assert max(means, key=means.get) == "tangibles"
    assert min(means, key=means.get) == "empathy"
    assert sum(both) > 0
    said = rater_headline(figures.rater(sample, WHOLE), figures.rater_pairs(sample, WHOLE))
    assert said.endswith(
        f"Tangibles looks stronger than empathy, but not where both are rated: in those {len(both)} observations "
        f"empathy is {sum(both) / len(both):.2f} higher."
    )


@pytest.fixture(scope="module")
def lounges(given):
    store, file = open_store(), given / "airport_lounges" / "lounge.csv"
    recipe, reading = read_file(store, file.read_bytes(), file.name)
    import_reading(store, reading, recipe, file.name)
    yield store
    store.close()


@pytest.mark.given
def test_the_lounges_intervals_are_those_of_2264_visits(lounges):
    rated = figures.rater(lounges, WHOLE).set_index("dimension")
    tangibles = rated.loc["tangibles"]
    assert (tangibles["n"], tangibles["visits"]) == (13_237, 2_260)
    assert (tangibles["high"] - tangibles["low"]) / 2 == pytest.approx(0.046, abs=0.001)
    assert rated.loc["empathy", "deff"] == 1.0
    business = figures.fairness(lounges, WHOLE).set_index("customer_group").loc["Business"]
    assert (business["n"], business["visits"]) == (216, 41)
    assert (-100 * business[["gap_high", "gap_low"]].astype(float)).tolist() == pytest.approx([9, 41], abs=1)
    said = rater_headline(figures.rater(lounges, WHOLE), figures.rater_pairs(lounges, WHOLE))
    assert said == (
        "Across 15,468 ratings each mean is 3.3, but they cannot be compared: they are rated at different touchpoints. "
        "Reliability, assurance and responsiveness were not rated."
    )


@pytest.mark.given
def test_a_verdict_on_the_whole_lounge_is_told_apart_from_its_parts(lounges):
    whole = "The visit as a whole"
    for name in ("trust", "journey", "coverage", "ranking"):
        assert whole not in set(figures.MEASURES[name](lounges, Question(UNTIL))["touchpoint"])
    assert figures.whole_visits(lounges, WHOLE)[["n", "positives", "negatives"]].to_numpy().tolist() == [
        [2264, 816, 1448]
    ]
    (said,) = whole_visit_sentences(figures.whole_visits(lounges, WHOLE))
    assert said.endswith(
        "added to none of their figures: good in 816 of 2,264, which is 36\u00a0% (34\u00a0% to 38\u00a0%)."
    )


def an_audit(rows):
    store = open_store()
    add_incoming_observations(store, rows, new_key())
    add_intervention(store, date(2026, 2, 10), "", "A new desk")
    metric = {
        "id": new_key(), "service": "Desk", "touchpoint": "Greeting", "place": "", "metric": "Answered in time",
        "period_start": pd.Timestamp("2026-01-01"), "period_end": pd.Timestamp("2026-04-01"), "target_share": 0.9,
        "attained_share": 0.95, "met": 95, "total": 100,
    }  # fmt: skip
    add_incoming_metrics(store, pd.DataFrame([metric]), new_key())
    return store


def various(seed):
    """Return ninety rows of twenty visits in which observations resemble each other."""
    dice = np.random.default_rng(seed)
    moods = {str(new_key()): int(dice.integers(1, 4)) for _ in range(20)}
    visits = list(moods)
    rows = []
    for _ in range(90):
        visit = visits[int(dice.integers(20))]
        ratings = {name: min(5, moods[visit] + int(dice.integers(0, 3))) for name in NAMES if dice.random() < 0.8}
        rows.append(
            {
                "visit": visit,
                "touchpoint": KEPT[int(dice.integers(3))],
                "customer_group": "A" if visits.index(visit) % 2 else "B",
                "outcome": "positive" if moods[visit] + dice.random() > 2.2 else "negative",
                "observed_on": date(2026, 1, 1 + visits.index(visit))
                if visits.index(visit) < 10
                else date(2026, 3, visits.index(visit)),
                **ratings,
            }
        )
    return observation_rows(*rows)


SPREADS = (  # measure, what it is asked by, the ends of an interval
    ("rater", (), "low", "high"),
    ("rater", ("touchpoint",), "low", "high"),
    ("rater", ("customer_group",), "low", "high"),
    ("fairness", (), "low", "high"),
    ("fairness", (), "gap_low", "gap_high"),
    ("fairness", (), "like_low", "like_high"),
    ("journey", ("touchpoint",), "low", "high"),
    ("journey", ("touchpoint",), "bad_low", "bad_high"),
    ("trust", ("touchpoint",), "bad_low", "bad_high"),
    ("watermelon", ("touchpoint",), "low", "high"),
    ("watermelon", ("touchpoint",), "gap_low", "gap_high"),
    ("before-after", (), "low", "high"),
    ("before-after", (), "positive_low", "positive_high"),
    ("rater-pairs", (), "low", "high"),
)
NUMERIC_NOISE = 0.005  # the interval of a mean is exact to within that


@pytest.mark.parametrize("seed", [1, 2])
def test_saying_everything_again_within_its_visit_narrows_no_interval_and_lifts_no_grade(seed):
    rows = various(seed)
    once = an_audit(rows)
    again = an_audit(pd.concat([rows, rows.assign(id=[new_key() for _ in range(len(rows))])], ignore_index=True))
    for name, by, low, high in SPREADS:
        before, after = (figures.MEASURES[name](store, Question(UNTIL, by=by)) for store in (once, again))
        spread = [(frame[high] - frame[low]).to_numpy(dtype=float) for frame in (before, after)]
        assert len(before) > 0
        assert len(spread[0]) == len(spread[1])
        assert (np.nan_to_num(spread[1]) >= np.nan_to_num(spread[0]) - NUMERIC_NOISE).all(), (name, by, low)
        for told in {"grade", "visits"} & {*before.columns}:
            assert after[told].tolist() == before[told].tolist()
    ranked = [figures.ranking(store, Question(UNTIL)).set_index("touchpoint") for store in (once, again)]
    assert (ranked[1]["lower"] <= ranked[0]["lower"].reindex(ranked[1].index) + 0.02).all()
    once.close()
    again.close()


def test_how_often_it_goes_wrong_has_one_interval_in_the_ledger_the_journey_and_the_sentence():
    store = an_audit(various(1))
    owed = figures.trust(store, Question(UNTIL)).set_index("touchpoint")
    walked = figures.journey(store, Question(UNTIL)).set_index("touchpoint").reindex(owed.index)
    for name in ("bad_per_100", "bad_low", "bad_high"):
        assert walked[name].tolist() == pytest.approx(owed[name].tolist())
    naive = wilson(owed["negatives"], owed["positives"] + owed["negatives"])
    assert (owed["bad_high"] - owed["bad_low"] > 100 * (naive[1] - naive[0]) + 1).any()
    for _, row in owed.iterrows():
        assert f"interval {row['bad_low']:.0f} to {row['bad_high']:.0f}" in exposure(row)
    store.close()


def test_the_order_of_rows_changes_no_figure():
    rows = various(3)
    stores = [an_audit(rows), an_audit(rows.sample(frac=1, random_state=5))]
    for name in (
        "rater",
        "rater-pairs",
        "fairness",
        "ranking",
        "journey",
        "before-after",
        "watermelon",
        "change",
        "whole-visits",
    ):
        for by in ((), ("customer_group",)) if name in {"rater", "rater-pairs"} else (figures.CATALOGUE[name].by,):
            one, other = (figures.MEASURES[name](store, Question(UNTIL, by=by)) for store in stores)
            drop = [column for column in ("id", "touchpoint_id") if column in one]
            pd.testing.assert_frame_equal(one.drop(columns=drop), other.drop(columns=drop), check_exact=True)
    for store in stores:
        store.close()


def test_the_whole_visit_stays_out_of_pooled_figures_and_can_be_looked_at_by_itself(store):
    visits = [str(new_key()) for _ in range(30)]
    parts = [{"visit": visit, "touchpoint": "Room", "outcome": "positive", "tangibles": 5} for visit in visits]
    wholes = [{"visit": visit, "touchpoint": "All in all", "outcome": "negative", "tangibles": 1} for visit in visits]
    rows = observation_rows(*parts, *wholes).assign(is_whole_visit=[False] * 30 + [True] * 30)
    add_incoming_observations(store, rows, new_key())
    assert figures.trust(store, WHOLE)[["positives", "negatives", "debt"]].to_numpy().tolist() == [[30, 0, 0]]
    assert figures.rater(store, WHOLE)[["n", "score"]].to_numpy().tolist() == [[30, 5.0]]
    assert figures.fairness(store, WHOLE)["n"].tolist() == [30]
    assert figures.journey(store, Question(UNTIL))["touchpoint"].tolist() == ["Room"]
    assert figures.change_share(store, WHOLE)["mean"].tolist() == [1.0]
    assert figures.whole_visits(store, WHOLE)[["touchpoint", "n", "grade"]].to_numpy().tolist() == [
        ["All in all", 30, "strong"]
    ]
    alone = Question(UNTIL, View(touchpoint="All in all"), by=())
    assert figures.rater(store, alone)["score"].tolist() == [1.0]
    assert figures.trust(store, alone)["debt"].tolist() == [360]
    assert figures.journey(store, Question(UNTIL, alone.view))["observations"].tolist() == [30]


def greeted(outcomes, times=1, **more):
    """Return an audit of one greeting a visit, each noted so many times, in the order of `outcomes`."""
    visits = [(str(new_key()), day, outcome) for day, outcome in outcomes]
    noted = [
        {"visit": visit, "touchpoint": "Greeting", "outcome": outcome, "observed_on": day, **more}
        for _ in range(times)
        for visit, day, outcome in visits
    ]
    store = open_store()
    add_incoming_observations(store, observation_rows(*noted), new_key())
    return store


def test_trust_is_sustainable_only_where_visits_make_it_sure():
    days = [date(2026, 1, 1 + n % 28) for n in range(40)]
    said = {}
    for times in (1, 2):
        store = greeted([(day, "positive") for day in days], times)
        question = Question(UNTIL)
        said[times] = figures.trust(store, question)["verdict"].tolist()
        band = figures.ratio_band(store, question).set_index("ratio")["verdict"]
        assert band[question.ratio] == said[times][0]
        assert band[5] == "sustainable"  # 40 of 40: Wilson's lower bound is 91 %, and 5 of 6 are 83 %
        store.close()
    # 12 of 13 are 92.3 %: forty good visits are not enough, and are none the more by being noted twice (80: 95.4 %).
    assert said == {1: ["clear"], 2: ["clear"]}


@pytest.mark.parametrize("times", [1, 2])
def test_a_commitment_is_judged_by_visits_in_the_figure_and_when_it_is_closed(times):
    before = [(date(2026, 5, 1 + n % 28), "positive" if n < 20 else "negative") for n in range(40)]
    after = [(date(2026, 6, 2 + n % 28), "positive" if n < 28 else "negative") for n in range(40)]
    store = greeted(before + after, times)
    key = touchpoints(store)["touchpoint_id"].iloc[0]
    made = Commitment(UUID(key), "Look up first.", "Eight of ten", "desk lead", date(2026, 8, 1), date(2026, 6, 1))
    commit(store, made)
    told = figures.commitments(store, Question(UNTIL)).iloc[0]
    assert (told["verdict"], told["after_n"]) == ("no change", 40 * times)
    verdict, evidence = judged(store, made, UNTIL)
    assert verdict == told["verdict"]
    assert evidence["after_deff"] == pytest.approx(1.0 if times == 1 else 79 / 39)
    close(store, made.id, verdict, UNTIL, RuleVerdict.HELD)
    closed = figures.commitments(store, Question(UNTIL)).iloc[0]
    assert closed["difference_low"] == told["difference_low"]
    store.close()


RULES = (Rule(RuleKind.GOOD, 8, 10), Rule(RuleKind.MEAN, 4.0), Rule(RuleKind.WAIT, 10))


def promised(visits, times):
    """Return an audit in which so many visits followed three promises, each noted so many times, and the promises."""
    before = [(date(2026, 5, 1 + n), "positive" if n < 8 else "negative") for n in range(10)]
    after = [(date(2026, 6, 2 + n), "positive") for n in range(visits)]
    store = greeted(before + after, times, empathy=5, wait_minutes=12.0)
    key = UUID(touchpoints(store)["touchpoint_id"].iloc[0])
    made = [
        Commitment(key, f"Look up {rule.kind}.", "", "desk lead", date(2026, 8, 1), date(2026, 6, 1), rule=rule)
        for rule in RULES
    ]
    for each in made:
        commit(store, each)
    return store, made


@pytest.mark.parametrize(("visits", "verdicts"), [(9, ["too early"] * 3), (10, ["kept", "kept", "not kept"])])
def test_a_rule_is_held_against_visits_however_often_each_was_noted(visits, verdicts):
    for times in (1, 2):
        store, made = promised(visits, times)
        told = figures.commitments(store, Question(UNTIL)).set_index("rule_kind").loc[[rule.kind for rule in RULES]]
        assert told["rule_verdict"].tolist() == verdicts
        assert told["rule_n"].tolist() == [visits * times] * 3
        assert told["rule_needed"].tolist() == [10 - visits] * 3
        assert [judged(store, each, UNTIL)[1]["rule_verdict"] for each in made] == verdicts
        store.close()


def test_what_is_noted_again_before_a_promise_makes_no_fewer_walks_show_an_improvement():
    least = []
    for times in (1, 2):
        store = greeted([(date(2026, 5, 1 + n), "positive" if n < 6 else "negative") for n in range(12)], times)
        least.append(stood_before(store, "Greeting", date(2026, 6, 1)))
        store.close()
    assert [(each.good, each.n) for each in least] == [(6, 12), (12, 24)]
    assert least[1].least >= least[0].least == 10
