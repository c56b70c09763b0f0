"""Taking the next step of a recovery: what is typed is held until it is kept, and no step is taken by accident."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from audit import figures
from audit.actions import recoveries
from audit.errors import AlignFirstError
from audit.figures import Question
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
from audit.model.vocabulary import TermKind
from audit.publish.headlines.write_off import write_off_sentence
from audit.store.recovery import recovery_of
from audit.store.vocabulary import vocabulary
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce
from pages.parts.owner import LABEL, confirm_owner, must_confirm
from pages.parts.session import programme, store, today
from pages.parts.words import plain

_LABELS = {
    Step.OWNED: "Owned",
    Step.ALIGNED: "Aligned inside",
    Step.INFORMED: "Customer told",
    Step.FIXED: "Fixed",
    Step.CONFIRMED: "Customer confirmed",
    Step.CANNOT: "Can’t, and why",
    Step.REOPENED: "Reopen",
}
_ASKS = {
    Step.OWNED: "What was agreed, in a few words (may stay empty)",
    Step.ALIGNED: "Who inside knows now, in a few words (may stay empty)",
    Step.INFORMED: "What the customer was told, in a few words (may stay empty)",
    Step.FIXED: "What was done, in a few words (may stay empty)",
    Step.CONFIRMED: "What the customer said, in a few words (may stay empty)",
    Step.CANNOT: "Why it cannot be done (needed; it stays with this finding)",
    Step.REOPENED: "Why it is reopened (needed)",
}
_UNALIGNED_ASKS = "What the customer was told, and why before everybody inside knew (needed)"
BY, DONE = "recovery.by", "recovery"


def recovery_form(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery | None) -> None:
    """Ask for the next step of a recovery, or for another one that can be taken now.

    Args:
        observation_id: the bad experience.
        about: what `audit.store.recovery.finding` tells of it.
        recovery: what was done so far, None = nobody owns it.
    """
    stand = recovery.standing if recovery else frozenset()
    if recovery is None and about["resolved_on"] is not None:
        st.markdown("The customer confirmed before this was recorded here; there is nothing left to do.")
        return
    is_closed = furthest(stand) in CLOSING
    st.header("If it is not right after all" if is_closed else "What comes next", anchor=False)
    step = _chosen_step(observation_id, stand)
    if step is Step.INFORMED and Step.ALIGNED not in stand:
        st.info(plain(str(AlignFirstError())), icon=":material/air:")
    if step is Step.OWNED:
        _owner_fields(observation_id, about, recovery)
    _step_fields(observation_id, about, step, recovery)
    form = held_form(observation_id)
    form.show_problem()
    _show_unsaved(form, recovery)
    st.button(
        f"Save: {_LABELS[step].lower()}",
        key=form.at("keep"),
        type="primary",
        width="stretch",
        on_click=safely(_keep),
        args=(observation_id, about, recovery, step),
    )
    confirm_owner(form.at("keep"), partial(_keep, observation_id, about, recovery, step))
    if recovery is not None and not is_closed:
        _offer_change(observation_id, about, recovery)


def held_form(observation_id: UUID) -> HeldForm:
    """Return the form in which the next step of a bad experience is typed."""
    return HeldForm(f"recovery.{observation_id}")


def choose_step(observation_id: str, step: str) -> None:
    """Have `step` ready to be taken, where it can be; what was typed stays."""
    st.session_state[held_form(UUID(observation_id)).at("step")] = step or None


def _chosen_step(observation_id: UUID, stand: frozenset[Step]) -> Step:
    """Return the step to be taken, the next one unless another is chosen."""
    options = _steps_offered(stand)
    key = held_form(observation_id).at("step")
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
    form, words, example = held_form(observation_id), vocabulary(store()), "e.g. service desk lead, the loans team"
    form.ask(st.text_input, LABEL, "owner", owner, max_chars=MOST_OWNER, placeholder=example)
    is_promised = recovery is None and due_on is not None
    day = "Due day, from what the service promises" if is_promised else "Due day (nothing is promised; may stay empty)"
    form.ask(st.date_input, day, "due_on", due_on)
    form.ask(
        st.pills,
        "The cause, if it is known",
        "cause",
        cause or None,
        options=[term.key for term in words.offered(TermKind.CAUSE, cause)],
        format_func=lambda key: words.term(TermKind.CAUSE, key).name,
        wrap=True,
    )


def of_step(name: str, recovery: Recovery | None) -> str:
    """Return what a field is called for the step that comes next, so that what is typed for it is none of a later one.

    Another window may take the step while this one types.
    """
    return f"{name}.{len(recovery.steps) if recovery else 0}"


def _show_unsaved(form: HeldForm, recovery: Recovery | None) -> None:
    """Show the words held for a step that was taken in another window."""
    coming = of_step("words", recovery)
    for name, words in form.typed.items():
        if name.startswith("words.") and name != coming and words:
            unsaved = f"That step was taken meanwhile. What you typed for it is not saved: {words}"
            st.info(plain(unsaved), icon=":material/notes:")


def _step_fields(observation_id: UUID, about: Mapping[str, Any], step: Step, recovery: Recovery | None) -> None:
    is_unaligned = recovery is None or Step.ALIGNED not in recovery.standing
    label = _UNALIGNED_ASKS if step is Step.INFORMED and is_unaligned else _ASKS[step]
    form, first_day = held_form(observation_id), min(about["observed_on"], today())
    form.ask(st.text_area, label, of_step("words", recovery), "", max_chars=MOST_WORDS, height=96)
    with st.container(horizontal=True):
        form.ask(st.date_input, "On", of_step("taken_on", recovery), today(), min_value=first_day, max_value=today())
        st.session_state.setdefault(BY, "")
        st.session_state[BY] = st.session_state[BY]  # one name for every step of this visit
        st.text_input("Your role or initials (may stay empty)", key=BY, max_chars=MOST_OWNER)


def _offer_change(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery) -> None:
    key = held_form(observation_id).at("change")
    box = st.expander("Change owner, due day or cause", type="compact", key=key, on_change="rerun")
    if box.open:
        with box:
            _owner_fields(observation_id, about, recovery)
            st.button("Save the change", on_click=safely(_keep_change), args=(observation_id, about, recovery))
            confirm_owner(key, partial(_keep_change, observation_id, about, recovery))


def _keep(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery | None, step: Step) -> None:
    form = held_form(observation_id)
    if not form.is_open:  # tapped twice: the first tap kept it
        return
    typed = form.typed
    if step is Step.OWNED and must_confirm(form.at("keep"), typed.get("owner", "")):
        return
    done = f"Saved: {_LABELS[step].lower()}."

    def act() -> None:
        day, words = typed.get(of_step("taken_on", recovery)) or today(), typed.get(of_step("words", recovery), "")
        taken = Taken(step, day, st.session_state[BY], words, form.key)
        if step is Step.OWNED:
            recoveries.own(store(), _owned(observation_id, about), taken, today(), anew=recovery is None)
        else:
            recoveries.take_step(store(), observation_id, taken, today())

    way = writing_off if step is Step.CONFIRMED else acting
    if form.attempt(lambda: announce(DONE, way(about, act, done))):
        choose_step(str(observation_id), "")


def _keep_change(observation_id: UUID, about: Mapping[str, Any], read: Recovery) -> None:
    form = held_form(observation_id)
    typed = form.typed
    if not form.is_open or must_confirm(form.at("change"), typed.get("owner", "")):
        return

    def act() -> None:
        taken = Taken(Step.OWNED, today(), st.session_state[BY], typed.get(of_step("words", read), ""))
        owned = _owned(observation_id, about)
        recoveries.own(store(), owned, taken, today(), read=read)
        announce(DONE, f"Saved: owned by {owned.owner}.")

    form.attempt(act)


def _owned(observation_id: UUID, about: Mapping[str, Any]) -> Recovery:
    """Return who owns it by what was typed; what was not touched is as it stands now, whoever changed it."""
    stands = _stands(about, recovery_of(store(), observation_id))
    owner, due_on, cause = map(held_form(observation_id).typed.get, ("owner", "due_on", "cause"), stands)
    return Recovery(observation_id, owner, due_on, cause or "")


def _stands(about: Mapping[str, Any], recovery: Recovery | None) -> tuple[str, date | None, str]:
    if recovery is None:
        return "", due_by(about["observed_on"], about["promise_minutes"]), ""
    return recovery.owner, recovery.due_on, recovery.cause


def acting(about: Mapping[str, Any], act: Callable[[], None], done: str) -> str:  # noqa: ARG001  # as `writing_off`
    """Act, and return that it was done."""
    act()
    return done


def writing_off(about: Mapping[str, Any], act: Callable[[], None], done: str) -> str:  # noqa: ARG001  # as `acting`
    """Act, and return what the ledger did by it, and why."""
    question = Question(today(), ratio=programme().recovery_ratio)
    where, day = about["touchpoint"], about["observed_on"]
    before = figures.account(store(), question, where, day)
    act()
    after = figures.account(store(), question, where, day)
    was_confirmed = about["resolved_on"] is not None
    return write_off_sentence(where, before, after, question.ratio, was_confirmed=was_confirmed)
