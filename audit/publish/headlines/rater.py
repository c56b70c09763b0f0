"""What the RATER profile says in a few sentences, no surer than the figure is.

Dimensions are rated at different touchpoints, so one is set above another only by the observations that rate both.
"""

from typing import Any

import pandas as pd

from audit.measures.dimension_pairs import HIGHER, LOWER, NOT_COMPARABLE, OTHERWISE
from audit.measures.evidence_grade import WEAK_GRADES
from audit.model.number import rounded
from audit.model.rating import DIMENSIONS
from audit.publish.headlines.words import counted, listed, of_visits

_SMALLEST = 0.005  # a difference below this reads as 0.00


def rater_headline(
    rated: pd.DataFrame,
    pairs: pd.DataFrame | None = None,
    weighted: pd.DataFrame | None = None,
    *,
    of: str = "the service",
) -> str:
    """Say on which dimension `of` is stronger than on which other, where that can be told, and what was not rated.

    Args:
        rated: what `audit.measures.rater.rater` returns without keys, one row a dimension.
        pairs: what `audit.measures.dimension_pairs.rater_pairs` returns without keys; None = they were not compared.
        weighted: what `weighted_scores` makes of it, one row; its score opens the sentence.
        of: what was rated, as it stands in the sentence.
    """
    if rated.empty:
        return "No dimension was rated in this view."
    ratings = counted(int(rated["n"].sum()), "rating")
    firm = rated[~rated["grade"].isin(WEAK_GRADES)].sort_values(["score", "dimension"], ascending=[False, True])
    if len(firm) < 2:
        return " ".join([_rated_too_little(firm, ratings), *(unrated(rated) if len(firm) else [])])
    start = "Across" if weighted is None else f"Overall {rounded(weighted['score'].iloc[0])} of 5; across"
    _, sentences = compared(firm, pairs, f"{start} {ratings}", of)
    return " ".join([*sentences, *unrated(rated)])


def compared(
    firm: pd.DataFrame, pairs: pd.DataFrame | None, start: str, of: str = "the service"
) -> tuple[str, list[str]]:
    """Return what stands above what in a few words, and in one sentence or two.

    Args:
        firm: the rows of `rated` that rest on enough visits, two at least, the highest mean first.
        pairs: as `rater_headline` takes them.
        start: what the sentence begins with: across how many ratings.
        of: what was rated.
    """
    best, worst = firm.iloc[0], firm.iloc[-1]
    reach = _reach(worst, best)
    both_ways = _both_ways(pairs, firm)
    clear, common = both_ways[both_ways["verdict"] == HIGHER], both_ways[both_ways["verdict"] != NOT_COMPARABLE]
    if common.empty:
        few = f"{start} {reach}, but they cannot be compared: they are rated at different touchpoints."
        return "Dimensions rated at different touchpoints", [few]
    if clear.empty:
        level = f"No dimension stands clearly apart: {start[0].lower()}{start[1:]} {reach}."
        return "No dimension stands clearly apart", [level, *_misleading(both_ways, best, worst)]
    names, others = firm["dimension"].tolist(), len(firm) - 1
    over, under = clear["dimension"].value_counts(), clear["other"].value_counts()
    strongest = next((name for name in names if over.get(name, 0) == others), "")
    weakest = next((name for name in names if under.get(name, 0) == others), "")
    pair = clear.iloc[int(clear["difference"].argmax())]
    if strongest and weakest:
        pair = clear[(clear["dimension"] == strongest) & (clear["other"] == weakest)].iloc[0]
        words = f"strongest on {strongest} and weakest on {weakest}"
    else:
        words = f"stronger on {pair['dimension']} than on {pair['other']}"
    sentence = f"{start} {of} is {words}: {_where_both(pair)}."
    return f"Stronger on {pair['dimension']} than on {pair['other']}", [sentence, *_misleading(both_ways, best, worst)]


