"""What an all-staff review looks at: every figure of its period, live until it is closed, then as it was frozen."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

import pandas as pd

from audit.figures.commitment import looked_back_at, made_in
from audit.figures.ledger import outlook, trust
from audit.figures.question import Question
from audit.figures.rating import journey, rater, rater_pairs
from audit.figures.scorecard import scorecard
from audit.measures import hot_spot as hot
from audit.measures import stories as telling
from audit.measures import vote as votes
from audit.model.review import QUESTIONS, AgendaItem, Item, Review
from audit.model.room import choices_of
from audit.model.search import Kind, Search
from audit.model.view import View
from audit.review.choices import choices
from audit.review.completed import completed
from audit.review.stored import frozen_text, thawed
from audit.review.vote import cast, vote
from audit.store import review as reviews
from audit.store.ballot import ballots
from audit.store.contribution import contributions
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.recovery import recoveries, steps
from audit.store.review import STORY_COLUMNS
from audit.store.story import kudos, stories
from audit.store.voices import notes

USUAL_DAYS = 90  # a quarter, where no review came before
MOST_CHOICES = 5  # what a room can vote on at a glance
CANDIDATES = 200  # the latest good notes, among which stories are proposed
NOTES_AT_SPOT = 20  # notes of one touchpoint, among which the facilitator chooses
CANNOT_COLUMNS = ["id", "touchpoint", "observed_on", "cause", "why"]

_COUNTS = ("positives", "negatives", "observations")


def proposed_period(store: Store, today: date) -> tuple[date, date]:
    """Return the days the next review covers: since the last one, a quarter where there was none or it ended today."""
    before = reviews.reviews(store)
    quarter = today - timedelta(days=USUAL_DAYS - 1)
    if before.empty:
        return quarter, today
    since = before["until"].max().date() + timedelta(days=1)
    return (since if since <= today else quarter), today


def proposed_agenda(store: Store, since: date, until: date) -> tuple[AgendaItem, ...]:
    """Propose the points of a review in their order; those with nothing to tell are there, but dropped.

    The reflection question is the next of the five after the reviews there were.
    """
    choices = vote_choices(store, since, until)  # touchpoints all
    question = QUESTIONS[len(reviews.reviews(store)) % len(QUESTIONS)]
    subjects = {Item.VOTE: "\n".join(choices), Item.REFLECTION: question}
    told = {Item.CANNOT: len(cannot(store, since, until)) > 0, Item.VOTE: len(choices) > 1}
    named = {Item.VOTE: choices}
    return tuple(
        AgendaItem(item, subject=subjects.get(item, ""), is_dropped=not told.get(item, True), named=named.get(item, ()))
        for item in Item
    )


def vote_choices(store: Store, since: date, until: date) -> tuple[str, ...]:
    """Return what a room may vote on: the hottest spots, then those that owe most, up to `MOST_CHOICES`."""
    hottest = hot_spots(store, since, until)["touchpoint"].tolist()
    owed = _owed(store, until, programme(store).recovery_ratio, since)
    owing = owed.loc[owed["debt"] > 0, "touchpoint"].tolist()
    names = dict.fromkeys(" ".join(str(name).split()) for name in [*hottest, *owing])
    return tuple(names)[:MOST_CHOICES]


def hot_spots(store: Store, since: date, until: date) -> pd.DataFrame:
    """Return the touchpoints below their standard in a period, the hottest first; see `audit.measures.hot_spot`."""
    target = programme(store).experience_target
    return store.recall(("hot spots", since, until), lambda: hot.hot_spots(_experience(store, since, until), target))


def story_candidates(store: Store, since: date, until: date) -> pd.DataFrame:
    """Return what may be told in a review: starred moments that went well and the latest good notes of the period.

    Returns:
        One row an observation, starred ones first. Columns as `audit.store.voices.notes`, with is_proposed (bool).
    """
    view = View(since, until)
    return store.recall(("story candidates", view), lambda: _story_candidates(store, view))


def notes_at(store: Store, since: date, until: date, touchpoint: str) -> pd.DataFrame:
    """Return the latest complaints at a touchpoint, for the facilitator to choose from; columns as `notes`."""
    view = View(since, until, touchpoint=touchpoint)
    search = Search(kind=Kind.COMPLAINTS)
    return store.recall(("notes at", view), lambda: notes(store, view, search, NOTES_AT_SPOT))


def shown(store: Store, review: Review, today: date, ratio: int | None = None) -> dict[str, pd.DataFrame]:
    """Gather every frame that a review shows; a closed one shows what was frozen.

    Args:
        store: the open store.
        review: the review as it stands now, its agenda included.
        today: the day on which it is shown.
        ratio: how many positives make up for one negative; None = as many as the programme says.

    Returns:
        Small frames by name. People's words are in them only where they were chosen (or, said in the room, shown by
        the facilitator):

        - seen: one row, what stands behind it, at first hand or told: observations, touchpoints, positives, neutrals,
          negatives (counts of the period), judged (touchpoints seen often enough to be judged), told_on (the day).
        - rater: the profile of the period, as `audit.measures.rater.rater` without keys; rater_pairs: its dimensions
          compared, as `audit.measures.dimension_pairs.rater_pairs`.
        - trust: what each touchpoint owes on the last day, the most first, as `audit.measures.trust.trust`, with ratio;
          its movement is that since the first day of the period, which follows the last review's last.
        - outlook: when that could be paid, as `audit.measures.outlook.outlook`.
        - hot_spot: every touchpoint below its standard, the hottest first, as `audit.measures.hot_spot.hot_spots`,
          with is_shown (bool: the one spot that is looked at).
        - spot_ratings: the shown spot by dimension, as rater, with touchpoint and standard (1-5).
        - spot_outcomes: outcome (good, neither, bad) and n of the shown spot.
        - spot_stories, stories: id, observed_on, touchpoint, place, outcome, what_happened, kudos, kudos_name of what
          is told; the last three "" unless chosen.
        - kudos: id, observed_on, touchpoint of everything somebody was thanked for in the period.
        - commitments: those of the reviews before, with their verdicts; commitment: those made in this one; both as
          `audit.figures.commitment.commitments`.
        - cannot: id, touchpoint, observed_on, cause, why ("" unless chosen) of what cannot be mended.
        - scorecard: what the leaders did together, as `audit.figures.scorecard.scorecard`.
        - choices: choice, fact ("26 bad of 42", what became of it, or ""), is_gone, as `choices`.
        - votes: as `audit.measures.vote.vote`, no row while hidden; cast: as `audit.review.vote.cast`.
        - answers, appreciations: words, said in the room and shown by the facilitator.
    """
    if review.closed_at is not None:
        return completed(thawed(reviews.frozen(store, review.id)), review)
    return _gathered(store, review, today, vote(store, review.id), ratio)


def to_freeze(store: Store, review: Review, today: date) -> str:
    """Return what a review shows as the text it is closed with; the vote is counted in, revealed or not."""
    asked = _item(review, Item.VOTE)
    choices = () if asked.is_dropped else choices_of(asked.subject)
    return frozen_text(_gathered(store, review, today, votes.vote(ballots(store, review.id), choices)))


def _gathered(
    store: Store, review: Review, today: date, voted: pd.DataFrame, ratio: int | None = None
) -> dict[str, pd.DataFrame]:
    period, last = View(review.since, review.until), min(review.until, today)
    ratio = ratio or programme(store).recovery_ratio
    return {
        "seen": _seen(store, review, today),
        "rater": rater(store, Question(last, period, (), ratio)),
        "rater_pairs": rater_pairs(store, Question(last, period, (), ratio)),
        "trust": _owed(store, last, ratio, review.since).assign(ratio=ratio),
        "outlook": outlook(store, Question(last, ratio=ratio)),
        **_spot(store, review),
        "stories": _stories(store, review),
        "kudos": store.recall(("kudos", period), lambda: kudos(store, period))[["id", "observed_on", "touchpoint"]],
        "commitments": looked_back_at(store, Question(today), review.id),
        "commitment": made_in(store, Question(today), review.id),
        "cannot": _chosen_reasons(store, review),
        "scorecard": scorecard(store, Question(last, period, ratio=ratio), today),
        "choices": choices(store, review),
        "votes": voted,
        "cast": cast(store, review.id),
        **_said(store, review),
    }


def _experience(store: Store, since: date, until: date) -> pd.DataFrame:
    return journey(store, Question(until, View(since, until), ratio=programme(store).recovery_ratio))


def _seen(store: Store, review: Review, today: date) -> pd.DataFrame:
    met = _experience(store, review.since, review.until)
    enough = (met["rated"] >= hot.FEWEST) | (met["positives"] + met["negatives"] >= hot.FEWEST)
    counts = met[["observations", "positives", "neutrals", "negatives"]].sum().astype("int64")
    touchpoints = {"touchpoints": int((met["observations"] > 0).sum()), "judged": int(enough.sum())}
    return pd.DataFrame([counts.to_dict() | touchpoints | {"told_on": pd.Timestamp(today)}])


def _owed(store: Store, until: date, ratio: int, since: date) -> pd.DataFrame:
    """Return what is owed on a day, the most first, by everything seen up to then, and how that moved since another."""
    owed = trust(store, Question(until, ratio=ratio), min(since, until))
    return owed.sort_values(["debt", "touchpoint"], ascending=[False, True], ignore_index=True)


def _spot(store: Store, review: Review) -> dict[str, pd.DataFrame]:
    """Return all about the one spot that is looked at: the chosen touchpoint, else the hottest."""
    spots, item = hot_spots(store, review.since, review.until), _item(review, Item.HOT_SPOT)
    name = item.subject or next(iter(spots["touchpoint"]), "")
    view = View(review.since, review.until, touchpoint=name or None)
    rated = rater(store, Question(review.until, view, ("touchpoint",)))
    experienced = _experience(store, review.since, review.until)
    met = experienced[experienced["touchpoint"] == name]
    standard = met["target"].astype("float64").fillna(hot.STANDARD).max() if len(met) else hot.STANDARD
    good, bad, every = (int(met[column].sum()) for column in _COUNTS)
    return {
        "hot_spot": spots.assign(is_shown=spots["touchpoint"] == name),
        "spot_ratings": (rated if name else rated[:0]).assign(standard=standard),
        "spot_outcomes": pd.DataFrame(
            {"touchpoint": name, "outcome": ["good", "neither", "bad"], "n": [good, every - good - bad, bad]}
        ),
        "spot_stories": words_chosen(store, review, item.stories, touchpoint=name),
    }


def _stories(store: Store, review: Review) -> pd.DataFrame:
    """Return the stories whose words were chosen; where none were, those proposed, without a word of anybody's."""
    chosen = words_chosen(store, review, _item(review, Item.STORIES).stories)
    if (well := chosen[chosen["outcome"] != "negative"]).size:
        return well.reset_index(drop=True)
    candidates = story_candidates(store, review.since, review.until)
    told = candidates.loc[candidates["is_proposed"], STORY_COLUMNS].reset_index(drop=True)
    return told.assign(what_happened="", kudos="", kudos_name="")


