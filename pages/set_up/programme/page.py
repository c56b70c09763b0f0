"""Programme: whose audit this is, its clock, its customer groups, its recovery ratio and its two targets."""

from dataclasses import replace
from typing import Any

import streamlit as st

from audit.actions import set_up
from audit.errors import AuditError
from audit.measures.rater import WEIGHT_LABELS, WEIGHTS
from audit.model.clock import TIME_ZONES
from audit.model.programme import RATIO_PRESETS
from audit.publish.headlines.words import counted
from pages.parts.session import programme, store
from pages.parts.words import opening, show_caveat, show_problem
from pages.set_up.programme.webhook import webhook_section

_OUT_OF_100: dict[str, Any] = {"min_value": 1.0, "max_value": 100.0, "step": 1.0, "format": "%.4g"}

current = programme()
opening(
    "Programme",
    f"Settings of {current.name}: {counted(current.recovery_ratio, 'good experience')} "
    f"{'is' if current.recovery_ratio == 1 else 'are'} said to make up for one bad one.",
    purpose="Set whose audit this is, and the rules and targets by which its figures are worked out.",
)
show_caveat(current.recovery_ratio)

with st.form("programme"):
    name = st.text_input("Name of the service or organisation", current.name)
    purpose = st.text_area("Purpose of the audit", current.purpose)
    zones = sorted(TIME_ZONES)
    zone = st.selectbox("Time zone", zones, index=zones.index(current.time_zone))
    ratio = st.number_input(
        "Recovery ratio: how many positives make up for one negative",
        min_value=1,
        max_value=100,
        value=current.recovery_ratio,
        help=f"Often used: {', '.join(map(str, RATIO_PRESETS))}.",
    )
    weights = st.selectbox(
        "Weights of the five dimensions", list(WEIGHTS), list(WEIGHTS).index(current.weights), WEIGHT_LABELS.__getitem__
    )
    experience = st.number_input(
        "Experience target: out of 100 good or bad experiences, how many should be good",
        value=100 * current.experience_target,
        help="Where a service meets its metric and falls clearly short of this, it is called a watermelon.",
        **_OUT_OF_100,
    )
    attainment = st.number_input(
        "Attainment target: out of 100, how many should meet their target or keep their promise",
        value=100 * current.attainment_target,
        help="Used where neither the metric nor its service says.",
        **_OUT_OF_100,
    )
    groups = st.text_area("Customer groups, one a line", "\n".join(current.customer_groups))
    by = st.text_input("Your name or initials", help="Shown in the history of this change.")
    if st.form_submit_button("Save these settings", type="primary"):
        named = tuple(dict.fromkeys(line.strip() for line in groups.splitlines() if line.strip()))
        try:
            changed = replace(
                current,
                name=name.strip() or current.name,
                purpose=purpose.strip(),
                time_zone=zone,
                recovery_ratio=int(ratio),
                weights=weights,
                customer_groups=named,
                experience_target=experience / 100,
                attainment_target=attainment / 100,
            )
            set_up.change_settings(store(), changed, by or "not said")
            st.success("Saved. The earlier settings are in the history.")
        except AuditError as problem:
            show_problem(str(problem))

webhook_section()
