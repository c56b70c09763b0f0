"""The parts of all journeys as rows: what they say now, what a change made of them, and how they are put back.

Only names of tables and columns of ours are put together into statements, never input.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args
from uuid import UUID

from audit.store.opening import Store
from audit.store.repertoire import TABLES, delete_repertoire, repertoires, set_repertoire

Part = Literal["journey", "stage", "touchpoint"]
Rows = dict[str, Any]
Parts = dict[str, dict[str, Rows]]
PARTS: tuple[Part, ...] = get_args(Part)  # from the outside in
BELONGS_TO: Mapping[Part, str] = {"stage": "journey_id", "touchpoint": "stage_id"}
_ELSEWHERE = {*TABLES, "anchors"}  # of a part, in tables of their own


def parts(store: Store) -> Parts:
    """Return every column of every part: "journey", "stage" or "touchpoint" -> key -> column -> value, as JSON has it.

    A journey has what may be played on it besides, a touchpoint its `anchors` (dimension -> rating -> words).
    """
    with store.reading() as cursor:
        by_part: dict[str, Any] = {}
        for part in PARTS:
            answer = cursor.execute(f"SELECT * FROM {part}")  # noqa: S608  # a name of ours
            names = [column[0] for column in answer.description or ()]
            rows = (dict(zip(names, row, strict=True)) for row in answer.fetchall())
            by_part[part] = {str(row["id"]): row for row in rows}
        anchors = cursor.execute(
            "SELECT touchpoint_id, dimension, rating, words FROM anchor "
            "WHERE touchpoint_id IN (SELECT id FROM touchpoint) ORDER BY rating"
        ).fetchall()
    for key, lists in repertoires(store).items():
        by_part["journey"][str(key)] |= lists
    for row in by_part["touchpoint"].values():
        row["anchors"] = {}
    for key, dimension, rating, words in anchors:
        by_part["touchpoint"][str(key)]["anchors"].setdefault(dimension, {})[str(rating)] = words
    as_json: Parts = json.loads(json.dumps(by_part, default=str))
    return as_json


def differences(before: Parts, after: Parts) -> tuple[Parts, Parts]:
    """Return what of `before` and of `after` differs: whole rows that only one has, else the columns that differ."""
    left: Parts = {}
    right: Parts = {}
    for part in PARTS:
        for key in dict.fromkeys([*before[part], *after[part]]):
            old, new = before[part].get(key), after[part].get(key)
            if old == new:
                continue
            names = _columns_apart(old, new)
            for row, side in ((old, left), (new, right)):
                if row is not None:
                    side.setdefault(part, {})[key] = {name: row[name] for name in names}
    return left, right


def _columns_apart(old: Rows | None, new: Rows | None) -> list[str]:
    if old and new:
        return [name for name in old if old[name] != new[name]]
    return list(old or new or ())


def can_be_put_back(there: Parts, before: Parts, after: Parts) -> bool:
    """Return whether what stood `before` can be put in place of what stands `after` without touching anything else.

    It cannot where something says another thing by now, or where a name is taken or a stage gone meanwhile.

    Args:
        there: the parts as they stand now.
        before: what a change found, as `differences` returns it.
        after: what it made of it.
    """
    unchanged = all(
        there[part].get(key, {}).get(name) == value
        for part, rows in after.items()
        for key, row in rows.items()
        for name, value in row.items()
    )
    return unchanged and _fits(_restored(there, before, after))


def _restored(there: Parts, before: Parts, after: Parts) -> Parts:
    """Return the parts as they would be."""
    restored: Parts = {part: dict(there[part]) for part in PARTS}
    for part, rows in after.items():
        for key in rows.keys() - before.get(part, {}).keys():
            del restored[part][key]
    for part, rows in before.items():
        for key, row in rows.items():
            restored[part][key] = restored[part].get(key, {}) | row
    return restored


def _fits(would_be: Parts) -> bool:
    """Return whether each part has what it belongs to, and beside it no other of its name."""
    names: set[tuple[str, str, str]] = set()
    for part, outer in zip(PARTS, (None, *PARTS), strict=False):
        for row in would_be[part].values():
            belongs_to = row[BELONGS_TO[part]] if outer else ""
            if outer and belongs_to not in would_be[outer]:
                return False
            names.add((part, belongs_to, row["name"]))
    return len(names) == sum(map(len, would_be.values()))


def put_back(store: Store, before: Parts, after: Parts) -> None:
    """Put into place what stood `before`: two sides of one change, as `differences` returns them."""
    with store.writing():
        for part in reversed(PARTS):
            for key in after.get(part, {}).keys() - before.get(part, {}).keys():
                delete_part(store, part, UUID(key))
        for part in PARTS:
            for key, row in before.get(part, {}).items():
                if key not in after.get(part, {}):
                    _insert(store, part, row)
                change_part(store, part, UUID(key), row)


def change_part(store: Store, part: Part, key: UUID, columns: Mapping[str, Any]) -> None:
    """Let a part say this in these columns; what may be played and `anchors` are put in place of those there."""
    own = {name: value for name, value in columns.items() if name not in {"id", *_ELSEWHERE}}
    with store.writing() as cursor:
        if own:
            assigned = ", ".join(f"{name} = ${name}" for name in own)
            cursor.execute(f"UPDATE {part} SET {assigned} WHERE id = $id", {**own, "id": key})  # noqa: S608  # names of ours
    set_repertoire(store, key, {name: texts for name, texts in columns.items() if name in TABLES})
    if "anchors" in columns:
        _set_anchors(store, key, columns["anchors"])


def put_in_order(store: Store, part: Part, keys: Sequence[UUID]) -> None:
    """Let these parts of one whole stand in this order."""
    for position, key in enumerate(keys):
        change_part(store, part, key, {"position": position})


def delete_part(store: Store, part: Part, key: UUID) -> None:
    """Delete one part, with what only it has; the parts within it are deleted before."""
    with store.writing() as cursor:
        if part == "touchpoint":
            cursor.execute("DELETE FROM anchor WHERE touchpoint_id = $id", {"id": key})
        if part == "journey":
            delete_repertoire(store, key)
        cursor.execute(f"DELETE FROM {part} WHERE id = $id", {"id": key})  # noqa: S608  # a name of ours


def _insert(store: Store, part: Part, row: Rows) -> None:
    own = {name: value for name, value in row.items() if name not in _ELSEWHERE}
    with store.writing() as cursor:
        cursor.execute(
            f"INSERT INTO {part} ({', '.join(own)}) VALUES ({', '.join(f'${name}' for name in own)})",  # noqa: S608  # names of ours
            own,
        )


def _set_anchors(store: Store, touchpoint_id: UUID, anchors: Mapping[str, Mapping[str, str]]) -> None:
    wanted = {(dimension, int(rating)): words for dimension, rating, words in _flat(anchors)}
    with store.writing() as cursor:
        there = cursor.execute(
            "SELECT dimension, rating FROM anchor WHERE touchpoint_id = $id", {"id": touchpoint_id}
        ).fetchall()
        for dimension, rating in there:
            if (dimension, rating) not in wanted:
                cursor.execute(
                    "DELETE FROM anchor WHERE touchpoint_id = $id AND dimension = $dimension AND rating = $rating",
                    {"id": touchpoint_id, "dimension": dimension, "rating": rating},
                )
        for (dimension, rating), words in wanted.items():
            cursor.execute(
                "INSERT INTO anchor (touchpoint_id, dimension, rating, words) "
                "VALUES ($id, $dimension, $rating, $words) "
                "ON CONFLICT (touchpoint_id, dimension, rating) DO UPDATE SET words = excluded.words",
                {"id": touchpoint_id, "dimension": dimension, "rating": rating, "words": words},
            )


def _flat(anchors: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    for dimension, sentences in anchors.items():
        for rating, words in sentences.items():
            yield dimension, rating, words
