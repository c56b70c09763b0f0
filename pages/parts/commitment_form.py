"""Promising something as a team: where, what will be different, how it will be known, who owns it, by when."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from audit.actions import commitments
from audit.errors import AuditError
from audit.figures import Question
from audit.figures.commitment import made_in
from audit.model.commitment import (
    MOST_COMMITMENTS,
    MOST_OWNER,
    MOST_WORDS,
    Commitment,
    faults,
    known_by,
    usual_due,
)
from audit.model.keys import new_key
from audit.model.review import Review
from audit.model.rule import Rule
from pages.parts.boundary import safely
from pages.parts.commitment_place import Places, places, proposed_places, vote_said
from pages.parts.commitment_rule import rule_fields, rule_of
from pages.parts.owner import LABEL, is_asked, owner_asked
from pages.parts.session import store, today
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
    there = places()
    if len(made) >= MOST_COMMITMENTS:
        st.caption("Three stand. Few promises that are kept do more than many that are forgotten.")
    elif not there:
        st.markdown("Nothing good or bad was seen in the last year that a promise could be measured by.")
    else:
        _one_more(review, key, made, there)


def _one_more(review: Review | None, key: str, made: pd.DataFrame, there: Places) -> None:
    vote_said(review, there)
    names = proposed_places(review, there, made["touchpoint"].tolist() if len(made) else [])
    if made.empty:
        _blank(review, key, names)
        return
    # One is what a team can keep; the next is asked for only by whoever wants it.
    more = f"Make one commitment more, at {plain(names[0])}"
    box = st.expander(more, key=f"commitment.{key}.more", type="compact", on_change="rerun")
    if box.open:
        with box:
            _blank(review, key, names)


def _promised(made: pd.DataFrame) -> None:
    for row in made.to_dict("records"):
        with st.container(border=True):
            st.markdown(f"**{plain(row['touchpoint'])}** · {plain(row['owner'])}, by {row['due_on']:%d %b %Y}")
            st.text(row["words"])
            st.caption(f"How we will know: {plain(known_by(row['rule'], row['how_known']))}")


def _blank(review: Review | None, key: str, names: list[str]) -> None:
    _fields(review, key, names)
    problems = st.session_state.get(f"commitment.problems.{key}", {})
    if problem := problems.get(""):
        show_problem(problem)
    st.button(
        "Make this commitment", key=f"commitment.{key}.keep", type="primary", on_click=safely(_keep), args=(review, key)
    )
    owner_asked(f"commitment.{key}", partial(_keep, review, key))


def _fields(review: Review | None, key: str, names: list[str]) -> None:
    typed = _typed(key)
    if not typed.get("is_chosen"):  # what is proposed follows the vote until somebody chooses
        typed["touchpoint"] = names[0]
    _ask(key, "touchpoint", names[0], st.selectbox, "Where? One touchpoint", options=names)
    st.caption(plain(places()[typed["touchpoint"]][1]))
    _ask(key, "words", "", st.text_area, "What will be different?", max_chars=MOST_WORDS, height=80,
         placeholder="e.g. nobody is handed on without the next desk being told")  # fmt: skip
    rule_fields(review, partial(_ask, key), typed, typed["touchpoint"])
    _ask(key, "owner", "", st.text_input, LABEL, max_chars=MOST_OWNER,
         placeholder="e.g. service desk lead, the loans team")  # fmt: skip
    _ask(key, "due_on", usual_due(today()), st.date_input, "By when? A walk there is planned for that day")


def _keep(review: Review | None, key: str) -> None:
    typed = _typed(key)
    if not typed:  # tapped twice: the first tap kept it
        return
    problems, rule = _problems(typed)
    place = places().get(typed["touchpoint"])
    if not problems and is_asked(f"commitment.{key}", typed["owner"]):
        return
    if not problems and place:
        try:
            commitments.commit(store(), _promised_by(typed, rule, review))
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


def _problems(typed: dict[str, Any]) -> tuple[dict[str, str], Rule]:
    """Return what is wrong with each field, and the rule as far as it is one."""
    try:
        rule, wrong = rule_of(typed), ""
    except AuditError as problem:
        rule, wrong = Rule(), str(problem)
    known = typed | {"how_known": typed["how_known"].strip() or str(rule) or wrong}
    return faults(known, typed["due_on"], today()) | ({"rule_kind": wrong} if wrong else {}), rule


def _promised_by(typed: dict[str, Any], rule: Rule, review: Review | None) -> Commitment:
    return Commitment(
        places()[typed["touchpoint"]][0],
        typed["words"],
        typed["how_known"],
        typed["owner"],
        typed["due_on"],
        today(),
        review.id if review else None,
        typed.setdefault("id", new_key()),
        rule,
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
        _typed(key)["is_chosen"] = _typed(key).get("is_chosen", False) or name == "touchpoint"
    st.session_state.get(f"commitment.problems.{key}", {}).pop(name, None)


def _typed(key: str) -> dict[str, Any]:
    held: dict[str, Any] = st.session_state.setdefault(_TYPED, {}).setdefault(key, {})
    return held
