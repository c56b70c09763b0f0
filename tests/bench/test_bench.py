"""The bench compares like with like: every engine gives the same answer, each timed by itself."""

from datetime import date

import pandas as pd
import pytest

from audit import bench
from audit.actions.imports import load_sample
from audit.bench import alone, pages
from audit.bench.alone import BARE, SEARCHES, STORE, in_its_own_process, measured
from audit.bench.answers import OTHERS, for_pandas, for_polars
from audit.figures import MEASURES, Question
from audit.model.search import Search
from audit.model.view import EVERYTHING
from audit.store.bare_reads import bare_count, plain_rows
from audit.store.journey import touchpoints
from audit.store.opening import open_store
from audit.store.voices import notes_by_outcome
from pages.parts.navigation import NAVIGATION

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("bench") / "audit.duckdb"
    store = open_store(path)
    load_sample(store, 600, 12, TODAY)
    store.close()
    return path


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize("name", ["trust", "rater"])
def test_every_engine_gives_the_same_answer(path, engine, name):
    store = open_store(path)
    ours = MEASURES[name](store, Question(TODAY))
    rows = plain_rows(store)
    names = touchpoints(store).set_index("touchpoint_id")["touchpoint"]
    store.close()
    theirs = OTHERS[engine][name]((for_pandas if engine == "pandas" else for_polars)(rows), TODAY)
    theirs = theirs.assign(touchpoint=theirs["touchpoint"].map(names))
    keys = ["touchpoint", *(["dimension"] if name == "rater" else [])]
    pd.testing.assert_frame_equal(
        ours.sort_values(keys, ignore_index=True), theirs.sort_values(keys, ignore_index=True), check_dtype=False
    )


def test_the_bare_count_counts_every_column(path):
    store = open_store(path)
    counts = bare_count(store)
    store.close()
    assert counts[:3] == (600, 600, 600)
    assert len(counts) == 9


@pytest.mark.parametrize("engine", [STORE, BARE, *OTHERS])
def test_an_answer_is_timed_with_its_memory(path, engine):
    told = measured(path, engine, "trust", TODAY, times=1)
    assert told["seconds"] > 0
    assert told["megabytes"] > 10


@pytest.mark.parametrize("name", SEARCHES)
def test_a_search_is_timed_like_a_figure(path, name):
    assert measured(path, STORE, name, TODAY, times=1)["seconds"] > 0


def test_a_search_for_a_common_word_finds_notes_and_one_for_a_rare_word_none(path):
    store = open_store(path)
    common, rare = (notes_by_outcome(store, EVERYTHING, Search(words), 50)["positive"] for words in SEARCHES.values())
    store.close()
    assert len(common) > 0
    assert len(rare) == 0


def test_an_answer_is_measured_in_a_process_of_its_own(path):
    assert in_its_own_process(path, STORE, "rater", TODAY)["seconds"] > 0


def test_the_report_covers_figures_and_pages(monkeypatch):
    monkeypatch.setattr(pages, "_WARM_UP", 0)
    text = "\n".join(bench.lines([], 600, pages=("walks",)))
    assert "| 600 | walks |" in text
    assert "| 600 | empty |" in text


def test_a_store_that_is_there_already_is_not_loaded_again(path):
    assert [line.split("|")[2].strip() for line in bench._pages(path, 600, ())] == ["empty"]


def test_the_bench_learns_from_the_app_which_pages_there_are(path):
    assert pages.addresses(path) == tuple(address for doors in NAVIGATION.values() for _, _, address, _ in doors)


def test_memory_is_0_where_the_system_says_nothing(tmp_path):
    assert alone._high_water(tmp_path / "status") == 0


def test_a_server_that_does_not_come_up_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(pages, "_PATIENCE", 0.1)
    with pytest.raises(TimeoutError):
        pages._wait(1)
