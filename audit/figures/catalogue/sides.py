"""The figures that lay two to four sides beside each other, declared."""

from audit.figures.catalogue.figure import Column, Figure, Picture, Unit
from audit.figures.catalogue.shared import (
    BAD_PER_100,
    DEBT,
    DIMENSION,
    GRADE,
    N_OF_VISITS,
    OUTCOMES,
    SCORE,
    TOUCHPOINT,
    N,
    interval,
)
from audit.figures.sides import compare_journey, compare_pairs, compare_rater, compare_trust

_SIDE = Column("side", Unit.NAME, "", "a place, a customer group, a channel, recognised or not, or a period")
_POSITIVES, _, _NEGATIVES = OUTCOMES
_GOOD_OR_BAD = Column("n", Unit.COUNT, note="good and bad moments")

FIGURES = (
    Figure(
        "compare-journey",
        "Each touchpoint as it was experienced on two to four sides.",
        compare_journey,
        (
            *(Column("journey", Unit.NAME), Column("stage", Unit.NAME), TOUCHPOINT, _SIDE),
            Column("n", Unit.COUNT, note="observations with a rating"),
            *(SCORE, *interval(Unit.SCORE), GRADE),
        ),
        is_keyed=False,
        pictures=(Picture("side_dots.side_scores", laid_out="side_dots.in_lines"),),
    ),
    Figure(
        "compare-rater",
        "The five dimensions on two to four sides.",
        compare_rater,
        (DIMENSION, _SIDE, N, N_OF_VISITS, SCORE, *interval(Unit.SCORE), GRADE),
        is_keyed=False,
        pictures=(Picture("side_dots.side_scores", laid_out="side_dots.in_lines"),),
    ),
    Figure(
        "compare-trust",
        "How often it goes wrong on two to four sides, and what each owes per 100.",
        compare_trust,
        (
            *(_SIDE, _GOOD_OR_BAD, N_OF_VISITS, _POSITIVES, _NEGATIVES, BAD_PER_100[0], *interval(Unit.PER_100)),
            *(GRADE, DEBT, Column("owed_per_100", Unit.NUMBER, "Owed per 100 good or bad")),
        ),
        is_keyed=False,
        pictures=(Picture("side_dots.side_shares", laid_out="side_dots.in_lines"),),
    ),
    Figure(
        "compare-pairs",
        "Every two sides compared where both came to the same touchpoints.",
        compare_pairs,
        (
            Column("value", Unit.WORD, "Of what", "score, a dimension, or bad per 100"),
            *(_SIDE, Column("other", Unit.NAME)),
            Column("n", Unit.COUNT, note="of the side, at touchpoints where both were observed"),
            Column("other_n", Unit.COUNT, "n of the other"),
            Column("difference", Unit.NUMBER, "Side minus other", "at like touchpoints"),
            *interval(Unit.NUMBER),
            Column("p", Unit.NUMBER, "p after Holm", "over all of its page; 1 where not compared"),
            Column("pooled_difference", Unit.NUMBER, "Side minus other, all touchpoints"),
            Column("verdict", Unit.WORD, note="higher, lower, no clear difference, not comparable"),
        ),
        is_keyed=False,
    ),
)
