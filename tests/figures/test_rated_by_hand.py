"""The figures of ratings, worked out once more row by row."""

import math
from itertools import combinations

import pytest
from scipy.stats import t as student

from audit import figures
from audit.figures import Question
from audit.model.view import View
from tests.figures.by_hand import (
    AS_OF,
    NAMES,
    NEVER,
    SPOTS,
    WHOLE,
    evidence,
    keep_account,
    mean,
    outcomes,
    parts,
    ratings,
    scores,
    sorted_into,
    wilson_by_hand,
)

pytestmark = pytest.mark.crossing

ASKED = Question(AS_OF)
ALL = Question(AS_OF, by=())
KEYS = {
    "touchpoint": lambda row: row.touchpoint,
    "place": lambda row: row.place,
    "customer_group": lambda row: row.group,
    "method": lambda row: row.method,
    "month": lambda row: row.month,
    "weekday": lambda row: f"{row.at:%A}",
    "stage": lambda row: row.spot.stage,
}


@pytest.mark.parametrize("key", KEYS)
def test_each_dimension_is_counted_and_scored_as_on_paper(programme, key):
    rows, store = programme
    rated = figures.rater(store, Question(AS_OF, by=(key,))).set_index([key, "dimension"])
    piles = sorted_into(parts(rows), KEYS[key])
    assert set(rated.index) == {(word, name) for word, pile in piles.items() for name in NAMES if ratings(pile, name)}
    for (word, name), row in rated.iterrows():
        given = ratings(piles[word], name)
        assert [row[f"n{value}"] for value in range(1, 6)] == [given.count(value) for value in range(1, 6)]
        assert (row["n"], row["visits"], row["grade"]) == (len(given), len(given), evidence(len(given)))
        assert row["score"] == pytest.approx(mean(given))
        assert row["low"] <= row["score"] <= row["high"]


def test_the_whole_profile_is_that_of_every_row_together(programme):
    rows, store = programme
    rated = figures.rater(store, ALL).set_index("dimension")
    assert rated["score"].to_dict() == pytest.approx({name: mean(ratings(parts(rows), name)) for name in NAMES})
    assert rated["deff"].tolist() == [1.0] * 5  # each row is a visit of its own


def test_two_dimensions_are_compared_within_the_rows_that_rate_both(programme):
    rows, store = programme
    pairs = figures.rater_pairs(store, ALL).set_index(["dimension", "other"])
    assert list(pairs.index) == list(combinations(NAMES, 2))
    chances = {}
    for one, other in pairs.index:
        gaps = [row.ratings[one] - row.ratings[other] for row in parts(rows) if {one, other} <= {*row.ratings}]
        n, middle = len(gaps), mean(gaps)
        error = math.sqrt(sum((gap - middle) ** 2 for gap in gaps) / (n - 1) / n)
        reach = student.ppf(0.975, n - 1) * error
        row = pairs.loc[(one, other)]
        assert (row["n"], row["visits"]) == (n, n)
        assert row[["difference", "low", "high"]].tolist() == pytest.approx([middle, middle - reach, middle + reach])
        pooled = mean(ratings(parts(rows), one)) - mean(ratings(parts(rows), other))
        assert row["pooled_difference"] == pytest.approx(pooled)
        chances[one, other] = 2 * student.sf(abs(middle) / error, n - 1)
    assert pairs["p"].to_dict() == pytest.approx(after_holm(chances))


def after_holm(chances):
    """Return each p as Holm has it: the smallest times ten, the next times nine, never smaller than one before."""
    corrected, least = {}, 0.0
    for place, pair in enumerate(sorted(chances, key=chances.get)):
        least = max(least, min(1.0, (len(chances) - place) * chances[pair]))
        corrected[pair] = least
    return corrected


def test_a_dimension_is_as_consistent_as_its_variance_leaves_room_for(programme):
    rows, store = programme
    found = figures.consistency(store, ASKED).set_index(["touchpoint", "dimension"])
    piles = sorted_into(parts(rows), lambda row: row.touchpoint)
    for (touchpoint, name), row in found.iterrows():
        given = ratings(piles[touchpoint], name)
        middle = mean(given)
        variance = mean([(value - middle) ** 2 for value in given])
        widest = (5 - middle) * (middle - 1)  # as if only ones and fives had been given
        assert (row["n"], row["score"]) == (len(given), pytest.approx(middle))
        assert row["consistency"] == pytest.approx(1 - variance / widest)
        assert row["share_low"] == pytest.approx(mean([value <= 2 for value in given]))


def test_the_ranking_draws_each_mean_to_the_middle_as_far_as_chance_has_a_part_in_it(programme):
    rows, store = programme
    ranked = figures.ranking(store, ASKED).set_index("touchpoint")
    groups = {name: scores(pile) for name, pile in sorted_into(parts(rows), lambda row: row.touchpoint).items()}
    n, k = sum(map(len, groups.values())), len(groups)
    overall = mean([score for group in groups.values() for score in group])
    within = sum((score - mean(group)) ** 2 for group in groups.values() for score in group) / (n - k)
    among = sum(len(group) * (mean(group) - overall) ** 2 for group in groups.values()) / (k - 1)
    typical = (n - sum(len(group) ** 2 for group in groups.values()) / n) / (k - 1)
    between = (among - within) / typical
    weights = {name: 1 / (between + within / len(group)) for name, group in groups.items()}
    centre = sum(weights[name] * mean(group) for name, group in groups.items()) / sum(weights.values())
    for name, group in groups.items():
        trust = between * weights[name]
        estimate = centre + trust * (mean(group) - centre)
        bound = estimate - 1.6448536269514722 * math.sqrt(between * (1 - trust))
        row = ranked.loc[name]
        assert (row["n"], row["mean"]) == (len(group), pytest.approx(mean(group)))
        assert (row["shrunk"], row["lower"]) == (pytest.approx(estimate), pytest.approx(bound))
        assert row["is_surely_good"] == (row["lower"] > row["standard"])
    assert ranked["lower"].is_monotonic_decreasing
    assert ranked["rank"].tolist() == [1, 2, 3, 4, 5]


