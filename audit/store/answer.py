"""The answers to staff in the store: which bad experiences are answered, by which answer, and which are not."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pandas as pd

from audit.model.answer import Answer, AnswerKind
from audit.model.view import View
from audit.store.incoming import add_rows
from audit.store.observation_columns import JUDGED
from audit.store.opening import Store, first
from audit.store.view_filter import AT_TOUCHPOINTS, GROUP_IF_SHOWN, IN_VIEW, parameters_at_touchpoints

_ANSWER = "answer.kind, answer.words, answer.answered_on, answer.answered_by, answer.id"


def add_answer(store: Store, answer: Answer, observation_ids: Iterable[UUID], written_at: datetime) -> None:
    """Keep an answer to some bad experiences, none of which has one yet."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO answer (id, kind, words, answered_on, answered_by, written_at) "
            "VALUES ($id, $kind, $words, $answered_on, $answered_by, $written_at)",
            _values(answer) | {"written_at": written_at},
        )
        for key in observation_ids:
            cursor.execute(
                "INSERT INTO answer_to (observation_id, answer_id) VALUES ($key, $id)", {"key": key, "id": answer.id}
            )


def add_incoming_answers(store: Store, rows: pd.DataFrame, batch_id: UUID) -> None:
    """Keep answers to one import's own observations; what has an answer already keeps it.

    Args:
        store: the open store.
        rows: id (of the observation), answer_id, kind, words, answered_on, answered_by, written_at (UTC).
        batch_id: the import that brought the observations.
    """
    with store.writing():
        add_rows(
            store,
            rows,
            "INSERT INTO answer_to (observation_id, answer_id) SELECT observation.id, CAST(answer_id AS UUID) "
            "FROM incoming INNER JOIN observation ON observation.id = CAST(incoming.id AS UUID) "
            "AND observation.batch_id = $batch_id ON CONFLICT DO NOTHING",
            batch_id,
        )
        add_rows(
            store,
            rows.drop_duplicates("answer_id"),
            "INSERT INTO answer (id, kind, words, answered_on, answered_by, written_at) "
            "SELECT CAST(incoming.answer_id AS UUID), kind, words, CAST(answered_on AS DATE), answered_by, written_at "
            "FROM incoming WHERE $batch_id IS NOT NULL AND CAST(incoming.answer_id AS UUID) IN "
            "(SELECT answer_id FROM answer_to) ON CONFLICT DO NOTHING",
            batch_id,
        )


def change_answer(store: Store, answer: Answer) -> None:
    """Set what an answer says, on which day and by whom; what it answers stays."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE answer SET kind = $kind, words = $words, answered_on = $answered_on, answered_by = $answered_by "
            "WHERE id = $id",
            _values(answer),
        )


def delete_answer(store: Store, answer_id: UUID) -> None:
    """Forget an answer; its history stays."""
    with store.writing() as cursor:
        cursor.execute("DELETE FROM answer_to WHERE answer_id = $id", {"id": answer_id})
        cursor.execute("DELETE FROM answer WHERE id = $id", {"id": answer_id})


def delete_answers_of_import(store: Store, batch_id: UUID) -> None:
    """Forget the answers to what one import brought; one that answers something else too stays for that."""
    with store.writing() as cursor:
        cursor.execute(
            "DELETE FROM answer_to WHERE observation_id IN (SELECT id FROM observation WHERE batch_id = $id)",
            {"id": batch_id},
        )
        cursor.execute("DELETE FROM answer WHERE id NOT IN (SELECT answer_id FROM answer_to)")


def answer_with(store: Store, answer_id: UUID) -> Answer | None:
    """Return the answer with this key, None where it was taken back or never given."""
    with store.reading() as cursor:
        row = first(cursor.execute(f"SELECT {_ANSWER} FROM answer WHERE id = $id", {"id": answer_id}))  # noqa: S608  # columns of ours
    return _answer(row)


def answer_to(store: Store, observation_id: UUID) -> Answer | None:
    """Return the answer to an observation, None where it has none."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                f"SELECT {_ANSWER} FROM answer INNER JOIN answer_to ON answer_id = answer.id "  # noqa: S608  # columns of ours
                "WHERE observation_id = $id",
                {"id": observation_id},
            )
        )
    return _answer(row)


def answered_with(store: Store, answer_id: UUID) -> pd.DataFrame:
    """Return what an answer answers, the oldest first.

    Columns: id (of the observation), touchpoint, observed_on, what_happened, stands (bool: it was neither withdrawn nor
    corrected to be no bad experience).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(observation.id AS TEXT) AS id, named_touchpoint.touchpoint, observed_on, what_happened, "
            "withdrawn_at IS NULL AND outcome = 'negative' AS stands FROM answer_to "
            "INNER JOIN observation ON observation.id = observation_id "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = observation.touchpoint_id "
            "WHERE answer_id = $id ORDER BY observed_on, observation.id",
            {"id": answer_id},
        ).df()


def answered_days(store: Store, view: View, as_of: date) -> pd.DataFrame:
    """Count the bad experiences of `view` up to a day, by touchpoint and by when each was owned and answered.

    Columns: touchpoint, observed_on, owned_on (NaT = nobody owned it by `as_of`), answered_on (NaT = staff were not
    answered by then), n (bad experiences); in journey order.
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT touchpoint, observed_on, owned_on, answered_on, n FROM (SELECT touchpoint_id, observed_on, "  # noqa: S608  # words of ours
            "owned_on, answered_on, COUNT(*) AS n FROM (SELECT id, touchpoint_id, observed_on FROM observation "
            f"WHERE outcome = 'negative' AND observed_on <= $as_of AND {IN_VIEW} AND {AT_TOUCHPOINTS}) AS bad "
            "LEFT JOIN (SELECT observation_id AS owned_id, MIN(taken_on) AS owned_on FROM recovery_step "
            "INNER JOIN recovery ON recovery.id = recovery_id WHERE step = 'owned' AND taken_on <= $as_of "
            "GROUP BY observation_id) AS owned ON owned_id = bad.id "
            "LEFT JOIN (SELECT observation_id AS answered_id, answered_on FROM answer_to "
            "INNER JOIN answer ON answer.id = answer_id WHERE answered_on <= $as_of) AS given ON answered_id = bad.id "
            "GROUP BY touchpoint_id, observed_on, owned_on, answered_on) AS counted "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = counted.touchpoint_id "
            "ORDER BY journey_position, journey, stage_position, position, touchpoint, observed_on",
            parameters_at_touchpoints(store, view) | {"as_of": as_of},
        ).df()


