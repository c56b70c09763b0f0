"""What stands in the store of things an import names again, in the columns imports are made of."""

from collections.abc import Iterable, Mapping

import pandas as pd

from audit.store.listed import joining
from audit.store.observation_columns import JUDGEMENT, STANDING, with_names
from audit.store.opening import Store

_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("observed_on", "observed_at", "resolved_on", "period_start", "period_end"), "datetime64[us]"),
    "closed_on": "datetime64[us]",
    **dict.fromkeys(("target_share", "attained_share"), "Float64"),
    **dict.fromkeys(("met", "total"), "Int64"),
    **JUDGEMENT,
}


def standing_observations(store: Store, ids: Iterable[object]) -> pd.DataFrame:
    """Return those of `ids` that are observations, in the columns of docs/data-model.md "observation rows"."""
    return _standing(store, ids, STANDING)


def standing_notes(store: Store, ids: Iterable[object]) -> pd.DataFrame:
    """Return those of `ids` that are notes and no observations, in the columns of docs/data-model.md "note rows"."""
    return _standing(
        store,
        ids,
        "SELECT CAST(note.id AS TEXT) AS id, observed_on, observed_at, journey.name AS journey, stage.name AS stage, "
        "touchpoint.name AS touchpoint, note.channel AS channel, COALESCE(place.name, '') AS place, customer_group, "
        "method, words FROM note INNER JOIN listed ON CAST(listed.id AS UUID) = note.id "
        f"{with_names('note')} "
        "WHERE NOT EXISTS (SELECT observation.id FROM observation WHERE observation.id = note.id)",
    )


def standing_metrics(store: Store, ids: Iterable[object]) -> pd.DataFrame:
    """Return those of `ids` that are service metrics, in the columns of docs/data-model.md "service metric rows"."""
    return _standing(
        store,
        ids,
        "SELECT CAST(service_metric.id AS TEXT) AS id, period_start, period_end, service, touchpoint, place, metric, "
        "target_share, attained_share, met, total FROM service_metric "
        "INNER JOIN listed ON CAST(listed.id AS UUID) = service_metric.id",
    )


def standing_tickets(store: Store, ids: Iterable[object]) -> pd.DataFrame:
    """Return those of `ids` that are tickets, in the columns of docs/data-model.md "ticket rows"."""
    tickets = _standing(
        store,
        ids,
        "SELECT CAST(ticket.id AS TEXT) AS id, service, touchpoint, place, metric, closed_on, "
        "CASE WHEN met THEN 1 ELSE 0 END AS met, target_share FROM ticket "
        "INNER JOIN listed ON CAST(listed.id AS UUID) = ticket.id",
    )
    return tickets.astype({"met": "bool"})


def _standing(store: Store, ids: Iterable[object], query: str) -> pd.DataFrame:
    """Return what `query` gives of the `ids`, which it reads as the table `listed`."""
    with joining(store, ids) as cursor:
        rows = cursor.execute(query).df()
    # the kinds of an import's frame, or equal rows would look changed
    return rows.astype({name: _KINDS.get(str(name), "str") for name in rows})
