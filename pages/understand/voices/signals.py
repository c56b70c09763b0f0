"""What lies behind the signs of trouble: how often each cause was found, and choosing one for those without."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions import stories
from audit.charts.voices import signal_heat
from audit.figures import Question
from audit.model.search import Search
from audit.model.vocabulary import TermKind, Vocabulary
from audit.store.vocabulary import vocabulary
from audit.store.voices import cause_counts, troubles
from pages.parts.boundary import safely
from pages.parts.figures import figure, how, table
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import cached, store
from pages.parts.words import plain
from pages.understand.voices.notes import note_html

LATEST = 8  # signals shown at once to choose a cause for
_FORM = HeldForm("causes")
_WITHOUT, _WITH = "Without a cause", "With a cause"


def meanings() -> None:
    """Offer what each signal means, so that nobody has to ask what an end run is."""
    with st.expander("What each signal means", type="compact"):
        every = vocabulary(store()).of(TermKind.SIGNAL)
        st.markdown("\n\n".join(f"**{plain(term.name)}**: {plain(term.sentence)}" for term in every))


def signals_picture(ticked: pd.DataFrame) -> None:
    """Draw how often each signal was ticked, under the names the signals have now."""
    words = vocabulary(store())
    shown = words.offered(TermKind.SIGNAL, *ticked["signal"])
    is_own = words.of(TermKind.SIGNAL) != Vocabulary().of(TermKind.SIGNAL)
    own: dict[str, Any] = {"signals": tuple((term.name, term.is_good) for term in shown)} if is_own else {}
    named = ticked.assign(signal=words.named(TermKind.SIGNAL, ticked["signal"]))
    figure(signal_heat, named, key="voices-signals", description="How often each signal was ticked.", **own)


def how_counted() -> None:
    """Explain how signals are counted."""
    how(
        "A signal is a pattern the observer ticked. The share is of all observations at the touchpoint; its Wilson "
        "95 % interval stands in the table. A cause is chosen by whoever looks into it; what stood before is kept.",
        "The signals are practice, their causes ours; Wilson 1927 (docs/sources.md).",
    )


def causes(question: Question) -> None:
    """Offer, in a box that opens, the counts by cause and the latest signals to choose a cause for."""
    box = st.expander(
        "What lies behind the signs of trouble", icon=":material/search:", key="causes", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        show_announced(_FORM.name)
        _FORM.show_problem()
        counts = cached(cause_counts, question.view)
        if counts.empty:
            st.markdown("No sign of trouble was ticked here.")
            return
        words = vocabulary(store())
        named = words.named(TermKind.SIGNAL, counts["signal"])
        explained = [name or "none chosen yet" for name in words.named(TermKind.CAUSE, counts["cause"])]
        by_cause = counts.assign(signal=named, cause=explained)
        table(by_cause, key="voices-causes", title="Signs of trouble by the cause found")
        chosen = st.segmented_control(
            "Show the signs", [_WITHOUT, _WITH], default=_WITHOUT, required=True, width="stretch", key="causes.shown"
        )
        st.text_input("Your name or initials (may stay empty)", key="causes.by", max_chars=100)
        rows = cached(_troubles, question, chosen == _WITH).to_dict("records")
        if not rows:
            st.markdown("None here: every sign has its cause." if chosen == _WITHOUT else "No cause was chosen here.")
        for row in rows:
            _ask(row)


def _troubles(opened: Any, question: Question, explained: bool) -> Any:  # noqa: FBT001  # called through `cached`
    return troubles(opened, question.view, LATEST, explained=explained)


def _ask(row: Mapping[Any, Any]) -> None:
    key, words = f"cause.{row['id']}.{row['signal']}", vocabulary(store())
    with st.container(border=True):
        st.html(note_html(row, Search()))
        st.pills(
            f"What lay behind this {plain(words.term(TermKind.SIGNAL, row['signal']).name)}?",
            [term.key for term in words.offered(TermKind.CAUSE, row["cause"])],
            format_func=lambda key: words.term(TermKind.CAUSE, key).name,
            default=row["cause"] or None,
            key=key,
            on_change=safely(_choose),
            args=(row["id"], row["signal"], row["touchpoint"], key),
        )


def _choose(observation_id: str, signal: str, touchpoint: str, key: str) -> None:
    chosen, by = st.session_state[key], st.session_state.get("causes.by", "")
    if _FORM.attempt(lambda: stories.choose_cause(store(), UUID(observation_id), signal, chosen or "", by)):
        words = vocabulary(store())
        name, cause = words.term(TermKind.SIGNAL, signal).name, words.term(TermKind.CAUSE, chosen or "").name
        announce(_FORM.name, f"Saved: {name} at {touchpoint}, {cause or 'no cause for now'}.")
