"""The change page says what is more than chance, shows before and after, and never loses what was typed."""

from datetime import timedelta

import pytest

from audit import figures
from audit.actions.interventions import mark_intervention
from audit.figures import Question
from audit.model.intervention import Intervention
from audit.model.keys import new_key
from audit.sample.college import sample_audit
from audit.store.incoming import add_incoming_observations
from audit.store.intervention import interventions
from audit.store.names import touchpoint_names
from pages.parts.session import today
from tests.builders import observation_rows, with_desk
from tests.pages.conftest import run

PAGE = "understand/change"


def plainly(text):
    return text.replace("\\", "")


def charts(at):
    return at.get("vega_lite_chart")


def markdown(at):
    return [plainly(part.value) for part in at.markdown]


def chosen(label, at):
    return next(box for box in at.selectbox if box.label == label)


def visits(store, days, **changes):
    """Log one visit at the greeting on each of the last `days`."""
    rows = [{"observed_on": today() - timedelta(days=day), "empathy": 4} | changes for day in range(1, days + 1)]
    add_incoming_observations(store, observation_rows(*rows), new_key())


@pytest.fixture
def truth():
    return sample_audit(2_400, until=today()).truth


def test_an_empty_audit_offers_what_brings_data(own):
    at = run(PAGE)
    assert not at.exception
    assert [button.label for button in at.button] == ["Load the sample audit"]
    assert not charts(at)


def test_the_touchpoint_that_recovered_is_shown_first_with_before_and_after(sampled, truth):
    at = run(PAGE)
    assert not at.exception
    assert plainly(at.title[0].value).startswith(f"{truth.recovered}: the last ")
    assert "something changed, and it has held since" in at.title[0].value
    assert len(charts(at)) == 3
    assert any("the two intervals lie apart" in line for line in markdown(at))
    assert any("Half of the waits were" in line for line in markdown(at))
    assert any("After does not mean because of" in caption.value for caption in at.caption)


def test_what_stands_out_is_listed_with_what_chance_would_do(sampled, truth):
    at = run(PAGE)
    now = figures.change_now(sampled(), Question(today()))
    listed = [plainly(button.label) for button in at.button if "in a row" in button.label or "limits" in button.label]
    assert len(listed) == min(6, int((now["signal"] != "").sum()))
    assert any(truth.recovered in label for label in listed)
    charted = int((now["points"] >= 5).sum())
    assert any(caption.value.startswith(f"{charted} charts with five points") for caption in at.caption)


def test_the_page_shows_what_the_command_prints(sampled, truth):
    run_length = figures.change_now(sampled(), Question(today())).set_index("touchpoint").loc[truth.recovered, "run"]
    assert f"the last {run_length} months" in run(PAGE).title[0].value


def test_a_name_of_the_list_leads_to_its_chart(sampled, truth):
    at = run(PAGE)
    at.query_params["touchpoint"] = "All touchpoints"
    at.run()
    assert at.title[0].value.startswith("All touchpoints together")
    assert len(charts(at)) == 1
    next(button for button in at.button if truth.recovered in plainly(button.label) and "row" in button.label).click()
    at.run()
    assert not at.exception
    assert plainly(at.title[0].value).startswith(truth.recovered)
    assert at.query_params["touchpoint"] == touchpoint_names(sampled()).key_of(truth.recovered)


def test_what_was_done_at_single_touchpoints_is_listed_for_all_of_them(sampled, truth):
    at = run(PAGE)
    at.query_params["touchpoint"] = "All touchpoints"
    at.run()
    assert "Nothing is marked as done everywhere yet." in markdown(at)
    assert any(truth.recovered in plainly(button.label) and "Training" in button.label for button in at.button)


