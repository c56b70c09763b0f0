"""Everybody who may walk, each with an invitation to give and the phones that are theirs."""

from uuid import UUID

import streamlit as st

from audit.actions import people as acts
from audit.errors import InvitationOverError
from audit.model.person import INVITED_FOR, Person
from audit.publish.qr import qr_svg
from audit.store.device import devices
from audit.web.phones.door import DOORKEEPER
from audit.web.phones.invitation import invitation_link
from pages.parts.boundary import fragment, safely
from pages.parts.held_form import HeldForm
from pages.parts.session import store
from pages.parts.words import plain
from pages.set_up.people.leaving import changing, show_what_was_done
from pages.set_up.people.phone import phone

_EVERY = "3s"  # how often it is looked whether an invitation was used
_INVITATION = "people.invitation"  # whose is shown, and the end of its address; None = none is
_FORM = HeldForm("person", is_sent_together=True)


def adding() -> None:
    """Ask for one more person; what was typed stays until it could be added."""
    with st.form("person"):
        _FORM.ask(st.text_input, "Name or role", "name", "", max_chars=120, placeholder="Front desk lead")
        _FORM.show_problem()
        st.form_submit_button("Add", on_click=safely(_add))


def listed(everybody: tuple[Person, ...]) -> None:
    """Show everybody with what can be done for them."""
    every = devices(store())
    show_what_was_done()
    if everybody and not DOORKEEPER.is_open:
        st.markdown("Open the door above to invite somebody: an invitation works only while phones can come in.")
    for person in everybody:
        with st.container(border=True):
            st.subheader(plain(person.name), anchor=False)
            if DOORKEEPER.is_open:
                _inviting(person)
            for device in every:
                if device.person_id == person.id:
                    phone(device)
            changing(person)


def _inviting(person: Person) -> None:
    whose, token = st.session_state.get(_INVITATION) or (None, "")
    if whose == person.id:
        _invitation(person, token)
    else:
        st.button(
            "Invite", key=f"invite.{person.id}", icon=":material/qr_code:", on_click=safely(_invite), args=(person.id,)
        )


@fragment(run_every=_EVERY)
def _invitation(person: Person, token: str) -> None:
    """Show an invitation as long as it works; the page is drawn anew once it was used, for the phone to be listed."""
    try:
        acts.invited(store(), token)
    except InvitationOverError:
        st.session_state[_INVITATION] = None
        st.rerun()
    link = invitation_link(token)
    st.markdown(
        f"Have {plain(person.name)} scan this code with their phone, or send them the link beneath. It works once, "
        f"for {INVITED_FOR.seconds // 60} minutes."
    )
    st.image(qr_svg(link, f"QR code of the invitation for {person.name}"), width=240)
    st.code(link, language=None, wrap_lines=True)


def _add() -> None:
    _FORM.attempt(lambda: acts.add_person(store(), _FORM.answers["name"]))


def _invite(person_id: UUID) -> None:
    st.session_state[_INVITATION] = (person_id, acts.invite(store(), person_id))
