"""The programme as a form for ODK Collect and KoboToolbox: an XLSForm, whose exports the app brings in again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from uuid import UUID

import xlsxwriter

from audit.errors import NothingToWalkError
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import key_of
from audit.model.rating import RATINGS, Dimension, Outcome
from audit.model.vocabulary import Term, TermKind, Vocabulary
from audit.model.walk_through import TEXTS, YES_NO

FORM_ID = "moments_walk"
OTHER = "other"
_YES_NO = {"yes": "Yes", "no": "No"}
_NEITHER = {"greeted": {"no_one_there": "No one there"}}  # what can be answered beside yes and no
_OUTCOMES = {Outcome.POSITIVE: "Good", Outcome.NEUTRAL: "Mixed", Outcome.NEGATIVE: "Bad"}
_RECOGNISED = {"no": "No", "perhaps": "Perhaps, recognised", "yes": "Yes, announced"}
_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Programme:
    """What the form asks about: `journeys` with their anchors, and the names to choose from."""

    name: str
    journeys: Sequence[Journey]
    places: Sequence[str] = ()
    customer_groups: Sequence[str] = ()
    words: Vocabulary = field(default_factory=Vocabulary)


def field_form(programme: Programme, version: datetime) -> bytes:
    """Return the XLSForm of a walk through `programme`.

    Questions are called as the columns of our own observations table, and labelled so too, whichever of the two an
    export carries. Journeys, stages and touchpoints are chosen by their keys, so that a new name does not part them
    from what was observed before.

    Args:
        programme: What is asked about.
        version: When it is made; a later form has to have a later one.

    Raises:
        NothingToWalkError: there is no touchpoint to be observed yet.
    """
    stops = [stop for journey in programme.journeys for stop in _stops(journey)]
    if not stops:
        raise NothingToWalkError
    content = BytesIO()
    settings = {
        "form_title": _plain(programme.name or "Walk-through"),
        "form_id": FORM_ID,
        "version": re.sub(r"\D", "", version.isoformat(timespec="seconds")),
    }
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        _write(book, "survey", [*_of_the_walk(programme), *_of_a_stop(programme.words), *_at_the_end()])
        _write(book, "choices", [*_fixed_choices(programme.words), *_programmes_choices(programme, stops)])
        _write(book, "settings", [settings])
    return content.getvalue()


def _stops(journey: Journey) -> Iterator[tuple[Journey, Stage, Touchpoint]]:
    for stage, touchpoint in journey.touchpoints():
        yield journey, stage, touchpoint


def _question(kind: str, name: str, label: str, hint: str = "", **more: str) -> _Row:
    return {"type": kind, "name": name, "label": label, "hint": hint, **more}


def _of_the_walk(programme: Programme) -> Iterator[_Row]:
    yield _question("start", "start", "")
    yield _question("begin_group", "walk", "Walk", appearance="field-list")
    yield _question("calculate", "walk_id", "", calculation="once(uuid())")
    yield _question("select_one journey", "journey", "Journey", required="yes")
    yield from _chosen_or_written("place", "Place", programme.places)
    yield _question("select_one method", "method", "Method", "How do you come to know what happens?", required="yes")
    yield from _chosen_or_written("customer_group", "Customer group", programme.customer_groups)
    yield _question("text", "observer", "Observer", "A name, a role, or nothing")
    yield _question("select_one yes_no", "own_area", "Own area", "Do you answer for what you observe?")
    yield _question("end_group", "walk", "")


def _chosen_or_written(name: str, label: str, known: Sequence[str]) -> Iterator[_Row]:
    """Yield a question with the names that are known to choose from and room for another."""
    if not known:
        yield _question("text", name, label)
        return
    yield _question(f"select_one {name}", name, label)
    yield _question("text", f"other_{name}", f"Other {label.lower()}", relevant=f"${{{name}}} = '{OTHER}'")


def _of_a_stop(words: Vocabulary) -> Iterator[_Row]:
    yield _question("begin_repeat", "stops", "Stops")
    yield _question("calculate", "entry_id", "", calculation="once(uuid())")
    yield _question("begin_group", "stop", "Stop", appearance="field-list")
    yield _question("select_one stage", "stage", "Stage", required="yes", choice_filter="journey=${journey}")
    of_stage = f"stage=${{stage}} or name='{OTHER}'"
    yield _question("select_one touchpoint", "touchpoint", "Touchpoint", required="yes", choice_filter=of_stage)
    missing = f"${{touchpoint}} = '{OTHER}'"
    yield _question("text", "other_touchpoint", "Other touchpoint", required="yes", relevant=missing)
    when = "if(${touchpoint} = '', '', once(now()))"
    yield _question("calculate", "observed_at", "", calculation=when, **{"bind::type": "dateTime"})
    yield _question("select_one outcome", "outcome", "Outcome", "How was this moment as a whole?", required="yes")
    for term in words.of(TermKind.DIMENSION):
        yield from _rated(term)
    for name, label in TEXTS.items():
        yield _question("text", name, label, "No names of people", appearance="multiline")
    yield _question(
        *("decimal", "wait_minutes", "Wait minutes", "1.5 is a minute and a half; empty where nobody waited"),
        constraint=". >= 0",
        constraint_message="Write minutes, such as 4 or 1.5",
    )
    for name, label in YES_NO.items():
        yield _question(f"select_one {name}", name, label)
    yield _question("select_multiple signal", "signals", "Signals", "Tick what you noticed")
    yield _question("end_group", "stop", "")
    yield _question("end_repeat", "stops", "")


def _rated(term: Term) -> Iterator[_Row]:
    """Yield the question for a rating, with what 1, 3 and 5 look like at the chosen touchpoint as its hint."""
    anchors = f"{term.key}_anchors"
    of_chosen = f"instance('touchpoint')/root/item[name=${{touchpoint}}]/{anchors}"
    yield _question("calculate", anchors, "", calculation=of_chosen)
    yield _question("select_one rating", term.key, _plain(term.title), f"${{{anchors}}}", appearance="likert")


def _at_the_end() -> Iterator[_Row]:
    yield _question("select_one recognised", "recognised", "Recognised", "Did anybody know you were observing?")


def _choices(name: str, labels: Mapping[str, str]) -> Iterator[_Row]:
    for key, label in labels.items():
        yield {"list_name": name, "name": key, "label": _plain(label)}


def _fixed_choices(words: Vocabulary) -> Iterator[_Row]:
    yield from _choices("yes_no", _YES_NO)
    for name in YES_NO:
        yield from _choices(name, _YES_NO | _NEITHER.get(name, {}))
    yield from _choices("outcome", {key.value: label for key, label in _OUTCOMES.items()})
    yield from _choices("rating", {str(rating): str(rating) for rating in RATINGS})
    yield from _choices("method", {choice_name(term.key): term.title for term in words.offered(TermKind.METHOD)})
    yield from _choices("signal", {choice_name(term.key): term.title for term in words.offered(TermKind.SIGNAL)})
    yield from _choices("recognised", _RECOGNISED)


def choice_name(key: str) -> str:
    """Return one of our keys as the name of a choice, which holds no spaces.

    >>> choice_name("champion's note")
    'champion_s_note'
    """
    return re.sub(r"\W+", "_", key)


def _programmes_choices(programme: Programme, stops: Sequence[tuple[Journey, Stage, Touchpoint]]) -> Iterator[_Row]:
    for name, known in (("place", programme.places), ("customer_group", programme.customer_groups)):
        if known:
            yield from _choices(name, {str(key_of(name, each)): each for each in known} | {OTHER: "Another"})
    yield from _choices("journey", {str(journey.id): journey.name for journey, _, _ in stops})
    stages: dict[UUID, _Row] = {}
    for journey, stage, _ in stops:
        stages[stage.id] = {**next(_choices("stage", {str(stage.id): stage.name})), "journey": str(journey.id)}
    yield from stages.values()
    dimensions = programme.words.of(TermKind.DIMENSION)
    for _, stage, touchpoint in stops:
        anchors = {f"{term.key}_anchors": _anchors(touchpoint, term) for term in dimensions}
        (choice,) = _choices("touchpoint", {str(touchpoint.id): touchpoint.name})
        yield {**choice, "stage": str(stage.id), **anchors}
    meanings = {f"{term.key}_anchors": _plain(_opened(term.meaning)) for term in dimensions}
    yield {"list_name": "touchpoint", "name": OTHER, "label": "Another", **meanings}


def _anchors(touchpoint: Touchpoint, term: Term) -> str:
    words = touchpoint.anchors.get(Dimension(term.key), {})
    sentences = [f"{rating}: {words[rating]}" for rating in sorted(words)]
    return _plain(" · ".join(sentences) or _opened(term.meaning))


def _opened(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _plain(text: str) -> str:
    """Return people's words so that a form does not take `${…}` in them for one of its own questions."""
    return text.replace("${", "$ {")


def _write(book: xlsxwriter.Workbook, name: str, rows: Sequence[_Row]) -> None:
    sheet = book.add_worksheet(name)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            if row.get(column):
                sheet.write_string(number, place, row[column])  # a name that begins with = stays a name
