"""Capture on the move: every tap of a walk is kept on the server before the next one can be made."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import streamlit as st

from audit.actions import plans, walks
from audit.errors import AuditError, PlanGoneError
from audit.model.clock import utc_now
from audit.model.draft import Draft, Entry, Head
from audit.model.journey import Journey
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.store import draft as drafts
from audit.store.planned_walk import plan_with
from pages.parts.session import programme, store

UNDO_FOR = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved last in this tab, for as long as it can be undone by one tap."""

    draft_id: UUID
    entry: Entry
    touchpoint: str
    at: datetime


def open_draft(journeys: Sequence[Journey]) -> Draft:
    """Return the draft named in the address; without one, the one this tab had open, or a new one.

    A new draft stands at the first touchpoint of the journey walked last, else of the first journey. A plan named in
    the address is begun with what it says filled in, or gone on with where it was begun already.
    """
    _begin_planned()
    held: Draft | None = st.session_state.get("draft")
    named = _key(st.query_params.get("draft", "")) or (held.id if held else new_key())
    if drafts.is_closed(store(), named):
        named = new_key()
    draft = drafts.draft_with(store(), named) or (held if held and held.id == named else None)
    if draft is None or draft.head.journey_id not in {str(journey.id) for journey in journeys}:
        draft = _begun(named, journeys)
    st.session_state["draft"] = draft
    st.query_params["draft"] = str(draft.id)
    return draft


def bound(draft: Draft, part: str, name: str) -> dict[str, Any]:
    """Return what ties a widget to a field of the draft: its key, its first value, and the keeping of each change.

    Args:
        draft: the draft as it stands.
        part: "head" or "entry".
        name: the field's name; for a rating, the dimension.
    """
    key = f"{draft.id if part == 'head' else draft.entry.observation_id}.{name}"
    if key not in st.session_state:
        st.session_state[key] = _value(getattr(draft, part), name)
    return {"key": key, "on_change": _keep, "args": (draft.id, part, name, key)}


def change_entry(draft_id: UUID, **changes: Any) -> None:
    """Keep `changes` to the entry at hand, and let its widgets show them."""
    draft = _current(draft_id)
    for name, value in changes.items():
        st.session_state[f"{draft.entry.observation_id}.{name}"] = value
    _keep_draft(replace(draft, entry=replace(draft.entry, **changes)))


def go_to(draft_id: UUID, touchpoint_id: str) -> None:
    """Stand at another touchpoint; what was tapped for the one at hand goes with it, as nothing was saved yet."""
    draft = _current(draft_id)
    _keep_draft(replace(draft, entry=replace(draft.entry, touchpoint_id=touchpoint_id)))


def save_and_go_on(draft_id: UUID, touchpoint: str, next_touchpoint_id: str) -> None:
    """Save the entry at hand as an observation and stand at the next touchpoint; a problem is said, nothing lost."""
    draft = _current(draft_id)
    try:
        observation = draft.observation(programme(), utc_now())
        plans.record_planned_walk(store(), draft.walk_through(programme()), [observation], _key(draft.head.plan_id))
    except AuditError as problem:
        st.session_state["capture_problem"] = str(problem)
        return
    st.session_state["saved"] = Saved(draft.id, draft.entry, touchpoint, utc_now())
    _keep_draft(draft.at(next_touchpoint_id))


def undo(draft_id: UUID) -> None:
    """Take the last saved observation out again and bring its entry back to the screen."""
    saved: Saved = st.session_state.pop("saved")
    draft = _current(draft_id)
    observer = draft.head.observer or "the observer"
    walks.withdraw_observation(store(), UUID(saved.entry.observation_id), observer, "Undone right after saving")
    _keep_draft(replace(draft, entry=replace(saved.entry, observation_id=str(new_key()))))


def undoable() -> Saved | None:
    """Return what was saved a moment ago, while it can still be undone by one tap."""
    saved: Saved | None = st.session_state.get("saved")
    return saved if saved and utc_now() - saved.at < UNDO_FOR else None


def problem() -> str:
    """Return, once, the sentence about what stood in the way of saving."""
    return str(st.session_state.pop("capture_problem", ""))


def finish(draft_id: UUID) -> None:
    """End the walk. An entry that was begun must be saved or cleared first, so that no word is lost unseen."""
    draft = _current(draft_id)
    if not draft.entry.is_untouched:
        st.session_state["capture_problem"] = (
            "This touchpoint is not saved yet. Tap Save & next to keep it, or Clear to drop it, then finish."
        )
        return
    walks.finish_walk_through(store(), draft.walk_through(programme()), draft.id)
    st.session_state["finished"] = draft.id
    st.session_state["last_head"] = draft.head
    del st.session_state["draft"]
    del st.query_params["draft"]


def finished() -> UUID | None:
    """Return, once, the walk that was just finished."""
    walk: UUID | None = st.session_state.pop("finished", None)
    return walk


def clear(draft_id: UUID) -> None:
    """Drop what was tapped for the touchpoint at hand."""
    draft = _current(draft_id)
    _keep_draft(draft.at(draft.entry.touchpoint_id))


def _begin_planned() -> None:
    """Make the draft of the plan named in the address, if any, the one that is open."""
    named = st.query_params.pop("plan", "")
    if not named:
        return
    key = _key(named)
    plan = plan_with(store(), key) if key else None
    if plan is None:
        st.session_state["capture_problem"] = str(PlanGoneError())
        return
    begun = next((one for one in drafts.drafts(store()) if one.head.plan_id == str(plan.id)), None)
    _keep_draft(begun or _of_plan(plan))
    st.query_params["draft"] = str(st.session_state["draft"].id)


def _of_plan(plan: Plan) -> Draft:
    head = Head(
        journey_id=str(plan.journey_id),
        place=plan.place,
        method=plan.method.value,
        observer=plan.observer,
        customer_group=plan.customer_group,
        plan_id=str(plan.id),
    )
    return Draft(new_key(), utc_now(), head).at(str(plan.touchpoint_id))


def _key(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def _begun(key: UUID, journeys: Sequence[Journey]) -> Draft:
    head: Head = st.session_state.get("last_head", Head())
    journey = next((one for one in journeys if str(one.id) == head.journey_id), journeys[0])
    first = next((str(touchpoint.id) for _, touchpoint in journey.touchpoints()), "")
    return Draft(key, utc_now(), replace(head, journey_id=str(journey.id), plan_id="")).at(first)


def _current(draft_id: UUID) -> Draft:
    held: Draft = st.session_state["draft"]
    return drafts.draft_with(store(), draft_id) or held


def _keep_draft(draft: Draft) -> None:
    drafts.keep_draft(store(), draft)
    st.session_state["draft"] = draft


def _keep(draft_id: UUID, part: str, name: str, key: str) -> None:
    draft, value = _current(draft_id), st.session_state[key]
    if part == "head":
        _keep_draft(replace(draft, head=draft.head.saying(name, value)))
    else:
        _keep_draft(replace(draft, entry=draft.entry.saying(name, value)))


def _value(part: Head | Entry, name: str) -> Any:
    if isinstance(part, Entry) and name not in Entry.__dataclass_fields__:
        return part.ratings.get(name)
    value = getattr(part, name)
    return list(value) if isinstance(value, tuple) else (value if value != "" else None)
