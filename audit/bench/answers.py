"""The same answers three ways: by the store, by plain pandas and by polars, each ending in the same measures."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa

from audit.measures.rater import rater
from audit.measures.trust import trust
from audit.model.rating import DIMENSIONS, RATINGS

KEY, DAY, CONFIRMED = "touchpoint", "observed_on", "resolved_on"
_OUTCOMES = {"positive": "positives", "neutral": "neutrals", "negative": "negatives"}
_COUNTS = {rating: f"n{rating}" for rating in RATINGS}


def for_pandas(rows: pa.Table) -> pd.DataFrame:
    """Return the plain rows as pandas groups them fastest: names as categories, days as dates."""
    frame: pd.DataFrame = rows.to_pandas(categories=[KEY, "outcome"], date_as_object=False)
    return frame.astype({str(dimension): "Int8" for dimension in DIMENSIONS})


def for_polars(rows: pa.Table) -> pl.DataFrame:
    """Return the plain rows as polars groups them fastest: names as categories."""
    return pl.DataFrame(rows).with_columns(pl.col(KEY, "outcome").cast(pl.Categorical))


def trust_by_pandas(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the trust ledger from one row an observation, grouped by pandas."""
    days = rows.groupby([KEY, DAY, "outcome"], observed=True).size().unstack(fill_value=0)
    negatives = rows[(rows["outcome"] == "negative") & rows[CONFIRMED].notna()]
    resolved = negatives.groupby([KEY, DAY, CONFIRMED], observed=True).size().rename("negatives")
    counts = days.rename(columns=_OUTCOMES).reindex(columns=list(_OUTCOMES.values()), fill_value=0)
    return trust(_named(counts.reset_index()), _named(resolved.reset_index()), as_of)


def rater_by_pandas(rows: pd.DataFrame, _: date) -> pd.DataFrame:
    """Return the RATER profile from one row an observation, counted by pandas dimension by dimension."""
    counted = [
        rows.groupby([KEY, str(dimension)], observed=True)
        .size()
        .unstack(fill_value=0)
        .reindex(columns=list(RATINGS), fill_value=0)
        .rename(columns=_COUNTS)
        .assign(dimension=str(dimension))
        for dimension in DIMENSIONS
    ]
    return rater(_named(pd.concat(counted).reset_index()))


def trust_by_polars(rows: pl.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the trust ledger from one row an observation, grouped by polars."""
    counts = [(pl.col("outcome") == outcome).sum().cast(pl.Int64).alias(name) for outcome, name in _OUTCOMES.items()]
    days = rows.group_by(KEY, DAY).agg(counts)
    negatives = rows.filter((pl.col("outcome") == "negative") & pl.col(CONFIRMED).is_not_null())
    resolved = negatives.group_by(KEY, DAY, CONFIRMED).agg(pl.len().cast(pl.Int64).alias("negatives"))
    return trust(_named(days.to_pandas()), _named(resolved.to_pandas()), as_of)


def rater_by_polars(rows: pl.DataFrame, _: date) -> pd.DataFrame:
    """Return the RATER profile from one row an observation, counted by polars in one pass."""
    wide = rows.group_by(KEY).agg(
        (pl.col(str(dimension)) == rating).sum().cast(pl.Int64).alias(f"{dimension}{rating}")
        for dimension in DIMENSIONS
        for rating in RATINGS
    )
    counted = [
        wide.select(
            pl.col(KEY),
            *(pl.col(f"{dimension}{rating}").alias(name) for rating, name in _COUNTS.items()),
            pl.lit(str(dimension)).alias("dimension"),
        )
        for dimension in DIMENSIONS
    ]
    return rater(_named(pl.concat(counted).to_pandas()))


OTHERS: Mapping[str, Mapping[str, Callable[[Any, date], pd.DataFrame]]] = {
    "pandas": {"trust": trust_by_pandas, "rater": rater_by_pandas},
    "polars": {"trust": trust_by_polars, "rater": rater_by_polars},
}


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{KEY: frame[KEY].astype(str)})
