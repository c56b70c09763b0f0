"""A closed review's figures as text, so that what a meeting looked at can be shown again exactly as it was."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

import pandas as pd

from audit.publish.shown import VERSION, Cast, Counts, Shown
from audit.review.upgrades import UPGRADES, version_of, with_progress

_FRAMES = tuple(field.name for field in fields(Shown) if field.type is pd.DataFrame)
_DAY = "day"  # how the first version named a column of days


def text_of(shown: Shown) -> str:
    """Return what a review shows as JSON; numbers, days and words come back as they were, in columns of the same kinds.

    Args:
        shown: small frames whose columns hold words, numbers, yes or no, or days.
    """
    return json.dumps(
        {
            "version": VERSION,
            "day": shown.day.isoformat(),
            "programme": shown.programme,
            "ratio": shown.ratio,
            "counts": asdict(shown.counts),
            "cast": asdict(shown.cast),
            "answers": shown.answers,
            "appreciations": shown.appreciations,
            "frames": {name: _columns(getattr(shown, name)) for name in _FRAMES},
        },
        ensure_ascii=False,
    )


def shown_in(text: str, until: date) -> Shown:
    """Return what `text_of` made a text of, or an earlier version of it.

    Args:
        text: as it was stored when the review was closed.
        until: the last day of the review.
    """
    stored = json.loads(text)
    if "version" in stored:
        stored["frames"] = _frames(stored["frames"])
    else:
        stored = _frames(stored)
    version = version_of(stored)
    for upgrade in UPGRADES[version - 1 :]:
        stored = upgrade(stored, until)
    stored = with_progress(stored)
    return Shown(
        day=date.fromisoformat(stored["day"]),
        programme=stored["programme"],
        ratio=stored["ratio"],
        counts=Counts(**stored["counts"]),
        cast=Cast(**stored["cast"]),
        answers=tuple(stored["answers"]),
        appreciations=tuple(stored["appreciations"]),
        version=version,
        **{name: stored["frames"][name] for name in _FRAMES},
    )


def _columns(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {
        str(name): {"kind": str(column.dtype), "values": [_plain(value) for value in column.tolist()]}
        for name, column in frame.items()
    }


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def _frames(stored: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, pd.DataFrame]:
    return {
        name: pd.DataFrame({column: _column(**values) for column, values in columns.items()})
        for name, columns in stored.items()
    }


def _column(kind: str, values: list[Any]) -> "pd.Series[Any]":
    return pd.Series(values, dtype="datetime64[us]" if kind == _DAY else kind)
