"""Commitments are made, carried over and closed on their page; nothing typed is lost and too early closes nothing."""

from datetime import timedelta

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from audit import figures
from audit.actions import reviews
from audit.actions.commitments import carry_over, commit
from audit.actions.walks import record_walk_through
from audit.figures import Question
from audit.figures.commitment import progress
from audit.model.commitment import Commitment, usual_check_in, usual_due
from audit.model.commitment_rule import RuleKind
from audit.model.day import written_days
from audit.model.keys import new_key
from audit.model.progress import ProgressStatus
from audit.model.rating import Dimension, Outcome
from audit.publish.headlines.commitment import commitments_headline
from audit.review.propose import proposed_agenda, proposed_period
from audit.store.commitment import commitments
from audit.store.planned_walk import planned_walks
from pages.parts.session import today
from tests.builders import GREETING, INVOICE, a_walk, an_observation, with_desk
from tests.pages.conftest import run

PAGE = "act/commitments"


def button(at, label):
    return next(found for found in at.button if found.label.startswith(label))


def labels(at):
    return [found.label for found in at.button]


def field(at, kind, label):
    return next(found for found in getattr(at, kind) if found.label.startswith(label))


def said(at):
    return " ".join(part.value for part in [*at.markdown, *at.caption, *at.text])


def opened(at, key):
    at.session_state[key] = True
    return at.run()


def see(store, days_ago, good, bad):
    day = today() - timedelta(days=days_ago)
    seen = [
        an_observation(id=new_key(), outcome=outcome, observed_on=day)
        for outcome, times in ((Outcome.POSITIVE, good), (Outcome.NEGATIVE, bad))
        for _ in range(times)
    ]
    for moment in seen:
        record_walk_through(store, a_walk(day=day), [moment])


@pytest.fixture
def seen(own):
    """Return a desk whose greeting was as often bad as good two months ago."""
    see(with_desk(own), 60, 6, 6)
    return own


@pytest.fixture
def promised(seen):
    """Return one commitment of forty days ago about that greeting."""
    made_on = today() - timedelta(days=40)
    made = Commitment(
        GREETING.id, "Nobody <b>waits</b> unseen.", "Walks find it.", "desk lead", usual_due(made_on), made_on
    )
    commit(seen, made)
    return made


def test_an_empty_audit_offers_what_brings_data(own):
    at = run(PAGE)
    assert not at.exception
    assert at.title[0].value == "No commitment has been made yet."
    assert labels(at) == ["Load the sample audit"]


def test_without_a_commitment_one_can_be_made(seen):
    at = run(PAGE)
    assert not at.exception
    assert "with what later visits show of it" in said(at)
    opened(at, "commitment-own")
    assert f"Now 6 of 12 ({written_days(today() - timedelta(days=89), today())})." in said(at).replace("\\", "")
    assert "Reaching 17 of 20 would also be surely better." in said(at)
    field(at, "text_area", "What will be different").set_value("Nobody waits unseen.").run()
    field(at, "text_area", "In words").set_value("Walks find it.").run()
    field(at, "text_input", "Who owns it").set_value("desk lead").run()
    button(at, "Make this commitment").click().run()
    assert not at.exception
    made = commitments(seen).iloc[0]
    assert (made["touchpoint"], made["owner"], made["due_on"].date()) == ("Greeting", "desk lead", usual_due(today()))
    assert (made["rule"], made["rule_bound"], made["rule_of"]) == (RuleKind.GOOD, 17, 20)
    assert made["check_in_on"].date() == usual_check_in(today(), usual_due(today()))
    assert planned_walks(seen)["planned_for"].dt.date.tolist() == [usual_due(today())]
    assert "A walk there is planned" in at.success[0].value
    assert field(at, "text_area", "What will be different").value == ""


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(seen):
    at = opened(run(PAGE), "commitment-own")
    field(at, "text_area", "In words").set_value("Walks find it.").run()
    field(at, "date_input", "By when").set_value(today()).run()
    button(at, "Make this commitment").click().run()
    problems = [found.value.replace("\\", "") for found in at.error]
    assert [each.split(" ", 3)[:3] for each in problems] == [
        ["What", "will", "be"],
        ["Who", "owns", "it,"],
        ["The", "due", "day"],
    ]
    assert field(at, "text_area", "In words").value == "Walks find it."
    assert commitments(seen).empty
    field(at, "text_input", "Who owns it").set_value("desk lead").run()
    assert len(at.error) == 2


def test_what_stands_in_the_way_of_all_is_said_once(seen):
    for number in range(3):
        made = Commitment(GREETING.id, f"Promise {number}", "Walks.", "desk lead", usual_due(today()), today())
        commit(seen, made)
    at = opened(run(PAGE), "commitment-own")
    for kind, label in (("text_area", "What"), ("text_area", "In"), ("text_input", "Who")):
        field(at, kind, label).set_value("Said so.").run()
    button(at, "Make this commitment").click().run()
    assert "3 commitments are open already" in at.error[0].value
    assert field(at, "text_area", "What").value == "Said so."


