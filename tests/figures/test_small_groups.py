"""No figure names a customer group with fewer than five moments, none shows a view of it, and no word of it is read."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from audit import figures
from audit.cli import main
from audit.errors import UnknownChoiceError
from audit.figures import CATALOGUE, Question
from audit.figures.catalogue.figure import Unit
from audit.figures.in_view import sightings
from audit.measures.fairness import TOO_FEW
from audit.measures.small_groups import OTHER_GROUPS
from audit.model.evidence import Evidence
from audit.model.keys import new_key
from audit.model.search import Search
from audit.model.view import KEYS, View
from audit.model.view import SPLITS as KEPT_APART
from audit.store import answer, note, recovery, tallies, voices
from audit.store.evidence import is_too_small_behind, observations_behind, outcomes_behind
from audit.store.incoming import add_incoming_observations
from audit.store.negative_words import negative_words
from audit.store.observation import observations
from audit.store.opening import Store, open_store
from tests.builders import ANSWER, observation_rows, with_desk

TODAY = date(2026, 3, 12)
FEW, SECOND, MANY = "Wheelchair users", "Staff", "Students"
WORD = "unmistakable"
SPREAD = {("Greeting", "Arrive"): 9, ("Answer", "Arrive"): 2, ("Invoice", "Leave"): 1}
OF_FEW = View(customer_groups=(FEW,))
NAMES_NOBODY_OBSERVED = {"next-walk"}  # whom to walk as next, with nothing of what was observed
FIGURES = pytest.mark.parametrize("name", CATALOGUE)
SPLITS = (("customer_group",), ("touchpoint", "customer_group", "daypart"))
KEPT = {**{name: name for name in KEPT_APART}, "daypart": "hour"}


def moments(group: str, n: int, **row: object) -> list[dict[str, object]]:
    """Return good and bad moments of a group at two touchpoints, a day apart, rated and timed."""
    return [
        {
            "customer_group": group,
            "touchpoint": ("Greeting", "Answer")[number % 3 == 0],
            "place": "Main hall",
            "outcome": ("negative", "positive")[number % 2],
            "observed_on": TODAY - timedelta(days=number % 40),
            "empathy": 1 + number % 5,
            "reliability": 5 - number % 4,
            "wait_minutes": float(number),
            "what_happened": WORD if group == FEW else "Waited at the desk.",
        }
        | row
        for number in range(n)
    ]


def audit_of(few: int) -> Store:
    store = with_desk(open_store())
    rows = [*moments(FEW, few), *moments(SECOND, 9), *moments(MANY, 60), *moments("", 3)]
    add_incoming_observations(store, observation_rows(*rows), new_key())
    return store


@pytest.fixture(scope="module")
def four() -> Iterator[Store]:
    store = audit_of(4)
    yield store
    store.close()


@pytest.fixture(scope="module")
def five() -> Iterator[Store]:
    store = audit_of(5)
    yield store
    store.close()


def split(store: Store, name: str) -> Iterator[pd.DataFrame]:
    """Yield a figure split by group in each way it can be."""
    for by in SPLITS:
        with suppress(UnknownChoiceError):
            yield CATALOGUE[name].measure(store, Question(TODAY, by=by))


@FIGURES
def test_no_figure_split_by_group_names_a_small_one(four, name):
    for frame in split(four, name):
        assert name in NAMES_NOBODY_OBSERVED or FEW not in set(frame.astype("str").to_numpy().ravel())


@FIGURES
def test_a_row_that_names_a_group_rests_on_five_moments_of_it(four, name):
    for frame in split(four, name):
        if name == "coverage" or name in NAMES_NOBODY_OBSERVED or "customer_group" not in frame.columns:
            continue  # the counts of coverage tell how often somebody looked, and nothing of how anybody was served
        named = frame[frame["customer_group"].isin([FEW, SECOND, MANY])]
        keys = [key for key in frame.columns if key in KEYS]
        held = sightings(four, View(until=TODAY), tuple({KEPT[key] for key in keys if key in KEPT}))
        sizes = held.groupby(keys, observed=True)["n"].sum().to_dict()
        for row in named[keys].to_numpy().tolist():
            assert sizes[tuple(row) if len(row) > 1 else row[0]] >= 5


@FIGURES
def test_a_small_group_is_in_a_figure_as_one_that_nobody_has_observed(four, name):
    asked = Question(TODAY, OF_FEW, by=CATALOGUE[name].by)
    nobody = replace(asked, view=replace(OF_FEW, customer_groups=("Nobody",)))
    if name not in NAMES_NOBODY_OBSERVED:
        pd.testing.assert_frame_equal(CATALOGUE[name].measure(four, asked), CATALOGUE[name].measure(four, nobody))


TELLING = {  # of how anybody was served
    *(Unit.SCORE, Unit.SCORE_GAP, Unit.SHARE, Unit.SHARE_GAP, Unit.PER_100, Unit.PER_DAY, Unit.NUMBER, Unit.MINUTES),
    *(Unit.COUNT, Unit.DAYS, Unit.TEXT),
}
OF_ALL = {  # told of everybody, whatever the view chooses, or of how often somebody looked
    *("coverage", "next-walk", "commitments"),
}
GIVEN = {"minimum", "target", "promise_minutes", "target_share", "position", "stage_position", "description"}


def told_of(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return what a row of a figure tells of those it is about."""
    given = {*GIVEN, *(["n"] if row.get("grade") == TOO_FEW else [])}
    units = {key: column.unit for key, column in CATALOGUE[name].column.items() if key not in given}
    return {key: row[key] for key, unit in units.items() if unit in TELLING and row[key] and not pd.isna(row[key])}


