"""What an all-staff review looks at: every figure of its period, live until it is closed, then as it was frozen."""

from dataclasses import replace
from datetime import date

import pandas as pd

from audit.figures.answers import answers_in_all
from audit.figures.commitment import looked_back_at, made_in, progress
from audit.figures.fairness import fairness
from audit.figures.ledger import outlook
from audit.figures.question import Question
from audit.figures.rating import rater, rater_pairs, rater_to_target
from audit.figures.recovery import waiting
from audit.figures.scorecard import scorecard
from audit.figures.since_last import since_last
from audit.figures.watermelon import watermelon
from audit.measures import hot_spot as hot
from audit.measures.scorecard import ANSWERED, RECOGNITION
from audit.model.labels import OUTCOME_WORDS
from audit.model.review import Item, Review
from audit.model.view import View
from audit.model.vocabulary import TermKind, shipped_term
from audit.publish.shown import Counts, Shown
from audit.review.choices import choices
from audit.review.propose import (
    cannot,
    experience,
    hot_spots,
    item_of,
    owed,
    story_candidates,
    touchpoints_judged,
    words_chosen,
)
from audit.review.stored import shown_in
from audit.review.vote import cast, vote
from audit.store import review as reviews
from audit.store.answer import answers_given
from audit.store.contribution import contributions
from audit.store.opening import Store
from audit.store.photo import photos_chosen, shown_marks
from audit.store.programme import programme
from audit.store.review import STORY_COLUMNS
from audit.store.review_picture import pictures_chosen
from audit.store.story import kudos
from audit.store.vocabulary import vocabulary

_COUNTS = ("positives", "negatives", "observations")


def shown(store: Store, review: Review, today: date) -> Shown:
    """Return what a review shows on a day: live while it is open, then what was frozen when it was closed."""
    return live(store, review, today) if review.closed_at is None else frozen(store, review)


def frozen(store: Store, review: Review) -> Shown:
    """Return what a closed review shows, from its own text alone: nothing written since can change it.

    Only a photo that was withdrawn since is shown no more: it is deleted for whom it shows.
    """
    then = shown_in(reviews.frozen(store, review.id), review.until)
    with store.reading() as cursor:
        marks = shown_marks(cursor)
    return replace(then, photos=then.photos[then.photos["mark"].isin(marks)].reset_index(drop=True))


def live(store: Store, review: Review, today: date, ratio: int | None = None) -> Shown:
    """Gather what a review shows from the observations, the commitments and the room as they are now.

    Args:
        store: the open store.
        review: the review as it stands now, its agenda included.
        today: the day on which it is shown.
        ratio: how many positives make up for one negative; None = as many as the programme says.
    """
    period, last = View(review.since, review.until), min(review.until, today)
    settings = programme(store)
    ratio = ratio or settings.recovery_ratio
    question = Question(last, period, (), ratio)
    hottest, ratings, outcomes, words = _hot_spot(store, review)
    answers, appreciations = _sent(store, review)
    return Shown(
        day=today,
        programme=settings.name,
        ratio=ratio,
        counts=_counts(store, review),
        rater=_in_own_words(store, rater(store, question)),
        rater_pairs=rater_pairs(store, question),
        rater_to_target=rater_to_target(store, question),
        since_last=since_last(store, replace(question, as_of=max(last, review.since))),
        journey=experience(store, review.since, review.until),
        watermelon=watermelon(store, question),
        fairness=fairness(store, question),
        waiting=waiting(store, question),
        trust=owed(store, last, ratio, review.since),
        outlook=outlook(store, Question(last, ratio=ratio)),
        hot_spots=hottest,
        hot_spot_ratings=ratings,
        hot_spot_outcomes=outcomes,
        hot_spot_stories=words,
        stories=_stories(store, review),
        kudos=store.cached(("kudos", period), lambda: kudos(store, period))[["id", "observed_on", "touchpoint"]],
        commitments=_looked_back_at(store, review, today),
        commitment=made_in(store, Question(today), review.id),
        cannot=_chosen_reasons(store, review),
        scorecard=scorecard(store, Question(last, period, ratio=ratio), today).drop(
            columns=[*RECOGNITION, *ANSWERED.values()]
        ),
        heard=answers_in_all(store, Question(today, period)),
        answered=_answers_given(store, review, today),
        choices=choices(store, review),
        photos=_photos(store, review),
        votes=vote(store, review.id),
        cast=cast(store, review.id),
        answers=answers,
        appreciations=appreciations,
    )


