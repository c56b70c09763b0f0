"""Our fields read off somebody else's cells, each misfit listed as a problem instead of guessed at."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from audit.intake import amounts
from audit.intake.cells import NOWHERE, Cells, by_text, emptied, translated
from audit.intake.dates import WrittenTime, expected_date, mixed_kinds, read_days, read_times, swapped
from audit.intake.reading import Problems
from audit.intake.recipe_parts import FieldSource, RealDates, TouchpointPart
from audit.model.programme import Programme
from audit.model.rating import Outcome
from audit.model.text import name_of, text_of
from audit.model.vocabulary import key_from
from audit.model.walk_through import MAX_WORDS

MIXED_KINDS = (
    "a date that is sure: this column holds real dates and dates as text, so a spreadsheet may have taken days for "
    'months; say real_dates = "right" or "swapped" in the recipe'
)
MAX_NAME = 200  # characters of a journey, touchpoint, place...: more is a comment in the wrong column
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class CheckedFields:
    """The fields of a table, read row by row; what does not fit goes to `problems`."""

    def __init__(self, cells: Cells, problems: Problems) -> None:
        self.cells = cells
        self.problems = problems
        self.scores = cells.recipe.scores

    def list(self, where: "pd.Series[bool]", name: str, expected: "str | pd.Series") -> None:
        """List the rows in which the field `name` does not fit."""
        if self._source(name).if_unusable:
            self.problems.remark(where, self.cells.label(name), self.cells.written(name), "nothing")
        else:
            self.problems.add(where, self.cells.label(name), self.cells.written(name), expected)

    def _source(self, name: str) -> FieldSource:
        return self.cells.recipe.fields.get(name, NOWHERE)

    def name(self, name: str, *, is_needed: bool = False) -> pd.Series:
        """Read a name, e.g. of a place; runs of spaces count as one."""
        texts = by_text(self.cells.text(name), name_of)
        self.list(texts.str.len() > MAX_NAME, name, f"a name of at most {MAX_NAME} characters")
        if is_needed:
            self.list(texts == "", name, f"the name of the {name}")
        return texts

    def choice(self, name: str, choices: Iterable[str], default: str) -> pd.Series:
        """Read one of our words, in any case; `default` where nothing is said."""
        words = list(choices)
        texts = self.cells.text(name).str.lower()
        texts = texts.mask(texts == "", default)
        self.list(~texts.isin([*words, default]), name, f"one of {', '.join(words)}")
        return texts

    def times(self, name: str, programme: Programme, today: date, *, is_needed: bool) -> WrittenTime:
        """Read days and moments."""
        texts = self.cells.text(name)
        dates = self.cells.recipe.dates
        if not self.cells.separator and not dates.formats:
            texts = self._real_dates(name, texts)
        times = read_times(texts, dates, programme, today)
        self.list(times.expected != "", name, times.expected)
        twice = "the first of the two, for the clock showed this hour twice; an offset makes it sure"
        self.problems.remark(times.twice, self.cells.label(name), self.cells.written(name), twice)
        if is_needed:
            self.list(texts == "", name, expected_date(self.cells.recipe.dates))
        return times

    def _real_dates(self, name: str, texts: pd.Series) -> pd.Series:
        """Return the dates of a workbook's column, of which the real ones may have day and month swapped."""
        doubtful = mixed_kinds(texts)
        if self.cells.recipe.dates.real_dates is RealDates.SWAPPED:
            return texts.mask(doubtful, swapped(texts))
        if self.cells.recipe.dates.real_dates is RealDates.UNSURE:
            self.list(doubtful, name, MIXED_KINDS)
        return texts

    def days(self, name: str) -> pd.Series:
        """Read calendar days that must be there."""
        days = read_days(self.cells.text(name), self.cells.recipe.dates)
        self.list(days.isna(), name, expected_date(self.cells.recipe.dates))
        return days

    def rating(self, name: str) -> pd.Series:
        """Read a score as a rating from 1 to 5, on the field's scale or the recipe's."""
        return self._rated(name)[0]

    def _rated(self, name: str) -> "tuple[pd.Series, pd.Series[bool]]":
        scale = self._source(name).scale or self.scores.scale
        texts, doubtful = self._numbers(emptied(self.cells.text(name), self.scores.not_applicable))
        ratings, misfits = amounts.read_ratings(texts, scale)
        self.list(misfits | doubtful, name, _unless(doubtful, amounts.expected_score(scale)))
        return ratings.mask(doubtful), misfits | doubtful

    def _numbers(self, texts: pd.Series) -> "tuple[pd.Series, pd.Series[bool]]":
        return amounts.plain_numbers(texts, self.cells.recipe.decimal, self.cells.separator)

    def outcome(self) -> pd.Series:
        """Read the outcome, from its word or from a score; "" where nothing is said, "unclear" where it misfits."""
        if not self._source("outcome").from_score:
            return self.choice("outcome", Outcome, "")
        ratings, misfits = self._rated("outcome")
        return amounts.outcomes_of(ratings, self.scores).mask(misfits, "unclear")

    def part_score(self, part: TouchpointPart) -> pd.Series:
        """Read the ratings in the score column of one touchpoint; NA where it has none."""
        scale = part.scale or self.scores.scale
        written = emptied(self.cells.given(part.score, part.not_applicable), self.scores.not_applicable)
        texts = translated(written, part.score_words())
        ratings, misfits = amounts.read_ratings(texts, scale)
        self._list_part(part, misfits, part.score, written, amounts.expected_score(scale))
        return ratings

    def part_outcome(self, part: TouchpointPart) -> pd.Series:
        """Read the outcomes in the outcome column of one touchpoint; "" where it has none."""
        written = self.cells.given(part.outcome, part.not_applicable)
        texts = translated(written, part.outcome_words()).str.lower()
        misfits = ~texts.isin([*Outcome, ""])
        self._list_part(part, misfits, part.outcome, written, f"one of {', '.join(Outcome)}")
        return texts.mask(misfits, "")

    def _list_part(
        self, part: TouchpointPart, misfits: "pd.Series[bool]", column: str, written: pd.Series, expected: str
    ) -> None:
        if part.if_unusable:
            self.problems.remark(misfits, column, written, "nothing")
        else:
            self.problems.add(misfits, column, written, expected)

    def wait(self) -> pd.Series:
        """Read how many minutes somebody waited."""
        unit = self._source("wait_minutes").unit
        texts, doubtful = self._numbers(self.cells.text("wait_minutes"))
        minutes, misfits = amounts.read_waits(texts, unit)
        self.list(misfits | doubtful, "wait_minutes", _unless(doubtful, amounts.expected_wait(unit)))
        return minutes.mask(doubtful)

    def share(self, name: str) -> pd.Series:
        """Read a share."""
        unit = self._source(name).unit
        shares, misfits = amounts.read_shares(self.cells.text(name), unit)
        self.list(misfits, name, amounts.expected_share(unit))
        return shares

    def count(self, name: str) -> pd.Series:
        """Read a count."""
        counts, misfits = amounts.read_counts(self._numbers(self.cells.text(name))[0])
        self.list(misfits, name, "a whole number")
        return counts

    def yes_or_no(self, name: str) -> pd.Series:
        """Read an answer of yes or no; NA where it is not said."""
        texts = self.cells.text(name).str.lower()
        self.list(~texts.isin([*_YES_NO, ""]), name, "yes, no or nothing")
        return texts.map(_YES_NO).astype("boolean")

    def whole_visit(self) -> pd.Series:
        """Read whether a row judges the visit as a whole; no where nothing is said."""
        return self.choice("whole_visit", _YES_NO, "no").map(_YES_NO).fillna(value=False).astype(bool)

    def words(self, name: str) -> pd.Series:
        """Read free text, in the writer's own words."""
        texts = by_text(self.cells.text(name), text_of)
        self.list(texts.str.len() > MAX_WORDS, name, f"at most {MAX_WORDS} characters")
        return texts

    def signals(self, known: Sequence[str]) -> pd.Series:
        """Read signals: any of the `known` keys with semicolons between them, each once."""
        spelt = {key_from(key): key for key in known}
        texts = by_text(self.cells.text("signals"), lambda text: _each_once(text, spelt))
        strange = by_text(texts, lambda text: "" if set(text.split(";")) <= {*known, ""} else "unknown")
        self.list(strange != "", "signals", f"any of {', '.join(known)}, with semicolons between them")
        return texts.mask(strange != "", "")


def _unless(doubtful: "pd.Series[bool]", expected: str) -> pd.Series:
    """Return what was expected of each row, and of the `doubtful` what their point may mean."""
    question = (
        'a number that is clear: does the point separate thousands? Say decimal = "comma" or "point" in the recipe'
    )
    return pd.Series(expected, index=doubtful.index, dtype="str").mask(doubtful, question)


def _each_once(text: str, spelt: Mapping[str, str]) -> str:
    """Return the keys in a cell, each once; a key may be written as a form for the field writes it, or as a name."""
    parts = [spelt.get(key_from(part), part.strip().lower()) for part in text.split(";")]
    return ";".join(dict.fromkeys(part for part in parts if part))
