"""Capture on the move: every tap of a walk is kept on the server before the next one can be made.

The walk may be open in more windows than one, and a thumb taps twice: so every tap hands in the draft it was made on,
as the page showed it, and `audit.actions.drafting` decides what that means by now. Session state holds `draft`, as this
window knew it last, and `wrote`, as this window itself wrote it last with nobody in between.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import streamlit as st

from audit.actions import drafting
from audit.actions.drafting import Change
from audit.errors import TouchpointLeftError, WalkChangedError, WalkEndedError
from audit.model.clock import utc_now
from audit.model.draft import Draft, Entry, Head
from audit.model.keys import new_key
from audit.model.rating import DIMENSIONS
from audit.store.draft import is_closed
from pages.parts.boundary import safely
from pages.parts.session import store
from pages.parts.undisturbed import undisturbed

ONE_TAP = timedelta(seconds=2)  # Save on an untouched entry so soon after another is the second half of a double tap
ENTRY_FIELDS = (*(each.name for each in fields(Entry) if each.name not in {"observation_id", "ratings"}), *DIMENSIONS)
HEAD_FIELDS = tuple(each.name for each in fields(Head))


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved last in this window, for as long as it can be undone by one tap."""

    draft_id: UUID
    entry: Entry
    touchpoint: str
    at: datetime


def window() -> str:
    """Return the mark of this window, by which a walk tells who touched it last."""
    mark: str = st.session_state.setdefault("window", new_key().hex)
    return mark


def bound(draft: Draft, part: str, name: str, shows: str = "default", of: Sequence[str] = ()) -> dict[str, Any]:
    """Return what ties a widget to a field of the draft: its key, its first value, and the keeping of each change.

    The first value goes with the widget each time, not once by way of session state: a run that the next tap breaks off
    takes that along, and the widget would then show, and send back, the first of its choices. After the server was
    started anew, what still stands on the screen is taken up instead.

    Args:
        draft: the draft as the page shows it.
        part: "head" or "entry".
        name: the field's name; for a rating, the dimension.
        shows: what the widget calls its first value.
        of: the choices, where it wants the place of the value among them.
    """
    value = getattr(draft, part).value_of(name)
    shown = of.index(value) if of and value is not None else value
    return {
        "key": (key := widget(draft, part, name)),
        shows: shown,
        "on_change": safely(_keep),
        "args": (draft, part, name, key),
    }


def start_clock(drawn: Draft) -> None:
    """Start the stopwatch now; one that runs goes on."""
    if not _base(drawn).entry.clock_started_at:
        _change(drawn, "entry", {"clock_started_at": utc_now().isoformat()})


def stop_clock(drawn: Draft) -> None:
    """Stop the stopwatch now, and fill in the wait."""
    entry = _base(drawn).entry
    if entry.clock_started_at:
        _change(drawn, "entry", {"clock_started_at": "", "wait": entry.stopped(utc_now()).wait})


@undisturbed()
def go_to(drawn: Draft, touchpoint_id: str) -> None:
    """Stand at another touchpoint; what was tapped for the one at hand goes with it, as nothing was saved yet."""
    _change(drawn, "entry", {"touchpoint_id": touchpoint_id})
    st.session_state[widget(drawn, "entry", "touchpoint_id")] = touchpoint_id


def save_and_go_on(drawn: Draft, touchpoint: str, next_touchpoint_id: str) -> None:
    """Save what the window shows of the entry it was drawn for, and stand at the next touchpoint.

    A second tap, on an entry that is saved already or on the next one before anybody can have meant it, does nothing.
    """
    st.session_state["save_heard"] = drawn.entry.observation_id
    saved: Saved | None = st.session_state.get("saved")
    if saved and saved.entry.observation_id == drawn.entry.observation_id:
        return
    base, shown = _base(drawn), _on_screen(drawn).stopped(utc_now())
    if saved and shown.is_untouched and utc_now() - saved.at < ONE_TAP:
        return
    with _noted(
        {name: shown.value_of(name) for name in ENTRY_FIELDS if shown.value_of(name) != base.entry.value_of(name)}
    ):
        draft = drafting.save_entry(store(), base, shown, next_touchpoint_id, window())
    st.session_state["saved"] = Saved(draft.id, shown, touchpoint, utc_now())
    st.session_state.pop("not_kept", None)
    _hold(draft)


def save_unheard(drawn: Draft, touchpoint: str, next_touchpoint_id: str) -> None:
    """Save where the tap came as the first word to a server that was started anew: it knew no button yet."""
    if st.session_state.get("save_heard") != drawn.entry.observation_id:
        safely(save_and_go_on)(drawn, touchpoint, next_touchpoint_id)
        st.rerun()


