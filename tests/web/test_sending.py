"""What is sent arrives as its recipient takes it; whatever is answered is said in words, and nothing waits for it."""

import json
import threading

import pytest

from audit.actions.commitments import commit
from audit.actions.walks import record_walk_through
from audit.actions.webhook import set_webhook
from audit.errors import GoneError, WebhookMissingError
from audit.model.keys import new_key
from audit.model.webhook import Recipient, Webhook
from audit.store.change import changes_of
from audit.store.webhook import THE_WEBHOOK, last_sending, webhook
from audit.web.posting import post
from audit.web.sending import COMMITMENT, REVIEW, TRIAL, send_commitment, send_review, send_trial
from tests.actions.at_work import a_promise
from tests.builders import a_walk, an_observation
from tests.receiver import receiving
from tests.rooms import a_room


@pytest.fixture(scope="module")
def served():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def receiver(served):
    """Return an address that takes everything, as if nothing had come there yet."""
    served.status, served.body, served.headers, served.waits = 200, "ok", {}, None
    served.took.clear()
    served.paths.clear()
    return served


def outcome(receiver, patience=5.0, **answer):
    for name, value in answer.items():
        setattr(receiver, name, value)
    return post(Webhook(Recipient.SLACK, receiver.address), {"text": "Hello"}, patience)


@pytest.mark.parametrize(
    ("answer", "outcome_in_words"),
    [
        ({}, (True, "Slack took it (200).")),
        ({"status": 202, "body": ""}, (True, "Slack took it (202).")),
        ({"status": 404, "body": "no_service\n"}, (False, "Slack answered 404: no_service.")),
        ({"status": 500, "body": ""}, (False, "Slack answered 500.")),
        ({"status": 400, "body": "Not /services/T0/secret-word."}, (False, "Slack answered 400: Not ….")),
        ({"status": 403, "body": "x" * 500}, (False, f"Slack answered 403: {'x' * 120}.")),
    ],
)
def test_what_is_answered_is_said_in_words_without_the_address(receiver, answer, outcome_in_words):
    assert outcome(receiver, **answer) == outcome_in_words
    assert receiver.took == [{"text": "Hello"}]


def test_nothing_follows_where_an_answer_leads(receiver):
    elsewhere = {"Location": f"{receiver.address}/elsewhere"}
    assert outcome(receiver, status=307, headers=elsewhere) == (
        False,
        "Slack answered 307: it leads elsewhere, which is not followed.",
    )
    assert receiver.paths == ["POST /services/T0/secret-word"]


def test_an_answer_that_breaks_off_says_its_number(receiver):
    assert outcome(receiver, status=500, headers={"Content-Length": "999"}, body="half") == (
        False,
        "Slack answered 500: half.",
    )


def test_an_answer_nobody_can_read_says_its_number_alone(receiver):
    unreadable = outcome(receiver, status=500, headers={"Transfer-Encoding": "chunked"}, body="zz\r\n")
    assert unreadable == (False, "Slack answered 500.")


def test_silence_and_nobody_there_are_said(receiver):
    silent = outcome(receiver, patience=0.1, waits=threading.Event())
    receiver.waits.set()
    assert silent == (False, "Slack did not answer within 0.1 seconds; it may have arrived all the same.")
    nobody = post(Webhook(Recipient.TEAMS, "http://127.0.0.1:1/x"), {}, 5)
    assert nobody == (False, "Teams could not be reached (Connection refused).")
    assert post(Webhook(Recipient.TEAMS, receiver.address.replace("http:", "https:")), {}, 5)[0] is False


def test_what_no_server_answers_so_is_said_too(receiver):
    garbled = outcome(receiver, headers={"X": "y" * 70_000})
    assert garbled == (False, "Slack could not be reached (LineTooLong).")


@pytest.fixture
def linked(desk, receiver):
    set_webhook(desk, Webhook(Recipient.JIRA, receiver.address), "KM")
    return desk


def test_a_commitment_and_a_review_are_sent_and_what_became_of_it_is_kept(linked, receiver):
    record_walk_through(linked, a_walk(), [an_observation()])
    promised, review = a_promise(), a_room(linked)
    commit(linked, promised)
    send_commitment(linked, promised.id, wait=5)
    send_review(linked, review.id, wait=5)
    send_trial(linked, wait=5)
    assert [each["about"] for each in receiver.took] == ["commitment", "review", "test"]
    assert receiver.took[0]["touchpoint"] == "Greeting"
    for about in ((COMMITMENT, promised.id), (REVIEW, review.id), TRIAL):
        sent = last_sending(linked, about)
        assert (sent.recipient, sent.is_taken, sent.outcome) == (Recipient.JIRA, True, "Jira took it (200).")
    receiver.status = 410
    send_trial(linked, wait=5)
    assert last_sending(linked, TRIAL).outcome == "Jira answered 410: ok."
    with pytest.raises(GoneError):
        send_commitment(linked, new_key())
    assert len(receiver.took) == 4


def test_whoever_sends_does_not_wait_for_a_slow_answer(linked, receiver):
    receiver.waits = threading.Event()
    send_trial(linked, wait=0.05)
    assert last_sending(linked, TRIAL) is None
    receiver.waits.set()
    for thread in threading.enumerate():
        if thread.name == "webhook":
            thread.join(5)
    assert last_sending(linked, TRIAL).is_taken


def test_the_history_says_where_messages_go_and_holds_no_address(linked, receiver):
    set_webhook(linked, Webhook(Recipient.JIRA, receiver.address), "KM")
    set_webhook(linked, None, "")
    assert webhook(linked) is None
    lines = changes_of(linked, THE_WEBHOOK)
    assert [json.loads(text) for text in lines["after"]] == [None, {"recipient": "jira", "host": "127.0.0.1"}]
    assert lines["changed_by"].tolist() == ["not said", "KM"]
    assert "secret-word" not in lines.to_csv()
    with pytest.raises(WebhookMissingError):
        send_trial(linked)
    assert receiver.took == []
