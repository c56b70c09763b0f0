"""The journeys in the store: each kept whole, with its stages, touchpoints and anchors in order."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from uuid import UUID

import pandas as pd

from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.rating import Dimension
from audit.store.former_name import noting_former_names
from audit.store.names import touchpoint_names
from audit.store.opening import Store, first

NUMBERED = (  # touchpoints by their number in the order of `touchpoints`, from 1
    "(SELECT touchpoint_id, ROW_NUMBER() OVER (ORDER BY journey_position, journey, stage_position, position, "
    "touchpoint) AS number FROM named_touchpoint)"
)
RETIRED = (  # the touchpoints that are offered no more: retired themselves, or with their stage or journey
    "(SELECT touchpoint.id FROM touchpoint INNER JOIN stage ON stage.id = touchpoint.stage_id "
    "INNER JOIN journey ON journey.id = stage.journey_id WHERE touchpoint.retired_at IS NOT NULL "
    "OR stage.retired_at IS NOT NULL OR journey.retired_at IS NOT NULL)"
)
_Anchors = dict[UUID, dict[Dimension, dict[int, str]]]


def add_journey(store: Store, journey: Journey, batch_id: UUID | None = None) -> None:
    """Keep `journey` after the journeys already there; sending it twice changes nothing."""
    with store.writing() as cursor:
        (position,) = first(cursor.execute("SELECT COALESCE(MAX(position), -1) + 1 FROM journey")) or (0,)
        cursor.execute(
            "INSERT INTO journey (id, name, purpose, position, batch_id) "
            "VALUES ($id, $name, $purpose, $position, $batch_id) "
            "ON CONFLICT (id) DO NOTHING",
            {
                "id": journey.id,
                "name": journey.name,
                "purpose": journey.purpose,
                "position": position,
                "batch_id": batch_id,
            },
        )
        for stage_position, stage in enumerate(journey.stages):
            add_stage(store, journey.id, stage, stage_position, batch_id)


def add_stage(store: Store, journey_id: UUID, stage: Stage, position: int, batch_id: UUID | None = None) -> None:
    """Keep `stage` with its touchpoints at `position` of the journey; sending it twice changes nothing."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO stage (id, journey_id, name, position, batch_id) "
            "VALUES ($id, $journey_id, $name, $position, $batch_id) "
            "ON CONFLICT (id) DO NOTHING",
            {"id": stage.id, "journey_id": journey_id, "name": stage.name, "position": position, "batch_id": batch_id},
        )
        for touchpoint_position, touchpoint in enumerate(stage.touchpoints):
            add_touchpoint(store, stage.id, touchpoint, touchpoint_position, batch_id)


def add_touchpoint(
    store: Store, stage_id: UUID, touchpoint: Touchpoint, position: int, batch_id: UUID | None = None
) -> None:
    """Keep `touchpoint` with its anchors at `position` of the stage; sending it twice changes nothing.

    It is shown by its own name, or with journey and stage behind it where another bears that name too.
    """
    standards = touchpoint.standards
    with store.writing() as cursor, _noting_who_shares(store, touchpoint.name):
        cursor.execute(
            "INSERT INTO touchpoint (id, stage_id, name, description, channel, is_moment_of_truth, "
            "minimum_standard, target_standard, position, batch_id, why) "
            "VALUES ($id, $stage_id, $name, $description, $channel, $is_moment_of_truth, $minimum, $target, $position, "
            "$batch_id, $why) ON CONFLICT (id) DO NOTHING",
            {
                "id": touchpoint.id,
                "stage_id": stage_id,
                "name": touchpoint.name,
                "description": touchpoint.description,
                "channel": touchpoint.channel,
                "is_moment_of_truth": touchpoint.is_moment_of_truth,
                "minimum": standards.minimum if standards else None,
                "target": standards.target if standards else None,
                "position": position,
                "batch_id": batch_id,
                "why": touchpoint.why,
            },
        )
        _add_anchors(store, touchpoint)


@contextmanager
def _noting_who_shares(store: Store, name: str) -> Iterator[None]:
    """Note how a touchpoint of the same name was shown, where there is one."""
    with store.reading() as cursor:
        shared = first(cursor.execute("SELECT COUNT(*) FROM touchpoint WHERE name = $name", {"name": name})) != (0,)
    with noting_former_names(store) if shared else nullcontext():
        yield