def undo(drawn: Draft, observation_id: str) -> None:
    """Take the last saved observation out again and bring its entry back to the screen; once is enough."""
    saved: Saved | None = st.session_state.get("saved")
    if saved is None or saved.entry.observation_id != observation_id:
        return
    _hold(drafting.undo_entry(store(), _base(drawn), saved.entry, window()))
    del st.session_state["saved"]


def undoable(draft: Draft) -> Saved | None:
    """Return what was saved last on this walk in this window, until the next touchpoint is begun."""
    saved: Saved | None = st.session_state.get("saved")
    return saved if saved and saved.draft_id == draft.id and draft.entry.is_untouched else None


def say(sentence: str) -> None:
    """Say above the buttons what stood in the way, when the page comes to them."""
    st.session_state["walk_problem"] = sentence


def problem() -> str:
    """Return, once, the sentence about what stood in the way of the last tap."""
    return str(st.session_state.pop("walk_problem", ""))


def unsaved() -> dict[str, str]:
    """Return what was tapped or typed in this window and could not be kept, by field, until it is dropped."""
    lines: dict[str, str] = st.session_state.get("not_kept", {})
    return lines


def drop_unsaved() -> None:
    """Forget what could not be kept."""
    st.session_state.pop("not_kept", None)


def let_go(draft_id: UUID) -> None:
    """Forget the walk that was open in this window, if it is this one: it ended here."""
    held: Draft | None = st.session_state.get("draft")
    st.session_state["ended"] = draft_id
    if held and held.id == draft_id:
        for gone in ("draft", "wrote", "saved"):
            st.session_state.pop(gone, None)


def finish(drawn: Draft) -> None:
    """End the walk. An entry that was begun must be saved or cleared first, so that no word is lost unseen."""
    if st.session_state.get("ended") == drawn.id and is_closed(store(), drawn.id):
        return  # a second tap
    draft = _base(drawn)
    drafting.finish_draft(store(), draft, _on_screen(drawn))
    st.session_state.update(finished=draft.id, last_head=draft.head)
    let_go(draft.id)
    st.query_params.pop("draft", None)


def finished() -> UUID | None:
    """Return the walk that was finished last in this window, until the next one is begun."""
    walk: UUID | None = st.session_state.get("finished")
    return walk


def clear(drawn: Draft) -> None:
    """Drop what was tapped for the touchpoint at hand."""
    if _base(drawn).entry.observation_id == drawn.entry.observation_id:
        _hold(drafting.clear_entry(store(), _base(drawn), drawn.entry.observation_id, window()))


def widget(draft: Draft, part: str, name: str) -> str:
    """Return the key of the widget that shows a field of the draft; see `bound`."""
    return f"{draft.id if part == 'head' else draft.entry.observation_id}.{name}"


def _base(drawn: Draft) -> Draft:
    """Return the draft a tap builds on: as the page showed it, or as this window wrote it since."""
    wrote: Draft | None = st.session_state.get("wrote")
    return wrote if wrote and wrote.id == drawn.id and wrote.version > drawn.version else drawn


def _hold(draft: Draft) -> None:
    st.session_state["draft"] = st.session_state["wrote"] = draft
    st.session_state.pop("finished", None)


def _on_screen(drawn: Draft) -> Entry:
    """Return the entry the window shows: as kept, and with what its fields hold that did not arrive yet."""
    base = _base(drawn)
    entry = base.entry if base.entry.observation_id == drawn.entry.observation_id else drawn.entry
    for name in ENTRY_FIELDS:
        if (key := widget(drawn, "entry", name)) in st.session_state:
            entry = entry.with_value(name, st.session_state[key])
    return entry


def _change(drawn: Draft, part: str, values: Mapping[str, Any]) -> None:
    base = _base(drawn)
    with _noted(values):
        change = Change(part, values, drawn.entry.observation_id)
        draft = drafting.change_draft(store(), base, change, window())
    if draft.version == base.version + 1:  # else another window was in between, and this one has yet to show it
        _hold(draft)


def _keep(drawn: Draft, part: str, name: str, key: str) -> None:
    value = st.session_state[key]
    if not (part == "entry" and _was_saved_with(drawn.entry.observation_id, name, value)):
        _change(drawn, part, {name: value})


def _was_saved_with(observation_id: str, name: str, value: Any) -> bool:
    """Return whether Save took this value along already, from the screen."""
    saved: Saved | None = st.session_state.get("saved")
    if saved is None or saved.entry.observation_id != observation_id:
        return False
    return saved.entry.with_value(name, value) == saved.entry


@contextmanager
def _noted(values: Mapping[str, Any]) -> Iterator[None]:
    """Note what somebody tapped or typed where the walk has moved on and it cannot be kept."""
    try:
        yield
    except (WalkChangedError, WalkEndedError, TouchpointLeftError):
        lines = {
            name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in values.items() if value
        }
        st.session_state["not_kept"] = unsaved() | lines
        raise
