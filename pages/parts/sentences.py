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
from audit.store.opening import Store
from audit.store.stretch import days_observed
from pages.parts.session import remembered


def rater_said(asked: Question) -> str:
    """Return the one sentence of the RATER page about the whole that is asked for."""
    return remembered(_rater, asked)


def weighted_said(asked: Question, weights: str) -> str:
    """Return the weighted score with its number of ratings."""
    return remembered(_weighted, asked, weights)


def trust_said(asked: Question) -> str:
    """Return the one sentence of the trust ledger, as it opens its page."""
    return remembered(_trust, asked, True)


def owed_said(asked: Question) -> str:
    """Return the same sentence with how often it goes wrong, as it stands on other pages."""
    return remembered(_trust, asked, False)


def trust_beneath(asked: Question) -> str:
    """Return what stands beneath the sentence of the ledger: what made it move, and the best that can come of it."""
    return remembered(_beneath, asked)


def touchpoint_said(asked: Question, touchpoint: str) -> str:
    """Return what one touchpoint was met with, what it owes and when that could be paid."""
    return remembered(_touchpoint, asked, touchpoint)


def journey_said(asked: Question) -> str:
    """Return the one sentence of the journey."""
    return remembered(_journey, asked)


def journey_drawn(asked: Question) -> pd.DataFrame:
    """Return the journey as its picture draws it."""
    return remembered(_journey_drawn, asked)


def start_said(asked: Question) -> tuple[list[str], str]:
    """Return the state of things in five lines, and what to do next."""
    return remembered(_start, asked)


def trust_by_touchpoint(asked: Question) -> dict[str, dict[str, Any]]:
    """Return the ledger's row of each touchpoint, the deepest in debt first."""
    return remembered(_rows, asked)


def owing(asked: Question) -> pd.DataFrame:
    """Return the ledger of the touchpoints that owe anything, or would had no recovery been confirmed."""
    return remembered(_owing, asked)


def owing_at_other_ratios(asked: Question) -> pd.DataFrame:
    """Return what those that owe anything, at the programme's recovery ratio or another, would owe at each."""
    return remembered(_owing_at_other_ratios, asked)


def _rater(store: Store, asked: Question) -> str:
    pairs = figures.rater_pairs(store, asked)
    return rater_headline(figures.rater(store, asked), pairs, of=asked.view.touchpoint or "the service")


def _weighted(store: Store, asked: Question, weights: str) -> str:
    row = weighted_scores(figures.rater(store, asked), weights).iloc[0]
    ratings = counted(int(row["n"]), "rating")
    return f"Weighted score: **{rounded(row['score'], 2)}** on the scale of 1 to 5, from {ratings}."


def _trust(store: Store, asked: Question, is_title: bool) -> str:  # noqa: FBT001  # called through `remembered`
    trusted = figures.trust(store, replace(asked, by=BY_TOUCHPOINT))
    ahead, from_zero = figures.outlook(store, asked), asked.view.since is not None
    said = trust_headline(trusted, ahead, asked.last_day, is_title=is_title, from_zero=from_zero)
    return with_its_day(said, asked.last_day, asked.as_of)


def _beneath(store: Store, asked: Question) -> str:
    trusted, ahead = figures.trust(store, asked), figures.outlook(store, asked)
    moved = movement_parts(trusted)
    parts = "" if asked.view.since and trusted["debt"].any() else f"{moved[0].upper()}{moved[1:]}."
    apart = debts_apart(asked.view) if trusted["debt"].any() else ""
    if (trusted["debt"] == trusted["debt"].max()).sum() > 1 or not trusted["debt"].any():
        return " ".join(part for part in (parts, apart) if part)
    most = deepest(trusted, ahead)
    told = (parts, how_often(trusted), what_comes(most, asked.last_day), at_best(most, asked.last_day), apart)
    return " ".join(part for part in told if part)


def _touchpoint(store: Store, asked: Question, touchpoint: str) -> str:
    row = _rows(store, asked)[touchpoint]
    trusted, from_zero = figures.trust(store, asked), asked.view.since is not None
    ahead = outlook_sentence(touchpoint, trusted, figures.outlook(store, asked), asked.last_day, from_zero=from_zero)
    counts = f"{row['positives']:,} positive, {row['neutrals']:,} neutral, {row['negatives']:,} negative"
    return f"{counts} observations. {with_its_day(ahead, asked.last_day, asked.as_of)}"


def _journey(store: Store, asked: Question) -> str:
    return journey_headline(figures.journey(store, asked), asked.view)


def _journey_drawn(store: Store, asked: Question) -> pd.DataFrame:
    return staged(figures.journey(store, asked))


def _start(store: Store, asked: Question) -> tuple[list[str], str]:
    experienced = figures.journey(store, asked)
    whole = Question(asked.as_of, asked.view, (), asked.ratio)
    profile, pairs = figures.rater(store, whole), figures.rater_pairs(store, whole)
    trusted, ahead = figures.trust(store, asked), figures.outlook(store, asked)
    _, last = days_observed(store, asked.past) or (asked.as_of, asked.as_of)
    lines = start_lines(experienced, profile, trusted, ahead, asked.as_of, pairs)
    return [outcomes_line(trusted, last), *lines], where_next(figures.next_walk(store, asked), asked.view)


def _rows(store: Store, asked: Question) -> dict[str, dict[str, Any]]:
    deepest_first = figures.trust(store, asked).sort_values("debt", ascending=False, kind="stable")
    names = [str(name) for name in deepest_first["touchpoint"]]
    return dict(zip(names, map(_worded, deepest_first.to_dict("records")), strict=True))


def _worded(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _owing(store: Store, asked: Question) -> pd.DataFrame:
    trusted = figures.trust(store, asked)
    return trusted[trusted["debt_without_recoveries"] > 0]


def _owing_at_other_ratios(store: Store, asked: Question) -> pd.DataFrame:
    band = figures.ratio_band(store, asked)
    return band[band["touchpoint"].isin(band.loc[band["debt"] > 0, "touchpoint"])]
