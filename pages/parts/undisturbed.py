"""A tap is carried out to its end before the next one has its turn."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx

_LOOK = "on_scriptrunner_yield"


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let nothing break off what is done inside.

    Streamlit looks for the next tap whenever session state is read or written, and then ends what runs where it stands,
    a widget's callback too: what it was to keep is lost without a word, or kept and not known to be.
    """
    running = get_script_run_ctx(suppress_warning=True)
    if running is None or running.script_requests is None:
        yield
        return
    own = vars(running.script_requests)
    before = own.get(_LOOK)
    own[_LOOK] = lambda: None
    try:
        yield
    finally:
        own.pop(_LOOK)
        if before:
            own[_LOOK] = before
