"""Whatever was rated, owed or promised, its sentence is no surer than its figure and holds its numbers."""

from datetime import date, timedelta
from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd
import pytest

from audit.measures.change import change, standing
from audit.measures.fairness import fairness
from audit.measures.rater import against_standards, rater
from audit.measures.verdict import COUNTS as WINDOWS
from audit.measures.verdict import verdicts
from audit.model.view import View
from audit.publish.headlines.change import before_after_words, chance_words, change_headline, period_words
from audit.publish.headlines.commitment import commitments_headline, needed_sentence, verdict_sentence
from audit.publish.headlines.fairness import fairness_headline
from audit.publish.headlines.journey import journey_headline, what_is_unseen, whole_visit_sentences
from audit.publish.headlines.movement import debts_apart, exposure, lately, moved, movement_parts
from audit.publish.headlines.rater import rater_headline, unrated
from audit.publish.headlines.standing import standards_sentence, surely_good_sentence
from audit.publish.headlines.start import observed_line, outcomes_line
from audit.publish.headlines.words import in_points, points, within
from tests.publish.leaving import WORDS_ONLY
from tests.publish.sentences import numbers, reads_well

TODAY = date(2026, 3, 10)
NAN = float("nan")
COUNTS = (0, 1, 2, 1_500)


# --- what is owed, and how it moved --------------------------------------------------------------------------------


def ledger(before, owed, paid, written_off, since=TODAY - timedelta(days=89)):
    row = {
        "owed_before": before,
        "newly_owed": owed,
        "newly_paid": paid,
        "newly_written_off": written_off,
        "debt": before + owed - paid - written_off,
        "since": pd.Timestamp(since),
    }
    return pd.DataFrame([row])


MOVES = [(b, o, p, w) for b, o, p, w in product((0, 1, 12), (0, 1, 24), (0, 1, 12), (0, 1)) if b + o >= p + w]


@pytest.mark.parametrize("whose", ["", "Greeting"])
def test_what_is_owed_grew_fell_or_stayed_as_the_ledger_did(whose):
    for before, owed, paid, written_off in MOVES:
        rows = ledger(before, owed, paid, written_off)
        now = before + owed - paid - written_off
        text = reads_well(f"{moved(rows, TODAY, whose)}.")
        assert text.startswith("In the last 90 days, ")
        assert ("grew" in text, "fell" in text, "stayed" in text) == (now > before, now < before, now == before)
        assert {before, now} <= numbers(text)
        assert (whose in text) or not whose


@pytest.mark.parametrize("whose", ["", "Greeting"])
def test_a_ledger_that_begins_at_zero_grows_from_nothing(whose):
    for before, owed, paid, written_off in MOVES:
        text = reads_well(f"{moved(ledger(before, owed, paid, written_off), TODAY, whose, from_zero=True)}.")
        assert before + owed - paid - written_off in numbers(text)
        assert "grew" not in text
        assert "from" not in text


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((0, 0, 0), "none newly owed, none paid, none written off"),
        ((1, 0, 1), "1 newly owed, none paid, 1 written off"),
        ((1_500, 33, 0), "1,500 newly owed, 33 paid, none written off"),
    ],
)
def test_a_movement_is_told_in_its_three_parts(parts, words):
    assert movement_parts(ledger(0, *parts)) == words


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (TODAY - timedelta(days=89), "In the last 90 days"),
        (TODAY - timedelta(days=88), "Since 12 December 2025"),
        (TODAY - timedelta(days=90), "Since 10 December 2025"),
        (date(2026, 1, 1), "Since 1 January"),
        (TODAY, "Since 10 March"),
    ],
)
def test_the_days_of_a_movement_are_told_with_the_year_they_need(since, words):
    assert lately(ledger(0, 0, 0, 0, since), TODAY) == words


@pytest.mark.parametrize(
    ("view", "of"),
    [
        (View(), ""),
        (View(journeys=("Getting in",), touchpoint="Greeting"), ""),
        (View(customer_groups=("Guests",)), "group"),
        (View(places=("North",)), "place"),
        (View(channels=("phone",)), "channel"),
        (View(methods=("imported",)), "method"),
        (View(customer_groups=("Guests",), places=("North",)), "group"),
    ],
)
def test_a_ledger_of_a_part_says_that_only_that_part_pays(view, of):
    text = debts_apart(view)
    assert text == "" if not of else f"experiences of the same {of} pay" in reads_well(text)


