"""The middle of a review: RATER in one picture, one hot spot, and the trust that is owed."""

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE, FEWEST_TO_POINT_AT, WEAK_GRADES
from audit.model.day import written_day, written_days
from audit.model.labels import OUTCOME_WORDS
from audit.model.number import rounded
from audit.model.rating import Outcome
from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.movement import is_movement_known, lately, movement_parts
from audit.publish.headlines.rater import compared, rater_headline, unrated
from audit.publish.headlines.trust import deepest, in_short, nothing_owed, owes_most, trust_headline, with_its_day
from audit.publish.headlines.words import counted
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import fits, fitted, numbered, paged, quoted

MOST_BARS = 4  # more would leave each too low to be read from the fifth row


def rater_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell how the five dimensions stand."""
    del item
    rated = shown.rater
    if rated.empty:
        return [Slide(Item.RATER, "Nothing was rated in this period", ())]
    scores = ", ".join(
        f"{row['dimension']} {rounded(row['score'])} "
        f"(interval {rounded(row['low'])} to {rounded(row['high'])}, n {row['n']})"
        for row in rows_of(rated)
    )
    head, lines = _compared(rated, shown.rater_pairs)
    figure = rated.drop(columns="own_words", errors="ignore")
    return [Slide(Item.RATER, head, lines, "rater", figure, f"Scores from 1 to 5: {scores}."), *_own_words(rated)]


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


def trust_slides(review: Review, shown: Shown) -> list[Slide]:
    """Tell how what is owed moved since last time, who owes most and what comes of it; of days gone by, as it was."""
    trusted, today = shown.trust, shown.day
    as_of = min(review.until, today)
    owing = trusted[trusted["debt"] > 0]
    if owing.empty:
        observations = int(trusted[["positives", "neutrals", "negatives"]].to_numpy().sum())
        head = (
            f"Nothing {'was' if as_of < today else 'is'} owed"
            if observations >= FEWEST_TO_JUDGE
            else "Too few observations to say"
        )
        line = with_its_day(nothing_owed(trusted), as_of, today)
        return [Slide(Item.TRUST, head, (line,), owes=observations > 0)]
    most = owes_most(trusted)
    if (owing["debt"] == owing["debt"].max()).sum() == 1:
        most = f"{most}; {in_short(deepest(trusted, shown.outlook), as_of)}"
    lines = [f"{most}."]
    if is_movement_known(trusted):
        first = trusted["since"].iloc[0].date()
        days = lately(trusted, as_of) if as_of == today else written_days(first, as_of)
        lines.insert(0, f"{days}: {movement_parts(trusted)}.")
    else:
        lines[0] = with_its_day(lines[0], as_of, today)
    bars = owing.head(MOST_BARS)
    described = ", ".join(f"{row['touchpoint']} {row['debt']:,}" for row in rows_of(bars))
    sentence = (
        f"Good experiences owed on {written_day(as_of)}: {described}. {trust_headline(trusted, shown.outlook, as_of)}"
    )
    head = _owed(trusted, "owed" if as_of < today else "owe")
    return [Slide(Item.TRUST, head, tuple(lines), "debt", bars, sentence, owes=True)]


def _owed(trusted: pd.DataFrame, owe: str) -> str:
    """Return what is owed as a headline, by how it moved: "We owe 412 good experiences, 30 more"."""
    total = int(trusted["debt"].sum())
    headline = f"We {owe} {counted(total, 'good experience')}"
    if not is_movement_known(trusted):
        return headline
    more = total - int(trusted["owed_before"].sum())
    return f"{headline}, {'as before' if more == 0 else f'{more:,} more' if more > 0 else f'{-more:,} fewer'}"


def _not_below(shown: Shown) -> str:
    """Say of a spot that was chosen why it is not told as below its standard: it is not, or nobody can tell."""
    outcomes = shown.hot_spot_outcomes.set_index("outcome")["n"]
    judged = outcomes[OUTCOME_WORDS[Outcome.POSITIVE]] + outcomes[OUTCOME_WORDS[Outcome.NEGATIVE]]
    if max(judged, *shown.hot_spot_ratings["n"], 0) >= FEWEST_TO_POINT_AT:
        return "It is not below its standard in this period."
    visits = counted(int(outcomes.sum()), "observation")
    return f"Too few to say whether it is below its standard: {visits} in this period."


def _compared(rated: pd.DataFrame, pairs: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    """Name the dimensions that stand apart, where the observations that rate both say so, and what was not rated."""
    firm = rated[~rated["grade"].isin(WEAK_GRADES)].sort_values(["score", "dimension"], ascending=[False, True])
    if len(firm) < 2:
        return "Too few ratings to say", (rater_headline(rated),)
    head, sentences = compared(firm, pairs, f"Across {counted(int(rated['n'].sum()), 'rating')}")
    return head, (*sentences, *unrated(rated))


def _own_words(rated: pd.DataFrame) -> list[Slide]:
    """Say what was asked, where the programme asks in its own words."""
    if "own_words" not in rated:
        return []
    own = rated[rated["own_words"] != ""]
    lines = tuple(f"{row['dimension'].capitalize()}: “{row['own_words']}”" for row in rows_of(own))
    return [Slide(Item.RATER, "What we asked, in our words", lines, minutes=0.5)] if lines else []
