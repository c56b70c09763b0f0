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
from audit.publish.headlines.words import listed
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
_GOES_ALONG = (*STAYS, "compare", "side")  # what is compared narrows nothing
_LOOKED_THROUGH = 12  # so many choices need no searching
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
            named = {key: st.query_params.get_all(key) for key in st.query_params}
            st.query_params.from_dict({**held, **named})
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
    """Return which of `choices` the address names, the first of several; the first of all where it names none."""
    return next(iter(several_in_address(key, choices)), choices[0])


def several_in_address(key: str, choices: Sequence[str]) -> tuple[str, ...]:
    """Return those of `choices` that the address names, in their order.

    A journey or touchpoint stands in it by its key; by a name of today or of before it is found too, and so are places
    and customer groups, which stand in it by name.
    """
    named = {_shown_today(key, word, choices) for word in st.query_params.get_all(key)}
    return tuple(word for word in choices if word in named)


def say_what_is_missing(key: str, choices: Sequence[str], every: str = "") -> None:
    """Say what the address names that is none of `choices`: another view than the link meant would pass for it.

    Args:
        key: the name in the address.
        choices: what can be chosen.
        every: what is shown where several can be chosen and none is; "" where one is chosen, at first the first.
    """
    words = [word for word in st.query_params.get_all(key) if word]
    missing = [word for word in words if _shown_today(key, word, choices) not in choices]
    if not missing:
        return
    named, are = listed([f"“{word}”" for word in missing]), "is" if len(missing) == 1 else "are"
    shown = (listed(several_in_address(key, choices) or [every])) if every else in_address(key, choices)
    st.caption(plain(f"{named}, which the link names, {are} not among what can be chosen here. Shown: {shown}."))


def _shown_today(key: str, word: str, choices: Sequence[str]) -> str:
    """Return how that is shown today which the address calls `word` under `key`; the word itself where nothing is."""
    if word and key in _CALLED:
        return name_of_today(store(), _CALLED[key], word)
    if not word or key not in _NAMED or word in choices:
        return word
    names = _NAMED[key](store())
    if key != "journey" and (journeys := st.query_params.get_all("journey")):
        of = {journey_names(store()).shown(journey) for journey in journeys}
        every = touchpoints(store())
        word = names.one_of(every.loc[every["journey"].isin(of), "touchpoint_id"], word) or word
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
    widget = _put_in(key, in_address(key, choices))
    chosen: str = st.selectbox(
        label, choices, key=widget, on_change=safely(_write), args=(key, choices[0], _spelling(key)), **look
    )
    say_what_is_missing(key, choices)
    return chosen


def several(label: str, choices: Sequence[str], key: str, every: str, **look: Any) -> None:
    """Offer `choices`, of which several can be chosen, and keep them in the address under `key`, each by itself.

    Args:
        label: what is chosen.
        choices: the words offered.
        key: the name in the address, as for `choice`.
        every: what is shown where none is chosen.
        look: what else `st.multiselect` takes.
    """
    widget = _put_in(key, list(several_in_address(key, choices)))
    # a list that can be looked through needs no keyboard, which would hide it on a phone
    look["filter_mode"] = None if len(choices) <= _LOOKED_THROUGH else "fuzzy"
    st.multiselect(
        label,
        choices,
        key=widget,
        on_change=safely(_write),
        args=(key, [], partial(_spelt, key)),
        placeholder=every,
        select_all=False,
        wrap=True,  # what is chosen is seen, however much it is
        **look,
    )
    say_what_is_missing(key, choices, every)


def _spelling(key: str) -> Callable[[str], str]:
    return partial(as_key, key) if key in _NAMED else str


def _spelt(key: str, chosen: Sequence[str]) -> list[str]:
    return [_spelling(key)(word) for word in chosen]


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


def _write(key: str, usual: Any, spelt: Callable[[Any], str | list[str]]) -> None:
    chosen = st.session_state[f"address.{key}"]
    if chosen == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = spelt(chosen)
    _hold()


def _hold() -> None:
    st.session_state["held"] = {key: st.query_params.get_all(key) for key in _GOES_ALONG if key in st.query_params}