@pytest.mark.parametrize(
    ("bad", "good", "words"),
    [
        (0, 0, "0 bad of 0 good or bad moments in all"),
        (1, 0, "1 bad of 1 good or bad moment in all"),
        (1, 3, "1 bad of 4 good or bad moments in all"),
        (0, 5, "0.0 bad in 100 good or bad moments in all, interval 0.0 to 43.4"),
        (8, 92, "8 bad in 100 good or bad moments in all, interval 4 to 15"),
        (5, 0, "100 bad in 100 good or bad moments in all, interval 57 to 100"),
        (1, 1_499, "0.1 bad in 100 good or bad moments in all, interval 0.0 to 0.4"),
    ],
)
def test_how_often_it_goes_wrong_is_told_with_its_interval_once_there_are_five(bad, good, words):
    assert exposure(pd.Series({"negatives": bad, "positives": good})) == words


# --- journeys ------------------------------------------------------------------------------------------------------


def path(*observations, truth=False, grade="few", score=NAN):
    """Return touchpoints of a journey with so many observations each, none of them rated."""
    return pd.DataFrame(
        {
            "touchpoint": [f"T{number}" for number in range(len(observations))],
            "observations": pd.Series(observations, dtype="int64"),
            "rated": 0,
            "is_moment_of_truth": truth,
            "grade": grade,
            "score": score,
            "low": score,
            "high": score,
        }
    )


MIXES = [(), (0,), (1,), (0, 0), (0, 3), (3, 3), (0, 0, 3), (1,) * 1_200, (*(0,) * 1_200, 1)]


@pytest.mark.parametrize("truth", [False, True])
@pytest.mark.parametrize("mix", MIXES, ids=lambda mix: f"{len(mix)} {mix[:3]}")
def test_touchpoints_nobody_has_observed_are_counted(mix, truth):
    text = reads_well(what_is_unseen(path(*mix, truth=truth)))
    unseen = sum(n == 0 for n in mix)
    if unseen:
        assert {unseen, len(mix)} <= numbers(text)
        assert ("T0, a moment of truth" in text) == truth
    else:
        assert "never" not in text


@pytest.mark.parametrize("view", [View(), View(places=("North",)), View(since=TODAY), View(second_hand=False)], ids=str)
@pytest.mark.parametrize("mix", MIXES[1:], ids=lambda mix: f"{len(mix)} {mix[:3]}")
def test_a_journey_that_was_not_rated_has_no_low_point_and_says_where(mix, view):
    text = reads_well(journey_headline(path(*mix), view))
    assert "low point" not in text
    if 0 in mix:
        assert within(view) in text
    assert text.startswith("Nobody has observed") == (not any(mix))


def test_visits_as_a_whole_are_told_with_their_share_and_left_out_where_nobody_judged():
    rows = pd.DataFrame(
        {
            "touchpoint": ["Visit", "Call"],
            "positives": [7, 0],
            "negatives": [1, 0],
            "positive_share": [0.875, NAN],
            "low": [0.53, NAN],
            "high": [0.98, NAN],
        }
    )
    (sentence,) = whole_visit_sentences(rows)
    assert reads_well(sentence).endswith("good in 7 of 8, which is 88\u00a0% (53\u00a0% to 98\u00a0%).")


@pytest.mark.parametrize(("mix", "verdicts_given"), [*product([(0,), (1,), (2, 0), (700, 800)], COUNTS)])
def test_how_much_was_observed_is_counted_with_verdicts_apart(mix, verdicts_given):
    text = reads_well(observed_line(path(*mix), pd.DataFrame({"n": [verdicts_given]})))
    walked = sum(n > 0 for n in mix)
    assert {sum(mix), walked} <= numbers(text)
    assert ("as a whole" in text) == (verdicts_given > 0)


def test_how_it_went_in_all_is_counted():
    for mix in product(COUNTS, repeat=3):
        row = pd.DataFrame([dict(zip(("positives", "neutrals", "negatives"), mix, strict=True))])
        assert {*mix, 10} <= numbers(reads_well(outcomes_line(row, TODAY))) <= {*mix, 10, 2026}


