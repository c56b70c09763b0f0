"""Merging two touchpoints, or two stages, that are one."""

from uuid import UUID

from audit.actions.journey_change import one_change, stage_with, touchpoint_with
from audit.errors import MergeApartError, NamesSharedError
from audit.model.clock import utc_now
from audit.store.journey import touchpoints
from audit.store.journey_part import change_part, delete_part, put_in_order
from audit.store.merging import merge
from audit.store.opening import Store
from audit.store.service_metric import fasten_metrics


def merge_touchpoints(store: Store, gone_id: UUID, into_id: UUID, by: str) -> None:
    """Let a touchpoint be another of its journey: what was observed, planned and promised there becomes the other's.

    The other keeps what it says; the names of the one that is gone go on leading to it, and a phone that still holds
    the one is understood.

    Raises:
        GoneError: one of them is not there.
        MergeApartError: they stand in two journeys, or one of them is the visit as a whole.
    """
    if gone_id == into_id:
        return
    with store.writing():
        journey, stage, gone = touchpoint_with(store, gone_id)
        other, _, into = touchpoint_with(store, into_id)
        rows = touchpoints(store).set_index("touchpoint_id")
        one, two = rows.loc[str(gone_id)], rows.loc[str(into_id)]
        if journey.id != other.id or one["is_whole_visit"] != two["is_whole_visit"]:
            raise MergeApartError(gone.name, into.name)
        fasten_metrics(store)  # by the names of today, of which one is gone afterwards
        with one_change(store, ("touchpoint", into_id), by, f"Merged {gone.name} into {into.name}"):
            merge(store, gone_id, into_id, gone.name, str(one["touchpoint"]))
            delete_part(store, "touchpoint", gone_id)
            put_in_order(store, "touchpoint", [each.id for each in stage.touchpoints if each.id != gone_id])


def merge_stages(store: Store, gone_id: UUID, into_id: UUID, by: str) -> None:
    """Let a stage be another of its journey: its touchpoints stand there after the other's, under the other's name.

    A phone that still holds the one is understood.

    Raises:
        GoneError: one of them is not there.
        MergeApartError: they stand in two journeys.
        NamesSharedError: each has a touchpoint of the same name.
    """
    if gone_id == into_id:
        return
    with store.writing():
        journey, gone = stage_with(store, gone_id)
        other, into = stage_with(store, into_id)
        if journey.id != other.id:
            raise MergeApartError(gone.name, into.name)
        known = {one.name.casefold() for one in into.touchpoints}
        if shared := [one.name for one in gone.touchpoints if one.name.casefold() in known]:
            raise NamesSharedError(gone.name, into.name, shared)
        retired = {"retired_at": utc_now()} if gone.is_retired else {}  # what was not offered is not offered by this
        with one_change(store, ("stage", into_id), by, f"Merged {gone.name} into {into.name}"):
            for one in gone.touchpoints:
                change_part(store, "touchpoint", one.id, {"stage_id": into_id} | retired)
            put_in_order(store, "touchpoint", [one.id for one in (*into.touchpoints, *gone.touchpoints)])
            delete_part(store, "stage", gone_id)
            put_in_order(store, "stage", [one.id for one in journey.stages if one.id != gone_id])
