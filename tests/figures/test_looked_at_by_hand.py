"""The figures of what was looked at, by whom and when, worked out once more row by row."""

import math
import re
from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest

from audit import figures
from audit.figures import Question
from tests.figures.by_hand import (
    AS_OF,
    NAMES,
    NEVER,
    SPOTS,
    evidence,
    mean,
    newcombe_by_hand,
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
PERIODS = {"month": lambda row: row.month, "quarter": lambda row: row.quarter}
SCORES = {"month": figures.change, "quarter": figures.change_by_quarter}
SHARES = {"month": figures.change_share, "quarter": figures.change_share_by_quarter}
STEADY = {"month": figures.steadiness, "quarter": figures.steadiness_by_quarter}


def part_of_day(row):
    """Return the part of the day as docs/measures.md has it."""
    hours = ((9, "early"), (12, "morning"), (14, "midday"), (17, "afternoon"))
    return next((word for before, word in hours if row.at.hour < before), "evening")


def test_coverage_counts_every_touchpoint_and_how_long_nobody_was_there(programme):
    rows, store = programme
    covered = figures.coverage(store, ASKED).set_index("touchpoint")
    assert set(covered.index) == {*(spot.touchpoint for spot in SPOTS), NEVER}
    for touchpoint, pile in sorted_into(parts(rows), lambda row: row.touchpoint).items():
        last = max(row.on for row in pile)
        found = covered.loc[touchpoint]
        assert (found["n"], found["last_observed_on"].date()) == (len(pile), last)
        assert found["days_since"] == (AS_OF - last).days
    assert covered.loc[NEVER, "n"] == 0
    assert covered.index[0] == NEVER  # what was never observed comes first


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("place", lambda row: row.place),
        ("customer_group", lambda row: row.group),
        ("method", lambda row: row.method),
        ("weekday", lambda row: f"{row.at:%A}"),
        ("daypart", part_of_day),
        ("month", lambda row: row.month),
    ],
)
def test_coverage_by_another_key_counts_each_word_once(programme, key, word):
    rows, store = programme
    covered = figures.coverage(store, Question(AS_OF, by=(key,)))
    counted = Counter(map(word, parts(rows)))
    assert covered[covered["n"] > 0].groupby(key)["n"].sum().to_dict() == dict(counted)


def test_the_week_is_counted_by_day_and_part_of_the_day(programme):
    rows, store = programme
    week = figures.times_of_week(store, ASKED).set_index(["weekday", "daypart"])
    piles = sorted_into(parts(rows), lambda row: (f"{row.at:%A}", part_of_day(row)))
    assert week[week["n"] > 0]["n"].to_dict() == {cell: len(pile) for cell, pile in piles.items()}
    for cell, pile in piles.items():
        assert week.loc[cell, "last_observed_on"].date() == max(row.on for row in pile)


def test_each_group_stands_beside_all_the_others_that_said_who_they_are(programme):
    rows, store = programme
    served = figures.fairness(store, ALL).set_index("customer_group")
    judged = [row for row in parts(rows) if row.outcome != "neutral"]
    named = [row for row in judged if row.group]
    for group, pile in sorted_into(named, lambda row: row.group).items():
        found, (good, _, bad) = served.loc[group], outcomes(pile)
        assert (found["n"], found["positives"], found["visits"]) == (good + bad, good, good + bad)
        assert (found["low"], found["high"]) == pytest.approx(wilson_by_hand(good, good + bad))
        others, _, against = outcomes(row for row in named if row.group != group)
        gap = good / (good + bad) - others / (others + against)
        ends = newcombe_by_hand((good, good + bad), (others, others + against))
        assert found[["gap", "gap_low", "gap_high"]].tolist() == pytest.approx([gap, *ends])
        assert found["grade"] == evidence(good + bad)
    assert served.loc["group not said", "n"] == sum(not row.group for row in judged)
    assert served["n"].sum() == len(judged)


