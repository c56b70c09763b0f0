"""A walk in progress: each tap names what it was made on, and is refused in words where the walk has moved on.

Every verb takes the draft `base` that a window showed, or wrote itself, when it was tapped. The walk may be open in
more windows than one. A change to a field nobody else touched joins theirs; the same field, or the touchpoint saved
meanwhile, is for people to decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from audit.actions.plans import record_planned_walk
from audit.actions.walks import finish_walk_through, withdraw_observation
from audit.errors import (
    TouchpointBegunError,
    TouchpointLeftError,
    TouchpointUnsavedError,
    WalkChangedError,
    WalkEndedError,
    WalkInUseError,
)
from audit.model.clock import utc_now
from audit.model.draft import Draft, Entry
from audit.model.duration import duration_words
from audit.model.keys import new_key
from audit.store import draft as drafts
from audit.store.opening import Store
from audit.store.programme import programme

GIVEN_UP_FOR = timedelta(days=30)  # a walk given up on Friday is missed after the holidays


@dataclass(frozen=True, slots=True)
class Change:
    """What was tapped or typed: fields of the walk's "head", or of the "entry" with this key."""

    part: str
    values: Mapping[str, Any]
    observation_id: str = ""


def change_draft(store: Store, base: Draft, change: Change, touched_by: str = "") -> Draft:
    """Keep a change; it joins what another window changed meanwhile, field by field.

    Returns:
        The draft as it stands now; its version follows that of `base` where nobody else changed it meanwhile.

    Raises:
        TouchpointLeftError: the touchpoint was saved or cleared meanwhile.
        WalkChangedError: another window changed the same field.
        WalkEndedError: the walk was finished or given up.
    """
    with store.writing(clears_cache=False):
        stands = _as_it_stands(store, base)
        if change.part == "entry":
            _check_still_there(store, stands, change.observation_id)
        before, now = getattr(base, change.part), getattr(stands, change.part)
        for name, value in change.values.items():
            changed = now.with_value(name, value)
            if now.value_of(name) not in (before.value_of(name), changed.value_of(name)):
                raise _changed(store, stands)
            now = changed
        return drafts.keep_draft(store, replace(stands, **{change.part: now}), touched_by)


def save_entry(store: Store, base: Draft, shown: Entry, next_touchpoint_id: str, touched_by: str = "") -> Draft:
    """Save the entry a window shows as an observation, and stand at the next touchpoint: both are kept, or neither.

    Nothing that another window changed is saved unseen.

    Args:
        store: the open store.
        base: the draft as the window showed it.
        shown: its entry with what is on the screen.
        next_touchpoint_id: where the walk goes on.
        touched_by: the mark of the browser.

    Raises:
        AuditError: something is missing or off its scale; the walk has moved on in another window.
    """
    now = utc_now()
    with store.writing():
        stands = _unchanged(store, base, shown.observation_id)
        as_shown = replace(stands, entry=shown)
        setting = programme(store)
        plan_id = UUID(as_shown.head.plan_id) if as_shown.head.plan_id else None
        record_planned_walk(store, as_shown.walk_through(setting), [as_shown.observation(setting, now)], plan_id)
        return drafts.keep_draft(store, as_shown.at(next_touchpoint_id), touched_by)


def undo_entry(store: Store, base: Draft, saved: Entry, touched_by: str = "") -> Draft:
    """Withdraw what was saved last, and bring its entry back to the screen.

    Raises:
        TouchpointBegunError: the next touchpoint is begun already.
        WalkChangedError: another window changed the walk meanwhile.
        WalkEndedError: the walk was finished or given up.
    """
    with store.writing():
        stands = _unchanged(store, base, base.entry.observation_id)
        if not stands.entry.is_untouched:
            raise TouchpointBegunError
        observer = stands.head.observer or "the observer"
        withdraw_observation(store, UUID(saved.observation_id), observer, "Undone right after saving")
        return drafts.keep_draft(
            store, replace(stands, entry=replace(saved, observation_id=str(new_key()))), touched_by
        )


