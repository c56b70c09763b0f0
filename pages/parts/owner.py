"""An owner that looks like a person's name is asked about once, before a room sees it; whoever means it goes on."""

from collections.abc import Callable

import streamlit as st

from audit.model.role import likely_person, words_of
from audit.model.view import View
from audit.store.commitment import commitments
from audit.store.journey import touchpoints
from audit.store.opening import Store
from audit.store.place import places
from audit.store.recovery import recoveries
from audit.store.service import services
from pages.parts.boundary import safely
from pages.parts.session import cached
from pages.parts.words import plain

LABEL = "Who owns it? A role or a team, no person’s name"
_UNSURE, _SURE = "owner.asked", "owner.sure"


def must_confirm(key: str, owner: str) -> bool:
    """Return whether somebody must first say that this owner is meant; what was meant before is not asked again."""
    sure: set[str] = st.session_state.setdefault(_SURE, set())
    name = owner.strip()
    is_owner = name.casefold() in cached(_owners)
    if name in sure or is_owner or not likely_person(name, cached(_known)):
        _questions().pop(key, None)
        return False
    _questions()[key] = name
    return True


def confirm_owner(key: str, act: Callable[[], object]) -> None:
    """Ask, where an owner looked like a person's name, and go on with `act` for whoever means it."""
    if not (name := _questions().get(key)):
        return
    st.warning(
        f"“{plain(name)}” looks like a person’s name. Owners are shown to the whole room, and people change jobs: "
        "write the role or team instead, or go on if this is one.",
        icon=":material/badge:",
    )
    st.button("It is a role or a team: go on", key=f"owner.{key}", on_click=safely(_go_on), args=(key, name, act))


def _go_on(key: str, name: str, act: Callable[[], object]) -> None:
    st.session_state.setdefault(_SURE, set()).add(name)
    _questions().pop(key, None)
    act()


def _questions() -> dict[str, str]:
    questions: dict[str, str] = st.session_state.setdefault(_UNSURE, {})
    return questions


def _owners(current: Store) -> frozenset[str]:
    """Return who owns anything already."""
    owners = [*commitments(current)["owner"], *recoveries(current, View())["owner"]]
    return frozenset(str(owner).casefold() for owner in owners)


def _known(current: Store) -> frozenset[str]:
    known = touchpoints(current)
    names = [
        *known["touchpoint"],
        *known["journey"],
        *known["stage"],
        *places(current),
    ]
    return words_of([*map(str, names), *(service.name for service in services(current))])
