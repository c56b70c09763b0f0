"""A law of names: whatever things are called, and in whatever order they stand, every figure stays the same."""

import re
from functools import partial

import pytest
from pandas.testing import assert_frame_equal

from audit.actions.renaming import rename_journey, rename_stage, rename_touchpoint
from audit.figures import CATALOGUE, Question
from audit.model.view import View
from audit.store.journey import journeys, touchpoints
from tests.figures.by_hand import AS_OF, a_programme, stored

pytestmark = pytest.mark.crossing

POSITIONS = ["position", "stage_position"]


@pytest.fixture(scope="module")
def figures():
    """Return a store, what things are called in it, and every figure of all and of one touchpoint by its key."""
    store = stored(a_programme(3, 120))
    row = touchpoints(store).iloc[0]
    asked = (View(), View(touchpoint=row["touchpoint_id"], journeys=(str(journeys(store)[0].id),)))
    yield store, names(store), {(name, view): figure_of(store, name, view) for name in CATALOGUE for view in asked}
    store.close()


def names(store):
    """Return what each journey, stage and touchpoint is called, by its key."""
    called = {}
    for journey in journeys(store):
        called[journey.id] = journey.name
        called |= {stage.id: stage.name for stage in journey.stages}
        called |= {touchpoint.id: touchpoint.name for _, touchpoint in journey.touchpoints()}
    return called


def figure_of(store, name, view):
    return CATALOGUE[name].measure(store, Question(AS_OF, view, CATALOGUE[name].by))


def as_before(called, value):
    """Return a cell with the names of now, the keys of `called`, put back into those of before, all at once."""
    every = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True))
    return re.sub(rf"\b(?:{every})\b", lambda met: called[met[0]], value) if isinstance(value, str) else value


def in_order(frame):
    """Return rows in an order of their own; a sum of the same numbers in another order differs in its last digit."""
    rounded = frame.map(lambda value: f"{value:.9f}" if isinstance(value, float) else str(value))
    order = rounded.sort_values(list(frame)).index
    return frame.loc[order].reset_index(drop=True)


def hold(store, called_before, before):
    """Fail where a figure is another than before, but for its order and for what is called otherwise."""
    now = names(store)
    called = {now[key]: name for key, name in called_before.items()}
    for (name, view), frame in before.items():
        after = figure_of(store, name, view)
        then, later = (each.drop(columns=POSITIONS, errors="ignore") for each in (frame, after))
        later = later.map(partial(as_before, called))
        assert_frame_equal(in_order(then), in_order(later), rtol=1e-9, check_dtype=False, obj=f"{name} of {view}")


def test_a_name_asks_for_what_a_key_asks_for(figures):
    store, _, before = figures
    row = touchpoints(store).iloc[0]
    by_name = View(touchpoint=row["touchpoint"], journeys=(row["journey"],))
    for (name, view), frame in before.items():
        if view.touchpoint:
            assert_frame_equal(figure_of(store, name, by_name), frame, obj=name)


def test_renaming_everything_and_another_order_change_no_figure(figures):
    store, called, before = figures
    for number, journey in enumerate(journeys(store)):
        rename_journey(store, journey.id, f"Renamed journey {number}", "KM")
        for stage, touchpoint in journey.touchpoints():
            rename_stage(store, stage.id, f"Renamed stage {stage.id}", "KM")
            rename_touchpoint(store, touchpoint.id, f"Renamed {touchpoint.id}", "KM")
    with store.writing() as cursor:
        for table in ("touchpoint", "stage", "journey"):
            cursor.execute(f"UPDATE {table} SET position = 100 - position")
    assert set(names(store).values()).isdisjoint(called.values())
    hold(store, called, before)


def test_two_that_change_names_keep_their_figures(figures):
    store, called, before = figures
    (one, its), (other, others) = ((each.id, each.name) for _, each in journeys(store)[0].touchpoints())
    for key, name in ((one, "Between"), (other, its), (one, others)):
        rename_touchpoint(store, key, name, "KM")
    hold(store, called, before)
