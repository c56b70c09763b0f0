"""What services report of themselves: imported shares as they are, tickets counted month by month."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit.model.view import EVERYTHING, View
from audit.store.incoming import add_incoming_metrics
from audit.store.opening import open_store
from audit.store.service_metric import service_metrics
from audit.store.ticket import add_incoming_tickets
from tests.store.test_incoming import a_batch, metric_rows
from tests.store.test_ticket import ticket_rows

KINDS = {
    **dict.fromkeys(("service", "touchpoint", "place", "metric"), "str"),
    **dict.fromkeys(("period_start", "period_end"), "datetime64[us]"),
    **dict.fromkeys(("target_share", "attained_share"), "Float64"),
    **dict.fromkeys(("met", "total"), "Int64"),
}


def with_tickets(store, *rows):
    add_incoming_tickets(store, ticket_rows(*rows), a_batch(store, "service metrics"))


def with_metrics(store, **changes):
    rows = metric_rows().assign(**changes)
    add_incoming_metrics(store, rows, a_batch(store, "service metrics"))


def months(store, view=EVERYTHING):
    result = service_metrics(store, view)
    return list(zip(result["period_start"].dt.strftime("%Y-%m"), result["met"], result["total"], strict=True))


def test_nothing_reported_is_an_empty_frame_of_the_same_kinds(store):
    result = service_metrics(store)
    assert result.empty
    assert result.dtypes.astype(str).to_dict() == KINDS


def test_imported_metrics_come_as_they_were_reported(store):
    with_metrics(store, attained_share=pd.array([0.95], "Float64"), met=pd.array([pd.NA], "Int64"))
    result = service_metrics(store)
    assert result.dtypes.astype(str).to_dict() == KINDS
    row = result.iloc[0]
    assert (row["service"], row["metric"], row["attained_share"], row["target_share"]) == (
        *("Desk", "answered in time", 0.95, 0.9),
    )
    assert pd.isna(row["met"])


def test_tickets_are_counted_by_the_calendar_month_they_were_closed_in(store):
    with_tickets(
        store,
        {"closed_on": "2026-03-01"},
        {"closed_on": "2026-03-31", "met": False},
        {"closed_on": "2026-03-31"},
        {"closed_on": "2026-12-31"},
    )
    result = service_metrics(store)
    assert months(store) == [("2026-03", 2, 3), ("2026-12", 1, 1)]
    assert result["period_end"].tolist() == [pd.Timestamp("2026-04-01"), pd.Timestamp("2027-01-01")]
    assert result["attained_share"].tolist() == pytest.approx([2 / 3, 1])
    assert result.dtypes.astype(str).to_dict() == KINDS


@pytest.mark.parametrize("name", ["service", "touchpoint", "place", "metric", "target_share"])
def test_tickets_are_kept_apart_by_all_that_tells_them_apart(store, name):
    with_tickets(store, {}, {name: 0.5 if name == "target_share" else "another"})
    assert service_metrics(store)["total"].tolist() == [1, 1]


def test_a_metric_counts_where_its_period_overlaps_the_days_asked_for(store):
    with_metrics(store)  # January; its end is the first of February
    for view, there in (
        (View(since=date(2026, 1, 31)), 1),
        (View(since=date(2026, 2, 1)), 0),
        (View(until=date(2026, 1, 1)), 1),
        (View(until=date(2025, 12, 31)), 0),
    ):
        assert len(service_metrics(store, view)) == there


def test_a_ticket_counts_on_the_days_asked_for_only(store):
    with_tickets(store, {"closed_on": "2026-03-14"}, {"closed_on": "2026-03-15"}, {"closed_on": "2026-03-16"})
    assert months(store, View(since=date(2026, 3, 15))) == [("2026-03", 2, 2)]
    assert months(store, View(until=date(2026, 3, 14))) == [("2026-03", 1, 1)]
    assert months(store, View(since=date(2026, 4, 1))) == []


def test_of_the_rest_of_a_view_only_the_place_narrows(store):
    with_metrics(store, place="North")
    with_tickets(store, {"place": "North"}, {"place": "South"}, {"place": ""})
    result = service_metrics(
        store, View(places=("North",), journeys=("Any",), channels=("chat",), customer_groups=("Any",))
    )
    assert result["place"].tolist() == ["North", "North"]


def test_service_metrics_are_cached_until_something_comes_in(store):
    with_tickets(store, {})
    result = service_metrics(store)
    assert service_metrics(store, View(journeys=("Any",))) is result
    with_tickets(store, {})
    assert service_metrics(store)["total"].tolist() == [2]


TICKETS = st.lists(
    st.fixed_dictionaries(
        {
            "service": st.sampled_from(["Desk", "Labs"]),
            "closed_on": st.dates(date(2025, 11, 1), date(2026, 2, 28)).map(str),
            "met": st.booleans(),
        }
    ),
    min_size=1,
    max_size=30,
)


@law(TICKETS)
def test_no_ticket_is_lost_or_counted_twice(rows):
    store = open_store()
    with_tickets(store, *rows)
    result = service_metrics(store)
    assert (result["met"].sum(), result["total"].sum()) == (sum(row["met"] for row in rows), len(rows))
    assert not result.duplicated(["service", "period_start"]).any()
    store.close()