# --- ratings -------------------------------------------------------------------------------------------------------

DIMENSIONS = ("reliability", "assurance", "tangibles", "empathy", "responsiveness")


def profile(**counts):
    rows = [(dimension, *five) for dimension, five in counts.items()]
    return rater(pd.DataFrame(rows, columns=["dimension", "n1", "n2", "n3", "n4", "n5"]))


RATED = {"never": None, "once": (0, 0, 0, 0, 1), "all good": (0, 0, 0, 0, 400), "all bad": (400, 0, 0, 0, 0)}


def test_without_pairs_no_dimension_is_set_above_another_in_any_mix():
    for mix in product(RATED, repeat=3):
        counts = {name: RATED[how] for name, how in zip(DIMENSIONS, mix, strict=False) if RATED[how] is not None}
        text = reads_well(rater_headline(profile(**counts)))
        assert "stronger" not in text
        assert "strongest" not in text
        firm = [name for name, how in zip(DIMENSIONS, mix, strict=False) if how.startswith("all")]
        if len(firm) == 1:
            assert f"Only {firm[0]} has been rated often enough" in text
        if not counts:
            assert text == "No dimension was rated in this view."


@pytest.mark.parametrize("missing", range(6))
def test_dimensions_nobody_rated_are_named_in_one_sentence(missing):
    rated = profile(**dict.fromkeys(DIMENSIONS[missing:], (0, 0, 4, 0, 0)))
    sentences = unrated(rated)
    assert len(sentences) == (missing > 0)
    if missing:
        text = reads_well(sentences[0])
        assert all(name in text.lower() for name in DIMENSIONS[:missing])
        assert ("was not rated" in text) == (missing == 1)
        assert not any(name in text.lower() for name in DIMENSIONS[missing:])


@pytest.mark.parametrize(("good", "poor"), [*product((0, 1, 5, 6, 40), (0, 1, 3)), (1_500, 0)])
def test_what_is_surely_good_is_counted_and_five_of_them_are_named(good, poor):
    if not good + poor:
        return
    rows = [(f"G{n}", 4.5, 4.0, True) for n in range(good)] + [(f"P{n}", 3.0, 4.0, False) for n in range(poor)]
    text = reads_well(
        surely_good_sentence(pd.DataFrame(rows, columns=["touchpoint", "lower", "standard", "is_surely_good"]))
    )
    assert sum(f"G{n} (" in text for n in range(good)) == min(good, 5)
    assert "P0" not in text
    if good:
        assert {good, good + poor} <= numbers(text)
    if good > 5:
        assert text.endswith(f" and {good - 5:,} more.")


SURE_LOW, SURE_HIGH, ONCE_LOW = (40, 0, 0, 0, 0), (0, 0, 0, 0, 60), (1, 0, 0, 0, 0)


@pytest.mark.parametrize(("low", "once", "high"), [mix for mix in product((0, 1, 2), repeat=3) if sum(mix)], ids=str)
def test_scores_beside_their_standards_are_said_to_be_low_only_where_they_surely_are(low, once, high):
    counts = [SURE_LOW] * low + [ONCE_LOW] * once + [SURE_HIGH] * high
    rows = [(f"T{number}", "empathy", *five) for number, five in enumerate(counts)]
    frame = pd.DataFrame(rows, columns=["touchpoint", "dimension", "n1", "n2", "n3", "n4", "n5"])
    standards = pd.DataFrame({"touchpoint": frame["touchpoint"], "minimum": 3.0, "target": 4.5})
    text = reads_well(standards_sentence(against_standards(rater(frame), standards)))
    assert sum((low, once, high)) in numbers(text)
    assert ("surely below our minimum" in text and "none lies surely below" not in text) == (low > 0)
    assert ("perhaps" in text) == (low == 0 and once > 0)
    assert ("surely above our target" in text) == (low == once == 0)


# --- customer groups -----------------------------------------------------------------------------------------------

GROUPS = {
    "nobody": (0, 0),
    "too few": (2, 1),
    "all good": (300, 0),
    "all bad": (0, 300),
}


