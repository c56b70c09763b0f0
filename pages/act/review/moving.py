"""Moving the thumbnails of a review by dragging and by keys: a component of the page beside the plain buttons."""

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from audit.model.review import Item
from pages.parts.boundary import safely

_NAME = "moments_strip.strip"  # a manifest of its own: the walk's has the walk's folder
_KEY = "strip-moving"


def moving(
    order: Sequence[Item], opened: str, move: Callable[[Item, int], object], leave_out: Callable[[Item], object]
) -> None:
    """Listen to what is dragged and to the keys on the thumbnails.

    Args:
        order: the points that are shown, in their order.
        opened: the name of the point whose details are open, "" = none; it comes into sight when it is another one.
        move: what moves a point past so many of its neighbours, up (below 0) or down.
        leave_out: what leaves a point out.
    """

    def moved() -> None:
        if row := _row("moved"):
            move(Item[row["name"]], int(row["by"]))

    def left_out() -> None:
        if row := _row("left_out"):
            leave_out(Item[row["name"]])

    known = get_bidi_component_manager()
    if known.get_component_asset_root(_NAME) is None:
        folder = Path(str(resources.files("audit.web.strip")))
        known.register_from_manifest(
            ComponentManifest("moments_strip", "0", [ComponentConfig("strip", "assets")]), folder
        )
    component = st.components.v2.component(_NAME, js="strip.js")
    component(
        key=_KEY,
        data={"order": [item.name for item in order], "open": opened},
        on_moved_change=safely(moved),
        on_left_out_change=safely(left_out),
    )


def _row(name: str) -> dict[str, Any]:
    """Return what came from the component last under this name, empty where nothing did."""
    return dict(getattr(st.session_state.get(_KEY), name, None) or {})
