"""What the pages say in words, worked out once until the next write."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from audit import figures
from audit.charts.labels import staged
from audit.figures import BY_TOUCHPOINT, Question
from audit.measures.rater import weighted_scores
from audit.model.number import rounded
from audit.publish.headlines.coverage import where_next
from audit.publish.headlines.journey import journey_headline
from audit.publish.headlines.movement import debts_apart, movement_parts
from audit.publish.headlines.rater import rater_headline
from audit.publish.headlines.start import outcomes_line, start_lines
from audit.publish.headlines.trust import (
    at_best,
    deepest,
    how_often,
    outlook_sentence,
    trust_headline,
    what_comes,
    with_its_day,
)
from audit.publish.headlines.words import counted
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.spans import days_observed
from pages.parts.session import cached


def rater_sentence(question: Question) -> str:
    """Return the one sentence of the RATER page about the whole that is asked for."""
    return cached(_rater, question)


def weighted_sentence(question: Question, weights: str) -> str:
    """Return the weighted score with its number of ratings."""
    return cached(_weighted, question, weights)


def trust_sentence(question: Question) -> str:
    """Return the one sentence of the trust ledger, as it opens the Trust page."""
    return cached(_trust, question, True)


def owed_sentence(question: Question) -> str:
    """Return the same sentence with how often it goes wrong, as it stands on other pages."""
    return cached(_trust, question, False)


def trust_beneath(question: Question) -> str:
    """Return what stands beneath the sentence of the ledger: what made it move, and the best that can come of it."""
    return cached(_beneath, question)


def touchpoint_sentence(question: Question, touchpoint: str) -> str:
    """Return what was observed at one touchpoint, what it owes and when that could be paid."""
    return cached(_touchpoint, question, touchpoint)


def journey_sentence(question: Question) -> str:
    """Return the one sentence of the journey."""
    return cached(_journey, question)


def journey_drawn(question: Question) -> pd.DataFrame:
    """Return the journey as its picture draws it."""
    return cached(_journey_drawn, question)


def start_sentences(question: Question) -> tuple[list[str], str]:
    """Return the state of things in five lines, and what to do next."""
    return cached(_start, question)


def trust_by_touchpoint(question: Question) -> dict[str, dict[str, Any]]:
    """Return the ledger's row of each touchpoint, the deepest in debt first."""
    return cached(_rows, question)


def owing(question: Question) -> pd.DataFrame:
    """Return the ledger of the touchpoints that owe anything, or would had no recovery been confirmed."""
    return cached(_owing, question)


def owing_at_other_ratios(question: Question) -> pd.DataFrame:
    """Return what those that owe anything, at the programme's recovery ratio or another, would owe at each."""
    return cached(_owing_at_other_ratios, question)


def _rater(store: Store, question: Question) -> str:
    pairs = figures.rater_pairs(store, question)
    of = in_names_of_today(store, question.view).touchpoint
    return rater_headline(figures.rater(store, question), pairs, of=of or "the service")


def _weighted(store: Store, question: Question, weights: str) -> str:
    row = weighted_scores(figures.rater(store, question), weights).iloc[0]
    ratings = counted(int(row["n"]), "rating")
    return f"Weighted score: **{rounded(row['score'], 2)}** on the scale of 1 to 5, from {ratings}."


def _trust(store: Store, question: Question, is_title: bool) -> str:  # noqa: FBT001  # called through `cached`
    trusted = figures.trust(store, replace(question, by=BY_TOUCHPOINT))
    ahead, from_zero = figures.outlook(store, question), question.view.since is not None
    sentence = trust_headline(trusted, ahead, question.last_day, is_title=is_title, from_zero=from_zero)
    return with_its_day(sentence, question.last_day, question.as_of)


def _beneath(store: Store, question: Question) -> str:
    trusted, ahead = figures.trust(store, question), figures.outlook(store, question)
    moved = movement_parts(trusted)
    parts = "" if question.view.since and trusted["debt"].any() else f"{moved[0].upper()}{moved[1:]}."
    apart = debts_apart(question.view) if trusted["debt"].any() else ""
    if (trusted["debt"] == trusted["debt"].max()).sum() > 1 or not trusted["debt"].any():
        return " ".join(part for part in (parts, apart) if part)
    most = deepest(trusted, ahead)
    sentences = (
        parts,
        how_often(trusted),
        what_comes(most, question.last_day),
        at_best(most, question.last_day),
        apart,
    )
    return " ".join(part for part in sentences if part)


def _touchpoint(store: Store, question: Question, touchpoint: str) -> str:
    row = _rows(store, question)[touchpoint]
    trusted, from_zero = figures.trust(store, question), question.view.since is not None
    ahead = outlook_sentence(
        touchpoint, trusted, figures.outlook(store, question), question.last_day, from_zero=from_zero
    )
    counts = f"{row['positives']:,} positive, {row['neutrals']:,} neutral, {row['negatives']:,} negative"
    return f"{counts} observations. {with_its_day(ahead, question.last_day, question.as_of)}"


def _journey(store: Store, question: Question) -> str:
    return journey_headline(figures.journey(store, question), question.view)


def _journey_drawn(store: Store, question: Question) -> pd.DataFrame:
    return staged(figures.journey(store, question))


def _start(store: Store, question: Question) -> tuple[list[str], str]:
    experienced = figures.journey(store, question)
    overall = Question(question.as_of, question.view, (), question.ratio)
    profile, pairs = figures.rater(store, overall), figures.rater_pairs(store, overall)
    trusted, ahead = figures.trust(store, question), figures.outlook(store, question)
    _, last = days_observed(store, question.view_to_last_day) or (question.as_of, question.as_of)
    lines = start_lines(experienced, profile, trusted, ahead, question.as_of, pairs)
    return [outcomes_line(trusted, last), *lines], where_next(figures.next_walk(store, question), question.view)


def _rows(store: Store, question: Question) -> dict[str, dict[str, Any]]:
    deepest_first = figures.trust(store, question).sort_values("debt", ascending=False, kind="stable")
    names = [str(name) for name in deepest_first["touchpoint"]]
    return dict(zip(names, map(_worded, deepest_first.to_dict("records")), strict=True))


def _worded(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _owing(store: Store, question: Question) -> pd.DataFrame:
    trusted = figures.trust(store, question)
    return trusted[trusted["debt_without_recoveries"] > 0]


def _owing_at_other_ratios(store: Store, question: Question) -> pd.DataFrame:
    band = figures.ratio_band(store, question)
    return band[band["touchpoint"].isin(band.loc[band["debt"] > 0, "touchpoint"])]
