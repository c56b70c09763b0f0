"""Figures kept as a text, so that what a meeting looked at can be looked at again exactly as it was."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_float_dtype, is_integer_dtype


def frozen_text(figures: Mapping[str, pd.DataFrame]) -> str:
    """Return named figures as JSON; days, numbers and words come back as they were.

    Args:
        figures: small frames whose columns hold words, numbers, yes or no, or days.
    """
    return json.dumps({name: _frozen(frame) for name, frame in figures.items()}, ensure_ascii=False)


def thawed(text: str) -> dict[str, pd.DataFrame]:
    """Return what `frozen_text` made a text of."""
    return {name: _thawed(kept) for name, kept in json.loads(text).items()}


def _frozen(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {str(name): {"kind": _kind(frame[name]), "values": _plain(frame[name])} for name in frame.columns}


def _kind(column: "pd.Series[Any]") -> str:
    """Return how the values of a column are to be read again."""
    if is_bool_dtype(column):
        return "bool"
    if is_integer_dtype(column):
        return "int64"
    if is_float_dtype(column):
        return "float64"
    return "day" if is_datetime64_any_dtype(column) else "object"


def _plain(column: "pd.Series[Any]") -> list[Any]:
    if is_datetime64_any_dtype(column):
        return [None if pd.isna(value) else value.isoformat() for value in column]
    return [None if pd.isna(value) else value for value in column.tolist()]


def _thawed(kept: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame({name: _read(column["kind"], column["values"]) for name, column in kept.items()})


def _read(kind: str, values: list[Any]) -> "pd.Series[Any]":
    return (
        pd.Series(pd.to_datetime(pd.Series(values, dtype="object"))) if kind == "day" else pd.Series(values, dtype=kind)
    )
