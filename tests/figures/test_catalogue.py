"""What is declared of a figure is what it is: its columns, its pictures, its engines, and what the docs say of it."""

from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner

from audit.actions.imports import load_sample
from audit.bench.answers import OTHERS
from audit.charts.change import control_chart
from audit.charts.rater import rater_dots
from audit.charts.slides import slide_debt
from audit.cli import main
from audit.figures import CATALOGUE, MEASURES, PRINTED, Question
from audit.figures.catalogue import Figure, Unit, drawn_by, readable
from audit.store.opening import open_store
from tests.documents import MEASURES as MEASURES_PAGE
from tests.documents import measures_page

TODAY = date(2026, 11, 20)
FIGURES = pytest.mark.parametrize("name", CATALOGUE)


@pytest.fixture(scope="module")
def sampled():
    store = open_store()
    load_sample(store, 600, 12, TODAY)
    yield store
    store.close()


def columns_of(figure: Figure, frame: pd.DataFrame) -> list[str]:
    """Return the columns of an answer but the keys it is reported by, which any figure may be split by."""
    return [name for name in frame.columns if not (figure.is_keyed and name in figure.by)]


@FIGURES
def test_a_figure_has_the_columns_that_are_declared_in_their_order(sampled, name):
    figure = CATALOGUE[name]
    frame = figure.measure(sampled, Question(TODAY, by=figure.by))
    assert columns_of(figure, frame) == [column.name for column in figure.columns]


@FIGURES
def test_a_share_lies_between_none_and_all_and_a_score_between_one_and_five(sampled, name):
    figure = CATALOGUE[name]
    frame = figure.measure(sampled, Question(TODAY, by=figure.by))
    for unit, low, high in ((Unit.SHARE, 0, 1), (Unit.SCORE, 1, 5), (Unit.SHARE_GAP, -1, 1), (Unit.SCORE_GAP, -4, 4)):
        limits = {"lower", "upper", "ewma_lower", "ewma_upper"}  # of chance, which knows no end of the scale
        for column in figure.columns:
            if column.unit is unit and column.name not in limits:
                values = frame[column.name].dropna().astype("float64")
                assert values.between(low - 1e-9, high + 1e-9).all(), column.name


@FIGURES
def test_a_day_is_a_day_and_a_yes_or_no_is_one(sampled, name):
    figure = CATALOGUE[name]
    frame = figure.measure(sampled, Question(TODAY, by=figure.by))
    for column in figure.columns:
        kind = frame[column.name].dtype
        assert (column.unit is Unit.DAY) == pd.api.types.is_datetime64_any_dtype(kind), column.name
        if len(frame):
            assert (column.unit is Unit.YES_NO) == pd.api.types.is_bool_dtype(kind), column.name


@pytest.mark.parametrize("name", [name for name, figure in CATALOGUE.items() if not figure.is_keyed])
def test_a_figure_without_keys_is_the_same_by_which_ever_it_is_asked(sampled, name):
    figure = CATALOGUE[name]
    known = {column.name for column in figure.columns}
    assert set(figure.measure(sampled, Question(TODAY, by=figure.by)).columns) == known


def test_what_is_printed_is_what_the_command_knows():
    assert set(MEASURES) == set(PRINTED) < set(CATALOGUE)


def test_the_command_names_every_figure_with_what_it_says():
    said = CliRunner().invoke(main, ["measure", "--help"]).stdout
    for name in PRINTED:
        assert f"  {name} " in said
        assert CATALOGUE[name].about in said


def test_a_chart_is_known_by_the_figure_it_draws():
    assert drawn_by(rater_dots, {"zone": (3.0, 4.0)}) == "rater"
    assert drawn_by(control_chart, {"what": "share", "period": "quarter", "smooth": True}) == "change-share-by-quarter"
    assert drawn_by(slide_debt, {}) == ""


def test_every_other_engine_of_the_bench_works_out_a_figure_that_names_it():
    assert {(engine, name) for engine, each in OTHERS.items() for name in each} == {
        (engine, name) for name, figure in CATALOGUE.items() for engine in figure.engines
    }


def test_a_column_without_a_name_of_its_own_is_called_by_the_one_for_scripts():
    assert readable("customer_group") == "Customer group"
    assert readable("n") == "n"
    assert CATALOGUE["trust"].column["debt_unresolved"].head == "Owed by unresolved negatives"


def test_a_word_for_scripts_may_mean_two_things_in_two_figures():
    assert CATALOGUE["watermelon"].column["gap"].head == "Metric minus visits"
    assert CATALOGUE["fairness"].column["gap"].head == "Gap to others"


def test_the_docs_name_every_figure_and_every_column_with_its_label_and_unit():
    assert MEASURES_PAGE.read_text(encoding="utf-8") == measures_page(), "make docs writes it again"
