"""The rooms of the house and the one error boundary every page is shown within."""

import logging
from uuid import uuid4

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from audit.errors import AuditError
from pages.parts.rooms import PAGES, ROOMS
from pages.parts.words import show_problem

ICON = PAGES.parent / "static" / "icon.png"
LOOK = PAGES.parent / "static" / "look.css"
_LOG = logging.getLogger("moments")


def pages() -> dict[str, list[StreamlitPage]]:
    """Return every page under the room it belongs to; the first is where people arrive."""
    return {
        room: [
            st.Page(PAGES / file, title=title, url_path=path, icon=icon, default=not path)
            for file, title, path, icon in doors
        ]
        for room, doors in ROOMS.items()
    }


def shown_safely(page: StreamlitPage) -> None:
    """Run `page`; what a person can mend is said in its own words, anything else is logged whole."""
    try:
        page.run()
    except AuditError as problem:
        show_problem(str(problem))
    except Exception:  # noqa: BLE001  # the one boundary: nobody is shown a trace
        reference = uuid4().hex[:8]
        _LOG.exception("page %s broke, reference %s", page.url_path, reference)
        show_problem(
            f"Something broke on this page; nothing you saved is lost. Reference for the steward: {reference}."
        )
