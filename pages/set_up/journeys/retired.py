"""What is offered no more, folded away: its past is in every figure, and it can be brought back."""

from collections.abc import Sequence

import streamlit as st

from audit.actions.journey_changing import bring_back
from audit.model.journey import Journey, Stage, Touchpoint
from audit.store.journey_part import Part
from pages.parts.words import plain
from pages.set_up.journeys.acting import button

Retired = list[tuple[Part, Stage | Touchpoint]]


def retired_parts(journey: Journey) -> None:
    """Show the stages and touchpoints of a journey that are retired, each with the button that brings it back."""
    parts: Retired = []
    for stage in journey.stages:
        if stage.is_retired:
            parts.append(("stage", stage))
        parts += [("touchpoint", one) for one in stage.touchpoints if one.is_retired]
    _fold(f"retired.{journey.id}", parts)


def retired_journeys(journeys: Sequence[Journey]) -> None:
    """Show the journeys that are retired, each with the button that brings it back."""
    _fold("retired", [("journey", journey) for journey in journeys if journey.is_retired])


def _fold(key: str, parts: Sequence[tuple[Part, Journey | Stage | Touchpoint]]) -> None:
    if not parts:
        return
    with st.expander(f"Retired ({len(parts)})", key=key, type="compact"):
        st.caption("Offered no more. What was observed there counts in every figure.")
        for part, one in parts:
            with st.container(horizontal=True, vertical_alignment="center"):
                kind = "" if part == "touchpoint" else f" · {part}"
                st.markdown(f"{plain(one.name)}{kind}")
                button("Bring back", f"back.{one.id}", bring_back, part, one.id, width="content")