@pytest.fixture(scope="module")
def twelve() -> Iterator[Store]:
    """Yield an audit in which a group has nine moments at one touchpoint, two at another and one at a third."""
    store = with_desk(open_store())
    few = [moments(FEW, n, touchpoint=touchpoint, stage=stage) for (touchpoint, stage), n in SPREAD.items()]
    add_incoming_observations(store, observation_rows(*chain(*few), *moments(MANY, 60)), new_key())
    yield store
    store.close()


@FIGURES
def test_no_row_of_a_group_tells_of_fewer_than_five_moments(twelve, name):
    shown = CATALOGUE[name].measure(twelve, Question(TODAY, OF_FEW, by=CATALOGUE[name].by))
    for row in () if name in OF_ALL or "touchpoint" not in shown else shown.to_dict("records"):
        assert row["touchpoint"] in {"", "Greeting"} or not told_of(name, row)  # "" is all of them


@pytest.mark.parametrize("key", [key for key in KEYS if key != "customer_group"])
def test_no_row_of_a_group_tells_of_fewer_than_five_moments_whatever_it_is_split_by(twelve, key):
    held = tallies.sightings(twelve, OF_FEW, (key,) if key in KEPT_APART else ())
    sizes = held.groupby(key, observed=True)["n"].sum() if key in held else {}
    for name in ("rater", "trust") if key in held else ():
        with suppress(UnknownChoiceError):  # a ledger is not kept by month
            shown = CATALOGUE[name].measure(twelve, Question(TODAY, OF_FEW, by=(key,)))
            assert all(sizes[word] >= 5 for word in shown[key])


def test_cases_of_whole_visits_are_listed_from_five_on():
    with closing(with_desk(open_store())) as store:
        rooms = moments(FEW, 5, touchpoint="Room", outcome="negative")
        wholes = moments(FEW, 5, touchpoint="All in all", outcome="negative")
        rows = observation_rows(*rooms, *wholes).assign(is_whole_visit=[False] * 5 + [True] * 5)
        for added, listed in ((rows[:9], {"Room"}), (rows[9:], {"Room", "All in all"})):
            add_incoming_observations(store, added, new_key())
            for cases in (figures.recoveries, figures.waiting, figures.answers):
                assert set(cases(store, Question(TODAY, OF_FEW))["touchpoint"]) == listed


def test_all_moments_of_a_group_stay_in_its_total(twelve):
    whole = figures.trust(twelve, Question(TODAY, OF_FEW, by=()))
    assert whole[["positives", "negatives"]].sum(axis=1).tolist() == [12]


def test_the_total_does_not_tell_the_rows_that_are_not_shown(twelve):
    # 9 joins 2 and 1, which are three moments together
    assert figures.trust(twelve, Question(TODAY, OF_FEW)).empty
    both = Question(TODAY, View(customer_groups=(MANY, FEW)))  # 49, 22 and 1
    assert figures.trust(twelve, both)["touchpoint"].tolist() == ["Greeting"]


def test_a_view_without_a_group_shows_every_row(twelve):
    assert figures.trust(twelve, Question(TODAY))["negatives"].sum() > 0
    assert set(figures.trust(twelve, Question(TODAY))["touchpoint"]) == {touchpoint for touchpoint, _ in SPREAD}


def test_five_moments_show_again(five):
    assert figures.trust(five, Question(TODAY, OF_FEW, by=()))[["positives", "negatives"]].to_numpy().sum() == 5
    for name in ("rater", "trust", "coverage", "fairness"):
        by_group = CATALOGUE[name].measure(five, Question(TODAY, by=("customer_group",)))
        assert {FEW, SECOND, MANY} <= set(by_group["customer_group"])


def test_the_next_smallest_joins_a_group_that_is_small_alone_and_no_moment_is_lost(four):
    owed = figures.trust(four, Question(TODAY, by=("customer_group",))).set_index("customer_group")
    assert set(owed.index) == {"", MANY, OTHER_GROUPS}
    counts = owed[["positives", "neutrals", "negatives"]].sum(axis=1)
    assert counts.to_dict() == {"": 3, MANY: 60, OTHER_GROUPS: 4 + 9}
    timed = figures.waits(four, Question(TODAY, by=("customer_group",)))
    assert timed["n"].sum() == 76


