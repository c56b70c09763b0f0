"""What is typed in a form is held until its act has succeeded; what stands in the way is shown where it was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import streamlit as st

from audit.errors import AuditError
from audit.model.keys import new_key
from pages.parts.boundary import safely
from pages.parts.words import plain, show_problem

_Record = TypeVar("_Record")
_FORMS, _DONE = "held_forms", "held_done"


@dataclass(slots=True)
class _Held:
    """What a session holds of one form: what it said at first, what was typed, what is wrong, by field ("" = all).

    `begun_on` is the record it was first filled in from, where it sets one right.
    """

    first: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    key: UUID = field(default_factory=new_key)
    begun_on: Any = None


@dataclass(frozen=True, slots=True)
class HeldForm:
    """A form of this session, known by its name.

    Streamlit forgets a field that is not drawn, be it for one look at another page. So what is typed is held beside
    the fields, and put back into them whenever they are drawn.

    Attributes:
        name: what the form is for, with the key of what it is about; its fields are called `name.field`.
        is_sent_together: whether its fields stand within `st.form`, which says what was typed when it is sent.
    """

    name: str
    is_sent_together: bool = False

    @property
    def is_open(self) -> bool:
        """Whether anything is held; nothing is once the act succeeded, so that a second tap finds nothing to do."""
        return self.name in _forms()

    @property
    def key(self) -> UUID:
        """The key of what the form will write, the same however often it is tried."""
        return self._held.key

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, by field; a field that nobody touched is not in it."""
        return _forms()[self.name].typed if self.is_open else {}

    @property
    def answers(self) -> dict[str, Any]:
        """What the form answers now, by field: what was typed, else what it said at first."""
        return self._held.first | self._held.typed

    def begun_on(self, stands: _Record) -> _Record:
        """Return the record as it stood when the form was filled in from it, which its answers are compared with."""
        if self._held.begun_on is None:
            self._held.begun_on = stands
        record: _Record = self._held.begun_on
        return record

    def go_on_from(self, record: object) -> None:
        """Compare the answers with this record from now on."""
        self._held.begun_on = record

    def at(self, name: str) -> str:
        """Return what the widget of a field is called by."""
        return f"{self.name}.{name}"

    def ask(
        self, widget: Callable[..., Any], label: str, name: str, first: Any, problem: str = "", **more: Any
    ) -> None:
        """Show a field with what is held of it, and what is wrong with it beneath.

        Args:
            widget: how it is asked, a function of Streamlit.
            label: what is asked.
            name: the field.
            first: what it says until something is typed.
            problem: what is wrong with it as it stands, "" = what was refused last, if anything.
            more: what else the widget takes.
        """
        held = self._held
        held.first[name] = first
        if self.is_sent_together:  # the browser holds what is not sent yet, and would lose it if it were put in anew
            st.session_state.setdefault(self.at(name), held.typed.get(name, first))
        else:
            st.session_state[self.at(name)] = held.typed.get(name, first)
            more = {"on_change": safely(self.hold), "args": (name,)} | more
        widget(label, key=self.at(name), **more)
        if wrong := problem or held.problems.get(name, ""):
            show_problem(wrong)

    def hold(self, *names: str) -> None:
        """Hold what stands in these fields now."""
        self.put_in(**{name: st.session_state[self.at(name)] for name in names})

    def take_up(self) -> None:
        """Hold what was sent with the form."""
        self.hold(*(name for name in self._held.first if self.at(name) in st.session_state))

    def put_in(self, **values: Any) -> None:
        """Hold these values as if they had been typed."""
        for name, value in values.items():
            self._held.typed[name] = value
            self._held.problems.pop(name, None)

    def attempt(self, act: Callable[[], object], field: str = "") -> bool:
        """Act and let go, or note what stands in the way and lose nothing typed; return whether it was done.

        Args:
            act: what the form is for.
            field: the one field that it writes: a problem stands beneath it until it is changed, and the other fields
                are held on; "" = it writes them all.
        """
        if self.is_sent_together:
            self.take_up()
        try:
            act()
        except AuditError as problem:
            self._held.problems[field] = str(problem)
            return False
        self.let_go(field)
        return True

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Note what stands in the way, by field; "" is the form as a whole."""
        self._held.problems = dict(problems)

    def show_problem(self) -> None:
        """Show, once, what stood in the way of the form as a whole."""
        if self.is_open and (problem := self._held.problems.pop("", "")):
            show_problem(problem)

    def let_go(self, field: str = "") -> None:
        """Forget what was typed and what was wrong with it, of one field or of all."""
        if field:
            for values in (self._held.typed, self._held.problems):
                values.pop(field, None)
            return
        gone = _forms().pop(self.name, _Held())
        if self.is_sent_together:
            for name in gone.first:
                st.session_state.pop(self.at(name), None)

    @property
    def _held(self) -> _Held:
        held: _Held = _forms().setdefault(self.name, _Held())
        return held


def announce(where: str, sentence: str) -> None:
    """Have a sentence about what was done shown by the page that follows."""
    st.session_state.setdefault(_DONE, {})[where] = sentence


def show_announced(where: str, icon: str = ":material/check:") -> bool:
    """Show, once, what was announced for this part of a page; return whether anything was."""
    sentence: str = st.session_state.get(_DONE, {}).pop(where, "")
    if sentence:
        st.success(plain(sentence), icon=icon)
    return bool(sentence)


def _forms() -> dict[str, _Held]:
    forms: dict[str, _Held] = st.session_state.setdefault(_FORMS, {})
    return forms
