"""Which words set complaints apart from praise, so that neither chance nor a rare word stands out."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

import numpy as np
import pandas as pd
from scipy.special import bdtr, bdtrc

from audit.measures.intervals import NORMAL_95, FloatArray, IntArray
from audit.model.rating import Outcome

FEWEST_NOTES = 5  # notes: a word met in fewer, such as a person's name, is not singled out
PRIOR_SHARE = 0.1  # ours: how many words of common speech, for each word said, weigh against what was found
SHORTEST = 2  # letters

_FIRST = 1_000  # beyond any log odds
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words that carry grammar and no matter. They do differ between praise and complaints, but no team can act on "with";
# what denies, counts or times ("not", "never", "twice", "after") is left in.
LEFT_OUT = frozenset(
    _LETTERS.findall(
        "an and are as at be been but by did do does for from had has have he her his if in into is it its me "
        "my of on or our she so than that the their them then there these they this those to us was we were "
        "what when where which while who why will with you your about also can could how may might must "
        "should would"
    )
)


def word_counts(notes: pd.DataFrame) -> pd.DataFrame:
    """Count in how many notes of complaint and of praise each word stands.

    Words are runs of letters of any script, without regard to case; digits are no words. A word said three times in
    one note counts once, so that one long note is one voice.

    Args:
        notes: `outcome` (positive or negative; others do not count), `what_happened`; one row a note.

    Returns:
        One row a word: `word`, `negatives`, `positives` (notes).
    """
    words_of = {outcome: _words_in(notes.loc[notes["outcome"] == outcome, "what_happened"]) for outcome in Outcome}
    bad, good = words_of[Outcome.NEGATIVE], words_of[Outcome.POSITIVE]
    # by name, so that the order of notes decides nothing
    words = sorted(word for word in bad | good if len(word) >= SHORTEST)
    return pd.DataFrame(
        {
            "word": pd.Series(words, dtype="str"),
            "negatives": np.array([bad[word] for word in words], dtype=np.int64),
            "positives": np.array([good[word] for word in words], dtype=np.int64),
        }
    )


def word_odds(counts: pd.DataFrame) -> pd.DataFrame:
    """Say by how much each word belongs to complaints rather than to praise.

    The log-odds ratio with an informative Dirichlet prior: each side is taken to have said beforehand what both
    sides said, times `PRIOR_SHARE`, so that words met seldom are drawn towards no difference. Under
    `FEWEST_NOTES` notes a word is not shown; words of grammar are left out; both count in what was said on either side.

    Args:
        counts: what `word_counts` returns.

    Returns:
        One row a word: `word`, `negatives`, `positives` (notes), `log_odds` (natural logarithm; above 0 more of
        complaints, below 0 more of praise), `low`, `high` (its 95 % interval), `stands_out` (whether it would stay
        apart with all words counted together). The words surely of complaints come first, those surely of praise
        last, both by the end of the interval nearer to no difference; those that stand out go before the others. No
        rows where one of the sides has said nothing.

    Source: Monroe, Colaresi and Quinn (2008); the binomial test and Bonferroni's inequality for `stands_out`. How much
    the prior weighs, and the order, are ours.
    """
    bad, good = counts["negatives"].to_numpy(dtype=np.int64), counts["positives"].to_numpy(dtype=np.int64)
    shown = _may_be_shown(counts, bad + good)
    if not (bad.sum() and good.sum() and shown.any()):
        shown = np.zeros(len(counts), dtype=np.bool_)
    log_odds, spread = log_odds_ratio(bad, good, PRIOR_SHARE * (bad + good))
    # Bonferroni's bound over the words shown: of hundreds some look uneven by chance
    stands_out = _chance(bad, good) < 0.05 / max(1, int(shown.sum()))
    # by the nearer end, so that a rare word with a wide interval does not come first
    nearest = np.maximum(0, np.abs(log_odds) - NORMAL_95 * spread)
    figures = counts.assign(
        log_odds=log_odds,
        low=log_odds - NORMAL_95 * spread,
        high=log_odds + NORMAL_95 * spread,
        stands_out=stands_out & (nearest > 0),
        _order=-np.sign(log_odds) * (_FIRST * (stands_out & (nearest > 0)) + nearest),
        _then=-log_odds,
    )[shown]
    return figures.sort_values(["_order", "_then", "word"], ignore_index=True).drop(columns=["_order", "_then"])


def log_odds_ratio(first: IntArray, second: IntArray, prior: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the log-odds ratio of each word between two sides, and its standard deviation.

    Args:
        first: how often each word was said on the one side.
        second: how often on the other.
        prior: how often each word is taken to have been said beforehand, above 0 where anything was said.

    Source: Monroe, Colaresi and Quinn (2008), equations for the Dirichlet prior.
    """
    one, other = first + prior, second + prior
    with np.errstate(divide="ignore", invalid="ignore"):  # a word nobody said, or the only word there is
        log_odds = np.log(one / (one.sum() - one)) - np.log(other / (other.sum() - other))
        spread = np.sqrt(1 / one + 1 / other)
    return log_odds, spread


def _chance(bad: IntArray, good: IntArray) -> FloatArray:
    """Return how likely it is that a word falls at least so unevenly on the two sides by chance."""
    share = bad.sum() / max(1, int((bad + good).sum()))
    # two-sided: unevenness towards praise is as much of a finding
    fewer, more = bdtr(bad, bad + good, share), bdtrc(bad - 1, bad + good, share)
    return np.asarray(2 * np.minimum(fewer, np.where(bad == 0, 1.0, more)), dtype=np.float64)


def telling(odds: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the words whose interval leaves out no difference, at most `most` a side, from complaints to praise.

    Args:
        odds: what `word_odds` returns.
        most: how many words of complaint, and of praise.
    """
    apart = odds[(odds["low"] > 0) | (odds["high"] < 0)]
    bad, good = apart[apart["log_odds"] > 0].head(most), apart[apart["log_odds"] < 0].tail(most)
    return pd.concat([bad, good]).sort_values("log_odds", ascending=False, kind="stable", ignore_index=True)


def _words_in(texts: Iterable[str]) -> Counter[str]:
    """Count in how many texts each word stands."""
    return Counter(chain.from_iterable(map(set, map(_LETTERS.findall, map(str.lower, texts)))))


def _may_be_shown(counts: pd.DataFrame, n: IntArray) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.asarray((n >= FEWEST_NOTES) & ~counts["word"].isin(LEFT_OUT).to_numpy())
