"""The form for one touchpoint: how it went first, then what happened, then the five ratings with their anchors."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from audit.errors import WaitUnreadableError
from audit.model.clock import utc_now
from audit.model.draft import Draft, Entry
from audit.model.journey import Journey, Touchpoint
from audit.model.labels import DIMENSION_LABELS, METHOD_LABELS, OUTCOME_LABELS, SIGNAL_LABELS
from audit.model.rating import DIMENSIONS, RATINGS, Dimension, Outcome
from audit.model.waiting import as_clock, minutes_waited
from audit.model.walk_through import FIELD_METHODS, MAX_WORDS, Signal
from audit.publish.headlines.catalogue import wait_beside_promise
from audit.publish.headlines.voices import signal_meanings
from pages.parts import capture
from pages.parts.boundary import fragment, safely
from pages.parts.promises import service_of
from pages.parts.words import plain, show_problem

OUTCOMES = {outcome: OUTCOME_LABELS[outcome].capitalize() for outcome in Outcome}


def where_and_how(draft: Draft, journeys: Mapping[str, Journey], choices: Mapping[str, tuple[str, ...]]) -> None:
    """Ask for journey, method, place, scenario, customer group and observer.

    Args:
        draft: the walk in progress.
        journeys: every journey by its key.
        choices: what may be picked as "place", "scenario" and "customer_group".
    """
    head = draft.head
    summary = " · ".join(
        plain(part)
        for part in (journeys[head.journey_id].name, METHOD_LABELS[head.method], head.place or "place not said")
    )
    box = st.expander(summary, icon=":material/place:", key="where", on_change="rerun")
    if not box.open:
        return
    with box:
        if len(journeys) > 1:
            st.selectbox(
                "Journey",
                list(journeys),
                format_func=lambda key: journeys[key].name,
                **capture.bound(draft, "head", "journey_id", "index", list(journeys)),
            )
        methods = [method.value for method in FIELD_METHODS]
        st.pills(
            "Method",
            methods,
            format_func=lambda key: METHOD_LABELS[key],
            required=True,
            **capture.bound(draft, "head", "method"),
        )
        _pick("Place", choices["place"], draft, "place")
        _pick("Scenario", choices["scenario"], draft, "scenario")
        _pick("Customer group you walked as", choices["customer_group"], draft, "customer_group")
        st.text_input(
            "Observer (your name or initials, may stay empty)", **capture.bound(draft, "head", "observer", "value")
        )
        st.checkbox(
            "This is my own area", help="Shown with the data.", **capture.bound(draft, "head", "own_area", "value")
        )
        st.caption("Never stage an emergency, never jump a real queue.")


def how_it_went(draft: Draft) -> None:
    """Ask for the one thing that is needed; it comes first, in reach of a thumb however small the phone is."""
    st.segmented_control(
        "How did it go?",
        list(OUTCOMES),
        format_func=lambda outcome: OUTCOMES[Outcome(outcome)],
        width="stretch",
        **capture.bound(draft, "entry", "outcome"),
    )


def judge(draft: Draft, touchpoint: Touchpoint) -> None:
    """Ask what happened, and for the five ratings."""
    st.text_area(
        "What happened? Facts before feelings.",
        max_chars=MAX_WORDS,
        height=96,
        **capture.bound(draft, "entry", "what_happened", "value"),
    )
    for dimension in DIMENSIONS:
        _rate(draft, dimension, touchpoint.anchors.get(dimension, {}))


def wait_and_signals(draft: Draft) -> None:
    """Ask, in a box that opens, for the wait (by stopwatch or by hand), the greeting and the signals."""
    entry = draft.entry
    begun = bool(entry.clock_started_at or entry.greeted or entry.signals or entry.wait)
    box = st.expander("Wait, greeting, signals", begun, icon=":material/timer:", key="more", on_change="rerun")
    if not box.open:
        return
    with box:
        _wait(draft)
        st.segmented_control("Greeted?", ["yes", "no"], width="stretch", **capture.bound(draft, "entry", "greeted"))
        st.pills(
            "Signals",
            [signal.value for signal in Signal],
            format_func=lambda key: SIGNAL_LABELS[key],
            selection_mode="multi",
            help=signal_meanings(),
            **capture.bound(draft, "entry", "signals"),
        )


def clearing(draft: Draft) -> None:
    """Offer to drop what was said of the touchpoint at hand, once anything was."""
    if not draft.entry.is_untouched:
        st.button(
            "Clear this touchpoint",
            key=f"clear.{draft.entry.observation_id}",
            type="tertiary",
            on_click=safely(capture.clear),
            args=(draft,),
        )


def _wait(draft: Draft) -> None:
    """Ask for the wait: a stopwatch that runs, or one to start and a field to type in."""
    here = draft.entry.observation_id
    if draft.entry.clock_started_at:
        _running_clock(draft.entry, _promised(draft))
        st.button(
            "Stop the clock",
            key=f"stop.{here}",
            width="stretch",
            icon=":material/stop:",
            on_click=safely(capture.stop_clock),
            args=(draft,),
        )
        return
    st.button(
        "Start the clock",
        key=f"start.{here}",
        width="stretch",
        icon=":material/timer:",
        on_click=safely(capture.start_clock),
        args=(draft,),
    )
    st.text_input(
        "Wait in minutes", placeholder="1,5 or 1:30 or 90 s", **capture.bound(draft, "entry", "wait", "value")
    )
    try:
        waited = minutes_waited(draft.entry.wait)
    except WaitUnreadableError as problem:
        show_problem(str(problem))
        return
    if waited is not None and (promised := _promised(draft)):
        st.caption(wait_beside_promise(waited, promised))


def _pick(label: str, choices: tuple[str, ...], draft: Draft, name: str) -> None:
    chosen = getattr(draft.head, name)
    known = list(choices) if not chosen or chosen in choices else [chosen, *choices]
    tie: dict[str, Any] = capture.bound(draft, "head", name, "index", known)
    st.selectbox(label, known, accept_new_options=True, placeholder="Choose or type", **tie)


def _rate(draft: Draft, dimension: Dimension, anchors: Mapping[int, str]) -> None:
    st.segmented_control(
        DIMENSION_LABELS[dimension].capitalize(),
        RATINGS,
        width="stretch",
        help="\n\n".join(f"**{rating}** {plain(words)}" for rating, words in sorted(anchors.items())) or None,
        **capture.bound(draft, "entry", dimension.value),
    )
    given = draft.entry.ratings.get(dimension)
    if given and anchors:
        nearest = min(anchors, key=lambda rating: (abs(rating - given), rating))
        leaning = "" if nearest == given else "near "
        st.caption(f"{leaning}{nearest}: {plain(anchors[nearest])}")


def _promised(draft: Draft) -> float | None:
    """Return the first response in minutes that is promised at the touchpoint at hand."""
    service = service_of(UUID(draft.entry.touchpoint_id)) if draft.entry.touchpoint_id else None
    return service.first_response_minutes if service else None


@fragment("1s")
def _running_clock(entry: Entry, promised: float | None) -> None:
    seconds = entry.seconds_waited(utc_now())
    beside = f" · {wait_beside_promise(seconds / 60, promised)}" if promised else ""
    st.text(f"Waiting {as_clock(seconds)}{beside}")
