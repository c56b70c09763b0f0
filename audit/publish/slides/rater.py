"""The five RATER dimensions in one picture, and what was asked where the programme asks in its own words."""

import pandas as pd

from audit.measures.evidence_grade import WEAK_GRADES
from audit.model.number import rounded
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.rater import compared, rater_headline, unrated
from audit.publish.headlines.words import counted
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide


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
