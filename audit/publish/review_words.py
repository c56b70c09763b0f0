"""What a review says in the same words on its slides and in its minutes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from audit.model.commitment import known_by
from audit.model.day import written_day
from audit.model.review import Item

TRUST_OWED = "Trust owed"
TITLES: Mapping[Item, str] = {  # of the points of an agenda, as the page and the hand-out head them
    Item.COVER: "Cover",
    Item.COMMITMENTS: "Last commitments",
    Item.SINCE_LAST: "Since last time",
    Item.ANSWERS: "You said, we did",
    Item.STORIES: "What we did well",
    Item.JOURNEY: "The journey",
    Item.RATER: "RATER in one picture",
    Item.HOT_SPOT: "One hot spot",
    Item.TRUST: TRUST_OWED,
    Item.WATERMELON: "Green outside, red inside",
    Item.FAIRNESS: "Every customer alike",
    Item.RECOVERIES: "Owned to the end",
    Item.OWN: "Our own slide",
    Item.VOTE: "Vote on what to fix",
    Item.COMMITMENT: "One commitment",
    Item.CANNOT: "Can't, and why",
    Item.REFLECTION: "A reflection question",
    Item.THANKS: "Thanks from the room",
    Item.CLOSE: "Close",
}
NOT_MENDED = "What we cannot mend"
NOT_MENDED_AND_WHY = f"{NOT_MENDED}, and why"
ANSWERED = "What the room answered"
THANKS = "Thanks from the room"


def one_line(words: str) -> str:
    """Return words on one line."""
    return " ".join(str(words).split())


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a small frame, by the names of its columns."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def owner_and_day(commitment: Mapping[str, Any]) -> str:
    """Return who owns a commitment and when it is due: "Front desk, by 1 June 2026"."""
    return f"{one_line(commitment['owner'])}, by {written_day(commitment['due_on'])}"


def how_known(commitment: Mapping[str, Any]) -> str:
    """Return how a team will know that it kept its word: "We will know by: five walks without a queue."."""
    return f"We will know by: {known_by(commitment['rule'], one_line(commitment['how_known']))}"


def reason(refusal: Mapping[str, Any]) -> str:
    """Return why something cannot be mended: as it was written where that was chosen, else its kind."""
    return one_line(refusal["why"]) or refusal["cause"] or "the reason stands on the board"
