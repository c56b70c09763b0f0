"""What is shown for what is stored: stores and closed reviews hold the key, so it stays; its word changes here."""

from collections.abc import Mapping

import pandas as pd

from audit.model.commitment import Verdict
from audit.model.commitment_rule import RuleVerdict
from audit.model.field_walk import NoWords
from audit.model.progress import ProgressStatus
from audit.model.rating import Dimension, Outcome
from audit.model.recovery import Step
from audit.model.story import Cause
from audit.model.walk_through import Method, Recognised, Signal
from audit.model.webhook import Recipient

DIMENSION_LABELS: Mapping[str, str] = {
    Dimension.RELIABILITY: "reliability",
    Dimension.ASSURANCE: "assurance",
    Dimension.TANGIBLES: "tangibles",
    Dimension.EMPATHY: "empathy",
    Dimension.RESPONSIVENESS: "responsiveness",
}
DIMENSION_MEANINGS: Mapping[str, str] = {  # in as few words as a phone has room for
    Dimension.RELIABILITY: "what was promised, right the first time",
    Dimension.ASSURANCE: "knowing how, and giving confidence",
    Dimension.TANGIBLES: "what can be seen, heard and touched",
    Dimension.EMPATHY: "seeing the person and their need",
    Dimension.RESPONSIVENESS: "prompt, and willing",
}
OUTCOME_LABELS: Mapping[str, str] = {
    Outcome.POSITIVE: "positive",
    Outcome.NEUTRAL: "neutral",
    Outcome.NEGATIVE: "negative",
}
OUTCOME_WORDS: Mapping[str, str] = {  # of a moment; closed reviews hold these words too, so they stay
    Outcome.POSITIVE: "good",
    Outcome.NEUTRAL: "neither",
    Outcome.NEGATIVE: "bad",
}
FIELD_OUTCOME_LABELS: Mapping[str, str] = {  # on a walk, to tap and to correct
    Outcome.POSITIVE: "Good",
    Outcome.NEUTRAL: "Mixed",
    Outcome.NEGATIVE: "Bad",
}
METHOD_LABELS: Mapping[str, str] = {
    Method.SIT_AND_LISTEN: "sit and listen",
    Method.LISTEN_TO_CALLS: "listen to calls",
    Method.MAKE_THE_CALL: "make the call",
    Method.WALK_IT_THROUGH: "walk it through",
    Method.USE_IT_ONLINE: "use it online",
    Method.CHAMPIONS_NOTE: "champion's note",
    Method.IMPORTED: "imported",
}
RECOGNISED_LABELS: Mapping[str, str] = {
    Recognised.NO: "observer not recognised",
    Recognised.PERHAPS: "observer perhaps recognised",
    Recognised.YES: "visit announced",
}
RECOGNISED_SIDES: Mapping[str, str] = {  # as they follow "higher for"
    Recognised.NO: "observers not recognised",
    Recognised.PERHAPS: "observers perhaps recognised",
    Recognised.YES: "announced visits",
}
RECOGNISED_ANSWERS: Mapping[str, str] = {  # to "Did anybody know you were observing?"
    Recognised.NO: "No",
    Recognised.PERHAPS: "Perhaps, recognised",
    Recognised.YES: "Yes, announced",
}
RECOGNISED_PHRASES: Mapping[str, str] = {  # as they follow "was never observed"
    Recognised.NO: "by an observer nobody recognised",
    Recognised.PERHAPS: "by an observer who was perhaps recognised",
    Recognised.YES: "on an announced visit",
}
SIGNAL_LABELS: Mapping[str, str] = {
    Signal.EFFORTLESS: "effortless",
    Signal.PERSONAL: "personal",
    Signal.FIXED_ON_THE_SPOT: "fixed on the spot",
    Signal.KEPT_IN_THE_LOOP: "kept in the loop",
    Signal.END_RUN: "end run",
    Signal.BECK_AND_CALL: "beck and call",
    Signal.MIXED_MESSAGE: "mixed message",
}
SIGNAL_MEANINGS: Mapping[str, str] = {
    Signal.EFFORTLESS: "what was wanted came without asking twice, waiting without word or being sent elsewhere",
    Signal.PERSONAL: "met as the person they are: a name, a situation or the last visit was remembered",
    Signal.FIXED_ON_THE_SPOT: "whoever met the problem first owned it and solved it there",
    Signal.KEPT_IN_THE_LOOP: "word of what was happening came before anybody had to ask",
    Signal.END_RUN: "somebody went past the proper channel to a person they know",
    Signal.BECK_AND_CALL: "somebody dropped everything for one customer while others waited their turn",
    Signal.MIXED_MESSAGE: "two people or two pages said two different things",
}
NO_WORDS_LABELS: Mapping[str, str] = {
    NoWords.NO_TIME: "No time",
    NoWords.SOMEONE_KNOWN: "Someone would be known",
    NoWords.NOTHING_TO_ADD: "Nothing to add",
}
CAUSE_LABELS: Mapping[str, str] = {
    Cause.POLICY: "policy",
    Cause.STAFFING: "staffing",
    Cause.TOOL: "tool",
    Cause.HANDOFF: "handoff",
    Cause.TRAINING: "training",
    Cause.SPACE: "space",
}
STEP_LABELS: Mapping[str, str] = {
    Step.OWNED: "owned",
    Step.ALIGNED: "aligned inside",
    Step.INFORMED: "customer told",
    Step.FIXED: "fixed",
    Step.CONFIRMED: "customer confirmed",
    Step.CANNOT: "can’t be done",
    Step.REOPENED: "reopened",
}

