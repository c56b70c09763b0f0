"""What an all-staff review looks at: every figure of its period, live until it is closed, then as it was frozen."""

from datetime import date

import pandas as pd

from audit.figures.commitment import looked_back_at, made_in
from audit.figures.ledger import outlook
from audit.figures.question import Question
from audit.figures.rating import rater, rater_pairs
from audit.figures.scorecard import scorecard
from audit.measures import hot_spot as hot
from audit.measures import vote as votes
from audit.measures.intervals import FEWEST_TO_POINT_AT
from audit.model.review import Item, Review
from audit.model.room import choices_of
from audit.model.view import View
from audit.review.choices import choices
from audit.review.completed import completed
from audit.review.propose import cannot, experience, hot_spots, item_of, owed, story_candidates, words_chosen
from audit.review.stored import frozen_text, thawed
from audit.review.vote import cast, vote
from audit.store import review as reviews
from audit.store.ballot import ballots
from audit.store.contribution import contributions
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.review import STORY_COLUMNS
from audit.store.story import kudos

_COUNTS = ("positives", "negatives", "observations")


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
    asked = item_of(review, Item.VOTE)
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
        "trust": owed(store, last, ratio, review.since).assign(ratio=ratio),
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


def _seen(store: Store, review: Review, today: date) -> pd.DataFrame:
    met = experience(store, review.since, review.until)
    enough = (met["rated"] >= FEWEST_TO_POINT_AT) | (met["positives"] + met["negatives"] >= FEWEST_TO_POINT_AT)
    counts = met[["observations", "positives", "neutrals", "negatives"]].sum().astype("int64")
    touchpoints = {"touchpoints": int((met["observations"] > 0).sum()), "judged": int(enough.sum())}
    return pd.DataFrame([counts.to_dict() | touchpoints | {"told_on": pd.Timestamp(today)}])


def _spot(store: Store, review: Review) -> dict[str, pd.DataFrame]:
    """Return all about the one spot that is looked at: the chosen touchpoint, else the hottest."""
    spots, item = hot_spots(store, review.since, review.until), item_of(review, Item.HOT_SPOT)
    name = item.subject or next(iter(spots["touchpoint"]), "")
    view = View(review.since, review.until, touchpoint=name or None)
    rated = rater(store, Question(review.until, view, ("touchpoint",)))
    experienced = experience(store, review.since, review.until)
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
    chosen = words_chosen(store, review, item_of(review, Item.STORIES).stories)
    if (well := chosen[chosen["outcome"] != "negative"]).size:
        return well.reset_index(drop=True)
    candidates = story_candidates(store, review.since, review.until)
    told = candidates.loc[candidates["is_proposed"], STORY_COLUMNS].reset_index(drop=True)
    return told.assign(what_happened="", kudos="", kudos_name="")


def _said(store: Store, review: Review) -> dict[str, pd.DataFrame]:
    """Return what the room said and the facilitator showed; answers to the question that is asked, and to no other."""
    told = contributions(store, review.id)
    shown_words = told[told["shown"]]
    asked = item_of(review, Item.REFLECTION)
    answered = (shown_words["kind"] == "answer") & (shown_words["question"] == asked.subject) & (not asked.is_dropped)
    return {
        "answers": shown_words.loc[answered, ["words"]].reset_index(drop=True),
        "appreciations": shown_words.loc[shown_words["kind"] == "appreciation", ["words"]].reset_index(drop=True),
    }


def _chosen_reasons(store: Store, review: Review) -> pd.DataFrame:
    """Return what cannot be mended; the reason somebody wrote only where it was chosen."""
    found = cannot(store, review.since, review.until)
    chosen = {str(key) for key in item_of(review, Item.CANNOT).stories}
    return found.assign(why=found["why"].where(found["id"].isin(chosen), ""))
