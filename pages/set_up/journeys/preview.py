"""A journey as it will read, before it is made, and what stands in its way."""

from collections.abc import Sequence

import streamlit as st

from audit.intake.journey_rows import JourneyReading
from audit.model.journey import Stage, Touchpoint
from audit.publish.headlines.words import counted
from pages.parts.words import plain, show_notice

_MOST_PROBLEMS = 10


def preview(reading: JourneyReading) -> None:
    """Show the stages and touchpoints that were read, and by row what cannot be used."""
    count = sum(len(stage.touchpoints) for stage in reading.stages)
    if count:
        with st.container(border=True):
            st.markdown(f"**{plain(reading.name.strip()) or 'Your journey'}** · {counted(count, 'touchpoint')}")
            show_stages(reading.stages)
    for problem in reading.problems[:_MOST_PROBLEMS]:
        show_notice(problem.sentence())
    if (more := len(reading.problems) - _MOST_PROBLEMS) > 0:
        st.caption(f"And {more} more of the kind.")
    if reading.unused:
        st.caption(f"Not used: {plain(', '.join(reading.unused))}.")


def show_stages(stages: Sequence[Stage]) -> None:
    """Show a journey as a customer walks it: each stage, and under it its touchpoints."""
    for stage in stages:
        lines = [f"{number}. {_line(touchpoint)}" for number, touchpoint in enumerate(stage.touchpoints, start=1)]
        st.markdown("\n".join([f"**{plain(stage.name)}**\n", *lines]))


def _line(touchpoint: Touchpoint) -> str:
    """Return a touchpoint in one line: its name, its channel, why trust hangs on it, and what to look for."""
    parts = [plain(touchpoint.name)]
    if touchpoint.channel:
        parts.append(plain(touchpoint.channel))
    if touchpoint.is_moment_of_truth:
        parts.append("**moment of truth**" + (f": {plain(touchpoint.why)}" if touchpoint.why else ""))
    return " · ".join(parts) + (f"  \n   _{plain(touchpoint.description)}_" if touchpoint.description else "")
