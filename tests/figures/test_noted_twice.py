"""What is noted twice in a visit is there once: waits, signals, hot spots and promises, worked out again from rows.

The recomputation is `tests.recounted`, which imports nothing of ours.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from audit import figures
from audit.actions.catalogue import keep_service
from audit.actions.imports import load_sample
from audit.figures import Question
from audit.figures.commitment import stood_before
from audit.model.keys import new_key
from audit.model.service import Service
from audit.review.propose import hot_spots
from audit.store.incoming import add_incoming_observations
from audit.store.journey import touchpoints
from audit.store.opening import open_store
from tests import recounted as plain
from tests.builders import observation_rows

UNTIL = date(2026, 12, 31)
SINCE = date(2020, 1, 1)
ALL, BY_TOUCHPOINT = Question(UNTIL, by=()), Question(UNTIL)


def noted(table, times):
    """Return an audit of a mixed table's rows, each of a visit of its own with a wait and a signal, noted again."""
    rows = [
        {
            "visit": str(new_key()),
            "touchpoint": row.touchpoint,
            "outcome": row.outcome,
            "observed_on": date.fromisoformat(row.observed_at),
            "wait_minutes": float(number * 7 % 13),
            "signals": "end run" if number % 5 == 0 else "",
        }
        for number, row in enumerate(table.itertuples())
    ]
    return audit_of(observation_rows(*(row for row in rows for _ in range(times))))


def audit_of(rows):
    store = open_store()
    add_incoming_observations(store, rows, new_key())
    keep_service(store, Service("Desk", first_response_minutes=6), list(touchpoints(store)["touchpoint_id"]), "KM")
    return store


@pytest.fixture(scope="module", params=["sample", pytest.param("mix", marks=pytest.mark.given)])
def audited(request):
    """Return a store and its rows: the sample, or a mixed table of which everything is noted twice."""
    if request.param == "sample":
        store = open_store()
        load_sample(store, 1_200, 7, date(2026, 6, 30))
    else:
        folder = request.getfixturevalue("given") / "measures" / "mix"
        store = noted(pd.read_csv(folder / "simpson.csv").head(120), 2)
    yield store, rows_of(store)
    store.close()


def rows_of(store):
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT CAST(seen.id AS TEXT) AS id, CAST(visit AS TEXT) AS visit, touchpoint, observed_on, outcome, "
            "wait_minutes, first_response_minutes AS promise, COALESCE(signals, '') AS signals, "
            "COALESCE(reliability, assurance, tangibles, empathy, responsiveness) IS NOT NULL AS is_rated "
            "FROM observation AS seen INNER JOIN named_touchpoint USING (touchpoint_id) "
            "INNER JOIN touchpoint AS own ON own.id = seen.touchpoint_id "
            "LEFT JOIN service ON service.id = own.service_id "
            "LEFT JOIN (SELECT observation_id, STRING_AGG(signal, ';') AS signals FROM observation_signal "
            "GROUP BY observation_id) AS ticked ON ticked.observation_id = seen.id"
        ).df()
    return rows.assign(visit=rows["visit"].fillna(rows["id"]), day=rows["observed_on"].dt.date)


def close_to(interval):
    return pytest.approx(interval, abs=1e-6)


def test_how_often_a_signal_was_ticked_is_as_sure_as_its_visits(audited):
    store, rows = audited
    told = figures.signals(store, ALL)
    assert len(told) > 0
    for row in told.to_dict("records"):
        y = rows["signals"].str.split(";").map(lambda ticked, signal=row["signal"]: signal in ticked).astype(float)
        share, interval = plain.interval_by_visits(y, rows)
        assert row["share"] == pytest.approx(share)
        assert (row["low"], row["high"]) == close_to(interval)


def test_whether_a_promise_is_kept_is_as_sure_as_its_visits(audited):
    store, rows = audited
    told = figures.waits(store, BY_TOUCHPOINT)
    timed = told[(told["n"] > 0) & told["promise_minutes"].notna()]
    assert len(timed) > 0
    for row in timed.to_dict("records"):
        own = rows[(rows["touchpoint"] == row["touchpoint"]) & rows["wait_minutes"].notna()]
        share, interval = plain.interval_by_visits((own["wait_minutes"] <= own["promise"] + 1e-4).astype(float), own)
        assert (row["n"], row["within_share"]) == (len(own), pytest.approx(share))
        assert (row["low"], row["high"]) == close_to(interval)
        assert (row["kept"] == "too few") == (own["visit"].nunique() < 5)