VERDICT_LABELS: Mapping[str, str] = {
    Verdict.IMPROVED: "improved",
    Verdict.NO_CHANGE: "no change",
    Verdict.WORSE: "worse",
    Verdict.TOO_EARLY: "too early",
}
VERDICT_SENTENCES: Mapping[str, str] = {  # as a sentence of their own
    Verdict.IMPROVED: "Clearly better than before",
    Verdict.NO_CHANGE: "No clear change from before",
    Verdict.WORSE: "Clearly worse than before",
    Verdict.TOO_EARLY: "Too early to compare with before",
}
VERDICT_VERBS: Mapping[str, str] = {Verdict.IMPROVED: "improved", Verdict.WORSE: "got worse"}  # of a touchpoint
VERDICT_MARKS: Mapping[str, str] = {
    Verdict.IMPROVED: "▲",
    Verdict.NO_CHANGE: "=",
    Verdict.WORSE: "▼",
    Verdict.TOO_EARLY: "…",
}

RULE_VERDICT_LABELS: Mapping[str, str] = {
    RuleVerdict.HELD: "kept",
    RuleVerdict.BROKEN: "not kept",
    RuleVerdict.TOO_EARLY: "too early",
    RuleVerdict.WORDS_ONLY: "words only",
}
RULE_VERDICT_VERBS: Mapping[str, str] = {
    RuleVerdict.HELD: "kept its word",
    RuleVerdict.BROKEN: "did not keep its word",
}  # of a team
RULE_VERDICT_MARKS: Mapping[str, str] = {
    RuleVerdict.HELD: "✓",
    RuleVerdict.BROKEN: "✗",
    RuleVerdict.TOO_EARLY: "…",
    RuleVerdict.WORDS_ONLY: "…",
}
PROGRESS_LABELS: Mapping[str, str] = {  # as its team says; whether it was kept is measured
    ProgressStatus.ON_TRACK: "On track",
    ProgressStatus.AT_RISK: "At risk",
    ProgressStatus.BLOCKED: "Blocked",
    ProgressStatus.DONE: "Done, to be judged",
}
PROGRESS_MARKS: Mapping[str, str] = {
    ProgressStatus.ON_TRACK: "●",
    ProgressStatus.AT_RISK: "◐",
    ProgressStatus.BLOCKED: "■",
    ProgressStatus.DONE: "✓",
}
RECIPIENT_LABELS: Mapping[str, str] = {
    Recipient.TEAMS: "Teams",
    Recipient.SLACK: "Slack",
    Recipient.JIRA: "Jira",
}
REPERTOIRE_LABELS = {"scenarios": "Situations to play through", "personas": "Personas to walk as"}


def labelled(keys: pd.Series, labels: Mapping[str, str]) -> pd.Series:
    """Return a column of keys as they are shown; one that no label is known for stands as it is."""
    return keys.map(lambda key: labels.get(key, key))
