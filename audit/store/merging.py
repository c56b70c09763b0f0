"""Two touchpoints that are one: all that belongs to the one becomes the other's, and can be given back.

Only names of tables and columns of ours are put together into statements, never input.
"""

from uuid import UUID

from audit.model.clock import utc_now
from audit.store.hanging import HANGING
from audit.store.opening import Store

_KEYS = {  # what tells the rows of a table apart, where that is not `id`
    "ballot": "CAST(review_id AS TEXT) || ' ' || device",
    "show_of_hands": "CAST(review_id AS TEXT) || ' ' || choice",
}
_REPEAT = "repeat"  # the observations that say something of the touchpoint once more, now that it is one
_LATER = (  # of two that are no repeats, in one visit, the one that came later
    "SELECT CAST(later.id AS TEXT) FROM observation AS later INNER JOIN observation AS earlier "
    "ON earlier.visit = later.visit AND CAST(earlier.id AS TEXT) < CAST(later.id AS TEXT) "
    "WHERE later.touchpoint_id IN ($gone, $into) AND earlier.touchpoint_id IN ($gone, $into) "
    "AND earlier.touchpoint_id <> later.touchpoint_id AND NOT later.is_repeat AND NOT earlier.is_repeat"
)


def merge(store: Store, gone: UUID, into: UUID, name: str, label: str) -> None:
    """Let all that belongs to the touchpoint `gone` belong to the touchpoint `into`, and its names lead there.

    Args:
        store: the open store.
        gone: the touchpoint that is deleted afterwards.
        into: the touchpoint it is.
        name: what `gone` is called.
        label: how it is shown.
    """
    now, both = utc_now(), {"gone": gone, "into": into}
    with store.writing() as cursor:
        _note(store, gone, _REPEAT, _LATER, both)
        for table in HANGING:
            key = _key(table)
            _note(store, gone, table, f"SELECT {key} FROM {table} WHERE touchpoint_id = $gone", {"gone": gone})  # noqa: S608  # names of ours
            cursor.execute(f"UPDATE {table} SET touchpoint_id = $into WHERE touchpoint_id = $gone", both)  # noqa: S608  # a name of ours
        _set_repeats(store, gone, is_repeat=True)
        cursor.execute(
            "INSERT INTO merged_touchpoint (id, touchpoint_id, merged_at) VALUES ($gone, $into, $now)",
            {**both, "now": now},
        )
        cursor.execute(
            "INSERT INTO former_name (noun, noun_id, name, label, until) "
            "VALUES ('touchpoint', $gone, $name, $label, $now)",
            {"gone": gone, "name": name, "label": label, "now": now},
        )


def take_apart(store: Store, gone: UUID) -> None:
    """Give a touchpoint that is there again what belonged to it when it was merged; nothing where it never was."""
    with store.writing() as cursor:
        _set_repeats(store, gone, is_repeat=False)
        for table in HANGING:
            cursor.execute(
                f"UPDATE {table} SET touchpoint_id = $gone WHERE {_key(table)} IN "  # noqa: S608  # names of ours
                "(SELECT row_key FROM merged_row WHERE gone = $gone AND noun = $noun)",
                {"gone": gone, "noun": table},
            )
        cursor.execute("DELETE FROM merged_row WHERE gone = $gone", {"gone": gone})
        cursor.execute(
            "DELETE FROM former_name WHERE noun_id = $gone "
            "AND until IN (SELECT merged_at FROM merged_touchpoint WHERE id = $gone)",
            {"gone": gone},
        )
        cursor.execute("DELETE FROM merged_touchpoint WHERE id = $gone", {"gone": gone})


def _note(store: Store, gone: UUID, noun: str, keys: str, given: dict[str, UUID]) -> None:
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO merged_row (gone, noun, row_key) "  # noqa: S608  # names of ours
            f"SELECT $merged, $noun, keys.row_key FROM ({keys}) AS keys (row_key)",
            {**given, "merged": gone, "noun": noun},
        )


def _set_repeats(store: Store, gone: UUID, *, is_repeat: bool) -> None:
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE observation SET is_repeat = $is_repeat WHERE CAST(id AS TEXT) IN "
            "(SELECT row_key FROM merged_row WHERE gone = $gone AND noun = $noun)",
            {"gone": gone, "noun": _REPEAT, "is_repeat": is_repeat},
        )


def _key(table: str) -> str:
    return _KEYS.get(table, "CAST(id AS TEXT)")
