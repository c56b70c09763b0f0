"""The observations behind a figure: which they are stands in the address, so that a link shows the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from audit import figures
from audit.figures import Question
from audit.model.day import written_day
from audit.model.evidence import Counts, Evidence
from audit.model.labels import DIMENSION_LABELS, METHOD_LABELS
from audit.model.rating import DIMENSIONS, Dimension
from audit.model.side import side_spelt
from audit.model.view import View
from audit.publish.headlines.observations import observations_headline, outcomes_sentence
from audit.store.evidence import is_too_small_behind, observations_behind, outcomes_behind
from audit.store.names import touchpoint_names
from pages.parts.boundary import safely
from pages.parts.empty import end_if_too_small
from pages.parts.filters import filter_bar
from pages.parts.leads import BEHIND, behind
from pages.parts.photos import photo_rows
from pages.parts.session import cached, store
from pages.parts.words import headline, in_their_language, opening, plain

SHOWN = 50  # at first, and added by each "Show more"
_RATINGS = ("1", "2", "3", "4", "5")
_MARKS = {"positive": ("●", "Good"), "neutral": ("■", "Neither"), "negative": ("▼", "Bad")}
_LOOK = """<style>
ul.observations{list-style:none;margin:0;padding:0}
ul.observations>li{border-left:4px solid light-dark(#6A717B,#9AA2AC);padding:.1rem 0 .1rem .9rem;
margin:0 0 1.2rem!important;overflow-wrap:anywhere}
.observations .positive{border-color:light-dark(#0067A3,#5DB4EA)}
.observations .negative{border-color:light-dark(#B8470B,#FF9157)}
.observations p{margin:0 0 .2rem}
.observations .words{font-size:1.1rem;line-height:1.5;white-space:pre-wrap}
.observations .beside{opacity:.85}
</style>"""


@dataclass(frozen=True, slots=True)
class Behind:
    """The observations behind a figure: of which view, which of them, and where and when in words."""

    view: View
    evidence: Evidence
    where: str = ""
    days: str = ""

    @property
    def outcomes(self) -> dict[str, int]:
        """How many they are, by outcome."""
        return outcomes_behind(store(), self.view, self.evidence)

    @property
    def sentence(self) -> str:
        """The one sentence of the page."""
        return observations_headline(self.outcomes, self.evidence, self.where, self.days)


def observed_page(title: str) -> None:
    """Show the observations behind a figure instead of the page `title` that it stands on.

    They are a view of that page with its filter bar, so that the back button leads to the figure.
    """
    heading = opening(title)
    behind_it = chosen(filter_bar(), behind())
    st.button(f"Back to {title}", icon=":material/arrow_back:", on_click=safely(_leave))
    end_if_too_small(heading, is_too_small_behind(store(), behind_it.view, behind_it.evidence))
    headline(heading, behind_it.sentence)
    st.markdown(plain(outcomes_sentence(behind_it.outcomes)))
    _listed(behind_it)


def chosen(question: Question, word: Mapping[str, str]) -> Behind:
    """Return what the address asks for within what the filter bar shows; a word it does not know narrows nothing."""
    if word.get("service"):
        return _beside_metric(question, word)
    names, at, evidence = touchpoint_names(store()), word.get("touchpoint", ""), _evidence(word)
    side = side_spelt(word.get("side", ""))
    view = replace(side.within(question.view) if side else question.view, touchpoint=names.key_of(at) or at or None)
    return Behind(view, evidence, names.shown(at), side.label if side else _days_in_words(evidence.spans))


def _evidence(word: Mapping[str, str]) -> Evidence:
    first, last = _day(word.get("first", "")), _day(word.get("last", ""))
    dimension = Dimension(word["dimension"]) if word.get("dimension") in list(Dimension) else None
    rating = int(word["rating"]) if dimension and word.get("rating") in _RATINGS else None
    counts = Counts(word["of"]) if word.get("of") in list(Counts) else Counts.ALL
    spans = ((first, last),) if first and last and first <= last else ()
    return Evidence(counts, dimension, rating, spans=spans)


def _leave() -> None:
    st.query_params.pop(BEHIND, None)


def _listed(chosen: Behind) -> None:
    """Show the latest observations, as many as are wanted."""
    shown = _shown(chosen)
    observations = cached(observations_behind, chosen.view, chosen.evidence, shown)
    st.html(observed_list(observations, photo_rows(observations["id"])))
    if sum(chosen.outcomes.values()) > shown:
        st.button("Show more", icon=":material/expand_more:", on_click=safely(_show_more), args=(chosen,))


def observed_list(observations: pd.DataFrame, photos: Mapping[str, str]) -> str:
    """Return observations as a list: outcome, day, place, words, photos and ratings of each.

    Args:
        observations: with the columns of `audit.store.evidence.observations_behind`.
        photos: what `photo_rows` returns of them.
    """
    rows = "".join(_item(row, photos.get(row["id"], "")) for row in observations.to_dict("records"))
    return f'{_LOOK}<ul class="observations">{rows}</ul>'


def _beside_metric(question: Question, word: Mapping[str, str]) -> Behind:
    names = {"service": "service", "touchpoint": "met_at", "place": "at", "metric": "metric"}
    of = {column: word.get(name, "") for column, name in names.items()}
    at = touchpoint_names(store())
    if not at.sharing(of["touchpoint"]):
        of["touchpoint"] = at.shown(of["touchpoint"])
    view, evidence = figures.metric_evidence(store(), question, of, word.get("month", ""))
    where = ", ".join(filter(None, [of["touchpoint"] or of["service"], of["place"]]))
    return Behind(view, evidence, where, _days_in_words(evidence.spans))


def _days_in_words(spans: tuple[tuple[date, date], ...]) -> str:
    """Say from when to when; where there are gaps between, the ends tell enough."""
    if not spans:
        return ""
    first, last = min(first for first, _ in spans), max(last for _, last in spans)
    return f"on {written_day(first)}" if first == last else f"from {written_day(first)} to {written_day(last)}"


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _item(row: Mapping[Any, Any], photos: str) -> str:
    mark, outcome = _MARKS[row["outcome"]]
    head = [
        f"{mark} {outcome}",
        written_day(row["observed_on"], "short"),
        row["touchpoint"],
        row["place"],
        METHOD_LABELS[row["method"]],
    ]
    ratings = [
        f"{DIMENSION_LABELS[name].capitalize()} {row[name.value]}"
        for name in DIMENSIONS
        if not pd.isna(row[name.value])
    ]
    words = f'<p class="words" {in_their_language()}>{escape(row["what_happened"])}</p>' if row["what_happened"] else ""
    return (
        f'<li class="{row["outcome"]}"><p class="beside">{_joined(head)}</p>{words}{photos}'
        f'<p class="beside">{_joined([*ratings, row["customer_group"]])}</p></li>'
    )


def _joined(parts: list[str]) -> str:
    return escape(" · ".join(part for part in parts if part))


def _shown(chosen: Behind) -> int:
    wanted, shown = st.session_state.get("observations_shown", (None, SHOWN))
    return int(shown) if wanted == chosen else SHOWN


def _show_more(chosen: Behind) -> None:
    st.session_state["observations_shown"] = (chosen, _shown(chosen) + SHOWN)