def words_chosen(store: Store, review: Review, chosen: Sequence[UUID], touchpoint: str = "") -> pd.DataFrame:
    """Return what was chosen of the days of a review, and of one touchpoint if one is named.

    A choice made before the days or the hot spot were changed is kept, and told of again where it fits again.
    """
    told = reviews.stories_chosen(store, chosen)
    fits = told["observed_on"].between(pd.Timestamp(review.since), pd.Timestamp(review.until))
    if touchpoint:
        fits &= told["touchpoint"] == touchpoint
    return told[fits].reset_index(drop=True)


def _said(store: Store, review: Review) -> dict[str, pd.DataFrame]:
    """Return what the room said and the facilitator showed; answers to the question that is asked, and to no other."""
    told = contributions(store, review.id)
    shown_words = told[told["shown"]]
    asked = _item(review, Item.REFLECTION)
    answered = (shown_words["kind"] == "answer") & (shown_words["question"] == asked.subject) & (not asked.is_dropped)
    return {
        "answers": shown_words.loc[answered, ["words"]].reset_index(drop=True),
        "appreciations": shown_words.loc[shown_words["kind"] == "appreciation", ["words"]].reset_index(drop=True),
    }


def _story_candidates(store: Store, view: View) -> pd.DataFrame:
    starred = stories(store, view)
    good = notes(store, view, Search(kind=Kind.PRAISE), CANDIDATES)
    found = pd.concat([starred[starred["outcome"] != "negative"], good[~good["id"].isin(starred["id"])]])
    found = found[found["what_happened"] != ""].reset_index(drop=True)
    return found.assign(is_proposed=found["id"].isin(telling.proposed(found)["id"]))