def test_at_like_touchpoints_each_difference_weighs_as_both_sides_met_there(programme):
    """The gap of Mantel and Haenszel: weights n1 * n2 / (n1 + n2), worked out touchpoint by touchpoint."""
    rows, store = programme
    served = figures.fairness(store, ALL).set_index("customer_group")
    named = [row for row in parts(rows) if row.group and row.outcome != "neutral"]
    for group in {row.group for row in named}:
        weighed = weights = counted = 0.0
        for pile in sorted_into(named, lambda row: row.touchpoint).values():
            own = [row.outcome == "positive" for row in pile if row.group == group]
            others = [row.outcome == "positive" for row in pile if row.group != group]
            if own and others:
                weight = len(own) * len(others) / (len(own) + len(others))
                weighed += weight * (mean(own) - mean(others))
                weights += weight
                counted += len(own) + len(others)
        assert served.loc[group, "like_gap"] == pytest.approx(weighed / weights)
        assert served.loc[group, "like_n"] == counted
        assert served.loc[group, "like_low"] < served.loc[group, "like_gap"] < served.loc[group, "like_high"]


def test_a_signal_is_counted_once_an_observation_among_all_of_its_touchpoint(programme):
    rows, store = programme
    ticked = figures.signals(store, ASKED).set_index(["touchpoint", "signal"])
    piles = sorted_into(rows, lambda row: row.touchpoint)
    told = {(name, each): 0 for name, pile in piles.items() for row in pile for each in row.signals}
    assert set(ticked.index) == set(told)
    for (touchpoint, signal), found in ticked.iterrows():
        pile = piles[touchpoint]
        n = sum(signal in row.signals for row in pile)
        assert found[["n", "observations", "share"]].tolist() == [n, len(pile), n / len(pile)]
        assert (found["low"], found["high"]) == pytest.approx(wilson_by_hand(n, len(pile)))


def test_words_are_counted_by_notes_and_weighed_by_the_published_formula(programme):
    rows, store = programme
    found = figures.words(store, ASKED).set_index("word")
    said = {side: Counter() for side in ("negative", "positive")}
    for row in rows:
        if row.outcome in said:
            said[row.outcome].update({*re.findall("[a-z]+", row.words)})
    bad, good = said["negative"], said["positive"]
    prior = {word: 0.1 * (bad[word] + good[word]) for word in bad | good}
    totals = [sum(side.values()) + sum(prior.values()) for side in (bad, good)]
    for word, row in found.iterrows():
        assert (row["negatives"], row["positives"]) == (bad[word], good[word])
        y = [side[word] + prior[word] for side in (bad, good)]
        odds = [math.log(each / (total - each)) for each, total in zip(y, totals, strict=True)]
        spread = math.sqrt(1 / y[0] + 1 / y[1])
        assert row["log_odds"] == pytest.approx(odds[0] - odds[1])
        assert row["high"] - row["low"] == pytest.approx(2 * 1.959963984540054 * spread)
    assert "and" not in found.index
    assert {"slow", "nobody"} <= {*found.index[found["log_odds"] > 0]}


def test_the_leaders_card_counts_what_they_saw_themselves(programme):
    rows, store = programme
    (card,) = figures.scorecard(store, ASKED).to_dict("records")
    own = [row for row in rows if row.method != "imported"]
    good, neutral, bad = outcomes(own)
    assert (card["observers"], card["observations"]) == (len({row.observer for row in own}), len(own))
    assert (card["positives"], card["neutrals"], card["negatives"]) == (good, neutral, bad)
    assert card["good_to_bad"] == pytest.approx(good / bad)
    assert card["touchpoints"] == len({row.touchpoint for row in own})


@pytest.mark.parametrize("period", PERIODS)
def test_each_period_has_the_mean_of_its_scores_within_limits_of_its_neighbours_steps(programme, period):
    rows, store = programme
    charted = figures_by_touchpoint(SCORES[period](store, ASKED))
    for touchpoint, pile in sorted_into(parts(rows), lambda row: row.touchpoint).items():
        piles = {name: scores(each) for name, each in sorted_into(pile, PERIODS[period]).items()}
        means = {name: (len(each), mean(each)) for name, each in sorted(piles.items()) if each}
        compare_chart(charted[touchpoint], means)


