"""The wall of thanks and answers: people's words, shown as they were typed, the latest first."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from audit.figures.wall import answers, thanks
from audit.model.day import written_day
from audit.model.review import QUESTIONS
from audit.publish.headlines.words import counted
from pages.parts.boundary import safely
from pages.parts.session import store
from pages.parts.words import in_their_language, plain

_FIRST = 12  # notes of thanks at first, and added by each "Show more"
_LOOK = """<style>
.wall{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));gap:1rem}
.wall>div{padding:1rem 1.25rem;border:1px solid light-dark(#CFC9BC,#4A525D);border-radius:.375rem}
.wall p{margin:0 0 .5rem;font-size:1.15rem;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere}
.wall footer{font-size:.9rem;color:light-dark(#545D68,#B4B9C0)}
</style>"""


def wall() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the thanks and answers that may be seen; never cached, since more is shown while a review goes on."""
    return thanks(store()), answers(store())


def thanks_wall(given: pd.DataFrame) -> None:
    """Show notes of thanks, beside each other where there is room for it.

    Args:
        given: what `audit.figures.wall.thanks` returned.
    """
    if given.empty:
        st.markdown("Nobody has been thanked yet. Say thanks under a note of praise on Voices, or in a review's room.")
        return
    most = st.session_state.get("wall_shown", _FIRST)
    st.html(_LOOK + wall_html(given.head(most)))
    if len(given) > most:
        st.button("Show more", icon=":material/expand_more:", on_click=safely(_show_more), args=(most,))


def wall_html(given: pd.DataFrame) -> str:
    """Return notes of thanks as a list, everything as it was typed.

    Args:
        given: what `audit.figures.wall.thanks` returned.
    """
    theirs = in_their_language()
    notes = "".join(
        f'<div role="listitem"><p {theirs}>{escape(row["words"])}</p><footer>{escape(_under(row))}</footer></div>'
        for row in given.to_dict("records")
    )
    return f'<div class="wall" role="list">{notes}</div>'


def answers_by_question(given_answers: pd.DataFrame) -> None:
    """Show what people answered to each reflection question, review by review, the latest first.

    Args:
        given_answers: what `audit.figures.wall.answers` returned.
    """
    answered = [question for question in QUESTIONS if question in set(given_answers["question"])]
    others = [question for question in dict.fromkeys(given_answers["question"]) if question not in QUESTIONS]
    for question in (*answered, *others):
        st.subheader(plain(question), anchor=False)
        of_question = given_answers[given_answers["question"] == question]
        for number, review in enumerate(dict.fromkeys(of_question["review_id"])):
            _review(of_question[of_question["review_id"] == review], is_latest=number == 0)
    if waiting := [question for question in QUESTIONS if question not in answered]:
        st.caption(f"No answer is shown yet to: {plain(' '.join(waiting))}")


def _review(rows: pd.DataFrame, *, is_latest: bool) -> None:
    first = rows.iloc[0]
    period = f"{written_day(first['since'], 'short')} to {written_day(first['until'], 'short')}"
    with st.expander(f"{plain(first['review'])} · {period} · {counted(len(rows), 'answer')}", expanded=is_latest):
        for words in rows["words"]:
            st.text(f"“{words}”")


def _under(row: Mapping[Any, Any]) -> str:
    day = written_day(row["day"])
    return f"To {row['to']} · {day}" if row["to"] else f"Said in: {row['source']} · {day}"


def _show_more(most: int) -> None:
    st.session_state["wall_shown"] = most + _FIRST
