"""The sample audit: the same for the same seed, and valid in every row."""

from datetime import date, timedelta
from uuid import UUID

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from audit.errors import OutOfRangeError
from audit.model.rating import DIMENSIONS, Dimension, Outcome
from audit.model.walk_through import Method, Observation, Signal
from audit.sample.college import LARGEST, sample_audit
from tests.sample.drawn import UNTIL, at_every_size, drawn, together

COLUMNS = [
    "id", "observed_on", "observed_at", "journey", "stage", "touchpoint", "channel", "place", "customer_group",
    "method", "observer", "outcome", *DIMENSIONS, "wait_minutes", "greeted", "what_happened", "signals",
    "resolved_on", "logged_at",
]  # fmt: skip


# The same for the same seed


def test_the_same_seed_gives_the_same_rows_to_the_last_digit():
    first, second = sample_audit(600, 5, until=UNTIL), sample_audit(600, 5, until=UNTIL)
    assert_frame_equal(together(first), together(second))
    assert_frame_equal(first.metrics, second.metrics)
    assert first.journeys == second.journeys
    assert first.interventions == second.interventions


@pytest.mark.parametrize("rows", [3, 7, 200, 201, 599])
def test_the_rows_are_the_same_however_they_are_cut(rows):
    sample = sample_audit(600, until=UNTIL)
    batches = list(sample.batches(rows))
    assert all(len(batch) == rows for batch in batches[:-1])
    assert_frame_equal(pd.concat(batches, ignore_index=True), together(sample))


def test_another_seed_another_size_and_another_day_share_no_identity():
    samples = [
        sample_audit(600, 1, until=UNTIL),
        sample_audit(600, 2, until=UNTIL),
        sample_audit(700, 1, until=UNTIL),
        sample_audit(600, 1, until=UNTIL + timedelta(days=1)),
    ]
    ids = pd.concat([together(sample)["id"] for sample in samples])
    assert ids.is_unique
    assert not together(samples[0])["outcome"].equals(together(samples[1])["outcome"])


@pytest.mark.parametrize("size", [1, 2, 5, 199, 200, 201])
def test_even_a_tiny_sample_has_all_its_rows(size):
    assert len(together(sample_audit(size, until=UNTIL))) == size


@pytest.mark.parametrize("size", [0, -1, LARGEST + 1])
def test_a_size_that_cannot_be_is_refused(size):
    with pytest.raises(OutOfRangeError, match="The number of observations"):
        sample_audit(size, until=UNTIL)


# Valid in every row


def test_the_columns_are_the_ones_the_store_is_promised():
    rows = drawn(2_400, 12)[1]
    assert list(rows.columns) == COLUMNS
    assert {str(rows[dimension].dtype) for dimension in DIMENSIONS} == {"Int8"}
    assert str(rows["wait_minutes"].dtype) == "Float64"
    assert str(rows["greeted"].dtype) == "boolean"
    for column in ("observed_on", "observed_at", "resolved_on", "logged_at"):
        assert str(rows[column].dtype) == "datetime64[us]"
    for column in COLUMNS:
        assert rows[column].notna().all() or column in {
            "observed_at", *DIMENSIONS, "wait_minutes", "greeted", "resolved_on",
        }  # fmt: skip


def test_batches_share_their_words():
    first, second = list(sample_audit(600, until=UNTIL).batches(300))
    for column in first.columns[first.dtypes == "category"]:
        assert first[column].dtype == second[column].dtype


@at_every_size
def test_every_row_is_one_the_model_takes(size, seed):
    sample, rows = drawn(size, seed)
    touchpoints = {
        (journey.name, stage.name, touchpoint.name, touchpoint.channel): touchpoint.id
        for journey in sample.journeys
        for stage, touchpoint in journey.touchpoints()
    }
    for row in rows.head(2_400).to_dict("records"):
        Observation(
            id=UUID(row["id"]),
            touchpoint_id=touchpoints[row["journey"], row["stage"], row["touchpoint"], row["channel"]],
            outcome=Outcome(row["outcome"]),
            observed_at=row["observed_at"],
            observed_on=row["observed_on"].date(),
            logged_at=row["logged_at"],
            ratings={Dimension(d): int(row[d]) for d in DIMENSIONS if pd.notna(row[d])},
            what_happened=row["what_happened"],
            wait_minutes=None if pd.isna(row["wait_minutes"]) else row["wait_minutes"],
            signals=frozenset(Signal(word) for word in row["signals"].split(";") if word),
        )
        assert Method(row["method"]) is not Method.IMPORTED
    assert set(rows["place"]) <= {"", *sample.places}
    assert set(rows["customer_group"]) <= set(sample.programme.customer_groups)


