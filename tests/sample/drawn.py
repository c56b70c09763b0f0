"""The sample audits that its tests read: each made once in a run, whichever test asks for it."""

from datetime import date
from functools import lru_cache

import pandas as pd
import pytest

from audit.sample.college import Sample, sample_audit

UNTIL = date(2026, 3, 10)
SIZES_AND_SEEDS = [(600, 12), (2_400, 12), (20_000, 12), (2_400, 1), (2_400, 2)]
at_every_size = pytest.mark.parametrize(("size", "seed"), SIZES_AND_SEEDS)


def together(sample: Sample, rows: int = 250_000) -> pd.DataFrame:
    return pd.concat(sample.batches(rows), ignore_index=True)


@lru_cache
def drawn(size: int, seed: int) -> tuple[Sample, pd.DataFrame]:
    sample = sample_audit(size, seed, until=UNTIL)
    return sample, together(sample)
