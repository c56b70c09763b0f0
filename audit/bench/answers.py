"""The same answers three ways: by the store, by plain pandas and by polars, each ending in the same measures."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import polars as pl

from audit import figures
from audit.figures import Question
from audit.measures.rater import rater
from audit.measures.trust import trust
from audit.model.rating import DIMENSIONS, RATINGS
from audit.store.opening import Store

KEY, DAY = "touchpoint", "observed_on"
COLUMNS = (KEY, DAY, "outcome", "resolved_on", *map(str, DIMENSIONS))
_OUTCOMES = {"positive": "positives", "neutral": "neutrals", "negative": "negatives"}
_COUNTS = {rating: f"n{rating}" for rating in RATINGS}


def trust_by_pandas(observations: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the trust ledger from one row an observation, grouped by pandas."""
    days = observations.groupby([KEY, DAY, "outcome"], observed=True).size().unstack(fill_value=0)
    negatives = observations[(observations["outcome"] == "negative") & observations["resolved_on"].notna()]
    resolved = negatives.groupby([KEY, DAY, "resolved_on"], observed=True).size().rename("negatives")
    return trust(days.rename(columns=_OUTCOMES).reset_index(), resolved.reset_index(), as_of)


def rater_by_pandas(observations: pd.DataFrame, _: date) -> pd.DataFrame:
    """Return the RATER profile from one row an observation, counted by pandas dimension by dimension."""
    counted = [
        observations.groupby(KEY, observed=True)[str(dimension)]
        .value_counts()
        .unstack(fill_value=0)
        .rename(columns=_COUNTS)
        .reindex(columns=list(_COUNTS.values()), fill_value=0)
        .assign(dimension=str(dimension))
        for dimension in DIMENSIONS
    ]
    return rater(pd.concat(counted).reset_index())


def trust_by_polars(observations: pl.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the trust ledger from one row an observation, grouped by polars."""
    counts = [(pl.col("outcome") == outcome).sum().alias(name) for outcome, name in _OUTCOMES.items()]
    days = observations.group_by(KEY, DAY).agg(counts)
    negatives = observations.filter((pl.col("outcome") == "negative") & pl.col("resolved_on").is_not_null())
    resolved = negatives.group_by(KEY, DAY, "resolved_on").agg(pl.len().alias("negatives"))
    return trust(_plain(days), _plain(resolved), as_of)


def rater_by_polars(observations: pl.DataFrame, _: date) -> pd.DataFrame:
    """Return the RATER profile from one row an observation, counted by polars in one pass."""
    wide = observations.group_by(KEY).agg(
        (pl.col(str(dimension)) == rating).sum().alias(f"{dimension}{rating}")
        for dimension in DIMENSIONS
        for rating in RATINGS
    )
    counted = [
        wide.select(
            pl.col(KEY),
            pl.lit(str(dimension)).alias("dimension"),
            *(pl.col(f"{dimension}{rating}").cast(pl.Int64).alias(name) for rating, name in _COUNTS.items()),
        )
        for dimension in DIMENSIONS
    ]
    return rater(_plain(pl.concat(counted)))


def by_store(name: str) -> Callable[[Store, date], pd.DataFrame]:
    """Return how the store answers the measure `name`, over all touchpoints."""
    return lambda store, as_of: figures.MEASURES[name](store, Question(as_of))


OTHERS: Mapping[str, Mapping[str, Callable[[Any, date], pd.DataFrame]]] = {
    "pandas": {"trust": trust_by_pandas, "rater": rater_by_pandas},
    "polars": {"trust": trust_by_polars, "rater": rater_by_polars},
}


def _plain(frame: pl.DataFrame) -> pd.DataFrame:
    plain = frame.to_pandas()
    return plain.assign(**{KEY: plain[KEY].astype(str)})
