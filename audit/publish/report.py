"""A review as deck, hand-out and minutes tell it: its slides, the figures behind them, what was corrected since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from audit.model.review import Review
from audit.publish.in_its_language import ENGLISH_WORDS, Spoken
from audit.publish.review_words import TRUST_OWED
from audit.publish.shown import Shown
from audit.publish.slide import Slide

COLUMNS = ["figure", "what", "was", "now"]  # of what was corrected since
NOTHING_MOVED = pd.DataFrame(columns=COLUMNS)


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What a deck, a hand-out and minutes are made of.

    `shown` are the figures behind `slides`. `as_of` is the day they stand on: the day the review was closed, today
    while it is open. `restated` holds what the same days give now where that is something else, in columns `COLUMNS`,
    as `audit.review.restated.moved` returns it; no row while the review is open.
    `photos` are the files of the slides' photos, by the hash that names them.
    `spoken` says in which language people's words among all this are read aloud.
    """

    review: Review
    slides: tuple[Slide, ...]
    shown: Shown
    as_of: date
    restated: pd.DataFrame
    photos: Mapping[str, bytes] = field(default_factory=dict)
    spoken: Spoken = ENGLISH_WORDS

    @property
    def is_closed(self) -> bool:
        """Return whether the figures are frozen."""
        return self.review.closed_at is not None

    @property
    def is_debt_restated(self) -> bool:
        """Return whether what is owed moved since, so that the caveat goes with what was corrected."""
        return bool((self.restated["figure"] == TRUST_OWED).any())