def test_a_hot_spot_weighs_as_much_as_its_visits(audited):
    store, rows = audited
    spots = hot_spots(store, SINCE, UNTIL)
    assert len(spots) > 0
    for row in spots.to_dict("records"):
        own = rows[rows["touchpoint"] == row["touchpoint"]]
        judged = own[own["outcome"].isin([plain.GOOD, plain.BAD])]
        rests_on = own[own["is_rated"]] if row["judged_by"] == "ratings" else judged
        visits = rests_on["visit"].nunique()
        assert (row["n"], row["weight"]) == (len(rests_on), pytest.approx(visits / (visits + 5)))
        if row["judged_by"] == "outcomes":
            share, (low, high) = plain.interval_by_visits((judged["outcome"] == plain.GOOD).astype(float), judged)
            assert (row["score"], row["low"], row["high"]) == close_to((1 + 4 * share, 1 + 4 * low, 1 + 4 * high))


def test_what_could_show_an_improvement_is_as_many_as_its_visits_allow(audited):
    store, rows = audited
    judged = rows[rows["outcome"].isin([plain.GOOD, plain.BAD])]
    name = judged["touchpoint"].mode()[0]
    made_on = judged["day"].max()
    own = judged[(judged["touchpoint"] == name) & (judged["day"] > made_on - timedelta(days=90))]
    share, (_, high) = plain.interval_by_visits((own["outcome"] == plain.GOOD).astype(float), own)
    stood = stood_before(store, name, made_on)
    assert (stood.good, stood.n) == ((own["outcome"] == plain.GOOD).sum(), len(own))
    assert stood.high == pytest.approx(high)
    assert stood.least == pytest.approx(plain.fewest_showing(share, high), nan_ok=True)


@pytest.fixture(scope="module")
def tables():
    """Return forty moments at two touchpoints."""
    dice = np.random.default_rng(4)
    days = [f"2026-0{1 + n % 6}-{10 + n % 15}" for n in range(40)]
    outcomes = dice.choice(["positive", "negative"], 40, p=[0.4, 0.6])
    return pd.DataFrame({"observed_at": days, "touchpoint": ["Desk", "Call"] * 20, "outcome": outcomes})


def figures_of(store):
    return {
        "signals": figures.signals(store, ALL),
        "waits": figures.waits(store, BY_TOUCHPOINT),
        "hot spots": hot_spots(store, SINCE, UNTIL),
    }


def test_noting_everything_again_within_its_visit_makes_nothing_surer(tables):
    once, again = noted(tables, 1), noted(tables, 3)
    for name, before in figures_of(once).items():
        after = figures_of(again)[name]
        assert len(before) == len(after) > 0
        assert (after["high"] - after["low"] >= before["high"] - before["low"] - 1e-9).all(), name
        for same in {"grade", "weight", "kept", "score"} & {*before.columns}:
            assert after[same].tolist() == before[same].tolist(), (name, same)
    once.close()
    again.close()


def test_the_order_of_rows_changes_none_of_it(tables):
    doubled = pd.concat([tables, tables]).reset_index(drop=True)
    visits = [str(new_key()) for _ in range(len(tables))] * 2
    rows = observation_rows(
        *(
            {
                "visit": visit,
                "touchpoint": row.touchpoint,
                "outcome": row.outcome,
                "observed_on": date.fromisoformat(row.observed_at),
                "wait_minutes": float(number * 7 % 13),
                "signals": "end run" if number % 5 == 0 else "",
            }
            for number, (visit, row) in enumerate(zip(visits, doubled.itertuples(), strict=True))
        )
    )
    one, other = audit_of(rows), audit_of(rows.sample(frac=1, random_state=5))
    for name, told in figures_of(one).items():
        pd.testing.assert_frame_equal(told, figures_of(other)[name], check_exact=True)
    one.close()
    other.close()
