"""The check-up: everything in the store is whole, and everything that points somewhere arrives."""

from audit.store.file.shape import refuse_altered
from audit.store.opening import Store, first
from audit.store.photo import check_photos
from audit.store.upkeep.fingerprint import Fingerprints, fingerprints

LEADS_TO = {  # a column so named points to a row of that table, told to people by that word
    "answer_id": ("answer", "answer"),
    "batch_id": ("import_batch", "import"),
    "commitment_id": ("commitment", "commitment"),
    "contribution_id": ("contribution", "contribution"),
    "journey_id": ("journey", "journey"),
    "observation_id": ("observation", "observation"),
    "observer_id": ("observer", "observer"),
    "person_id": ("person", "person"),
    "place_id": ("place", "place"),
    "planned_walk_id": ("planned_walk", "planned walk"),
    "recovery_id": ("recovery", "recovery"),
    "review_id": ("review", "review"),
    "service_id": ("service", "service"),
    "stage_id": ("stage", "stage"),
    "touchpoint_id": ("touchpoint", "touchpoint"),
    "walk_through_id": ("walk_through", "walk"),
}
_MANY = {  # more than one row of a table, where an s at its name will not do
    "answer_to": "answered observations",
    "ballot": "votes",
    "commitment_progress": "notes on commitments",
    "contribution": "words from a room",
    "observation_signal": "signals",
    "planned_walk": "planned walks",
    "recovery": "recoveries",
    "recovery_step": "steps",
    "reply": "replies",
    "service_metric": "service metrics",
    "show_of_hands": "hands",
    "story": "stories",
    "voting_code": "voting codes",
    "walk_through": "walks",
    "wish": "wishes",
}


def looked_through(store: Store) -> tuple[str, ...]:
    """Read every value of every table once, and return what opening found that a person should know.

    Raises:
        StoreDamagedError: some part of the file cannot be read, or another program altered it.
    """
    _read_through(store)
    return store.sentences


def check(store: Store) -> list[str]:
    """Read every value of every table and every photo, and follow every reference.

    Returns:
        One sentence a finding; empty where all is well.

    Raises:
        StoreDamagedError: some part of the file cannot be read, or another program altered it.
    """
    tables = _read_through(store)
    return [
        f"{lost} {_MANY.get(table, f'{table}s')} without their {LEADS_TO[column][1]}"
        for table, column in _references(store)
        # views are listed too; what they lack is missing in their tables
        if table in tables and (lost := _lost(store, table, column, LEADS_TO[column][0]))
    ] + check_photos(store)


def _read_through(store: Store) -> Fingerprints:
    with store.reading() as cursor:
        refuse_altered(cursor, store.path)
    return fingerprints(store)


def _references(store: Store) -> list[tuple[str, str]]:
    """Return every column that points to a row, with its table or view."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns ORDER BY table_name, column_name"
        ).fetchall()
    return [(table, column) for table, column in rows if column in LEADS_TO]


def _lost(store: Store, table: str, column: str, target: str) -> int:
    """Return how many rows point to one that is not there."""
    with store.reading() as cursor:
        counted = cursor.execute(
            f"SELECT COUNT(*) FROM {table} WHERE {column} IS NOT NULL "  # noqa: S608  # names of our own tables
            f"AND {column} NOT IN (SELECT id FROM {target})"
        )
        (lost,) = first(counted) or (0,)
    return int(lost)