def test_a_group_is_named_worse_only_where_its_moments_were_worse():
    for mix in combinations_with_replacement(GROUPS, 3):
        served = {name: GROUPS[how] for name, how in zip(("Anna", "Bert", "Cleo"), mix, strict=True)}
        rows = pd.DataFrame(
            [("Desk", name, *counts) for name, counts in served.items()],
            columns=["touchpoint", "customer_group", "positives", "negatives"],
        )
        text = reads_well(fairness_headline(fairness(rows)))
        shown = {name: counts for name, counts in served.items() if sum(counts) >= 5}
        if len(shown) < 2 and len([counts for counts in served.values() if 0 < sum(counts) < 5]) < 2:
            assert text.startswith("Too few customer groups")
        shares = {round(good / (good + bad), 3) for good, bad in shown.values()}
        if len(shares) == 1 and len(shown) == 3:
            assert text.startswith("No customer group stands apart")
        if {"all good", "all bad"} <= set(mix) and "too few" not in mix and set(mix) <= {"all good", "all bad"}:
            assert "met good service in" in text
            assert "the gap is" in text


@pytest.mark.parametrize("known", [1, 49, 50, 99, 100])
def test_moments_whose_group_is_mostly_not_known_are_told_first(known):
    rows = [("Desk", "Students", known * 60, 0), ("Desk", "Staff", 0, known * 40), ("Desk", "", (100 - known) * 100, 0)]
    frame = pd.DataFrame(rows, columns=["touchpoint", "customer_group", "positives", "negatives"])
    text = reads_well(fairness_headline(fairness(frame)))
    assert text.startswith(f"Only {known}\u00a0% of good and bad moments say their group. ") == (known < 50)


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (0.0, "0"),
        (1e-12, "0"),
        (0.004, "+0.4"),
        (-0.004, "-0.4"),
        (0.005, "+1"),
        (0.12, "+12"),
        (-1.0, "-100"),
        (0.00004, "+0.004"),
    ],
)
def test_a_difference_in_points_is_signed_and_never_told_as_none(difference, words):
    assert points(difference) == words


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((0.18, 0.39), ["18", "39"]),
        ((-0.39, -0.18), ["18", "39"]),
        ((0.004, 0.12), ["0.4", "12.0"]),
        ((-0.0004, 0.006), ["0.04", "0.6"]),
        ((0.01, 0.02), ["1", "2"]),
    ],
)
def test_the_ends_of_a_gap_are_told_small_one_first_and_equally_fine(ends, words):
    assert in_points(*ends) == words


# --- change --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", ["month", "quarter"])
@pytest.mark.parametrize(
    "means",
    [
        (),
        (4.0,),
        (4.0,) * 5,
        (4.0,) * 30,
        (1.0,) * 30,
        (5.0,) * 30,
        (3.0, 3.3) * 15,
        (*(3.0, 3.3) * 14, 5.0),
        (*(3.0, 3.3) * 10, *(4.4, 4.1) * 6),
        (*(4.0, 4.2) * 10, *(1.0, 1.3) * 6),
        (*(3.0, 3.3) * 7, 5.0, *(3.0, 3.3) * 7),
    ],
    ids=lambda means: f"{len(means)} {sorted(set(means))[:4]}",
)
def test_a_change_is_told_only_where_the_chart_signals_one(means, period):
    months = pd.period_range("2023-09", periods=len(means), freq="M").strftime("%Y-%m")
    sums = pd.DataFrame({"month": months, "n": 10, "total": [10.0 * mean for mean in means]})
    every = standing(change(sums, period))
    if not means:
        assert len(every) == 0
        return
    row = every.iloc[0]
    text = reads_well(change_headline("Desk", row, period, TODAY))
    assert text.startswith("Desk: ")
    assert ("probably something changed" in text or "outside" in text or "the limits (" in text) == bool(row["signal"])
    if len(set(means)) == 1:
        assert not row["signal"]
        assert "too few" in text or "no signal" in text


@pytest.mark.parametrize("charts", [1, 2, 10, 500])
@pytest.mark.parametrize("period", ["month", "quarter"])
def test_the_more_charts_are_read_the_sooner_chance_signals(charts, period):
    text = reads_well(chance_words(charts, period))
    assert charts in numbers(text)
    assert period in text
    assert (f"{charts} charts" in text) == (charts > 1)
    if charts == 500:
        assert f"nearly every {period}" in text


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2026-01", "January 2026"),
        ("2025-12", "December 2025"),
        ("2026-Q1", "January to March 2026"),
        ("2026-Q4", "October to December 2026"),
    ],
)
def test_a_period_is_told_by_the_names_of_its_months(label, words):
    assert period_words(label) == words


