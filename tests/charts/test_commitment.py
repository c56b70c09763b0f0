"""Before and after stand under each other on one scale from none to all."""

import pandas as pd
import pytest

from tests.charts.drawn import committed, parts, spec_of


def test_one_commitment_becomes_two_rows():
    frame = committed()
    assert frame["when"].tolist() == ["Before", "After"]
    assert frame["n"].tolist() == [60, 4]
    assert frame["positive_share"].tolist() == pytest.approx([29 / 60, 0.75])
    assert (frame["low"] < frame["positive_share"]).all()
    assert frame["until"].tolist() == [pd.Timestamp("2026-03-31"), pd.Timestamp("2026-06-30")]


def test_the_scale_is_whole():
    shares = [part for part in parts(spec_of("commitment_dots")) if part.get("field") == "positive_share"]
    domains = [part["scale"]["domain"] for part in shares if "scale" in part]
    assert domains
    assert all(low < 0 and high > 1 for low, high in domains)


def test_under_ten_moments_the_dot_is_hollow():
    filled = [part["fill"] for part in parts(spec_of("commitment_dots")) if isinstance(part.get("fill"), dict)]
    fills = [fill["expr"] for fill in filled if "expr" in fill]
    assert [fill for fill in fills if fill.startswith("(datum.n < 10)")]
