"""What hangs on touchpoints, so that they cannot be deleted without losing it."""

from collections.abc import Collection
from uuid import UUID

from audit.model.number import counted
from audit.store.opening import Store, first

HANGING = {  # a table with a touchpoint in it, and what people call one of its rows, and more of them
    "observation": ("observation", "observations"),
    "note": ("note", "notes"),
    "commitment": ("commitment", "commitments"),
    "planned_walk": ("planned walk", "planned walks"),
    "intervention": ("intervention", "interventions"),
    "service_metric": ("service metric", "service metrics"),
    "ticket": ("ticket", "tickets"),
    "ballot": ("vote", "votes"),
    "show_of_hands": ("count of hands", "counts of hands"),
    "merged_touchpoint": ("touchpoint merged into it", "touchpoints merged into it"),
    "added_touchpoint": ("walk that named it", "walks that named it"),
}


def hanging(store: Store, touchpoint_ids: Collection[UUID]) -> tuple[str, ...]:
    """Return what hangs on these touchpoints, a few words a kind ("12 observations"); nothing where nothing does."""
    keys, words = [str(key) for key in touchpoint_ids], []
    for table, (one, more) in HANGING.items():
        with store.reading() as cursor:
            (n,) = first(
                cursor.execute(
                    f"SELECT COUNT(*) FROM {table} WHERE touchpoint_id IN (SELECT UNNEST(CAST($keys AS UUID[])))",  # noqa: S608  # a name of ours
                    {"keys": keys},
                )
            ) or (0,)
        if n:
            words.append(f"{n:,} {one if n == 1 else more}")
    return tuple(words)


def walks_on(store: Store, journey_id: UUID) -> tuple[str, ...]:
    """Return how often a journey was walked, in words ("2 walks"); nothing where nobody walked it."""
    with store.reading() as cursor:
        (n,) = first(
            cursor.execute("SELECT COUNT(*) FROM walk_through WHERE journey_id = $id", {"id": journey_id})
        ) or (0,)
    return (counted(n, "walk"),) if n else ()
