"""Describing a service: one form, whose every word is held until it is kept or given up, errors beside their field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions import catalogue
from audit.errors import AuditError, GoneError, ServiceExistsError, required
from audit.model.duration import duration_words, minutes_of
from audit.model.keys import new_key
from audit.model.service import MOST_WORDS, Service
from audit.store.journey import offered_touchpoints
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import cached, programme, store

_Read = TypeVar("_Read")

_TEXTS = ("name", "description", "proper_channel", "emergency", "hours")
_OPEN, _NEW, _DONE = "service.open", "service.new", "service"


def is_open(service_id: UUID) -> bool:
    """Return whether this service is being changed."""
    return st.session_state.get(_OPEN) == service_id


def opener(label: str, service_id: UUID, *, key: str, **look: Any) -> None:
    """Show the button that opens the form of a service, and say where words wait that were not kept yet."""
    waiting = bool(_held(service_id).typed)
    st.button(label, key=key, on_click=safely(_open), args=(service_id,), **{"icon": ":material/edit:"} | look)
    if waiting:
        st.caption("What you typed here is not saved yet; it is still in the form.")


def adding(served: pd.DataFrame) -> None:
    """Offer to describe one more service."""
    held: UUID = st.session_state.setdefault(_NEW, new_key())
    if is_open(held):
        with st.container(border=True):
            st.subheader("A new service", anchor=False)
            form(Service("New", id=held), served, is_new=True)
    else:
        opener("Add a service", held, key="add", icon=":material/add:")


def show_done() -> None:
    """Say, once, what was kept or taken out a moment ago."""
    show_announced(_DONE)


def form(service: Service, served: pd.DataFrame, *, is_new: bool) -> None:
    """Ask for everything the catalogue says of a service.

    Args:
        service: the service as it stands; a new one lends only its key.
        served: every touchpoint with the service it belongs to.
        is_new: whether it is not in the catalogue yet.
    """
    served = served[served["touchpoint_id"].isin(cached(offered_touchpoints)["touchpoint_id"])]
    first = _first_words(service, served, is_new=is_new)
    asking = _Asking(_held(service.id), first, _problems(service.id, first))
    _ask_in_words(asking)
    _ask_the_promise(asking)
    _ask_touchpoints(asking, served, service.id)
    asking.ask(st.text_input, "Your name or initials", "by", help="Shown in the history of this change.")
    with st.container(horizontal=True):
        st.button("Save this service", type="primary", on_click=safely(_keep), args=(service.id, first))
        st.button(
            "Discard what I typed" if is_new else "Leave it as it was", on_click=safely(_close), args=(service.id,)
        )
    if not is_new:
        _offer_to_drop(service, first)


@dataclass(frozen=True, slots=True)
class _Asking:
    """The form while it is being filled in: what it said at first, and what is wrong with it now, field by field."""

    form: HeldForm
    first: Mapping[str, Any]
    problems: Mapping[str, str]

    def ask(self, widget: Callable[..., Any], label: str, field: str, **more: Any) -> None:
        self.form.ask(widget, label, field, self.first[field], problem=self.problems.get(field, ""), **more)


def _problems(service_id: UUID, first: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the way of keeping it; that a name is missing is said only to who tried to."""
    problems = _read(_words(service_id, first), service_id)[1]
    if not first["name"]:
        problems.pop("name", None)
    return problems


def _ask_in_words(asking: _Asking) -> None:
    known_by = "Use the name in your reports, so that their service metrics belong to it."
    asking.ask(st.text_input, "Name", "name", max_chars=80, help=known_by)
    asking.ask(st.text_area, "What it is, in one sentence", "description", max_chars=MOST_WORDS, height=112)
    for label, field in (
        ("Proper channel: how to ask for it", "proper_channel"),
        ("What counts as an emergency, and what to do then", "emergency"),
        ("Hours", "hours"),
    ):
        asking.ask(st.text_input, label, field, max_chars=MOST_WORDS)


def _ask_the_promise(asking: _Asking) -> None:
    example = "e.g. 20 minutes, 4 hours, 2 days"
    clock = "Counted round the clock, as customers wait. Leave it empty to promise nothing."
    asking.ask(st.text_input, "First response within", "first_response", placeholder=example, help=clock)
    asking.ask(st.text_input, "Done within", "resolution", placeholder=example, help=clock)
    asking.ask(
        st.number_input,
        "Out of 100, how many should keep the promise?",
        "target",
        min_value=1.0,
        max_value=100.0,
        step=1.0,
        format="%.4g",
        placeholder=f"{100 * programme().attainment_target:.4g}, as the programme says",
    )