def clear_entry(store: Store, base: Draft, observation_id: str, touched_by: str = "") -> Draft:
    """Drop what was tapped for the touchpoint at hand.

    Raises:
        TouchpointLeftError: it was saved or cleared meanwhile.
        WalkChangedError: another window changed the walk meanwhile.
        WalkEndedError: the walk was finished or given up.
    """
    with store.writing(clears_cache=False):
        stands = _unchanged(store, base, observation_id)
        return drafts.keep_draft(store, stands.at(stands.entry.touchpoint_id), touched_by)


def finish_draft(store: Store, base: Draft, shown: Entry) -> None:
    """End the walk. An entry that is begun must be saved or cleared first, so that no word is lost unseen.

    Raises:
        TouchpointUnsavedError: the touchpoint at hand is begun.
        WalkChangedError: another window changed the walk meanwhile.
        WalkEndedError: it was finished or given up already.
    """
    with store.writing():
        stands = _unchanged(store, base, shown.observation_id)
        if not (shown.is_untouched and stands.entry.is_untouched):
            raise TouchpointUnsavedError
        finish_walk_through(store, stands.walk_through(programme(store)), stands.id)


def give_up(store: Store, shown: Draft, mark: str) -> None:
    """Set a walk aside; what was saved stays, and for `GIVEN_UP_FOR` the walk can be brought back.

    Args:
        store: the open store.
        shown: the draft as the list showed it.
        mark: the mark of the browser that asks; a walk another one is on is left alone.

    Raises:
        WalkInUseError: somebody else is on it.
        WalkChangedError: it was changed since it was shown.
        WalkEndedError: it was finished or given up already.
    """
    with store.writing(clears_cache=False):
        stands = _as_it_stands(store, shown)
        if (ago := stands.used_by_another(mark, utc_now())) is not None:
            raise WalkInUseError(ago_text(ago))
        if stands.version != shown.version:
            raise _changed(store, stands)
        drafts.set_aside(store, stands.id)


def bring_back(store: Store, draft_id: UUID) -> None:
    """Open a walk again that was given up; everything in it is as it was.

    Raises:
        WalkLostError: it is not given up, or that is too long ago.
    """
    drafts.take_up_again(store, draft_id)


def given_up(store: Store) -> tuple[tuple[Draft, datetime], ...]:
    """Return the walks that can be brought back, each with when it was given up (UTC), the last one first.

    The words of those that cannot any more are dropped.
    """
    drafts.drop_words(store, utc_now() - GIVEN_UP_FOR)
    return drafts.drafts_given_up(store)


def ago_text(ago: timedelta) -> str:
    """Return how long ago something was, to the minute: "2 minutes ago", "just now"."""
    minutes = int(ago.total_seconds() // 60)
    return f"{duration_words(minutes)} ago" if minutes else "just now"


def _as_it_stands(store: Store, base: Draft) -> Draft:
    """Return the draft as it is kept; one never kept is as the window has it."""
    if (stands := drafts.draft_with(store, base.id)) is not None:
        return stands
    if (closed := drafts.closed_at(store, base.id)) is not None:
        raise WalkEndedError(drafts.clock_time(store, closed))
    return base


def _unchanged(store: Store, base: Draft, observation_id: str) -> Draft:
    """Return the draft as it is kept, where it stands at this entry and nothing is in it that `base` did not show."""
    stands = _as_it_stands(store, base)
    _check_still_there(store, stands, observation_id)
    if stands.version != base.version and (stands.head, stands.entry) != (base.head, base.entry):
        raise _changed(store, stands)
    return stands


def _check_still_there(store: Store, stands: Draft, observation_id: str) -> None:
    if stands.entry.observation_id != observation_id:
        raise TouchpointLeftError(drafts.clock_time(store, stands.changed_at or utc_now()))


def _changed(store: Store, stands: Draft) -> WalkChangedError:
    return WalkChangedError(drafts.clock_time(store, stands.changed_at or utc_now()))
