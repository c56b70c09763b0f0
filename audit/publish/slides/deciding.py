"""How a review ends: a vote, a commitment, what cannot be done and why, and a question to take home."""

from collections.abc import Mapping

import pandas as pd

from audit.measures.vote import firsts
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.vote import one_a
from audit.publish.headlines.words import counted
from audit.publish.slide import Slide
from audit.publish.slides.short import few, fitted, quoted, shortened, spelt


def vote_slides(item: AgendaItem, shown: Mapping[str, pd.DataFrame]) -> list[Slide]:
    """Ask what to fix first; the result is a slide of its own, hidden until the facilitator reveals it."""
    asked = Slide(Item.VOTE, "What should we fix first?", tuple(shortened(line) for line in item.subject.splitlines()))
    result = shown["votes"]
    if result.empty:
        cast = int(shown["cast"]["votes"].sum())
        lines = (f"{counted(cast, 'vote')} so far, {one_a(shown['cast'])}",)
        return [asked, Slide(Item.VOTE, "What the room chose", lines, is_hidden=True)]
    n = int(result["votes"].sum())
    counts = ", ".join(f"{row['choice']} {row['votes']:,}" for row in result.to_dict("records"))
    described = f"Votes, {n:,} in all: {counts}."
    return [
        asked,
        Slide(
            Item.VOTE, _chosen(result), (f"{counted(n, 'vote')}, {one_a(shown['cast'])}",), "votes", result, described
        ),
    ]


def commitment_slides(item: AgendaItem, shown: Mapping[str, pd.DataFrame]) -> list[Slide]:
    """Ask for one commitment; tell those that were made."""
    del item
    made = shown["commitment"].to_dict("records")
    if not made:
        lines = ("Where? Who owns it? By when?", "What will be different, and how will we know?")
        return [Slide(Item.COMMITMENT, "What will we do differently?", lines)]
    return [
        Slide(
            Item.COMMITMENT,
            fitted(f"We commit: {row['touchpoint']}", "Our commitment"),
            (
                shortened(row["words"]),
                f"{row['owner']}, by {spelt(row['due_on'])}",
                shortened(f"We will know by: {row['how_known']}"),
            ),
        )
        for row in made
    ]


def cannot_slides(item: AgendaItem, shown: Mapping[str, pd.DataFrame]) -> list[Slide]:
    """Tell what cannot be mended; the reason as it was written only where it was chosen, else its kind."""
    del item
    rows = shown["cannot"].to_dict("records")
    if not rows:
        return [Slide(Item.CANNOT, "Nothing had to be refused", ("No recovery was given up in this period.",))]
    lines = [f"{row['touchpoint']}: {row['why'] or row['cause'] or 'the reason stands on the board'}" for row in rows]
    return [Slide(Item.CANNOT, "What we cannot mend, and why", few([shortened(line) for line in lines]))]


def reflection_slides(item: AgendaItem, shown: Mapping[str, pd.DataFrame]) -> list[Slide]:
    """Ask the question, then tell what the room answered and whom it thanked, as far as it is shown."""
    question = " ".join(item.subject.split())
    head = fitted(question, "A question to each of us")
    asked = Slide(Item.REFLECTION, head, () if head == question else (question,))
    said = [
        Slide(Item.REFLECTION, title, few([quoted(words) for words in shown[name]["words"]]))
        for name, title in (("answers", "What the room answered"), ("appreciations", "Thanks from the room"))
        if len(shown[name])
    ]
    return [asked, *said]


def _chosen(result: pd.DataFrame) -> str:
    best = firsts(result)
    if not best:
        return "Nobody voted"
    if len(best) > 1:
        return f"{len(best)} choices are level"
    return fitted(f"{best[0]} comes first", f"First: {best[0]}", best[0])
