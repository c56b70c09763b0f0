"""Rows that are ticked for one act: the choice stays while one looks on, and some are shown at first."""

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from pages.parts.boundary import safely


@dataclass(frozen=True, slots=True)
class TickedRows:
    """The rows ticked in one place; `name` tells it from others, `first` rows are shown, and as many more each time."""

    name: str
    first: int

    @property
    def chosen(self) -> set[str]:
        """The keys of those that are ticked; whoever has acted on them clears it."""
        chosen: set[str] = st.session_state.setdefault(f"{self.name}.chosen", set())
        return chosen

    @property
    def most(self) -> int:
        """How many rows are shown."""
        most: int = st.session_state.get(f"{self.name}.rows", self.first)
        return most

    def all_or_none(self, every: Collection[str], label: str) -> None:
        """Offer to tick `every` row, by a button with that label, or none."""
        chosen = self.chosen
        st.button(label, key=f"{self.name}.all", on_click=safely(self._add), args=(tuple(every),),
                  disabled=set(every) <= chosen)  # fmt: skip
        st.button("Choose none", key=f"{self.name}.none", on_click=safely(chosen.clear), disabled=not chosen)

    def box(self, row: str, label: str) -> None:
        """Show the box of one row."""
        key = f"{self.name}.pick.{row}"
        st.session_state[key] = row in self.chosen
        st.checkbox(label, key=key, on_change=safely(self._tick), args=(row,))

    def more(self, rows: int) -> None:
        """Offer the next of so many rows, where not all are shown."""
        most = self.most
        if rows > most:
            label = f"Show more ({rows - most:,})"
            st.button(label, key=f"{self.name}.more", on_click=safely(self._more), args=(most,))

    def _add(self, rows: tuple[str, ...]) -> None:
        self.chosen.update(rows)

    def _tick(self, row: str) -> None:
        (self.chosen.add if st.session_state[f"{self.name}.pick.{row}"] else self.chosen.discard)(row)

    def _more(self, most: int) -> None:
        st.session_state[f"{self.name}.rows"] = most + self.first
