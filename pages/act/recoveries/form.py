"""Taking the next step of a recovery: what is typed is held until it is kept, and no step is taken by accident."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from audit import figures
from audit.actions import recoveries
from audit.errors import AlignFirstError, AuditError
from audit.figures import Question
from audit.model.keys import new_key
from audit.model.recovery import (
    CLOSING,
    LADDER,
    MOST_OWNER,
    MOST_WORDS,
    Recovery,
    Step,
    Taken,
    due_by,
    furthest,
    next_step,
)
from audit.model.story import Cause
from audit.publish.headlines.write_off import write_off_sentence
from audit.store.recovery import recovery_of
from pages.parts.boundary import safely
from pages.parts.owner import LABEL, is_asked, owner_asked
from pages.parts.session import programme, store, today
from pages.parts.words import plain, show_problem

_LABELS = {
    Step.OWNED: "Owned",
    Step.ALIGNED: "Aligned inside",
    Step.TOLD: "Customer told",
    Step.FIXED: "Fixed",
    Step.CONFIRMED: "Customer confirmed",
    Step.CANNOT: "Can’t, and why",
    Step.REOPENED: "Reopen",
}
_ASKS = {
    Step.OWNED: "What was agreed, in a few words (may stay empty)",
    Step.ALIGNED: "Who inside knows now, in a few words (may stay empty)",
    Step.TOLD: "What the customer was told, in a few words (may stay empty)",
    Step.FIXED: "What was done, in a few words (may stay empty)",
    Step.CONFIRMED: "What the customer said, in a few words (may stay empty)",
    Step.CANNOT: "Why it cannot be done (needed; it stays with this finding)",
    Step.REOPENED: "Why it is reopened (needed)",
}
_TOLD_FIRST = "What the customer was told, and why before everybody inside knew (needed)"
_TYPED, BY = "recovery.typed", "recovery.by"


def recovery_form(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery | None) -> None:
    """Ask for the next step of a recovery, or for another one that can be taken now.

    Args:
        observation_id: the bad experience.
        about: what `audit.store.recovery.finding` tells of it.
        recovery: what was done so far, None = nobody owns it.
    """
    stand = recovery.standing if recovery else frozenset()
    if recovery is None and about["resolved_on"] is not None:
        st.markdown("The customer had confirmed before this came here; there is nothing left to do.")
        return
    _held(observation_id)
    is_closed = furthest(stand) in CLOSING
    st.header("If it is not right after all" if is_closed else "What comes next", anchor=False)
    step = _chosen_step(observation_id, stand)
    if step is Step.TOLD and Step.ALIGNED not in stand:
        st.info(plain(str(AlignFirstError())), icon=":material/air:")
    if step is Step.OWNED:
        _owner_fields(observation_id, about, recovery)
    _step_fields(observation_id, about, step, is_unaligned=Step.ALIGNED not in stand)
    _problem(observation_id)
    st.button(
        f"Keep: {_LABELS[step].lower()}",
        key=_key(observation_id, "keep"),
        type="primary",
        width="stretch",
        on_click=safely(_keep),
        args=(observation_id, about, recovery, step),
    )
    owner_asked(_key(observation_id, "keep"), partial(_keep, observation_id, about, recovery, step))
    if recovery is not None and not is_closed:
        _offer_change(observation_id, about, recovery)


def choose_step(observation_id: str, step: str) -> None:
    """Have `step` ready to be taken, where it can be; what was typed stays."""
    st.session_state[f"recovery.{observation_id}.step"] = step or None


def _chosen_step(observation_id: UUID, stand: frozenset[Step]) -> Step:
    """Return the step to be taken, the next one unless another is chosen."""
    options = _steps_offered(stand)
    key = _key(observation_id, "step")
    coming = next_step(stand) or options[0]
    if st.session_state.get(key) not in options:
        st.session_state[key] = coming
    if len(options) > 1:
        st.pills("Which step?", options, format_func=lambda each: _LABELS[each], key=key, required=True, wrap=True)
    return Step(st.session_state[key])


def _steps_offered(stand: frozenset[Step]) -> list[Step]:
    reached = furthest(stand)
    if reached is None:
        return [Step.OWNED]
    if reached in CLOSING:
        return [Step.REOPENED]
    back = [Step.REOPENED] if reached is Step.FIXED else []
    return [*(step for step in LADDER if step not in stand), Step.CANNOT, *back]


def _owner_fields(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery | None) -> None:
    """Ask for owner, due day and cause; without a recovery, the day is the one the service promised."""
    owner, due_on, cause = _stands(about, recovery)
    _ask(
        observation_id,
        "owner",
        owner,
        st.text_input,
        LABEL,
        max_chars=MOST_OWNER,
        placeholder="e.g. service desk lead, the loans team",
    )
    is_promised = recovery is None and due_on is not None
    day = "Due day, from what the service promises" if is_promised else "Due day (nothing is promised; may stay empty)"
    _ask(observation_id, "due_on", due_on, st.date_input, day)
    _ask(observation_id, "cause", cause, st.pills, "What lay behind it, if it is known", options=list(Cause), wrap=True)


def _step_fields(observation_id: UUID, about: Mapping[str, Any], step: Step, *, is_unaligned: bool) -> None:
    label = _TOLD_FIRST if step is Step.TOLD and is_unaligned else _ASKS[step]
    _ask(observation_id, "words", "", st.text_area, label, max_chars=MOST_WORDS, height=96)
    with st.container(horizontal=True):
        _ask(
            observation_id,
            "taken_on",
            today(),
            st.date_input,
            "On",
            min_value=min(about["observed_on"], today()),
            max_value=today(),
        )
        st.session_state.setdefault(BY, "")
        st.session_state[BY] = st.session_state[BY]  # one name for every step of this visit
        st.text_input("Your role or initials (may stay empty)", key=BY, max_chars=MOST_OWNER)


def _offer_change(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery) -> None:
    box = st.expander(
        "Change owner, due day or cause", type="compact", key=_key(observation_id, "change"), on_change="rerun"
    )
    if box.open:
        with box:
            _owner_fields(observation_id, about, recovery)
            st.button("Keep the change", on_click=safely(_keep_change), args=(observation_id, about, recovery))
            owner_asked(_key(observation_id, "change"), partial(_keep_change, observation_id, about, recovery))


def _keep(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery | None, step: Step) -> None:
    typed = typed_for(observation_id)
    if not typed:  # tapped twice: the first tap kept it
        return
    if step is Step.OWNED and is_asked(_key(observation_id, "keep"), typed.get("owner", "")):
        return
    done = f"Kept: {_LABELS[step].lower()}."

    def act() -> None:
        day, words = typed.get("taken_on") or today(), typed.get("words", "")
        taken = Taken(step, day, st.session_state[BY], words, typed["key"])
        if step is Step.OWNED:
            recoveries.own(store(), _owned(observation_id, about), taken, today(), anew=recovery is None)
        else:
            recoveries.take_step(store(), observation_id, taken, today())

    way = writing_off if step is Step.CONFIRMED else acting
    tried(observation_id, lambda: kept_now(observation_id, way(about, act, done)))


def _keep_change(observation_id: UUID, about: Mapping[str, Any], read: Recovery) -> None:
    typed = typed_for(observation_id)
    if not typed or is_asked(_key(observation_id, "change"), typed.get("owner", "")):
        return

    def act() -> None:
        taken = Taken(Step.OWNED, today(), st.session_state[BY], typed.get("words", ""))
        owned = _owned(observation_id, about)
        recoveries.own(store(), owned, taken, today(), read=read)
        kept_now(observation_id, f"Kept: owned by {owned.owner}.")

    tried(observation_id, act)


def _owned(observation_id: UUID, about: Mapping[str, Any]) -> Recovery:
    """Return who owns it by what was typed; what was not touched is as it stands now, whoever changed it."""
    stands = _stands(about, recovery_of(store(), observation_id))
    owner, due_on, cause = map(typed_for(observation_id).get, ("owner", "due_on", "cause"), stands)
    return Recovery(observation_id, owner, due_on, Cause(cause) if cause else None)


def _stands(about: Mapping[str, Any], recovery: Recovery | None) -> tuple[str, date | None, Cause | None]:
    if recovery is None:
        return "", due_by(about["observed_on"], about["promise_minutes"]), None
    return recovery.owner, recovery.due_on, recovery.cause


def acting(about: Mapping[str, Any], act: Callable[[], None], done: str) -> str:  # noqa: ARG001  # as `writing_off`
    """Act, and return that it was done."""
    act()
    return done


def writing_off(about: Mapping[str, Any], act: Callable[[], None], done: str) -> str:  # noqa: ARG001  # as `acting`
    """Act, and return what the ledger did by it, and why."""
    asked = Question(today(), ratio=programme().recovery_ratio)
    where, day = about["touchpoint"], about["observed_on"]
    before = figures.account(store(), asked, where, day)
    act()
    after = figures.account(store(), asked, where, day)
    was_confirmed = about["resolved_on"] is not None
    return write_off_sentence(where, before, after, asked.ratio, was_confirmed=was_confirmed)


def tried(observation_id: UUID, act: Callable[[], None]) -> None:
    """Act; what stands in the way is said beside the button, and nothing typed is lost."""
    try:
        act()
    except AuditError as problem:
        st.session_state[_key(observation_id, "problem")] = str(problem)


def _problem(observation_id: UUID) -> None:
    if problem := st.session_state.pop(_key(observation_id, "problem"), ""):
        show_problem(problem)


def _ask(observation_id: UUID, name: str, first: Any, widget: Callable[..., Any], label: str, **more: Any) -> None:
    """Show one field with what was typed in it before, else what it says at first."""
    key = _key(observation_id, name)
    st.session_state[key] = _held(observation_id).get(name, first)
    widget(label, key=key, on_change=safely(_hold), args=(observation_id, name), **more)


def _held(observation_id: UUID) -> dict[str, Any]:
    """Return what was typed for a finding so far, with the key of the step that will be kept with it."""
    held: dict[str, Any] = st.session_state.setdefault(_TYPED, {}).setdefault(observation_id, {"key": new_key()})
    return held


def _hold(observation_id: UUID, name: str) -> None:
    st.session_state[_TYPED][observation_id][name] = st.session_state[_key(observation_id, name)]


def typed_for(observation_id: UUID) -> dict[str, Any]:
    """Return what was typed for a finding, nothing once it was kept."""
    typed: dict[str, Any] = st.session_state.get(_TYPED, {}).get(observation_id, {})
    return typed


def kept_now(observation_id: UUID, said: str) -> None:
    """Say what was kept and forget what was typed for it."""
    st.session_state.get(_TYPED, {}).pop(observation_id, None)
    st.session_state.pop(_key(observation_id, "step"), None)
    st.session_state["recovery.said"] = said


def _key(observation_id: UUID, name: str) -> str:
    return f"recovery.{observation_id}.{name}"
