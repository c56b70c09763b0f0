"""Further points that a facilitator may bring in: fairness, what is owned to its end, and a slide of one's own."""

import pandas as pd

from audit.model.number import spelled
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.fairness import called, fairness_headline, fairness_title
from audit.publish.headlines.recovery import recoveries_title
from audit.publish.headlines.words import percent
from audit.publish.review_words import one_line, rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.photos import own_photo
from audit.publish.slides.short import shortened

MOST_GROUPS = 4  # rows of a picture that are read from the fifth row


def fairness_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell whether every customer group is served alike; a group is named only where both gaps say so."""
    del item
    served = shown.fairness
    head = fairness_title(served)
    if served.empty:
        return [Slide(Item.FAIRNESS, head)]
    sentence = shortened(fairness_headline(served))
    every = called(served)
    every = every[every["positive_share"].notna()]
    groups = every.head(MOST_GROUPS)  # the lowest first
    if len(every) > len(groups):
        sentence = f"{sentence} Drawn: the lowest {spelled(len(groups))} of {len(every):,}."
    if groups.empty:
        return [Slide(Item.FAIRNESS, head, under=sentence)]
    each = ", ".join(
        f"{row['customer_group']} {percent(row['positive_share'])} ({percent(row['low'])} to {percent(row['high'])})"
        for row in rows_of(groups)
    )
    described = f"Good among good and bad moments, with the 95 % interval: {each}."
    return [Slide(Item.FAIRNESS, head, chart="groups", figure=groups, description=described, under=sentence)]


def recovery_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell how many bad experiences are put right, how many wait, and for how many of these nobody answers."""
    del item
    waiting = shown.waiting
    head = recoveries_title(waiting)
    if waiting.empty or not waiting["negatives"].any():
        return [Slide(Item.RECOVERIES, head)]
    sums = waiting[["negatives", "confirmed", "cannot", "waiting", "unowned", "overdue"]].sum()
    steps = steps_of(
        ("put right, as the customer said", sums["confirmed"], "good"),
        ("cannot be mended, and why is written", sums["cannot"], "neither"),
        ("open, with an owner", sums["waiting"] - sums["unowned"], "all"),
        ("open, and nobody owns it", sums["unowned"], "bad"),
    )
    late = f" {sums['overdue']:,} past the day that was promised." if sums["overdue"] else ""
    under = f"Of {sums['negatives']:,} bad experiences in these days.{late}"
    each = ", ".join(f"{row['step']}: {row['n']:,}" for row in rows_of(steps))
    return [Slide(Item.RECOVERIES, head, chart="steps", figure=steps, description=f"{each}.", under=under)]


def own_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Show the facilitator's own words, and the picture beside them."""
    lines = tuple(shortened(line) for line in map(one_line, item.subject.splitlines()) if line)
    photo = own_photo(shown)
    return [Slide(Item.OWN, "A word of our own", lines, description="A picture" if photo else "", photo=photo)]


def steps_of(*steps: tuple[str, int, str]) -> pd.DataFrame:
    """Return counts that are drawn as bars beneath each other: `step` (what is counted), `n`, `kind` (its meaning).

    Args:
        steps: each with what is counted, how many, and its meaning: good, bad, neither, or "all" for no such.
    """
    return pd.DataFrame(list(steps), columns=["step", "n", "kind"]).astype({"n": "int64"})
