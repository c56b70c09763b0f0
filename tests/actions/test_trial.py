"""What would come in with a file is told before anything is written."""

from audit.actions.imports import import_reading, read_rows
from audit.actions.trial import FIRST_ROWS, tried
from audit.intake.recipes import recipe_named
from audit.intake.tables import read_table
from audit.store.observation import observation_count
from audit.store.service_metric import service_metrics
from tests.actions.test_imports import BAD, GOOD, METRICS


def test_a_trial_tells_what_an_import_then_does_and_writes_nothing(store):
    table, recipe = read_table(BAD, "a.csv"), recipe_named("moments")
    trial = tried(store, table, recipe, "a.csv")
    assert observation_count(store) == 0
    report = import_reading(store, read_rows(store, table, recipe), recipe, "a.csv")
    assert trial.report.batch is None
    assert (trial.report.rows, trial.report.accepted, trial.report.rejected) == (3, 2, 1)
    assert (report.rows, report.accepted, report.rejected) == (3, 2, 1)
    assert trial.report.problems.equals(report.problems)
    assert trial.outcomes == {"positive": 1, "neutral": 0, "negative": 1}
    assert trial.by_touchpoint["Greeting"] == trial.outcomes
    assert trial.first["what_happened"].to_dict() == {2: "Greeted at once", 3: "Nobody looked up"}


def test_the_first_rows_of_many_are_enough_to_look_at(store):
    head, *rows = GOOD.decode().splitlines()
    many = "\n".join([head, *(row.replace(row[0], str(number), 1) for number in range(20) for row in rows[:1])])
    trial = tried(store, read_table(many.encode(), "a.csv"), recipe_named("moments"), "a.csv")
    assert len(trial.first) == FIRST_ROWS < trial.report.accepted == 20


def test_a_trial_of_metrics_counts_no_outcomes(store):
    trial = tried(store, read_table(METRICS, "m.csv"), recipe_named("service-metrics"), "m.csv")
    assert (trial.report.accepted, trial.outcomes, trial.by_touchpoint) == (1, {}, {})
    assert service_metrics(store).empty
