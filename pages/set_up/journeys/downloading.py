"""A journey taken out as a file: whole as a template, or its touchpoints as a table."""

from functools import partial

import streamlit as st

from audit.actions.journey_files import file_name, journey_file
from audit.model.journey import Journey
from pages.parts.session import store

_KINDS = {
    ".toml": ("As TOML, whole", "application/toml"),
    ".csv": ("As CSV", "text/csv"),
    ".xlsx": ("As XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def downloads(journey: Journey) -> None:
    """Offer a journey as a file, to change it elsewhere or to begin it in another audit."""
    box = st.expander("Download this journey", key=f"download.{journey.id}", type="compact", on_change="rerun")
    if not box.open:
        return
    offered = journey.offered()
    with box, st.container(horizontal=True):
        for kind, (label, media_type) in _KINDS.items():
            st.download_button(
                label,
                partial(journey_file, store(), offered, kind),
                file_name(journey, kind),
                media_type,
                key=f"download{kind}.{journey.id}",
                on_click="ignore",
            )
    box.caption(
        "TOML holds all of it, with scenarios, personas and services; a table holds the touchpoints. Either begins "
        "a journey in another audit."
    )
