"""The sentence over the watermelon page is no surer than the figures are."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from audit.measures.relation import Relation, relation
from audit.measures.watermelon import watermelon
from audit.model.view import EVERYTHING, View
from audit.publish.headlines.watermelon import (
    metric_sentence,
    relation_sentence,
    unvisited_sentence,
    watermelon_headline,
)
from tests.measures.reported import a_metric, belonging, metric_rows, visit_rows


def rows(*services: tuple[str, dict[str, Any], tuple[int, int]]) -> pd.DataFrame:
    """Work the figure out for services, each with how its metric differs and its good and bad visits."""
    metrics = metric_rows(*(a_metric(service=name, **changes) for name, changes, _ in services))
    visits = visit_rows(*((name, "", "2026-01-09", good, 0, bad) for name, _, (good, bad) in services))
    belongs = belonging(*((name, "Call", name) for name, _, _ in services))
    return watermelon(metrics, visits, belongs)


def said(*services: tuple[str, dict[str, Any], tuple[int, int]]) -> str:
    return watermelon_headline(rows(*services)).replace("\u00a0", " ")


MISSED = {"met": 60}


def test_a_watermelon_is_named_with_metric_share_interval_and_n():
    assert said(("Help line", {}, (96, 142)), ("Desk", {}, (40, 1))) == (
        "Help line met its target, 95 % against 90 %, while only 40 % of 238 visits went well (34 to 47 %): "
        "a watermelon."
    )


def test_of_several_the_widest_is_named_and_the_others_counted():
    told = said(("Wide", {}, (5, 35)), ("Narrow", {"place": ""}, (20, 20)))
    assert told.startswith("Wide met its target")
    assert told.endswith(": a watermelon, the widest of 2.")


def test_what_may_be_one_is_said_to_be_no_more_than_that():
    assert said(("Help line", {}, (15, 5))) == (
        "Help line may be a watermelon: it met its target, 95 % against 90 %, and 75 % of 20 visits went well "
        "(53 to 89 %)."
    )


def test_without_a_watermelon_the_others_are_counted():
    few = ("Few", {}, (1, 1))
    assert said(("A", {}, (40, 1)), ("B", {}, (40, 1)), ("C", MISSED, (5, 35)), ("D", MISSED, (40, 1)), few) == (
        "No watermelon among 4 service metrics with enough visits: 2 ripe, 1 honest red and 1 bitter."
    )
    assert said(("A", {}, (40, 1))) == "No watermelon among 1 service metric with enough visits: 1 ripe."


def test_too_few_visits_tell_nothing():
    assert said(("A", {}, (1, 2)), ("B", {}, (0, 0))) == (
        "Too few visits to find a watermelon: at most 3 visits that went well or badly beside a service metric; 5 "
        "are needed."
    )
    assert said(("A", {}, (0, 0))).startswith("Too few visits to find a watermelon: 0 visits")


def test_without_a_metric_there_is_nothing_to_set_beside_the_visits():
    assert said() == "No service metric covers this view."


def a_year(*met: int, **changes: Any) -> "pd.Series[Any]":
    months = [(f"2026-{month:02}-01", f"2026-{month + 1:02}-01") for month in range(1, len(met) + 1)]
    metrics = metric_rows(
        *(
            a_metric(period_start=start, period_end=end, met=each, **changes)
            for (start, end), each in zip(months, met, strict=True)
        )
    )
    visits = visit_rows(("Call", "", "2026-01-09", 5, 0, 15), ("Call", "North", "2026-01-09", 5, 0, 15))
    return watermelon(metrics, visits, belonging(("Help line", "Call", "Call"))).iloc[0]


@pytest.mark.parametrize(
    ("met", "words"),
    [
        ((95, 96, 97), "met its target every month, 96 % against 90 %."),
        ((85, 86, 87), "missed its target every month, 86 % against 90 %."),
        ((95, 96, 80), "met its target over the whole period, 90.3 % against 90 %, and met it in 2 of 3 months."),
        ((95, 80, 80), "missed its target over the whole period, 85 % against 90 %, and met it in 1 of 3 months."),
        ((89,), "missed its target, 89 % against 90 %."),
        ((90,), "met its target, 90 % against 90 %."),
    ],
)
def test_how_often_the_target_was_met_is_told_in_months(met, words):
    assert words in metric_sentence(a_year(*met)).replace("\u00a0", " ")


def test_a_share_just_under_its_target_does_not_look_like_it():
    assert "89.6 % against 90 %" in metric_sentence(a_year(896, total=1_000)).replace("\u00a0", " ")


def test_a_month_without_a_report_is_not_counted_as_met():
    reports = [a_metric(period_start=f"2026-{m:02}-01", period_end=f"2026-{m + 1:02}-01") for m in (1, 2, 4)]
    assert "met its target every period" in metric_sentence(
        watermelon(metric_rows(*reports), visit_rows(), belonging()).iloc[0]
    )
    whole = watermelon(metric_rows(*reports[:2]), visit_rows(), belonging()).iloc[0]
    assert "met its target every month" in metric_sentence(whole)


def test_other_spans_than_months_are_called_periods():
    metrics = metric_rows(
        a_metric(period_end="2026-01-08"), a_metric(period_start="2026-01-08", period_end="2026-01-15")
    )
    row = watermelon(metrics, visit_rows(), belonging()).iloc[0]
    assert "met its target every period" in metric_sentence(row)
    assert metric_sentence(row).endswith("Nobody has visited it on the days it covers.")


def test_the_metric_is_told_with_its_place_and_the_gap_with_its_interval():
    told = metric_sentence(a_year(94, 96, place="North")).replace("\u00a0", " ")
    assert told == (
        'The metric "answered in time" at North met its target every month, 95 % against 90 %. Visits: 25 % of 20 '
        "visits went well (11 to 47 %). The metric looks 70 points better (48 to 84)."
    )


def test_a_metric_may_look_worse_or_not_clearly_different():
    (worse,) = rows(("Loans", MISSED, (40, 0))).iloc
    assert metric_sentence(worse).endswith("The metric looks 40 points worse (27 to 50).")
    close = worse.copy()
    close[["gap_low", "gap", "gap_high"]] = [-0.011, -0.01, -0.002]
    assert metric_sentence(close).endswith("The metric looks 1.0 points worse (0.2 to 1.1).")
    (alike,) = rows(("Loans", {}, (19, 1))).iloc
    assert metric_sentence(alike).endswith("The two do not clearly differ.")


def test_a_headline_says_at_which_place():
    (row,) = rows(("Help line", {}, (2, 18))).assign(place="North").iloc
    assert watermelon_headline(pd.DataFrame([row])).startswith("Help line at North met its target")
    (maybe,) = rows(("Help line", {}, (15, 5))).assign(place="North").iloc
    assert watermelon_headline(pd.DataFrame([maybe])).startswith("Help line at North may be a watermelon")


def related(found: Relation, *own: float) -> str:
    told = {"months": found.pairs, "rho": found.rho, "low": found.low, "high": found.high, "verdict": found.verdict}
    return relation_sentence(pd.DataFrame([told, *({"rho": rho, "verdict": "no relation"} for rho in own)]))


RISING = list(range(12))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (relation(RISING[:3], RISING[:3]), "Too few to say whether metric and visits go together: 3 periods of a"),
        (
            relation(RISING, [1] * 12),
            "It cannot be told whether metric and visits go together: over 12 periods of a service metric with 5",
        ),
        (
            Relation(60, 0.1, -0.16, 0.34),
            "visits to it went hardly better or worse (over 60 periods of a service metric with 5 visits or more; ",
        ),
        (Relation(60, 0.18, -0.42, 0.78), "in the months in which its metric was better (over 60"),
        (Relation(60, 0.55, 0.32, 0.71), "service's metric was better, visits to it went better (over 60"),
        (Relation(60, -0.55, -0.71, -0.32), "service's metric was better, visits to it went worse (over 60"),
    ],
)
def test_a_relation_is_said_only_where_there_is_one(found, words):
    assert words in related(found)


def test_each_service_by_itself_is_told_where_they_differ():
    found = Relation(40, 0.18, -0.42, 0.78)
    assert related(found, -0.16, float("nan"), 0.78).endswith("each by itself from -0.16 to 0.78).")
    for own in ((), (0.18,), (0.18, 0.18)):
        assert "each by itself" not in related(found, *own)


def by_itself(service: str, place: str, found: Relation) -> dict[str, Any]:
    told = {"rho": found.rho, "low": found.low, "high": found.high, "verdict": found.verdict}
    return {"service": service, "place": place, **told}


def test_a_service_that_shows_it_by_itself_is_named_where_all_together_do_not() -> None:
    together = by_itself("", "", Relation(60, 0.18, -0.42, 0.78)) | {"months": 60}
    requests = by_itself("IT requests", "", Relation(12, 0.78, 0.36, 0.94))
    desk = by_itself("Desk", "North", Relation(12, -0.8, -0.95, -0.4))
    other = by_itself("Phone", "", Relation(12, 0.1, -0.5, 0.6))
    told = relation_sentence(pd.DataFrame([together, requests, other]))
    assert told.endswith(
        " By itself IT requests shows it: visits went better in its better months (Spearman 0.78, 0.36 to 0.94). "
        "That is 1 of 2 looked at one by one; by chance one in twenty shows it."
    )
    assert "By itself Desk at North shows it: visits went worse" in relation_sentence(pd.DataFrame([together, desk]))
    assert "By itself" not in relation_sentence(pd.DataFrame([together, other]))


def beside(good, neither, bad):
    visits = visit_rows(("Help line", "", "2026-01-09", good, neither, bad))
    return watermelon(metric_rows(a_metric()), visits, belonging(("Help line", "Call", "Help line")))


def test_visits_that_were_neutral_are_said_to_be_left_out():
    told = watermelon_headline(beside(2, 20, 8)).replace("\u00a0", " ")
    assert "only 20 % of 10 visits went well (6 to 51 %, 20 neutral aside): a watermelon" in told
    (_, row), *_ = beside(5, 1, 0).iterrows()
    assert "1 neutral aside" in metric_sentence(row)


def test_neutral_visits_alone_are_not_nobody():
    (_, row), *_ = beside(0, 7, 0).iterrows()
    assert metric_sentence(row).endswith("No visit went well or badly on the days it covers, 7 neutral aside.")


def test_visits_that_a_filter_hides_are_not_said_to_be_none():
    (_, row), *_ = beside(0, 0, 0).iterrows()
    assert metric_sentence(row, View(customer_groups=("Staff",), places=("Hall",))).endswith(
        "Nobody has visited it as Staff on the days it covers."
    )


def test_nobody_is_said_of_the_visits_that_are_looked_at_alone():
    one = pd.DataFrame({"period_end": pd.to_datetime(["2026-07-01"] * 2), "neutrals": [2, 0], "service": "Desk"})
    told = unvisited_sentence(one, View(customer_groups=("Staff",), since=date(2026, 6, 1)), date(2026, 7, 2))
    assert told.startswith("No visit to this service went well or badly as Staff in the periods it reports on.")


def test_watermelons_as_wide_as_each_other_are_not_set_apart():
    assert said(("A", {}, (2, 20)), ("B", {}, (2, 20))).endswith(": a watermelon, one of 2.")


def test_of_a_service_with_several_metrics_the_one_that_is_meant_is_named():
    metrics = metric_rows(a_metric(), a_metric(metric="solved in a day", **MISSED))
    both = watermelon(
        metrics, visit_rows(("Help line", "", "2026-01-09", 2, 0, 20)), belonging(("Help line", "Call", "Help line"))
    )
    assert watermelon_headline(both).startswith('Help line ("answered in time") met its target')


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2026, 6, 30), ". Go and see for yourself."),
        (date(2026, 9, 30), ". Go and see for yourself."),
        (date(2026, 10, 1), ", the last of which ended on 30 June 2026. Import observations from those days, or "),
    ],
)
def test_where_the_periods_are_long_over_going_to_see_is_not_enough(as_of, told):
    reported = pd.DataFrame(
        {"period_end": pd.to_datetime(["2026-04-01", "2026-07-01"]), "neutrals": 0, "service": ["Desk", "Web"]}
    )
    said = unvisited_sentence(reported, EVERYTHING, as_of)
    assert said.startswith(f"Nobody has visited these services in the periods they report on{told}")
