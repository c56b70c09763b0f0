"""The recoveries board takes a bad experience from nobody to the customer's yes, and nothing typed is lost."""

from datetime import timedelta

import pytest

from audit import figures
from audit.actions import recoveries, walks
from audit.actions.answers import give_answer
from audit.actions.recoveries import take_step
from audit.figures import Question
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.reply import Reply, ReplyKind
from audit.model.service import Service
from audit.model.view import EVERYTHING
from audit.publish.headlines.caveat import caveat
from audit.store.observation import observations
from audit.store.recovery import recovery_of
from audit.store.reply import reply_to
from audit.store.service import add_service, set_service
from pages.parts.session import today
from tests.builders import GREETING, a_walk, an_answer, an_observation, with_desk
from tests.pages.conftest import run

PAGE = "act/recoveries"


def button(at, label):
    return next(found for found in at.button if found.label == label)


def labels(at):
    return [found.label for found in at.button]


def opened(**address):
    return run(PAGE, **address)


def field(at, kind, label):
    return next(found for found in getattr(at, kind) if found.label.startswith(label))


def cards(at):
    return " ".join(part.proto.body for part in at.get("html"))


def happened(store, days_ago=3, **changes):
    seen = an_observation(
        **{
            "id": new_key(),
            "outcome": Outcome.NEGATIVE,
            "observed_on": today() - timedelta(days=days_ago),
            "what_happened": "Waited <b>eleven</b> minutes; nobody looked up.",
        }
        | changes
    )
    walks.record_walk_through(store, a_walk(), [seen])
    return seen.id


@pytest.fixture
def bad(own):
    """Return the key of one bad experience at the greeting, three days ago."""
    return happened(with_desk(own))


@pytest.fixture
def owned(bad, own):
    recoveries.own(own, Recovery(bad, "desk lead"), Taken(Step.OWNED, today()), today())
    return bad


def test_an_empty_audit_offers_what_brings_data(own):
    at = run(PAGE)
    assert not at.exception
    assert at.title[0].value == "There is no bad experience to recover."
    assert labels(at) == ["Load the sample audit"]


def test_the_page_shows_what_the_command_prints(sampled):
    at = run(PAGE)
    assert not at.exception
    asked = Question(today())
    summed = figures.waiting(sampled(), asked)
    assert f"{int(summed['waiting'].sum()):,} open bad experiences" in at.title[0].value
    oldest = figures.recoveries(sampled(), asked).iloc[0]
    assert f"{oldest['days_open']:,} days" in at.title[0].value
    assert labels(at).count("Own it") == 6
    assert len(at.get("vega_lite_chart")) == 1


def test_words_are_shown_as_they_were_typed(bad):
    assert "Waited &lt;b&gt;eleven&lt;/b&gt; minutes" in cards(run(PAGE))


def test_one_tap_goes_to_the_bad_experience_and_back(bad):
    at = run(PAGE)
    button(at, "Own it").click().run()
    assert not at.exception
    assert at.query_params["finding"] == str(bad)
    assert at.title[0].value.replace("\\", "") == "Greeting: nobody owns this yet; the customer has waited 3 days."
    button(at, "Back to the board").click().run()
    assert "finding" not in at.query_params


def test_it_is_owned_by_a_role_with_the_day_its_service_promised(bad, own):
    service = Service("Desk", resolution_minutes=2 * 1440)
    add_service(own, service)
    set_service(own, GREETING.id, service.id)
    at = opened(finding=str(bad))
    field(at, "text_input", "Who owns it").set_value("desk lead").run()
    button(at, "Save: owned").click().run()
    assert not at.exception
    kept = recovery_of(own, bad)
    assert (kept.owner, kept.due_on) == ("desk lead", today() - timedelta(days=1))
    assert "1 beyond the due day" in at.title[0].value


def test_without_an_owner_it_says_so_and_keeps_what_was_typed(bad, own):
    at = opened(finding=str(bad))
    field(at, "text_area", "What was agreed").set_value("We call her back.").run()
    button(at, "Save: owned").click().run()
    assert "Who owns it" in at.error[0].value
    assert recovery_of(own, bad) is None
    button(at, "Back to the board").click().run()
    button(at, "Own it").click().run()
    assert field(at, "text_area", "What was agreed").value == "We call her back."


