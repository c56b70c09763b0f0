"""Waits beside the promise, from the store to the figure."""

from datetime import date

import pytest

from audit import figures
from audit.actions.catalogue import keep_service
from audit.actions.walks import record_walk_through
from audit.figures import MEASURES, Question
from audit.model.programme import Programme
from audit.model.service import Service
from audit.model.view import View
from audit.store.programme import change_programme
from tests.builders import ANSWER, GREETING, a_walk, an_observation

TODAY = date(2026, 11, 20)


@pytest.fixture
def timed(desk):
    keep_service(desk, Service("Front desk", first_response_minutes=2), [GREETING.id], "KM")
    for wait in (1, 1, 2, 2, 5):
        record_walk_through(desk, a_walk(), [an_observation(wait_minutes=float(wait))])
    record_walk_through(desk, a_walk(), [an_observation(touchpoint_id=ANSWER.id, wait_minutes=1.0), an_observation()])
    return desk


def test_waits_are_judged_by_the_promise_of_their_touchpoints_service(timed):
    greeting, answer = figures.waits(timed, Question(TODAY)).to_dict("records")
    told = ("touchpoint", "service", "promise_minutes", "n", "within", "kept")
    assert [greeting[name] for name in told] == ["Greeting", "Front desk", 2.0, 5, 4, "possibly not kept"]
    assert (answer["touchpoint"], answer["service"], answer["kept"]) == ("Answer", "", "no promise")


def test_the_programmes_target_holds_where_the_service_says_none(timed):
    change_programme(timed, Programme(attainment_target=0.8))
    greeting = figures.waits(timed, Question(TODAY)).iloc[0]
    assert (greeting["target_share"], greeting["kept"]) == (0.8, "kept")


def test_a_touchpoint_is_always_kept_apart(timed):
    rows = figures.waits(timed, Question(TODAY, by=("place",)))
    assert rows[["touchpoint", "place", "n"]].to_numpy().tolist() == [
        ["Greeting", "Main hall", 5],
        ["Answer", "Main hall", 1],
    ]


def test_dayparts_are_read_off_the_hour(timed):
    rows = figures.waits(timed, Question(TODAY, by=("touchpoint", "daypart")))
    assert list(rows.columns[:2]) == ["touchpoint", "daypart"]
    assert rows["n"].tolist() == [5, 1]


@pytest.mark.parametrize("view", [View(touchpoint="Answer"), View(journeys=("Nowhere",)), View(places=("Nowhere",))])
def test_a_narrower_view_narrows_waits_and_promises(timed, view):
    rows = figures.waits(timed, Question(TODAY, view))
    if view.touchpoint:
        assert rows["touchpoint"].tolist() == ["Answer"]
    elif view.journeys:
        assert rows.empty
    else:
        assert rows[["touchpoint", "n"]].to_numpy().tolist() == [["Greeting", 0]]


def test_a_promise_that_a_filter_can_never_show_is_not_called_untimed(timed):
    assert figures.waits(timed, Question(TODAY, View(channels=("web",)))).empty
    assert figures.waits(timed, Question(TODAY, View(methods=("make the call",)))).empty


def test_the_command_prints_it_too():
    assert MEASURES["waits"] is figures.waits
