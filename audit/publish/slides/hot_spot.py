"""One hot spot on one slide: all that was seen there, why it was chosen, two voices and a chosen photo."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_POINT_AT
from audit.measures.moment_marks import stands_for
from audit.model.day import written_day
from audit.model.labels import OUTCOME_WORDS
from audit.model.number import apart, as_set, rounded
from audit.model.rating import Outcome
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.words import counted, percent
from audit.publish.review_words import one_line, rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import fitted, numbered, paged, quoted, shortened

MOST_MARKS = 120  # in three groups beside each other; more would be too small for the fifth row
_TALL, _TALL_ABOVE_NOTE = 144, 108  # design pixels of the marks, where each is one moment and where it is several
_WIDE, _ACROSS = 1_660, 1_560  # design pixels of the picture, and of the marks without the spaces between the groups
_LARGEST = 48  # design pixels of a mark with its space
_MEANING = 200  # design pixels that a group's words take at least
_VOICE = 160  # letters of a voice that is read beside the picture; a longer one stands on a slide of its own, whole
_GOOD, _MIXED, _BAD = (OUTCOME_WORDS[outcome] for outcome in (Outcome.POSITIVE, Outcome.NEUTRAL, Outcome.NEGATIVE))
_ENDED = {_GOOD: "went well", _MIXED: "was mixed", _BAD: "ended badly"}


def hot_spot_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell which touchpoint is looked at and why, and what was said there where words were chosen."""
    name = item.subject or shown.hot_spot
    if not name:
        return [_no_hot_spot(shown)]
    voices_chosen = [each for each in rows_of(shown.hot_spot_stories) if each["what_happened"]]
    first, others = two_voices(voices_chosen)
    title = "More of what people met there" if first else "What people met there"
    pages = paged([quoted(each["what_happened"]) for each in others])
    heads = [numbered(title, number, len(pages)) for number in range(1, len(pages) + 1)]
    further = [Slide(Item.HOT_SPOT, head, page) for head, page in zip(heads, pages, strict=True)]
    return [_hot_spot(name, shown, first), *further]


def _no_hot_spot(shown: Shown) -> Slide:
    """Say that nothing is looked at, and why not."""
    if shown.counts.judged:
        line = "No touchpoint with three observations or more lies below its standard in this period."
        return Slide(Item.HOT_SPOT, "No touchpoint is below standard", (line,))
    line = f"No touchpoint was rated, or went well or badly, {FEWEST_TO_POINT_AT} times or more in this period."
    return Slide(Item.HOT_SPOT, "Too few observations to say", (line,))


def _hot_spot(name: str, shown: Shown, voices: Sequence[Mapping[str, Any]]) -> Slide:
    outcomes, photos = shown.hot_spot_outcomes, shown.photos
    row = shown.hot_spots[shown.hot_spots["touchpoint"] == name]
    under = _not_below(shown) if row.empty else why(rows_of(row)[0])
    marks = photos.loc[photos["item"] == Item.HOT_SPOT, "mark"].tolist() if len(photos) else []
    counts = ", ".join(f"{each['n']:,} {each['outcome']}" for each in rows_of(outcomes))
    return Slide(
        Item.HOT_SPOT,
        count_headline(name, outcomes),
        tuple(f"{quoted(each['what_happened'])} – {written_day(each['observed_on'])}" for each in voices),
        "spot outcomes" if outcomes["n"].any() else "",
        in_marks(outcomes),
        f"{name}: {counts} in this period. {under}{' Beside it a photo.' if marks else ''}",
        section=shortened(f"Hot spot: {name}", 60),
        under=under,
        photo=marks[0] if marks else "",
    )


