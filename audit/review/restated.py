"""What was corrected after a review was closed: each figure the room saw, and what the same days give now."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

import pandas as pd

from audit.model.day import written_day
from audit.model.number import rounded
from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.answers import how_soon
from audit.publish.headlines.words import percent
from audit.publish.report import COLUMNS, NOTHING_MOVED
from audit.publish.review_words import TITLES, TRUST_OWED, rows_of
from audit.publish.shown import Shown
from audit.review.gather import frozen, live
from audit.store.names import touchpoint_names
from audit.store.opening import Store
from audit.store.programme import programme

GONE = "not there"
ANSWERED = TITLES[Item.ANSWERS]
_Figures = dict[tuple[str, str], str]
_COUNTED = {
    "walks": "Walks",
    "touchpoints": "Touchpoints met",
    "observations": "Observations",
    "positives": "Good moments",
    "negatives": "Bad moments",
}
_COUNTED_SINCE = 3  # the version of a stored review that counts all observations of its period
_POINTS = {  # where a figure is shown; what leaders did also stands on top of every document
    "Last commitments": Item.COMMITMENTS,
    ANSWERED: Item.ANSWERS,
    "What went well": Item.STORIES,
    "RATER": Item.RATER,
    "The hot spot": Item.HOT_SPOT,
    TRUST_OWED: Item.TRUST,
    "What cannot be mended": Item.CANNOT,
}


def restated(store: Store, review: Review) -> pd.DataFrame:
    """Return what moved since a review was closed; see `moved`.

    Returns:
        No row where nothing moved, and none while the review is open.
    """
    if review.closed_at is None:
        return NOTHING_MOVED
    before = frozen(store, review)
    day = programme(store).day_of(review.closed_at)
    today = touchpoint_names(store).since(review.closed_at)  # by the names of the day it was closed on
    agenda = tuple(_fixed(each, today.get(before.hot_spot, before.hot_spot)) for each in review.agenda)
    in_sight = [each.item for each in agenda if not each.is_dropped]
    # By the ratio the room saw: another one since is a setting, and corrects no figure.
    after = live(store, replace(review, agenda=agenda), day, before.ratio)
    return moved(before, _in_names_of_then(after, {label: then for then, label in today.items()}), in_sight)


def moved(before: Shown, after: Shown, points: Collection[Item] = tuple(Item)) -> pd.DataFrame:
    """Return which figures of a review say something else than they did.

    Votes and what people said in the room are not looked at: nothing can be added to them once a room is closed.

    Args:
        before: what the review showed when it was closed.
        after: what it would show now, for the same days and the same hot spot.
        points: those that were shown; what a room did not see is not restated.

    Returns:
        One row a figure that moved, in the order of a review. Columns: `figure` (which picture or list), `what` (its
        row), `was`, `now` (as they are read, with n and interval where they have them; `GONE` = there is none).
    """
    was, now = _figures(before, after), _figures(after, before)
    rows = [
        (figure, what, was.get((figure, what), GONE), now.get((figure, what), GONE))
        for figure, what in dict.fromkeys([*was, *now])
        if was.get((figure, what)) != now.get((figure, what))
    ]
    every = pd.DataFrame([*rows, *_words_moved(before, after)], columns=COLUMNS)
    unseen = {figure for figure, item in _POINTS.items() if item not in points}
    return every[~every["figure"].isin(unseen)].reset_index(drop=True)


def _in_names_of_then(shown: Shown, then: Mapping[str, str]) -> Shown:
    """Return what is shown now with touchpoints by the names they had when the review was closed."""
    frames = {each.name: getattr(shown, each.name) for each in fields(shown)}
    renamed: dict[str, Any] = {
        name: frame.assign(touchpoint=frame["touchpoint"].map(lambda label: then.get(label, label)))
        for name, frame in frames.items()
        if isinstance(frame, pd.DataFrame) and "touchpoint" in frame
    }
    return replace(shown, **renamed)


def _fixed(item: AgendaItem, hot_spot: str) -> AgendaItem:
    """Return the hot spot's point as it was shown, so that the same touchpoint is looked at again."""
    return replace(item, subject=hot_spot) if item.item is Item.HOT_SPOT else item


