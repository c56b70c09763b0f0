"""From the store to the figure: which visits are set beside which metric, and by which target."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from audit import figures
from audit.actions.imports import load_sample
from audit.errors import UnknownChoiceError
from audit.figures import Question
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import new_key
from audit.model.service import Service
from audit.model.view import View
from audit.sample.college import sample_audit
from audit.store.evidence import outcomes_behind
from audit.store.incoming import add_incoming_metrics, add_incoming_observations
from audit.store.journey import add_journey
from audit.store.opening import Store, open_store
from audit.store.service import add_service, set_touchpoints
from tests.builders import ANSWER, GREETING, observation_rows
from tests.measures.reported import a_metric, metric_rows

TODAY = date(2026, 11, 20)
EVERYTHING = Question(TODAY)


def report(store: Store, **changes: Any) -> None:
    """Let a service report one month; 95 of 100 within the target of 90 % at the greeting unless it says otherwise."""
    row = metric_rows(a_metric(**{"service": "Desk", "touchpoint": "Greeting"} | changes)).assign(id=str(uuid4()))
    add_incoming_metrics(store, row, new_key())


def visit(store: Store, good: int, bad: int, **changes: Any) -> None:
    usual = {"observed_on": date(2026, 1, 15), "observed_at": None, "place": "Main hall"} | changes
    outcomes = ["positive"] * good + ["negative"] * bad
    add_incoming_observations(store, observation_rows(*({"outcome": each} | usual for each in outcomes)), new_key())


def one(store: Store, **view: Any) -> dict[str, Any]:
    (row,) = figures.watermelon(store, Question(TODAY, View(**view))).to_dict("records")
    return {str(name): value for name, value in row.items()}


@pytest.fixture(scope="module")
def sampled():
    store = open_store()
    load_sample(store, 2_400, 12, TODAY)
    yield store
    store.close()


def test_the_sample_holds_its_watermelon(sampled):
    truth = sample_audit(2_400, until=TODAY).truth
    first = figures.watermelon(sampled, EVERYTHING).iloc[0]
    assert (first["service"], first["status"]) == (truth.watermelon_service, "watermelon")
    assert first["periods_met"] == first["periods"] > 1


def test_visits_on_days_without_a_report_are_left_out(sampled):
    """The sample's visits go on into the month that is not over, of which no service has reported yet."""
    rows = figures.watermelon(sampled, EVERYTHING).set_index("service")
    row = rows.loc[sample_audit(2_400, until=TODAY).truth.watermelon_service]
    trusted = figures.trust(sampled, EVERYTHING).set_index("touchpoint").loc[row["touchpoint"]]
    assert row["period_end"].date() == date(2026, 11, 1)
    assert 0 < row["n"] < trusted["positives"] + trusted["negatives"]


def test_months_of_the_sample_are_related_where_there_are_enough(sampled):
    found, *own = figures.watermelon_relation(sampled, EVERYTHING).to_dict("records")
    months = figures.watermelon(sampled, Question(TODAY, by=("month",)))
    assert sum(row["months"] for row in own) == (months["n"] >= 5).sum() >= 10
    assert found["low"] <= found["rho"] <= found["high"]


def test_months_are_compared_within_their_own_metric(sampled):
    """Worked out once more without the measure: over all services one would call it a relation."""
    months = figures.watermelon(sampled, Question(TODAY, by=("month",)))
    enough = months[months["n"] >= 5]
    pairs = []
    for _, own in enough.groupby("service"):
        one, other = (own[name].rank() - own[name].rank().mean() for name in ("attained_share", "positive_share"))
        if one.any() and other.any():
            pairs += [*zip(one, other, strict=True)]
    both = sum(x * y for x, y in pairs)
    rho = both / (sum(x * x for x, _ in pairs) * sum(y * y for _, y in pairs)) ** 0.5
    found = figures.watermelon_relation(sampled, EVERYTHING).iloc[0]
    assert (found["months"], found["rho"]) == (len(pairs), pytest.approx(rho))
    assert found["verdict"] == "no relation"
    assert enough["attained_share"].corr(enough["positive_share"], method="spearman") > 0.5


def test_a_month_alone_has_only_its_own_visits(desk):
    report(desk)
    report(desk, period_start="2026-02-01", period_end="2026-03-01", met=50)
    visit(desk, 1, 5)
    visit(desk, 6, 0, observed_on=date(2026, 2, 3))
    months = figures.watermelon(desk, Question(TODAY, by=("month",)))
    assert list(months["status"]) == ["watermelon", "honest red"]
    assert one(desk)["n"] == 12


def test_nothing_but_touchpoint_and_month_can_be_reported_by(desk):
    with pytest.raises(UnknownChoiceError, match="month"):
        figures.watermelon(desk, Question(TODAY, by=("customer_group",)))
    assert figures.watermelon(desk, Question(TODAY, by=())).empty


def test_a_metric_nobody_visited_keeps_its_row(desk):
    report(desk)
    assert (one(desk)["n"], one(desk)["status"]) == (0, "too few visits")