def test_telling_before_aligning_is_asked_about_and_goes_on_with_a_reason(owned, own):
    at = opened(finding=str(owned))
    field(at, "button_group", "Which step?").set_value(Step.INFORMED).run()
    assert "Nobody inside has been aligned yet" in at.info[0].value.replace("\\", "")
    button(at, "Save: customer told").click().run()
    assert "Nobody inside has been aligned yet" in at.error[0].value.replace("\\", "")
    field(at, "text_area", "What the customer was told, and why").set_value("She stood at the desk.").run()
    button(at, "Save: customer told").click().run()
    assert not at.exception
    assert Step.INFORMED in recovery_of(own, owned).standing


def test_a_confirmation_says_how_much_it_wrote_off(owned, own):
    at = opened(finding=str(owned))
    field(at, "button_group", "Which step?").set_value(Step.CONFIRMED).run()
    button(at, "Save: customer confirmed").click().run()
    assert not at.exception
    assert "The 12 good experiences owed for this were written off" in at.success[0].value
    assert caveat(12) in at.success[0].value.replace("\\", "")
    assert observations(own, EVERYTHING)["resolved_on"].iloc[0].date() == today()
    assert figures.trust(own, Question(today()))["written_off"].tolist() == [12]


def test_a_confirmation_can_be_taken_back_with_a_reason(owned, own):
    take_step(own, owned, Taken(Step.CONFIRMED, today()), today())
    at = opened(finding=str(owned))
    button(at, "Save: reopen").click().run()
    assert "The reason is empty" in at.error[0].value
    field(at, "text_area", "Why it is reopened").set_value("It broke again.").run()
    button(at, "Save: reopen").click().run()
    assert not at.exception
    assert observations(own, EVERYTHING)["resolved_on"].isna().all()
    assert "before it was reopened" in cards(at)


def test_what_cannot_be_done_keeps_its_reason_and_its_debt(owned, own):
    at = opened(finding=str(owned))
    field(at, "button_group", "Which step?").set_value(Step.CANNOT).run()
    field(at, "text_area", "Why it cannot be done").set_value("The hall has one door.").run()
    button(at, "Save: can’t, and why").click().run()
    assert "its debt stays in the trust ledger" in at.title[0].value
    assert figures.trust(own, Question(today()))["debt"].tolist() == [12]
    button(at, "Back to the board").click().run()
    assert "No bad experience waits" in at.title[0].value


@pytest.mark.parametrize(
    ("label", "stands"),
    [
        ("Fixed on the spot", {Step.OWNED, Step.FIXED}),
        ("Fixed on the spot, and the customer said so", {Step.OWNED, Step.FIXED, Step.CONFIRMED}),
    ],
)
def test_fixed_on_the_spot_asks_the_day_and_can_be_taken_back(own, label, stands):
    bad = happened(with_desk(own), days_ago=1)
    at = opened(finding=str(bad))
    field(at, "date_input", "Fixed on").set_value(today()).run()
    button(at, label).click().run()
    assert not at.exception
    kept = recovery_of(own, bad)
    assert kept.standing == stands
    assert {each.taken_on for each in kept.steps} == {today()}
    assert kept.owner == "the team at Greeting"
    button(at, "Take it back: not fixed on the spot").click().run()
    assert not at.exception
    assert recovery_of(own, bad) is None


def test_fixed_on_the_spot_is_offered_only_for_what_was_seen_lately(bad, own):
    assert "Fixed on the spot" not in labels(run(PAGE))
    assert "Fixed on the spot" not in labels(opened(finding=str(bad)))
    fresh = happened(own, days_ago=2)
    at = run(PAGE)
    button(at, "Fixed on the spot").click().run()
    assert str(fresh) in at.query_params["finding"]
    button(at, "Fixed on the spot").click().run()
    button(at, "Back to the board").click().run()
    assert "customer not told yet" in cards(at)
    assert "Tell the customer" in labels(at)


def test_a_tap_that_comes_too_late_says_so_and_changes_nothing(own):
    bad = happened(with_desk(own), days_ago=0)
    at = opened(finding=str(bad))
    walks.withdraw_observation(own, bad, "KM", "Wrong desk.")
    button(at, "Fixed on the spot").click().run()
    assert recovery_of(own, bad) is None


