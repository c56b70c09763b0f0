"""Listening to what people wrote: looking for notes, and reading praise and complaints side by side."""

from collections.abc import Mapping
from html import escape
from itertools import zip_longest
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit import figures
from audit.errors import AuditError
from audit.figures import Question
from audit.measures.words import telling
from audit.model.day import written_day
from audit.model.lookup import parts_by
from audit.model.number import counted
from audit.model.rating import Outcome
from audit.model.search import UNJUDGED, Kind, Search
from audit.model.vocabulary import TermKind
from audit.model.walk_through import Method
from audit.publish.headlines.voices import search_sentence, voices_headline
from audit.store.note import count_without_outcome, notes_without_outcome
from audit.store.opening import Store
from audit.store.vocabulary import vocabulary
from audit.store.voices import note_counts, notes_by_outcome, photo_alone_counts, photos_alone
from pages.parts import address
from pages.parts.boundary import safely
from pages.parts.photos import photo_rows
from pages.parts.session import cached, store
from pages.parts.words import in_their_language, plain, show_problem
from pages.understand.voices.stories import star_and_thanks

SHOWN = 8  # notes of praise and of complaint at first, and added by each "Show more"
WORDS = 8  # words a side in the picture
_LONG = 600  # characters; more of a note is a click away
_MARKS = {
    "positive": ("●", "Praise"),
    "neutral": ("■", "Neither"),
    "negative": ("▼", "Complaint"),
    UNJUDGED: ("◇", "Says nothing of good or bad"),
}
_LOOK = """<style>
.note{border-left:4px solid light-dark(#6A717B,#9AA2AC);padding:.1rem 0 .1rem .9rem;overflow-wrap:anywhere}
.note-positive{border-color:light-dark(#0067A3,#5DB4EA)}
.note-negative{border-color:light-dark(#B8470B,#FF9157)}
.note p{margin:0 0 .35rem}
.note-head,.note-foot{font-size:.9rem;opacity:.85}
.note-words{font-size:1.15rem;line-height:1.5;white-space:pre-wrap}
.note summary{cursor:pointer;min-height:48px}
.note mark{background:#F3DDB4;color:#0E151D}
.st-key-address-tab [role=tab]{min-height:48px}
.st-key-address-tab [role=tab][aria-selected=true]{color:inherit;font-weight:600}
@media (width < 640px){.st-key-voices-heads{display:none}}
</style>"""


def style_notes() -> None:
    """Bring along how notes look on this page."""
    st.html(_LOOK)


def voices_sentence(question: Question) -> str:
    """Return the one sentence of the voices page."""
    return cached(_headline, question)


def telling_words(question: Question) -> pd.DataFrame:
    """Return the words that tell complaints from praise, as the picture draws them."""
    return cached(_telling, question)


def read_sentence(question: Question) -> str:
    """Say from how many notes the words are told, and of how many."""
    heard = figures.vocabulary(store(), question)
    if heard.read < heard.notes:
        return f"From the latest {heard.read:,} of {heard.notes:,} notes of praise and complaint."
    return f"From {counted(heard.praise, 'note')} of praise and {heard.complaints:,} of complaint."


def anything_written(question: Question) -> bool:
    """Tell whether anybody wrote down what happened, whichever way it went."""
    return any(sum(_counts(question, Search(kind=kind)).values()) for kind in (Kind.BOTH, Kind.NEITHER))


def search_in_address() -> Search:
    """Ask for words and for the kind of notes; both stand in the address."""
    with st.container(horizontal=True, gap="small"):
        text = address.words("Search what people wrote", "search", placeholder="One word or several")
        kind = Kind(address.choice("Show", [kind.value for kind in Kind], "show", width=280))
    try:
        return Search(text, kind)
    except AuditError as problem:
        show_problem(str(problem))
        return Search(kind=kind)


def side_by_side(question: Question, search: Search) -> None:
    """Show the latest notes a search finds, praise to the left and complaints to the right, weighing alike."""
    shown = _shown(question, search)
    matches = _latest(question, search, shown + 1)
    if not sum(map(len, matches.values())):
        st.markdown(plain(_nothing_matches(search)))
        return
    rows = {outcome: notes.head(shown).to_dict("records") for outcome, notes in matches.items()}
    if Outcome.POSITIVE in rows and Outcome.NEGATIVE in rows:
        _heads(rows)
        _in_pairs(rows.pop(Outcome.POSITIVE), rows.pop(Outcome.NEGATIVE), search)
    for outcome, others in rows.items():
        if outcome == UNJUDGED and others:
            st.header("Says nothing of good or bad", anchor=False)
        _in_pairs(others[::2], others[1::2], search)
    if any(len(notes) > shown for notes in matches.values()):
        st.button("Show more", icon=":material/expand_more:", on_click=safely(_show_more), args=(question, search))


def _latest(question: Question, search: Search, limit: int) -> dict[str, pd.DataFrame]:
    """Return the latest notes a search finds by outcome, at most `limit` of each."""
    worded = cached(notes_by_outcome, question.view, search, limit)
    alone = cached(photos_alone, question.view, search, limit)
    matches = {
        outcome: _latest_of(notes, alone[alone["outcome"] == outcome], limit) for outcome, notes in worded.items()
    }
    if not search.kind.takes_unjudged:
        return matches
    unjudged = cached(notes_without_outcome, question.view, search, limit)
    return matches | {UNJUDGED: unjudged.assign(outcome=UNJUDGED)}


