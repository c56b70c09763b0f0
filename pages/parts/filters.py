"""Which observations a page looks at: chosen once, said in one line, the same on every page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from audit.figures import Question, touchpoints_not_shown
from audit.model.day import written_days
from audit.model.labels import METHOD_LABELS, RECOGNISED_LABELS
from audit.model.text import alphabetical
from audit.model.view import View
from audit.model.walk_through import Method, Recognised
from audit.publish.headlines.left_out import groups_left_out
from audit.publish.headlines.small_groups import not_shown_sentence
from audit.publish.headlines.words import MOST_CHOSEN, either
from audit.store.journey import touchpoints
from audit.store.observation import channels, customer_groups
from audit.store.place import places
from audit.store.view_filter import groups_hidden, is_too_small, without_small_groups
from pages.parts import address
from pages.parts.boundary import safely
from pages.parts.empty import end_if_too_small
from pages.parts.session import cached, programme, store, today
from pages.parts.words import plain

PERIODS = {"All time": None, "Last 12 months": 365, "Last 90 days": 90, "Last 30 days": 30}
CHOSEN_DAYS = "From a day to a day"
_FIRST_HAND = "Seen first-hand only"
_RECOGNISED = {RECOGNISED_LABELS[key].capitalize(): key.value for key in Recognised}
_SEVERAL = ("journey", "place", "channel", "group", "method", "recognised")
_EVERY = {
    "period": "All time",
    "journey": "Every journey",
    "place": "Every place",
    "channel": "Every channel",
    "group": "Every group",
    "method": "Every method",
    "recognised": "Recognised or not",
    "seen": "First-hand and second-hand",
}
_LABELS = {
    "group": "Customer group",
    "recognised": "Whether the observer was recognised",
    "seen": "First-hand or second-hand",
}


def filter_bar(*by: str, one_journey: bool = False) -> Question:
    """Say what is looked at, offer the filter bar beneath, and return what is asked of the measures.

    The page ends here where the view chooses a customer group of which it holds too few moments.

    Args:
        by: what the page reports by.
        one_journey: whether the page shows one journey at a time.
    """
    bar = _bar(one_journey=one_journey)
    chosen = {key: _chosen(key, choices) for key, choices in bar.items()}
    since, until = _days(*chosen["period"])
    st.caption(_line(chosen, since, until))
    if one_journey:
        _say_that_one_is_shown(bar["journey"])
    box = st.expander("Filter", key="filters", type="compact", icon=":material/filter_alt:", on_change="rerun")
    if box.open:
        with box:
            _offer(bar, since, until)
    else:
        for key, choices in bar.items():
            address.say_what_is_missing(key, choices, choices[0] if _is_several(key, choices) else "")
    question = Question(as_of=today(), view=_view(chosen, since, until), by=by, ratio=programme().recovery_ratio)
    end_if_too_small(st.container(), is_too_small(store(), question.view))
    return _without_small_groups(question)


def _without_small_groups(question: Question) -> Question:
    """Leave out the customer groups that may not be shown, and say so; what is said of a view is then true of it."""
    view = without_small_groups(store(), question.view)
    if hidden := groups_hidden(store(), question.view):
        st.caption(plain(groups_left_out(hidden)))
    shown = replace(question, view=view)
    if left_out := touchpoints_not_shown(store(), shown):
        st.caption(plain(not_shown_sentence(left_out)))
    return shown


def _bar(*, one_journey: bool) -> dict[str, list[str]]:
    """Return what can be chosen, what goes without saying first."""
    names = list(dict.fromkeys(touchpoints(store())["journey"]))
    offered: dict[str, Sequence[str]] = {
        "period": [*list(PERIODS)[1:], CHOSEN_DAYS],
        "journey": names,
        "place": alphabetical(cached(places)),
        "channel": cached(channels),
        "group": cached(customer_groups),
        "method": list(Method),
        "recognised": list(_RECOGNISED),
        "seen": [_FIRST_HAND],
    }
    every = _EVERY | ({"journey": ""} if one_journey and names else {})
    return {key: [*filter(None, [every[key]]), *map(str, choices)] for key, choices in offered.items()}


def _is_several(key: str, choices: Sequence[str]) -> bool:
    """Tell whether several can be chosen; not where one has to be."""
    return key in _SEVERAL and choices[0] == _EVERY[key]


def _chosen(key: str, choices: Sequence[str]) -> tuple[str, ...]:
    """Return what narrows, nothing where all is looked at."""
    if _is_several(key, choices):
        return address.several_in_address(key, choices[1:])
    word = address.in_address(key, choices)
    return () if word == _EVERY[key] else (word,)


def _say_that_one_is_shown(journeys: Sequence[str]) -> None:
    named = address.several_in_address("journey", journeys)
    if len(named) > 1:
        st.caption(plain(f"{len(named)} journeys are chosen. This page shows one at a time, here {named[0]}."))


def _offer(bar: Mapping[str, list[str]], since: date | None, until: date | None) -> None:
    with st.container(horizontal=True, gap="small"):
        for key, choices in bar.items():
            label, shown = _LABELS.get(key, key.capitalize()), _shown_as if key == "method" else str
            if _is_several(key, choices):
                address.several(label, choices[1:], key, choices[0], width=232, format_func=shown)
            else:
                address.choice(label, choices, key, width=232, format_func=shown)
        if since and until:
            address.day("From", "from", since, width=232)
            address.day("To", "to", until, width=232)
    if address.is_narrowed():
        st.button(
            "Clear the filter",
            icon=":material/filter_alt_off:",
            key="filters.clear",
            on_click=safely(address.widen),
            type="tertiary",
        )


def _days(period: str = "All time") -> tuple[date | None, date | None]:
    """Return the first and the last day of a period, None where it is open; two chosen days count in either order."""
    if period == CHOSEN_DAYS:
        days = address.day_in_address("from", today() - timedelta(days=89)), address.day_in_address("to", today())
        return min(days), max(days)
    back = PERIODS[period]
    return (today() - timedelta(days=back - 1) if back else None), None


def _line(chosen: Mapping[str, tuple[str, ...]], since: date | None, until: date | None) -> str:
    """Say what is looked at: "Main hall or Annex · 4 channels · Last 90 days"."""
    narrowed = [_in_words(key, words) for key, words in chosen.items() if words and key != "period"]
    days = written_days(since, until) if since and until else next(iter(chosen["period"]), _EVERY["period"])
    return plain(" · ".join([*(narrowed or ["All observations"]), days]))


def _in_words(key: str, words: Sequence[str]) -> str:
    if len(words) > MOST_CHOSEN:
        return f"{len(words)} {key}s"
    first, *others = map(_shown_as, words) if key == "method" else words
    return either([first, *(map(str.lower, others) if key == "recognised" else others)])


def _shown_as(method: str) -> str:
    return METHOD_LABELS.get(method, method)


def _view(chosen: Mapping[str, tuple[str, ...]], since: date | None, until: date | None) -> View:
    return View(
        since=since,
        until=until,
        journeys=tuple(address.as_key("journey", name) for name in chosen["journey"]),
        places=chosen["place"],
        channels=chosen["channel"],
        customer_groups=chosen["group"],
        methods=chosen["method"],
        recognised=tuple(_RECOGNISED[word] for word in chosen["recognised"]),
        second_hand=not chosen["seen"],
    )