def chosen(at):
    return next(part.value for part in at.markdown if "chosen." in part.value)


def test_two_hundred_are_searched_chosen_and_owned_together_and_the_choice_survives(own):
    with_desk(own)
    rows = [
        an_observation(
            id=new_key(), outcome=Outcome.NEGATIVE, observed_on=today() - timedelta(days=20),
            what_happened=f"Queue number {number}" if number % 2 else f"Cold tea {number}",
        )
        for number in range(200)
    ]  # fmt: skip
    walks.record_walk_through(own, a_walk(), rows)
    at = run(PAGE)
    at.session_state["several"] = True
    field(at, "text_input", "Search").set_value("queue").run()
    assert any("100 open bad experiences of 200 found." in part.value for part in at.caption)
    assert len([box for box in at.checkbox if box.key.startswith("several.pick.")]) == 25
    button(at, "Choose all 100 found").click().run()
    field(at, "text_input", "Search").set_value("").run()
    at.run()
    assert chosen(at).startswith("**100 chosen.**")
    next(box for box in at.checkbox if box.value is False).check().run()
    assert chosen(at).startswith("**101 chosen.**")
    field(at, "text_input", "Who owns it").set_value("Anna Berg").run()
    button(at, "Own all 101 chosen").click().run()
    assert "looks like a person" in at.warning[0].value
    field(at, "text_input", "Who owns it").set_value("the tea team").run()
    button(at, "Own all 101 chosen").click().run()
    assert not at.exception
    assert "101 owned by the tea team." in at.success[0].value
    owned = figures.recoveries(own, Question(today()))
    assert (owned["owner"] == "the tea team").sum() == 101
    field(at, "selectbox", "Owner").set_value("the tea team").run()
    button(at, "Choose all 101 found").click().run()
    field(at, "radio", "What is to be done").set_value("Close them: cannot be mended").run()
    button(at, "Close all 101 chosen").click().run()
    assert "Write the reason why they cannot be mended" in at.error[0].value
    field(at, "text_area", "Why they cannot").set_value("The hall is let.").run()
    button(at, "Close all 101 chosen").click().run()
    assert (figures.recoveries(own, Question(today()))["step"] == "cannot").sum() == 101


def test_the_owner_can_be_changed(owned, own):
    at = opened(finding=str(owned))
    next(box for box in at.expander if box.label == "Change owner, due day or cause").open = True
    at.session_state[f"recovery.{owned}.change"] = True
    at.run()
    field(at, "text_input", "Who owns it").set_value("the loans team").run()
    button(at, "Save the change").click().run()
    assert recovery_of(own, owned).owner == "the loans team"


def test_the_done_are_closed_away_and_can_be_looked_at(owned, own):
    take_step(own, owned, Taken(Step.CONFIRMED, today()), today())
    at = run(PAGE)
    assert "Look at it" not in labels(at)
    at.session_state["board-done"] = True
    at.run()
    button(at, "Look at it").click().run()
    assert "the customer confirmed on" in at.title[0].value


def test_more_of_a_column_is_shown_on_demand(own):
    with_desk(own)
    for days_ago in range(8):
        happened(own, days_ago)
    at = run(PAGE)
    assert labels(at).count("Own it") == 6
    button(at, "Show more").click().run()
    assert labels(at).count("Own it") == 8


def test_staff_reply_once_and_what_came_of_it_stands_beside_it(bad, own):
    at = opened(finding=str(bad))
    field(at, "text_area", "What exactly?").set_value("Too short")
    button(at, "Save the reply").click().run()
    assert "too short to be understood" in at.error[0].value
    assert field(at, "text_area", "What exactly?").value == "Too short"
    field(at, "text_area", "What exactly?").set_value("We were two people short that day.")
    button(at, "Save the reply").click().run()
    assert "We were two people short that day." in [part.value for part in at.text]
    field(at, "text_area", "Why?").set_value("short")
    button(at, "Save the outcome").click().run()
    assert "too short to be understood" in at.error[0].value
    field(at, "text_area", "Why?").set_value("The rota of that day says so.")
    button(at, "Save the outcome").click().run()
    assert not at.exception
    assert str(reply_to(own, bad).outcome) == "accepted: The rota of that day says so."
    button(at, "Back to the board").click().run()
    assert "Staff replied, accepted: The rota of that day says so." in cards(at)


