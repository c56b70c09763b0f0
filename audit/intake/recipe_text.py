"""A recipe as a steward writes it: TOML, each part checked, each mistake told with its place."""

import calendar
import tomllib
from typing import Any

from audit.errors import RecipeError
from audit.intake.question_text import question_in
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import (
    NEGATIVE_TO,
    POSITIVE_FROM,
    DateOrder,
    Dates,
    EntireRow,
    FieldSource,
    Kind,
    RealDates,
    RowRule,
    Scale,
    Scores,
    TargetPart,
    TouchpointPart,
    WithoutOutcome,
)
from audit.intake.tables import TableShape
from audit.intake.toml_section import Section
from audit.model.rating import Dimension

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "utf-16", "windows-1252")
MONTHS = tuple(calendar.month_name)[1:]  # English in every locale of ours: the app sets none


def recipe_from_toml(text: str, source: str) -> Recipe:
    """Return the recipe written in `text`.

    Args:
        text: TOML as docs/recipes.md explains it.
        source: What the file is called, for the sentence of an error.

    Raises:
        RecipeError: naming file, key and what is expected, when something is missing, unknown or contradictory.
    """
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecipeError(source, "its writing", f"this is not TOML ({error})") from error
    top = Section(source, "", content)
    parts = _heading(top) | _layout(top) | _content(top)
    top.close()
    try:
        return Recipe(**parts)
    except RecipeError as error:
        raise RecipeError(source, error.key, error.expected) from error


def _heading(top: Section) -> dict[str, Any]:
    recognise = top.section("recognise")
    privacy = top.section("privacy")
    heading = {
        "name": top.text("name"),
        "kind": top.choice("kind", Kind, Kind.OBSERVATIONS),
        "title": top.text("title", ""),
        "about": top.text("about", ""),
        "signature": recognise.texts("columns"),
        "priority": recognise.integer("priority", 0),
        "dropped": privacy.texts("drop"),
    }
    recognise.close()
    privacy.close()
    return heading


def _layout(top: Section) -> dict[str, Any]:
    file, identity, dates = top.section("file"), top.section("identity"), top.section("dates")
    layout = {
        "shape": _shape(file),
        "decimal": _decimal(file),
        "columns_may_be_missing": file.flag("columns_may_be_missing"),
        "columns_in_groups": file.flag("columns_in_groups"),
        "totals_are_rows": file.flag("totals_are_rows"),
        "skip_first_rows": file.integer("skip_first_rows", 0),
        "skip": tuple(map(_row_rule, top.sections("skip"))),
        "keep": tuple(map(_row_rule, top.sections("keep"))),
        "identity": identity.texts("columns"),
        "identity_kept": identity.flag("kept"),
        "identity_first": identity.flag("first_given"),
        "identity_of": identity.text("of", ""),
        "dates": _dates(dates),
    }
    for section in (file, identity, dates):
        section.close()
    return layout


def _dates(dates: Section) -> Dates:
    order = dates.choice("order", DateOrder, DateOrder.YEAR_FIRST)
    month = dates.text("year_begins", MONTHS[0])
    real = dates.choice("real_dates", RealDates, RealDates.UNSURE)
    if month not in MONTHS:
        raise dates.error("year_begins", f"choose one of {', '.join(MONTHS)}")
    return Dates(order, dates.texts("formats"), dates.text("time_zone", ""), MONTHS.index(month) + 1, real)


def _shape(file: Section) -> TableShape:
    separator = file.text("separator", "")
    encoding = file.text("encoding", "").lower()
    if separator and separator not in SEPARATORS and separator not in SEPARATORS.values():
        raise file.error("separator", f"choose one of {', '.join(SEPARATORS)}")
    if encoding and encoding not in ENCODINGS:
        raise file.error("encoding", f"choose one of {', '.join(ENCODINGS)}")
    row, sheet, has_groups = file.integer("header_row", 1), file.text("sheet", ""), file.flag("groups_above")
    if has_groups and row == 1:
        raise file.error("groups_above", "there is no row above the first; say header_row = 2 or more")
    return TableShape(SEPARATORS.get(separator, separator), encoding, row, sheet, has_groups, file.flag("joined"))


