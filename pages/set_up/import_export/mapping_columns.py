"""Where the columns of a table go: the likely ones first, every other within a search."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from audit.intake.column_values import ColumnValues
from audit.intake.proposal import DROP, IDENTITY, IGNORE, TARGETS, Proposal
from audit.intake.question import About
from audit.intake.recipe_parts import SCORE
from audit.model.lookup import folded
from audit.model.rating import DIMENSIONS, Dimension
from audit.publish.headlines.words import counted
from pages.parts.words import plain

_MOST = 20  # columns shown at once
_SAMPLES = 4
_ANSWERED = {About.OUTCOME: "how it went", About.DATE_COLUMN: "when it was"}
_LONGEST = 30  # characters of a sample
_NO_DIMENSION = "the touchpoint alone, no dimension"
_TARGET_LABELS = {
    IGNORE: "leave it out",
    DROP: "leave it out: it is about a person",
    SCORE: "a mark for one touchpoint",
    IDENTITY: "what identifies a row",
    "observed_at": "when it was",
    "resolved_at": "when it was put right",
    "touchpoint": "which touchpoint",
    "outcome": "how it went",
    "wait_minutes": "how long the wait was",
    "greeted": "whether somebody greeted",
    "what_happened": "what happened, in words",
    "customer_group": "which customers",
    "observer": "who observed",
    "method": "how it was observed",
    "recognised": "whether the observer was recognised",
    **{str(dimension): f"a mark for {dimension}" for dimension in DIMENSIONS},
}


@dataclass(slots=True)
class Draft:
    """What a steward has said of one file so far; small, for it lives as long as the session."""

    targets: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, Dimension] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)


def place_columns(values: ColumnValues, proposal: Proposal, draft: Draft, key: str) -> None:
    """Ask where each column goes; what is not shown stays where it is."""
    reasons = {placement.column: placement.reason for placement in proposal.placements}
    for column in _shown(draft, key):
        _place(column, values, reasons[column], draft, key)


def _shown(draft: Draft, key: str) -> Sequence[str]:
    """Return the columns to show: those placed, or those that a search finds."""
    placed = [column for column, target in draft.targets.items() if target]
    others = [column for column, target in draft.targets.items() if not target]
    if len(draft.targets) <= _MOST:
        return placed + others
    wanted = st.text_input(
        f"Search the {len(draft.targets)} columns", key=f"{key}.search", placeholder="part of a name"
    )
    columns = [column for column in placed + others if folded(wanted) in folded(column)] if wanted else placed
    if len(columns) > _MOST:
        st.caption(f"The first {_MOST} of {counted(len(columns), 'column')}; search for the others.")
    if not wanted:
        st.caption(f"{counted(len(others), 'column')} left out; search to give one a place.")
    return columns[:_MOST]


def _place(column: str, values: ColumnValues, reason: str, draft: Draft, key: str) -> None:
    samples = [text if len(text) <= _LONGEST else text[:_LONGEST] + "…" for text in values.sample(column)[:_SAMPLES]]
    chosen = _chosen_above(column, key)
    draft.targets[column] = st.selectbox(
        plain(column),
        TARGETS,
        TARGETS.index(draft.targets[column]),
        format_func=lambda target: (
            chosen if chosen and not target else _TARGET_LABELS.get(target, target.replace("_", " "))
        ),
        key=f"{key}.to.{column}",
    )
    st.caption(plain(f"{' · '.join(samples) or 'empty'} — {reason}"))
    if draft.targets[column] == SCORE:
        _ask_dimension(column, draft, key)


def _chosen_above(column: str, key: str) -> str:
    """Return what a column is by the answer to a question, "" where no answer names it."""
    for about, words in _ANSWERED.items():
        if st.session_state.get(f"{key}.{about}") == column:
            return f"{words}, as chosen above"
    return ""


def _ask_dimension(column: str, draft: Draft, key: str) -> None:
    usual = [_NO_DIMENSION, *map(str, DIMENSIONS)]
    chosen = st.selectbox(
        plain(f"What {column} is a mark for"),
        usual,
        usual.index(draft.dimensions.pop(column, _NO_DIMENSION)),
        key=f"{key}.dim.{column}",
    )
    if chosen != _NO_DIMENSION:
        draft.dimensions[column] = Dimension(chosen)
