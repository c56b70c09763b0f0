"""Which observations a page looks at: chosen once, said in one line, the same on every page."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import streamlit as st

from audit.figures import Question
from audit.model.day import written_days
from audit.model.labels import METHOD_LABELS, RECOGNISED_LABELS
from audit.model.text import alphabetical
from audit.model.view import View
from audit.model.walk_through import Method, Recognised
from audit.store.journey import touchpoints
from audit.store.observation import channels, customer_groups
from audit.store.place import places
from pages.parts import address
from pages.parts.session import cached, programme, store, today
from pages.parts.words import plain

PERIODS = {"All time": None, "Last 12 months": 365, "Last 90 days": 90, "Last 30 days": 30}
CHOSEN_DAYS = "From a day to a day"
_FIRST_HAND = "Seen first-hand only"
_RECOGNISED = {RECOGNISED_LABELS[key].capitalize(): key.value for key in Recognised}
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

    Args:
        by: what the page reports by.
        one_journey: whether the page shows one journey at a time.
    """
    bar = _bar(one_journey=one_journey)
    chosen_words = {key: address.in_address(key, choices) for key, choices in bar.items()}
    since, until = _days(chosen_words["period"])
    st.caption(_line(chosen_words, since, until))
    box = st.expander("Filter", key="filters", type="compact", icon=":material/filter_alt:", on_change="rerun")
    if box.open:
        with box:
            _offer(bar, since, until)
    else:
        for key, choices in bar.items():
            address.say_what_is_missing(key, choices)
    return Question(as_of=today(), view=_view(chosen_words, since, until), by=by, ratio=programme().recovery_ratio)


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


def _offer(bar: Mapping[str, list[str]], since: date | None, until: date | None) -> None:
    with st.container(horizontal=True, gap="small"):
        for key, choices in bar.items():
            label, shown = _LABELS.get(key, key.capitalize()), _shown_as if key == "method" else str
            address.choice(label, choices, key, width=232, format_func=shown)
        if since and until:
            address.day("From", "from", since, width=232)
            address.day("To", "to", until, width=232)


def _days(period: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period, None where it is open; two chosen days count in either order."""
    if period == CHOSEN_DAYS:
        days = address.day_in_address("from", today() - timedelta(days=89)), address.day_in_address("to", today())
        return min(days), max(days)
    back = PERIODS[period]
    return (today() - timedelta(days=back - 1) if back else None), None


def _line(chosen_words: Mapping[str, str], since: date | None, until: date | None) -> str:
    """Say what is looked at: "Every journey · Main hall · Last 90 days"."""
    chosen = {key: word for key, word in chosen_words.items() if word != _EVERY[key] and key != "period"}
    narrowed = [_shown_as(word) if key == "method" else word for key, word in chosen.items()]
    days = written_days(since, until) if since and until else chosen_words["period"]
    return plain(" · ".join([*(narrowed or ["All observations"]), days]))


def _shown_as(method: str) -> str:
    return METHOD_LABELS.get(method, method)


def _view(chosen_words: Mapping[str, str], since: date | None, until: date | None) -> View:
    chosen = {key: () if word == _EVERY[key] else (word,) for key, word in chosen_words.items()}
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