def change_standards(store: Store, touchpoint_id: UUID, standards: Standards | None) -> None:
    """Set what the team promises at a touchpoint, or take the promise back with None."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE touchpoint SET minimum_standard = $minimum, target_standard = $target WHERE id = $id",
            {
                "id": touchpoint_id,
                "minimum": standards.minimum if standards else None,
                "target": standards.target if standards else None,
            },
        )


def journeys(store: Store) -> tuple[Journey, ...]:
    """Return all journeys, whole and in order."""
    with store.reading() as cursor:
        journey_rows = cursor.execute(
            "SELECT id, name, purpose, retired_at IS NOT NULL FROM journey ORDER BY position, name"
        ).fetchall()
        stage_rows = cursor.execute(
            "SELECT journey_id, id, name, retired_at IS NOT NULL FROM stage ORDER BY position, name"
        ).fetchall()
        touchpoint_rows = cursor.execute(
            "SELECT stage_id, id, name, channel, is_moment_of_truth, description, minimum_standard, "
            "target_standard, why, retired_at IS NOT NULL FROM touchpoint ORDER BY position, name"
        ).fetchall()
        anchor_rows = cursor.execute(
            "SELECT touchpoint_id, dimension, rating, words FROM anchor ORDER BY rating"
        ).fetchall()
    anchors = _anchors(anchor_rows)
    by_stage: dict[UUID, list[Touchpoint]] = defaultdict(list)
    for stage_id, *columns in touchpoint_rows:
        by_stage[stage_id].append(_touchpoint(columns, anchors))
    by_journey: dict[UUID, list[Stage]] = defaultdict(list)
    for journey_id, key, name, is_retired in stage_rows:
        by_journey[journey_id].append(Stage(name, tuple(by_stage[key]), key, is_retired))
    return tuple(
        Journey(name, purpose, tuple(by_journey[key]), key, is_retired)
        for key, name, purpose, is_retired in journey_rows
    )


def offered_journeys(store: Store) -> tuple[Journey, ...]:
    """Return the journeys that can be walked, in order, without what is retired in them."""
    return tuple(journey.offered() for journey in journeys(store) if not journey.is_retired)


def touchpoints(store: Store) -> pd.DataFrame:
    """Return one row a touchpoint, in the order of the journeys.

    Columns: touchpoint_id, journey, stage, touchpoint, stage_position, position, channel, description,
    is_moment_of_truth, minimum, target (1-5, NaN = no standard set), is_whole_visit (whether it is the visit as a
    whole, judged beside its parts), is_retired (whether it is offered no more).
    """
    return store.cached("touchpoints", lambda: _touchpoints(store))


def offered_touchpoints(store: Store) -> pd.DataFrame:
    """Return `touchpoints` without those that are retired, with an index from 0."""
    every = touchpoints(store)
    return every[~every["is_retired"]].reset_index(drop=True)


def parts_of_visits(store: Store, chosen: str | None = None) -> pd.DataFrame:
    """Return `touchpoints` without those that are a visit as a whole; one that is `chosen` stays."""
    every, name = touchpoints(store), touchpoint_names(store).shown(chosen) if chosen else None
    return every[~every["is_whole_visit"] | (every["touchpoint"] == name)].reset_index(drop=True)


def whole_visits(store: Store) -> tuple[str, ...]:
    """Return the names of the touchpoints that are a visit as a whole, judged beside its parts."""
    every = touchpoints(store)
    return tuple(every.loc[every["is_whole_visit"], "touchpoint"])


def _touchpoints(store: Store) -> pd.DataFrame:
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(touchpoint_id AS TEXT) AS touchpoint_id, journey, stage, touchpoint, stage_position, "  # noqa: S608  # our words
            "position, channel, description, is_moment_of_truth, minimum, target, is_whole_visit, "
            f"touchpoint_id IN {RETIRED} AS is_retired FROM named_touchpoint "
            "ORDER BY journey_position, journey, stage_position, position, touchpoint"
        ).df()


def standards(store: Store, touchpoint: str) -> tuple[float, ...]:
    """Return the minimum and the target standard of a touchpoint, by key or name, or nothing where none is set."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT minimum, target FROM named_touchpoint WHERE touchpoint = $touchpoint AND minimum IS NOT NULL "
                "AND target IS NOT NULL",
                {"touchpoint": touchpoint_names(store).shown(touchpoint)},
            )
        )
    return row or ()


def _anchors(rows: list[Any]) -> _Anchors:
    anchors: _Anchors = defaultdict(lambda: defaultdict(dict))
    for touchpoint_id, dimension, rating, words in rows:
        anchors[touchpoint_id][Dimension(dimension)][rating] = words
    return anchors


def _add_anchors(store: Store, touchpoint: Touchpoint) -> None:
    """Keep what 1, 3 and 5 look like at a touchpoint; all at once, as one by one each took 3 milliseconds."""
    anchors = [
        (str(touchpoint.id), dimension.value, rating, words)
        for dimension, sentences in touchpoint.anchors.items()
        for rating, words in sentences.items()
    ]
    if not anchors:
        return
    rows = pd.DataFrame(anchors, columns=["touchpoint_id", "dimension", "rating", "words"])
    with store.writing() as cursor:
        cursor.register("incoming", rows)
        cursor.execute(
            "INSERT INTO anchor (touchpoint_id, dimension, rating, words) "
            "SELECT CAST(touchpoint_id AS UUID), dimension, rating, words FROM incoming ON CONFLICT DO NOTHING"
        )
        cursor.unregister("incoming")


def _touchpoint(columns: list[Any], anchors: _Anchors) -> Touchpoint:
    key, name, channel, is_moment_of_truth, description, minimum, target, why, is_retired = columns
    return Touchpoint(
        name=name,
        channel=channel,
        is_moment_of_truth=is_moment_of_truth,
        description=description,
        standards=None if minimum is None or target is None else Standards(minimum, target),
        anchors=anchors.get(key, {}),
        id=key,
        why=why,
        is_retired=is_retired,
    )
