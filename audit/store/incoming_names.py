"""What a table names for the first time: its journeys, stages, touchpoints, places and observers.

The order of rows in a file is nobody's statement, so nothing here depends on it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

import pandas as pd

from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import key_of, new_key
from audit.store.former_stage import former_stages
from audit.store.journey import add_journey, add_stage, add_touchpoint, touchpoints
from audit.store.names import Names, journey_names, names_in_stages, stage_names, touchpoint_names
from audit.store.observer import add_observer
from audit.store.opening import Store, first
from audit.store.place import add_place, places

_WHERE = ["journey", "stage", "touchpoint"]
_NOBODY = Names({}, [])


def add_incoming_names(store: Store, rows: pd.DataFrame, batch_id: UUID, in_turn: Sequence[str] = ()) -> None:
    """Create the journeys, stages, touchpoints, places and observers that `rows` name and nobody knows yet.

    Touchpoints come in the order of `in_turn`, the others behind them by the day and time they were first met, then
    by name; stages and journeys by their first touchpoint. A touchpoint gets the channel that every one of its rows
    names; one that was met over several, or over one that was not said, has none of its own.

    Args:
        store: the open store.
        rows: observation rows, all that one import brings.
        batch_id: that import.
        in_turn: names of touchpoints in the order a customer meets them, where the import knows it.
    """
    named = _in_turn(called_today(store, rows), in_turn)
    for journey_name, in_journey in named.groupby("journey", sort=False):
        journey_id = _journey_id(store, str(journey_name), batch_id)
        for stage_name, in_stage in in_journey.groupby("stage", sort=False):
            stage_id = _stage_id(store, journey_id, str(stage_name), batch_id)
            for name, channel in zip(in_stage["touchpoint"], in_stage["channel"], strict=True):
                _ensure_touchpoint(store, stage_id, Touchpoint(name, channel), batch_id)
    _each_new(rows["place"], places(store), lambda name: add_place(store, name, batch_id))
    _each_new(rows["observer"], (), lambda name: add_observer(store, name))


def called_today(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with journeys, stages and touchpoints as they are called today, where they are named as before.

    A stage is looked for within its journey, a touchpoint within its stage, then among those that left this stage; what
    several were called stays as it is.
    """
    if rows.empty:
        return rows
    named = rows[_WHERE].astype("str")
    places = named.drop_duplicates().itertuples(index=False, name=None)
    today = {where: _called_today(store, where) for where in places}
    changed = [(*where, *called) for where, called in today.items() if called != where]
    if not changed:
        return rows
    now = [f"{name} today" for name in _WHERE]
    both = named.merge(pd.DataFrame(changed, columns=[*_WHERE, *now]), on=_WHERE, how="left")
    return rows.assign(**{name: both[new].fillna(both[name]).to_numpy() for name, new in zip(_WHERE, now, strict=True)})


