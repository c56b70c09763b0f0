"""Before and after stand under each other on one scale from none to all."""

import pandas as pd
import pytest

from audit.charts.commitment import both_sides, commitment_dots
from audit.charts.spec import drawing
from audit.measures.verdict import COUNTS, verdicts
from tests.charts.drawn import encoded, made, mentioned, parts, without_data


@pytest.fixture
def row():
    days = pd.to_datetime(["2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30"])
    counts = pd.DataFrame([[days[0], days[1], 29, 31, days[2], days[3], 3, 1]], columns=COUNTS)
    return pd.concat([counts, verdicts(counts)], axis=1).iloc[0].to_dict()


def test_one_commitment_becomes_two_rows(row):
    frame = both_sides(row)
    assert frame["when"].tolist() == ["Before", "After"]
    assert frame["n"].tolist() == [60, 4]
    assert frame["positive_share"].tolist() == pytest.approx([29 / 60, 0.75])
    assert (frame["low"] < frame["positive_share"]).all()
    assert frame["until"].tolist() == [pd.Timestamp("2026-03-31"), pd.Timestamp("2026-06-30")]


def test_it_draws_its_own_columns_on_a_whole_scale(row):
    frame = both_sides(row)
    spec = without_data(commitment_dots(frame).to_dict())
    assert encoded(spec) | mentioned(spec) <= set(frame.columns) | made(spec)
    shares = [part for part in parts(spec) if part.get("field") == "positive_share" and "scale" in part]
    domains = [part["scale"]["domain"] for part in shares]
    assert domains
    assert all(low < 0 and high > 1 for low, high in domains)
    assert spec["description"].endswith(".")
    assert set(drawing(commitment_dots, tuple(frame.columns)).columns) == set(frame.columns)


def test_under_ten_moments_the_dot_is_hollow(row):
    spec = commitment_dots(both_sides(row)).to_dict()
    filled = [part["fill"] for part in parts(spec) if isinstance(part.get("fill"), dict)]
    fills = [fill["expr"] for fill in filled if "expr" in fill]
    assert [fill for fill in fills if fill.startswith("(datum.n < 10)")]


def test_words_are_never_small(row):
    for scale, least in ((1.0, 13), (2.0, 26)):
        spec = commitment_dots(both_sides(row), scale=scale).to_dict()
        assert min(size for part in parts(spec) for key, size in part.items() if "ontSize" in key) >= least
