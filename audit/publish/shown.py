"""What a review shows: every figure its slides, deck, hand-out and minutes are written from, in one record."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

VERSION = 10  # of the text a closed review keeps; another one is due as soon as a field or a column changes


@dataclass(frozen=True, slots=True)
class Counts:
    """How many observations stand behind a review, at first hand or reported, and what they were.

    `judged` counts the touchpoints observed often enough to be judged.
    """

    observations: int
    touchpoints: int
    judged: int
    positives: int
    neutrals: int
    negatives: int


@dataclass(frozen=True, slots=True)
class Cast:
    """How many votes came in so far for what is offered, and whether each is one a hand, a code or a phone."""

    votes: int
    by_code: bool
    by_hands: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Everything a review shows, made of small frames.

    People's words are in it only where they were chosen, or said in the room and shown by the facilitator.

    - `day`: the day it is shown on; `programme`: the name of the service, "" in texts that did not keep it; `ratio`:
      how many positives make up for one negative; `counts`: of the period.
    - `rater`: the profile of the period, as `audit.measures.rater.rater` without keys, and where the programme
      asks in its own words `own_words`, the name and question of each ("" = the English ones); `rater_pairs`: its
      dimensions compared, as `audit.measures.dimension_pairs.rater_pairs`, no row where they were not.
    - `rater_to_target`: the profile at the touchpoints that have a target, with it, as
      `audit.figures.rating.rater_to_target`.
    - `since_last`: the period beside that of the last review, as `audit.figures.since_last.since_last`.
    - `journey`: what each touchpoint was like, in the order of the journeys, as `audit.figures.rating.journey`.
    - `watermelon`: each metric beside the visits to its service, as `audit.figures.watermelon.watermelon` without keys.
    - `fairness`: each customer group beside the others, as `audit.figures.fairness.fairness` without keys.
    - `waiting`: the bad experiences that wait at each touchpoint, as `audit.figures.recovery.waiting`.
    - `trust`: what each touchpoint owes on the last day, the most first, as `audit.measures.trust.trust`; its movement
      is that since the first day of the period, which follows the last review's last.
    - `outlook`: when that could be paid, as `audit.measures.outlook.outlook`.
    - `hot_spots`: every touchpoint below its standard, the hottest first, as `audit.measures.hot_spot.hot_spots`, with
      `is_shown` (bool: the one that is looked at).
    - `hot_spot_ratings`: that one by dimension, as `rater`, with `touchpoint` and `standard` (1-5).
    - `hot_spot_outcomes`: its name, `outcome` (good, neither, bad) and `n`, three rows.
    - `hot_spot_stories`, `stories`: `id`, `observed_on`, `touchpoint`, `place`, `outcome`, `what_happened`, `kudos`,
      `kudos_name` of the observations whose words are shown; the last three "" unless chosen.
    - `kudos`: `id`, `observed_on`, `touchpoint` of everything somebody was thanked for in the period.
    - `commitments`: those of the reviews before, with their verdicts; `commitment`: those made in this one; both as
      `audit.figures.commitment.commitments`, the first with `status` and `noted_on` (how its team last said it goes,
      and on which day; "" and NaT where it said nothing).
    - `cannot`: `id`, `touchpoint`, `observed_on`, `cause`, `why` ("" unless chosen) of what cannot be mended.
    - `scorecard`: what the leaders did together, as `audit.figures.scorecard.scorecard`.
    - `heard`: what was found in the period, owned, and answered to staff by the day it is shown on, one row, as
      `audit.measures.answered.answered` without keys; `answered`: those answers, the newest first: `id`, `touchpoint`,
      `n` (bad experiences), `kind`, `words` ("" unless chosen).
    - `choices`: `choice`, `fact` ("26 bad of 42", what became of it, or ""), `is_gone`, as `audit.review.choices`.
    - `photos`: those chosen, by `item`, the point they were chosen for: `id`, `observation_id`, `mark` (names its
      file), `width`, `height`, `touchpoint`, `observed_on`.
    - `votes`: as `audit.measures.vote.count_votes`, no row while hidden; `cast`: how many came in.
    - `answers`, `appreciations`: what people sent, in their own words.
    - `version`: in which shape it was stored; what an earlier one did not keep was filled in when it was read.
    """

    day: date
    programme: str
    ratio: int
    counts: Counts
    rater: pd.DataFrame
    rater_pairs: pd.DataFrame
    rater_to_target: pd.DataFrame
    since_last: pd.DataFrame
    journey: pd.DataFrame
    watermelon: pd.DataFrame
    fairness: pd.DataFrame
    waiting: pd.DataFrame
    trust: pd.DataFrame
    outlook: pd.DataFrame
    hot_spots: pd.DataFrame
    hot_spot_ratings: pd.DataFrame
    hot_spot_outcomes: pd.DataFrame
    hot_spot_stories: pd.DataFrame
    stories: pd.DataFrame
    kudos: pd.DataFrame
    commitments: pd.DataFrame
    commitment: pd.DataFrame
    cannot: pd.DataFrame
    scorecard: pd.DataFrame
    heard: pd.DataFrame
    answered: pd.DataFrame
    choices: pd.DataFrame
    photos: pd.DataFrame
    votes: pd.DataFrame
    cast: Cast
    answers: tuple[str, ...]
    appreciations: tuple[str, ...]
    version: int = VERSION

    @property
    def hot_spot(self) -> str:
        """Return the name of the touchpoint that is looked at as the hot spot, "" where there is none."""
        return str(self.hot_spot_outcomes["touchpoint"].iloc[0])
