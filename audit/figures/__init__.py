"""Every figure by one way from the store to the reader: the page, the slide and the command ask here."""

from collections.abc import Mapping

from audit.figures.agreement import agreement, log_delay, paired_walks, severity
from audit.figures.change import (
    before_after,
    change,
    change_by_quarter,
    change_now,
    change_share,
    change_share_by_quarter,
    steadiness,
    steadiness_by_quarter,
)
from audit.figures.commitment import commitments
from audit.figures.coverage import coverage, coverage_columns, next_walk, times_of_week
from audit.figures.fairness import fairness
from audit.figures.ledger import ledger, outlook, ratio_band, trust, trust_debts
from audit.figures.promise import waits
from audit.figures.question import BY_TOUCHPOINT, Measure, Question
from audit.figures.rating import consistency, journey, ranking, rater, rater_pairs, standards
from audit.figures.recovery import MOST_UNOWNED, account, recoveries, waiting
from audit.figures.scorecard import observers, own_scorecard, scorecard
from audit.figures.voices import MOST_NOTES, Vocabulary, signals, vocabulary, words
from audit.figures.watermelon import metric_evidence, watermelon, watermelon_relation
from audit.figures.whole_visit import whole_visits

MEASURES: Mapping[str, Measure] = {
    "recoveries": recoveries,
    "waiting": waiting,
    "commitments": commitments,
    "rater": rater,
    "rater-pairs": rater_pairs,
    "trust": trust,
    "trust-debts": trust_debts,
    "forecast": outlook,
    "ranking": ranking,
    "standards": standards,
    "journey": journey,
    "consistency": consistency,
    "waits": waits,
    "coverage": coverage,
    "next-walk": next_walk,
    "watermelon": watermelon,
    "fairness": fairness,
    "agreement": agreement,
    "severity": severity,
    "log-delay": log_delay,
    "scorecard": scorecard,
    "words": words,
    "signals": signals,
    "change": change,
    "change-by-quarter": change_by_quarter,
    "change-share": change_share,
    "change-share-by-quarter": change_share_by_quarter,
    "change-now": change_now,
    "before-after": before_after,
    "steadiness": steadiness,
    "steadiness-by-quarter": steadiness_by_quarter,
    "whole-visits": whole_visits,
}

_TOGETHER = {"agreement", "fairness", "rater-pairs"}  # what says little touchpoint by touchpoint


def usual_by(name: str) -> tuple[str, ...]:
    """Return what a measure of `MEASURES` is reported by when nobody says: the touchpoint, or nothing."""
    return () if name in _TOGETHER else BY_TOUCHPOINT


__all__ = [
    "BY_TOUCHPOINT",
    "MEASURES",
    "MOST_NOTES",
    "MOST_UNOWNED",
    "Measure",
    "Question",
    "Vocabulary",
    "account",
    "agreement",
    "before_after",
    "change",
    "change_by_quarter",
    "change_now",
    "change_share",
    "change_share_by_quarter",
    "commitments",
    "consistency",
    "coverage",
    "coverage_columns",
    "fairness",
    "journey",
    "ledger",
    "log_delay",
    "metric_evidence",
    "next_walk",
    "observers",
    "outlook",
    "own_scorecard",
    "paired_walks",
    "ranking",
    "rater",
    "rater_pairs",
    "ratio_band",
    "recoveries",
    "scorecard",
    "severity",
    "signals",
    "standards",
    "steadiness",
    "steadiness_by_quarter",
    "times_of_week",
    "trust",
    "trust_debts",
    "usual_by",
    "vocabulary",
    "waiting",
    "waits",
    "watermelon",
    "watermelon_relation",
    "whole_visits",
    "words",
]
