"""What people's words say in one sentence, no surer than the words are."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from audit.measures.words import FEWEST_NOTES
from audit.model import search
from audit.model.day import written_day
from audit.model.labels import OUTCOME_WORDS
from audit.model.rating import Outcome
from audit.publish.headlines.words import counted

_NAMED = 2  # words of each side that fit into one sentence


def voices_headline(odds: pd.DataFrame, read: Mapping[str, int], since: date | None, notes: int) -> str:
    """Say which words set complaints apart and what praise speaks of, where that can be told.

    Args:
        odds: what `audit.measures.words.word_odds` returns.
        read: how many notes were read for their words, by outcome.
        since: the day of the first of them, None where there are none.
        notes: how many notes of praise and complaint there are.
    """
    good, bad = read.get(Outcome.POSITIVE, 0), read.get(Outcome.NEGATIVE, 0)
    if since is None:
        return "Nobody has written down praise or a complaint in this view."
    if min(good, bad) < FEWEST_NOTES:
        return f"Too few notes to tell praise and complaints apart: {good:,} of praise, {counted(bad, 'complaint')}."
    latest = "the latest " if good + bad < notes else ""
    start = f"In {latest}{counted(good + bad, 'note')} since {written_day(since)}"
    firm = odds[odds["stands_out"]]
    of_bad = list(firm.loc[firm["log_odds"] > 0, "word"].head(_NAMED))
    of_good = list(firm.loc[firm["log_odds"] < 0, "word"].tail(_NAMED)[::-1])
    if of_bad and of_good:
        return f"{start}, {_sets_apart(of_bad)} complaints apart; praise speaks of {_listed(of_good)}."
    if of_bad:
        return f"{start}, {_sets_apart(of_bad)} complaints apart; no word sets praise apart."
    if of_good:
        return f"{start}, praise speaks of {_listed(of_good)}; no word sets complaints apart."
    return f"{start}, no word clearly sets complaints apart from praise."


def search_sentence(hits_by: Mapping[str, int], notes_by: Mapping[str, int], text: str) -> str:
    """Say how many notes a search found, of how many.

    Args:
        hits_by: notes that hold all that was looked for, by outcome.
        notes_by: notes among which it was looked for, by outcome.
        text: what was looked for, "" = nothing in particular.
    """
    hits, notes = sum(hits_by.values()), sum(notes_by.values())
    sentence = f"{hits:,} of {counted(notes, 'note')} with {_listed(text.split())}" if text else counted(notes, "note")
    apart = f": {', '.join(_counted_of(outcome, n) for outcome, n in hits_by.items())}" if len(hits_by) > 1 else ""
    return f"{sentence}{apart}."


def _counted_of(outcome: str, n: int) -> str:
    match outcome:
        case Outcome.POSITIVE:
            return f"{n:,} of praise"
        case Outcome.NEGATIVE:
            return counted(n, "complaint")
        case search.UNJUDGED:
            return f"{n:,} that {'does' if n == 1 else 'do'} not say how it went"
        case _:
            return f"{n:,} {OUTCOME_WORDS[Outcome.NEUTRAL]}"


def _sets_apart(words: Sequence[str]) -> str:
    return f"{_listed(words)} {'sets' if len(words) == 1 else 'set'}"


def _listed(words: Sequence[str]) -> str:
    """Return words as they are said one after the other: “a”, “b” and “c”."""
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