def count_headline(name: str, outcomes: pd.DataFrame) -> str:
    """Say in nine words at most how many of the moments seen at a touchpoint ended badly: a plain count of all.

    Args:
        name: the touchpoint.
        outcomes: `hot_spot_outcomes` of `audit.publish.shown.Shown`.
    """
    n = outcomes.set_index("outcome")["n"]
    total, bad = int(n.sum()), int(n[_BAD])
    if total == 0:
        return fitted(f"{name}: nothing seen yet", "Nothing was seen here in these days")
    if total == 1:
        ended = _ENDED[str(n.idxmax())]
        return fitted(f"{name}: seen once, and it {ended}", f"Seen once, and it {ended}")
    if bad in {0, total}:
        every = f"none of {total:,}" if bad == 0 else f"all {total:,}"
        of_all = f"{every.capitalize()} moments seen here ended badly"
        return fitted(f"{name}: {every} ended badly", of_all)
    return fitted(f"{name}: {bad:,} of {total:,} ended badly", f"{bad:,} of {total:,} moments seen here ended badly")


def why(row: Mapping[str, Any]) -> str:
    """Say in one line how a hot spot stands to its standard, how surely, and why it was chosen.

    Args:
        row: one of what `audit.measures.hot_spot.hot_spots` returns.
    """
    surely = "surely" if row["high"] < row["standard"] else "perhaps"
    if row["judged_by"] == "ratings":
        score, aim = apart(row["score"], row["standard"]), apart(row["standard"], row["score"])
        stands = f"{score} of 5 ({rounded(row['low'])} to {rounded(row['high'])}), our standard {aim}"
    else:
        share, low, high, aim = ((row[column] - 1) / 4 for column in ("score", "low", "high", "standard"))
        stands = f"{percent(share)} good ({percent(low)} to {percent(high)}), our standard {as_set(aim)}"
    truth = "a moment of truth, " if row["is_moment_of_truth"] else ""
    return f"{stands}. Chosen: {truth}{surely} below it, on {row['grade']} evidence."


def two_voices(voices_chosen: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return two voices of different days that are short enough to stand beside a picture, and the others."""
    short = [each for each in voices_chosen if len(one_line(each["what_happened"])) <= _VOICE]
    second = [each for each in short[1:] if each["observed_on"] != short[0]["observed_on"]]
    voices = [*short[:1], *second[:1]]
    return voices, [each for each in voices_chosen if all(each is not voice for voice in voices)]


def in_marks(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return all that was seen as marks: as many rows of them as let the three groups stand beside each other.

    Args:
        outcomes: `hot_spot_outcomes` of `audit.publish.shown.Shown`.

    Returns:
        Its rows with `stands_for` (how many moments a mark is), `marks`, `lines` (rows of marks), `cell` (how large a
        mark is with its space) and `left` (where its group begins), both in design pixels.
    """
    each = stands_for(int(outcomes["n"].sum()), MOST_MARKS)
    marks = [max(int(n > 0), (2 * int(n) + each) // (2 * each)) for n in outcomes["n"]]
    tall = _TALL if each == 1 else _TALL_ABOVE_NOTE
    lines, cell, wide = next(
        (lines, cell, wide)
        for lines in range(2, MOST_MARKS)
        if sum(wide := [max(ceil(n / lines) * (cell := min(_LARGEST, tall / lines)), _MEANING) for n in marks])
        <= _ACROSS
    )
    left = [sum(wide[:group]) + group * (_WIDE - sum(wide)) / 2 for group in range(len(wide))]
    return outcomes.assign(stands_for=each, marks=marks, lines=lines, cell=cell, left=left)


def _not_below(shown: Shown) -> str:
    """Say of a spot that was chosen why it is not told as below its standard: it is not, or nobody can tell."""
    outcomes = shown.hot_spot_outcomes.set_index("outcome")["n"]
    judged = outcomes[_GOOD] + outcomes[_BAD]
    if max(judged, *shown.hot_spot_ratings["n"], 0) >= FEWEST_TO_POINT_AT:
        return "It is not below its standard in this period."
    visits = counted(int(outcomes.sum()), "observation")
    return f"Too few to say whether it is below its standard: {visits} in this period."