def test_coverage_does_not_call_a_small_group_never_observed(four):
    apart = figures.coverage(four, Question(TODAY, by=("customer_group",)))
    assert apart.groupby("customer_group")["n"].sum().to_dict() == {"": 3, MANY: 60, OTHER_GROUPS: 13}
    assert set(figures.coverage_columns(four, Question(TODAY, by=("customer_group",)))) == {"", MANY, OTHER_GROUPS}


READS = {
    "notes": lambda store, view: voices.notes(store, view, Search(), 9),
    "notes with a word": lambda store, view: voices.notes(store, view, Search(WORD), 9),
    "photos": lambda store, view: voices.photos_alone(store, view, Search(), 9),
    "texts": lambda store, view: voices.latest_texts(store, view, 9),
    "signals": voices.signal_counts,
    "starred": lambda store, view: voices.starred_stories(store, view, 9),
    "thanked": lambda store, view: voices.thanks_given(store, view, 9),
    "not judged": lambda store, view: note.notes_without_outcome(store, view, Search(), 9),
    "beside a metric": lambda store, view: negative_words(store, "", "Answer", view),
    "nobody owns": lambda store, view: recovery.unowned(store, view, TODAY, 99),
    "owned": recovery.recoveries,
    "not answered": lambda store, view: answer.unanswered(store, view, TODAY, 99),
    "answered": lambda store, view: answer.answers_given(store, view, TODAY),
    "behind a bar": lambda store, view: observations_behind(store, view, Evidence(), 99),
    "observations": observations,
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_no_word_of_a_small_group_is_read_in_a_view_of_it(four, read):
    assert len(read(four, OF_FEW)) == 0


@pytest.mark.parametrize(
    "name", ["notes", "notes with a word", "texts", "behind a bar", "observations", "not answered"]
)
def test_the_words_of_five_moments_are_read_again(five, name):
    assert WORD in set(READS[name](five, OF_FEW)["what_happened"])


@pytest.mark.parametrize("name", ["behind a bar", "not answered"])
def test_a_list_of_every_group_names_none_of_which_it_holds_too_few(four, name):
    listed = READS[name](four, View())
    assert WORD in set(listed["what_happened"])
    assert set(listed["customer_group"]) == {""}  # one blank among names would tell which it is


def test_what_stands_behind_a_bar_of_a_group_is_shown_from_five_moments_on(five):
    at_answer = Evidence(touchpoints=("Answer",))  # two of the five
    assert is_too_small_behind(five, OF_FEW, at_answer)
    assert observations_behind(five, OF_FEW, at_answer, 9).empty
    assert not any(outcomes_behind(five, OF_FEW, at_answer).values())
    assert is_too_small_behind(five, replace(OF_FEW, touchpoint=str(ANSWER.id)), Evidence())
    assert not is_too_small_behind(five, OF_FEW, Evidence())
    assert not is_too_small_behind(five, View(), at_answer)


def test_the_command_splits_by_group_as_the_pages_do_and_refuses_a_small_one(tmp_path):
    path = tmp_path / "audit.duckdb"
    with closing(with_desk(open_store(path))) as store:
        add_incoming_observations(store, observation_rows(*moments(FEW, 4), *moments(MANY, 60)), new_key())
    measure = ["measure", "trust", "--as-of", str(TODAY), "--store", str(path)]
    printed = CliRunner().invoke(main, [*measure, "--by", "customer_group"])
    assert printed.exit_code == 0
    assert FEW not in printed.output
    assert OTHER_GROUPS in printed.output
    refused = CliRunner().invoke(main, [*measure, "--group", FEW])
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Fewer than five moments of this customer group are in this view")
    of_two = CliRunner().invoke(main, [*measure, "--group", FEW, "--group", MANY])
    assert of_two.stdout == CliRunner().invoke(main, [*measure, "--group", MANY]).stdout
    assert of_two.stderr.startswith(f"Left out: {FEW}. Fewer than five moments")


def test_the_command_says_which_touchpoints_of_a_group_it_leaves_out(tmp_path):
    path = tmp_path / "audit.duckdb"
    with closing(with_desk(open_store(path))) as store:
        rows = [*moments(MANY, 9, touchpoint="Greeting"), *moments(MANY, 6, touchpoint="Answer")]
        rows += moments(MANY, 1, touchpoint="Invoice", stage="Leave")
        add_incoming_observations(store, observation_rows(*rows), new_key())
    measure = ["measure", "trust", "--as-of", str(TODAY), "--store", str(path), "--group", MANY]
    printed = CliRunner().invoke(main, measure)
    assert printed.stdout.count("\n") == 2
    assert printed.stderr.startswith("Too few to show: Answer and Invoice. By fewer than five moments")
