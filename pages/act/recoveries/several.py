"""Finding some among many open recoveries, and owning or closing several at once with one reason."""

from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit import figures
from audit.actions.together import close_together, own_together
from audit.figures import Question
from audit.model.day import written_day
from audit.model.number import counted
from audit.model.recovery import MOST_OWNER, MOST_WORDS, Step, Taken
from audit.model.sought import Sought
from audit.model.text import alphabetical
from pages.act.recoveries.board import open_cases
from pages.act.recoveries.form import BY
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.owner import LABEL, confirm_owner, must_confirm
from pages.parts.session import cached, programme, store, today
from pages.parts.ticked_rows import TickedRows
from pages.parts.words import plain

_FORM = HeldForm("several")
_TICKED = TickedRows("several", first=25)
_ACT = "several.act"
_OWN, _CLOSE = "Own them", "Close them: cannot be mended"


def search(question: Question) -> Sought:
    """Offer to look for some of the open ones, and return what is looked for."""
    every, language = cached(open_cases, question, Sought()), programme().language
    if len(every) < 2:
        return Sought()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input("Search", key="sought.words", placeholder="words, a place, a team", width=240)
        chosen = {
            name: st.selectbox(label, ["", *alphabetical(set(every[name]) - {""}, language)], key=f"sought.{name}",
                               width=216, format_func=lambda name: name or "all")
            for name, label in (("touchpoint", "Touchpoint"), ("owner", "Owner"), ("cause", "Cause"))
        }  # fmt: skip
        overdue = st.toggle("Overdue only", key="sought.overdue")
    sought = Sought(words.strip(), **chosen, overdue=overdue)
    if sought != Sought():
        matching = len(cached(open_cases, question, sought))
        st.caption(f"{counted(matching, 'open bad experience')} of {len(every):,} found.{_beyond(question)}")
    return sought


def several(question: Question, sought: Sought) -> None:
    """Offer, in a box that opens, to tick some of those found and to own or close them together."""
    show_announced(_FORM.name)
    every = cached(open_cases, question, Sought())
    if len(every) < 2:
        return
    box = st.expander("Several at once", icon=":material/checklist:", key="several", on_change="rerun")
    if box.open:
        with box:
            matching = cached(open_cases, question, sought)
            chosen = _TICKED.chosen
            chosen &= set(every["id"])  # what was closed meanwhile is not chosen any more
            _choose(matching, chosen)
            _act(chosen)


def _choose(matching: pd.DataFrame, chosen: set[str]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{len(chosen):,} chosen.** The choice stays while you search on.")
        _TICKED.all_or_none(matching["id"], f"Choose all {len(matching):,} found")
    for row in matching.head(_TICKED.most).to_dict("records"):
        _TICKED.box(row["id"], _line(row))
    _TICKED.more(len(matching))


def _act(chosen: set[str]) -> None:
    way = st.radio("What is to be done with them?", (_OWN, _CLOSE), key=_ACT, horizontal=True)
    owner = LABEL if way == _OWN else "Who owns those that nobody owns yet? A role or a team"
    reason = (
        "Why, in a few words (may stay empty)"
        if way == _OWN
        else ("Why they cannot be mended (needed; kept with each)")
    )
    _FORM.ask(st.text_input, owner, "owner", "", max_chars=MOST_OWNER)
    _FORM.ask(st.text_area, reason, "reason", "", max_chars=MOST_WORDS, height=80)
    _FORM.show_problem()
    verb = "Own" if way == _OWN else "Close"
    st.button(f"{verb} all {len(chosen):,} chosen", key="several.do", type="primary", on_click=safely(_do),
              disabled=not chosen)  # fmt: skip
    confirm_owner(_FORM.name, _do)


def _do() -> None:
    typed, chosen = _FORM.answers, _TICKED.chosen
    if not chosen:  # tapped twice: the first tap kept it
        return
    owner, way = typed["owner"], st.session_state[_ACT]
    if must_confirm(_FORM.name, owner):
        return
    taken = Taken(Step.OWNED, today(), st.session_state.get(BY, ""), typed["reason"], _FORM.key)
    act = own_together if way == _OWN else close_together
    if _FORM.attempt(lambda: act(store(), [UUID(key) for key in chosen], owner, taken, today())):
        done = f"owned by {owner.strip()}" if way == _OWN else "closed, with the reason"
        announce(_FORM.name, f"Saved: {len(chosen):,} {done}.")
        chosen.clear()


def _line(row: dict[Any, Any]) -> str:
    parts = (row["place"], row["owner"] or "no owner yet", row["promise"], row["what_happened"][:120])
    head = f"**{plain(row['touchpoint'])}**, {written_day(row['observed_on'], 'short')}"
    return " · ".join([head, *(plain(part) for part in parts if part)])


def _beyond(question: Question) -> str:
    """Say where not all of those nobody owns are looked through."""
    nobody = int(figures.waiting(store(), question)["unowned"].sum())
    more = nobody - figures.MOST_UNOWNED
    if more <= 0:
        return ""
    looked = f"the oldest {figures.MOST_UNOWNED} are looked through"
    return f" Of those nobody owns {looked}; narrow the filters above for the others."