def unrated(rated: pd.DataFrame) -> list[str]:
    """Name the dimensions nobody rated in a sentence; none where each was rated."""
    known = set(rated["dimension"])
    missing = [str(dimension) for dimension in DIMENSIONS if dimension not in known]
    if not missing:
        return []
    names = listed(missing)
    return [f"{names[0].upper()}{names[1:]} {'was' if len(missing) == 1 else 'were'} not rated."]


def level_sentence(ranked: pd.DataFrame) -> str:
    """Say why no touchpoint is set apart in the ranking, where none is; else nothing.

    Args:
        ranked: what `audit.measures.ranking.ranking` returns, at least one row.
    """
    if (ranked["lower"] < ranked["shrunk"]).any():
        return ""
    if len(ranked) == 1:
        return "There is only one touchpoint here, and none to compare it with."
    return "Nothing sets these touchpoints apart beyond chance: all share one estimate, and so no bound is drawn."


def _both_ways(pairs: pd.DataFrame | None, firm: pd.DataFrame) -> pd.DataFrame:
    """Return each pair of firm dimensions both ways round, so that `dimension` is the one that may be higher."""
    if pairs is None:
        return pd.DataFrame(columns=["dimension", "other", "n", "visits", "difference", "low", "high", "verdict"])
    known = pairs[pairs["dimension"].isin(firm["dimension"]) & pairs["other"].isin(firm["dimension"])]
    turned = known.rename(columns={"dimension": "other", "other": "dimension", "low": "high", "high": "low"})
    turned[["difference", "low", "high"]] *= -1
    turned["verdict"] = turned["verdict"].replace({HIGHER: LOWER, LOWER: HIGHER})
    return pd.concat([known, turned[known.columns]], ignore_index=True)


def _where_both(pair: "pd.Series[Any]") -> str:
    """Say by how much a dimension lies above another where both are rated."""
    return (
        f"in the {_both(pair)} that rate both, {pair['dimension']} is {_size(pair['difference'])} higher "
        f"({_size(pair['low'])} to {_size(pair['high'])})"
    )


def _misleading(both_ways: pd.DataFrame, best: "pd.Series[Any]", worst: "pd.Series[Any]") -> list[str]:
    """Say where the means of all ratings tell another tale than the observations that rate both."""
    as_ranked = (both_ways["dimension"] == best["dimension"]) & (both_ways["other"] == worst["dimension"])
    ends = both_ways[as_ranked & (both_ways["verdict"] != NOT_COMPARABLE) & (both_ways["difference"] <= -_SMALLEST)]
    turned = ends if best["low"] > worst["high"] and len(ends) else both_ways[both_ways["verdict"] == OTHERWISE]
    if turned.empty:
        return []
    least = turned.iloc[int(turned["difference"].argmin())]
    words = f"{least['dimension'].capitalize()} looks stronger than {least['other']}, but not where both are rated"
    return [f"{words}: in those {_both(least)} {least['other']} is {_size(least['difference'])} higher."]


def _both(pair: "pd.Series[Any]") -> str:
    n, visits = int(pair["n"]), int(pair["visits"])
    return f"{counted(n, 'observation')}{of_visits(n, visits)}"


def _size(difference: float) -> str:
    return rounded(abs(difference), 2)


def _reach(worst: "pd.Series[Any]", best: "pd.Series[Any]") -> str:
    """Say how far the means reach, with no decimal more to tell apart what is level."""
    least, most = rounded(worst["score"]), rounded(best["score"])
    if least == most:
        return f"each mean is {most}"
    return f"the means run from {least} for {worst['dimension']} to {most} for {best['dimension']}"


def _rated_too_little(firm: pd.DataFrame, ratings: str) -> str:
    if firm.empty:
        return f"Too few ratings to say: {ratings} in this view."
    only = firm.iloc[0]
    return (
        f"Only {only['dimension']} has been rated often enough to say: {rounded(only['score'])}, "
        f"somewhere from {rounded(only['low'])} to {rounded(only['high'])}, from {counted(int(only['n']), 'rating')}."
    )