def _latest_of(notes: pd.DataFrame, others: pd.DataFrame, limit: int) -> pd.DataFrame:
    if others.empty:
        return notes
    every = pd.concat([notes, others]).sort_values("observed_on", ascending=False, kind="stable", ignore_index=True)
    return every.head(limit)


def how_many(slot: DeltaGenerator, question: Question, search: Search) -> None:
    """Say in `slot` how many notes a search found; counting takes longer than showing the latest, so it comes last."""
    matches, there = _counts(question, search), _counts(question, Search(kind=search.kind))
    slot.caption(plain(search_sentence(matches, there, search.text)))


def _counts(question: Question, search: Search) -> dict[str, int]:
    """Return how many notes a search finds by outcome; those without one are named only where there are any."""
    alone = cached(photo_alone_counts, question.view, search)
    counts = {outcome: n + alone.get(outcome, 0) for outcome, n in note_counts(store(), question.view, search).items()}
    if search.kind.takes_unjudged and (unjudged := cached(count_without_outcome, question.view, search)):
        counts[UNJUDGED] = unjudged
    return counts


def note_html(row: Mapping[Any, Any], search: Search) -> str:
    """Return one note as it was typed, with day, touchpoint, place and how it came to be known."""
    mark, name = _MARKS[row["outcome"]]
    head = [f"{mark} {name}", written_day(row["observed_on"], "short"), row["touchpoint"], row["place"]]
    method = f"{row['method']} (second-hand)" if Method(row["method"]).is_second_hand else row["method"]
    ticked = filter(None, row.get("signals", "").split(";"))
    signals = ", ".join(vocabulary(store()).named(TermKind.SIGNAL, ticked))
    words = row["what_happened"] or "A photo, without words."
    foot = [method, signals, "observer's own area" if row.get("own_area") else ""]
    return (
        f'<div class="note note-{row["outcome"]}"><p class="note-head">{_joined(head)}</p>'
        f'{_words_html(words, search)}<p class="note-foot">{_joined(foot)}</p></div>'
    )


def _joined(parts: list[str]) -> str:
    return escape(" · ".join(part for part in parts if part))


def _words_html(text: str, search: Search) -> str:
    first, rest = (text, "") if len(text) <= _LONG else (text[:_LONG], text[_LONG:])
    if not rest:
        return f'<p class="note-words" {in_their_language()}>{_marked(first, search)}</p>'
    theirs = in_their_language()
    return (
        f'<details><summary class="note-words"><span {theirs}>{_marked(first, search)} …</span> <b>(go on reading)</b>'
        f"</summary>"
        f'<p class="note-words" {theirs}>… {_marked(rest, search)}</p></details>'
    )


def _marked(text: str, search: Search) -> str:
    """Return `text` for the page, with what was looked for marked."""
    parts = parts_by(text, search.words)
    return "".join(f"<mark>{escape(part)}</mark>" if index % 2 else escape(part) for index, part in enumerate(parts))


def _heads(rows: Mapping[str, list[Any]]) -> None:
    """Name the two sides; on a phone, where they take turns, each note says itself which it is."""
    with st.container(key="voices-heads"):
        sides = (("Praise", Outcome.POSITIVE), ("Complaints", Outcome.NEGATIVE))
        for column, (title, outcome) in zip(st.columns(2, gap="large"), sides, strict=True):
            column.header(title, anchor=False)
            if not rows[outcome]:
                column.markdown("None among these notes.")


def _in_pairs(left: list[Any], right: list[Any], search: Search) -> None:
    """Show two lists of notes beside each other; on a phone they take turns, so that neither comes first."""
    photos = photo_rows(row["id"] for row in (*left, *right) if row["outcome"] != UNJUDGED)
    for pair in zip_longest(left, right):
        for column, row in zip(st.columns(2, gap="large"), pair, strict=True):
            if row is not None:
                with column.container(key=f"note.{row['id']}"):
                    st.html(note_html(row, search) + photos.get(row["id"], ""))
                    if row["outcome"] != UNJUDGED:
                        star_and_thanks(row)


def _nothing_matches(search: Search) -> str:
    if search.is_starred and not search.words:
        return "No story is starred here. Tap Star under a note worth telling, good or bad."
    if not search.words:
        return "No such note here. Choose another kind of note, or look at a longer time."
    return f"No note here holds {' and '.join(search.words)}. Try fewer words, or a part of one."


def _shown(question: Question, search: Search) -> int:
    wanted, shown = st.session_state.get("voices_shown", (None, SHOWN))
    return int(shown) if wanted == (question.view, search) else SHOWN


def _show_more(question: Question, search: Search) -> None:
    st.session_state["voices_shown"] = ((question.view, search), _shown(question, search) + SHOWN)


def _headline(opened: Store, question: Question) -> str:
    heard = figures.vocabulary(opened, question)
    read = {Outcome.POSITIVE.value: heard.praise, Outcome.NEGATIVE.value: heard.complaints}
    return voices_headline(heard.odds, read, heard.since, heard.notes)


def _telling(opened: Store, question: Question) -> pd.DataFrame:
    return telling(figures.words(opened, question), WORDS)
