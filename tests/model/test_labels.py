"""Every key that is stored has the word that is shown for it."""

import pandas as pd
import pytest

from audit.model import labels
from audit.model.commitment import Verdict
from audit.model.commitment_rule import RuleVerdict
from audit.model.progress import ProgressStatus
from audit.model.rating import Dimension, Outcome
from audit.model.recovery import Step
from audit.model.story import Cause
from audit.model.walk_through import Method, Signal
from audit.model.webhook import Recipient


@pytest.mark.parametrize(
    ("keys", "table"),
    [
        (Dimension, labels.DIMENSION_LABELS),
        (Outcome, labels.OUTCOME_LABELS),
        (Outcome, labels.OUTCOME_WORDS),
        (Method, labels.METHOD_LABELS),
        (Signal, labels.SIGNAL_LABELS),
        (Cause, labels.CAUSE_LABELS),
        (Step, labels.STEP_LABELS),
        (Verdict, labels.VERDICT_LABELS),
        (Verdict, labels.VERDICT_SENTENCES),
        (Verdict, labels.VERDICT_MARKS),
        (RuleVerdict, labels.RULE_VERDICT_LABELS),
        (RuleVerdict, labels.RULE_VERDICT_MARKS),
        (ProgressStatus, labels.PROGRESS_LABELS),
        (ProgressStatus, labels.PROGRESS_MARKS),
        (Recipient, labels.RECIPIENT_LABELS),
    ],
)
def test_every_key_has_a_word_of_its_own(keys, table):
    assert set(table) == set(keys)
    assert all(table.values())


def test_how_a_moment_went_is_worded_as_closed_reviews_hold_it():
    assert list(labels.OUTCOME_WORDS.values()) == ["good", "neither", "bad"]


def test_a_column_is_shown_in_words_and_what_no_word_is_known_for_as_it_is():
    shown = labels.labelled(pd.Series(["worse", "from before"]), {"worse": "fell"})
    assert shown.tolist() == ["fell", "from before"]
