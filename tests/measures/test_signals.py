"""Signals are counted, shown as a share of all that was observed, and never below or above it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.intervals import wilson
from audit.measures.signals import signals
from audit.model.walk_through import Signal
from tests.measures.visited import sums_of


def ticked(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["touchpoint", "signal", "n"])


def observed(**counts: int) -> pd.DataFrame:
    return pd.DataFrame({"touchpoint": list(counts), "observations": list(counts.values())})


def test_rows_stand_in_the_order_of_the_journey_and_of_the_signals():
    found = signals(
        ticked(("Answer", "end run", 2), ("Answer", "personal", 1), ("Greeting", "effortless", 4)),
        observed(Greeting=20, Answer=10, Invoice=3),
    )
    assert list(found.columns) == ["touchpoint", "signal", "n", "observations", "share", "low", "high"]
    told = found[["touchpoint", "signal", "n", "observations", "share"]].to_numpy().tolist()
    assert told == [
        ["Greeting", "effortless", 4, 20, 0.2],
        ["Answer", "personal", 1, 10, 0.1],
        ["Answer", "end run", 2, 10, 0.2],
    ]


def test_the_interval_is_wilsons():
    (row,) = signals(ticked(("Desk", "end run", 3)), observed(Desk=12)).to_dict("records")
    assert (row["low"], row["high"]) == pytest.approx(tuple(float(end) for end in wilson(3, 12)))


def test_without_keys_the_whole_is_one_row_a_signal():
    found = signals(
        ticked(("Desk", "end run", 3), ("Call", "end run", 2)).drop(columns="touchpoint"),
        pd.DataFrame({"observations": [50]}),
    )
    assert found[["signal", "n", "observations", "share"]].to_numpy().tolist() == [["end run", 5, 50, 0.1]]


def test_a_signal_from_elsewhere_comes_last_and_nothing_ticked_gives_no_rows():
    found = signals(ticked(("Desk", "left hanging", 1), ("Desk", "mixed message", 1)), observed(Desk=4))
    assert list(found["signal"]) == ["mixed message", "left hanging"]
    assert signals(ticked(), observed(Desk=4)).empty
    assert signals(ticked(("Desk", "end run", 0)), observed(Desk=4)).empty


@given(st.dictionaries(st.sampled_from(list(Signal)), st.integers(1, 30), min_size=1), st.integers(0, 40))
def test_a_share_lies_within_its_interval_and_counts_are_kept(counts, others):
    rows = ticked(*(("Desk", signal.value, n) for signal, n in counts.items()))
    found = signals(rows, observed(Desk=max(counts.values()) + others))
    assert found["n"].sum() == sum(counts.values())
    assert (found["low"] <= found["share"]).all()
    assert (found["share"] <= found["high"]).all()
    assert found["share"].between(0, 1).all()


@given(st.integers(1, 20), st.integers(0, 20), st.integers(2, 3))
def test_noting_everything_again_within_its_visit_never_narrows_an_interval(n, others, times):
    def of_visits(often):
        visits = [(str(visit), "Desk", float(visit < n)) for visit in range(n + others)] * often
        sums = pd.DataFrame([sums_of(visits, touchpoint="Desk", value="end run")])
        return signals(ticked(("Desk", "end run", n * often)), observed(Desk=(n + others) * often), sums)

    once, again = of_visits(1), of_visits(times)
    pd.testing.assert_frame_equal(once, signals(ticked(("Desk", "end run", n)), observed(Desk=n + others)))
    (before,), (after,) = (frame.to_dict("records") for frame in (once, again))
    assert after["share"] == before["share"]
    assert after["high"] - after["low"] >= before["high"] - before["low"] - 1e-9
