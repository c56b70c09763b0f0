"""A recipe: how the columns of somebody else's table become observations, service metrics or tickets."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from audit.errors import RecipeError
from audit.intake.date_formats import format_fault
from audit.intake.question import Question
from audit.intake.recipe_parts import (
    MAY_BE_UNUSABLE,
    METRIC_FIELDS,
    OBSERVATION_FIELDS,
    ROW_FIELDS,
    SHARE_FIELDS,
    TICKET_FIELDS,
    Dates,
    EntireRow,
    FieldSource,
    Kind,
    RowRule,
    Scores,
    ShareUnit,
    TargetPart,
    TouchpointPart,
    Verdict,
    WaitUnit,
    WithoutOutcome,
    is_limit,
    is_number,
)
from audit.intake.tables import TableShape, normalised
from audit.model.clock import TIME_ZONES
from audit.model.rating import DIMENSIONS, Outcome
from audit.model.walk_through import Method


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one kind of table is read; docs/recipes.md says what each part is called in a TOML file.

    `signature` are the columns it is recognised by, `priority` decides when several recipes fit. `identity` are the
    columns that tell one row from another; with `identity_kept` a UUID there stays the observation's own, and recipes
    of the same `identity_of` read the same things, so that what came by one is known to the other. `dropped` columns
    are forgotten before anything is read. `decimal` is "point" or "comma", the other one then separates thousands; ""
    leaves it to the cells. With `columns_in_groups` a column is found behind the names of the groups it is in too
    (`walk-place`, `walk/place`); with `identity_first` the identity is the first of its columns that is filled. With
    `questions`, their answers are put in place when a table is read (`audit.intake.settling`); what is missing or
    contradictory shows then.
    """

    name: str
    kind: Kind = Kind.OBSERVATIONS
    title: str = ""
    about: str = ""
    shape: TableShape = field(default_factory=TableShape)
    decimal: str = ""
    columns_may_be_missing: bool = False
    columns_in_groups: bool = False
    totals_are_rows: bool = False
    skip_first_rows: int = 0
    skip: tuple[RowRule, ...] = ()
    keep: tuple[RowRule, ...] = ()
    signature: tuple[str, ...] = ()
    priority: int = 0
    dates: Dates = field(default_factory=Dates)
    identity: tuple[str, ...] = ()
    identity_kept: bool = False
    identity_first: bool = False
    identity_of: str = ""
    scores: Scores = field(default_factory=Scores)
    fixed: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, FieldSource] = field(default_factory=dict)
    touchpoints: tuple[TouchpointPart, ...] = ()
    whole_row: EntireRow | None = None
    without_outcome: WithoutOutcome = WithoutOutcome.PROBLEM
    targets: tuple[TargetPart, ...] = ()
    dropped: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    saved_at: float = field(default=0.0, compare=False)  # seconds since 1970; 0 = it comes with the app

    def __post_init__(self) -> None:
        for key, expected in _faults(self):
            raise RecipeError(repr(self.name), key, expected)

    def columns(self) -> tuple[str, ...]:
        """Return every column the recipe reads, each once."""
        named = [column for source in self.fields.values() for column in source.columns]
        named += [column for part in self.touchpoints for column in (part.score, part.outcome) if column]
        named += [column for target in self.targets for column in target.columns()]
        named += [rule.column for rule in (*self.skip, *self.keep)]
        return tuple(dict.fromkeys((*named, *self.identity)))

    def choice_columns(self) -> tuple[str, ...]:
        """Return the columns that may stand for single choices of a question that takes several."""
        return tuple(column for source in self.fields.values() for column in source.choice_columns())

    def gives(self, name: str) -> bool:
        """Return whether the field `name` is fixed or comes from a column."""
        return name in self.fixed or name in self.fields

    @property
    def keeps_notes(self) -> bool:
        """Whether a row that does not say how it went comes in as a note of its words."""
        return self.without_outcome is WithoutOutcome.NOTE


Fault = tuple[str, str]


