"""What is sent to Teams, Slack or Jira: a commitment, or what a review saw and decided; no words that people wrote.

No story, note, thanks, answer, wish or headline is in it. A commitment's own sentence and its owner are, since they are
what a team publishes.

Source: Slack, incoming webhooks; Microsoft, webhooks of Teams workflows with Adaptive Cards 1.4; Atlassian, incoming
webhooks of Jira automation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from audit.measures.vote import firsts
from audit.model.commitment import Commitment
from audit.model.day import written_day, written_days
from audit.model.text import isolated
from audit.model.webhook import Recipient
from audit.publish.headlines.commitment import commitments_headline
from audit.publish.headlines.words import counted
from audit.publish.minutes import looked_at
from audit.publish.report import Report
from audit.publish.review_words import one_line, owner_and_day, rows_of

_SLACK = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # all that Slack asks for; a <!channel> calls nobody
_CARD = "application/vnd.microsoft.card.adaptive"
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


@dataclass(frozen=True, slots=True)
class Message:
    """A title, lines, and the same as fields for programs: `about` says what it is about (test, commitment, review)."""

    about: str
    title: str
    lines: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)


def trial_message(programme: str) -> Message:
    """Return a message that says only that the address works."""
    return Message(
        "test", f"{one_line(programme)}: a test", ("Commitments and summaries of reviews will arrive here.",)
    )


def commitment_message(programme: str, touchpoint: str, promised: Commitment) -> Message:
    """Return what is said of a commitment: where, what, its rule, who owns it and its days.

    Args:
        programme: whose audit this is.
        touchpoint: the name of its touchpoint.
        promised: the commitment.
    """
    rule, check_in = str(promised.rule), promised.check_in_on
    lines = (
        f"What will be different: {one_line(promised.words)}",
        *([f"How we will know: {rule}"] if rule else []),
        f"Who owns it: {one_line(promised.owner)}",
        *([f"First check-in: {written_day(check_in)}"] if check_in else []),
        f"Due: {written_day(promised.due_on)}",
    )
    fields = {
        "key": str(promised.id),
        "touchpoint": one_line(touchpoint),
        "words": one_line(promised.words),
        "rule": rule,
        "owner": one_line(promised.owner),
        "check_in_on": check_in.isoformat() if check_in else "",
        "due_on": promised.due_on.isoformat(),
    }
    return Message("commitment", f"{one_line(programme)}: we promise at {one_line(touchpoint)}", lines, fields)


def review_message(report: Report) -> Message:
    """Return what a review saw, chose and promised, by counts and names of touchpoints alone."""
    shown, review = report.shown, report.review
    lines = (
        *looked_at(report).lines,
        *([f"Earlier promises: {commitments_headline(shown.commitments)}"] if len(shown.commitments) else []),
        *_chosen(report),
        *(_promised(row) for row in rows_of(shown.commitment)),
    )
    fields = {
        "key": str(review.id),
        "since": review.since.isoformat(),
        "until": review.until.isoformat(),
        "commitments": str(len(shown.commitment)),
    }
    title = f"{one_line(review.title)}, {written_days(review.since, review.until)}"
    return Message("review", title, lines, fields)


def body_for(recipient: Recipient, message: Message) -> dict[str, Any]:
    """Return the JSON that a recipient takes."""
    title, lines = isolated(message.title), [isolated(line) for line in message.lines]
    match recipient:
        case Recipient.SLACK:
            return {"text": "\n".join([title, *lines]).translate(_SLACK)}
        case Recipient.TEAMS:
            card = {"$schema": _SCHEMA, "type": "AdaptiveCard", "version": "1.4"}
            # runs of text, which Teams shows as they are; a text block would read them as Markdown
            blocks = [_run(title, weight="Bolder", size="Medium"), *map(_run, lines)]
            attachment = {"contentType": _CARD, "contentUrl": None, "content": card | {"body": blocks}}
            return {"type": "message", "attachments": [attachment]}
        case _:  # Jira, whose rules pick fields by name
            return {"about": message.about, "title": title, "text": "\n".join(lines)} | dict(message.fields)


def _run(text: str, **look: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text} | look]}


def _chosen(report: Report) -> list[str]:
    """Say what the room chose, if that is a touchpoint; a choice in somebody's own words is only counted."""
    votes, known = report.shown.votes, {one_line(name) for name in report.shown.trust["touchpoint"]}
    leading = firsts(votes)
    if not leading:
        return []
    names = [name for name in leading if name in known]
    others = len(leading) - len(names)
    what = " and ".join([*names, *([counted(others, "choice") + " in its own words"] if others else [])])
    return [f"The room chose: {what} ({int(votes['votes'].iloc[0]):,} of {counted(int(votes['n'].iloc[0]), 'vote')})"]


def _promised(row: Mapping[str, Any]) -> str:
    rule = f" How we will know: {row['rule']}." if row["rule"] else ""
    words = one_line(row["words"]).rstrip(".")
    return f"We promise at {row['touchpoint']}: {words}. {owner_and_day(row)}.{rule}"
