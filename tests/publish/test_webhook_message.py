"""A message has the form its recipient takes, and none of the words people wrote."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit.model.commitment import Commitment
from audit.model.commitment_rule import Rule, RuleKind
from audit.model.review import Review
from audit.model.webhook import Recipient
from audit.publish.report import NOTHING_MOVED, Report
from audit.publish.shown import VERSION
from audit.publish.webhook_message import body_for, commitment_message, review_message, trial_message
from audit.review.stored import shown_in
from tests.builders import GREETING, NOON
from tests.review.held import stored_text

MADE = date(2026, 6, 1)
PROMISED = Commitment(
    GREETING.id,
    "Nobody waits <!channel>\nunseen",
    "",
    "desk & hall",
    date(2026, 8, 1),
    MADE,
    rule=Rule(RuleKind.GOOD, 16, 20),
    check_in_on=date(2026, 6, 20),
)


def test_slack_reads_text_that_calls_nobody():
    text = body_for(Recipient.SLACK, commitment_message("Our college", "Greeting", PROMISED))["text"]
    assert text.splitlines() == [
        "Our college: we promise at Greeting",
        "What will be different: Nobody waits &lt;!channel&gt; unseen",
        "How we will know: at least 16 of 20 moments end well",
        "Who owns it: desk &amp; hall",
        "First check-in: 20 June 2026",
        "Due: 1 August 2026",
    ]


def test_teams_reads_a_card_whose_text_is_taken_as_it_stands():
    bare = replace(PROMISED, rule=Rule(), how_known="**We** hear it", check_in_on=None)
    body = body_for(Recipient.TEAMS, commitment_message("Our college", "Greeting", bare))
    (attachment,) = body["attachments"]
    assert (body["type"], attachment["contentType"]) == ("message", "application/vnd.microsoft.card.adaptive")
    card = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    runs = [run for block in card["body"] for run in block["inlines"]]
    assert {run["type"] for run in runs} == {"TextRun"}
    assert [run["text"] for run in runs][1:] == [
        "What will be different: Nobody waits <!channel> unseen",
        "Who owns it: desk & hall",
        "Due: 1 August 2026",
    ]


def test_jira_reads_fields_that_a_rule_of_its_own_can_take():
    body = body_for(Recipient.JIRA, commitment_message("Our college", "Greeting", PROMISED))
    assert body.keys() == {
        *("about", "title", "text", "key", "touchpoint", "words", "rule", "owner", "check_in_on", "due_on")
    }
    assert (body["about"], body["key"], body["due_on"]) == ("commitment", str(PROMISED.id), "2026-08-01")
    assert body["check_in_on"] == "2026-06-20"


@pytest.mark.parametrize("recipient", Recipient)
def test_every_recipient_can_be_sent_a_test(recipient):
    assert "Our college: a test" in json.dumps(body_for(recipient, trial_message("Our college")))


def test_a_review_sends_counts_and_names_and_none_of_what_people_wrote():
    review = Review("Spring", date(2026, 1, 1), date(2026, 3, 31), (), NOON, "key", notes="Forty people came.")
    shown = shown_in(stored_text(VERSION), review.until)
    message = review_message(Report(review, (), shown, review.until, NOTHING_MOVED))
    assert message.title == "Spring, 1 January to 31 March 2026"
    looked, earlier, chosen, promised = message.lines
    assert "7 observations at" in looked
    assert earlier.startswith("Earlier promises: ")
    assert chosen == "The room chose: Invoice (1 of 1 vote)"
    assert promised.startswith("We promise at Invoice: Ask first. Office, by ")
    sent = json.dumps([body_for(each, message) for each in Recipient])
    for words in ("She ran after me", "Twice the sum", "Gladly", "night shift", "The law says so", "Forty people"):
        assert words in stored_text(VERSION) + review.notes
        assert words not in sent


def test_a_choice_in_words_of_its_own_is_counted_and_not_named():
    review = Review("Spring", date(2026, 1, 1), date(2026, 3, 31), (), NOON, "key")
    votes = pd.DataFrame({"choice": ["Invoice", "Fire the boss"], "votes": [2, 2], "n": [4, 4], "place": [1, 1]})
    shown = replace(shown_in(stored_text(VERSION), review.until), votes=votes)
    lines = review_message(Report(review, (), shown, review.until, NOTHING_MOVED)).lines
    assert "The room chose: Invoice and 1 choice in its own words (2 of 4 votes)" in lines
    bare = replace(
        shown, votes=votes.assign(votes=0), commitments=shown.commitments[:0], commitment=shown.commitment[:0]
    )
    assert len(review_message(Report(review, (), bare, review.until, NOTHING_MOVED)).lines) == 1
