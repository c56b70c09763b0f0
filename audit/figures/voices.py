"""The figures of what people wrote: the words that set complaints apart, and the signals they ticked."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.errors import UnknownChoiceError
from audit.figures.question import Question, cached, with_text_names
from audit.figures.small_groups import few_of
from audit.measures import signals as signal_shares
from audit.measures.small_groups import without_rows
from audit.measures.words import word_counts, word_odds
from audit.model.rating import Outcome
from audit.model.search import Search
from audit.store import tallies
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.visit_quantity import signals_ticked
from audit.store.visit_sums import resembling
from audit.store.voices import latest_texts, note_counts, signal_counts

MOST_NOTES = 5_000  # read for their words, the latest; all of them would take a second a million
_NAMES = ("journey", "stage", "touchpoint")


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Which words set complaints apart, and how many notes were read for it.

    `odds` is what `audit.measures.words.word_odds` returns. `praise` and `complaints` count the notes that were read,
    the first of them of the day `since`; `notes` counts those there are.
    """

    odds: pd.DataFrame
    praise: int
    complaints: int
    notes: int
    since: date | None

    @property
    def read(self) -> int:
        """How many notes were read."""
        return self.praise + self.complaints


def vocabulary(store: Store, question: Question) -> Vocabulary:
    """Return the words of the latest `MOST_NOTES` notes of praise and complaint, cached until the next write."""
    return store.cached(("vocabulary", question.view), lambda: _vocabulary(store, question))


@cached
def words(store: Store, question: Question) -> pd.DataFrame:
    """Return which words set complaints apart from praise; see `audit.measures.words.word_odds`.

    They are read in the latest `MOST_NOTES` notes that are praise or complaint; the question's keys make no difference.
    """
    return vocabulary(store, question).odds


@cached
def signals(store: Store, question: Question) -> pd.DataFrame:
    """Return how often each signal was ticked; see `audit.measures.signals.signals`.

    Raises:
        UnknownChoiceError: when the question is by anything but journey, stage or touchpoint.
    """
    for key in question.by:
        if key not in _NAMES:
            raise UnknownChoiceError("What to report signals by", key, _NAMES)
    keys = list(question.by)
    counts = with_text_names(tallies.sightings(store, question.view, of_visits=True))
    few = few_of(question, counts, ["n"])
    counts = without_rows(counts, few)
    if keys:
        observed = counts.groupby(keys, sort=False)["n"].sum().rename("observations").reset_index()
    else:
        observed = pd.DataFrame({"observations": [int(counts["n"].sum())]})
    order = programme(store).signals
    sums = resembling(store, signals_ticked(order), question.view, question.by)
    ticked = without_rows(signal_counts(store, question.view), few)[[*keys, "signal", "n"]]
    return signal_shares.signals(ticked, observed, sums, order)


def _vocabulary(store: Store, question: Question) -> Vocabulary:
    texts = latest_texts(store, question.view, MOST_NOTES)
    there = note_counts(store, question.view, Search())
    return Vocabulary(
        odds=word_odds(word_counts(texts)),
        praise=int((texts["outcome"] == Outcome.POSITIVE).sum()),
        complaints=int((texts["outcome"] == Outcome.NEGATIVE).sum()),
        notes=sum(there.values()),
        since=texts["observed_on"].min().date() if len(texts) else None,
    )
