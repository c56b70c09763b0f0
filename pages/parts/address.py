"""What is chosen on a page stands in its address: a link shows the same view, the back button the view before.

Streamlit's own binding of widgets to the address replaces it, so that the back button would leave the app; what the
server writes into the address is a step of its own in the browser's history.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from audit.model.named import Named
from audit.store.earlier_name import name_of_today
from audit.store.journey import touchpoints
from audit.store.names import Names, journey_names, touchpoint_names
from audit.store.opening import Store
from pages.parts.boundary import safely
from pages.parts.session import store
from pages.parts.words import plain

_NAMED: Mapping[str, Callable[[Store], Names]] = {
    "journey": journey_names,
    **dict.fromkeys(("touchpoint", "met_at", "served_at"), touchpoint_names),
}

STAYS = (
    "journey",
    "place",
    "channel",
    "group",
    "method",
    "recognised",
    "seen",
    "period",
    "from",
    "to",
)  # on every page alike
_CALLED = {"place": Named.PLACE, "group": Named.CUSTOMER_GROUP}


def arrive(page: str) -> None:
    """Note that `page` is shown; what was chosen for every page is brought along from the one before.

    It has to be in the address before Streamlit is told of the page: the browser then makes one step of both. Written
    afterwards it is a second step, and the back button only leads to the first, which is the same page.

    Args:
        page: any word for the page, the same for the same page.
    """
    if st.session_state.get("page") != page:
        st.session_state["page"] = page
        held = st.session_state.get("held", {})
        if held and not is_narrowed():
            st.query_params.from_dict({**st.query_params.to_dict(), **held})
    _hold()


def is_narrowed() -> bool:
    """Tell whether the address narrows what is looked at."""
    return any(key in st.query_params for key in STAYS)


def widen() -> None:
    """Take every narrowing out of the address."""
    for key in STAYS:
        st.query_params.pop(key, None)
    _hold()


def in_address(key: str, choices: Sequence[str]) -> str:
    """Return which of `choices` the address names; the first where it names none of them.

    A journey or touchpoint stands in it by its key; by a name of today or of before it is found too, and so are places
    and customer groups, which stand in it by name.
    """
    word = _named(key, choices)
    return word if word in choices else choices[0]


def say_what_is_missing(key: str, choices: Sequence[str]) -> None:
    """Say that the address names none of `choices`: another view than the link meant would pass for it."""
    word = st.query_params.get(key, "")
    if word and _named(key, choices) not in choices:
        st.caption(plain(f"“{word}”, which the link names, is not among what can be chosen here. Shown: {choices[0]}."))


def _named(key: str, choices: Sequence[str]) -> str:
    """Return how that is shown today which the address names under `key`; the word itself where nothing is."""
    word = st.query_params.get(key, "")
    if word and key in _CALLED:
        return name_of_today(store(), _CALLED[key], word)
    if not word or key not in _NAMED or word in choices:
        return word
    names = _NAMED[key](store())
    if key != "journey" and (journey := st.query_params.get("journey", "")):
        of = journey_names(store()).shown(journey)
        every = touchpoints(store())
        word = names.one_of(every.loc[every["journey"] == of, "touchpoint_id"], word) or word
    return names.shown(word)


def as_key(key: str, name: str) -> str:
    """Return what stands in the address under `key` for the journey or touchpoint shown by `name`; else the name."""
    return _NAMED[key](store()).key_of(name) or name


def choice(label: str, choices: Sequence[str], key: str, **look: Any) -> str:
    """Offer `choices` and keep the chosen one in the address under `key`; the first is what goes without saying.

    Args:
        label: what is chosen.
        choices: the words offered, at least one.
        key: the name in the address; those of `STAYS` are taken along to other pages.
        look: what else `st.selectbox` takes.
    """
    widget, spelt = _put_in(key, in_address(key, choices)), partial(as_key, key) if key in _NAMED else str
    chosen: str = st.selectbox(
        label, choices, key=widget, on_change=safely(_write), args=(key, choices[0], spelt), **look
    )
    say_what_is_missing(key, choices)
    return chosen


def day(label: str, key: str, usual: date, **look: Any) -> date:
    """Offer a calendar day and keep it in the address under `key`, written as 2026-03-12."""
    widget = _put_in(key, day_in_address(key, usual))
    chosen: date = st.date_input(label, key=widget, on_change=safely(_write), args=(key, usual, date.isoformat), **look)
    return chosen


def day_in_address(key: str, usual: date) -> date:
    """Return the day the address names, `usual` where it names none."""
    try:
        return date.fromisoformat(st.query_params.get(key, ""))
    except ValueError:
        return usual


def words(label: str, key: str, **look: Any) -> str:
    """Offer a line to type in and keep what was typed in the address under `key`."""
    widget = _put_in(key, st.query_params.get(key, ""))
    typed: str = st.text_input(label, key=widget, on_change=safely(_write), args=(key, "", str.strip), **look)
    return typed.strip()


def tabs(names: Sequence[str], key: str) -> Sequence[TabContainer]:
    """Offer rooms of which one is open, and keep the open one in the address under `key`; the first goes unsaid."""
    widget = _put_in(key, in_address(key, names))
    return st.tabs(names, key=widget, on_change=safely(_write), args=(key, names[0], str))


def _put_in(key: str, value: Any) -> str:
    """Set the widget of `key` to what the address says, and return the widget's own key."""
    widget = f"address.{key}"
    st.session_state[widget] = value
    return widget


def _write(key: str, usual: Any, spelt: Callable[[Any], str]) -> None:
    chosen = st.session_state[f"address.{key}"]
    if chosen == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = spelt(chosen)
    _hold()


def _hold() -> None:
    st.session_state["held"] = {key: st.query_params[key] for key in STAYS if key in st.query_params}
