"""How a commitment goes between two reviews: what its team said last, what it says now, and what it said before."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions.progress import note_progress, take_back_progress
from audit.model.commitment import usual_check_in
from audit.model.day import written_day
from audit.model.labels import PROGRESS_LABELS, PROGRESS_MARKS
from audit.model.progress import MOST_BY, MOST_NOTE, Progress, ProgressStatus
from audit.store.progress import all_progress
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import cached, store, today
from pages.parts.words import plain


def latest_progress(row: Mapping[str, Any]) -> None:
    """Show what the team of a commitment said last, where it said anything.

    Args:
        row: a row of what `audit.figures.commitment.progress` returns.
    """
    if row["status"]:
        _entry(row["status"], row["noted_on"], (row["noted_by"], row["note"], row["blocker"]))


def progress_box(row: Mapping[str, Any]) -> None:
    """Ask how an open commitment goes, once its box is opened; what was said before stands beneath.

    Args:
        row: a row of `audit.figures.commitment.commitments` and of `progress`.
    """
    box = st.expander("How is it going?", key=_box(row["id"]), type="compact", on_change="rerun")
    if box.open:
        with box:
            _ask(row)
            _before(row)


def _ask(row: Mapping[str, Any]) -> None:
    form = _form(row["id"])
    form.ask(st.segmented_control, "As the team sees it; what is measured stands above", "status",
             ProgressStatus(row["status"] or ProgressStatus.ON_TRACK), options=list(ProgressStatus),
             format_func=PROGRESS_LABELS.__getitem__, required=True)  # fmt: skip
    form.ask(st.text_area, "What happened? (may stay empty)", "note", "", max_chars=MOST_NOTE, height=80)
    form.ask(
        st.text_area,
        "What stands in the way? (may stay empty, unless it is blocked)",
        "blocker",
        row["blocker"],
        max_chars=MOST_NOTE,
        height=80,
    )
    due_on = row["due_on"].date()
    if due_on > today():
        agreed = row["check_in_on"].date() if pd.notna(row["check_in_on"]) else None
        upcoming = agreed if agreed and agreed > today() else usual_check_in(today(), due_on)
        form.ask(st.date_input, "Next check-in (may stay empty)", "check_in_on", upcoming)
    form.ask(st.text_input, "Your role or initials (may stay empty)", "by", "", max_chars=MOST_BY)
    st.button("Save how it goes", key=form.at("keep"), on_click=safely(_keep), args=(row["id"],))
    form.show_problem()


def _keep(commitment_id: str) -> None:
    form = _form(commitment_id)
    if not form.is_open:  # tapped twice: the first tap kept it
        return
    typed = form.answers

    def act() -> None:
        words = (typed["note"], typed["blocker"], typed["by"], typed.get("check_in_on"))
        note_progress(store(), Progress(UUID(commitment_id), typed["status"], today(), *words, form.key))

    if form.attempt(act):
        st.session_state[_box(commitment_id)] = False


def _before(row: Mapping[str, Any]) -> None:
    """Show all that was said, the latest first, which can be taken back."""
    every = cached(all_progress)
    own = every[every["commitment_id"] == row["id"]].iloc[::-1]
    for number, each in enumerate(own.to_dict("records")):
        with st.container(border=True):
            _entry(each["status"], each["written_on"], (each["written_by"], each["note"], each["blocker"]))
            if not number:
                st.button(
                    "Take this back",
                    key=f"commitment.progress.back.{each['id']}",
                    on_click=safely(_take_back),
                    args=(row["id"], each["id"]),
                )


def _take_back(commitment_id: str, progress_id: str) -> None:
    form = _form(commitment_id)
    by = form.answers["by"]
    form.attempt(partial(take_back_progress, store(), UUID(progress_id), by))


def _entry(status: str, day: pd.Timestamp, words: tuple[str, str, str]) -> None:
    by, note, blocker = words
    when = " · ".join(part for part in (written_day(day, "short"), by) if part)
    st.markdown(f"**{PROGRESS_MARKS[status]} {PROGRESS_LABELS[status]}** · {plain(when)}")
    if note:
        st.text(note)
    if blocker:
        st.text(f"In the way: {blocker}")


def _box(commitment_id: str) -> str:
    return f"commitment.progress.{commitment_id}"


def _form(commitment_id: str) -> HeldForm:
    return HeldForm(f"commitment.going.{commitment_id}")
