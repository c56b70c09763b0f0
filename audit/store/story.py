"""Observations worth telling: starred ones, and the thanks given for what was seen."""

from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.errors import GoneError
from audit.model.story import Kudos
from audit.model.view import EVERYTHING, View
from audit.store.incoming import add_rows
from audit.store.opening import Store, first
from audit.store.voices import starred_stories, thanks_given

MOST = 1_000  # more than any meeting will hear


def stories(store: Store, view: View = EVERYTHING, limit: int = MOST) -> pd.DataFrame:
    """Return the starred stories of `view`, one row an observation, latest first.

    Columns: id (text), observed_on, touchpoint, place ("" = not said), method, outcome, what_happened, signals (joined
    by ";"), own_area, starred, kudos ("" = none), kudos_name ("" = the team).
    """
    return starred_stories(store, view, limit)


def kudos(store: Store, view: View = EVERYTHING, limit: int = MOST) -> pd.DataFrame:
    """Return the observations of `view` that somebody was thanked for, latest first; columns as `stories`."""
    return thanks_given(store, view, limit)


def add_story(store: Store, observation_id: UUID, starred_at: datetime) -> None:
    """Star an observation; starring it again changes nothing but the time.

    Raises:
        GoneError: there is no such observation.
    """
    with store.writing() as cursor:
        _must_be_there(store, observation_id)
        cursor.execute(
            "INSERT INTO story (observation_id, starred_at, kudos, kudos_name, consented_at) "
            "VALUES ($observation_id, $starred_at, '', '', NULL) "
            "ON CONFLICT (observation_id) DO UPDATE SET starred_at = excluded.starred_at",
            {"observation_id": observation_id, "starred_at": starred_at},
        )


def add_incoming_stories(store: Store, rows: pd.DataFrame, batch_id: UUID) -> None:
    """Keep stars and thanks to teams for one import's own observations; what stands there already stays.

    Args:
        store: the open store.
        rows: id (of the observation), starred_at (UTC, NaT = not starred), kudos ("" = none).
        batch_id: the import that brought the observations.
    """
    add_rows(
        store,
        rows,
        "INSERT INTO story (observation_id, starred_at, kudos, kudos_name, consented_at) "
        "SELECT observation.id, starred_at, kudos, '', NULL FROM incoming "
        "INNER JOIN observation ON observation.id = CAST(incoming.id AS UUID) AND observation.batch_id = $batch_id "
        "ON CONFLICT (observation_id) DO NOTHING",
        batch_id,
    )


def withdraw_story(store: Store, observation_id: UUID) -> None:
    """Take the star back; thanks stay."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE story SET starred_at = NULL WHERE observation_id = $observation_id",
            {"observation_id": observation_id},
        )
        _delete_empty(store, observation_id)


def add_kudos(store: Store, observation_id: UUID, given: Kudos, given_at: datetime) -> None:
    """Keep words of thanks, over those given before; the moment of consent is kept with a name only.

    Raises:
        GoneError: there is no such observation.
    """
    name = given.name.strip()
    with store.writing() as cursor:
        _must_be_there(store, observation_id)
        cursor.execute(
            "INSERT INTO story (observation_id, starred_at, kudos, kudos_name, consented_at) "
            "VALUES ($observation_id, NULL, $kudos, $kudos_name, $consented_at) "
            "ON CONFLICT (observation_id) DO UPDATE SET kudos = excluded.kudos, kudos_name = excluded.kudos_name, "
            "consented_at = excluded.consented_at",
            {
                "observation_id": observation_id,
                "kudos": given.words.strip(),
                "kudos_name": name,
                "consented_at": given_at if name else None,
            },
        )


def withdraw_kudos(store: Store, observation_id: UUID) -> None:
    """Take thanks back, the name and the consent with them; a star stays."""
    with store.writing() as cursor:
        cursor.execute(
            # no name without consent, and no consent without a name
            "UPDATE story SET kudos = '', kudos_name = '', consented_at = NULL WHERE observation_id = $observation_id",
            {"observation_id": observation_id},
        )
        _delete_empty(store, observation_id)


def _must_be_there(store: Store, observation_id: UUID) -> None:
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT id FROM observation WHERE id = $id", {"id": observation_id}))
    if row is None:
        raise GoneError("observation")


def _delete_empty(store: Store, observation_id: UUID) -> None:
    with store.writing() as cursor:
        cursor.execute(
            "DELETE FROM story WHERE observation_id = $observation_id AND starred_at IS NULL AND kudos = ''",
            {"observation_id": observation_id},
        )