@pytest.mark.parametrize(
    ("label", "choice", "told"),
    [("Charted", "Positive share", "positive share"), ("By", "Quarter", "provisional"), ("Smoothed line", "Drawn", "")],
)
def test_what_is_charted_stands_in_the_address(sampled, truth, label, choice, told):
    at = run(PAGE)
    chosen(label, at).set_value(choice).run()
    assert not at.exception
    assert choice in at.query_params.values()
    assert plainly(at.title[0].value).startswith(truth.recovered)
    assert told in at.title[0].value
    assert len(charts(at)) == 3


def test_a_touchpoint_hardly_observed_is_too_little_to_say(sampled, truth):
    at = run(PAGE)
    chosen("Touchpoint", at).set_value(truth.hardly_observed).run()
    assert not at.exception
    assert "too few visits to say" in at.title[0].value
    assert any(line.startswith("Too few visits to say how alike") for line in markdown(at))


def test_visits_without_ratings_lead_to_the_positive_share(own):
    visits(with_desk(own), 9, empathy=None)
    at = run(PAGE)
    assert any("chart the positive share" in line for line in markdown(at))
    chosen("Charted", at).set_value("Positive share").run()
    assert not at.exception
    assert plainly(at.title[0].value).startswith("All touchpoints together, positive share: too few visits to say")


def test_too_few_points_everywhere_are_said_instead_of_a_list(own):
    visits(with_desk(own), 9)
    at = run(PAGE)
    assert not at.exception
    assert any(line.startswith("No touchpoint has five points") for line in markdown(at))


def opened(at):
    """Open the form that marks what was done."""
    at.session_state["mark"] = True
    return at.run()


def test_what_was_done_is_marked_by_hand_taken_back_and_put_back(own):
    visits(with_desk(own), 30)
    at = opened(run(PAGE))
    at.text_input(key="mark.words").set_value("A second counter")
    at.date_input(key="mark.day").set_value(today() - timedelta(days=15))
    next(button for button in at.button if button.label == "Mark it").click().run()
    assert not at.exception
    assert at.text_input(key="mark.words").value == ""
    assert "everywhere: A second counter" in plainly(at.success[0].value)
    assert plainly(at.subheader[0].value).endswith("A second counter")
    assert any("In the 14 days before" in line for line in markdown(at))
    next(button for button in at.button if button.label == "Take this mark back").click().run()
    assert interventions(own).empty
    assert "Taken back: A second counter." in markdown(at)
    next(button for button in at.button if button.label == "Put it back").click().run()
    assert list(interventions(own)["words"]) == ["A second counter"]
    assert not any(line.startswith("Taken back") for line in markdown(at))


def test_what_cannot_be_kept_is_said_and_stays_typed(own):
    visits(with_desk(own), 9)
    at = opened(run(PAGE))
    at.text_input(key="mark.words").set_value("   ")
    next(button for button in at.button if button.label == "Mark it").click().run()
    assert plainly(at.error[0].value) == "What was done is empty; please fill it in."
    assert at.text_input(key="mark.words").value == "   "
    assert interventions(own).empty


def test_a_mark_somebody_else_took_back_meanwhile_is_said_to_be_gone(own):
    visits(with_desk(own), 30)
    mark_intervention(own, Intervention(today() - timedelta(days=15), "A training"), today())
    at = opened(run(PAGE))
    with own.writing() as cursor:
        cursor.execute("DELETE FROM intervention")
    next(button for button in at.button if button.label == "Take this mark back").click().run()
    assert not at.exception
    assert plainly(at.error[0].value).startswith("This intervention is not in the audit any more")


def test_more_than_three_marks_stand_in_a_table(own):
    visits(with_desk(own), 60)
    for day in range(10, 18):
        mark_intervention(own, Intervention(today() - timedelta(days=day), f"Step {day}"), today())
    at = run(PAGE)
    assert not at.exception
    assert len(at.subheader) == 3
    assert plainly(at.subheader[0].value).endswith("Step 10")
    assert "Everything that was done, before and after" in [box.label for box in at.expander]
