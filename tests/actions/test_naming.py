"""Places and customer groups are renamed, merged, parted and retired, and no figure is other for it."""

from collections.abc import Callable
from contextlib import closing

import pandas as pd
import pytest

from audit import figures
from audit.actions import naming
from audit.actions.plans import plan_walk
from audit.actions.set_up import change_settings
from audit.actions.walks import record_walk_through
from audit.errors import GoneError, MissingError, NameInUseError
from audit.figures import Question
from audit.measures.small_groups import SMALL_CELL
from audit.model.named import Named
from audit.model.plan import Plan
from audit.model.programme import Programme
from audit.model.view import EVERYTHING, View
from audit.model.walk_through import Method
from audit.store.change import changes_of
from audit.store.names import in_names_of_today
from audit.store.observation import customer_groups, observations
from audit.store.opening import open_store
from audit.store.place import add_place, places
from audit.store.planned_walk import open_plans
from audit.store.service_metric import service_metrics
from audit.store.upkeep.checking import check
from audit.store.upkeep.fingerprint import fingerprints
from audit.web.walk.programme import programme_for_phones
from tests.actions.test_imports import brought_in
from tests.builders import DESK, GREETING, NOON, a_walk, an_observation, with_desk

PLACE, GROUP = Named.PLACE, Named.CUSTOMER_GROUP
HISTORY = {"change"}
BY = {PLACE: "place", GROUP: "customer_group"}


def walked(store, *where):
    """Record one walk at each place and as each group, of as many moments as a group is shown from."""
    for place, group in where:
        walk = a_walk(place=place, customer_group=group)
        record_walk_through(store, walk, [an_observation() for _ in range(SMALL_CELL)])
    return store


def trust(store, noun, **view):
    return figures.trust(store, Question(NOON.date(), View(**view), by=(BY[noun],)))


def without_history(store):
    return {table: print_ for table, print_ in fingerprints(store).items() if table not in HISTORY}


@pytest.fixture
def two(desk):
    """Return an audit of a main hall and its double, met as readers and as guests."""
    walked(desk, ("Main hall", "Readers"), ("Hall, main", "Guests"), ("Annex", "Readers"))
    plan_walk(desk, Plan(DESK.id, GREETING.id, Method.WALK_IT_THROUGH, place="Hall, main", customer_group="Guests"))
    return desk


RENAMES = {PLACE: ("Main hall", "Großer Lesesaal"), GROUP: ("Readers", "Leserinnen und Leser")}
MERGES = {PLACE: ("Hall, main", "Main hall"), GROUP: ("Guests", "Readers")}


@pytest.mark.parametrize("noun", Named)
def test_renaming_changes_no_figure_but_the_name_in_it(two, noun):
    before, after = RENAMES[noun]
    was = trust(two, noun)
    naming.rename(two, noun, before, after, "KM")
    now = trust(two, noun)
    column = BY[noun]
    renamed = was.assign(**{column: was[column].astype(str).replace(before, after)}).sort_values(column)
    found = now.assign(**{column: now[column].astype(str)}).sort_values(column)
    pd.testing.assert_frame_equal(renamed.reset_index(drop=True), found.reset_index(drop=True))
    for name in (before, after):  # a link from before finds it too
        assert len(trust(two, noun, **{f"{column}s": (name,)})) == 1
    assert list(changes_of(two, naming.history_key(noun))["changed_by"]) == ["KM"]
    assert check(two) == []


@pytest.mark.parametrize("noun", Named)
def test_merging_equals_having_recorded_them_as_one(two, noun):
    gone, into = MERGES[noun]
    naming.merge(two, noun, gone, into, "KM")
    with closing(with_desk(open_store())) as other:
        pairs = [("Main hall", "Readers"), ("Hall, main", "Guests"), ("Annex", "Readers")]
        walked(other, *(tuple(into if name == gone else name for name in pair) for pair in pairs))
        pd.testing.assert_frame_equal(trust(two, noun), trust(other, noun))
    assert [getattr(plan, BY[noun]) for plan in open_plans(two)] == [into]
    assert gone not in naming.names_of(two, noun)
    assert check(two) == []


FILE = b"""id,observed_at,journey,stage,touchpoint,place,customer_group,outcome,signals
1,2026-03-02,At the desk,Arrive,Greeting,"Hall, main",Guests,positive,
2,2026-03-03,At the desk,Arrive,Greeting,Main hall,Readers,negative,
"""
METRICS = b"""period_start,period_end,service,place,metric,target_share,met,total
2026-01-01,2026-02-01,Desk,"Hall, main",in time,0.9,95,100
"""


@pytest.mark.parametrize("content", [FILE, METRICS], ids=["observations", "metrics"])
def test_a_file_from_before_comes_again_and_nothing_in_it_is_new_or_changed(two, content):
    brought_in(two, content)
    for noun in Named:
        naming.merge(two, noun, *MERGES[noun], "KM")
        naming.rename(two, noun, *RENAMES[noun], "KM")
    report = brought_in(two, content)
    assert (report.accepted, report.already_there, report.changed) == (0, report.rows, 0)
    brought_in(two, content.replace(b"2026-0", b"2026-1"))
    assert set(places(two)) == {"Annex", "Großer Lesesaal"}
    assert set(service_metrics(two, EVERYTHING)["place"]) <= {"Großer Lesesaal"}


