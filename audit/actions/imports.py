"""Taking in whole tables, and taking them back: nothing is half-written, nothing is written twice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

import pandas as pd

from audit.actions.catalogue import start_catalogue
from audit.actions.changed_rows import changes_in, put_back, take_over
from audit.actions.known_rows import in_names_of_today, under_known_keys
from audit.actions.legible_changes import legible
from audit.actions.reading_files import read_file, read_rows
from audit.actions.sample_deeds import keep_deeds
from audit.intake.comparing import content_marks
from audit.intake.reading import Reading
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import Kind
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.programme import Programme
from audit.model.text import name_of
from audit.sample.college import Sample, sample_audit
from audit.sample.story import the_story
from audit.store.arrival import add_arrivals
from audit.store.change import add_change
from audit.store.import_batch import ImportBatch, TakenBack, add_import_batch, change_counts, take_back
from audit.store.incoming import add_incoming_metrics, add_incoming_observations, known_ids
from audit.store.incoming_names import add_incoming_names
from audit.store.intervention import add_intervention
from audit.store.journey import add_journey
from audit.store.names import journey_names
from audit.store.note import add_incoming_notes, known_notes
from audit.store.observation import observation_count
from audit.store.opening import Store
from audit.store.place import add_place
from audit.store.programme import change_programme, programme
from audit.store.ticket import add_incoming_tickets
from audit.store.visit import keep_visits

__all__ = [
    "ImportReport",
    "Progress",
    "import_reading",
    "import_replacing",
    "load_sample",
    "read_file",
    "read_rows",
    "undo_import",
]

ADD = {
    Kind.OBSERVATIONS: add_incoming_observations,
    Kind.SERVICE_METRICS: add_incoming_metrics,
    Kind.TICKETS: add_incoming_tickets,
}
LISTED_AS = {Kind.TICKETS: Kind.SERVICE_METRICS}  # tickets are how a service metric comes in, counted month by month
PART = 50_000  # rows between two looks at the progress
Progress = Callable[[int, int], None]  # told how many rows are done, of how many


@dataclass(frozen=True, slots=True, eq=False)
class ImportReport:
    """What an import did, or would do, counted in rows of the file.

    `batch` is what to undo it by, None after a dry run or where nothing was new. `added` counts observations, service
    metrics or targets of tickets; `notes` counts words without an outcome. `skipped` are rows the recipe leaves out
    and open tickets. `changed` are rows that say something else now; `replaced` of them were taken over. `problems`:
    row, column, value, expected. `changes`: as `legible` returns them. `remarks` are cells read otherwise than they
    stand: row, column, value, read_as. `file_notes` are sentences. `came_by` is recipe -> rows it brought in before.
    """

    recipe: str
    rows: int
    accepted: int
    already_there: int
    rejected: int
    skipped: int
    added: int
    batch: UUID | None
    problems: pd.DataFrame
    changed: int = 0
    replaced: int = 0
    changes: pd.DataFrame = field(default_factory=pd.DataFrame)
    remarks: pd.DataFrame = field(default_factory=pd.DataFrame)
    file_notes: tuple[str, ...] = ()
    notes: int = 0
    came_by: Mapping[str, int] = field(default_factory=dict)


def import_reading(
    store: Store, reading: Reading, recipe: Recipe, name: str, *, is_dry: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Keep the sound rows of `reading`; what is known from an earlier import stays as it is, changed or not.

    With `is_dry` nothing is written, and the report says what would be.
    """
    incoming = _incoming(store, reading, recipe, name)
    if is_dry:
        return _report(incoming)
    with store.writing():
        _keep_known_visits(store, incoming)
        if not incoming.batch.accepted:
            return _report(incoming)
        _keep(store, incoming, progress)
    return _report(incoming, incoming.batch.id)


