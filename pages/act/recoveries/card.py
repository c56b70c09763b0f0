"""One bad experience and its way to the customer's yes: what happened, what was done, what comes next."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.errors import GoneError
from audit.model.day import written_day
from audit.model.duration import duration_words
from audit.model.labels import STEP_LABELS
from audit.model.number import counted
from audit.model.rating import Outcome
from audit.model.recovery import LADDER, Recovery, Step, Taken, furthest
from audit.store.recovery import finding, recovery_of
from pages.act.recoveries.fixed_at_once import offer_fixed_at_once
from pages.act.recoveries.form import DONE, choose_step, recovery_form
from pages.parts.answer_beside import answer_beside
from pages.parts.boundary import safely
from pages.parts.held_form import show_announced
from pages.parts.reply_card import reply_card
from pages.parts.session import store, today
from pages.parts.words import headline, in_their_language, plain, show_problem

_FINDING = "finding"  # in the address: which bad experience
_LOOK = """<style>
.way{list-style:none!important;margin:0!important;padding:0!important}
.way li{margin:0 0 .6rem!important;padding:0 0 0 1.9rem;position:relative;line-height:1.45;overflow-wrap:anywhere}
.way li::before{content:"○";position:absolute;left:0;font-size:1.15rem;line-height:1.2}
.way li.stands::before{content:"●";color:light-dark(#0067A3,#5DB4EA)}
.way li.back::before{content:"↩"}
.way .words{white-space:pre-wrap;opacity:.9}
</style>"""


def chosen_finding() -> UUID | None:
    """Return the key of the bad experience that the address asks for, None where it asks for the board."""
    try:
        return UUID(st.query_params.get(_FINDING, ""))
    except ValueError:
        return None


def choose(observation_id: str, step: str = "") -> None:
    """Go to one bad experience, with `step` ready to be taken."""
    st.query_params[_FINDING] = observation_id
    choose_step(observation_id, step)


def recovery_page(heading: DeltaGenerator, observation_id: UUID) -> None:
    """Show one bad experience whole."""
    st.button("Back to the board", icon=":material/arrow_back:", on_click=safely(_back))
    try:
        about, recovery = finding(store(), observation_id), recovery_of(store(), observation_id)
    except GoneError as problem:
        show_problem(str(problem))
        return
    headline(heading, _sentence(about, recovery))
    show_announced(DONE)
    with st.container(border=True):
        st.caption(plain(_where(about)))
        st.text(about["what_happened"] or "Nobody wrote down what happened.")
    if about["withdrawn"] or about["outcome"] != Outcome.NEGATIVE:
        st.markdown(
            "It was withdrawn or corrected and no longer counts as a bad experience, so there is nothing to put right."
        )
    else:
        _way_and_form(observation_id, about, recovery)
    st.header("What staff hear and say", anchor=False)
    answer_beside(observation_id)
    reply_card(observation_id)


def _way_and_form(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery | None) -> None:
    st.html(_LOOK)
    if recovery is None:
        recovery_form(observation_id, about, None)
        offer_fixed_at_once(observation_id, about, None)
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.header("What was done", anchor=False)
        st.html(_way_html(recovery))
    with right:
        recovery_form(observation_id, about, recovery)
        offer_fixed_at_once(observation_id, about, recovery)


def _sentence(about: Mapping[str, Any], recovery: Recovery | None) -> str:
    waited = (today() - about["observed_on"]).days
    days = counted(waited, "day")
    reached = furthest(recovery.standing) if recovery else None
    if reached is Step.CONFIRMED or (reached is None and about["resolved_on"] is not None):
        on = written_day(about["resolved_on"], "short")
        return f"{about['touchpoint']}: the customer confirmed on {on} that it is right again."
    if recovery is None:
        return f"{about['touchpoint']}: nobody owns this yet; the customer has waited {days}."
    if reached is Step.CANNOT:
        return f"{about['touchpoint']}: closed without being mended; its debt stays in the trust ledger."
    owner = f"{recovery.owner[0].upper()}{recovery.owner[1:]}"
    return f"{about['touchpoint']}: {owner} owns this; the customer has waited {days}{_due(recovery.due_on)}."


def _due(due_on: date | None) -> str:
    if due_on is None:
        return ""
    left = (due_on - today()).days
    return f", {-left:,} beyond the due day" if left < 0 else f", due {written_day(due_on, 'short')}"


def _where(about: Mapping[str, Any]) -> str:
    promised = about["promise_minutes"]
    promise = f"{about['service']} promises {duration_words(promised)}" if promised and pd.notna(promised) else ""
    return " · ".join(part for part in (written_day(about["observed_on"], "short"), about["place"], promise) if part)


def _way_html(recovery: Recovery) -> str:
    """Return every step that was taken, and those still to come, as a list a screen reader walks through."""
    lines = []
    last_back = max((n for n, each in enumerate(recovery.steps) if each.step is Step.REOPENED), default=-1)
    for number, each in enumerate(recovery.steps):
        stands = number > last_back or each.step is Step.OWNED
        lines.append(_step_html(each, "back" if each.step is Step.REOPENED else "stands" if stands else "gone"))
    if furthest(recovery.standing) not in (Step.CONFIRMED, Step.CANNOT):
        lines += [
            _line("open", f"{escape(STEP_LABELS[step])}: not yet", "")
            for step in LADDER
            if step not in recovery.standing
        ]
    return f'<ol class="way">{"".join(lines)}</ol>'


def _step_html(step: Taken, look: str) -> str:
    """Return the line of a step that was taken; one that is gone was taken before the last reopening."""
    by = f" · {step.by}" if step.by else ""
    after = " (before it was reopened)" if look == "gone" else ""
    head = f"<b>{escape(STEP_LABELS[step.step])}</b> · {written_day(step.taken_on, 'short')}{escape(by)}{after}"
    return _line(look, head, step.words)


def _line(look: str, head: str, words: str) -> str:
    words_html = f'<br><span class="words" {in_their_language()}>{escape(words)}</span>' if words else ""
    return f'<li class="{look}">{head}{words_html}</li>'


def _back() -> None:
    st.query_params.pop(_FINDING, None)
