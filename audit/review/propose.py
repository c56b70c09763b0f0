"""What a review proposes: its days, its points, the hot spots, the choices of its vote, and words to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pandas as pd

from audit.figures.ledger import trust
from audit.figures.question import BY_TOUCHPOINT, Question
from audit.figures.rating import journey
from audit.figures.watermelon import watermelon
from audit.measures import hot_spot as hot
from audit.measures.stories import proposed
from audit.model.clock import utc_now
from audit.model.review import FURTHER, QUESTIONS, AgendaItem, Item, Review, usual_title
from audit.model.search import Kind, Search
from audit.model.view import View
from audit.publish.review_words import one_line
from audit.store import review as reviews
from audit.store.answer import answers_given
from audit.store.journey import offered_touchpoints
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.recovery import recoveries, steps
from audit.store.story import stories
from audit.store.visit_quantity import GOOD, SCORES
from audit.store.visit_sums import resembling
from audit.store.voices import notes, photos_alone

USUAL_DAYS = 90  # a quarter, where no review came before
MOST_CHOICES = 5  # what a room can vote on at a glance
CANDIDATES = 200  # the latest good notes, among which stories are proposed
NOTES_AT_HOT_SPOT = 20  # notes of one touchpoint, among which the facilitator chooses
CANNOT_COLUMNS = ["id", "touchpoint", "observed_on", "cause", "why"]


def proposed_period(store: Store, today: date) -> tuple[date, date]:
    """Return the days the next review covers: since the last one, a quarter where there was none or it ended today."""
    before = reviews.reviews(store)
    quarter = today - timedelta(days=USUAL_DAYS - 1)
    if before.empty:
        return quarter, today
    since = before["until"].max().date() + timedelta(days=1)
    return (since if since <= today else quarter), today


def proposed_agenda(store: Store, since: date, until: date) -> tuple[AgendaItem, ...]:
    """Propose the points of a review in their order; those with nothing to show are there, but dropped.

    The reflection question is the next of the five after the reviews there were.
    """
    choices = vote_choices(store, since, until)  # touchpoints all
    question = QUESTIONS[len(reviews.reviews(store)) % len(QUESTIONS)]
    subjects = {Item.VOTE: "\n".join(choices), Item.REFLECTION: question}
    has_rows = dict.fromkeys(FURTHER, False) | {
        Item.SINCE_LAST: bool(reviews.reviews(store)["closed_at"].notna().any()),
        Item.WATERMELON: not watermelon(store, Question(until, View(since, until))).empty,
        Item.ANSWERS: len(answers_given(store, View(since, until), until)) > 0,
        Item.CANNOT: len(cannot(store, since, until)) > 0,
        Item.VOTE: len(choices) > 1,
    }
    named = {Item.VOTE: choices}
    return tuple(
        AgendaItem(
            item, subject=subjects.get(item, ""), is_dropped=not has_rows.get(item, True), named=named.get(item, ())
        )
        for item in Item
    )


def vote_choices(store: Store, since: date, until: date) -> tuple[str, ...]:
    """Return what a room may vote on: the hottest spots, then what owes most, up to `MOST_CHOICES`, none retired."""
    offered = set(offered_touchpoints(store)["touchpoint"])
    hottest = hot_spots(store, since, until)["touchpoint"].tolist()
    trusted = owed(store, until, programme(store).recovery_ratio, since)
    owing = trusted.loc[trusted["debt"] > 0, "touchpoint"].tolist()
    names = dict.fromkeys(one_line(name) for name in [*hottest, *owing] if name in offered)
    return tuple(names)[:MOST_CHOICES]


def hot_spots(store: Store, since: date, until: date) -> pd.DataFrame:
    """Return the touchpoints below their standard in a period, the hottest first; see `audit.measures.hot_spot`."""
    return store.cached(("hot spots", since, until), lambda: _hot_spots(store, since, until))


def touchpoints_judged(store: Store, since: date, until: date) -> int:
    """Return how many touchpoints rest on so much in a period that they could be a hot spot."""
    return int(hot.enough(experience(store, since, until), *_noted_again(store, since, until)).sum())


def _hot_spots(store: Store, since: date, until: date) -> pd.DataFrame:
    target = programme(store).experience_target
    return hot.hot_spots(experience(store, since, until), target, *_noted_again(store, since, until))


def _noted_again(store: Store, since: date, until: date) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """Return the sums over visits of scores and of good moments."""
    view = View(since, until)
    return resembling(store, SCORES, view, BY_TOUCHPOINT), resembling(store, GOOD, view, BY_TOUCHPOINT)


def story_candidates(store: Store, since: date, until: date) -> pd.DataFrame:
    """Return what may be read out in a review: starred moments that went well and the latest good notes of the period.

    Returns:
        One row an observation, starred ones first. Columns as `audit.store.voices.notes`, with is_proposed (bool).
    """
    view = View(since, until)
    return store.cached(("story candidates", view), lambda: _story_candidates(store, view))


def notes_at(store: Store, since: date, until: date, touchpoint: str) -> pd.DataFrame:
    """Return the latest complaints at a touchpoint, for the facilitator to choose from, those with words first.

    Columns as `audit.store.voices.notes`.
    """
    view = View(since, until, touchpoint=touchpoint)
    return store.cached(("notes at", view), lambda: _notes_at(store, view, Search(kind=Kind.COMPLAINTS)))


def words_chosen(store: Store, review: Review, chosen: Sequence[UUID], touchpoint: str = "") -> pd.DataFrame:
    """Return what was chosen of the days of a review, and of one touchpoint if one is named.

    A choice made before the days or the hot spot were changed is kept, and shown again once it fits again.
    """
    stories = reviews.stories_chosen(store, chosen)
    fits = stories["observed_on"].between(pd.Timestamp(review.since), pd.Timestamp(review.until))
    if touchpoint:
        fits &= stories["touchpoint"] == touchpoint
    return stories[fits].reset_index(drop=True)


def cannot(store: Store, since: date, until: date) -> pd.DataFrame:
    """Return what was given up as not to be mended in a period, and stands so, the latest first.

    Columns: id (of the observation), touchpoint, observed_on, cause ("" = not said), why.
    """
    return store.cached(("cannot", since, until), lambda: _cannot(store, since, until))


def experience(store: Store, since: date, until: date) -> pd.DataFrame:
    """Return what each touchpoint was like in a period; see `audit.figures.rating.journey`."""
    return journey(store, Question(until, View(since, until), ratio=programme(store).recovery_ratio))


def owed(store: Store, until: date, ratio: int, since: date) -> pd.DataFrame:
    """Return what is owed on a day, the most first, by everything seen up to then, and how that moved since another."""
    trusted = trust(store, Question(until, ratio=ratio), min(since, until))
    return trusted.sort_values(["debt", "touchpoint"], ascending=[False, True], ignore_index=True)


def item_of(review: Review, item: Item) -> AgendaItem:
    """Return a point of the agenda as the facilitator left it."""
    points: Mapping[Item, AgendaItem] = {each.item: each for each in review.agenda}
    return points.get(item, AgendaItem(item, is_dropped=True))


def _story_candidates(store: Store, view: View) -> pd.DataFrame:
    starred = stories(store, view)
    good = notes(store, view, Search(kind=Kind.PRAISE), CANDIDATES)
    candidates = pd.concat([starred[starred["outcome"] != "negative"], good[~good["id"].isin(starred["id"])]])
    candidates = candidates[candidates["what_happened"] != ""].reset_index(drop=True)
    alone = photos_alone(store, view, Search(kind=Kind.PRAISE), CANDIDATES)
    every = pd.concat([candidates, alone], ignore_index=True)
    return every.assign(is_proposed=every["id"].isin(proposed(candidates)["id"]))


def _notes_at(store: Store, view: View, search: Search) -> pd.DataFrame:
    read = (notes, photos_alone)
    return pd.concat([each(store, view, search, NOTES_AT_HOT_SPOT) for each in read], ignore_index=True)


def _cannot(store: Store, since: date, until: date) -> pd.DataFrame:
    done = steps(store)
    days = pd.to_datetime(done["taken_on"])
    given_up = done[(done["step"] == "cannot") & days.between(pd.Timestamp(since), pd.Timestamp(until))]
    every = recoveries(store, View(until=until))
    standing = every[(every["cannot_because"] != "") & every["recovery_id"].isin(given_up["recovery_id"])]
    named = standing.rename(columns={"cannot_because": "why"})[CANNOT_COLUMNS]
    return named.sort_values(["observed_on", "id"], ascending=[False, True], ignore_index=True)


def next_review(store: Store, since: date | None = None, until: date | None = None) -> Review:
    """Return the review that is open, else one as it is proposed; nothing is stored.

    Args:
        store: the open store.
        since: the first day it looks at; None = as the open one, or as proposed.
        until: the last day, the same.

    Raises:
        DatesCrossedError: the days end before they begin.
    """
    if (there := reviews.open_review(store)) is not None:
        return replace(there, since=since or there.since, until=until or there.until)
    first, last = proposed_period(store, until or programme(store).day_of(utc_now()))
    first = since or first
    review = Review(usual_title(last), first, last, (), utc_now(), "")
    return replace(review, agenda=proposed_agenda(store, first, last))
