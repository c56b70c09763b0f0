"""One hot spot: which touchpoint is looked at, why, and what was said there where words were chosen."""

from audit.measures.evidence_grade import FEWEST_TO_POINT_AT
from audit.model.labels import OUTCOME_WORDS
from audit.model.rating import Outcome
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.words import counted
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import fits, fitted, numbered, paged, quoted


def hot_spot_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell which touchpoint is looked at and why, and what was said there where words were chosen."""
    outcomes = shown.hot_spot_outcomes
    name = item.subject or shown.hot_spot
    if not name and not shown.counts.judged:
        line = f"No touchpoint was rated, or went well or badly, {FEWEST_TO_POINT_AT} times or more in this period."
        return [Slide(Item.HOT_SPOT, "Too few observations to say", (line,))]
    if not name:
        line = "No touchpoint with three observations or more lies below its standard in this period."
        return [Slide(Item.HOT_SPOT, "No touchpoint is below standard", (line,))]
    hottest = shown.hot_spots
    row = hottest[hottest["touchpoint"] == name]
    if row.empty:
        head, lines = fitted(f"A closer look: {name}", name), (_not_below(shown),)
    else:
        surely = float(row["high"].iloc[0]) < float(row["standard"].iloc[0])
        fall = "is below our standard" if surely else "may be below our standard"
        head, why = fitted(f"{name} {fall}", f"Hot spot: {name}", name), str(row["why"].iloc[0])
        lines = (why if fits(name) else f"{name}: {why}",)
    rated = shown.hot_spot_ratings
    chart, figure = ("spot ratings", rated) if len(rated) else ("spot outcomes", outcomes)
    counts = ", ".join(f"{row['n']:,} {row['outcome']}" for row in rows_of(outcomes))
    first = Slide(Item.HOT_SPOT, head, lines, chart, figure, f"{name}: {counts} in this period. {' '.join(lines)}")
    quotes = [quoted(row["what_happened"]) for row in rows_of(shown.hot_spot_stories) if row["what_happened"]]
    pages = paged(quotes)
    title = "What people met there"
    heads = [numbered(title, number, len(pages)) for number in range(1, len(pages) + 1)]
    return [first, *(Slide(Item.HOT_SPOT, head, page) for head, page in zip(heads, pages, strict=True))]


def _not_below(shown: Shown) -> str:
    """Say of a spot that was chosen why it is not told as below its standard: it is not, or nobody can tell."""
    outcomes = shown.hot_spot_outcomes.set_index("outcome")["n"]
    judged = outcomes[OUTCOME_WORDS[Outcome.POSITIVE]] + outcomes[OUTCOME_WORDS[Outcome.NEGATIVE]]
    if max(judged, *shown.hot_spot_ratings["n"], 0) >= FEWEST_TO_POINT_AT:
        return "It is not below its standard in this period."
    visits = counted(int(outcomes.sum()), "observation")
    return f"Too few to say whether it is below its standard: {visits} in this period."
