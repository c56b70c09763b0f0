"""The switch of the phones' door, this machine's addresses to choose from, and what arrived."""

import streamlit as st

from audit.publish.headlines.phones import NOBODY_ARRIVED
from audit.publish.qr import qr_svg
from audit.web.phones.addresses import EVERYWHERE, HERE_ALONE, addresses
from audit.web.phones.door import DOORKEEPER
from audit.web.room.links import reaches_phones
from pages.parts.boundary import fragment, safely
from pages.parts.words import plain
from pages.set_up.people.phones_arrived import arrived_sentence

_EVERY = "3s"  # how often what arrived is looked for
_HOST = "people.host"  # read when the button is tapped, for its own arguments may be of the drawing before
_LABELS = {
    EVERYWHERE: f"Every network of this machine ({EVERYWHERE})",
    HERE_ALONE: f"This machine alone ({HERE_ALONE})",
}


def door() -> None:
    """Show whether phones can come in, and the button that changes it."""
    if not DOORKEEPER.is_open:
        st.markdown(
            "The door is closed: no phone can come in. Open it at the address of the network that the phones are in. "
            "Phones then find the walk and the room of a review there, and nothing else of the app."
        )
        st.selectbox(
            "Address of this machine", addresses(), key=_HOST, format_func=lambda each: _LABELS.get(each, each)
        )
        st.button("Open the door", type="primary", icon=":material/lock_open:", on_click=safely(_open))
        return
    address = DOORKEEPER.address
    st.markdown("The door is open. To try it, scan this code with a phone, or type the address:")
    st.image(qr_svg(f"{address}/walk/", "QR code of the phones' door"), width=200)
    st.markdown(f"**{plain(address)}/walk/**")
    if doubt := DOORKEEPER.doubt:
        st.warning(plain(doubt), icon=":material/gpp_maybe:")
    _arrived(DOORKEEPER.door.port)
    if not address.startswith("https://"):
        st.caption(
            "Without a certificate (--tls-cert), phones must stay connected to send what is written: everything is "
            "stored on the phone first, but its page cannot be opened anew where there is no signal. Others on the "
            "network could read along."
        )
    if not reaches_phones():
        st.caption("Only this machine can open this address; close the door and open it at another for phones.")
    st.button("Close the door", icon=":material/lock:", on_click=safely(_close))


@fragment(run_every=_EVERY)
def _arrived(port: int) -> None:
    sentence = arrived_sentence()
    if sentence == NOBODY_ARRIVED:
        st.info(
            f"{sentence} Does a phone show nothing? Then it is in another network, or a firewall closes port {port}.",
            icon=":material/hourglass_empty:",
        )
    else:
        st.success(sentence, icon=":material/smartphone:")


def _open() -> None:
    DOORKEEPER.open_at(st.session_state[_HOST])


def _close() -> None:
    DOORKEEPER.close()
