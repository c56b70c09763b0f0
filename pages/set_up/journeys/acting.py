"""Who changes the journeys, asked once for the whole page, and acts that carry that name."""

from collections.abc import Callable, Mapping
from uuid import UUID

import streamlit as st

from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce
from pages.parts.session import store
from pages.parts.words import plain

DONE = "journeys"  # where what was done is announced
_WHO = HeldForm("journeys.who")


def ask_who() -> None:
    """Ask who changes the journeys; it may stay empty."""
    _WHO.ask(st.text_input, "Your name or initials (may stay empty)", "by", "", help="Shown in the history of changes.")


def by() -> str:
    """Return who changes the journeys, "" = not said."""
    return str(_WHO.typed.get("by", ""))


def button(label: str, key: str, act: Callable[..., object], *given: object, done: str = "", **look: object) -> None:
    """Show a button that does `act(store, *given, by)` at once, and says so.

    Args:
        label: what it says.
        key: what it is called by.
        act: a verb of the house.
        given: what the verb is given.
        done: what is said once it is done, "" = nothing, as the page itself shows it.
        look: what else the button takes.
    """
    st.button(label, key=key, on_click=safely(_do), args=(act, given, done), **look)  # type: ignore[arg-type]  # passed on


def _do(act: Callable[..., object], given: tuple[object, ...], done: str) -> None:
    act(store(), *given, by())
    if done:
        announce(DONE, done)


def button_once_chosen(
    label: str,
    names: Mapping[UUID, str],
    does: str,
    key: str,
    act: Callable[..., object],
    *given: object,
    about: str = "",
) -> None:
    """Offer a choice, and once it is made the button that does `act(store, *given, chosen, by)`.

    Args:
        label: what is chosen.
        names: what can be chosen, by key.
        does: what the button says before the name that was chosen.
        key: what the choice is called by.
        act: a verb of the house.
        given: what the verb is given before the key that was chosen.
        about: what is to be known before, "" = nothing.
    """
    if not names:
        return
    if st.session_state.get(key) not in names:  # it is gone meanwhile
        st.session_state.pop(key, None)
    chosen = st.selectbox(
        label, list(names), index=None, format_func=lambda one: names[one], placeholder="Choose one", key=key
    )
    if chosen is None:
        return
    if about:
        st.caption(about)
    text = f"{does} {plain(names[chosen])}"
    st.button(text, key=f"act.{key}", on_click=safely(_do_chosen), args=(act, given, key), width="content")


def _do_chosen(act: Callable[..., object], given: tuple[object, ...], key: str) -> None:
    if (chosen := st.session_state.get(key)) is not None:  # tapped twice: the first tap did it
        act(store(), *given, chosen, by())
        del st.session_state[key]