def _looked_back_at(store: Store, review: Review, today: date) -> pd.DataFrame:
    """Return the commitments before, with what each team said last of its own; what it wrote beside that stays out."""
    noted = progress(store, Question(today))[["id", "status", "noted_on"]]
    return looked_back_at(store, Question(today), review.id).merge(noted, on="id", how="left")


def _in_own_words(store: Store, rated: pd.DataFrame) -> pd.DataFrame:
    """Put beside each dimension what it is called and asked in the programme's own words, where it has any."""
    terms = vocabulary(store).of(TermKind.DIMENSION)
    own = {term.key: f"{term.title}: {term.sentence}" for term in terms if term != shipped_term(term.kind, term.key)}
    return rated.assign(own_words=rated["dimension"].map(own).fillna("")) if own else rated


def _counts(store: Store, review: Review) -> Counts:
    """Return how many observations there were, by how each touchpoint was in the period."""
    experienced = experience(store, review.since, review.until)
    sums = experienced[["observations", "positives", "neutrals", "negatives"]].sum()
    return Counts(
        touchpoints=int((experienced["observations"] > 0).sum()),
        judged=touchpoints_judged(store, review.since, review.until),
        **{str(name): int(n) for name, n in sums.items()},
    )


def _hot_spot(store: Store, review: Review) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the hot spots, and ratings, outcomes and chosen words of one: the one chosen, else the hottest."""
    spots, item = hot_spots(store, review.since, review.until), item_of(review, Item.HOT_SPOT)
    name = item.subject or next(iter(spots["touchpoint"]), "")
    view = View(review.since, review.until, touchpoint=name or None)
    rated = rater(store, Question(review.until, view, ("touchpoint",)))
    experienced = experience(store, review.since, review.until)
    own = experienced[experienced["touchpoint"] == name]
    standard = own["target"].astype("float64").fillna(hot.STANDARD).max() if len(own) else hot.STANDARD
    good, bad, every = (int(own[column].sum()) for column in _COUNTS)
    return (
        spots.assign(is_shown=spots["touchpoint"] == name),
        (rated if name else rated[:0]).assign(standard=standard),
        pd.DataFrame(
            {"touchpoint": name, "outcome": list(OUTCOME_WORDS.values()), "n": [good, every - good - bad, bad]}
        ),
        words_chosen(store, review, item.stories, touchpoint=name),
    )


def _stories(store: Store, review: Review) -> pd.DataFrame:
    """Return the stories whose words were chosen; where none were, those proposed, without a word of anybody's."""
    chosen = words_chosen(store, review, item_of(review, Item.STORIES).stories)
    if (well := chosen[chosen["outcome"] != "negative"]).size:
        return well.reset_index(drop=True)
    candidates = story_candidates(store, review.since, review.until)
    proposed = candidates.loc[candidates["is_proposed"], STORY_COLUMNS].reset_index(drop=True)
    return proposed.assign(what_happened="", kudos="", kudos_name="")


def _photos(store: Store, review: Review) -> pd.DataFrame:
    """Return the photos that were chosen, by the point they were chosen for."""
    none = photos_chosen(store, ()).assign(item="")
    points = (point for point in review.agenda if point.photos)
    read = {Item.OWN: pictures_chosen}  # these belong to no observation
    chosen = (
        read.get(point.item, photos_chosen)(store, point.photos).assign(item=point.item.value) for point in points
    )
    return pd.concat([none, *chosen], ignore_index=True)


def _sent(store: Store, review: Review) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the answers to the question that is asked, and to no other, and the thanks that the facilitator showed."""
    sent = contributions(store, review.id)
    shown_words = sent[sent["shown"]]
    point = item_of(review, Item.REFLECTION)
    answered = (shown_words["kind"] == "answer") & (shown_words["question"] == point.subject) & (not point.is_dropped)
    thanks = shown_words["kind"] == "appreciation"
    return tuple(shown_words.loc[answered, "words"]), tuple(shown_words.loc[thanks, "words"])


def _answers_given(store: Store, review: Review, today: date) -> pd.DataFrame:
    """Return the answers to what was found in the period; what one says only where it was chosen."""
    given = answers_given(store, View(review.since, review.until), today)
    chosen = {str(key) for key in item_of(review, Item.ANSWERS).stories}
    return given.assign(words=given["words"].where(given["id"].isin(chosen), ""))[
        ["id", "touchpoint", "n", "kind", "words"]
    ]


def _chosen_reasons(store: Store, review: Review) -> pd.DataFrame:
    """Return what cannot be mended; the reason somebody wrote only where it was chosen."""
    refusals = cannot(store, review.since, review.until)
    chosen = {str(key) for key in item_of(review, Item.CANNOT).stories}
    return refusals.assign(why=refusals["why"].where(refusals["id"].isin(chosen), ""))