def cannot(store: Store, since: date, until: date) -> pd.DataFrame:
    """Return what was given up as not to be mended in a period, and stands so, the latest first.

    Columns: id (of the observation), touchpoint, observed_on, cause ("" = not said), why.
    """
    return store.recall(("cannot", since, until), lambda: _cannot(store, since, until))


def _cannot(store: Store, since: date, until: date) -> pd.DataFrame:
    taken = steps(store)
    days = pd.to_datetime(taken["taken_on"])
    given_up = taken[(taken["step"] == "cannot") & days.between(pd.Timestamp(since), pd.Timestamp(until))]
    found = recoveries(store, View(until=until))
    standing = found[(found["cannot_because"] != "") & found["recovery_id"].isin(given_up["recovery_id"])]
    named = standing.rename(columns={"cannot_because": "why"})[CANNOT_COLUMNS]
    return named.sort_values(["observed_on", "id"], ascending=[False, True], ignore_index=True)


def _chosen_reasons(store: Store, review: Review) -> pd.DataFrame:
    """Return what cannot be mended; the reason somebody wrote only where it was chosen."""
    found = cannot(store, review.since, review.until)
    chosen = {str(key) for key in _item(review, Item.CANNOT).stories}
    return found.assign(why=found["why"].where(found["id"].isin(chosen), ""))


def _item(review: Review, item: Item) -> AgendaItem:
    """Return a point of the agenda as the facilitator left it."""
    points: Mapping[Item, AgendaItem] = {each.item: each for each in review.agenda}
    return points.get(item, AgendaItem(item, is_dropped=True))
