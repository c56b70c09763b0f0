"""A recipe as a steward writes it: TOML, each part checked, each mistake told with its place."""

import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

from audit.errors import RecipeError
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import (
    NEGATIVE_TO,
    POSITIVE_FROM,
    DateOrder,
    Dates,
    FieldSource,
    Kind,
    Scale,
    Scores,
    SkipRule,
    TouchpointPart,
    WholeRow,
)
from audit.intake.tables import TableShape
from audit.intake.toml_section import Section
from audit.model.rating import Dimension

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "utf-16", "windows-1252")


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
    except (tomllib.TOMLDecodeError, RecursionError) as error:
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
        "priority": recognise.whole("priority", 0),
        "dropped": privacy.texts("drop"),
    }
    recognise.close()
    privacy.close()
    return heading


def _layout(top: Section) -> dict[str, Any]:
    file, identity, dates = top.section("file"), top.section("identity"), top.section("dates")
    layout = {
        "shape": _shape(file),
        "columns_may_be_missing": file.flag("columns_may_be_missing"),
        "skip_first_rows": file.whole("skip_first_rows", 0),
        "skip": tuple(map(_skip_rule, top.sections("skip"))),
        "identity": identity.texts("columns"),
        "identity_kept": identity.flag("kept"),
        "dates": Dates(dates.choice("order", DateOrder, DateOrder.YEAR_FIRST), dates.texts("formats")),
    }
    for section in (file, identity, dates):
        section.close()
    return layout


def _shape(file: Section) -> TableShape:
    separator = file.text("separator", "")
    encoding = file.text("encoding", "").lower()
    if separator and separator not in SEPARATORS and separator not in SEPARATORS.values():
        raise file.error("separator", f"choose one of {', '.join(SEPARATORS)}")
    if encoding and encoding not in ENCODINGS:
        raise file.error("encoding", f"choose one of {', '.join(ENCODINGS)}")
    return TableShape(
        SEPARATORS.get(separator, separator), encoding, file.whole("header_row", 1), file.text("sheet", "")
    )


def _content(top: Section) -> dict[str, Any]:
    scores, fixed, sources = top.section("scores"), top.section("fixed"), top.section("fields")
    whole = top.section("whole_row")
    content = {
        "scores": Scores(
            _scale(scores),
            scores.texts("not_applicable"),
            scores.whole("positive_from", POSITIVE_FROM),
            scores.whole("negative_to", NEGATIVE_TO),
        ),
        "fixed": {name: fixed.text(name) for name in fixed.content},
        "fields": {name: _source(sources, name) for name in sources.content},
        "touchpoints": tuple(map(_part, top.sections("touchpoints"))),
        "whole_row": WholeRow(whole.text("touchpoint"), whole.text("stage", "")) if top.has("whole_row") else None,
    }
    scores.close()
    whole.close()
    return content


def _skip_rule(section: Section) -> SkipRule:
    rule = SkipRule(section.text("column"), section.texts("values"))
    section.close()
    return rule


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
    )
    section.close()
    return part


def recipe_toml(recipe: Recipe) -> str:
    """Write `recipe` as TOML that reads back to the same recipe; what is usual is left out."""
    shape, scores = recipe.shape, recipe.scores
    separators = {sign: word for word, sign in SEPARATORS.items()}
    thresholds = (scores.positive_from, scores.negative_to) != (POSITIVE_FROM, NEGATIVE_TO)
    content = {
        "name": recipe.name,
        "title": recipe.title,
        "about": recipe.about,
        "kind": str(recipe.kind),
        "recognise": {"columns": recipe.signature, "priority": recipe.priority},
        "file": {
            "separator": separators.get(shape.separator, shape.separator),
            "encoding": shape.encoding,
            "header_row": shape.header_row if shape.header_row > 1 else 0,
            "sheet": shape.sheet,
            "columns_may_be_missing": recipe.columns_may_be_missing,
            "skip_first_rows": recipe.skip_first_rows,
        },
        "skip": [{"column": rule.column, "values": rule.values} for rule in recipe.skip],
        "dates": {"order": str(recipe.dates.order), "formats": recipe.dates.formats},
        "identity": {"columns": recipe.identity, "kept": recipe.identity_kept},
        "privacy": {"drop": recipe.dropped},
        "scores": {
            "scale": _scale_words(scores.scale),
            "not_applicable": scores.not_applicable,
            "positive_from": scores.positive_from if thresholds else 0,
            "negative_to": scores.negative_to if thresholds else 0,
        },
        "fixed": recipe.fixed,
        "fields": {name: _source_words(source) for name, source in recipe.fields.items()},
        "touchpoints": [_part_words(part) for part in recipe.touchpoints],
        "whole_row": recipe.whole_row and {"touchpoint": recipe.whole_row.touchpoint, "stage": recipe.whole_row.stage},
    }
    return tomli_w.dumps(_said(content), multiline_strings=False)


def _said(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is worth writing: nothing empty, lists for tuples."""
    kept: dict[str, Any] = {}
    for key, value in content.items():
        item = _said(value) if isinstance(value, Mapping) and key != "words" else value
        if isinstance(item, tuple | list):
            item = [_said(part) if isinstance(part, Mapping) else part for part in item]
        if item or isinstance(item, float) or (key == "join" and item is not None):
            kept[key] = item
    return kept


def _scale_words(scale: Scale | None) -> dict[str, float]:
    return {"worst": scale.worst, "best": scale.best} if scale else {}


def _source_words(source: FieldSource) -> str | dict[str, Any]:
    if source == FieldSource(source.columns) and len(source.columns) == 1:
        return source.columns[0]
    named = {"column": source.columns[0]} if len(source.columns) == 1 else {"columns": source.columns}
    return named | {
        "join": source.join if source.join != " " else None,
        "first_given": source.first_given,
        "words": dict(source.words),
        "not_applicable": source.not_applicable,
        "if_empty": source.if_empty,
        "scale": _scale_words(source.scale),
        "unit": source.unit,
        "from_score": source.from_score,
    }


def _part_words(part: TouchpointPart) -> dict[str, Any]:
    return {
        "touchpoint": part.touchpoint,
        "stage": part.stage,
        "channel": part.channel,
        "score": part.score,
        "outcome": part.outcome,
        "dimensions": [str(dimension) for dimension in part.dimensions],
        "words": dict(part.words),
        "not_applicable": part.not_applicable,
        "scale": _scale_words(part.scale),
    }
