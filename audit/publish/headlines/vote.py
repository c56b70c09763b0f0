"""What the vote of a room says in one sentence, without a word of the result while it is hidden."""

import pandas as pd

from audit.measures.vote import firsts
from audit.publish.headlines.words import counted
from audit.publish.shown import Cast


def one_a(cast: Cast) -> str:
    """Return what each vote stands for: "one a hand", "one a code", or "one a phone"."""
    if cast.by_hands:
        return "one a hand"
    return "one a code" if cast.by_code else "one a phone"


def votes_sentence(votes: int) -> str:
    """Say how many votes came in, and that the result is still hidden."""
    if not votes:
        return "Nobody has voted yet."
    return f"{counted(votes, 'vote')} so far; the result is hidden until you show it."


def vote_sentence(result: pd.DataFrame, each: str) -> str:
    """Say what the room wants fixed first.

    Args:
        result: what `audit.measures.vote.count_votes` returned.
        each: what one vote stands for, as `one_a` says it.
    """
    leading = firsts(result)
    if not leading:
        return "Nobody has voted."
    row = result.iloc[0]
    votes = f"{row['votes']:,} of {counted(int(row['n']), 'vote')}"
    if len(leading) == 1:
        return f"The room chose {leading[0]}, with {votes}, {each}."
    level = f"{', '.join(leading[:-1])} and {leading[-1]}"
    return f"The room chose {level}, level with {votes} each, {each}."
