"""How a review ends: a vote, a commitment, what cannot be done and why, and a question to take home."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from audit.measures.vote import firsts
from audit.model.review import AgendaItem, Item
from audit.model.room import MAX_WORDS
from audit.publish.headlines.vote import one_a, vote_sentence
from audit.publish.headlines.words import counted
from audit.publish.review_words import (
    ANSWERED,
    NOT_MENDED,
    NOT_MENDED_AND_WHY,
    THANKS,
    how_known,
    one_line,
    owner_and_day,
    reason,
    rows_of,
)
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import fits, fitted, numbered, paged, quoted, shortened

_DAY = "Given up in these days, whenever it was observed:"


def vote_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Ask what to fix first; the result is a slide of its own, hidden until the facilitator reveals it."""
    facts = dict(zip(shown.choices["choice"], shown.choices["fact"], strict=True))
    offered = [(line, facts.get(line, "")) for line in item.subject.splitlines()]
    lines = tuple(shortened(f"{line}: {fact}" if fact else line) for line, fact in offered)
    question = Slide(Item.VOTE, "What should we fix first?", lines)
    result = shown.votes
    if result.empty:
        cast = shown.cast.votes
        so_far = (f"{counted(cast, 'vote')} so far, {one_a(shown.cast)}",)
        return [question, Slide(Item.VOTE, "What the room chose", so_far, is_hidden=True)]
    n = int(result["votes"].sum())
    counts = ", ".join(f"{row['choice']} {row['votes']:,}" for row in rows_of(result))
    described = f"Votes, {n:,} in all: {counts}."
    (head, says_all), each = _chosen(result), one_a(shown.cast)
    line = f"{counted(n, 'vote')}, {each}" if says_all else vote_sentence(result, each)
    return [question, Slide(Item.VOTE, head, (line,), "votes", result, described)]


def commitment_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Ask for one commitment; tell those that were made."""
    del item
    made = rows_of(shown.commitment)
    if not made:
        lines = ("Where? Who owns it? By when?", "What will be different, and how will we know?")
        return [Slide(Item.COMMITMENT, "What will we do differently?", lines)]
    return [_commitment(row) for row in made]


def _commitment(row: Mapping[str, Any]) -> Slide:
    named, words = f"Our commitment: {row['touchpoint']}", row["words"]
    what = words if fits(named) else f"{row['touchpoint']}: {words}"
    lines = (shortened(what), owner_and_day(row), shortened(how_known(row)))
    return Slide(Item.COMMITMENT, fitted(named, "Our commitment"), lines)


def cannot_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell what cannot be mended; the reason as it was written only where it was chosen, else its kind."""
    del item
    rows = rows_of(shown.cannot)
    if not rows:
        return [Slide(Item.CANNOT, "Nothing had to be refused", ("No recovery was given up in this period.",))]
    lines = [f"{row['touchpoint']}: {reason(row)}" for row in rows]
    alike = Counter(shortened(line, MAX_WORDS) for line in lines)
    pages = paged([_DAY, *(f"{line} ({_times(n)})" if n > 1 else line for line, n in alike.items())])
    heads = [numbered(NOT_MENDED, page, len(pages)) for page in range(1, len(pages) + 1)]
    if len(pages) == 1:
        heads = [NOT_MENDED_AND_WHY]
    return [Slide(Item.CANNOT, head, page) for head, page in zip(heads, pages, strict=True)]


def _times(n: int) -> str:
    return {2: "twice"}.get(n, f"{n:,} times")


def reflection_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Ask the question, then tell all that the room answered and whom it thanked, if it is shown, page by page."""
    question = one_line(item.subject)
    head = fitted(question, "A question to each of us")
    first = Slide(Item.REFLECTION, head, () if head == question else (question,))
    sent = (
        ("answers", ANSWERED, shown.answers),
        ("appreciations", THANKS, shown.appreciations),
    )
    return [first, *(slide for part in sent for slide in _sent(*part))]


def _sent(name: str, title: str, words: Iterable[str]) -> list[Slide]:
    pages = paged([quoted(each, MAX_WORDS + 2) for each in words])
    return [
        Slide(Item.REFLECTION, numbered(title, number, len(pages)), page, part=f"{name}-{number}")
        for number, page in enumerate(pages, start=1)
    ]


def _chosen(result: pd.DataFrame) -> tuple[str, bool]:
    """Return what the room chose as a headline, and whether that says all of it."""
    best = firsts(result)
    if not best:
        return "Nobody voted", True
    if len(best) > 1:
        return f"The room chose: {len(best)} are level", False
    named = f"The room chose: {best[0]}"
    return fitted(named, "The room chose"), fits(named)
