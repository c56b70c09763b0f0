"""What staff were answered, beside the bad experience it answers."""

from uuid import UUID

import streamlit as st

from audit.model.answer import AnswerKind
from audit.model.day import written_day
from audit.store.answer import answer_to
from pages.parts.session import cached
from pages.parts.words import plain

_HEADS = {AnswerKind.DONE: "You said, we did", AnswerKind.CANNOT: "You said, we cannot, and why"}


def answer_beside(observation_id: UUID) -> None:
    """Show the answer to an observation with who gave it and when, where there is one."""
    if given := cached(answer_to, observation_id):
        st.markdown(f"**{_HEADS[given.kind]}**")
        st.text(given.words)
        st.caption(plain(f"{given.by}, {written_day(given.answered_on, 'short')}"))
