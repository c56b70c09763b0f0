"""Which observations a page looks at: chosen once, kept in the address, the same on every page."""

from datetime import timedelta

import streamlit as st

from audit.figures import Question
from audit.model.view import View
from audit.store.journey import journeys
from audit.store.place import places
from pages.parts.session import programme, remembered, today

PERIODS = {"All time": None, "Last 12 months": 365, "Last 90 days": 90, "Last 30 days": 30}
_EVERY_JOURNEY, _EVERY_PLACE = "Every journey", "Every place"


def question(*by: str, one_journey: bool = False) -> Question:
    """Ask for journey, place, group and period, and return what is asked of the measures.

    Args:
        by: what the page reports by.
        one_journey: whether the page shows one journey at a time.
    """
    settings = programme()
    names = [journey.name for journey in remembered(journeys)]
    groups = ["Every group", *settings.customer_groups]
    with st.container(horizontal=True, gap="small"):
        journey = _choice("Journey", names if one_journey else [_EVERY_JOURNEY, *names], "journey")
        place = _choice("Place", [_EVERY_PLACE, *remembered(places)], "place")
        group = _choice("Customer group", groups, "group")
        period = _choice("Period", list(PERIODS), "period")
    days = PERIODS[period]
    return Question(
        as_of=today(),
        view=View(
            since=today() - timedelta(days=days - 1) if days else None,
            journey=None if journey == _EVERY_JOURNEY else journey,
            place=None if place == _EVERY_PLACE else place,
            customer_group=None if group == groups[0] else group,
        ),
        by=by,
        ratio=settings.recovery_ratio,
    )


def _choice(label: str, choices: list[str], key: str) -> str:
    return st.selectbox(label, choices, key=key, width=168, bind="query-params", persist_state="session")
