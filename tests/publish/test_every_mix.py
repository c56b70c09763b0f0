"""Whatever mix was observed, the sentence reads as a person wrote it and holds the numbers of its figure."""

import re
from datetime import date, timedelta
from itertools import product

import pandas as pd
import pytest

from audit.measures.agreement import AGREE, APART, NO_SPREAD, SO_FAR, TOO_FEW
from audit.measures.promise import HELD, NO_PROMISE, NOT_HELD, PERHAPS_NOT
from audit.model.evidence import Evidence
from audit.model.view import EVERYTHING, View
from audit.publish.headlines.agreement import agreement_headline, delay_sentence, soon
from audit.publish.headlines.catalogue import catalogue_headline, waits_headline
from audit.publish.headlines.coverage import coverage_headline
from audit.publish.headlines.observations import observations_headline, outcomes_sentence
from audit.publish.headlines.recovery import recoveries_headline
from audit.publish.headlines.wall import wall_headline
from tests.publish.sentences import numbers, reads_well

TODAY = date(2026, 3, 10)
COUNTS = (0, 1, 2, 7, 1_000, 1_234_567)

# --- observations behind a figure ----------------------------------------------------------------------------------


def test_the_observations_behind_a_figure_are_all_of_them():
    for mix in product(COUNTS, repeat=3):
        outcomes = dict(zip(("positive", "neutral", "negative"), mix, strict=True))
        text = reads_well(observations_headline(outcomes, Evidence(), "Greeting", "10 Mar 2026"))
        assert "Greeting" in text
        assert ("No observation" in text) == (sum(mix) == 0)
        if sum(mix):
            assert sum(mix) in numbers(text)
        assert numbers(outcomes_sentence(outcomes)) == {n for n in mix if n}


# --- coverage ------------------------------------------------------------------------------------------------------


def covered(*days_since, truth=False):
    """Return touchpoints by how many days ago each was observed last, None = never; as coverage orders them."""
    rows = [
        {"touchpoint": f"T{number}", "n": 0 if days is None else 3, "days_since": days, "is_moment_of_truth": truth}
        for number, days in enumerate(days_since)
    ]
    ordered = sorted(rows, key=lambda row: -1_000_000 if row["days_since"] is None else -row["days_since"])
    frame = pd.DataFrame(ordered, columns=["touchpoint", "n", "days_since", "is_moment_of_truth"])
    return frame.astype({"days_since": "Int64"})


MIXES = (
    (), (None,), (0,), (1,), (2,), (400,), (800,), (None, None), (None, 3), (None, None, 3), (5, 5), (0, 0), (1, 1),
    (1, 0), (9, 9, 2), (9, 9, 9, 2), (None,) * 1200, (3,) * 1200, (2_000, 1),
    (*(None,) * 1200, 1), (*(9,) * 1200, 2),
)  # fmt: skip


@pytest.mark.parametrize("truth", [False, True])
@pytest.mark.parametrize("view", [EVERYTHING, View(places=("North",)), View(journeys=("Getting in",))], ids=str)
@pytest.mark.parametrize("mix", MIXES, ids=lambda mix: f"{len(mix)} touchpoints {mix[:4]}")
def test_what_was_not_covered_is_counted(mix, view, truth):
    rows = covered(*mix, truth=truth)
    nowhere = pd.DataFrame({"place": ["North", "South"], "n": [4, 0]})
    text = reads_well(coverage_headline(rows, nowhere, view))
    never = sum(days is None for days in mix)
    if 0 < never < len(mix):
        assert {never, len(mix)} <= numbers(text)
    if mix and never == len(mix):
        assert text.startswith("Nobody has observed")
    if mix and never < len(mix):
        assert "nobody has" in text
        assert text.endswith(("South.", "Getting in."))


# --- bad experiences that wait -------------------------------------------------------------------------------------


def waits_of(waiting, unowned, confirmed, cannot, days):
    """Return what the board knows of one touchpoint."""
    sums = pd.DataFrame(
        [
            {
                "negatives": waiting + confirmed + cannot,
                "waiting": waiting,
                "unowned": unowned,
                "confirmed": confirmed,
                "cannot": cannot,
            }
        ]
    )
    cases = pd.DataFrame(
        {"closed_on": pd.to_datetime([None] * min(waiting, 3)), "days_open": days, "had_word": False},
        index=range(min(waiting, 3)),
    ).astype({"had_word": "bool"})
    return sums, cases


