"""An address is set, tried and forgotten on Programme; what is promised and closed is sent there, and sent again."""

import pytest

from audit.actions import reviews
from audit.actions.walks import record_walk_through
from audit.actions.webhook import set_webhook
from audit.model.webhook import Recipient, Webhook
from audit.review.propose import proposed_agenda, proposed_period
from audit.store.commitment import commitments
from audit.store.webhook import webhook
from pages.parts.session import today
from tests.builders import a_walk, an_observation, with_desk
from tests.pages.conftest import run
from tests.receiver import receiving


@pytest.fixture
def receiver():
    with receiving() as one:
        yield one


def press(at, label):
    return next(each for each in at.button if each.label.startswith(label)).click().run()


def fill(at, label, words):
    return next(each for each in [*at.text_input, *at.text_area] if each.label.startswith(label)).set_value(words).run()


def read(at):
    return " ".join(each.value for each in [*at.markdown, *at.caption, *at.success]).replace("\\", "")


def test_an_address_is_set_tried_changed_and_forgotten_and_never_shown_again(own, receiver):
    at = run("set_up/programme")
    at.get("button_group")[0].set_value(Recipient.SLACK).run()
    press(fill(at, "The address", "http://example.org/x"), "Send there from now on")
    assert "http:// can be read on the way" in at.error[0].value.replace("\\", "")
    press(fill(at, "The address", receiver.address), "Send there from now on")
    assert not at.exception
    assert webhook(own) == Webhook(Recipient.SLACK, receiver.address)
    assert "Messages go to **Slack**: http://127.0.0.1/…word" in read(at)
    press(at, "Send a test")
    assert "✓ Slack took it (200)." in read(at)
    assert receiver.took[0]["text"].endswith("will arrive here.")
    receiver.status, receiver.body = 404, "no_service"
    press(at, "Send a test")
    assert "✗ Slack answered 404: no_service." in read(at)
    assert "secret-word" not in read(at)
    at.session_state["webhook.box"] = True
    assert next(each for each in at.run().text_input if each.label.startswith("The address")).value == ""
    press(at, "Send nothing any more")
    assert webhook(own) is None


def test_a_commitment_and_a_closed_review_are_sent_when_they_are_saved_and_can_be_sent_again(own, receiver):
    record_walk_through(with_desk(own), a_walk(), [an_observation(observed_on=today())])
    reviews.prepare(
        own, "All-staff review", proposed_period(own, today()), proposed_agenda(own, *proposed_period(own, today()))
    )
    set_webhook(own, Webhook(Recipient.JIRA, receiver.address), "KM")
    receiver.status, receiver.body = 500, "Sorry"
    at = run("act/review", step="Commit")
    fill(at, "What will be different", "Nobody waits.")
    fill(at, "How will we know", "Walks find it.")
    press(fill(at, "Who owns it", "desk lead"), "Make this commitment")
    assert not at.exception
    assert len(commitments(own)) == 1
    assert "✗ Jira answered 500: Sorry." in read(at)
    receiver.status = 200
    press(at, "Send to Jira again")
    assert "✓ Jira took it (200)." in read(at)
    assert [each["words"] for each in receiver.took] == ["Nobody waits."] * 2
    assert "✓ Jira took it (200)." in read(run("act/commitments"))
    at = run("act/review", step="Close")
    press(press(at, "Close the review"), "Yes, close it")
    assert not at.exception
    assert receiver.took[-1]["about"] == "review"
    assert "✓ Jira took it (200)." in read(at)
