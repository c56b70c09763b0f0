"""Observations on their way out, in the columns of our own table, which brings them back as they were."""

import pyarrow as pa

from audit.store.opening import Store

_BATCH = 50_000


def outgoing_observations(store: Store) -> list[pa.RecordBatch]:
    """Return the observations that count, withdrawn ones left out, by day and key.

    Columns: id, observed_at (UTC, empty = only the day is known), observed_on, journey, stage, touchpoint, channel,
    place, customer_group, method, observer, outcome, the five dimensions, wait_minutes, greeted, what_happened,
    signals (semicolons between them), resolved_at (a day; of negatives only), visit, whole_visit.
    """
    with store.reading() as cursor:
        return list(
            cursor.sql(
                "SELECT CAST(observation.id AS TEXT) AS id, observed_at, observed_on, journey.name AS journey, "
                "stage.name AS stage, touchpoint.name AS touchpoint, observation.channel AS channel, "
                "COALESCE(place.name, '') AS place, customer_group, method, COALESCE(observer.name, '') AS observer, "
                "outcome, reliability, assurance, tangibles, empathy, responsiveness, wait_minutes, greeted, "
                "what_happened, COALESCE(ticked.signals, '') AS signals, "
                "CASE WHEN outcome = 'negative' AND resolved_on >= observed_on THEN resolved_on END AS resolved_at, "
                "COALESCE(CAST(visit AS TEXT), '') AS visit, COALESCE(is_whole_visit, FALSE) AS whole_visit "
                "FROM observation INNER JOIN touchpoint ON touchpoint.id = observation.touchpoint_id "
                "INNER JOIN stage ON stage.id = touchpoint.stage_id "
                "INNER JOIN journey ON journey.id = stage.journey_id "
                "LEFT JOIN place ON place.id = observation.place_id "
                "LEFT JOIN observer ON observer.id = observation.observer_id "
                "LEFT JOIN (SELECT observation_id, STRING_AGG(signal, ';' ORDER BY signal) AS signals "
                "FROM observation_signal GROUP BY observation_id) AS ticked ON ticked.observation_id = observation.id "
                "WHERE withdrawn_at IS NULL ORDER BY observed_on, observation.id"
            ).to_arrow_reader(_BATCH)
        )
