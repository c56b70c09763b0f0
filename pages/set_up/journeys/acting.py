"""Who changes the journeys, asked once for the whole page, and acts that carry that name."""

from collections.abc import Callable

import streamlit as st

from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce
from pages.parts.session import store

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