def test_where_nothing_good_or_bad_was_seen_no_promise_is_asked_for(own):
    with_desk(own)
    record_walk_through(own, a_walk(), [an_observation(outcome=Outcome.NEUTRAL)])
    at = opened(run(PAGE), "commitment-own")
    assert not at.exception
    assert "Nothing good or bad was seen" in said(at)
    assert "Make this commitment" not in labels(at)


def test_the_page_shows_what_the_command_prints(promised, seen):
    see(seen, 10, 3, 1)
    at = run(PAGE)
    assert not at.exception
    told = figures.commitments(seen, Question(today()))
    assert at.title[0].value.replace("\\", "") == commitments_headline(told)
    assert len(at.get("vega_lite_chart")) == 1
    assert "Nobody <b>waits</b> unseen." in said(at)


def test_too_early_offers_no_closing_and_says_what_it_takes(promised, seen):
    see(seen, 10, 3, 1)
    at = run(PAGE)
    assert "Too early to compare with before" in said(at)
    assert "at least 6 more walks" in said(at)
    assert not [label for label in labels(at) if label.startswith("Close")]


def test_it_closes_with_the_verdict_that_is_shown(promised, seen):
    see(seen, 10, 20, 0)
    at = run(PAGE)
    button(at, "Close with this verdict: improved").click().run()
    assert not at.exception
    assert commitments(seen)["verdict"].tolist() == ["improved"]
    assert next(found.value for found in at.header) == "Closed, kept or improved (1)"
    assert not [label for label in labels(at) if label.startswith("Close")]


@pytest.mark.parametrize(("after", "label", "word"), [(20, "Kept", "kept"), (2, "Not kept", "not kept")])
def test_whether_a_promise_in_words_was_kept_is_said_when_it_is_closed(promised, seen, after, label, word):
    see(seen, 10, after, 0)
    at = run(PAGE)
    assert "so you decide whether it was kept" in said(at)
    button(at, f"{label}, close it").click().run()
    assert not at.exception
    told = figures.commitments(seen, Question(today())).iloc[0]
    assert (told["rule_verdict"], told["state"]) == (word, "kept" if word == "kept" else "closed")
    assert pd.notna(told["closed_on"])
    assert f"{label}, as the team said when it closed this" in said(at)


def test_a_team_says_how_it_goes_between_reviews_and_takes_it_back(promised, seen):
    box = f"commitment.progress.{promised.id}"
    at = opened(run(PAGE), box)
    going = next(each for each in at.get("button_group") if "As the team sees it" in each.label)
    going.set_value(ProgressStatus.BLOCKED).run()
    field(at, "text_area", "What happened").set_value("Signs were <b>ordered</b>.").run()
    button(at, "Save how it goes").click().run()
    assert "What stands in the way is empty" in at.error[0].value
    field(at, "text_area", "What stands in the way").set_value("No money.").run()
    field(at, "text_input", "Your role or initials").set_value("desk lead").run()
    upcoming = field(at, "date_input", "Next check-in").value
    button(at, "Save how it goes").click().run()
    assert not at.exception
    row = progress(seen, Question(today())).iloc[0]
    assert (row["status"], row["blocker"], row["noted_by"]) == ("blocked", "No money.", "desk lead")
    assert row["check_in_on"].date() == upcoming == usual_check_in(today(), promised.due_on)
    at = run(PAGE)
    assert "■ Blocked" in said(at)
    assert "Signs were <b>ordered</b>." in said(at)
    opened(at, "commitments-reminders")
    assert f"We promised at {GREETING.name}: {promised.words}" in at.code[0].value
    assert "No money." not in at.code[0].value
    button(opened(at, box), "Take this back").click().run()
    assert progress(seen, Question(today())).iloc[0]["status"] == ""
    assert "Blocked" not in said(run(PAGE))


def test_a_verdict_that_moved_on_meanwhile_closes_nothing(promised, seen):
    see(seen, 10, 20, 0)
    at = run(PAGE)
    see(seen, 9, 0, 60)
    button(at, "Close with this verdict: improved").click().run()
    assert "Look again" in at.error[0].value
    assert commitments(seen)["verdict"].tolist() == [""]


def test_it_is_carried_over_with_a_reason_that_stays(promised, seen):
    at = opened(run(PAGE), f"commitment.carry.{promised.id}")
    button(at, "Carry it over").click().run()
    assert "The reason is empty" in at.error[0].value
    field(at, "text_area", "Why is it carried over").set_value("The signs are late.").run()
    button(at, "Carry it over").click().run()
    assert not at.exception
    assert commitments(seen)["carried"].tolist() == [1]
    assert "not said: The signs are late." in said(at)
    assert [found.label for found in at.text_area] == []
    assert next(found.value for found in at.header) == "Carried over (1)"


def test_the_owner_is_changed_on_the_card_and_a_first_name_is_asked_about(promised, seen):
    at = opened(run(PAGE), f"commitment.own.{promised.id}")
    field(at, "text_input", "Who owns it").set_value("Priya").run()
    button(at, "Change it").click().run()
    assert "looks like a person" in at.warning[0].value
    assert commitments(seen)["owner"].tolist() == ["desk lead"]
    field(at, "text_input", "Who owns it").set_value("hall team").run()
    button(at, "Change it").click().run()
    assert not at.exception
    assert commitments(seen)["owner"].tolist() == ["hall team"]
    assert "owned by hall team from here on, by desk lead before" in said(at)


