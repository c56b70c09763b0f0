"""Posters of answers: which of them, and whose words beside, are chosen one by one; nothing is printed unasked."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.model.answer import AnswerKind
from audit.model.day import written_day
from audit.publish.answer_posters import AnswerPoster, answer_posters
from audit.store.answer import answered_with
from pages.parts.session import cached, programme
from pages.parts.words import plain

_NO_WORDS = "No words"


def poster_section(given: pd.DataFrame) -> None:
    """Let answers be chosen and their posters be downloaded.

    Args:
        given: what `audit.store.answer.answers_given` returns.
    """
    box = st.expander("Posters to print", icon=":material/print:", key="answers.posters", on_change="rerun")
    if not box.open:
        return
    rows = {row["id"]: row for row in given.to_dict("records")}
    with box:
        st.markdown("“You said … We did …”: one answer a sheet of A4, read from 2 m away. No day, no role, no name.")
        chosen = st.multiselect(
            "Which answers?", list(rows), format_func=lambda key: _line(rows[key]), key="answers.poster"
        )
        made = [_poster(rows[key]) for key in chosen if key in rows]
        st.download_button(
            "Download the posters",
            lambda: answer_posters(programme().name, made, programme().language),
            "you-said-we-did.html",
            "text/html",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
            disabled=not made,
        )


def _poster(row: Mapping[Any, Any]) -> AnswerPoster:
    there = cached(answered_with, UUID(row["id"]))
    words = [_NO_WORDS, *dict.fromkeys(there.loc[there["stands"] & (there["what_happened"] != ""), "what_happened"])]
    label = f"Words of one who was there, beside: {plain(row['words'][:60])}"
    quote = st.selectbox(label, words, key=f"answers.quote.{row['id']}")
    where = (row["touchpoint"], row["n"], row["since"], row["until"])
    return AnswerPoster(*where, AnswerKind(row["kind"]), row["words"], "" if quote == _NO_WORDS else quote)


def _line(row: Mapping[Any, Any]) -> str:
    return f"{row['touchpoint']}, {written_day(row['answered_on'], 'short')}: {row['words'][:60]}"
