"""Promising something as a team: where, what will be different, how it will be known, who owns it, by when."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit import figures
from audit.actions import commitments
from audit.errors import AuditError
from audit.figures import Question
from audit.figures.commitment import made_in
from audit.figures.review import hot_spots
from audit.model.commitment import (
    MOST_COMMITMENTS,
    MOST_OWNER,
    MOST_WORDS,
    Commitment,
    faults,
    usual_due,
)
from audit.model.keys import new_key
from audit.model.number import counted
from audit.model.review import Item, Review
from audit.store.journey import touchpoints
from audit.store.opening import Store
from pages.parts.boundary import safely
from pages.parts.session import remembered, store, today
from pages.parts.words import plain, show_problem

_TYPED = "commitment.typed"
_Ask = Callable[..., Any]


def commitment_form(review: Review | None = None) -> None:
    """Show what was promised in a review, and ask for one commitment more while there is room for it.

    Args:
        review: the review it is made in, None = outside a review.
    """
    key = str(review.id) if review else "own"
    made = made_in(store(), Question(today()), review.id) if review else pd.DataFrame()
    _promised(made)
    if said := st.session_state.pop(f"commitment.said.{key}", ""):
        st.success(plain(said), icon=":material/check:")
    if len(made) >= MOST_COMMITMENTS:
        st.caption("Three stand. Few promises that are kept do more than many that are forgotten.")
        return
    places = remembered(_places)
    if not places:
        st.markdown("Nothing good or bad was seen in the last year that a promise could be measured by.")
        return
    if made.empty:
        _blank(review, key, places)
        return
    # One is what a team can keep; the next is asked for only by whoever wants it.
    box = st.expander("Make one commitment more", key=f"commitment.{key}.more", type="compact", on_change="rerun")
    if box.open:
        with box:
            _blank(review, key, places)


def _promised(made: pd.DataFrame) -> None:
    for row in made.to_dict("records"):
        with st.container(border=True):
            st.markdown(f"**{plain(row['touchpoint'])}** · {plain(row['owner'])}, by {row['due_on']:%d %b %Y}")
            st.text(row["words"])
            st.caption(f"How we will know: {plain(row['how_known'])}")


def _blank(review: Review | None, key: str, places: dict[str, tuple[UUID, str]]) -> None:
    _fields(review, key, places)
    problems = st.session_state.get(f"commitment.problems.{key}", {})
    if problem := problems.get(""):
        show_problem(problem)
    st.button(
        "Make this commitment", key=f"commitment.{key}.keep", type="primary", on_click=safely(_keep), args=(review, key)
    )


def _fields(review: Review | None, key: str, places: dict[str, tuple[UUID, str]]) -> None:
    names = list(places)
    _ask(key, "touchpoint", _first(review, names), st.selectbox, "Where? One touchpoint", options=names)
    st.caption(plain(places[_typed(key)["touchpoint"]][1]))
    _ask(key, "words", "", st.text_area, "What will be different?", max_chars=MOST_WORDS, height=80,
         placeholder="e.g. nobody is handed on without the next desk being told")  # fmt: skip
    _ask(key, "how_known", "", st.text_area, "How will we know?", max_chars=MOST_WORDS, height=80,
         placeholder="e.g. walks there find good handovers more often")  # fmt: skip
    _ask(key, "owner", "", st.text_input, "Who owns it? A role or a team, no person’s name", max_chars=MOST_OWNER,
         placeholder="e.g. service desk lead, the loans team")  # fmt: skip
    _ask(key, "due_on", usual_due(today()), st.date_input, "By when? A walk there is planned for that day")


def _keep(review: Review | None, key: str) -> None:
    typed = _typed(key)
    if not typed:  # tapped twice: the first tap kept it
        return
    problems = faults(typed, typed["due_on"], today())
    place = remembered(_places).get(typed["touchpoint"])
    if not problems and place:
        try:
            promised = Commitment(
                place[0],
                typed["words"],
                typed["how_known"],
                typed["owner"],
                typed["due_on"],
                today(),
                review.id if review else None,
                typed.setdefault("id", new_key()),
            )
            commitments.commit(store(), promised)
        except AuditError as problem:
            problems[""] = str(problem)
    st.session_state[f"commitment.problems.{key}"] = problems
    if not problems:
        st.session_state[_TYPED].pop(key)
        st.session_state[f"commitment.{key}.more"] = False
        day: date = typed["due_on"]
        st.session_state[f"commitment.said.{key}"] = (
            f"Kept: {typed['touchpoint']}, by {day:%d %b %Y}. A walk there is planned for that day, under My walks."
        )


def _ask(key: str, name: str, first: Any, widget: _Ask, label: str, **more: Any) -> None:
    """Show one field with what was typed in it before, and what is wrong with it beneath."""
    at = f"commitment.{key}.{name}"
    st.session_state[at] = _typed(key).setdefault(name, first)
    widget(label, key=at, on_change=safely(_hold), args=(key, name), **more)
    if problem := st.session_state.get(f"commitment.problems.{key}", {}).get(name):
        show_problem(problem)


def _hold(key: str, name: str) -> None:
    at = f"commitment.{key}.{name}"
    if st.session_state[at] is not None:
        _typed(key)[name] = st.session_state[at]
    st.session_state.get(f"commitment.problems.{key}", {}).pop(name, None)


def _typed(key: str) -> dict[str, Any]:
    held: dict[str, Any] = st.session_state.setdefault(_TYPED, {}).setdefault(key, {})
    return held


def _first(review: Review | None, names: list[str]) -> str:
    """Return the touchpoint that stands first: the hot spot that the review looks at, if there is one."""
    if review is None:
        return names[0]
    chosen = next((point.subject for point in review.agenda if point.item is Item.HOT_SPOT), "")
    hottest = hot_spots(store(), review.since, review.until)["touchpoint"].tolist()
    return next((name for name in [chosen, *hottest] if name in names), names[0])


def _places(current: Store) -> dict[str, tuple[UUID, str]]:
    """Return where anything good or bad was seen: the key of each touchpoint, and what was seen there in words."""
    keys = touchpoints(current).set_index("touchpoint")["touchpoint_id"]
    seen = figures.trust(current, Question(today()))
    judged = seen[seen["positives"] + seen["negatives"] > 0]
    return {
        str(row["touchpoint"]): (
            UUID(str(keys[row["touchpoint"]])),
            f"Seen there so far: {row['positives']:,} good, {counted(row['negatives'], 'bad moment')}.",
        )
        for row in judged.to_dict("records")
    }