def test_a_touchpoint_is_held_to_its_own_target_else_to_four(programme):
    _, store = programme
    held = figures.ranking(store, ASKED).set_index("touchpoint")["standard"].to_dict()
    assert held == {spot.touchpoint: spot.standards.target if spot.standards else 4.0 for spot in SPOTS}


def test_scores_stand_beside_the_teams_own_standards_and_no_others(programme):
    rows, store = programme
    beside = figures.standards(store, ASKED).set_index(["touchpoint", "dimension"])
    own = {spot.touchpoint: spot.standards for spot in SPOTS if spot.standards}
    assert {touchpoint for touchpoint, _ in beside.index} == set(own)
    piles = sorted_into(parts(rows), lambda row: row.touchpoint)
    for (touchpoint, name), row in beside.iterrows():
        score, standard = mean(ratings(piles[touchpoint], name)), own[touchpoint]
        assert row["adequacy"] == pytest.approx(score - standard.minimum)
        assert row["superiority"] == pytest.approx(score - standard.target)
        assert row["zone"] == zone(score, standard)
        assert row["whole_interval_in_zone"] == (zone(row["low"], standard) == zone(row["high"], standard))


def zone(score, standard):
    """Return where a score lies: a score that equals a standard lies within."""
    if score < standard.minimum:
        return "below the minimum"
    return "above the target" if score > standard.target else "within the zone"


def test_the_journey_has_every_touchpoint_of_the_map_with_what_was_counted_there(programme):
    rows, store = programme
    walked = figures.journey(store, ASKED).set_index("touchpoint")
    assert list(walked.index) == [*(spot.touchpoint for spot in SPOTS), NEVER]
    piles = sorted_into(parts(rows), lambda row: row.touchpoint)
    for touchpoint, pile in piles.items():
        row, (good, neutral, bad) = walked.loc[touchpoint], outcomes(pile)
        assert row[["n", "observations", "rated"]].tolist() == [len(ratings(pile)), len(pile), len(scores(pile))]
        assert row[["positives", "neutrals", "negatives"]].tolist() == [good, neutral, bad]
        assert row["score"] == pytest.approx(mean(ratings(pile)))
        assert row["positive_share"] == pytest.approx(good / (good + bad))
        assert row["debt"] == keep_account(pile, 12).owed
        low, high = wilson_by_hand(bad, good + bad)
        assert row[["bad_per_100", "bad_low", "bad_high"]].tolist() == pytest.approx(
            [100 * bad / (good + bad), 100 * low, 100 * high]
        )
    assert walked.loc[NEVER, ["n", "observations", "debt"]].tolist() == [0, 0, 0]


def test_visits_as_a_whole_are_judged_apart_and_are_in_none_of_the_other_figures(programme):
    rows, store = programme
    (row,) = figures.whole_visits(store, ASKED).to_dict("records")
    good, neutral, bad = outcomes(row for row in rows if row.touchpoint == WHOLE)
    assert (row["touchpoint"], row["n"], row["grade"]) == (WHOLE, 12, evidence(good + bad))
    assert (row["positives"], row["neutrals"], row["negatives"]) == (good, neutral, bad)
    assert (row["low"], row["high"]) == pytest.approx(wilson_by_hand(good, good + bad))
    assert figures.journey(store, ASKED)["observations"].sum() == len(rows) - 12


@pytest.mark.parametrize(
    ("view", "is_in"),
    [
        (View(places=("North",)), lambda row: row.place == "North"),
        (View(customer_groups=("Staff",)), lambda row: row.group == "Staff"),
        (View(methods=("sit and listen",)), lambda row: row.method == "sit and listen"),
        (View(second_hand=False), lambda row: row.method != "imported"),
        (View(journeys=("Getting out",)), lambda row: row.spot.journey == "Getting out"),
        (View(touchpoint="Form"), lambda row: row.touchpoint == "Form"),
        (View(since=AS_OF.replace(month=1)), lambda row: row.on >= AS_OF.replace(month=1)),
        (View(until=AS_OF.replace(month=1)), lambda row: row.on <= AS_OF.replace(month=1)),
        (
            View(places=("South",), customer_groups=("Students",)),
            lambda row: (row.place, row.group) == ("South", "Students"),
        ),
    ],
    ids=["place", "group", "method", "first hand", "journey", "touchpoint", "since", "until", "place and group"],
)
def test_a_filter_leaves_just_the_rows_one_would_pick_out_by_hand(programme, view, is_in):
    rows, store = programme
    picked = [row for row in parts(rows) if is_in(row)]
    rated = figures.rater(store, Question(AS_OF, view, by=())).set_index("dimension")
    assert rated["n"].to_dict() == {name: len(ratings(picked, name)) for name in NAMES if ratings(picked, name)}
    walked = figures.journey(store, Question(AS_OF, view))
    in_all = figures.trust(store, Question(AS_OF, view, by=())) if view.customer_groups else walked
    assert len(walked) > 0
    assert tuple(in_all[["positives", "neutrals", "negatives"]].sum()) == outcomes(picked)
    assert view.customer_groups or walked["observations"].sum() == len(picked)
