"""What stands behind a figure, in one sentence."""

from collections.abc import Mapping

from audit.model.evidence import Counts, Evidence
from audit.model.labels import OUTCOME_WORDS
from audit.publish.headlines.words import counted

_WHICH = {Counts.ALL: "", Counts.RATED: ", rated", Counts.JUDGED: ", good or bad"}


def observations_headline(outcomes: Mapping[str, int], evidence: Evidence, where: str = "", days: str = "") -> str:
    """Say how many observations stand behind a figure.

    Args:
        outcomes: how many, by outcome, as `audit.store.evidence.outcomes_behind` returns.
        evidence: which they are.
        where: the touchpoint or service they are of, "" for any.
        days: the days they are of, as people say it, "" for any.
    """
    n = sum(outcomes.values())
    which = _WHICH[evidence.counts]
    if evidence.dimension:
        which = f", rated{f' {evidence.rating}' if evidence.rating else ''} on {evidence.dimension.value}"
    place = f" at {where}" if where else ""
    return f"{counted(n, 'observation') if n else 'No observation'}{place}{which}{f', {days}' if days else ''}."


def outcomes_sentence(outcomes: Mapping[str, int]) -> str:
    """Say how the observations went: "12 good, 3 neither, 11 bad"."""
    return ", ".join(f"{outcomes[name]:,} {word}" for name, word in OUTCOME_WORDS.items() if outcomes[name])
