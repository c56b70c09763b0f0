"""The columns of an observation, each named once; every statement on a row as a whole is made of them here.

Only words of ours are put together, never input: what is given goes as a parameter or comes as the table `incoming`.
"""

from collections.abc import Iterable, Mapping

from audit.model.rating import DIMENSIONS
from audit.model.walk_through import TEXTS, YES_NO
from audit.store.hour import hour_of

JUDGEMENT: Mapping[str, str] = {  # what the observer says of a moment, with the type a frame has it in
    "outcome": "str",
    **dict.fromkeys(map(str, DIMENSIONS), "Int8"),
    "wait_minutes": "Float64",
    **dict.fromkeys(YES_NO, "boolean"),
    **dict.fromkeys(TEXTS, "str"),
}
JUDGED = ", ".join(JUDGEMENT)

FROM_INCOMING = (  # whatever `incoming` names is there by now
    "FROM incoming INNER JOIN journey ON journey.name = incoming.journey "
    "INNER JOIN stage ON stage.journey_id = journey.id AND stage.name = incoming.stage "
    "INNER JOIN touchpoint ON touchpoint.stage_id = stage.id AND touchpoint.name = incoming.touchpoint "
    "LEFT JOIN place ON place.name = incoming.place"
)


def with_names(noun: str) -> str:
    """Return the joins that give an observation or a note the names of its journey, stage, touchpoint and place."""
    return (
        f"INNER JOIN touchpoint ON touchpoint.id = {noun}.touchpoint_id "
        "INNER JOIN stage ON stage.id = touchpoint.stage_id INNER JOIN journey ON journey.id = stage.journey_id "
        f"LEFT JOIN place ON place.id = {noun}.place_id"
    )


_OF_A_WALK = {
    "id": "$id",
    "walk_through_id": "$walk_through_id",
    "touchpoint_id": "$touchpoint_id",
    "place_id": "$place_id",
    "observer_id": "$observer_id",
    "channel": "$channel",
    "customer_group": "$customer_group",
    "method": "$method",
    "recognised": "$recognised",
    "observed_on": "$observed_on",
    "observed_at": "$observed_at",
    "observed_hour": "$observed_hour",
    "logged_at": "$logged_at",
    **{name: f"${name}" for name in JUDGEMENT},
    "visit": "$walk_through_id",
    "is_repeat": "EXISTS (SELECT id FROM observation "
    "WHERE visit = $walk_through_id AND touchpoint_id = $touchpoint_id "
    # none was logged before its walk began, but for a clock that was set back: a million others are not looked at
    "AND logged_at >= CAST($started_at AS TIMESTAMP) - INTERVAL 1 DAY)",
}
_OF_A_TABLE = {
    "id": "CAST(incoming.id AS UUID)",
    "batch_id": "$batch_id",
    "touchpoint_id": "touchpoint.id",
    "place_id": "place.id",
    "observer_id": "observer.id",
    **{name: f"incoming.{name}" for name in ("channel", "customer_group", "method", "recognised")},
    "observed_on": "CAST(observed_on AS DATE)",
    "observed_at": "observed_at",
    "observed_hour": hour_of("observed_at"),
    "logged_at": "COALESCE(incoming.logged_at, $now)",  # the sample knows when; else the import's own moment
    **{name: f"incoming.{name}" for name in JUDGEMENT},
    "resolved_on": "CAST(resolved_on AS DATE)",
}
_NAMED = {
    "id": "CAST(observation.id AS TEXT)",
    "observed_at": "observed_at",
    "observed_on": "observed_on",
    "journey": "journey.name",
    "stage": "stage.name",
    "touchpoint": "touchpoint.name",
    "channel": "observation.channel",
    "place": "COALESCE(place.name, '')",
    "customer_group": "customer_group",
    "method": "method",
    "observer": "COALESCE(observer.name, '')",
    "recognised": "recognised",
    **{name: name for name in JUDGEMENT},
    "signals": "COALESCE(ticked.signals, '')",
}
_VISIT = "COALESCE(CAST(visit AS TEXT), '') AS visit"
_OBSERVER = "LEFT JOIN observer ON observer.name = incoming.observer"
_FROM_OBSERVATION = (
    f"FROM observation {with_names('observation')} LEFT JOIN observer ON observer.id = observation.observer_id "
    "LEFT JOIN (SELECT observation_id, STRING_AGG(signal, ';' ORDER BY signal) AS signals FROM observation_signal "
    "GROUP BY observation_id) AS ticked ON ticked.observation_id = observation.id"
)


def _selected(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{source} AS {name}" for name, source in columns.items())


def _set(columns: Iterable[str], table: str) -> str:
    return ", ".join(f"{name} = {table}{name}" for name in columns)


def _add(columns: Mapping[str, str], source: str) -> str:
    return f"INSERT INTO observation ({', '.join(columns)}) SELECT {_selected(columns)} {source}".rstrip()


# what a row came with first, and when, is history and stays
_replaced = {name: source for name, source in _OF_A_TABLE.items() if name not in {"batch_id", "logged_at"}}

ADD_OF_A_WALK = _add(_OF_A_WALK, "")
ADD_OF_A_TABLE = _add(_OF_A_TABLE, f"{FROM_INCOMING} {_OBSERVER} ON CONFLICT (id) DO NOTHING")
REPLACE = (
    f"UPDATE observation SET {_set([name for name in _replaced if name != 'id'], 'ready.')} "
    f"FROM (SELECT {_selected(_replaced)} {FROM_INCOMING} {_OBSERVER}) AS ready WHERE observation.id = ready.id"
)
CORRECT = f"UPDATE observation SET {_set(JUDGEMENT, '$')} WHERE id = $id"
STANDING = (
    f"SELECT {_selected(_NAMED)}, resolved_on, {_VISIT} {_FROM_OBSERVATION} "
    "INNER JOIN listed ON CAST(listed.id AS UUID) = observation.id"
)
OUTGOING = (
    f"SELECT {_selected(_NAMED)}, "
    # an import refuses any other, and ours must come back in
    "CASE WHEN outcome = 'negative' AND resolved_on >= observed_on THEN resolved_on END AS resolved_at, "
    f"{_VISIT}, COALESCE(is_whole_visit, FALSE) AS whole_visit {_FROM_OBSERVATION} "
    "WHERE withdrawn_at IS NULL ORDER BY observed_on, observation.id"
)