def _faults(recipe: Recipe) -> Iterator[Fault]:
    """Yield what keeps a recipe from being followed: the key, and what is expected there."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", recipe.name):
        yield "name", "use small letters, digits and hyphens, e.g. library-survey"
    yield from _naming_faults(recipe)
    if recipe.keeps_notes and recipe.kind is not Kind.OBSERVATIONS:
        yield "rules.without_outcome", "only observations have an outcome; leave it out"
    elif recipe.keeps_notes and not recipe.gives("what_happened"):
        yield "fields.what_happened", "say which column holds the words that are kept as notes"
    if recipe.questions:
        return
    yield from FAULTS_BY_KIND[recipe.kind](recipe)
    yield from _source_faults(recipe)
    yield from _score_faults(recipe)
    yield from _layout_faults(recipe)


def _naming_faults(recipe: Recipe) -> Iterator[Fault]:
    known = FIELDS[recipe.kind]
    for name in (*recipe.fixed, *recipe.fields):
        if name not in known:
            yield f"fields.{name}", f"there is no such field; the fields are {', '.join(known)}"
    for name, value in recipe.fixed.items():
        if name in recipe.fields or not value.strip():
            yield f"fixed.{name}", "give it once, either a fixed value or a column"
    if recipe.targets and recipe.kind is not Kind.TICKETS:
        yield "targets", 'it is tickets that meet targets; write kind = "tickets"'
    yield from _dropped_faults(recipe)


def _dropped_faults(recipe: Recipe) -> Iterator[Fault]:
    dropped = {normalised(column) for column in recipe.dropped}
    for column in recipe.columns():
        if normalised(column) in dropped:
            yield "privacy.drop", f"the column {column!r} is dropped here and used elsewhere"


def _observation_faults(recipe: Recipe) -> Iterator[Fault]:
    if not recipe.gives("observed_at"):
        yield "fields.observed_at", "say which column holds the date"
    outcome = ("outcome",) * (not recipe.keeps_notes)
    needed = () if recipe.touchpoints else ("touchpoint", *outcome)
    for name in needed:
        if not recipe.gives(name):
            yield f"fields.{name}", f"say which column holds the {name}, or fix it, or add [[touchpoints]]"
    yield from _touchpoint_faults(recipe)
    for name, words in (("method", Method), ("outcome", Outcome)):
        if name in recipe.fixed and recipe.fixed[name] not in list(words):
            yield f"fixed.{name}", f"choose one of {', '.join(words)}"


def _touchpoint_faults(recipe: Recipe) -> Iterator[Fault]:
    read = [normalised(part.score or part.outcome) for part in recipe.touchpoints]
    if "" in read or len(set(read)) < len(read):
        yield "touchpoints", "give each its own score column or outcome column"
    for part in recipe.touchpoints:
        yield from _part_faults(part)
    if recipe.whole_row is not None:
        yield from _entire_row_faults(recipe, recipe.whole_row)
    elif recipe.touchpoints:
        for name in filter(recipe.gives, ("touchpoint", *ROW_FIELDS)):
            yield f"fields.{name}", "with [[touchpoints]] it belongs to the row as a whole: add [whole_row]"


def _part_faults(part: TouchpointPart) -> Iterator[Fault]:
    if not part.touchpoint.strip():
        yield "touchpoints.touchpoint", "give each touchpoint its name"
    if not part.outcome and any(meaning and not is_number(meaning) for meaning in part.words.values()):
        yield "touchpoints.words", "beside a score they mean numbers on its scale; for outcomes name an outcome column"
    if part.dimensions and not part.score:
        yield "touchpoints.dimensions", "dimensions are rated by a score column, so name one"


def _entire_row_faults(recipe: Recipe, part: EntireRow) -> Iterator[Fault]:
    if not recipe.touchpoints:
        yield "whole_row", "it stands beside [[touchpoints]]; without those, use fields.touchpoint"
    if not part.touchpoint.strip():
        yield "whole_row.touchpoint", "give the touchpoint its name"
    if recipe.gives("touchpoint"):
        yield "fields.touchpoint", "the touchpoints are named in [[touchpoints]] and [whole_row]"
    if not recipe.gives("outcome"):
        yield "fields.outcome", "say which column holds the outcome of the row as a whole"


def _metric_faults(recipe: Recipe) -> Iterator[Fault]:
    period = ("period",) if recipe.gives("period") else ("period_start", "period_end")
    for name in (*period, "service", "metric"):
        if not recipe.gives(name):
            yield f"fields.{name}", "say which column holds it, or fix it"
    if recipe.gives("period") and any(map(recipe.gives, ("period_start", "period_end"))):
        yield "fields.period", "give either the period's name or its first and last day"
    if not recipe.gives("attained_share") and not all(map(recipe.gives, ("met", "total"))):
        yield "fields.attained_share", "say which column holds it, or which hold met and total"
    if recipe.touchpoints or recipe.whole_row:
        yield "touchpoints", "service metrics have one row each; leave [[touchpoints]] and [whole_row] out"


def _ticket_faults(recipe: Recipe) -> Iterator[Fault]:
    if not recipe.gives("service"):
        yield "fields.service", "say which column holds it, or fix it"
    if not recipe.identity:
        yield "identity.columns", "say which column tells one ticket from another, e.g. its number"
    if recipe.touchpoints or recipe.whole_row:
        yield "touchpoints", "a ticket has [[targets]]; leave [[touchpoints]] and [whole_row] out"
    names = [target.metric.strip() for target in recipe.targets]
    if not names or "" in names or len(set(names)) < len(names):
        yield "targets", "write [[targets]], each with a metric of its own"
    for target in recipe.targets:
        yield from _target_faults(recipe, target)


def _target_faults(recipe: Recipe, target: TargetPart) -> Iterator[Fault]:
    if not target.decided_at and "closed_at" not in recipe.fields:
        yield "fields.closed_at", "say which column holds the day a ticket was closed, or give each target decided_at"
    columns = [column for column in (target.verdict, target.remaining, target.took) if column]
    has_limit = bool(target.limit) + (target.limit_by is not None)
    if len(columns) > 1 or has_limit > 1 or has_limit != bool(not columns or target.took):
        yield "targets.met", "say one of: met; remaining; took and a limit; a limit alone, from opening to closing"
    if not columns and "opened_at" not in recipe.fields:
        yield "fields.opened_at", "say which column holds the time a ticket was opened, for the limit counts from it"
    yield from _target_detail_faults(target)


def _target_detail_faults(target: TargetPart) -> Iterator[Fault]:
    if target.unit and target.unit not in list(WaitUnit):
        yield "targets.unit", f"choose one of {', '.join(WaitUnit)}"
    if not set(target.words.values()) <= set(Verdict):
        yield "targets.words", f"their words mean {', '.join(Verdict)}"
    for limit in (target.limit, *(target.limit_by.words.values() if target.limit_by else ())):
        if limit and not is_limit(limit):
            yield "targets.limit", "write a length of time such as 8 hours, 30 minutes or 2 days, round the clock"
    if target.target_share is not None and not 0 <= target.target_share <= 1:
        yield "targets.target_share", "write a share from 0 to 1: 0.95 for 95 %"


FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.OBSERVATIONS: OBSERVATION_FIELDS,
    Kind.SERVICE_METRICS: METRIC_FIELDS,
    Kind.TICKETS: TICKET_FIELDS,
}
FAULTS_BY_KIND: Mapping[Kind, Callable[[Recipe], Iterator[Fault]]] = {
    Kind.OBSERVATIONS: _observation_faults,
    Kind.SERVICE_METRICS: _metric_faults,
    Kind.TICKETS: _ticket_faults,
}


def _source_faults(recipe: Recipe) -> Iterator[Fault]:
    for name, source in recipe.fields.items():
        if not source.columns or not all(column.strip() for column in source.columns):
            yield f"fields.{name}.column", "name the column it comes from"
        yield from _cell_faults(name, source)
        if source.from_score and name != "outcome":
            yield f"fields.{name}.from_score", "only the outcome can be told from a score"
        if source.scale and name not in DIMENSIONS and not source.from_score:
            yield f"fields.{name}.scale", "only scores have a scale; an outcome also needs from_score = true"


def _cell_faults(name: str, source: FieldSource) -> Iterator[Fault]:
    units = _units(name)
    if source.unit and source.unit not in units:
        yield f"fields.{name}.unit", f"choose one of {', '.join(units) or 'none: this field has no unit'}"
    if source.if_unusable and name not in MAY_BE_UNUSABLE:
        yield f"fields.{name}.if_unusable", f"only these may be read as empty: {', '.join(MAY_BE_UNUSABLE)}"


def _units(name: str) -> list[str]:
    if name == "wait_minutes":
        return list(WaitUnit)
    return list(ShareUnit) if name in SHARE_FIELDS else []


def _score_faults(recipe: Recipe) -> Iterator[Fault]:
    scales = [recipe.scores.scale, *(source.scale for source in recipe.fields.values())]
    scales += [part.scale for part in recipe.touchpoints]
    if any(scale is not None and scale.worst == scale.best for scale in scales):
        yield "scale", "worst and best must differ"
    if not 1 <= recipe.scores.negative_to < recipe.scores.positive_from <= 5:
        yield "scores.positive_from", "it must be above negative_to, both from 1 to 5"


def _layout_faults(recipe: Recipe) -> Iterator[Fault]:
    if recipe.dates.time_zone and recipe.dates.time_zone not in TIME_ZONES:
        yield "dates.time_zone", "write a zone such as Europe/Lisbon"
    for written in recipe.dates.formats:
        if fault := format_fault(written):
            yield "dates.formats", f"in {written!r}, {fault}"
    if recipe.shape.header_row < 1 or recipe.skip_first_rows < 0:
        yield "file.header_row", "rows are counted from 1"
