"""Planning the next walk: what is suggested and why, one tap to plan it, and what is planned already."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit import figures
from audit.actions import plans
from audit.figures import Question
from audit.model.day import written_day
from audit.publish.headlines.coverage import advice, lasting_reason, reason
from audit.publish.headlines.words import counted
from audit.store.observer import observer_names
from audit.store.person import people
from audit.store.planned_walk import planned_walks
from pages.parts.boundary import safely
from pages.parts.held_form import announce, show_announced
from pages.parts.navigation import page_at
from pages.parts.session import cached, programme, store, today
from pages.parts.words import plain, show_caveat

_NEXT = "next"  # the fields of whatever is planned next


def suggestions(question: Question) -> None:
    """Show where to go next, each with its reason and the button that plans it."""
    show_announced("planned")
    suggested = _rows(figures.next_walk(store(), question))
    if suggested:
        _ask(_NEXT)
        st.caption("Day and person go with what you plan next; that person's phone shows it.")
    else:
        st.markdown("Every walk that would be suggested here is planned already.")
    for walk in suggested:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            why, lasting = reason(walk, question.view), lasting_reason(walk, question.view, today())
            with st.container():
                st.markdown(f"**{plain(walk['touchpoint'])}**  \n{plain(why)}")
                st.caption(plain(advice(walk)))
            st.button(
                "Plan it",
                key=f"plan.{walk['touchpoint']}",
                on_click=safely(_plan),
                args=(walk, lasting),
                width="content",
            )
    if any(walk["debt"] for walk in suggested):
        show_caveat(question.ratio)
    open_plans = len(cached(planned_walks))
    if open_plans:
        st.page_link(
            page_at("walks"), label=f"My walks: {counted(open_plans, 'planned walk')}", icon=":material/event:"
        )


def planned_list() -> None:
    """Show the walks that are planned: what, where, when, who and why, to start, to change or to drop."""
    show_announced("plan changed")
    planned = _rows(cached(planned_walks))
    for walk in planned:
        with st.container(border=True):
            st.markdown(f"**{plain(walk['touchpoint'])}** · {plain(_when_and_who(walk))}")
            st.caption(plain(advice(walk)))
            if walk["reason"]:
                st.text(walk["reason"])
            with st.container(horizontal=True):
                st.page_link(page_at("log"), label="Start", icon=":material/play_arrow:")
                st.button("Drop it", key=f"unplan.{walk['id']}", on_click=safely(_drop), args=(walk["id"],))
            _offer_change(walk)
    if any(walk["names_debt"] for walk in planned):
        show_caveat(programme().recovery_ratio)


def _offer_change(walk: Mapping[str, Any]) -> None:
    """Offer to say anew on which day a planned walk is to be made, and by whom."""
    box = st.expander("Day and person", key=f"replan.{walk['id']}", type="compact", on_change="rerun")
    if not box.open:
        return
    with box:
        _ask(walk["id"], None if pd.isna(walk["planned_for"]) else walk["planned_for"].date(), walk["observer"])
        st.button("Keep day and person", key=f"plan.keep.{walk['id']}", on_click=safely(_change), args=(walk["id"],))


def _ask(of: str, day: date | None = None, person: str = "") -> None:
    """Ask for day and person of a plan, offering who walks and who walked, so that a name is always written alike."""
    known = list(dict.fromkeys([*([person] if person else []), *_who_walks()]))
    with st.container(horizontal=True):
        st.date_input("Day (may stay empty)", day, key=f"plan.day.{of}", width=232)
        st.selectbox(
            "Person, by name or initials (may stay empty)",
            known,
            index=known.index(person) if person else None,
            key=f"plan.person.{of}",
            accept_new_options=True,
            placeholder="Choose or type",
        )


def _who_walks() -> list[str]:
    """Return everybody with a phone of their own, whose phone shows the plan, then observers known besides."""
    invited = [person.name for person in people(store())]
    return [*invited, *(name for name in cached(observer_names) if name not in invited)]


def _answers(of: str) -> tuple[date | None, str]:
    return st.session_state[f"plan.day.{of}"], st.session_state[f"plan.person.{of}"] or ""


def _plan(walk: Mapping[str, Any], why: str) -> None:
    day, person = _answers(_NEXT)
    plan = plans.plan_of(store(), {**walk, "planned_for": day, "observer": person}, why)
    plans.plan_walk(store(), plan)
    of = "".join((f" for {written_day(day)}" if day else "", f", {plan.observer}" if person else ""))
    announce("planned", f"Planned: {walk['touchpoint']}{of}. It is under My walks until you start it.")


def _change(plan_id: str) -> None:
    day, person = _answers(plan_id)
    plans.change_plan(store(), UUID(plan_id), person, day)
    announce("plan changed", "Kept. That person's phone shows it." if person else "Kept.")


def _drop(plan_id: str) -> None:
    plans.drop_plan(store(), UUID(plan_id))


def _when_and_who(walk: Mapping[str, Any]) -> str:
    """Return day and observer of a plan, as far as they are said."""
    day = "soon"
    if not pd.isna(walk["planned_for"]):
        due = walk["planned_for"].date()
        day = f"{'was planned for' if due < today() else 'for'} {written_day(due, 'short')}"
    pair = "two observers at the same time" if walk["pair_id"] else ""
    return " · ".join(part for part in (day, walk["observer"], pair) if part)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
