"""Figures kept as a text, so that what a meeting looked at can be looked at again exactly as it was."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd


def frozen_text(figures: Mapping[str, pd.DataFrame]) -> str:
    """Return named figures as JSON; days, numbers and words come back as they were, in columns of the same kinds.

    Args:
        figures: small frames whose columns hold words, numbers, yes or no, or days.
    """
    return json.dumps({name: _frozen(frame) for name, frame in figures.items()}, ensure_ascii=False)


def thawed(text: str) -> dict[str, pd.DataFrame]:
    """Return what `frozen_text` made a text of."""
    return {name: _thawed(kept) for name, kept in json.loads(text).items()}


def _frozen(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {
        str(name): {"kind": str(column.dtype), "values": [_plain(value) for value in column.tolist()]}
        for name, column in frame.items()
    }


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def _thawed(kept: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(column["values"], dtype=column["kind"]) for name, column in kept.items()})
