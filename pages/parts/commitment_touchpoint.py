"""Where a commitment is made: first what the room chose, then the hot spot, then anywhere anything was seen."""

from uuid import UUID

import streamlit as st

from audit import figures
from audit.figures import Question
from audit.measures.vote import firsts
from audit.model.number import counted
from audit.model.review import Item, Review
from audit.publish.headlines.vote import one_a, vote_sentence
from audit.review.propose import hot_spots
from audit.review.vote import cast, vote, votes_cast
from audit.store.journey import offered_touchpoints
from audit.store.opening import Store
from pages.parts.session import cached, store, today
from pages.parts.words import plain

Candidates = dict[str, tuple[UUID, str]]


def candidates() -> Candidates:
    """Return where anything was seen that is offered still: the key of each touchpoint, and what was seen there."""
    return cached(_candidates)


def show_vote(review: Review | None, there: Candidates) -> None:
    """Say how the room voted, and what to do where that names no touchpoint; nothing of what is hidden still."""
    if review is None:
        return
    result = vote(store(), review.id)
    if result.empty:
        if n := votes_cast(store(), review.id):
            st.info(
                f"{counted(n, 'vote')} so far. Show the result under Room; then what the room chose comes first here."
            )
        return
    st.info(plain(vote_sentence(result, one_a(cast(store(), review.id)))), icon=":material/how_to_vote:")
    for choice in set(firsts(result)) - _by_line(there).keys():
        st.caption(f"“{plain(choice)}” is not a touchpoint with observations; choose the one it is about.")


def level_touchpoints(review: Review | None, there: Candidates) -> list[str]:
    """Return the touchpoints that have the most votes of a result that is shown: one, several where they are level."""
    if review is None:
        return []
    lines = _by_line(there)
    return [lines[choice] for choice in firsts(vote(store(), review.id)) if choice in lines]


def proposed_touchpoints(review: Review | None, there: Candidates, made: list[str]) -> list[str]:
    """Return all places, those to be proposed first before the rest, and those with a commitment of `made` last.

    First stand the choices of a vote that is shown, the most votes first, then the hot spots of the review.
    """
    names = list(there)
    if review is None:
        return names
    lines = _by_line(there)
    result = vote(store(), review.id)
    voted = [lines[choice] for choice in result.loc[result["votes"] > 0, "choice"] if choice in lines]
    chosen = next((point.subject for point in review.agenda if point.item is Item.HOT_SPOT), "")
    hottest = hot_spots(store(), review.since, review.until)["touchpoint"].tolist()
    ordered = list(dict.fromkeys(name for name in [*voted, chosen, *hottest, *names] if name in there))
    return sorted(ordered, key=lambda name: name in made)


def _by_line(there: Candidates) -> dict[str, str]:
    """Return the names as a vote offers them, on one line, each with the touchpoint it is."""
    return {" ".join(name.split()): name for name in there}


def _candidates(current: Store) -> Candidates:
    keys = offered_touchpoints(current).set_index("touchpoint")["touchpoint_id"]
    trusted = figures.trust(current, Question(today()))
    judged = trusted[trusted["positives"] + trusted["negatives"] > 0]
    return {
        str(row["touchpoint"]): (
            UUID(str(keys[row["touchpoint"]])),
            f"Seen there in all: {row['positives']:,} good, {counted(row['negatives'], 'bad moment')}.",
        )
        for row in judged.to_dict("records")
        if row["touchpoint"] in keys.index
    }
