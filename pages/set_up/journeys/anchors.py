"""What 1, 3 and 5 look like at a touchpoint on each dimension, with the words of a template or a journey as a start."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from audit.intake.templates import all_templates
from audit.model.journey import MOST_ANCHOR, Journey, Touchpoint
from audit.model.journey_table import ANCHORED
from audit.model.labels import DIMENSION_LABELS, DIMENSION_MEANINGS
from audit.model.rating import DIMENSIONS, Dimension
from audit.store.journey import offered_journeys
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import cached
from pages.set_up.journeys.naming import room


def anchor_fields(form: HeldForm, touchpoint: Touchpoint) -> None:
    """Ask, once they are wanted, for the fifteen sentences, empty where nothing is said."""
    form.ask(st.checkbox, "Show what 1, 3 and 5 look like here", "show_anchors", first=False)
    if not form.answers["show_anchors"]:
        return
    _starts(form)
    for dimension in DIMENSIONS:
        st.markdown(f"**{DIMENSION_LABELS[dimension].capitalize()}** · {DIMENSION_MEANINGS[dimension]}")
        for rating in ANCHORED:
            words = touchpoint.anchors.get(dimension, {}).get(rating, "")
            label = f"{DIMENSION_LABELS[dimension].capitalize()}, {rating}"
            form.ask(st.text_input, label, _field(dimension, rating), words, max_chars=room(words, MOST_ANCHOR))


def anchors_typed(says: Mapping[str, Any], touchpoint: Touchpoint) -> dict[Dimension, dict[int, str]]:
    """Return the sentences of the form, those of the touchpoint where they were not shown."""
    anchors: dict[Dimension, dict[int, str]] = {}
    for dimension in DIMENSIONS:
        own = touchpoint.anchors.get(dimension, {})
        words = {rating: str(says.get(_field(dimension, rating), own.get(rating, ""))).strip() for rating in ANCHORED}
        if spoken := {rating: sentence for rating, sentence in words.items() if sentence}:
            anchors[dimension] = spoken
    return anchors


def _starts(form: HeldForm) -> None:
    """Offer the words that most touchpoints of a template, or of a journey of one's own, share."""
    offered = dict(_with_anchors())
    if offered:
        st.selectbox(
            "Start from the words of",
            list(offered),
            index=None,
            placeholder="Choose a journey",
            key=form.at("start"),
            on_change=safely(_start),
            args=(form, offered),
        )


def _with_anchors() -> Iterator[tuple[str, Journey]]:
    for journey in (*cached(offered_journeys), *(template.journey for template in all_templates())):
        if journey.usual_anchors():
            yield journey.name, journey


def _start(form: HeldForm, offered: Mapping[str, Journey]) -> None:
    if name := st.session_state.pop(form.at("start"), None):
        for dimension, sentences in offered[name].usual_anchors().items():
            form.put_in(**{_field(dimension, rating): words for rating, words in sentences.items()})


def _field(dimension: Dimension, rating: int) -> str:
    return f"anchor_{dimension}_{rating}"
