"""Promising something as a team: where, what will be different, how it will be known, who owns it, by when."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions import commitments
from audit.errors import AuditError, NothingObservedThereError
from audit.figures import Question
from audit.figures.commitment import made_in
from audit.model.commitment import (
    MOST_COMMITMENTS,
    MOST_OWNER,
    MOST_WORDS,
    Commitment,
    faults,
    known_by,
    usual_check_in,
    usual_due,
)
from audit.model.commitment_rule import Rule
from audit.model.day import written_day
from audit.model.review import Review
from audit.web.sending import COMMITMENT, send_commitment
from pages.parts.boundary import safely
from pages.parts.commitment_rule import rule_fields, rule_of
from pages.parts.commitment_touchpoint import Candidates, candidates, level_touchpoints, proposed_touchpoints, show_vote
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.owner import LABEL, confirm_owner, must_confirm
from pages.parts.session import store, today
from pages.parts.webhook import send_if_set, sent
from pages.parts.words import plain


def commitment_form(review: Review | None = None) -> None:
    """Show what was promised in a review, and ask for one commitment more while there is room for it.

    Args:
        review: the review it is made in, None = outside a review.
    """
    form = HeldForm(f"commitment.{review.id if review else 'own'}")
    made = made_in(store(), Question(today()), review.id) if review else pd.DataFrame()
    _promised(made)
    show_announced(form.name)
    there = candidates()
    if len(made) >= MOST_COMMITMENTS:
        st.caption("There are two already. A few promises that are kept do more than many that are forgotten.")
    elif not there:
        st.markdown("Nothing good or bad was seen in the last year, so there is nothing to measure a promise by.")
    else:
        _one_more(review, form, made, there)


def _one_more(review: Review | None, form: HeldForm, made: pd.DataFrame, there: Candidates) -> None:
    show_vote(review, there)
    names = proposed_touchpoints(review, there, made["touchpoint"].tolist() if len(made) else [])
    if made.empty and len(level := level_touchpoints(review, there)) > 1 and "touchpoint" not in form.typed:
        _settle(form, level)
        return
    if made.empty:
        _blank(review, form, names)
        return
    # One is what a team can keep; the next is asked for only by whoever wants it.
    more = f"Make one commitment more, at {plain(names[0])}"
    box = st.expander(more, key=form.at("more"), type="compact", on_change="rerun")
    if box.open:
        with box:
            _blank(review, form, names)


def _settle(form: HeldForm, level: list[str]) -> None:
    """Offer what is level in the vote, and anything else: the room decides aloud, and the form begins there."""
    st.markdown("**Which one does the room take?**")
    with st.container(horizontal=True, gap="small"):
        for name in level:
            st.button(plain(name), key=form.at(f"level.{name}"), on_click=safely(_take), args=(form, name))
        st.button("Another touchpoint", key=form.at("level"), on_click=safely(_take), args=(form, level[0]),
                  type="tertiary")  # fmt: skip


def _take(form: HeldForm, touchpoint: str) -> None:
    form.put_in(touchpoint=touchpoint)


def _promised(made: pd.DataFrame) -> None:
    for row in made.to_dict("records"):
        with st.container(border=True):
            st.markdown(
                f"**{plain(row['touchpoint'])}** · {plain(row['owner'])}, by {written_day(row['due_on'], 'short')}"
            )
            st.text(row["words"])
            st.caption(f"How we will know: {plain(known_by(row['rule'], row['how_known']))}")
            sent((COMMITMENT, UUID(row["id"])), send_commitment)


def _blank(review: Review | None, form: HeldForm, names: list[str]) -> None:
    _fields(review, form, names)
    form.show_problem()
    label = "Make this commitment"
    st.button(label, key=form.at("keep"), type="primary", on_click=safely(_keep), args=(review, form))
    confirm_owner(form.name, partial(_keep, review, form))


def _fields(review: Review | None, form: HeldForm, names: list[str]) -> None:
    # what is proposed follows the vote until somebody chooses
    form.ask(st.selectbox, "Where? One touchpoint", "touchpoint", names[0], options=names)
    touchpoint = form.answers["touchpoint"]
    st.caption(plain(candidates()[touchpoint][1]))
    form.ask(st.text_area, "What will be different?", "words", "", max_chars=MOST_WORDS, height=80,
             placeholder="e.g. nobody is handed on without the next desk being told")  # fmt: skip
    rule_fields(review, form, touchpoint)
    form.ask(st.text_input, LABEL, "owner", "", max_chars=MOST_OWNER,
             placeholder="e.g. service desk lead, the loans team")  # fmt: skip
    form.ask(st.date_input, "By when? A walk there is planned for that day", "due_on", usual_due(today()))
    form.ask(st.date_input, "First check-in: when does the team look at it? (may stay empty)", "check_in_on",
             usual_check_in(today(), form.answers["due_on"] or today()))  # fmt: skip


def _keep(review: Review | None, form: HeldForm) -> None:
    if not form.is_open:  # tapped twice: the first tap kept it
        return
    typed = form.answers
    problems, rule = _problems(typed)
    form.refuse(problems)
    if problems or must_confirm(form.name, typed["owner"]):
        return
    key = form.key
    if form.attempt(lambda: commitments.commit(store(), _promised_by(form, rule, review))):
        send_if_set(send_commitment, key)
        st.session_state[form.at("more")] = False
        day: date = typed["due_on"]
        announce(
            form.name,
            f"Saved: {typed['touchpoint']}, by {written_day(day, 'short')}. "
            "A walk there is planned for that day, under My walks.",
        )


def _problems(typed: dict[str, Any]) -> tuple[dict[str, str], Rule]:
    """Return what is wrong with each field, and the rule as far as it is one."""
    try:
        rule, wrong = rule_of(typed), ""
    except AuditError as problem:
        rule, wrong = Rule(), str(problem)
    known = typed | {"how_known": typed["how_known"].strip() or str(rule) or wrong}
    return faults(known, typed["due_on"], today(), typed["check_in_on"]) | ({"rule_kind": wrong} if wrong else {}), rule


def _promised_by(form: HeldForm, rule: Rule, review: Review | None) -> Commitment:
    typed, there = form.answers, candidates()
    if typed["touchpoint"] not in there:
        raise NothingObservedThereError(typed["touchpoint"])
    return Commitment(
        there[typed["touchpoint"]][0],
        typed["words"],
        typed["how_known"],
        typed["owner"],
        typed["due_on"],
        today(),
        review.id if review else None,
        form.key,
        rule,
        typed["check_in_on"],
    )
