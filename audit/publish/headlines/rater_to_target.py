"""What a room is told of the five dimensions: which differ in the same moments, and how they stand to the target."""

from collections.abc import Sequence

import pandas as pd

from audit.measures.dimension_pairs import HIGHER, LEVEL, LOWER, NOT_COMPARABLE, NOT_RATED, OTHERWISE
from audit.measures.evidence_grade import WEAK_GRADES
from audit.model.number import rounded, spelled
from audit.model.rating import DIMENSIONS
from audit.publish.headlines.rater import compared, rater_headline
from audit.publish.headlines.words import counted, listed


def rater_words(aimed: pd.DataFrame, rated: pd.DataFrame, pairs: pd.DataFrame) -> tuple[str, str]:
    """Return the headline, nine words at most, and the line beneath it.

    Where a pair surely differs in the same moments, the headline names it; else it says how the dimensions stand to the
    target, at the touchpoints that have one.

    Args:
        aimed: what `audit.measures.rater.beside_target` returns; no row where no touchpoint has a target.
        rated: what `audit.measures.rater.rater` returns without keys, one row a dimension.
        pairs: what `audit.measures.dimension_pairs.rater_pairs` returns without keys; no row where none were.
    """
    if rated.empty:
        return "Nothing was rated in this period", ""
    firm = judged(rated)
    if len(firm) < 2:
        return "Too few ratings to say", rater_headline(rated)
    firm_pairs = _pairs_of(pairs, firm)
    head, _ = compared(firm, pairs if len(pairs) else None, "Across all ratings")
    beside = judged(aimed) if len(aimed) else aimed
    verdicts = set(firm_pairs["verdict"]) if len(firm_pairs) else set()
    if verdicts & {HIGHER, LOWER}:
        return head, " ".join(part for part in (_apart(firm_pairs), target_sentence(beside)) if part)
    if beside.empty:
        return head, _level(firm_pairs)
    return target_headline(beside), " ".join(part for part in (_who_is_short(beside), _level(firm_pairs)) if part)


def judged(rated: pd.DataFrame) -> pd.DataFrame:
    """Return the dimensions that rest on enough visits to be judged, the highest mean first."""
    firm = rated[~rated["grade"].isin(WEAK_GRADES)]
    return firm.sort_values(["score", "dimension"], ascending=[False, True], ignore_index=True)


def target_headline(beside: pd.DataFrame) -> str:
    """Say how many of the dimensions that are judged fall surely short of the target, in nine words at most.

    Args:
        beside: rows of what `audit.measures.rater.beside_target` returns, at least one.
    """
    short, number = short_of_target(beside), len(beside)
    every = "All five" if number == len(DIMENSIONS) else f"All {spelled(number)} judged"
    if len(short) == 1:
        return f"{short[0].capitalize()} falls surely short of our target"
    if len(short) == number:
        return f"{every} fall surely short of our target"
    if short:
        return f"{spelled(len(short)).capitalize()} of {spelled(number)} fall surely short of our target"
    if number > 1 and (beside["low"] >= beside["target"]).all():
        return f"{every} surely reach our target"
    return "No dimension is surely short of our target"


def target_sentence(beside: pd.DataFrame) -> str:
    """Return the same as a sentence; "" where no touchpoint has a target or too little was rated there."""
    return "" if beside.empty else f"{target_headline(beside)}."


def short_of_target(beside: pd.DataFrame) -> list[str]:
    """Return the dimensions whose whole interval lies below their target, in the order of RATER."""
    short = set(beside.loc[beside["high"] < beside["target"], "dimension"])
    return [str(name) for name in DIMENSIONS if name in short]


def tells_apart(pairs: pd.DataFrame, names: Sequence[str]) -> bool:
    """Return whether two of some dimensions surely differ in the moments that rate both."""
    if pairs.empty:
        return False
    both = pairs["dimension"].isin(names) & pairs["other"].isin(names)
    return bool((both & pairs["verdict"].isin([HIGHER, LOWER, OTHERWISE])).any())


def joined(order: Sequence[str], pairs: pd.DataFrame) -> list[tuple[int, int]]:
    """Return which dimensions that stand beneath each other may be joined, as no two of them surely differ.

    Args:
        order: dimensions from the top.
        pairs: as `rater_words` takes them.

    Returns:
        First and last place of each run, two dimensions at least, no run within another. A run holds only pairs that
        were compared: what cannot be compared is not called level.
    """
    level = {frozenset((row.dimension, row.other)) for row in pairs.itertuples() if row.verdict == LEVEL}
    runs: list[tuple[int, int]] = []
    for first in range(len(order)):
        last = first
        while last + 1 < len(order) and all(
            frozenset((one, order[last + 1])) in level for one in order[first : last + 1]
        ):
            last += 1
        if last > first and not (runs and runs[-1][1] >= last):
            runs.append((first, last))
    return runs


def _pairs_of(pairs: pd.DataFrame, firm: pd.DataFrame) -> pd.DataFrame:
    if pairs.empty:
        return pairs
    known = set(firm["dimension"])
    both = pairs["dimension"].isin(known) & pairs["other"].isin(known)
    return pairs[both & (pairs["verdict"] != NOT_RATED)]


def _apart(firm_pairs: pd.DataFrame) -> str:
    """Say by how much the pair differs most, and how many others do."""
    clear = firm_pairs[firm_pairs["verdict"].isin([HIGHER, LOWER])]
    row = clear.iloc[int(clear["difference"].abs().argmax())]
    size, ends = abs(row["difference"]), sorted(abs(row[end]) for end in ("low", "high"))
    moments = counted(int(row["n"]), "moment")
    reach = f"({rounded(ends[0], 2)} to {rounded(ends[1], 2)})"
    others = len(clear) - 1
    more = f"; {spelled(others)} {'other pair differs' if others == 1 else 'other pairs differ'} too" if others else ""
    return f"By {rounded(size, 2)} {reach} in the {moments} that rate both{more}."


def _who_is_short(beside: pd.DataFrame) -> str:
    """Name those that are short where the headline only counts them."""
    short = short_of_target(beside)
    if not 1 < len(short) < len(beside):
        return ""
    names = listed(short)
    return f"{names[0].upper()}{names[1:]}."


def _level(firm_pairs: pd.DataFrame) -> str:
    """Say that no two surely differ in the same moments, of those that can be compared."""
    verdicts = set(firm_pairs["verdict"]) if len(firm_pairs) else set()
    if OTHERWISE in verdicts:
        row = firm_pairs[firm_pairs["verdict"] == OTHERWISE].iloc[0]
        names = (row["dimension"], row["other"])
        high, low = names if row["pooled_difference"] >= 0 else reversed(names)
        return f"{high.capitalize()} looks stronger than {low}, but not in the moments that rate both."
    if LEVEL not in verdicts:
        return "Which differ cannot be told: they are rated at different touchpoints."
    if NOT_COMPARABLE in verdicts:
        return "Of those rated together no two surely differ."
    return "In the same moments no two surely differ."
