"""Every figure by one way from the store to the reader: the page, the slide and the command ask here."""

from collections.abc import Mapping

from audit.figures.agreement import agreement, log_delay, paired_walks, severity
from audit.figures.answers import answers, answers_in_all
from audit.figures.catalogue import CATALOGUE, PRINTED
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
from audit.figures.sides import compare_journey, compare_pairs, compare_rater, compare_trust, side_words, sides_named
from audit.figures.since_last import since_last
from audit.figures.small_groups import touchpoints_not_shown
from audit.figures.voices import MOST_NOTES, Vocabulary, signals, vocabulary, words
from audit.figures.watermelon import metric_evidence, watermelon, watermelon_relation
from audit.figures.whole_visit import whole_visits

MEASURES: Mapping[str, Measure] = {name: CATALOGUE[name].measure for name in PRINTED}

__all__ = [
    "BY_TOUCHPOINT",
    "CATALOGUE",
    "MEASURES",
    "MOST_NOTES",
    "MOST_UNOWNED",
    "PRINTED",
    "Measure",
    "Question",
    "Vocabulary",
    "account",
    "agreement",
    "answers",
    "answers_in_all",
    "before_after",
    "change",
    "change_by_quarter",
    "change_now",
    "change_share",
    "change_share_by_quarter",
    "commitments",
    "compare_journey",
    "compare_pairs",
    "compare_rater",
    "compare_trust",
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
    "side_words",
    "sides_named",
    "signals",
    "since_last",
    "standards",
    "steadiness",
    "steadiness_by_quarter",
    "times_of_week",
    "touchpoints_not_shown",
    "trust",
    "trust_debts",
    "vocabulary",
    "waiting",
    "waits",
    "watermelon",
    "watermelon_relation",
    "whole_visits",
    "words",
]
