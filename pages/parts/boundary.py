"""The one error boundary: a page, a tap and a part that runs by itself end in words, never in a trace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException

from audit.errors import in_words
from pages.parts.undisturbed import undisturbed
from pages.parts.words import show_problem

_Given = ParamSpec("_Given")
_PROBLEM = "problem_of_tap"
_BROKE = "Something broke on this page. Try again"
_TAP_BROKE = "Something broke, and what you did last may not be saved. Check whether it is, then try again"


@dataclass(slots=True)
class _Problem:
    """What stood in the way of a tap, "" once it was shown; a page that was stopped cannot touch the session itself."""

    sentence: str

    def forget(self, shown: str) -> None:
        """Forget what was shown; what came up since is for the next run."""
        if self.sentence == shown:
            self.sentence = ""


_TOP: ContextVar[DeltaGenerator | None] = ContextVar("top of the page that is being drawn", default=None)


@contextmanager
def boundary() -> Iterator[None]:
    """Show in words what goes wrong inside, and above it, once, what went wrong with the tap that led here.

    It is shown before the page is drawn, since a page that stops can show nothing more. Where the page begins anew
    halfway, it is shown again by the run that comes to an end.
    """
    top, tapped = st.container(key="tap-problem"), _tapped()  # always there, so that nothing below changes its place
    if shown := tapped.sentence:
        top = top.empty()
        with top:
            show_problem(shown)
    outer = _TOP.set(top)
    try:
        with _shown():
            yield
    except StopException:
        tapped.forget(shown)
        raise
    else:
        tapped.forget(shown)
    finally:
        _TOP.reset(outer)


def safely(act: Callable[_Given, object]) -> Callable[_Given, None]:
    """Return `act` for a widget to call: what goes wrong is shown by the page that follows, and nothing is swallowed.

    Several widgets may have changed at once. Once one act has failed the others wait, since they may build on it: a
    review is not closed when the note written just before could not be saved.
    """

    @wraps(act)
    @undisturbed()
    def acted(*given: _Given.args, **named: _Given.kwargs) -> None:
        tapped = _tapped()
        if tapped.sentence:
            return
        try:
            act(*given, **named)
        except Exception as problem:  # noqa: BLE001  # Streamlit would show its own box instead of the page
            tapped.sentence = str(in_words(problem, "a tap", _TAP_BROKE))

    return acted


def fragment(run_every: str | None = None) -> Callable[[Callable[_Given, None]], Callable[_Given, None]]:
    """Return what makes a function a fragment of the page, which ends in words when it runs by itself too.

    Args:
        run_every: how often it is drawn anew, "3s"; None for only when something in it is tapped.
    """

    def bounded(part: Callable[_Given, None]) -> Callable[_Given, None]:
        @wraps(part)
        def shown(*given: _Given.args, **named: _Given.kwargs) -> None:
            if _tapped().sentence and _TOP.get() is None:
                st.rerun()  # the page shows it where it stays; here it would go with the next turn
            with _shown():
                part(*given, **named)

        return st.fragment(shown, run_every=run_every)

    return bounded


@contextmanager
def _shown() -> Iterator[None]:
    try:
        yield
    except Exception as problem:  # noqa: BLE001  # nobody is shown a trace
        show_problem(str(in_words(problem, "a page", _BROKE)))


def _tapped() -> _Problem:
    tapped: _Problem = st.session_state.setdefault(_PROBLEM, _Problem(""))
    return tapped
