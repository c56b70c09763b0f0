"""People and phones: who may walk with a phone of their own, their phones, and the door phones come in by."""

import streamlit as st

from audit.publish.headlines.phones import people_headline
from audit.store.device import devices
from audit.store.person import people
from pages.parts.session import store
from pages.parts.words import opening
from pages.set_up.people.door import door
from pages.set_up.people.listed import adding, listed

everybody = people(store())
theirs = [device for device in devices(store()) if device.taken_back_at is None]
opening("People and phones", people_headline(len(everybody), len(theirs)))
st.header("The door for phones", anchor=False)
door()
st.header("Who walks", anchor=False)
listed(everybody)
adding()
st.caption(
    "A person is a name, initials or a role, shown as the observer of what their phone sends. A phone that is taken "
    "back sends nothing any more; what it has not sent stays on it, and its owner can save it as a file."
)
