"""What the RATER profile says in one sentence, no surer than the figure is."""

from typing import Any

import pandas as pd

from audit.model.number import apart, rounded
from audit.publish.headlines.words import THIN, counted, scored


def rater_headline(rated: pd.DataFrame, weighted: pd.DataFrame | None = None, *, of: str = "the service") -> str:
    """Say on which dimension `of` is strongest and on which weakest, where that can be told.

    Args:
        rated: what `audit.measures.rater.rater` returns without keys, one row a dimension.
        weighted: what `weighted_scores` makes of it, one row; its score opens the sentence.
        of: what was rated, as it stands in the sentence.
    """
    if rated.empty:
        return "No dimension was rated in what is looked at here."
    ratings = counted(int(rated["n"].sum()), "rating")
    firm = rated[~rated["grade"].isin(THIN)].sort_values("score", ascending=False)
    if len(firm) < 2:
        return _rated_too_little(firm, ratings)
    best, worst = firm.iloc[0], firm.iloc[-1]
    bests, worsts = firm[firm["score"] == best["score"]], firm[firm["score"] == worst["score"]]
    if bests["low"].min() <= worsts["high"].max():
        return (
            f"No dimension stands clearly apart: across {ratings} the scores run from "
            f"{_for(worst, best)} to {_for(best, worst)}."
        )
    start = "Across" if weighted is None else f"Overall {rounded(weighted['score'].iloc[0])} of 5; across"
    told = f"{start} {ratings} {of} is"
    high, low = scored(best, "dimension", worst), scored(worst, "dimension", best)
    if best["low"] > firm["high"].iloc[1:].max() and worst["high"] < firm["low"].iloc[:-1].min():
        return f"{told} strongest on {high} and weakest on {low}."
    return f"{told} stronger on {high} than on {low}."


def level_sentence(ranked: pd.DataFrame) -> str:
    """Say why no touchpoint is set apart in the ranking, where none is; else nothing.

    Args:
        ranked: what `audit.measures.ranking.ranking` returns, at least one row.
    """
    if (ranked["lower"] < ranked["shrunk"]).any():
        return ""
    if len(ranked) == 1:
        return "There is only one touchpoint here, and none to set it apart from."
    return "Nothing sets these touchpoints apart beyond chance: all share one estimate, and so no bound is drawn."


def _for(row: "pd.Series[Any]", beside: "pd.Series[Any]") -> str:
    return f"{apart(row['score'], beside['score'])} for {row['dimension']}"


def _rated_too_little(firm: pd.DataFrame, ratings: str) -> str:
    if firm.empty:
        return f"Too few ratings to say: {ratings} in what is looked at here."
    only = firm.iloc[0]
    return (
        f"Only {only['dimension']} has been rated often enough to say: {rounded(only['score'])}, "
        f"somewhere from {rounded(only['low'])} to {rounded(only['high'])}, from {counted(int(only['n']), 'rating')}."
    )
