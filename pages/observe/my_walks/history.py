"""Why something is set right and by whom, and what was set right before: the same of an observation and of a walk."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

import streamlit as st

from audit.errors import ChangedMeanwhileError
from audit.model.day import written_moment
from audit.model.walk_through import Observation, WalkThrough
from audit.publish.headlines.correction import what_changed
from audit.store.change import changes_of
from audit.store.vocabulary import vocabulary
from pages.parts.held_form import HeldForm
from pages.parts.session import programme, store
from pages.parts.words import plain

_Record = TypeVar("_Record", Observation, WalkThrough)
_NO_ANSWER = "not said"


def reason_and_name(form: HeldForm, question: str) -> None:
    """Ask for what every change of a walk needs: why, and who says so."""
    form.ask(st.text_input, question, "reason", "")
    form.ask(st.text_input, "Your name or initials", "by", "")


def by_and_reason(form: HeldForm) -> tuple[str, str]:
    """Return who made a change and why, as the form was filled in."""
    return form.answers["by"].strip() or _NO_ANSWER, form.answers["reason"]


def set_right(form: HeldForm, stands: _Record, answered: Mapping[str, Any]) -> _Record:
    """Return a record as it stands, with what was changed in the form; what another changed meanwhile of others stays.

    Args:
        form: what was filled in from the record as it stood then.
        stands: the record as it stands by now, with fields named as in `answered`.
        answered: every field the form asks for.

    Raises:
        ChangedMeanwhileError: somebody else changed the same field; sent again, the form writes over it.
    """
    before = form.begun_on(stands)
    changed = {name: value for name, value in answered.items() if value != getattr(before, name)}
    by_others = {
        name: getattr(stands, name)
        for name, value in changed.items()
        if getattr(stands, name) not in (getattr(before, name), value)
    }
    if by_others:
        form.go_on_from(replace(before, **by_others))
        raise ChangedMeanwhileError
    return replace(stands, **changed)


def history_of(key: UUID) -> None:
    """Show every change of an observation or of a walk: when, by whom, why, and from what to what."""
    changes = changes_of(store(), key)
    if changes.empty:
        return
    words = vocabulary(store())
    with st.expander(f"History · {len(changes)}", icon=":material/history:"):
        for change in changes.to_dict("records"):
            when = programme().local(change["changed_at"])
            by = "somebody" if change["changed_by"] in ("", _NO_ANSWER) else plain(change["changed_by"])
            st.caption(f"{written_moment(when)} · {change['verb']} by {by}")
            st.text("\n".join(filter(None, [change["reason"], what_changed(change["before"], change["after"], words)])))
