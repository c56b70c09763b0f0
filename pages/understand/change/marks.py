"""What was done about the service and when: marked by hand, drawn on the chart, told before and after."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pandas as pd
import streamlit as st

from audit import figures
from audit.actions.interventions import mark_intervention, take_back_intervention
from audit.charts.change import before_after_dots
from audit.figures import Question
from audit.model.day import DAY_KEY, written_day
from audit.model.intervention import EVERYWHERE, MOST_WORDS, Intervention
from audit.publish.headlines.change import before_after_words
from audit.store.journey import offered_touchpoints
from pages.parts.address import as_key
from pages.parts.boundary import safely
from pages.parts.figures import figure, how, table
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.leads import Leads, on_days, side
from pages.parts.session import store, today
from pages.parts.words import plain

_MOST = 3  # told at length, the latest first; the others stand in the table
_SHORT = 6  # listed in a line each
_EVERYWHERE = "Everywhere"
_FORM = HeldForm("mark", is_sent_together=True)
_TAKING_BACK = HeldForm("mark.take")
_LEFT = "<style>.st-key-%s button, .st-key-%s button *{justify-content:flex-start;text-align:left}</style>"


def ways_to(lines: Sequence[tuple[str, str]], *, key: str) -> None:
    """Show lines that each lead to the chart of a touchpoint: (line in Markdown, touchpoint) each."""
    st.html(_LEFT % (key, key))
    with st.container(key=key):
        for number, (line, touchpoint) in enumerate(lines):
            st.button(line, key=f"{key}.{number}", type="tertiary", on_click=safely(_look_at), args=(touchpoint,))


def before_and_after(one: Question, *, is_overall: bool) -> None:
    """Show how it was before and after what was done, the latest first, with a way to take each mark back."""
    rows = figures.before_after(store(), one)
    here = rows[rows["touchpoint"] == EVERYWHERE] if is_overall else rows
    st.caption("After does not mean because of: other things change in the same weeks.")
    _TAKING_BACK.show_problem()
    _put_back()
    if here.empty:
        st.markdown(
            "Nothing is marked as done everywhere yet." if is_overall else "Nothing is marked as done here yet."
        )
    keys = list(dict.fromkeys(here["id"]))[::-1]
    for key in keys[:_MOST]:
        _one(here[here["id"] == key], key, one.view.touchpoint or "")
    if is_overall:
        _elsewhere(rows[rows["touchpoint"] != EVERYWHERE])
    if len(rows) > 2 * _SHORT:
        rows, title = rows.drop(columns="id"), "Everything that was done, before and after"
        table(rows, of="before-after", key="before-after-all", title=title)


def mark_form(touchpoint: str) -> None:
    """Offer to mark what was done: the day, where, and a few words; what was typed stays when it cannot be kept."""
    box = st.expander("Mark what was done", icon=":material/flag:", key="mark", on_change="rerun")
    if not box.open:
        return
    with box, st.form("mark-form", border=False):
        _FORM.ask(st.date_input, "On which day?", "day", today(), max_value=today())
        where_options = [_EVERYWHERE, *offered_touchpoints(store())["touchpoint"]]
        at = touchpoint if touchpoint in where_options else _EVERYWHERE
        _FORM.ask(st.selectbox, "Where?", f"where.{touchpoint}", at, options=where_options)
        example = "A training, a new counter, longer hours"
        _FORM.ask(st.text_input, "What was done?", "words", "", max_chars=MOST_WORDS, placeholder=example)
        st.form_submit_button("Mark it", on_click=safely(_mark), args=(f"where.{touchpoint}",))
        show_announced(_FORM.name, icon=":material/flag:")
        _FORM.show_problem()


def _one(both: pd.DataFrame, key: str, touchpoint: str) -> None:
    (_, before), (_, after) = both.iterrows()
    sentence = before_after_words(before, after)
    day: date = after["took_place_on"]
    with st.container(key=f"done-{key}"):
        st.subheader(plain(f"{written_day(day, 'short')}: {after['words']}"), anchor=False)
        st.markdown(plain(sentence))
        if min(before["n"], after["n"]) > 0:
            file = f"before-after-{day:{DAY_KEY}}"
            leads = Leads(on_days("rated", touchpoint, side(both)), file=file)
            figure(before_after_dots, both, key=f"before-after-{key}", description=sentence, leads=leads)
        st.button(
            "Take this mark back", key=f"take.{key}", icon=":material/undo:", on_click=safely(_take_back), args=(key,)
        )


def _elsewhere(rows: pd.DataFrame) -> None:
    """List what was done at single touchpoints, the latest first, each leading there."""
    done = rows[rows["when"] == "after"].iloc[::-1].head(_SHORT)
    if done.empty:
        return
    st.markdown("Done at single touchpoints:")
    ways_to(
        [
            (
                f"{written_day(row['took_place_on'], 'short')} **{plain(row['touchpoint'])}**: {plain(row['words'])}",
                row["touchpoint"],
            )
            for row in done.to_dict("records")
        ],
        key="done-elsewhere",
    )


def _look_at(touchpoint: str) -> None:
    st.query_params["touchpoint"] = as_key("touchpoint", touchpoint)


def _mark(where_field: str) -> None:
    def act() -> None:
        typed = _FORM.answers
        where = EVERYWHERE if typed[where_field] == _EVERYWHERE else typed[where_field]
        done = Intervention(typed["day"], typed["words"], where)
        mark_intervention(store(), done, today())
        announce(_FORM.name, f"Marked on {done.took_place_on}, {where or 'everywhere'}: {done.words}")

    _FORM.attempt(act)


def _take_back(key: str) -> None:
    def act() -> None:
        st.session_state["mark.taken"] = take_back_intervention(store(), UUID(key), "not said")

    _TAKING_BACK.attempt(act)


def _put_back() -> None:
    taken: Intervention | None = st.session_state.get("mark.taken")
    if taken is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Taken back: {plain(taken.words)}.", width="stretch")
        st.button("Put it back", icon=":material/redo:", on_click=safely(_restore), args=(taken,))


def _restore(taken: Intervention) -> None:
    mark_intervention(store(), taken, today())
    st.session_state["mark.taken"] = None


def how_compared() -> None:
    """Explain how before and after are compared."""
    how(
        "Equal periods of 90 days before and after the day, shorter on both sides where observations begin or end "
        "sooner; the day itself is left out. Each mean has its 95 % interval, in which the ratings of one observation "
        "weigh as one. After does not mean because of: other things change in the same weeks. Where all touchpoints "
        "are taken together, which of them were observed may change too; and those who know what was done may see "
        "what they hope for.",
        "before and after without a comparison group, the weakest of designs; it starts a conversation "
        "(docs/sources.md).",
    )