def import_replacing(
    store: Store, reading: Reading, recipe: Recipe, name: str, *, progress: Progress | None = None
) -> ImportReport:
    """Keep the sound rows of `reading`, and take over those that changed; what stood there stays in the history."""
    incoming = _incoming(store, reading, recipe, name)
    incoming = replace(incoming, batch=replace(incoming.batch, changed=incoming.changed))
    with store.writing():
        _keep_known_visits(store, incoming)
        if not incoming.batch.accepted and not incoming.changed:
            return _report(incoming)
        _keep(store, incoming, progress)
        take_over(store, incoming.cells, incoming.batch)
        add_arrivals(
            store, incoming.arrived[incoming.arrived["id"].astype("str").isin(incoming.cells["id"])], incoming.batch.id
        )
    return _report(incoming, incoming.batch.id)


@dataclass(frozen=True, slots=True, eq=False)
class _Incoming:
    """What a reading holds beside what the store knows: rows and notes that are new, and cells that have changed."""

    batch: ImportBatch
    recipe: Recipe
    reading: Reading
    new: pd.DataFrame
    notes: pd.DataFrame
    arrived: pd.DataFrame
    cells: pd.DataFrame
    changes: pd.DataFrame
    changed: int
    came_by: Mapping[str, int]


def _incoming(store: Store, reading: Reading, recipe: Recipe, name: str) -> _Incoming:
    known = under_known_keys(store, reading, recipe)
    marks = content_marks(known.reading.rows)  # of what the file says, whatever that is called by now
    reading = in_names_of_today(store, known.reading)
    rows, cells = reading.rows, changes_in(store, reading, recipe.kind, marks)
    new = rows[~rows["id"].astype("str").isin(known_ids(store, rows["id"]))]
    notes, new_notes = _notes(store, reading)
    changed = set(cells["row"])
    accepted = len({*new.index, *new_notes.index} - changed)
    batch = ImportBatch(
        id=new_key(),
        kind=LISTED_AS.get(recipe.kind, recipe.kind).value,
        recipe=recipe.name,
        file_name=name_of(name),
        imported_at=utc_now(),
        rows_in_file=reading.rows_in_file,
        accepted=accepted,
        already_there=len({*rows.index, *notes.index}) - accepted - len(changed),
        rejected=reading.rejected,
    )
    arrived = pd.DataFrame({"id": rows["id"], "content": marks})
    if len(notes):
        arrived = pd.concat([arrived, pd.DataFrame({"id": notes["id"], "content": content_marks(notes)})])
    arrived = arrived.assign(by_content=known.by_content.to_numpy())
    changes = legible(store, cells, reading)
    return _Incoming(batch, recipe, reading, new, new_notes, arrived, cells, changes, len(changed), known.came_by)


