"""What was looked at and what was not, on its page: kept apart by one thing, and over the week."""

from dataclasses import replace

import streamlit as st

from audit import figures
from audit.charts.coverage import coverage_heat, week_heat
from audit.figures import Question
from audit.measures.small_groups import OTHER_GROUPS, SMALL_CELL
from audit.model.number import counted, spelled
from audit.publish.headlines.coverage import coverage_headline
from audit.store.journey import offered_touchpoints
from audit.store.opening import Store
from pages.parts import address
from pages.parts.figures import figure, how
from pages.parts.session import cached, store

SPLITS = {
    "Part of the day": "daypart",
    "Weekday": "weekday",
    "Place": "place",
    "Channel": "channel",
    "Method": "method",
    "Customer group": "customer_group",
}


def coverage_sentence(question: Question) -> str:
    """Return the one sentence of the coverage page."""
    return cached(_coverage, question)


def counts_apart(question: Question) -> None:
    """Show the observations at every touchpoint, kept apart by what is chosen."""
    st.header("What was looked at, and what was not", anchor=False)
    chosen = address.choice("Kept apart by", list(SPLITS), "by")
    split = SPLITS[chosen]
    by = replace(question, by=(split,))
    apart = figures.coverage(store(), by)
    columns, words = figures.coverage_columns(store(), by), apart[split].nunique()
    never = int((apart["n"] == 0).sum())
    figure(
        coverage_heat,
        apart,
        key="coverage-heat",
        description=f"{never} of {counted(len(apart), 'pair')} of touchpoint and {chosen.lower()} never observed.",
        by=split,
        columns=columns,
    )
    if len(columns) < words:
        st.caption(f"The {len(columns)} least observed of {words}; the table holds them all.")
    how(
        "Each cell counts observations. A possible combination without observations shows 0. Observations whose data "
        "do not say which combination they belong to have their own column. A combination that makes no sense has "
        "no cell. The channel is the touchpoint's own. A method counts where it fits the channel. A place counts for "
        "touchpoints one has to go to (in person, self-service, sign), where half of the journey's touchpoints were "
        "observed at that place, or nobody has been there at all. Parts of the day by the programme's clock: early "
        "before 9, morning to 12, midday to 14, afternoon to 17, then evening. Customer groups with fewer than "
        f"{spelled(SMALL_CELL)} observations are shown together as “{OTHER_GROUPS}”.",
        "counting; what makes sense is our own rule (docs/measures.md).",
    )


def times_of_week(question: Question) -> None:
    """Show on which weekdays and at which parts of the day anything was observed."""
    st.header("When we look", anchor=False)
    week = figures.times_of_week(store(), question)
    figure(
        week_heat,
        week,
        key="coverage-week",
        description="Observations of all touchpoints by weekday and part of the day.",
        columns=tuple(dict.fromkeys(week["daypart"])),
    )
    how(
        "Each cell counts the observations of all touchpoints on that weekday in that part of the day, by the "
        "programme's clock. Those without an hour have a column of their own, and may belong to any part of their "
        "day.",
        "counting (docs/measures.md).",
    )


def _coverage(store: Store, question: Question) -> str:
    at_places = figures.coverage(store, replace(question, by=("place",)))
    by_touchpoint = figures.coverage(store, replace(question, by=()))
    offered = by_touchpoint["touchpoint"].isin(offered_touchpoints(store)["touchpoint"])
    return coverage_headline(by_touchpoint[offered], at_places, question.view)