def test_a_late_one_stands_first(promised, seen):
    carry_over(seen, promised.id, promised.due_on + timedelta(days=1), ("KM", "Later."), promised.made_on)
    see(seen, 3, 1, 0)
    late_on = today() - timedelta(days=1)
    made_on = today() - timedelta(days=30)
    commit(seen, Commitment(GREETING.id, "Late.", "Walks.", "desk lead", late_on, made_on))
    at = run(PAGE)
    assert [found.value for found in at.header][:2] == ["Late (1)", "Carried over (1)"]
    assert at.title[0].value.startswith("1 of 2 commitments is late")


PROMISING = """
from uuid import UUID
from audit.store.review import review_with
from pages.parts.commitment_form import commitment_form
from pages.parts.session import store
commitment_form(review_with(store(), UUID("{}")))
"""


def test_in_a_review_the_hot_spot_stands_first_and_at_most_two_are_made(own):
    with_desk(own)
    day = today() - timedelta(days=9)
    bad = {"outcome": Outcome.NEGATIVE, "ratings": {Dimension.RELIABILITY: 1}, "observed_on": day}
    seen = [an_observation(observed_on=day)]
    seen += [an_observation(id=new_key(), touchpoint_id=INVOICE.id, **bad) for _ in range(4)]
    for moment in seen:
        record_walk_through(own, a_walk(day=day), [moment])
    period = proposed_period(own, today())
    review = reviews.prepare(own, "All-staff review", period, proposed_agenda(own, *period))
    at = AppTest.from_string(PROMISING.format(review.id), default_timeout=180).run()
    assert not at.exception
    assert field(at, "selectbox", "Where").value == "Invoice"
    more = f"commitment.{review.id}.more"
    # the second is at the greeting, of which one good moment is known, so that nothing could show it got better
    for number, beside in enumerate(("In words", "How will we know")):
        if number:
            assert "Make this commitment" not in labels(at)
            opened(at, more)
        for kind, label in (("text_area", "What"), ("text_area", beside), ("text_input", "Who")):
            field(at, kind, label).set_value(f"Said {number}.").run()
        button(at, "Make this commitment").click().run()
        assert not at.exception
    assert commitments(own)["review"].tolist() == ["All-staff review"] * 2
    assert [part.value for part in at.text] == ["Said 0.", "Said 1."]
    assert "Make this commitment" not in labels(at)


def test_where_no_number_of_walks_could_show_an_improvement_a_rule_is_proposed_and_kept(own):
    with_desk(own)
    see(own, 10, 18, 4)
    at = opened(run(PAGE), "commitment-own")
    assert "even 20 good ones out of 20 could not show an improvement" in at.warning[0].value
    button(at, "Promise this").click().run()
    assert [field(at, "number_input", label).value for label in ("At least this many", "… of this many")] == [9, 10]
    field(at, "text_area", "What will be different?").set_value("Nobody waits unseen.").run()
    field(at, "text_input", "Who owns it").set_value("Anna Berg").run()
    button(at, "Make this commitment").click().run()
    assert "looks like a person" in at.warning[0].value
    assert commitments(own).empty
    button(at, "It is a role or a team: go on").click().run()
    assert not at.exception
    row = figures.commitments(own, Question(today())).iloc[0]
    assert (row["rule"], row["owner"]) == ("at least 9 of 10 moments end well", "Anna Berg")
    at = run(PAGE)
    assert "It can be judged after 10 more moments." in said(at)


@pytest.mark.parametrize(
    ("kind", "label", "value", "rule"),
    [
        ("Mean score", "The mean score", 4.5, "the mean score is at least 4.5"),
        ("Waiting time", "At least half", 7, "at least half of those who wait do so for 7 minutes at most"),
    ],
)
def test_a_score_or_a_wait_can_be_promised(seen, kind, label, value, rule):
    at = opened(run(PAGE), "commitment-own")
    next(each for each in at.get("button_group") if "How will we know" in each.label).set_value(kind).run()
    field(at, "number_input", label).set_value(value).run()
    field(at, "text_area", "What will be different?").set_value("Nobody waits unseen.").run()
    field(at, "text_input", "Who owns it").set_value("the desk team").run()
    button(at, "Make this commitment").click().run()
    assert figures.commitments(seen, Question(today()))["rule"].tolist() == [rule]


def test_numbers_no_rule_can_have_are_refused_beside_the_field(seen):
    at = opened(run(PAGE), "commitment-own")
    field(at, "number_input", "… of this many").set_value(30).run()
    assert field(at, "number_input", "At least this many").value == 25
    field(at, "number_input", "… of this many").set_value(10).run()
    field(at, "number_input", "At least this many").set_value(12).run()
    assert "Reaching" not in said(at)
    button(at, "Make this commitment").click().run()
    assert any("The number of good moments is" in each.value for each in at.error)
    assert commitments(seen).empty
