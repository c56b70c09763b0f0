"""What a page is read on, where that changes what is offered first."""

import streamlit as st


def is_on_phone() -> bool:
    """Return whether the browser says that it is a phone's."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