def _ask_touchpoints(asking: _Asking, served: pd.DataFrame, service_id: UUID) -> None:
    """Offer the touchpoints that are free or belong here as taps, and those of other services in a list."""
    rows = {row["touchpoint_id"]: row for row in served.to_dict("records")}
    form = asking.form
    chosen = [one for one in _words(service_id, asking.first)["touchpoints"] if one in rows]
    if "touchpoints" in form.typed:  # one that is gone by now must not be offered
        form.typed["touchpoints"] = chosen
    here = {"", str(service_id)}
    near = [one for one, row in rows.items() if row["service_id"] in here or one in chosen]
    names = {one: row["touchpoint"] for one, row in rows.items()}
    if near:
        label = "Touchpoints that belong to it"
        asking.ask(st.pills, label, "touchpoints", options=near, format_func=names.get, selection_mode="multi")
    if away := {one: row for one, row in rows.items() if one not in near}:
        st.selectbox(
            "Bring over a touchpoint of another service",
            list(away),
            index=None,
            format_func=lambda one: f"{names[one]} (now: {rows[one]['service']})",
            placeholder="Choose one",
            key=form.at("brought"),
            on_change=safely(_bring_over),
            args=(service_id, chosen),
        )


def _offer_to_drop(service: Service, first: Mapping[str, Any]) -> None:
    with st.expander("Take this service out", type="compact"):
        st.markdown("Its touchpoints stay, without a service. What it promised stays in the history.")
        st.button("Take it out of the catalogue", on_click=safely(_drop), args=(service, first))


def _first_words(service: Service, served: pd.DataFrame, *, is_new: bool) -> dict[str, Any]:
    """Return what the form says before anything is typed, field by field."""
    if is_new:
        return dict.fromkeys((*_TEXTS, "first_response", "resolution", "by"), "") | {"target": None, "touchpoints": []}
    own = served["service_id"] == str(service.id)
    promised = (("first_response", service.first_response_minutes), ("resolution", service.resolution_minutes))
    return {
        **{name: getattr(service, name) for name in _TEXTS},
        **{name: duration_words(minutes) if minutes else "" for name, minutes in promised},
        "target": 100 * service.target_share if service.target_share else None,
        "touchpoints": list(served.loc[own, "touchpoint_id"]),
        "by": "",
    }


def _read(typed: Mapping[str, Any], service_id: UUID) -> tuple[Service | None, dict[str, str]]:
    """Read a service from what was typed; what cannot be read is said field by field."""
    problems: dict[str, str] = {}

    def tried(field: str, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except AuditError as problem:
            problems[field] = str(problem)
            return None

    def minutes(field: str, name: str) -> float | None:
        return tried(field, lambda: minutes_of(typed[field], name)) if typed[field].strip() else None

    name = tried("name", lambda: required("The name", typed["name"]))
    first, last = minutes("first_response", "The first response"), minutes("resolution", "The time until it is done")
    share = typed["target"] / 100 if typed["target"] else None
    words = {field: typed[field].strip() for field in _TEXTS[1:]}
    service = tried(
        "resolution",
        lambda: Service(
            name or "Not named",
            first_response_minutes=first,
            resolution_minutes=last,
            target_share=share,
            id=service_id,
            **words,
        ),
    )
    return (None if problems else service), problems


def _open(service_id: UUID) -> None:
    st.session_state[_OPEN] = service_id


def _held(service_id: UUID) -> HeldForm:
    return HeldForm(f"service.{service_id}")


def _words(service_id: UUID, first: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form says now: what was typed, else what it said at first."""
    return {**first, **_held(service_id).typed}


def _bring_over(service_id: UUID, chosen: list[str]) -> None:
    form = _held(service_id)
    form.put_in(touchpoints=[*chosen, st.session_state.pop(form.at("brought"))])


def _keep(service_id: UUID, first: Mapping[str, Any]) -> None:
    words = _words(service_id, first)
    service, problems = _read(words, service_id)
    if service is None:
        _held(service_id).refuse({"name": problems["name"]} if "name" in problems else {})
        return
    try:
        touchpoints = [UUID(key) for key in words["touchpoints"]]
        catalogue.keep_service(store(), service, touchpoints, words["by"].strip() or "not said")
    except ServiceExistsError as problem:
        _held(service_id).refuse({"name": str(problem)})
        return
    _close(service_id)
    announce(_DONE, f"Saved: {service.name}.")


def _drop(service: Service, first: Mapping[str, Any]) -> None:
    done = f"Taken out of the catalogue: {service.name}."
    try:
        catalogue.drop_service(store(), service.id, _words(service.id, first)["by"].strip() or "not said")
    except GoneError as problem:
        done = str(problem)
    _close(service.id)
    announce(_DONE, done)


def _close(service_id: UUID) -> None:
    """Close the form and forget what was typed in it."""
    _held(service_id).let_go()
    st.session_state.pop(_OPEN, None)
    if st.session_state.get(_NEW) == service_id:
        del st.session_state[_NEW]
