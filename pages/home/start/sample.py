"""The sample audit on the start page: said to be one, and thrown away whole."""

from uuid import UUID

import streamlit as st

from audit.actions import imports
from audit.store.import_batch import import_batches
from pages.parts.boundary import safely
from pages.parts.session import cached, store


def sample_to_throw_away() -> None:
    """Say that what is shown is the sample, where it is, and offer to throw it away whole."""
    batches = cached(import_batches)
    samples = batches[(batches["recipe"] == "sample") & batches["undone_at"].isna()]
    for batch_id in samples["id"]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown("The sample audit of a fictional college is here. What was tried on it goes with it.")
            st.button(
                "Throw the sample away",
                key=f"sample.{batch_id}",
                on_click=safely(imports.undo_import),
                args=(store(), UUID(batch_id), "start page"),
                width="content",
            )
