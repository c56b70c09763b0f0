"""The calendar: its file, and the secret address that a calendar program asks for it again and again."""

from urllib.parse import urlsplit

import streamlit as st

from audit.actions.appointments import appointments, calendar_of, renew_feed, walks_without_day
from audit.publish.headlines.words import counted
from audit.store.calendar_feed import feed_secret
from audit.web.calendar_feed import feed_path
from audit.web.room import links
from pages.parts.boundary import safely
from pages.parts.held_form import announce, show_announced
from pages.parts.session import cached, store

_HERE = "http://127.0.0.1:8501"


def calendar_section() -> None:
    """Say what the calendar holds, and offer it as a file and at a secret address."""
    st.header("Calendar", anchor=False)
    without = cached(walks_without_day)
    later = (
        f" {counted(without, 'planned walk')} without a day {'is' if without == 1 else 'are'} not in it."
        if without
        else ""
    )
    st.markdown(
        f"{counted(len(cached(appointments)), 'day')} for a calendar program: planned walks that have a day, "
        f"check-ins and due days of commitments, and reviews.{later}"
    )
    st.download_button(
        "Download the calendar",
        lambda: calendar_of(store()),
        "audit.ics",
        "text/calendar",
        on_click="ignore",
        icon=":material/download:",
    )
    show_announced("feed")
    _address(feed_secret(store()))


def _address(secret: str) -> None:
    """Show the address to subscribe to, and offer another, or the first."""
    if not secret:
        st.markdown("A calendar program can also subscribe to an address and stay up to date by itself.")
        st.button("Make the address", key="feed.make", on_click=safely(_renew))
        return
    here = urlsplit(st.context.url or _HERE)
    st.markdown("Subscribe to this address in a calendar program, and it stays up to date by itself:")
    st.code(f"{here.scheme}://{here.netloc}{feed_path(secret)}", language=None, wrap_lines=True)
    if links.reaches_phones():
        st.markdown("On a phone, while the door for phones is open:")
        st.code(f"{links.address()}{feed_path(secret)}", language=None, wrap_lines=True)
    else:
        st.caption("Phones can subscribe too once the door for phones is open: their address then stands here.")
    st.caption(
        "The address is a secret: whoever has it reads names of touchpoints and observers, and what was promised. The "
        "program must be able to reach this app. Where the address has reached somebody it should not, make another."
    )
    box = st.expander("Make another address", key="feed.box", type="compact")
    box.markdown("The address above leads nowhere from then on: every calendar program needs the other one.")
    box.button("Make another address now", key="feed.renew", on_click=safely(_renew))


def _renew() -> None:
    renew_feed(store())
    announce("feed", "Made. This address is the only one that works now.")
