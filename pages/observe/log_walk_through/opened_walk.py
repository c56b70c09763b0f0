"""The walk a window opens: the one named in the address, a planned one, the one it had open, or a new one."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import streamlit as st

from audit.errors import PlanGoneError, WalkEndedError
from audit.model.clock import utc_now
from audit.model.draft import Draft, Head
from audit.model.journey import Journey
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.store import draft as drafts
from audit.store.planned_walk import plan_with
from pages.parts import capture
from pages.parts.boundary import problem_of_last_tap
from pages.parts.session import store
from pages.parts.undisturbed import undisturbed


def open_draft(journeys: Sequence[Journey]) -> Draft:
    """Return the draft named in the address; without one, the one this window had open, or a new one.

    A new draft stands at the first touchpoint of the journey walked last, else of the first journey. A plan named in
    the address is begun with what it says filled in, or gone on with where it was begun already.
    """
    if sentence := problem_of_last_tap():
        capture.say(sentence)
    _begin_planned()
    held: Draft | None = st.session_state.get("draft")
    named = _named(held)
    if (closed := drafts.closed_at(store(), named)) is not None:
        _say_ended(named, held, closed)
        named = new_key()
    draft = drafts.draft_with(store(), named) or (held if held and held.id == named else None)
    draft = _within(journeys, draft or _begun(named, journeys))
    if held and held.id == draft.id:
        _show_anew(held, draft)
    st.session_state["draft"] = draft
    st.query_params["draft"] = str(draft.id)
    return draft


def _named(held: Draft | None) -> UUID:
    """Return the key of the draft named in the address, else of the one this window had open, else a new one."""
    return _key(st.query_params.get("draft", "")) or (held.id if held else new_key())


def _say_ended(named: UUID, held: Draft | None, closed: datetime) -> None:
    """Say that the walk on the screen ended in another window; one that ended here was told of here."""
    if held and held.id == named:
        capture.say(str(WalkEndedError(drafts.clock_time(store(), closed))))


def _within(journeys: Sequence[Journey], draft: Draft) -> Draft:
    """Return the draft; begun anew where its journey is gone."""
    if draft.head.journey_id in {str(journey.id) for journey in journeys}:
        return draft
    anew = _begun(draft.id, journeys)
    return replace(anew.at(anew.entry.touchpoint_id), version=draft.version)


@undisturbed()
def _begin_planned() -> None:
    """Make the draft of the plan named in the address, if any, the one that is open."""
    named = st.query_params.pop("plan", "")
    if not named:
        return
    key = _key(named)
    plan = plan_with(store(), key) if key else None
    if plan is None:
        capture.say(str(PlanGoneError()))
        return
    begun = next((one for one in drafts.drafts(store()) if one.head.plan_id == str(plan.id)), None)
    draft = begun or drafts.keep_draft(store(), _of_plan(plan), capture.window())
    st.session_state["draft"] = draft
    st.query_params["draft"] = str(draft.id)


def _of_plan(plan: Plan) -> Draft:
    head = Head(
        journey_id=str(plan.journey_id),
        place=plan.place,
        method=plan.method.value,
        observer=plan.observer,
        customer_group=plan.customer_group,
        plan_id=str(plan.id),
    )
    return Draft(new_key(), utc_now(), head).begun_at(str(plan.touchpoint_id))


def _key(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def _begun(key: UUID, journeys: Sequence[Journey]) -> Draft:
    head: Head = st.session_state.get("last_head", Head())
    journey = next((one for one in journeys if str(one.id) == head.journey_id), journeys[0])
    first = next((str(touchpoint.id) for _, touchpoint in journey.touchpoints()), "")
    return Draft(key, utc_now(), replace(head, journey_id=str(journey.id), plan_id="")).begun_at(first)


def _show_anew(before: Draft, stands: Draft) -> None:
    """Let the widgets show what another window changed; what was typed here and is not kept yet stays in its field."""
    parts = [("head", capture.HEAD_FIELDS)]
    if before.entry.observation_id == stands.entry.observation_id:
        parts.append(("entry", capture.ENTRY_FIELDS))
    for part, names in parts:
        for name in names:
            now, key = getattr(stands, part).value_of(name), capture.widget(stands, part, name)
            if key in st.session_state and getattr(before, part).value_of(name) != now:
                st.session_state[key] = now
