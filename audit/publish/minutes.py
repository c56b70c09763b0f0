"""The minutes of a review, and the few lines that go to everybody by e-mail, Teams or Slack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from audit.measures.vote import firsts
from audit.model.day import written_day, written_days
from audit.model.review import Item
from audit.model.text import isolated
from audit.publish.headlines.caveat import caveat
from audit.publish.headlines.vote import one_a
from audit.publish.headlines.words import counted, percent
from audit.publish.report import Report
from audit.publish.review_words import (
    ANSWERED,
    NOT_MENDED_AND_WHY,
    THANKS,
    how_known,
    one_line,
    owner_and_day,
    reason,
    rows_of,
)
from audit.publish.slide import Slide

_ELSEWHERE = (Item.COVER, Item.VOTE, Item.COMMITMENT, Item.CANNOT, Item.REFLECTION, Item.THANKS, Item.CLOSE)
_PURPOSE = "These figures are there to make the service better, never to judge a person."
VOTE, COMMITTED, RESTATED = "What the room chose to fix first", "What we committed to", "Restated since"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the minutes: its title, and its lines, none of them empty."""

    title: str
    lines: tuple[str, ...]


def minutes(report: Report) -> str:
    """Return the minutes as plain text: what was looked at, what it said, what was decided and what moved since."""
    shown_slides = findings(report.slides)
    sections = [Section(slide.headline, _lines_of(slide)) for slide in shown_slides if not slide.photo]
    parts = (looked_at(report), *sections, *decisions(report), *corrections(report))
    head = [f"Minutes: {one_line(report.review.title)}", standing(report)]
    # A slide that says what is owed has the caveat among its lines already.
    last = (
        [caveat(report.shown.ratio)]
        if report.is_debt_restated and not any(slide.owes for slide in shown_slides)
        else []
    )
    text = "\n\n".join(["\n".join(head), *map(_text, parts), *last, _PURPOSE])
    return isolated(f"{text}\n")


def summary(report: Report) -> str:
    """Return what was seen and decided in a few lines, to be pasted into a message."""
    shown_slides = tuple(first_slides(findings(report.slides)).values())
    heads = Section("What we saw", tuple(slide.headline for slide in shown_slides))
    decided = [part for part in decisions(report) if part.title in {VOTE, COMMITTED}]
    head = f"{one_line(report.review.title)} ({written_days(report.review.since, report.review.until)})"
    counts = "\n".join(looked_at(report).lines)
    last = [caveat(report.shown.ratio)] if any(slide.owes for slide in shown_slides) else []
    text = "\n\n".join([f"{head}\n{counts}", *map(_text, [heads, *decided]), *last])
    return isolated(f"{text}\n")


def standing(report: Report) -> str:
    """Return which days a review covers and since when its figures stand."""
    period = f"It covers {written_days(report.review.since, report.review.until)}."
    if report.is_closed:
        return f"{period} Closed on {written_day(report.as_of)}; the figures are those that the room saw."
    return f"{period} Not closed yet; the figures are as of {written_day(report.as_of)}."


def looked_at(report: Report) -> Section:
    """Return how much stands behind a review."""
    counts = report.shown.counts
    if not counts.observations:
        return Section("What was looked at", ("Nothing was observed in these days.",))
    walks, ratings = int(report.shown.scorecard["walks"].sum()), int(report.shown.rater["n"].sum())
    behind = [
        f"{counted(counts.observations, 'observation')} at {counted(counts.touchpoints, 'touchpoint')}",
        *([counted(walks, "walk")] if walks else []),
        counted(ratings, "rating"),
    ]
    moments = f"{counts.positives:,} good, {counts.neutrals:,} neutral, {counts.negatives:,} bad"
    return Section("What was looked at", (f"{', '.join(behind)}: {moments}.",))


def findings(slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """Return the slides that tell what was seen; what was decided stands in `decisions`, in full."""
    return tuple(slide for slide in slides if slide.item not in _ELSEWHERE)


def first_slides(slides: Sequence[Slide]) -> dict[Item, Slide]:
    """Return the first slide of each point, in the order of the points."""
    first: dict[Item, Slide] = {}
    for slide in slides:
        first.setdefault(slide.item, slide)
    return first


def decisions(report: Report) -> tuple[Section, ...]:
    """Return what the room decided and said, in full, and the facilitator's notes; parts with nothing are left out."""
    shown = report.shown
    items = {each.item: each for each in report.review.agenda if not each.is_dropped}
    question = one_line(items[Item.REFLECTION].subject) if Item.REFLECTION in items else ""
    parts = {
        VOTE: _voted(shown.votes, one_a(shown.cast)),
        COMMITTED: [_committed(row) for row in rows_of(shown.commitment)],
        NOT_MENDED_AND_WHY: [_cannot(row) for row in rows_of(shown.cannot)] if Item.CANNOT in items else [],
        f"{ANSWERED}: {question}": [one_line(words) for words in shown.answers],
        THANKS: [one_line(words) for words in shown.appreciations],
        "Notes": [line for line in map(one_line, report.review.notes.splitlines()) if line],
    }
    return tuple(Section(title, tuple(lines)) for title, lines in parts.items() if lines)


def corrections(report: Report) -> tuple[Section, ...]:
    """Return what moved since a review was closed, none where nothing did."""
    lines = tuple(
        f"{row['figure']}, {one_line(row['what'])}: was {row['was']}, is now {row['now']}"
        for row in rows_of(report.restated)
    )
    return (Section(RESTATED, lines),) if lines else ()


def _lines_of(slide: Slide) -> tuple[str, ...]:
    """Return what a slide says; of one that has a picture and no lines of its own, what the picture shows too."""
    is_pictured = bool(slide.chart) and len(slide.lines) == int(slide.owes)
    return tuple(filter(None, (slide.description if is_pictured else "", *slide.words)))


def _voted(result: pd.DataFrame, each: str) -> list[str]:
    if not firsts(result):
        return []
    lines = [f"{row['choice']}: {counted(row['votes'], 'vote')}, {percent(row['share'])}" for row in rows_of(result)]
    return [*lines, f"{counted(int(result['votes'].sum()), 'vote')} in all, {each}"]


def _committed(row: Mapping[str, Any]) -> str:
    return f"{row['touchpoint']}: {one_line(row['words']).rstrip('.')} ({owner_and_day(row)}). {how_known(row)}"


def _cannot(row: Mapping[str, Any]) -> str:
    return f"{row['touchpoint']}, {written_day(row['observed_on'])}: {reason(row)}"


def _text(part: Section) -> str:
    return "\n".join([part.title, *(f"- {line}" for line in part.lines)])