def _notes(store: Store, reading: Reading) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the notes of `reading`, and those of them that are neither notes nor observations here yet."""
    notes = pd.DataFrame({"id": []}) if reading.notes is None else reading.notes
    ids = notes["id"].astype("str")
    return notes, notes[~ids.isin(known_notes(store, ids) | known_ids(store, notes["id"]))]


def _keep_known_visits(store: Store, incoming: _Incoming) -> None:
    if incoming.recipe.kind is Kind.OBSERVATIONS:
        rows = incoming.reading.rows
        keep_visits(store, rows[~rows["id"].isin(incoming.new["id"])])


def _keep(store: Store, incoming: _Incoming, progress: Progress | None) -> None:
    with store.writing():
        add_import_batch(store, incoming.batch)
        if incoming.recipe.kind is Kind.OBSERVATIONS:  # all at once: a part of the rows does not know the whole
            turn = [name_of(part.touchpoint) for part in incoming.recipe.touchpoints]
            named = (
                pd.concat([incoming.new, incoming.notes.assign(observer="")]) if len(incoming.notes) else incoming.new
            )
            add_incoming_names(store, named, incoming.batch.id, turn)
            add_incoming_notes(store, incoming.notes, incoming.batch.id)
        for done, part in _parts(incoming.new):
            ADD[incoming.recipe.kind](store, part, incoming.batch.id)
            if progress:
                progress(done, len(incoming.new))
        is_new = incoming.arrived["id"].isin([*incoming.new["id"], *incoming.notes["id"]])
        add_arrivals(store, incoming.arrived[is_new], incoming.batch.id)


def _report(incoming: _Incoming, batch_id: UUID | None = None) -> ImportReport:
    batch = incoming.batch
    return ImportReport(
        recipe=batch.recipe,
        rows=batch.rows_in_file,
        accepted=batch.accepted,
        already_there=batch.already_there,
        rejected=batch.rejected,
        skipped=incoming.reading.skipped,
        added=len(incoming.new),
        batch=batch_id,
        problems=incoming.reading.problems,
        changed=incoming.changed,
        replaced=batch.changed,
        changes=incoming.changes,
        remarks=incoming.reading.remarks,
        file_notes=incoming.reading.file_notes,
        notes=len(incoming.notes),
        came_by=incoming.came_by,
    )


def undo_import(store: Store, batch_id: UUID, by: str) -> TakenBack:
    """Take a whole import back, with the touchpoints and places it created that nothing else uses.

    What it took over of rows that were there before is put back.

    Returns:
        How many observations, notes, service metrics and ticket targets went, and how many rows were put back.

    Raises:
        BatchGoneError: there is no such import, or it was undone before.
        ChangedAgainError: a later import changed the same rows once more.
    """
    with store.writing():
        replaced = put_back(store, batch_id)
        gone = replace(take_back(store, batch_id), put_back=replaced)
        add_change(store, "undone", ("import", batch_id), (by, ""), ({"rows": gone.gone, "put back": replaced}, None))
        _unname(store)
    return gone


def _unname(store: Store) -> None:
    """Take the sample's name and settings off an audit that is empty again."""
    if programme(store) == the_story().programme and not observation_count(store):
        change_programme(store, Programme())


def load_sample(
    store: Store, observations: int, seed: int, until: date, progress: Progress | None = None
) -> ImportReport:
    """Load the sample audit of a fictional organisation, to be taken back like any import.

    With the observations comes what was done about them: recoveries (of more than 10,000 observations about every
    so many-th only), replies, stars and thanks, and what teams promised, unless somebody promised something here
    already. Loading the same one twice adds nothing. A large one is kept part by part; where a part fails, those
    before it are taken back.
    """
    sample, batch_id = sample_audit(observations, seed, until=until), new_key()
    batch = ImportBatch(batch_id, "sample", "sample", f"seed {seed}", utc_now(), observations, 0, observations, 0)
    with store.writing():
        _prepare(store, sample, batch)
    try:
        added, drawn = 0, []
        for rows in sample.batches():
            added += add_incoming_observations(store, rows, batch_id)
            drawn.append(sample.acted_on(rows))
            if progress:
                progress(added, observations)
        if added:
            keep_deeds(store, sample, pd.concat(drawn), batch_id)
    except BaseException:
        with store.writing():
            take_back(store, batch_id)
            _unname(store)
        raise
    change_counts(store, batch_id, added, observations - added)
    return ImportReport("sample", observations, added, observations - added, 0, 0, added, batch_id, pd.DataFrame())


def _prepare(store: Store, sample: Sample, batch: ImportBatch) -> None:
    if programme(store) == Programme():
        change_programme(store, sample.programme)
    add_import_batch(store, batch)
    for journey in sample.journeys:
        if not journey_names(store).key_of(journey.name):
            add_journey(store, journey, batch.id)
    start_catalogue(store, sample.services, batch.id, sample.journeys)
    for place in sample.places:
        add_place(store, place, batch.id)
    for change in sample.interventions:
        add_intervention(store, change.happened_on, change.touchpoint, change.words, batch.id)
    add_incoming_metrics(store, sample.metrics, batch.id)


def _parts(rows: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    for start in range(0, len(rows), PART):
        yield min(start + PART, len(rows)), rows.iloc[start : start + PART]
