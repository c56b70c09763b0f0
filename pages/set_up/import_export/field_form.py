"""The programme as a form for ODK and Kobo, once it has a touchpoint to ask about."""

import streamlit as st

from audit.actions.form_keys import form_of_programme
from audit.model.clock import utc_now
from audit.store.journey import offered_touchpoints
from pages.parts.session import cached, store

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_form() -> None:
    """Offer the form, and say where it goes and what comes back."""
    if cached(offered_touchpoints).empty:
        return
    st.header("Walk with ODK or Kobo", anchor=False)
    st.download_button("Download the form", _form, "walk.xlsx", _XLSX)
    st.caption("Upload it to ODK Central or KoboToolbox. Then bring in what they export, above: ZIP or XLSX.")


def _form() -> bytes:
    return form_of_programme(store(), utc_now())