@pytest.mark.parametrize("until", [UNTIL, date(2024, 2, 29), date(2026, 10, 31)])
def test_days_are_the_programmes_own_and_end_the_day_before(until):
    sample = sample_audit(3_000, until=until)
    rows = together(sample)
    assert rows["observed_on"].is_monotonic_increasing
    assert rows["observed_on"].max() < pd.Timestamp(until)
    assert rows["observed_on"].min() >= pd.Timestamp(until) - pd.DateOffset(months=18)
    known = rows[rows["observed_at"].notna()]
    local = [sample.programme.local(moment.to_pydatetime()) for moment in known["observed_at"]]
    assert [moment.date() for moment in local] == list(known["observed_on"].dt.date)
    assert all(8.5 <= moment.hour + moment.minute / 60 <= 20.5 for moment in local)


def test_only_champions_leave_out_the_hour_as_a_rule():
    rows = drawn(20_000, 12)[1]
    dated_only = rows["observed_at"].isna()
    second_hand = rows["method"] == Method.CHAMPIONS_NOTE
    assert dated_only[second_hand].all()
    assert 0.01 < dated_only[~second_hand].mean() < 0.06


def test_most_is_logged_soon_and_nothing_before_it_was_seen_or_after_today():
    rows = drawn(20_000, 12)[1]
    delay = (rows["logged_at"] - rows["observed_at"]).dropna()
    assert delay.min() >= pd.Timedelta(0)
    assert pd.Timedelta(minutes=5) < delay.median() < pd.Timedelta(minutes=30)
    assert 0.02 < (delay >= pd.Timedelta(days=1)).mean() < 0.08
    assert rows["logged_at"].max() <= pd.Timestamp(UNTIL)


def test_ids_are_uuids_of_version_seven_that_carry_their_moment():
    rows = drawn(2_400, 12)[1]
    assert rows["id"].is_unique
    for text, moment in zip(rows["id"], rows["observed_at"], strict=True):
        key = UUID(text)
        assert (key.version, str(key)) == (7, text)
        assert pd.isna(moment) or pd.Timestamp(key.int >> 80, unit="ms") == moment


def test_walks_are_denser_lately_and_on_weekdays():
    rows = drawn(20_000, 12)[1]
    days = rows["observed_on"]
    assert (days >= pd.Timestamp(UNTIL) - pd.DateOffset(months=9)).mean() > 0.65
    by_weekday = days.dt.day_of_week.value_counts()
    assert by_weekday[[0, 1, 2, 3, 4]].min() > 4 * by_weekday[5] > 8 * by_weekday[6] > 0


@at_every_size
def test_only_a_negative_is_recovered_and_only_on_a_later_day(size, seed):
    rows = drawn(size, seed)[1]
    recovered = rows[rows["resolved_on"].notna()]
    assert 0.1 < len(recovered) / (rows["outcome"] == "negative").sum() < 0.6
    assert (recovered["outcome"] == "negative").all()
    assert (recovered["resolved_on"] > recovered["observed_on"]).all()
    assert (recovered["resolved_on"] < pd.Timestamp(UNTIL)).all()


def test_not_everything_is_observed_and_what_is_goes_with_the_outcome():
    rows = drawn(20_000, 12)[1]
    for dimension in DIMENSIONS:
        means = rows.groupby("outcome", observed=True)[dimension].mean()
        assert means["positive"] > means["neutral"] + 0.7 > means["negative"] + 1.4
        assert 0.3 < rows[dimension].notna().mean() < 0.85
        assert set(rows[dimension].dropna()) == {1, 2, 3, 4, 5}
    assert rows[rows["channel"] == "sign"]["empathy"].isna().all()
    greeted = rows.groupby("outcome", observed=True)["greeted"].mean()
    assert greeted["positive"] > 0.9 > greeted["neutral"] > 0.5 > greeted["negative"]
    assert set(rows[rows["greeted"].notna()]["channel"]) == {"in person", "phone"}
    assert rows[rows["touchpoint"] == "Return box"]["wait_minutes"].isna().all()


def test_signals_go_with_what_happened():
    rows = drawn(20_000, 12)[1]
    good = {Signal.EFFORTLESS, Signal.PERSONAL, Signal.FIXED_ON_THE_SPOT, Signal.KEPT_IN_THE_LOOP}
    ticked = {
        outcome: {word for signals in part.unique() for word in signals.split(";") if word}
        for outcome, part in rows.groupby("outcome", observed=True)["signals"]
    }
    assert ticked == {
        "positive": set(good),
        "neutral": {Signal.BECK_AND_CALL},
        "negative": {Signal.END_RUN, Signal.MIXED_MESSAGE},
    }
