"""What the sample's walkers write down: a fact first, then sometimes a feeling, never the same one twice running."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.model.rating import Outcome
from audit.sample.dice import Numbers
from audit.sample.moments import NEGATIVE
from audit.sample.story import Scene

AFTER_HOURS = len(Outcome)  # the kind of closing after the outcomes' own three

Yes = NDArray[np.bool_]


class Teller:
    """Someone who goes through each touchpoint's facts in turn and remembers where they were.

    `texts` is the type of what `tell` returns: every text there can be, "" among them.
    """

    def __init__(self, scenes: Sequence[Scene], closings: Mapping[str, tuple[str, ...]]) -> None:
        kinds = [*Outcome, "after_hours"]
        self._lengths = np.array([len(closings[kind]) for kind in kinds])
        self._after = np.array([0, 0, 0, self._lengths[NEGATIVE]])  # after_hours follow the negatives' own
        endings: dict[Outcome, tuple[str, ...]] = {outcome: closings[outcome] for outcome in Outcome}
        endings[Outcome.NEGATIVE] += closings["after_hours"]
        self._widths = np.array([1 + len(endings[outcome]) for outcome in Outcome])
        facts = [scene.facts[outcome] for scene in scenes for outcome in Outcome]
        self._facts = np.array([len(sentences) for sentences in facts])
        room = self._facts * np.tile(self._widths, len(scenes))
        self._first = 1 + np.cumsum(room) - room
        self.texts = pd.CategoricalDtype(["", *_texts(scenes, endings)])
        self._script = np.zeros(len(facts), dtype=np.int64)
        self._last = 0

    def tell(self, scene: Numbers, outcome: Numbers, after_hours: Yes, closes: Yes) -> Numbers:
        """Return codes of `texts` for moments in the order they happened, going on from the call before.

        `after_hours` asks for the closings of the evening, `closes` for any closing at all.
        """
        key = scene * len(Outcome) + outcome
        turn = self._turns(key)
        kind = np.where(after_hours & (outcome == NEGATIVE), AFTER_HOURS, outcome)
        closing = 1 + self._after[kind] + (turn + 5 * scene) % self._lengths[kind]
        closing[~closes | self._just_used(outcome * 100 + closing)] = 0
        return np.asarray(self._first[key] + turn % self._facts[key] * self._widths[outcome] + closing)

    def _turns(self, key: Numbers) -> Numbers:
        """Return for each moment how many there were before it with the same touchpoint and outcome."""
        order = np.argsort(key, kind="stable")
        counts = np.bincount(key, minlength=len(self._script))
        turn = np.empty(len(key), dtype=np.int64)
        turn[order] = np.arange(len(key)) - (np.cumsum(counts) - counts)[key[order]]
        turn += self._script[key]
        self._script += counts
        return turn

    def _just_used(self, closing: Numbers) -> Yes:
        """Return where a closing is the one of the moment just before, at whichever touchpoint."""
        line = np.concatenate([[self._last], closing])
        self._last = line[-1]
        return np.asarray(line[1:] == line[:-1])


def _texts(scenes: Sequence[Scene], endings: Mapping[Outcome, tuple[str, ...]]) -> list[str]:
    return [
        f"{fact} {ending}".rstrip()
        for scene in scenes
        for outcome in Outcome
        for fact in scene.facts[outcome]
        for ending in ("", *endings[outcome])
    ]