def test_a_metric_of_a_whole_service_is_met_at_all_its_touchpoints(desk):
    service = Service("Desk")
    add_service(desk, service)
    set_touchpoints(desk, service.id, (GREETING.id, ANSWER.id))
    report(desk, touchpoint="")
    for touchpoint, stage in (("Greeting", "Arrive"), ("Answer", "Arrive"), ("Invoice", "Leave")):
        visit(desk, 2, 1, touchpoint=touchpoint, stage=stage)
    assert one(desk)["n"] == 6


def test_a_service_outside_the_catalogue_has_no_visits_of_its_own(desk):
    report(desk, touchpoint="")
    visit(desk, 2, 3)
    assert one(desk)["n"] == 0


def test_targets_go_from_the_metric_to_the_service_to_the_programme(desk):
    report(desk, target_share=None)
    assert one(desk)["target_share"] == 0.9
    add_service(desk, Service("Desk", target_share=0.7))
    assert one(desk)["target_share"] == 0.7


@pytest.fixture
def twice(desk):
    """Return an audit with a Greeting in each of two journeys."""
    add_journey(desk, Journey("On the phone", "Call", (Stage("Begin", (Touchpoint("Greeting", channel="phone"),)),)))
    visit(desk, 5, 0)
    visit(desk, 0, 7, journey="On the phone", stage="Begin")
    return desk


def test_a_name_met_twice_is_both_of_its_touchpoints(twice):
    report(twice)
    assert (one(twice)["positives"], one(twice)["negatives"]) == (5, 7)


def test_of_a_name_met_twice_the_one_that_belongs_to_the_service_counts(twice):
    service = Service("Desk")
    add_service(twice, service)
    set_touchpoints(twice, service.id, (GREETING.id,))
    report(twice)
    assert (one(twice)["positives"], one(twice)["negatives"]) == (5, 0)


def test_a_touchpoint_may_be_named_as_it_is_told_apart(twice):
    report(twice, touchpoint="Greeting (On the phone, Begin)")
    assert (one(twice)["positives"], one(twice)["negatives"]) == (0, 7)


def test_a_journey_keeps_the_metrics_met_on_it(twice):
    report(twice)
    report(twice, touchpoint="Invoice")
    assert one(twice, journeys=("On the phone",))["negatives"] == 7
    assert len(figures.watermelon(twice, EVERYTHING)) == 2
    assert one(twice, touchpoint="Greeting")["positives"] == 5


def test_days_narrow_the_visits(desk):
    report(desk)
    visit(desk, 5, 0)
    visit(desk, 0, 5, observed_on=date(2026, 1, 20))
    assert one(desk, since=date(2026, 1, 16))["n"] == 5
    assert figures.watermelon(desk, Question(TODAY, View(since=date(2026, 2, 1)))).empty


def test_groups_narrow_the_visits_alone(desk):
    report(desk)
    visit(desk, 5, 0, customer_group="Staff")
    visit(desk, 0, 9, customer_group="Guests")
    row = one(desk, customer_groups=("Staff",))
    assert (row["n"], row["total"]) == (5, 100)


def test_a_metric_of_a_place_is_set_beside_visits_there(desk):
    report(desk, place="Main hall")
    visit(desk, 5, 0)
    visit(desk, 0, 9, place="Branch")
    assert one(desk)["n"] == 5
    assert one(desk, places=("Main hall",))["n"] == 5
    assert figures.watermelon(desk, Question(TODAY, View(places=("Branch",)))).empty


def test_too_few_months_are_not_related(desk):
    (found,) = figures.watermelon_relation(desk, EVERYTHING).to_dict("records")
    assert (found["months"], found["verdict"]) == (0, "too few to say")


def test_behind_a_metric_stand_the_observations_that_were_set_beside_it(sampled):
    row = figures.watermelon(sampled, EVERYTHING).iloc[0]
    of = {name: row[name] for name in ("service", "touchpoint", "place", "metric")}
    view, evidence = figures.metric_evidence(sampled, EVERYTHING, of)
    assert sum(outcomes_behind(sampled, view, evidence).values()) == row["n"] > 0


def test_behind_one_month_of_a_metric_stand_its_days_alone(sampled):
    months = figures.watermelon(sampled, Question(TODAY, by=("month",)))
    row = months[months["n"] > 0].iloc[0]
    of = {name: row[name] for name in ("service", "touchpoint", "place", "metric")}
    month = f"{row['period_start']:%Y-%m}"
    view, evidence = figures.metric_evidence(sampled, EVERYTHING, of, month)
    ((first, last),) = evidence.spans
    assert {f"{first:%Y-%m}", f"{last:%Y-%m}"} == {month}
    assert sum(outcomes_behind(sampled, view, evidence).values()) == row["n"]


def test_behind_a_metric_nobody_reported_stands_nothing(sampled):
    of = {"service": "Nobody", "touchpoint": "", "place": "", "metric": "none"}
    _, evidence = figures.metric_evidence(sampled, EVERYTHING, of)
    assert (evidence.touchpoints, evidence.spans) == ((), ())
