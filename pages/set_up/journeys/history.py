"""What was changed of the journeys, by whom and when, and the button that undoes the last change."""

from functools import partial

import streamlit as st

from audit.actions.journey_history import key_of_change, undo_last, undoable
from audit.model.day import written_moment
from audit.publish.headlines.journey_change import change_sentence
from audit.publish.slides.short import shortened
from audit.store.change import changes_of_kinds
from audit.store.journey_part import PARTS
from pages.parts.held_form import show_announced
from pages.parts.session import cached, programme
from pages.parts.words import plain
from pages.set_up.journeys.acting import DONE, button

_MOST = 50  # lines; what came before stands in an export
_LONGEST = 90  # letters of a button, three lines on a phone


def undo_bar() -> None:
    """Say what was done a moment ago, and offer to undo the last change."""
    show_announced(DONE)
    if line := cached(undoable):
        words = change_sentence(line)
        label = f"Undo: {plain(shortened(words, _LONGEST))}"
        act = partial(undo_last, shown=key_of_change(line))  # not what somebody else changed since
        button(label, "journeys.undo", act, done=f"Undone: {words}.", icon=":material/undo:")


def history() -> None:
    """Show the changes of the journeys, the latest first, folded away."""
    lines = cached(changes_of_kinds, PARTS)
    if lines.empty:
        return
    box = st.expander("What was changed", key="journeys.history", type="compact", on_change="rerun")
    if not box.open:
        return
    with box:
        for record in lines.head(_MOST).to_dict("records"):
            line = {str(name): value for name, value in record.items()}
            when = written_moment(programme().local(line["changed_at"]))
            st.caption(f"{when}, {plain(line['changed_by'] or 'not said')}: {plain(change_sentence(line))}")
        if len(lines) > _MOST:
            st.caption(f"And {len(lines) - _MOST:,} earlier.")