def _decimal(file: Section) -> str:
    written = file.text("decimal", "")
    if written not in {"", "point", "comma"}:
        raise file.error("decimal", 'choose "point" or "comma"')
    return written


def _content(top: Section) -> dict[str, Any]:
    scores, fixed, sources = top.section("scores"), top.section("fixed"), top.section("fields")
    row_part, rules = top.section("whole_row"), top.section("rules")
    content = {
        "scores": Scores(
            _scale(scores),
            scores.texts("not_applicable"),
            scores.integer("positive_from", POSITIVE_FROM),
            scores.integer("negative_to", NEGATIVE_TO),
        ),
        "fixed": {name: fixed.text(name) for name in fixed.content},
        "fields": {name: _source(sources, name) for name in sources.content},
        "touchpoints": tuple(map(_part, top.sections("touchpoints"))),
        "whole_row": EntireRow(row_part.text("touchpoint"), row_part.text("stage", ""))
        if top.has("whole_row")
        else None,
        "without_outcome": rules.choice("without_outcome", WithoutOutcome, WithoutOutcome.PROBLEM),
        "targets": tuple(map(_target, top.sections("targets"))),
        "questions": tuple(map(question_in, top.sections("questions"))),
    }
    scores.close()
    row_part.close()
    rules.close()
    return content


def _row_rule(section: Section) -> RowRule:
    rule = RowRule(section.text("column"), section.texts("values"))
    section.close()
    return rule


def _beside(target: Section, name: str) -> FieldSource | None:
    return _source(target, name) if target.has(name) else None


def _source(sources: Section, name: str) -> FieldSource:
    if isinstance(sources.content[name], str):
        return FieldSource((sources.text(name),))
    section = sources.section(name)
    source = FieldSource(
        columns=(section.text("column"),) if section.has("column") else section.texts("columns"),
        join=section.text("join", " "),
        first_given=section.flag("first_given"),
        words=section.words("words"),
        not_applicable=section.texts("not_applicable"),
        if_empty=section.text("if_empty", ""),
        scale=_scale(section),
        unit=section.text("unit", ""),
        from_score=section.flag("from_score"),
        if_unusable=_if_unusable(section),
        spaces_between=section.flag("spaces_between"),
    )
    section.close()
    return source


def _scale(section: Section) -> Scale | None:
    scale = section.section("scale")
    if not section.has("scale"):
        return None
    ends = Scale(scale.number("worst"), scale.number("best"))
    scale.close()
    return ends


def _part(section: Section) -> TouchpointPart:
    dimensions = section.texts("dimensions")
    for dimension in dimensions:
        if dimension not in list(Dimension):
            raise section.error("dimensions", f"choose from {', '.join(Dimension)}")
    part = TouchpointPart(
        touchpoint=section.text("touchpoint"),
        stage=section.text("stage", ""),
        channel=section.text("channel", ""),
        score=section.text("score", ""),
        outcome=section.text("outcome", ""),
        dimensions=tuple(map(Dimension, dimensions)),
        words=section.words("words"),
        not_applicable=section.texts("not_applicable"),
        scale=_scale(section),
        if_unusable=_if_unusable(section),
    )
    section.close()
    return part


def _if_unusable(section: Section) -> str:
    written = section.text("if_unusable", "")
    if written not in {"", "empty"}:
        raise section.error("if_unusable", 'write "empty", or leave it out: then such a row is listed and left out')
    return written


def _target(section: Section) -> TargetPart:
    target = TargetPart(
        metric=section.text("metric"),
        verdict=section.text("met", ""),
        words=section.words("words"),
        remaining=section.text("remaining", ""),
        took=section.text("took", ""),
        unit=section.text("unit", ""),
        limit=section.text("limit", ""),
        limit_by=_beside(section, "limit_by"),
        apart=_beside(section, "apart"),
        decided_at=_beside(section, "decided_at"),
        not_applicable=section.texts("not_applicable"),
        target_share=section.number("target_share") if section.has("target_share") else None,
    )
    section.close()
    return target