UNDONE: dict[str, tuple[Callable[..., object], Callable[..., object]]] = {
    "renamed": (
        lambda store, noun: naming.rename(store, noun, *RENAMES[noun], "KM"),
        lambda store, noun: naming.rename(store, noun, *RENAMES[noun][::-1], "KM"),
    ),
    "merged": (
        lambda store, noun: naming.merge(store, noun, *MERGES[noun], "KM"),
        lambda store, noun: naming.part_again(store, noun, MERGES[noun][0], "KM"),
    ),
    "retired": (
        lambda store, noun: naming.offer(store, noun, MERGES[noun][0], "KM", again=False),
        lambda store, noun: naming.offer(store, noun, MERGES[noun][0], "KM", again=True),
    ),
}


@pytest.mark.parametrize("noun", Named)
@pytest.mark.parametrize("name", UNDONE)
def test_each_change_is_taken_back_by_its_opposite(two, noun, name):
    act, undo = UNDONE[name]
    was, phones = trust(two, noun), programme_for_phones(two)
    act(two, noun)
    assert programme_for_phones(two)["version"] != phones["version"]
    undo(two, noun)
    pd.testing.assert_frame_equal(trust(two, noun), was)
    back = programme_for_phones(two)
    assert set(back["places"]) == set(phones["places"])
    assert set(back["customer_groups"]) == set(phones["customer_groups"])
    assert back["place_codes"] == phones["place_codes"]
    assert len(changes_of(two, naming.history_key(noun))) == 2


@pytest.mark.parametrize("noun", Named)
def test_what_still_names_it_as_before_finds_it(two, noun):
    naming.merge(two, noun, *MERGES[noun], "KM")
    naming.rename(two, noun, *RENAMES[noun], "KM")
    today = RENAMES[noun][1]
    for name in (*MERGES[noun], today):
        chosen = {"place": name} if noun is PLACE else {"customer_group": name}
        walk = a_walk(**({"place": "Annex", "customer_group": "Readers"} | chosen))
        record_walk_through(two, walk, [an_observation()])
        assert observations(two, View(**{f"{BY[noun]}s": (name,)})).iloc[0][BY[noun]] == today
    assert set(naming.names_of(two, noun)) & {*MERGES[noun]} == set()


def test_a_poster_of_a_place_that_was_merged_leads_to_what_it_is_part_of(two):
    before = programme_for_phones(two)["place_codes"]
    naming.merge(two, PLACE, *MERGES[PLACE], "KM")
    naming.rename(two, PLACE, *RENAMES[PLACE], "KM")
    names = {"Main hall": "Großer Lesesaal", "Hall, main": "Großer Lesesaal"}
    assert programme_for_phones(two)["place_codes"] == {code: names.get(name, name) for code, name in before.items()}


@pytest.mark.parametrize("noun", Named)
def test_what_is_retired_is_offered_no_more_and_stays_in_figures(two, noun):
    gone, _ = MERGES[noun]
    was = trust(two, noun)
    for _ in range(2):
        naming.offer(two, noun, gone, "KM", again=False)
    offered = programme_for_phones(two)[{PLACE: "places", GROUP: "customer_groups"}[noun]]
    assert gone not in offered
    pd.testing.assert_frame_equal(trust(two, noun), was)
    naming.rename(two, noun, gone, "Otherwise", "KM")
    assert "Otherwise" not in programme_for_phones(two)[{PLACE: "places", GROUP: "customer_groups"}[noun]]


@pytest.mark.parametrize("noun", Named)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(two, noun):
    gone, into = MERGES[noun]
    before = without_history(two)
    for problem, act in (
        (NameInUseError, lambda: naming.rename(two, noun, gone, into, "KM")),
        (MissingError, lambda: naming.rename(two, noun, gone, " ", "KM")),
        (GoneError, lambda: naming.rename(two, noun, "Nowhere", "There", "KM")),
        (GoneError, lambda: naming.merge(two, noun, gone, "Nowhere", "KM")),
        (GoneError, lambda: naming.part_again(two, noun, gone, "KM")),
    ):
        with pytest.raises(problem):
            act()
    naming.rename(two, noun, gone, gone, "KM")
    naming.merge(two, noun, gone, gone, "KM")
    assert without_history(two) == before


def test_a_place_gets_a_key_of_its_own_where_its_name_was_another_ones_first(two):
    first = add_place(two, "Annex")
    naming.rename(two, PLACE, "Annex", "Yard", "KM")
    assert add_place(two, "Annex") == first
    add_place(two, "Vault")
    naming.rename(two, PLACE, "Vault", "Annex", "KM")
    with two.writing() as cursor:  # as when its import is undone
        cursor.execute("DELETE FROM place WHERE name = 'Annex'")
    assert add_place(two, "Annex") not in {None, first}
    assert set(places(two)) == {"Annex", "Hall, main", "Main hall", "Yard"}


def test_a_group_written_down_again_in_the_settings_is_one_of_its_own(two):
    naming.merge(two, GROUP, "Guests", "Readers", "KM")
    change_settings(two, Programme(customer_groups=("Readers", "Guests")), "KM")
    walked(two, ("Annex", "Guests"))
    assert len(observations(two, View(customer_groups=("Guests",)))) == SMALL_CELL
    naming.merge(two, GROUP, "Guests", "Readers", "KM")
    assert customer_groups(two) == ("Readers",)
    both = View(customer_groups=("Guests", "Readers"))
    assert in_names_of_today(two, both) == View(customer_groups=("Readers",))
