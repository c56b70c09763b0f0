"""What was said of a moment and what a correction changed of it, in words."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from audit.model.duration import duration_words
from audit.model.field_walk import FieldEntry
from audit.model.labels import (
    DIMENSION_LABELS,
    FIELD_OUTCOME_LABELS,
    METHOD_LABELS,
    NO_WORDS_LABELS,
    RECOGNISED_ANSWERS,
)
from audit.model.rating import DIMENSIONS
from audit.model.vocabulary import TermKind, Vocabulary
from audit.model.waiting import as_clock
from audit.model.walk_through import ANSWERS, TEXTS, YES_NO


def entry_facts(entry: FieldEntry, words: Vocabulary) -> tuple[str, ...]:
    """Return what was said of a moment beside its outcome and words: its ratings, then wait, greeting and signals.

    What was not said is left out; with nothing of a kind there is no such line.
    """
    observation = entry.observation
    ratings = [
        f"{DIMENSION_LABELS[name].capitalize()} {observation.ratings[name]}"
        for name in DIMENSIONS
        if name in observation.ratings
    ]
    others = [
        "" if observation.wait_minutes is None else f"Waited {duration_words(observation.wait_minutes)}",
        "No one there" if entry.nobody_there else "",
        *(f"{label}: {answer}" for name, label in YES_NO.items() if (answer := ANSWERS[getattr(observation, name)])),
        *(words.term(TermKind.SIGNAL, signal).title for signal in sorted(observation.signals)),
        f"No words: {NO_WORDS_LABELS[entry.why_no_words].lower()}" if entry.why_no_words else "",
    ]
    return tuple(line for line in (" · ".join(filter(None, parts)) for parts in (ratings, others)) if line)


def what_changed(before: str, after: str, words: Vocabulary) -> str:
    """Say from what to what each field went: "outcome: bad → mixed; wait: 1:30 → 2:00".

    Args:
        before: what stood, as JSON text of the history, of an observation or of a walk.
        after: what stands since.
        words: the names of signals.

    Returns:
        The fields in the order people fill them in, "" where nothing stood before or stands since.
    """
    was, now = json.loads(before), json.loads(after)
    return "; ".join(_changes(_flat(was, words), _flat(now, words))) if was and now else ""


def _changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for field, (label, in_words, nothing) in _FIELDS.items():
        pair = [in_words(each[field]) if each.get(field) not in _EMPTY else nothing for each in (was, now)]
        if was.get(field) != now.get(field) and pair[0] != pair[1]:
            yield f"{label}: {pair[0]} → {pair[1]}"


def _flat(material: Mapping[str, Any], words: Vocabulary) -> dict[str, Any]:
    """Return the fields of a thing in one row; a correction here keeps its ratings together, an import apart."""
    ticked = material.get("signals") or []
    keys = ticked.split(";") if isinstance(ticked, str) else ticked
    names = {"signals": words.named(TermKind.SIGNAL, keys)} if "signals" in material else {}
    return {**material, **material.get("ratings", {}), **names}


def _labelled(labels: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: labels.get(key, key).lower()


def _waited(minutes: str | float) -> str:
    return as_clock(round(float(minutes) * 60))


def _yes_no(answer: str | bool) -> str:  # noqa: FBT001  # as the history has it
    return answer if isinstance(answer, str) else ANSWERS[answer]


def _quoted(words: str) -> str:
    return f"“{words}”"


_EMPTY: tuple[Any, ...] = (None, "", [])
_NO_ANSWER = "not said"
_FIELDS: Mapping[str, tuple[str, Callable[[Any], str], str]] = {
    "outcome": ("outcome", _labelled(FIELD_OUTCOME_LABELS), _NO_ANSWER),
    **{name.value: (DIMENSION_LABELS[name], str, "not observed") for name in DIMENSIONS},
    "wait_minutes": ("wait", _waited, _NO_ANSWER),
    **{name: (label.lower(), _yes_no, _NO_ANSWER) for name, label in YES_NO.items()},
    "signals": ("signals", ", ".join, "none"),
    **{name: (name, str, _NO_ANSWER) for name in ("journey", "stage", "touchpoint", "channel", "place")},
    "method": ("method", _labelled(METHOD_LABELS), _NO_ANSWER),
    "customer_group": ("customer group", str, _NO_ANSWER),
    "observer": ("observer", str, _NO_ANSWER),
    "own_area": ("own area", _yes_no, _NO_ANSWER),
    **{name: (name, str, _NO_ANSWER) for name in ("scenario", "persona")},
    "recognised": ("did anybody know", _labelled(RECOGNISED_ANSWERS), _NO_ANSWER),
    "observed_on": ("day", str, _NO_ANSWER),
    "first_impressions": ("first impressions", _quoted, "none"),
    "first_outcome": ("first feeling", _labelled(FIELD_OUTCOME_LABELS), _NO_ANSWER),
    "closing_words": ("closing words", _quoted, "none"),
    **{name: (label.lower(), _quoted, "none") for name, label in TEXTS.items()},
    "what_happened": ("words", _quoted, "none"),  # shorter, for it stands in nearly every sentence
}