def side(n, mean, good, bad, waits, days=90):
    half = 0.3 if n else NAN
    return pd.Series(
        {
            "took_place_on": pd.Timestamp(2026, 3, 1),
            "days": days,
            "n": n,
            "mean": mean,
            "low": mean - half,
            "high": mean + half,
            "positives": good,
            "negatives": bad,
            "positive_share": good / (good + bad) if good + bad else NAN,
            "waits": waits,
            "median_wait": 12.0 if waits else NAN,
        }
    )


SIDES = [(30, 3.2, 16, 9, 20), (30, 4.6, 30, 0, 0), (5, 3.2, 0, 1, 1), (4, 3.2, 2, 2, 2), (0, NAN, 0, 0, 0)]


def test_before_and_after_are_compared_only_where_both_were_observed_enough():
    for before, after in product(SIDES, repeat=2):
        text = reads_well(before_after_words(side(*before), side(*after)))
        assert "because" not in text
        few = min(before[0], after[0]) < 5
        assert text.startswith("Too few rated") == few
        if not few:
            assert {before[0], after[0]} <= numbers(text)
            assert ("overlap" in text) == (abs(before[1] - after[1]) <= 0.6)
            assert ("positive share" in text) == (before[2] + before[3] > 0 and after[2] + after[3] > 0)
            assert ("waits" in text) == (before[4] > 0 and after[4] > 0)


def test_a_day_nobody_was_there_before_or_after_is_compared_with_nothing():
    text = reads_well(before_after_words(side(*SIDES[0], days=0), side(*SIDES[0], days=0)))
    assert text == "Nothing to compare: observations are needed on days before and after 1 March 2026."


# --- promises ------------------------------------------------------------------------------------------------------


def promises(*rows):
    """Return commitments, each with its state and the good and bad moments before it and after it."""
    names = [name for name in WINDOWS if name.endswith(("positives", "negatives"))]
    counts = pd.DataFrame([dict(zip(names, moments, strict=True)) for _, moments in rows], columns=names)
    who = pd.DataFrame(
        [(f"T{number}", state) for number, (state, _) in enumerate(rows)], columns=["touchpoint", "state"]
    )
    made = pd.date_range("2026-01-01", periods=len(rows))
    return pd.concat([who, verdicts(counts)], axis=1).assign(made_on=made, **WORDS_ONLY)


WENT = {
    "better": (29, 31, 30, 12),
    "worse": (30, 12, 29, 31),
    "level": (29, 31, 21, 21),
    "early": (29, 31, 3, 1),
    "unseen": (29, 31, 0, 0),
    "all good": (20, 0, 20, 0),
    "all bad": (0, 20, 0, 20),
    "one before": (1, 0, 30, 0),
}


@pytest.mark.parametrize("went", WENT)
def test_a_verdict_is_told_with_the_moments_before_and_after(went):
    (row,) = promises(("open", WENT[went])).to_dict("records")
    text = reads_well(verdict_sentence(row))
    good_before, bad_before, good_after, bad_after = WENT[went]
    assert good_before + bad_before in numbers(text)
    assert ("nothing good or bad was observed since" in text) == (good_after + bad_after == 0)
    assert ("interval" in text) == (good_after + bad_after > 0)
    assert "because" not in text
    needed = reads_well(needed_sentence(row))
    assert ("chance alone is an unlikely reason" in needed) == (row["verdict"] in {"improved", "worse"})


def test_bad_news_comes_before_good_and_good_before_none():
    worst = ("worse", "better", "level")
    for mix in combinations_with_replacement(WENT, 2):
        rows = promises(*((state, WENT[how]) for state, how in zip(("late", "open"), mix, strict=True)))
        text = reads_well(commitments_headline(rows))
        words = {"worse": "got worse", "better": "improved", "level": "no change shows"}
        first = next((how for how in worst if how in mix), None)
        if first in {"worse", "better"}:
            assert words[first] in text
        if "worse" in mix:
            assert "improved" not in text
        assert {1, 2} <= numbers(text)
        assert np.isfinite(sum(numbers(text)))
