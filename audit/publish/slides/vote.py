"""What the room is asked to choose, and what it chose: the name alone is the message."""

import pandas as pd

from audit.measures.vote import firsts
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.vote import one_a
from audit.publish.headlines.words import counted, listed
from audit.publish.review_words import one_line, rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import fits, fitted, shortened

_QUESTION, _CHOSE = "Your vote", "The room chose"


def vote_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Ask what to mend first; the result is a slide of its own, hidden until the facilitator reveals it."""
    facts = dict(zip(shown.choices["choice"], shown.choices["fact"], strict=True))
    offered = [(line, facts.get(line, "")) for line in item.subject.splitlines()]
    lines = tuple(shortened(f"{line}: {fact}" if fact else line) for line, fact in offered)
    question = Slide(Item.VOTE, "Which one do we mend first?", lines, section=_QUESTION)
    result, each = shown.votes, one_a(shown.cast)
    if result.empty:
        so_far = (f"{counted(shown.cast.votes, 'vote')} so far, {each}",)
        return [question, Slide(Item.VOTE, "The room is choosing", so_far, is_hidden=True, section=_QUESTION)]
    n = int(result["votes"].sum())
    counts = ", ".join(f"{row['choice']} {row['votes']:,}" for row in rows_of(result))
    head, under = chosen(result, each)
    described = f"Votes, {n:,} in all: {counts}."
    return [question, Slide(Item.VOTE, head, (), "votes", result, described, section=_CHOSE, under=under)]


def chosen(result: pd.DataFrame, each: str) -> tuple[str, str]:
    """Return what the room chose, as a headline of nine words at most and the line beneath it.

    Args:
        result: what `audit.measures.vote.count_votes` returned, at least one row.
        each: what one vote stands for, as `audit.publish.headlines.vote.one_a` says it.
    """
    best = [one_line(name) for name in firsts(result)]
    if not best:
        return "Nobody voted", "The room decides aloud."
    votes = f"{int(result['votes'].iloc[0]):,} of {counted(int(result['n'].iloc[0]), 'vote')}"
    if len(best) == 1:
        (name,) = best
        in_full = "" if fits(name) else f"{name}: "
        return fitted(name), f"{in_full}{votes}, {each}. Our commitment starts here."
    level = f"Level: {listed(best)}"
    in_full = "" if fits(level) else f"{listed(best)}: "
    return fitted(level, f"Level: {len(best)} choices"), f"{in_full}{votes} each, {each}. The room decides aloud."