@pytest.mark.parametrize("days", [0, 1, 40, 4_000])
@pytest.mark.parametrize(
    ("waiting", "unowned"), [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (1_500, 0), (1_500, 1_499)]
)
@pytest.mark.parametrize(("confirmed", "cannot"), [(0, 0), (1, 0), (0, 1), (1, 1), (2, 3), (0, 2_000)])
def test_how_many_wait_and_how_many_have_an_owner_is_what_the_board_counts(waiting, unowned, confirmed, cannot, days):
    sums, cases = waits_of(waiting, unowned, confirmed, cannot, days)
    text = reads_well(recoveries_headline(sums, cases, View(since=TODAY - timedelta(days=1)), TODAY))
    if waiting:
        assert {waiting - unowned, waiting, days} <= numbers(text)
        assert ("has an owner" in text) == (waiting - unowned == 1)
    elif confirmed or cannot:
        assert numbers(text) - {2} == {n for n in (confirmed, cannot) if n} - {2}
    else:
        assert text.startswith("There is no bad experience")


# --- services, waits, thanks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("services", "belonging", "others"), [*product((0, 1, 2, 1_500), (0, 1, 2, 1_500), (0, 1, 2, 9))]
)
def test_the_catalogue_counts_its_services_and_what_belongs_to_them(services, belonging, others):
    touchpoints = pd.DataFrame({"service": ["Desk"] * belonging + [""] * others}, dtype="str")
    text = reads_well(catalogue_headline(services, touchpoints))
    if services:
        assert services in numbers(text)
    if services and others:
        assert {belonging, belonging + others} <= numbers(text)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_promise_is_called_kept_only_where_one_is(n):
    for mix in product((HELD, PERHAPS_NOT, NOT_HELD, NO_PROMISE, "too few"), repeat=3):
        kept = mix[:n]
        few = [4 if word == "too few" else 40 for word in kept]
        shares = {HELD: 0.95, PERHAPS_NOT: 0.85, NOT_HELD: 0.2, NO_PROMISE: float("nan"), "too few": 0.5}
        rows = pd.DataFrame(
            {
                "touchpoint": ["Door", "Desk", "Exit"][:n],
                "kept": kept,
                "n": few,
                "promise_minutes": [float("nan") if word == NO_PROMISE else 5.0 for word in kept],
                "within": [
                    round(shares[word] * many) if word != NO_PROMISE else 0
                    for word, many in zip(kept, few, strict=True)
                ],
                "within_share": [shares[word] for word in kept],
                "target_share": 0.9,
                "high": [0.99 if word != NOT_HELD else 0.4 for word in kept],
                "median_wait": 3.0,
            }
        )
        text = reads_well(waits_headline(rows))
        judged = [word for word in kept if word in {HELD, PERHAPS_NOT, NOT_HELD}]
        assert text.startswith("As far as timed") == bool(judged)
        if judged and HELD not in judged:
            assert not re.search(r"\b(all|[2-9]) .*keep their promise", text)
        if NOT_HELD not in judged:
            assert "surely" not in text


@pytest.mark.parametrize(
    ("thanks", "answers", "questions"), [(1, 0, 0), (0, 1, 1), (1, 1, 1), (2, 5, 2), (1_200, 3_400, 9)]
)
def test_the_wall_counts_thanks_answers_and_questions(thanks, answers, questions):
    day = pd.Timestamp(TODAY)
    thanked = pd.DataFrame({"day": [day] * thanks})
    answered = pd.DataFrame({"day": [day] * answers, "question": [f"Q{n % max(questions, 1)}" for n in range(answers)]})
    text = reads_well(wall_headline(thanked, answered))
    assert {n for n in (thanks, answers, questions) if n} <= numbers(text)


# --- two leaders ---------------------------------------------------------------------------------------------------

NAMES = ("reliability", "assurance", "outcome")


@pytest.mark.parametrize("pairs", [1, 2, 40])
def test_leaders_agree_on_no_more_than_the_figure_bears(pairs):
    for verdicts in product((AGREE, SO_FAR, APART, NO_SPREAD, TOO_FEW), repeat=3):
        agreed = pd.DataFrame(
            {"dimension": NAMES, "pairs": pairs, "verdict": verdicts, "alpha": 0.5, "low": 0.1, "high": 0.9}
        )
        text = reads_well(agreement_headline(agreed, EVERYTHING))
        assert pairs in numbers(text)
        if AGREE not in verdicts:
            assert "surely on" not in text
            assert not re.search(r"leaders agree on", text)
        if APART not in verdicts:
            assert " not on " not in text


@pytest.mark.parametrize("n", [1, 2, 9, 12_345])
@pytest.mark.parametrize("late", [0, 1, 2])
@pytest.mark.parametrize("minutes", [0, 1, 1.5, 89, 90, 600, 1_440])
def test_how_soon_it_was_written_down_is_told_in_minutes_hours_or_a_day(n, late, minutes):
    late = min(n, late)
    text = reads_well(delay_sentence(pd.DataFrame([{"n": n, "median_minutes": minutes, "late_share": late / n}])))
    assert n in numbers(text)
    if minutes < 1_440:
        assert soon(minutes) in text
        assert late in numbers(text)