@pytest.mark.parametrize("period", PERIODS)
def test_each_period_has_its_share_of_good_among_good_and_bad(programme, period):
    rows, store = programme
    charted = figures_by_touchpoint(SHARES[period](store, ASKED))
    for touchpoint, pile in sorted_into(parts(rows), lambda row: row.touchpoint).items():
        judged = [row for row in pile if row.outcome != "neutral"]
        piles = sorted_into(judged, PERIODS[period])
        means = {name: (len(each), mean([row.outcome == "positive" for row in each])) for name, each in piles.items()}
        shown = charted[touchpoint]
        compare_chart(shown[shown["n"] > 0], dict(sorted(means.items())))


def figures_by_touchpoint(charted):
    """Return the chart of each touchpoint."""
    return {name: own.reset_index(drop=True) for name, own in charted.groupby("touchpoint")}


def compare_chart(chart, means):
    """Hold a chart against the number and mean of each period, in the order of time."""
    assert dict(zip(chart["period"], chart["n"], strict=True)) == {name: n for name, (n, _) in means.items()}
    assert chart["mean"].tolist() == pytest.approx([each for _, each in means.values()])
    counted = [each for n, each in means.values() if n >= 5]
    assert chart["counted"].tolist() == [n >= 5 for n, _ in means.values()]
    if len(counted) < 2:
        assert chart["lower"].isna().all()
        return
    centre = mean(counted)
    step = mean([abs(one - other) for one, other in pairwise(counted)])
    band = [centre, centre - 3 * step / 1.128, centre + 3 * step / 1.128]
    assert chart.loc[0, ["centre", "lower", "upper"]].tolist() == pytest.approx(band)
    assert chart["provisional"].tolist() == [len(counted) < 12] * len(chart)
    line, smooth = centre, []
    for each in counted:
        line = 0.3 * each + 0.7 * line
        smooth.append(line)
    assert chart.loc[chart["counted"], "ewma"].tolist() == pytest.approx(smooth)
    outside = [not band[1] <= each <= band[2] for each in counted]
    told = chart.loc[chart["counted"], "signal"].str.contains("outside").tolist()
    assert told == outside


def test_a_chart_stands_at_its_latest_period_that_counts(programme):
    rows, store = programme
    stands = figures.change_now(store, ASKED).set_index("touchpoint")
    for touchpoint, pile in sorted_into(parts(rows), lambda row: row.touchpoint).items():
        months = {name: scores(each) for name, each in sorted_into(pile, lambda row: row.month).items()}
        counted = {name: mean(each) for name, each in sorted(months.items()) if len(each) >= 5}
        row = stands.loc[touchpoint]
        assert row["points"] == len(counted)
        if not counted:
            continue
        latest, centre = max(counted), mean([*counted.values()])
        assert (row["period"], row["mean"]) == (latest, pytest.approx(counted[latest]))
        above = [each > centre for each in counted.values()]
        run = next((back for back in range(1, len(above)) if above[-1 - back] != above[-1]), len(above))
        if len(counted) > 1:
            assert (row["side"], row["run"]) == ("above" if above[-1] else "below", run)
            assert row["run_since"] == [*counted][-run]
            assert row["run_mean"] == pytest.approx(mean([*counted.values()][-run:]))


@pytest.mark.parametrize("period", PERIODS)
def test_steadiness_is_the_mean_of_the_dimensions_by_their_ratings(programme, period):
    rows, store = programme
    steady = STEADY[period](store, ASKED).set_index(["touchpoint", "period"])
    piles = sorted_into(parts(rows), lambda row: (row.touchpoint, PERIODS[period](row)))
    for cell, found in steady.iterrows():
        weighed = weights = 0.0
        for given in (ratings(piles[cell], name) for name in NAMES):
            if len(given) > 1:
                room = (5 - mean(given)) * (mean(given) - 1)
                spread = mean([(value - mean(given)) ** 2 for value in given])
                weighed += len(given) * (1 - spread / room if room else 1)
                weights += len(given)
        assert found["n"] == len(scores(piles[cell]))
        assert found["share_low"] == pytest.approx(mean([value <= 2 for value in ratings(piles[cell])]))
        if weights:
            assert found["consistency"] == pytest.approx(weighed / weights)
        else:
            assert pd.isna(found["consistency"])