def days_of_steps(store: Store, view: View, as_of: date) -> pd.DataFrame:
    """Return the rows of `answered_days` of what was owned or answered by then; far fewer, and sooner counted."""
    with store.reading() as cursor:
        return cursor.execute(
            "WITH step AS (SELECT observation_id, MIN(owned_on) AS owned_on, MIN(answered_on) AS answered_on FROM ("  # noqa: S608  # words of ours
            "SELECT observation_id, taken_on AS owned_on, NULL AS answered_on FROM recovery_step "
            "INNER JOIN recovery ON recovery.id = recovery_id WHERE step = 'owned' AND taken_on <= $as_of "
            "UNION ALL SELECT observation_id, NULL AS owned_on, answered_on FROM answer_to "
            "INNER JOIN answer ON answer.id = answer_id WHERE answered_on <= $as_of) AS each_step "
            "GROUP BY observation_id) "
            "SELECT touchpoint, observed_on, owned_on, answered_on, COUNT(*) AS n FROM step INNER JOIN "
            "(SELECT id, touchpoint_id, observed_on FROM observation WHERE outcome = 'negative' "
            f"AND observed_on <= $as_of AND {IN_VIEW} AND {AT_TOUCHPOINTS}) AS bad ON bad.id = observation_id "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = bad.touchpoint_id "
            "GROUP BY touchpoint, observed_on, owned_on, answered_on "
            "ORDER BY touchpoint, observed_on, owned_on, answered_on",
            parameters_at_touchpoints(store, view) | {"as_of": as_of},
        ).df()


def unanswered(store: Store, view: View, as_of: date, limit: int) -> pd.DataFrame:
    """Return the oldest bad experiences of `view` up to a day that have no answer, at most `limit`.

    Columns as `audit.store.evidence.observations_behind`; the oldest first.
    """
    conditions = (
        f"outcome = 'negative' AND observed_on <= $as_of AND {IN_VIEW} AND {AT_TOUCHPOINTS} "  # noqa: S608  # words of ours
        "AND id NOT IN (SELECT observation_id FROM answer_to)"
    )
    with store.reading() as cursor:
        return cursor.execute(
            "WITH oldest AS MATERIALIZED (SELECT id, touchpoint_id, place_id, observed_on, method, customer_group, "  # noqa: S608  # words of ours
            f"{JUDGED} FROM observation WHERE {conditions} ORDER BY observed_on, id LIMIT $limit) "
            "SELECT CAST(oldest.id AS TEXT) AS id, observed_on, touchpoint, COALESCE(place.name, '') AS place, "
            f"method, {GROUP_IF_SHOWN.format(conditions)} AS customer_group, {JUDGED} FROM oldest "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = oldest.touchpoint_id "
            "LEFT JOIN place ON place.id = oldest.place_id ORDER BY observed_on, oldest.id",
            parameters_at_touchpoints(store, view) | {"as_of": as_of, "limit": limit},
        ).df()


def answers_given(store: Store, view: View, as_of: date) -> pd.DataFrame:
    """Return the answers to bad experiences of `view` that were given up to a day, the newest first.

    Columns: id, kind, words, answered_on, answered_by, touchpoint (a name, several with commas between), n (bad
    experiences of the view that it answers), since, until (the days of the first and the last of them).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(answer.id AS TEXT) AS id, kind, words, answered_on, answered_by, "  # noqa: S608  # words of ours
            "STRING_AGG(DISTINCT touchpoint, ', ' ORDER BY touchpoint) AS touchpoint, COUNT(*) AS n, "
            "MIN(observed_on) AS since, MAX(observed_on) AS until FROM answer "
            "INNER JOIN answer_to ON answer_id = answer.id INNER JOIN (SELECT id, touchpoint_id, observed_on "
            f"FROM observation WHERE outcome = 'negative' AND observed_on <= $as_of AND {IN_VIEW} "
            f"AND {AT_TOUCHPOINTS}) AS bad ON bad.id = observation_id "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = bad.touchpoint_id "
            "WHERE answered_on <= $as_of GROUP BY answer.id, kind, words, answered_on, answered_by, written_at "
            "ORDER BY answered_on DESC, written_at DESC, answer.id",
            parameters_at_touchpoints(store, view) | {"as_of": as_of},
        ).df()


def _answer(row: tuple[Any, ...] | None) -> Answer | None:
    if row is None:
        return None
    kind, words, answered_on, by, key = row
    on: date = answered_on
    return Answer(AnswerKind(kind), words, on, by, key)


def _values(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "kind": answer.kind.value,
        "words": answer.words,
        "answered_on": answer.answered_on,
        "answered_by": answer.by,
    }
