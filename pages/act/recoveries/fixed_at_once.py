"""Fixed on the spot: offered while it is fresh, with the day it was done on, and taken back by one tap."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from audit.actions.fixed_at_once import AT_ONCE_DAYS, fix_at_once, is_fresh, is_undoable, undo_fix_at_once
from audit.model.keys import new_key
from audit.model.recovery import MOST_OWNER, Recovery, Step, Taken
from pages.act.recoveries.form import BY, DONE, acting, held_form, of_step, writing_off
from pages.parts.boundary import safely
from pages.parts.held_form import announce
from pages.parts.owner import confirm_owner, must_confirm
from pages.parts.session import store, today


def offer_fixed_at_once(observation_id: UUID, about: Mapping[str, Any], recovery: Recovery | None) -> None:
    """Offer to keep that it was fixed there and then, or to take that back.

    Args:
        observation_id: the bad experience.
        about: what `audit.store.recovery.finding` tells of it.
        recovery: what was done so far, None = nobody owns it.
    """
    if recovery is not None:
        if is_undoable(recovery):
            st.markdown("It is recorded as fixed on the spot. If that was a mistake, one tap takes it back.")
            st.button("Take it back: not fixed on the spot", key=f"spot.undo.{observation_id}", width="stretch",
                      on_click=safely(_undo), args=(observation_id,))  # fmt: skip
        return
    if not is_fresh(about["observed_on"], today()) or about["resolved_on"] is not None:
        return
    st.markdown(f"**Was it fixed there and then?** This is offered for {AT_ONCE_DAYS} days, and can be taken back.")
    day = st.date_input("Fixed on", value=about["observed_on"], key=f"spot.on.{observation_id}",
                        min_value=about["observed_on"], max_value=today())  # fmt: skip
    for label, confirmed in (("Fixed on the spot", False), ("Fixed on the spot, and the customer said so", True)):
        act = partial(_fix, observation_id, about, confirmed, day)
        st.button(label, key=f"spot.{confirmed}.{observation_id}", width="stretch", on_click=safely(act))
        confirm_owner(f"spot.{confirmed}.{observation_id}", act)


def _fix(observation_id: UUID, about: Mapping[str, Any], confirmed: bool, day: date | None) -> None:  # noqa: FBT001  # a callback's argument
    typed = held_form(observation_id).typed
    owner = typed.get("owner", "").strip() or f"the team at {about['touchpoint']}"[:MOST_OWNER]
    if typed.get("owner") and must_confirm(f"spot.{confirmed}.{observation_id}", owner):
        return
    by, words = st.session_state.get(BY, ""), typed.get(of_step("words", None), "")

    def act() -> None:
        taken = Taken(Step.FIXED, day or today(), by, words, new_key())
        fix_at_once(store(), observation_id, taken, today(), owner=owner, confirmed=confirmed)

    done = f"Saved: fixed on the spot at {about['touchpoint']}. Tell the customer, and ask whether it is right again."
    way = writing_off if confirmed else acting
    held_form(observation_id).attempt(lambda: announce(DONE, way(about, act, done)))


def _undo(observation_id: UUID) -> None:
    def act() -> None:
        undo_fix_at_once(store(), observation_id, st.session_state.get(BY, ""))
        announce(DONE, "Taken back: it is as it was before.")

    held_form(observation_id).attempt(act)
