"""A recipe written down: TOML that reads back to the same recipe, with what is usual left out."""

from typing import Any

from audit.intake.question_text import question_words
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import (
    NEGATIVE_TO,
    POSITIVE_FROM,
    Dates,
    FieldSource,
    Scale,
    TargetPart,
    TouchpointPart,
    WithoutOutcome,
)
from audit.intake.recipe_text import MONTHS, SEPARATORS
from audit.intake.toml_writing import toml_text

VERBATIM = frozenset({"words", "values", "proposed", "answer"})  # keys of these are a table's own words

WRITTEN_EMPTY = frozenset({"join", "answer"})


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
            "groups_above": shape.has_groups,
            "sheet": shape.sheet,
            "joined": shape.joined,
            "decimal": recipe.decimal,
            "columns_may_be_missing": recipe.columns_may_be_missing,
            "columns_in_groups": recipe.columns_in_groups,
            "totals_are_rows": recipe.totals_are_rows,
            "skip_first_rows": recipe.skip_first_rows,
        },
        "skip": [{"column": rule.column, "values": rule.values} for rule in recipe.skip],
        "keep": [{"column": rule.column, "values": rule.values} for rule in recipe.keep],
        "dates": _date_words(recipe.dates),
        "identity": {
            "columns": recipe.identity,
            "kept": recipe.identity_kept,
            "first_given": recipe.identity_first,
            "of": recipe.identity_of,
        },
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
        "rules": {"without_outcome": _unless_usual(recipe.without_outcome)},
        "targets": [_target_words(target) for target in recipe.targets],
        "questions": [question_words(question) for question in recipe.questions],
    }
    return toml_text(content, VERBATIM, WRITTEN_EMPTY)


def _unless_usual(rule: WithoutOutcome) -> str:
    return "" if rule is WithoutOutcome.PROBLEM else str(rule)


def _date_words(dates: Dates) -> dict[str, Any]:
    return {
        "order": str(dates.order),
        "formats": dates.formats,
        "time_zone": dates.time_zone,
        "real_dates": str(dates.real_dates),
        "year_begins": MONTHS[dates.year_begins - 1] if dates.year_begins > 1 else "",
    }


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
        "if_unusable": source.if_unusable,
        "spaces_between": source.spaces_between,
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
        "if_unusable": part.if_unusable,
    }


def _target_words(target: TargetPart) -> dict[str, Any]:
    return {
        "metric": target.metric,
        "met": target.verdict,
        "words": dict(target.words),
        "remaining": target.remaining,
        "took": target.took,
        "unit": target.unit,
        "limit": target.limit,
        "limit_by": target.limit_by and _source_words(target.limit_by),
        "apart": target.apart and _source_words(target.apart),
        "decided_at": target.decided_at and _source_words(target.decided_at),
        "not_applicable": target.not_applicable,
        "target_share": target.target_share,
    }
