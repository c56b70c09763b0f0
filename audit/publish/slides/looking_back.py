"""How a review begins: what we promised last time, what leaders did themselves, and what went well."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from audit.measures.scorecard import PROMISED
from audit.measures.verdict import badness
from audit.model.day import written_day
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.promises import promise_rows, promises_described, promises_headlines
from audit.publish.headlines.scorecard import leaders, promised
from audit.publish.headlines.words import counted, to_one
from audit.publish.review_words import rows_of
from audit.publish.shown import Counts, Shown
from audit.publish.slide import Layout, Slide
from audit.publish.slides.short import few, fitted, numbered, paged, paged_rows, quote_pages, shortened

_WELL_DONE = "Well done"
_PROMISED = "What we promised last time"
_SINCE = "walks since each promise"  # where other slides say their days: those of each promise are its own
_CLOSED = ("kept", "closed")  # what came of these was measured
_GOOD = {"positive": "went well", "neutral": "did what it should", "negative": "went wrong"}


def looking_back_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell what became of the commitments before, where there are any, and what leaders did themselves."""
    del item
    made = shown.commitments
    promised = [replace(slide, period=_SINCE) for slide in _promises(made)] if len(made) else []
    return [*promised, _leaders(shown.scorecard, made)]


def story_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell one by one the stories whose words were chosen; where none was, or it has a headline, where it went well."""
    rows, chosen = rows_of(shown.stories), {str(key) for key in item.stories}
    stories = [slide for row in rows if row["id"] in chosen for slide in _story(row)]
    if stories and not item.headline.strip():  # whoever wrote a headline wrote it for all of them
        return stories
    head, lines = _at_touchpoints(shown.counts)
    lines += [f"{row['touchpoint']}, {written_day(row['observed_on'])}: {_GOOD[row['outcome']]}" for row in rows]
    if thanks := len(shown.kudos):
        lines.append(f"Thanks were given {counted(thanks, 'time')}")
    return [Slide(Item.STORIES, head, few(lines)), *stories]


def _at_touchpoints(counts: Counts) -> tuple[str, list[str]]:
    """Say how many moments were good, and of how many; a verdict on a visit as a whole is none of them."""
    if not counts.observations:
        return "No touchpoint was observed in this period", []
    good = counted(counts.positives, "good moment") if counts.positives else "No good moment"
    observed = f"{counted(counts.observations, 'observation')} at {counted(counts.touchpoints, 'touchpoint')}"
    return f"{good} seen at touchpoints", [f"Of {observed}"]


def _promises(commitments: pd.DataFrame) -> list[Slide]:
    """Show both verdicts on each promise, the worst first, then tell the promises in the words they were made in."""
    rows = promise_rows(commitments)
    pages = paged_rows(rows)
    heads = [numbered("Our promises", number, len(pages)) for number in range(2, len(pages) + 1)]
    pictures = [
        Slide(Item.COMMITMENTS, head, (), "promises", page, promises_described(page), section=_PROMISED)
        for head, page in zip([fitted(*promises_headlines(commitments)), *heads], pages, strict=True)
    ]
    return [*pictures, *_in_words(commitments)]


def _in_words(commitments: pd.DataFrame) -> list[Slide]:
    worst_first = commitments.iloc[badness(commitments).argsort(kind="stable")]
    lines = [(shortened(f"{row['touchpoint']}: {row['words']}"), _status_noted(row)) for row in rows_of(worst_first)]
    pages = paged([f"{words} {status}".rstrip() for words, status in lines])
    heads = [numbered("What we promised, in words", number, len(pages)) for number in range(1, len(pages) + 1)]
    return [Slide(Item.COMMITMENTS, head, page, section=_PROMISED) for head, page in zip(heads, pages, strict=True)]


def _status_noted(row: Mapping[str, Any]) -> str:
    """Return how a team last said its open commitment goes: "(at risk, the team said on 3 March 2026)"; else ""."""
    if row["state"] in _CLOSED or not row["status"]:
        return ""
    return f"({row['status']}, the team said on {written_day(row['noted_on'])})"


def _leaders(card: pd.DataFrame, made: pd.DataFrame) -> Slide:
    """Tell what leaders did, and what became of the very commitments that the slides before list."""
    if card.empty:
        return Slide(Item.COMMITMENTS, "No leader walked in this period", ())
    (row,) = rows_of(card)
    walked = f"{leaders(int(row['observers']))} met {counted(int(row['touchpoints']), 'touchpoint')}"
    bad = counted(int(row["negatives"]), "bad moment")
    recorded = f"{row['positives']:,} good and {bad} recorded on these walks{to_one(row['good_to_bad'])}"
    states = made["state"].tolist() if len(made) else []
    counts = (len(states), states.count("kept"), states.count("late"))
    stand = promised(dict(zip(PROMISED, counts, strict=True)))
    lines = (walked, recorded, *([f"Looked back at: {stand}"] if stand else []))
    return Slide(Item.COMMITMENTS, fitted(f"Leaders made {counted(int(row['walks']), 'walk')}"), lines)


def _story(row: Mapping[str, Any]) -> list[Slide]:
    """Tell a story in its own words, on as many slides as they take, the thanks beneath the last of them."""
    touchpoint, words = str(row["touchpoint"]), row["what_happened"] or row["kudos"]
    thanks: tuple[str, ...] = ()
    if row["kudos"] and row["what_happened"]:
        thanks = (shortened(f"Thanks to {_whom(row)}: {row['kudos']}"),)
    elif row["kudos"]:
        thanks = (f"Thanks to {_whom(row)}",)
    under, pages = f"{touchpoint}, {written_day(row['observed_on'])}", quote_pages(words)
    if not pages:
        return [Slide(Item.STORIES, fitted(f"Well done: {touchpoint}", touchpoint), under=under, section=_WELL_DONE)]
    last = len(pages)
    return [
        Slide(
            Item.STORIES,
            f"{'“' if number == 1 else '… '}{page}{'”' if number == last else ' …'}",
            thanks if number == last else (),
            section=_WELL_DONE,
            under=under if last == 1 else f"{under}, {number} of {last}",
            layout=Layout.QUOTE,
        )
        for number, page in enumerate(pages, start=1)
    ]


def _whom(row: Mapping[str, Any]) -> str:
    return row["kudos_name"] or f"the team at {row['touchpoint']}"
