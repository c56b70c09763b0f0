"""Ballots: one vote a device in each review, or one a code where it is voted with codes, its last word counting."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.model.text import name_of
from audit.store.opening import Store, first

_CHOICE = "COALESCE(named.touchpoint, ballot.choice)"  # a touchpoint is called as it is today, whatever it was then
_BALLOT = "ballot LEFT JOIN named_touchpoint AS named ON named.touchpoint_id = ballot.touchpoint_id"
_COUNTED = (  # where it is voted with codes, those of phones do not count, and the other way round
    f"SELECT {_CHOICE} AS choice, COUNT(*) AS votes FROM {_BALLOT} WHERE review_id = $review_id "  # noqa: S608  # our words
    "AND (device LIKE 'code %') = COALESCE((SELECT by_code FROM review WHERE id = $review_id), FALSE) "
    f"GROUP BY {_CHOICE} ORDER BY 1"
)


def add_ballot(
    store: Store, review_id: UUID, device: str, choice: str, cast_at: datetime, touchpoint_id: str | None = None
) -> None:
    """Keep a device's vote in place of the one it cast before; a late copy of an earlier vote changes nothing.

    A vote for a touchpoint carries its key, and counts for it whatever it is called by then.
    """
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO ballot (review_id, device, choice, touchpoint_id, cast_at) "
            "VALUES ($review_id, $device, $choice, CAST($touchpoint_id AS UUID), $cast_at) "
            "ON CONFLICT (review_id, device) DO UPDATE SET choice = excluded.choice, "
            "touchpoint_id = excluded.touchpoint_id, cast_at = excluded.cast_at "
            # phones send again over a bad net, and answers overtake each other
            "WHERE ballot.cast_at <= excluded.cast_at",
            {
                "review_id": review_id,
                "device": device,
                "choice": choice,
                "touchpoint_id": touchpoint_id,
                "cast_at": cast_at,
            },
        )


def ballot_of(store: Store, review_id: UUID, device: str) -> str:
    """Return what a device voted for, "" where it has not voted."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                f"SELECT {_CHOICE} FROM {_BALLOT} WHERE review_id = $review_id AND device = $device",  # noqa: S608  # our words
                {"review_id": review_id, "device": device},
            )
        )
    return "" if row is None else name_of(str(row[0]))


def ballots(store: Store, review_id: UUID) -> pd.DataFrame:
    """Return the votes of a review, counted; nothing says who cast them.

    Where it is voted with codes, those of phones do not count, and the other way round.

    Returns:
        One row a choice that was voted for. Columns: choice, votes.
    """
    with store.reading() as cursor:
        counted = cursor.execute(_COUNTED, {"review_id": review_id}).df()
    return counted.assign(choice=counted["choice"].map(name_of))


def ballot_count(store: Store, review_id: UUID, choices: Sequence[str]) -> int:
    """Return how many votes were cast for one of `choices`; what is not offered any more does not count."""
    counted = ballots(store, review_id)
    return int(
        counted.loc[counted["choice"].isin(choices), "votes"].sum()
    )  # the agenda may change while the room votes


def is_voted(store: Store, review_id: UUID) -> bool:
    """Return whether anybody has voted in a review, with a phone or a code, whichever of them counts."""
    with store.reading() as cursor:
        voted = cursor.execute(
            "SELECT choice FROM ballot WHERE review_id = $review_id LIMIT 1", {"review_id": review_id}
        )
        return first(voted) is not None