def _called_today(store: Store, where: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the journey, the stage and the touchpoint named by `where` are called today, as far as each is."""
    names, called, stage = journey_names(store), list(where), ""
    for place, inside in enumerate((stage_names(store), names_in_stages(store), {})):
        key = names.key_of(where[place])
        if not key:
            return _moved(store, stage, called) if stage else tuple(called)
        called[place] = names.today[key][0]
        names = inside.get(key, _NOBODY)
        stage = key if place == 1 else ""
    return tuple(called)


def _moved(store: Store, stage: str, called: Sequence[str]) -> tuple[str, ...]:
    """Return where that touchpoint is today which left a stage (key) by this name; else what was called so as it is."""
    journey, _, name = called
    names = touchpoint_names(store)
    for left in former_stages(store).get(stage, ()):
        key = names.key_of(left)
        if key and (names.today[key][0] == name or (key, name) in names.before):
            rows = touchpoints(store).set_index("touchpoint_id")
            return journey, str(rows.loc[key, "stage"]), names.today[key][0]
    return tuple(called)


def known_once(store: Store) -> Mapping[str, tuple[str, str]]:
    """Return the name of each touchpoint that stands in the programme exactly once -> its journey and stage.

    By a name it had before it stands here too, unless another bears or bore that name.
    """
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT touchpoint.name, MIN(journey.name), MIN(stage.name) FROM touchpoint "
            "INNER JOIN stage ON stage.id = touchpoint.stage_id INNER JOIN journey ON journey.id = stage.journey_id "
            "GROUP BY touchpoint.name HAVING COUNT(*) = 1"
        ).fetchall()
    known = {name: (journey, stage) for name, journey, stage in rows}
    names = touchpoint_names(store)
    where = {row["touchpoint_id"]: (row["journey"], row["stage"]) for row in touchpoints(store).to_dict("records")}
    former = {name for _, name in names.before if not names.sharing(name) and names.key_of(name)}
    return {name: where[names.key_of(name)] for name in former} | known


def _in_turn(rows: pd.DataFrame, in_turn: Sequence[str]) -> pd.DataFrame:
    """Return one row a touchpoint that is named, in turn: `journey`, `stage`, `touchpoint`, `channel` ("" = none)."""
    by_name = rows[[*_WHERE, "channel", "observed_on", "observed_at"]].groupby(_WHERE, observed=True)
    named = by_name.agg(
        channels=("channel", "nunique"),
        channel=("channel", "first"),
        day=("observed_on", "min"),
        time=("observed_at", "min"),
    ).reset_index()
    named = named.astype(dict.fromkeys([*_WHERE, "channel"], "str"))
    turn = {name: number for number, name in reversed([*enumerate(in_turn)])}
    ordered = named.assign(
        channel=named["channel"].where(named["channels"] == 1, ""),  # met over several it has no channel of its own
        turn=named["touchpoint"].map(turn).fillna(len(turn)),
    )
    return ordered.sort_values(["turn", "day", "time", *_WHERE], ignore_index=True)


def _each_new(names: pd.Series, known: Collection[str], add: Callable[[str], object]) -> None:
    """Add each of `names` that is not `known` yet; a large import comes in parts, most of whose names are."""
    # sorted, as the order of rows in a file is nobody's statement
    for name in sorted({*names.astype("str").unique()} - {"", *known}):
        add(name)


def _journey_id(store: Store, name: str, batch_id: UUID) -> UUID:
    with store.writing() as cursor:
        row = first(cursor.execute("SELECT id FROM journey WHERE name = $name", {"name": name}))
        if row is not None:
            return UUID(str(row[0]))
        # made of the name, so that two imports make the same journey, unless one of this name is called otherwise now
        key = _free(store, "journey", key_of("journey", name))
        add_journey(store, Journey(name, id=key), batch_id)
    return key


def _free(store: Store, table: str, key: UUID) -> UUID:
    with store.reading() as cursor:
        taken = first(cursor.execute(f"SELECT id FROM {table} WHERE id = $id", {"id": key}))  # noqa: S608  # our words
    return new_key() if taken else key


def _stage_id(store: Store, journey_id: UUID, name: str, batch_id: UUID) -> UUID:
    with store.writing() as cursor:
        row = first(
            cursor.execute(
                "SELECT id FROM stage WHERE journey_id = $journey_id AND name = $name",
                {"journey_id": journey_id, "name": name},
            )
        )
        if row is not None:
            return UUID(str(row[0]))
        (position,) = first(
            cursor.execute("SELECT COUNT(*) FROM stage WHERE journey_id = $journey_id", {"journey_id": journey_id})
        ) or (0,)
        key = _free(store, "stage", key_of("stage", str(journey_id), name))
        add_stage(store, journey_id, Stage(name, id=key), position, batch_id)
    return key


def _ensure_touchpoint(store: Store, stage_id: UUID, touchpoint: Touchpoint, batch_id: UUID) -> None:
    with store.writing() as cursor:
        row = first(
            cursor.execute(
                "SELECT COUNT(*) FROM touchpoint WHERE stage_id = $stage_id AND name = $name",
                {"stage_id": stage_id, "name": touchpoint.name},
            )
        )
        if row != (0,):
            return
        (position,) = first(
            cursor.execute("SELECT COUNT(*) FROM touchpoint WHERE stage_id = $stage_id", {"stage_id": stage_id})
        ) or (0,)
        add_touchpoint(store, stage_id, touchpoint, position, batch_id)
