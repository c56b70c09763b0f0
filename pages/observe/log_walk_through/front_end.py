"""The front end of the walk as a component of a page: the same files as at /walk/, run by the browser alone."""

from importlib import resources
from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

_NAME = "moments.walk"


def walk() -> None:
    """Show the walk. Nothing comes back from it: it holds what is written, and sends it by its own route.

    A component's files have to be made known by hand, since Streamlit looks for them in installed packages of the same
    name only; and the content policy runs no script but from a file of its own.
    """
    known = get_bidi_component_manager()
    if known.get_component_asset_root(_NAME) is None:
        folder = Path(str(resources.files("audit.web.walk")))
        known.register_from_manifest(ComponentManifest("moments", "0", [ComponentConfig("walk", "assets")]), folder)
    component = st.components.v2.component(_NAME, js="embed.js", css="walk.css")
    component(key="walk", data={})
