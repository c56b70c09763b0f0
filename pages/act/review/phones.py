"""The room during a review: its door with the code to scan, the vote, and what people said waiting to be shown."""

from collections.abc import Callable
from html import escape
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions import room as acts
from audit.model.review import Review
from audit.model.room import MOST_WAITING, Kind, Room
from audit.publish.headlines.vote import one_a, vote_sentence, votes_sentence
from audit.publish.headlines.words import counted
from audit.publish.qr import qr_svg
from audit.review.vote import cast, vote, votes_cast
from audit.store.contribution import contributions
from audit.store.room import room_with
from audit.web.room import links
from pages.parts.boundary import fragment, safely
from pages.parts.session import store
from pages.parts.words import in_their_language, plain

_EVERY = "3s"  # how often what comes in from phones is looked for
_HERE = "decided_here"  # what was just decided stays where it is, so that nothing moves under a finger
_BARS = """<style>
.vote{width:100%;border-collapse:collapse;font-size:1.1rem}
.vote th{text-align:left;font-weight:400;padding:.5rem 1rem .5rem 0;overflow-wrap:anywhere}
.vote td{text-align:right;font-weight:600;vertical-align:top;padding:.5rem 0}
.vote span{display:block;height:.75rem;margin-top:.35rem;min-width:1px;background:light-dark(#27406B,#A9C4F5)}
</style>"""


def room_door(review: Review) -> None:
    """Show how phones come in: the code to scan and its address, and the button that opens or closes the room."""
    room = room_with(store(), review.id)
    if room is None:
        return
    if not room.is_open:
        st.markdown("Phones cannot come in yet. Open the room, and show the code that then appears here.")
        _button("Open the room", lambda: acts.open_room(store(), review.id), "door", type="primary")
        return
    st.image(qr_svg(links.room_link(review.id, review.key), f"QR code of the room of {review.title}"), width=320)
    st.markdown("No camera? Type this address:")
    st.markdown(f"**{plain(links.short_link(review.id, review.key))}**")
    if not links.reaches_phones():
        st.markdown(
            "Only this machine can open this address. Open the door on the page People and phones, then show the code "
            "that appears here."
        )
    _button("Close the room", lambda: acts.close_room(store(), review.id), "door")


@fragment(run_every=_EVERY)
def vote_result(review: Review) -> None:
    """Show how many have voted, and the result once it is revealed; one button shows and hides it for everybody."""
    room = room_with(store(), review.id)
    if room is None or not room.choices:
        st.markdown("There is nothing to vote on in this review; write what can be voted for under its vote.")
        return
    if room.is_revealed:
        result = vote(store(), review.id)
        st.markdown(plain(vote_sentence(result, one_a(cast(store(), review.id)))))
        st.html(vote_html(result))
    else:
        st.markdown(votes_sentence(votes_cast(store(), review.id)))
    if review.closed_at is None:
        _reveal(room)


@fragment(run_every=_EVERY)
def moderation(review: Review) -> None:
    """Show what people said, the oldest first, each with a button to show it to everybody and one to hide it."""
    sent = contributions(store(), review.id)
    here = st.session_state.setdefault(_HERE, set())
    waits = sent["moderated_at"].isna()
    st.markdown(_standing(sent))
    first = sent.loc[waits, "id"].head(MOST_WAITING)
    for row in sent[sent["id"].isin({*first, *here})].to_dict("records"):
        _decide(row, here)
    if more := int(waits.sum()) - len(first):
        st.caption(f"{more:,} more to read; they come up as these are decided.")
    if len(first) > 1:  # beneath the last of them: who taps it has passed every one
        label, args = f"Show all waiting ({len(first)})", (tuple(first), here)
        st.button(label, key="room.all", on_click=safely(_show_all), args=args)
    before = sent[~waits & ~sent["id"].isin(here)]
    for label, is_shown in (("Shown", True), ("Hidden", False)):
        _folded(label, before[before["shown"] == is_shown], here)


def vote_html(result: pd.DataFrame) -> str:
    """Return the result of a vote as a table with a bar to each choice.

    Args:
        result: what `audit.measures.vote.count_votes` returned.
    """
    most, theirs = max(int(result["votes"].max()), 1), in_their_language()
    rows = "".join(
        f'<tr><th scope="row"><bdi {theirs}>{escape(row["choice"])}</bdi>'
        f'<span style="width:{100 * row["votes"] // most}%"></span></th>'
        f"<td>{row['votes']}</td></tr>"
        for row in result.to_dict("records")
    )
    return f'{_BARS}<table class="vote" aria-label="Votes for each choice"><tbody>{rows}</tbody></table>'


def _reveal(room: Room) -> None:
    def turn() -> None:
        acts.reveal(store(), room.review_id, is_revealed=not room.is_revealed)

    label = "Hide the result and go on voting" if room.is_revealed else "Show the result to everybody"
    _button(label, turn, "reveal", type="secondary" if room.is_revealed else "primary")


def _standing(sent: pd.DataFrame) -> str:
    if sent.empty:
        return "Nobody has said anything yet."
    waiting, shown = int(sent["moderated_at"].isna().sum()), int(sent["shown"].sum())
    return f"**{counted(waiting, 'contribution')} to read.** Shown: {shown}, hidden: {len(sent) - waiting - shown}."


def _folded(label: str, decided: pd.DataFrame, here: set[str]) -> None:
    """Fold away what was decided before, so that what waits is not searched for among it."""
    if decided.empty:
        return
    box = st.expander(f"{label} ({len(decided)})", key=f"decided.{label}", type="compact", on_change="rerun")
    with box:
        for row in decided.to_dict("records") if box.open else []:
            _decide(row, here)


def _show_all(waiting: tuple[str, ...], here: set[str]) -> None:
    """Show everybody what waits on this screen, and nothing that came in since it was drawn."""
    for key in waiting:
        acts.moderate(store(), UUID(key), shown=True)
        here.discard(key)


def _decide(row: dict[Any, Any], here: set[str]) -> None:
    """Show one contribution and what can be done with it; nothing of it is seen elsewhere before Show is tapped."""
    is_decided = not pd.isna(row["moderated_at"])
    with st.container(border=True):
        st.caption("Thanks" if row["kind"] == Kind.APPRECIATION else plain(row["question"]))
        st.text(row["words"])
        if row["written"] != row["words"]:
            st.caption(f"Edited at the presenter's window. Written was: {plain(row['written'])}")
        with st.container(horizontal=True, gap="medium"):
            for label, shown in (("Show", True), ("Hide", False)):
                is_so = is_decided and bool(row["shown"]) is shown
                if st.button(
                    {"Show": "Shown", "Hide": "Hidden"}[label] if is_so else label,
                    key=f"{label}.{row['id']}",
                    type="primary" if is_so else "secondary",
                    width=140,
                ):
                    here.add(row["id"])
                    safely(acts.moderate)(store(), UUID(row["id"]), shown=shown)
                    st.rerun()


def _button(label: str, act: Callable[[], None], key: str, **look: Any) -> None:
    if st.button(label, key=f"room.{key}", **look):
        safely(act)()
        st.rerun()