def _figures(shown: Shown, other: Shown) -> _Figures:
    """Return every figure of a review as it is read, by picture or list and row; `other` says which are comparable."""
    outcomes = {
        ("The hot spot", f"{row['touchpoint']}, {row['outcome']}"): f"{row['n']:,}"
        for row in rows_of(shown.hot_spot_outcomes)
    }
    return {
        **_commitments(shown.commitments, other.commitments),
        **(_heard(shown.heard) if len(shown.heard) and len(other.heard) else {}),  # early versions kept none
        **(_counts("What was looked at", asdict(shown.counts)) if _are_comparable(shown, other) else {}),
        **{key: n for row in rows_of(shown.scorecard) for key, n in _counts("What leaders did", row).items()},
        ("What went well", "Thanks given"): f"{len(shown.kudos):,}",
        **{("RATER", str(row["dimension"]).capitalize()): _score(row) for row in rows_of(shown.rater)},
        **(outcomes if shown.hot_spot else {}),
        **{
            ("The hot spot", f"{row['touchpoint']}, {row['dimension']}"): _score(row)
            for row in rows_of(shown.hot_spot_ratings)
        },
        **_trust(shown.trust, other.trust),
        **{
            ("What cannot be mended", where): f"{n:,} given up"
            for where, n in Counter(map(_where, rows_of(shown.cannot))).items()
        },
    }


def _are_comparable(shown: Shown, other: Shown) -> bool:
    """Return whether both counted all observations of their days; reviews closed by early versions did not."""
    return min(shown.version, other.version) >= _COUNTED_SINCE


def _commitments(made: pd.DataFrame, others: pd.DataFrame) -> _Figures:
    """Return what was observed before and after each commitment, of those that are open or closed both times."""
    closed = dict(zip(others["id"], others["closed_on"].notna(), strict=True))
    return {
        ("Last commitments", f"{row['touchpoint']}: {row['words']}"): (
            f"{_share(row, 'before')} before, {_share(row, 'after')} after"
        )
        for row in rows_of(made)
        if closed.get(row["id"]) == pd.notna(row["closed_on"])
    }


def _heard(heard: pd.DataFrame) -> _Figures:
    """Return what was found, owned and answered to staff, and how soon."""
    (row,) = rows_of(heard)
    answered = int(row["answered"])
    soonest = how_soon(answered, row["answered_median_days"])
    counts = {"Found": int(row["negatives"]), "Owned": int(row["owned"])}
    figures = {(ANSWERED, word): f"{n:,}" for word, n in counts.items()}
    return figures | {(ANSWERED, "Answered to staff"): f"{answered:,}, {soonest}" if answered else "0"}


def _counts(figure: str, counts: Mapping[str, Any]) -> _Figures:
    return {(figure, word): f"{counts[name]:,}" for name, word in _COUNTED.items() if name in counts}


def _words_moved(before: Shown, after: Shown) -> list[tuple[str, str, str, str]]:
    """Return the chosen words that were taken back or worded otherwise, without repeating them."""
    lists = (
        (ANSWERED, "words", before.answered, after.answered),
        ("What went well", "what_happened", before.stories, after.stories),
        ("The hot spot", "what_happened", before.hot_spot_stories, after.hot_spot_stories),
    )
    rows: list[tuple[str, str, str, str]] = []
    for figure, words, chosen, again in lists:
        now = {row["id"]: row[words] for row in rows_of(again)}
        rows.extend(
            (figure, _where(row), "shown", "worded differently" if row["id"] in now else "taken back")
            for row in rows_of(chosen)
            if row[words] and row[words] != now.get(row["id"])
        )
    return rows


def _score(row: Mapping[str, Any]) -> str:
    return f"{rounded(row['score'])} ({rounded(row['low'])} to {rounded(row['high'])}), n {row['n']:,}"


def _trust(trusted: pd.DataFrame, others: pd.DataFrame) -> _Figures:
    """Return what is owed, in all and at each touchpoint that owes anything now or then."""
    owing = {row["touchpoint"] for each in (trusted, others) for row in rows_of(each[each["debt"] > 0])}
    owed = {
        (TRUST_OWED, str(row["touchpoint"])): (f"{row['debt']:,} ({row['positives']:,} good, {row['negatives']:,} bad)")
        for row in rows_of(trusted)
        if row["touchpoint"] in owing
    }
    return {(TRUST_OWED, "In all"): f"{int(trusted['debt'].sum()):,}"} | owed


def _share(row: Mapping[str, Any], when: str) -> str:
    return f"{percent(row[f'{when}_share'])} of {row[f'{when}_n']:,}" if row[f"{when}_n"] else "nothing seen"


def _where(row: Mapping[str, Any]) -> str:
    day = row.get("observed_on")  # an answer is to several, of several days
    return f"{row['touchpoint']}, {written_day(day, 'short')}" if day else str(row["touchpoint"])
