"""What two to four sides say beside each other: only what is sure where both came to the same touchpoints."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from audit.measures.fairness import TOO_FEW
from audit.measures.sides import NOT_COMPARABLE, SURE
from audit.model.number import apart, rounded
from audit.publish.headlines.words import counted, listed

_MOST_NAMED = 2  # differences in a sentence; the table holds them all


def sides_headline(shown: pd.DataFrame, pairs: pd.DataFrame, family: str, sides: Sequence[str]) -> str:
    """Say which sides surely differ at like touchpoints, and by how much; else that no difference is sure.

    Args:
        shown: what `audit.figures.sides` returns of the sides.
        pairs: what `audit.measures.sides` says of every two of them.
        family: "journey", "rater" or "trust".
        sides: what all of them are called, in their order; one of which nothing is shown has no row perhaps.
    """
    hidden = [side for side in sides if _is_too_few(shown[shown["side"] == side])]
    empty = [side for side in sides if side not in hidden and not shown.loc[shown["side"] == side, "n"].sum()]
    rest = [side for side in sides if side not in {*hidden, *empty}]
    sentences = [_compared(pairs, rest, _WORDS[family])] if len(rest) > 1 else []
    if empty:
        what = "nothing good or bad was observed" if family == "trust" else "nothing was rated"
        sentences.append(f"{listed(empty)}: {what} here that can be shown.")
    if hidden:
        sentences.append(f"{listed(hidden)}: {TOO_FEW}.")
    return " ".join(sentences)


def _is_too_few(rows: pd.DataFrame) -> bool:
    return len(rows) > 0 and bool((rows["grade"] == TOO_FEW).all())


def _compared(pairs: pd.DataFrame, sides: Sequence[str], words: Callable[[Mapping[Any, Any]], str]) -> str:
    known = pairs[pairs["verdict"] != NOT_COMPARABLE]
    if known.empty:
        names = "they" if len(sides) == 2 else "no two of them"
        few = "have not been observed often enough" if len(sides) == 2 else "have been observed often enough"
        return f"{listed(sides)} cannot be compared: {names} {few} at the same touchpoints."
    sure = known[known["verdict"].isin(SURE)]
    clearest = sure.iloc[sure["difference"].abs().argsort(kind="stable")[::-1]].to_dict("records")
    named = clearest[:_MOST_NAMED]
    missing = [each for each in _couples(pairs) if each not in _couples(known)]
    if named:
        others = _others(len(clearest) - len(named), len(known) - len(sure))
        sentences = [f"At the same touchpoints {listed([words(row) for row in named])}.", *others]
    else:
        between = _or([f"{one} and {other}" for one, other in _couples(known)]) if missing else listed(sides)
        sentences = [f"No difference between {between} is sure at the same touchpoints."]
    if missing:
        couples = _or([f"{one} with {other}" for one, other in missing])
        sentences.append(f"Too little was observed at the same touchpoints to compare {couples}.")
    return " ".join([*sentences, *_otherwise(named)])


def _others(more: int, unsure: int) -> list[str]:
    """Say what else is sure beside what is named, and what is not."""
    if more:
        return [f"{counted(more, 'more difference')} {'is' if more == 1 else 'are'} sure; the table has them all."]
    return ["No other difference is sure."] if unsure else []


def _couples(pairs: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the sides that are compared, two and two."""
    return list(dict.fromkeys(zip(pairs["side"], pairs["other"], strict=True)))


def _or(couples: Sequence[str]) -> str:
    *most, last = couples
    return f"{', '.join(most)} or {last}" if most else last


def _otherwise(rows: Sequence[Mapping[Any, Any]]) -> list[str]:
    """Say where the figures of all touchpoints together look the other way."""
    turned = [row for row in rows if row["difference"] * row["pooled_difference"] < 0]
    if not turned:
        return []
    names = listed(list(dict.fromkeys(f"{row['side']} and {row['other']}" for row in turned)))
    return [f"Over all touchpoints together it looks the other way, since {names} were observed at different ones."]


def _higher_first(row: Mapping[Any, Any]) -> tuple[str, str, float, float, float]:
    """Return the higher side, the lower one, by how much, and between what."""
    if row["difference"] > 0:
        return row["side"], row["other"], row["difference"], row["low"], row["high"]
    return row["other"], row["side"], -row["difference"], -row["high"], -row["low"]


def _score_words(row: Mapping[Any, Any]) -> str:
    higher, lower, by, low, high = _higher_first(row)
    what = "the score" if row["value"] == "score" else row["value"]
    return f"{what} is {rounded(by, 2)} higher for {higher} than for {lower} ({rounded(low, 2)} to {rounded(high, 2)})"


def _bad_words(row: Mapping[Any, Any]) -> str:
    higher, lower, by, low, high = _higher_first(row)
    more, least, most = (apart(number, 0, decimals=0) for number in (by, low, high))
    return f"{more} more of 100 good or bad moments were bad for {higher} than for {lower} ({least} to {most})"


_WORDS: Mapping[str, Callable[[Mapping[Any, Any]], str]] = {
    "journey": _score_words,
    "rater": _score_words,
    "trust": _bad_words,
}


def owed_line(shown: pd.DataFrame) -> str:
    """Say what each side owes per 100 moments, whoever was observed more; "" where nobody owes anything.

    Args:
        shown: what `audit.figures.sides.compare_trust` returns.
    """
    known = shown[shown["owed_per_100"].notna()].to_dict("records")
    if not any(row["owed_per_100"] for row in known):
        return ""
    owed = listed([f"{rounded(row['owed_per_100'], 0)} for {row['side']}" for row in known])
    return f"Good experiences owed per 100 good or bad moments, so that more observations alone owe no more: {owed}."
