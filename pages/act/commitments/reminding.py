"""Reminding those who own open commitments: a text for each to copy, and their days as a file for a calendar."""

import pandas as pd
import streamlit as st

from audit.actions.appointments import commitments_calendar
from audit.publish.reminder import reminders
from pages.parts.session import store, today
from pages.parts.words import plain


def reminding(rows: pd.DataFrame) -> None:
    """Offer the reminders of open commitments, once they are asked for.

    Args:
        rows: what `audit.figures.commitment.commitments` returns, with `check_in_on`.
    """
    if rows["closed_on"].notna().all():
        return
    box = st.expander("Remind the owners", key="commitments-reminders", on_change="rerun")
    if not box.open:
        return
    with box:
        st.download_button(
            "Check-in and due days (calendar file)",
            lambda: commitments_calendar(store()),
            "commitments.ics",
            "text/calendar",
            on_click="ignore",
            icon=":material/download:",
        )
        st.caption(
            "They stand in the calendar of the audit too, which a calendar program can subscribe to: Set up, Posters "
            "and calendar. The texts below hold what was promised and measured, and nothing people wrote since."
        )
        for reminder in reminders(rows, today()):
            st.markdown(f"**{plain(reminder.owner)}** · {plain(reminder.subject)}")
            st.code(reminder.text, language=None, wrap_lines=True)
