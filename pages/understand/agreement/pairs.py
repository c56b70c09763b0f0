"""Walking in pairs on a page: how to plan one, how to calibrate afterwards, how soon things are written down."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from audit import figures
from audit.actions import plans
from audit.errors import AuditError
from audit.figures import Question
from audit.model.labels import METHOD_LABELS
from audit.model.vocabulary import TermKind
from audit.publish.headlines.agreement import agreement_headline, delay_sentence
from audit.store.journey import touchpoints
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.place import offered_places
from audit.store.vocabulary import vocabulary
from pages.parts.figures import table
from pages.parts.held_form import announce, show_announced
from pages.parts.navigation import page_at
from pages.parts.session import cached, store
from pages.parts.words import plain, show_problem

_PLANNED = "pair_planned"
_REASON = "A paired walk: two leaders meet the same moment, judge it each alone, and compare afterwards."
_GUIDE = (
    "1. **Go together, judge alone.** Meet the same touchpoint at the same time, stand where both can see and hear, "
    "and do not talk until both have saved.\n"
    "2. **Lay the two side by side.** Begin with what both rated alike: say what you saw that made it so.\n"
    "3. **Take one difference of two steps or more.** Each tells what was seen and heard, facts first. Often one saw "
    "what the other could not.\n"
    "4. **Read the anchor aloud.** Does it name something one can see or hear? If two people can read it two ways, "
    "write it anew, in words both would use.\n"
    "5. **Leave what you logged.** Correct only what was a slip; two honest looks may differ.\n"
    "6. **Walk in a pair again** within a few weeks, with somebody else, and see whether the two readings have come "
    "closer."
)


def agreement_sentence(question: Question) -> str:
    """Return the one sentence of the agreement page."""
    return cached(_agreement, question)


def paired_touchpoints(question: Question) -> tuple[str, ...]:
    """Return the touchpoints that were met in pairs, in the order of the journey."""
    return cached(_paired_touchpoints, question)


def plan_a_pair() -> None:
    """Offer to plan a paired walk: what, where, and who the two are."""
    st.header("Plan a paired walk", anchor=False)
    if show_announced(_PLANNED):
        st.page_link(page_at("walks"), label="My walks", icon=":material/event:")
    names = list(cached(_touchpoints))
    if not names:
        st.markdown("Set up a journey first; then two of you can walk it.")
        return
    with st.form("plan-a-pair", border=True):
        touchpoint = st.container()  # on a line of its own: its name is long
        how, place = st.columns(2)
        one, other = st.columns(2)
        walk = {
            "touchpoint": touchpoint.selectbox("Touchpoint to meet together", names, key="pair.touchpoint"),
            "method": how.selectbox(
                "How",
                [term.key for term in vocabulary(store()).offered(TermKind.METHOD)],
                format_func=lambda key: METHOD_LABELS[key],
                key="pair.method",
            ),
            "place": place.selectbox(
                "At which place", ["", *cached(offered_places)], format_func=_place, key="pair.place"
            ),
            "planned_for": place.date_input("Day (may stay empty)", None, key="pair.day"),
            "one": one.text_input("First leader", key="pair.one", placeholder="Initials, if known"),
            "other": other.text_input("Second leader", key="pair.other", placeholder="Initials, if known"),
        }
        if st.form_submit_button("Plan it for two"):
            _plan(walk)


def calibrating() -> None:
    """Say how two leaders come to mean the same by a number."""
    st.header("How to calibrate", anchor=False)
    st.markdown(_GUIDE)


def log_delays(question: Question) -> None:
    """Show how soon what was seen is written down, by method, once somebody asks for it."""
    st.header("How soon it is written down", anchor=False)
    st.caption(
        "Late notes need correction in about one visit of ten: a rough size from the design notes of this app "
        "(docs/sources.md), so write it down while you still stand there."
    )
    box = st.expander("How soon we write it down", key="log-delays", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        st.markdown(plain(cached(_delay, replace(question, by=()))))
        by_method = figures.log_delay(store(), replace(question, by=("method",)))
        if len(by_method):
            table(by_method, of="log-delay", key="log-delay", title="Log delay by method")


def _plan(walk: Mapping[str, Any]) -> None:
    try:
        plan = plans.plan_of(store(), walk, _REASON)
        plans.plan_pair(store(), plan, (walk["one"].strip(), walk["other"].strip()))
    except AuditError as problem:
        show_problem(str(problem))
        return
    announce(_PLANNED, f"Planned for two: {walk['touchpoint']}. Both stand under My walks.")
    st.rerun()


def _place(name: str) -> str:
    return name or "Any place"


def _agreement(store: Store, question: Question) -> str:
    view = in_names_of_today(store, question.view)
    return agreement_headline(figures.agreement(store, replace(question, by=())), view)


def _delay(store: Store, question: Question) -> str:
    return delay_sentence(figures.log_delay(store, question))


def _paired_touchpoints(store: Store, question: Question) -> tuple[str, ...]:
    paired = figures.paired_walks(store, question)["touchpoint"]
    return tuple(str(name) for name in paired.cat.categories[sorted(set(paired.cat.codes))])


def _touchpoints(store: Store) -> tuple[str, ...]:
    return tuple(touchpoints(store)["touchpoint"])
