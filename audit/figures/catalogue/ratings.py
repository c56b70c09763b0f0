"""The figures made of ratings, declared."""

from audit.figures.catalogue.figure import Column, Figure, Picture, Unit
from audit.figures.catalogue.shared import (
    BAD_PER_100,
    DEBT,
    DEBT_THEN,
    DIMENSION,
    GRADE,
    MOMENT_OF_TRUTH,
    N_OF_VISITS,
    OUTCOMES,
    POSITIVE_SHARE,
    SCORE,
    TOUCHPOINT,
    N,
    interval,
)
from audit.figures.rating import consistency, journey, ranking, rater, rater_pairs, standards
from audit.figures.whole_visit import whole_visits
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled

_SPREAD = tuple(Column(f"n{rating}", Unit.COUNT, f"Ratings of {rating}") for rating in range(1, 6))
_MINIMUM = Column("minimum", Unit.SCORE, "Our minimum")
_TARGET = Column("target", Unit.SCORE, "Our target")

FIGURES = (
    Figure(
        "rater",
        "How each of the five dimensions is rated.",
        rater,
        (
            *(DIMENSION, N, SCORE, *interval(Unit.SCORE), GRADE, *_SPREAD, N_OF_VISITS),
            Column("deff", Unit.NUMBER, "Observations to one that stands alone", "design effect: n was divided by it"),
        ),
        pictures=(
            Picture("rater.rater_dots", (("zone", ()),), by=()),
            Picture("rater.rating_bars", by=()),
            Picture("rater.rater_heat"),
        ),
        engines=("pandas", "polars"),
    ),
    Figure(
        "rater-pairs",
        "Every two dimensions compared, where both are rated.",
        rater_pairs,
        (
            Column("dimension", Unit.WORD, "First"),
            Column("other", Unit.WORD),
            Column("n", Unit.COUNT, note="observations that rate both"),
            N_OF_VISITS,
            Column("difference", Unit.SCORE_GAP, "First minus other", "mean"),
            *interval(Unit.SCORE_GAP),
            Column("p", Unit.NUMBER, "p after Holm", "over the ten pairs; 1 where not compared"),
            Column("pooled_difference", Unit.SCORE_GAP, "First minus other, all ratings"),
            Column(
                "verdict",
                Unit.WORD,
                note="higher, lower, no clear difference, pooled means say otherwise, not comparable, not rated",
            ),
        ),
        by=(),
    ),
    Figure(
        "ranking",
        "The touchpoints in the order the evidence allows, and which are surely good.",
        ranking,
        (
            *(TOUCHPOINT, N),
            Column("mean", Unit.SCORE, "Mean as seen"),
            Column("shrunk", Unit.SCORE, "Estimate", "drawn towards the mean of all"),
            Column("lower", Unit.SCORE, "Lower bound", "90 %"),
            Column("rank", Unit.COUNT, note=f"empty under {spelled(FEWEST_TO_JUDGE)} observations"),
            N_OF_VISITS,
            Column("standard", Unit.SCORE, "Held to", "the target set there, else 4"),
            Column("is_surely_good", Unit.YES_NO, "Surely good"),
        ),
        is_keyed=False,
        pictures=(Picture("ranking.ranking_dots"),),
    ),
    Figure(
        "standards",
        "Each score beside the standard the team has set itself.",
        standards,
        (
            *(TOUCHPOINT, DIMENSION, N, SCORE, *interval(Unit.SCORE), GRADE, N_OF_VISITS, _MINIMUM, _TARGET),
            Column("adequacy", Unit.SCORE_GAP, "Score less minimum"),
            Column("superiority", Unit.SCORE_GAP, "Score less target"),
            Column("zone", Unit.WORD, "It lies"),
            Column("whole_interval_in_zone", Unit.YES_NO, "And surely so"),
        ),
        is_keyed=False,
    ),
    Figure(
        "journey",
        "Every touchpoint in the order of the journey, with score, outcomes and debt.",
        journey,
        (
            *(Column("touchpoint_id", Unit.KEY), Column("journey", Unit.NAME), Column("stage", Unit.NAME), TOUCHPOINT),
            *(Column("stage_position", Unit.COUNT), Column("position", Unit.COUNT), Column("channel", Unit.WORD)),
            *(Column("description", Unit.TEXT), MOMENT_OF_TRUTH, _MINIMUM, _TARGET),
            Column("is_whole_visit", Unit.YES_NO),
            Column("n", Unit.COUNT, note="ratings"),
            Column("observations", Unit.COUNT),
            Column("rated", Unit.COUNT, note="observations with a rating"),
            *(SCORE, *interval(Unit.SCORE), GRADE, *OUTCOMES, POSITIVE_SHARE, DEBT, DEBT_THEN, *BAD_PER_100),
        ),
        is_keyed=False,
        pictures=(
            Picture("journey.experience_curve", laid_out="labels.staged"),
            Picture("journey.experience_path", laid_out="labels.staged"),
        ),
    ),
    Figure(
        "consistency",
        "How alike the ratings of each dimension are.",
        consistency,
        (
            *(DIMENSION, N, SCORE),
            Column("consistency", Unit.NUMBER, note="1 = always the same, 0 = as far apart as can be"),
            Column("share_low", Unit.SHARE, "Part rated 1 or 2"),
        ),
    ),
    Figure(
        "whole-visits",
        "How visits went as a whole, in no other figure.",
        whole_visits,
        (
            Column("journey", Unit.NAME),
            Column("touchpoint", Unit.NAME, note="the visit as a whole"),
            *(N, *OUTCOMES, POSITIVE_SHARE, *interval(Unit.SHARE), GRADE),
        ),
        is_keyed=False,
    ),
)