@pytest.mark.parametrize("key", ["no key", ""])
def test_an_address_that_names_nothing_leads_to_the_board(own, key):
    at = opened(finding=key)
    assert not at.exception
    assert at.title[0].value == "There is no bad experience to recover."


def test_a_link_to_what_is_gone_says_so_and_leads_back(own):
    at = opened(finding=str(new_key()))
    assert "not in the audit any more" in at.error[0].value
    assert "Back to the board" in labels(at)


def test_a_reply_and_an_answer_stand_beside_their_observation_under_my_walks_too(bad, own):
    recoveries.reply(own, Reply(bad, ReplyKind.QUERY, "Was it at the desk?"), "desk")
    give_answer(own, an_answer(words="Two people greet at noon.", answered_on=today()), [bad], today())
    for at in (run("observe/my_walks"), opened(finding=str(bad))):
        assert not at.exception
        assert {"Was it at the desk?", "Two people greet at noon."} <= {part.value for part in at.text}
        assert "**You said, we did**" in [part.value for part in at.markdown]


def test_the_cause_and_what_lay_beyond_the_promise_are_kept(bad, own):
    at = opened(finding=str(bad))
    field(at, "text_input", "Who owns it").set_value("desk lead").run()
    field(at, "button_group", "The cause").set_value("policy").run()
    button(at, "Save: owned").click().run()
    assert recovery_of(own, bad).cause == "policy"


def test_a_confirmed_one_that_nobody_owned_asks_for_nothing(own):
    with_desk(own)
    key = happened(own)
    with own.writing() as cursor:
        cursor.execute("UPDATE observation SET resolved_on = observed_on")
    at = opened(finding=str(key))
    assert not at.exception
    assert "the customer confirmed on" in at.title[0].value
    assert not any(label.startswith("Save:") for label in labels(at))


def test_a_withdrawn_one_asks_for_nothing(bad, own):
    walks.withdraw_observation(own, bad, "KM", "Wrong desk.")
    at = opened(finding=str(bad))
    assert not at.exception
    assert not any(label.startswith("Save:") for label in labels(at))


def test_two_people_who_take_the_same_step_lose_no_word(owned, own):
    first, second = opened(finding=str(owned)), opened(finding=str(owned))
    for at, words in ((first, "Called the team."), (second, "Wrote to everybody on Tuesday.")):
        field(at, "text_area", "Who inside knows").set_value(words).run()
    button(first, "Save: aligned inside").click().run()
    button(second, "Save: aligned inside").click().run()
    assert "Called the team." in second.error[0].value
    assert field(second, "text_area", "What the customer was told").value == ""
    assert second.info[-1].value.endswith("Wrote to everybody on Tuesday.")
    assert not first.error
    assert [each.words for each in recovery_of(own, owned).steps][-1] == "Called the team."


def test_changing_the_due_day_alone_leaves_the_owner_somebody_else_chose(owned, own):
    at = opened(finding=str(owned))
    at.session_state[f"recovery.{owned}.change"] = True
    at.run()
    before = recovery_of(own, owned)
    change = Taken(Step.OWNED, today())
    recoveries.own(own, Recovery(owned, "the loans team", before.due_on, before.cause), change, today())
    due = today() + timedelta(days=12)
    field(at, "date_input", "Due day").set_value(due).run()
    button(at, "Save the change").click().run()
    assert not at.exception
    kept = recovery_of(own, owned)
    assert (kept.owner, kept.due_on) == ("the loans team", due)


def test_a_reply_that_came_second_is_not_lost(bad, own):
    at = opened(finding=str(bad))
    words = "The queue system had failed since the morning."
    field(at, "text_area", "What exactly?").set_value(words)
    recoveries.reply(own, Reply(bad, ReplyKind.REPLY, "We were two people short that day."), "AB")
    button(at, "Save the reply").click().run()
    assert "has its reply already" in at.error[0].value
    assert words in [part.value for part in at.text]
