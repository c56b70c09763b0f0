"""Why something is set right and by whom, and what was set right before: the same of an observation and of a walk."""

from uuid import UUID

import streamlit as st

from audit.model.day import written_moment
from audit.publish.headlines.correction import what_changed
from audit.store.change import changes_of
from pages.parts.held_form import HeldForm
from pages.parts.session import programme, store
from pages.parts.words import plain


def reason_and_name(form: HeldForm, question: str) -> None:
    """Ask for what every change of a walk needs: why, and who says so."""
    form.ask(st.text_input, question, "reason", "")
    form.ask(st.text_input, "Your name or initials", "by", "")


def by_and_reason(form: HeldForm) -> tuple[str, str]:
    """Return who made a change and why, as the form was filled in."""
    return form.answers["by"].strip() or "not said", form.answers["reason"]


def history_of(key: UUID) -> None:
    """Show every change of an observation or of a walk: when, by whom, why, and from what to what."""
    changes = changes_of(store(), key)
    if changes.empty:
        return
    with st.expander(f"History · {len(changes)}", icon=":material/history:"):
        for change in changes.to_dict("records"):
            when = programme().local(change["changed_at"])
            st.caption(f"{written_moment(when)} · {change['verb']} by {plain(change['changed_by']) or 'somebody'}")
            st.text("\n".join(filter(None, [change["reason"], what_changed(change["before"], change["after"])])))
