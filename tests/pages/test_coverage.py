"""Coverage & fairness says what nobody looked at, and one tap plans the next walk, which starts from My walks."""

from datetime import date, timedelta

import pytest

from audit import figures
from audit.actions import people, plans, set_up, walks
from audit.figures import Question
from audit.model.plan import Plan
from audit.model.view import EVERYTHING
from audit.model.walk_through import Method
from audit.publish.headlines.coverage import lasting_reason
from audit.store.planned_walk import planned_walks
from pages.parts.session import today
from pages.understand.coverage.grid import SPLITS
from tests.builders import ANSWER, DESK, a_walk, an_observation, template_named, with_desk
from tests.pages.conftest import run

PAGE, WALKS, LOG = "understand/coverage", "observe/my_walks", "observe/log_walk_through"


def button(at, label):
    return next(found for found in at.button if found.label == label)


def choice(at, label):
    return next(group for group in at.button_group if group.label == label)


def a_plan(**said):
    given = {
        "place": "Main hall",
        "customer_group": "Students",
        "daypart": "evening",
        "weekday": "Monday",
        "observer": "KM",
        "reason": "Never observed; <b>a moment</b> of truth.",
    }
    return Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL, **given | said)


@pytest.fixture
def planned(own):
    plan = a_plan()
    plans.plan_walk(with_desk(own), plan)
    return plan


def test_an_empty_audit_offers_what_brings_data(own):
    at = run(PAGE)
    assert not at.exception
    assert [found.label for found in at.button] == ["Load the sample audit"]


def test_what_can_never_be_seen_together_is_said_and_ends_the_page(sampled):
    at = run(PAGE, channel="letter", place="Foundry Annexe")
    assert not at.exception
    assert [part.value for part in at.title] == [
        "There is no touchpoint to observe at Foundry Annexe over the channel letter."
    ]
    assert [found.label for found in at.button] == ["Look at everything"]
    assert not at.get("vega_lite_chart")


def test_a_journey_nobody_walked_is_all_to_be_covered(own):
    set_up.start_from_template(own, template_named("library"))
    at = run(PAGE)
    assert not at.exception
    assert at.title[0].value == "Nobody has observed any of 16 touchpoints yet."
    assert sum(found.label == "Plan it" for found in at.button) == 3


def test_the_page_shows_what_the_command_prints(sampled):
    at = run(PAGE)
    assert not at.exception
    suggested = figures.next_walk(sampled(), Question(today()))
    for name in suggested["touchpoint"]:
        assert any(f"**{name}**" in part.value for part in at.markdown)
    assert len(at.get("vega_lite_chart")) >= 2


@pytest.mark.parametrize("split", SPLITS)
def test_every_split_has_its_picture_and_stands_in_the_address(sampled, split):
    at = run(PAGE, by=split)
    assert not at.exception
    assert next(box.value for box in at.selectbox if box.label == "Kept apart by") == split
    assert SPLITS[split] in at.get("vega_lite_chart")[0].proto.spec


def test_one_tap_plans_the_walk_and_the_next_one_comes_up(own):
    walks.record_walk_through(with_desk(own), a_walk(), [an_observation()])
    at = run(PAGE)
    suggested = figures.next_walk(own, Question(today())).iloc[0].to_dict()
    first, lasting = suggested["touchpoint"], lasting_reason(suggested, EVERYTHING, today())
    button(at, "Plan it").click().run()
    assert not at.exception
    assert first in at.success[0].value
    (row,) = planned_walks(own).to_dict("records")
    assert row["touchpoint"] == first
    assert row["reason"] == lasting
    assert not lasting.endswith("ago.")
    assert first not in set(figures.next_walk(own, Question(today()))["touchpoint"])


def test_a_walk_is_planned_for_a_day_and_a_person(own):
    walks.record_walk_through(with_desk(own), a_walk(observer="KM"), [an_observation()])
    walks.record_walk_through(own, a_walk(observer="AB"), [an_observation()])
    for name in ("Porter", "KM"):
        people.add_person(own, name)
    at = run(PAGE)
    assert at.selectbox(key="plan.person.next").options == ["KM", "Porter", "AB"], "who has a phone stands first"
    at.date_input(key="plan.day.next").set_value(date(2027, 3, 9))
    at.selectbox(key="plan.person.next").set_value("KM")
    button(at, "Plan it").click().run()
    assert not at.exception
    assert "for 9 March 2027, KM." in at.success[0].value.replace("\\", "")
    (row,) = planned_walks(own).to_dict("records")
    assert (row["planned_for"].date(), row["observer"]) == (date(2027, 3, 9), "KM")


def test_day_and_person_can_be_set_anew_under_my_walks(own, planned):
    (before,) = planned_walks(own).to_dict("records")
    at = run(WALKS)
    at.session_state[f"replan.{before['id']}"] = True
    at.run()
    at.date_input(key=f"plan.day.{before['id']}").set_value(date(2027, 3, 10))
    button(at, "Keep day and person").click().run()
    assert not at.exception
    assert at.success[0].value.startswith("Kept. That person")
    (after,) = planned_walks(own).to_dict("records")
    assert (after["planned_for"].date(), after["observer"]) == (date(2027, 3, 10), before["observer"])


def test_when_all_is_planned_it_says_so(own):
    walks.record_walk_through(with_desk(own), a_walk(), [an_observation()])
    at = run(PAGE)
    while any(found.label == "Plan it" for found in at.button):
        button(at, "Plan it").click().run()
    assert any("is planned already" in part.value for part in at.markdown)


def test_my_walks_lists_what_is_planned_with_its_reason_as_it_was_written(planned):
    at = run(WALKS)
    assert not at.exception
    assert at.title[0].value == "0 walks logged, 0 still open, 1 planned."
    assert any("**Answer** · soon · KM" in part.value for part in at.markdown)
    assert any("in the evening" in part.value for part in at.caption)
    assert "Never observed; <b>a moment</b> of truth." in [part.value for part in at.text]


@pytest.mark.parametrize(("days", "said"), [(-1, "was planned for"), (0, "for"), (9, "for")])
def test_a_day_that_went_by_is_said_to_have_been_planned_for(own, days, said):
    due = today() + timedelta(days=days)
    with_desk(own)
    plans.plan_walk(own, a_plan(planned_for=due))
    assert any(f"**Answer** · {said} {due.day} {due:%b %Y} · KM" in part.value for part in run(WALKS).markdown)


def test_a_planned_walk_can_be_dropped(planned, own):
    at = run(WALKS)
    button(at, "Drop it").click().run()
    assert not at.exception
    assert planned_walks(own).empty


def test_a_pair_says_that_two_observers_go(own):
    plans.plan_pair(with_desk(own), a_plan(planned_for=today(), reason=""))
    at = run(WALKS)
    assert sum("two observers at the same time" in part.value for part in at.markdown) == 2


def test_start_and_coverage_send_to_the_same_touchpoint(sampled):
    first = figures.next_walk(sampled(), Question(today())).iloc[0]["touchpoint"]
    said = [part.value.replace("\\", "") for part in run("home/start").markdown]
    assert any(words.startswith(f"Walk {first}: ") for words in said)
    assert any(f"**{first}**" in part.value.replace("\\", "") for part in run(PAGE).markdown)
