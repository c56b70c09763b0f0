"""What is shown next is shown from its top."""

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from pages.parts.navigation import PAGES

_NAME = "moments.top"
_STATIC = PAGES.parent / "static"


def open_at_top(shown: str) -> None:
    """Scroll to the top of the page where `shown`, the key of what it is about, is another than a moment ago.

    A script of our own in a file of its own: the content policy runs no other. A component's file has to be made known
    by hand, since Streamlit looks for it in installed packages of the same name only.
    """
    known = get_bidi_component_manager()
    if known.get_component_asset_root(_NAME) is None:
        known.register_from_manifest(ComponentManifest("moments", "0", [ComponentConfig("top", "walk")]), _STATIC)
    st.components.v2.component(_NAME, js="top.js")(key="top", data={"entry": shown})
