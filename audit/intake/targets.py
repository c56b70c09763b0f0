"""Whether a ticket met one of its targets: told by a word, by the time left, or by the time it took."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from audit.intake import amounts
from audit.intake.cells import NOWHERE, Cells, by_text, plain, translated
from audit.intake.dates import WrittenTime, read_times
from audit.intake.fields import MAX_NAME, CheckedFields
from audit.intake.recipe_parts import FieldSource, TargetPart, Verdict, is_limit
from audit.model.duration import minutes_of
from audit.model.programme import Programme
from audit.model.text import name_of

MINUS = r"^[-\u2212]\s*"
USUAL = {"true": Verdict.IN_TIME, "yes": Verdict.IN_TIME, "false": Verdict.MISSED, "no": Verdict.MISSED}
SAYS = {**USUAL, **{str(verdict): verdict for verdict in Verdict}, "": Verdict.UNDECIDED}
IS_IN_TIME = {str(Verdict.IN_TIME): True, str(Verdict.MISSED): False}


def decided_by(cells: Cells, target: TargetPart) -> FieldSource:
    """Return where the day stands on which `target` was decided."""
    return target.decided_at or cells.recipe.fields.get("closed_at", NOWHERE)


@dataclass(frozen=True, slots=True)
class TargetReader:
    """Reads target after target of the same tickets; what does not fit is listed as a problem.

    `opened` is when each ticket was opened; nothing is decided before that.
    """

    fields: CheckedFields
    programme: Programme
    today: date
    opened: WrittenTime
    _decided: list[tuple[FieldSource, WrittenTime]] = field(default_factory=list)

    def read(self, target: TargetPart) -> pd.DataFrame:
        """Return one row a ticket whose `target` is decided: metric, closed_on, met, target_share."""
        cells = self.fields.cells
        decided = self._decision(decided_by(cells, target))
        in_time = self._in_time(target, decided)
        counts = decided.on.notna() & in_time.notna()
        share = pd.Series(target.target_share, index=in_time.index, dtype="Float64")
        columns = {
            "metric": self._metric(target, counts),
            "closed_on": decided.on,
            "met": in_time,
            "target_share": share,
        }
        return pd.DataFrame(columns)[counts].astype({"met": "bool"})

    def _decision(self, source: FieldSource) -> WrittenTime:
        """Read when a target was decided, once however many targets it decides."""
        for known, times in self._decided:
            if known == source:
                return times
        cells, opened = self.fields.cells, self.opened
        times = read_times(cells.text_from(source), cells.recipe.dates, self.programme, self.today)
        self._list(times.expected != "", source, times.expected)
        too_early = (times.on < opened.on) | (times.moment < opened.moment)
        self._list(too_early, source, "a time not before the ticket was opened")
        self._decided.append((source, times))
        return times

    def _list(self, where: "pd.Series[bool]", source: FieldSource, expected: "str | pd.Series") -> None:
        cells = self.fields.cells
        self.fields.problems.add(where, cells.heading(source), cells.as_written(source), expected)

    def _metric(self, target: TargetPart, counts: "pd.Series[bool]") -> pd.Series:
        """Return what the target is called, with the word that keeps some tickets apart behind it."""
        names = pd.Series(target.metric, index=counts.index, dtype="str")
        if target.apart is None:
            return names
        word = by_text(self.fields.cells.text_from(target.apart), name_of)
        names = names + word.mask(word != "", ", " + word)
        self._list(counts & (names.str.len() > MAX_NAME), target.apart, f"a name of at most {MAX_NAME} characters")
        return names

    def _in_time(self, target: TargetPart, decided: WrittenTime) -> pd.Series:
        """Return whether each ticket met `target` (boolean, NA = not decided, or a problem)."""
        is_due = decided.on.notna()
        if target.verdict:
            return self._from_column(target, is_due)
        if target.remaining:
            return self._left(target, is_due)
        minutes = self._taken(target, is_due) if target.took else self._open_for(target, decided)
        return self._within(target, minutes)

    def _own(self, target: TargetPart) -> tuple[FieldSource, pd.Series]:
        source = FieldSource((target.decider(),), not_applicable=target.not_applicable)
        return source, self.fields.cells.text_from(source)

    def _from_column(self, target: TargetPart, is_due: "pd.Series[bool]") -> pd.Series:
        source, texts = self._own(target)
        words = by_text(translated(texts, target.words), plain)
        known = ", ".join(target.words or USUAL)
        self._list(is_due & ~words.isin(SAYS), source, f"a word that says whether the target was met: {known}")
        return words.map(SAYS).map(IS_IN_TIME).astype("boolean")

    def _left(self, target: TargetPart, is_due: "pd.Series[bool]") -> pd.Series:
        source, texts = self._own(target)
        minutes, misfits = amounts.read_spans(texts.str.replace(MINUS, "", regex=True), target.unit)
        self._list(is_due & misfits, source, f"the time left, {amounts.expected_span(target.unit)}, a minus when late")
        return (~texts.str.match(MINUS)).astype("boolean").mask(minutes.isna())

    def _taken(self, target: TargetPart, is_due: "pd.Series[bool]") -> pd.Series:
        source, texts = self._own(target)
        minutes, misfits = amounts.read_spans(texts, target.unit)
        self._list(is_due & misfits, source, f"the time it took, {amounts.expected_span(target.unit)}")
        return minutes.where(is_due)

    def _open_for(self, target: TargetPart, decided: WrittenTime) -> pd.Series:
        """Return the minutes from opening to the decision; a day without a time of day is not enough to tell."""
        is_due = decided.on.notna()
        expected = "a day and a time of day, for a limit counts from opening to closing"
        opened_at = self.fields.cells.recipe.fields["opened_at"]
        self._list(is_due & self.opened.moment.isna(), opened_at, expected)
        self._list(is_due & decided.moment.isna(), decided_by(self.fields.cells, target), expected)
        return ((decided.moment - self.opened.moment).dt.total_seconds() / 60).astype("Float64")

    def _within(self, target: TargetPart, minutes: pd.Series) -> pd.Series:
        """Return whether `minutes` are within the limit; exactly as long as the limit is within."""
        if target.limit_by is None:
            return (minutes <= minutes_of(target.limit)).astype("boolean")
        texts = self.fields.cells.text_from(target.limit_by)
        limits = pd.to_numeric(by_text(texts, lambda text: str(minutes_of(text)) if is_limit(text) else ""))
        expected = "a word that limit_by.words gives a limit for, e.g. 8 hours"
        self._list(minutes.notna() & limits.isna(), target.limit_by, expected)
        return (minutes <= limits.astype("Float64")).astype("boolean")
