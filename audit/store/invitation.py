"""Invitations that make a phone somebody's: each works once, and not for long."""

from datetime import datetime
from uuid import UUID

from audit.store.opening import Store, first


def add_invitation(store: Store, mark: str, person_id: UUID, ends_at: datetime) -> None:
    """Keep an invitation; an earlier one of the same person that nobody used works no more."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "DELETE FROM invitation WHERE person_id = $person_id AND used_as IS NULL", {"person_id": person_id}
        )
        cursor.execute(
            "INSERT INTO invitation (mark, person_id, ends_at) VALUES ($mark, $person_id, $ends_at)",
            {"mark": mark, "person_id": person_id, "ends_at": ends_at},
        )


def invited_person(store: Store, mark: str, now: datetime) -> str | None:
    """Return the name of whom an invitation is for, None where it was used, is over, or never was."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT name FROM invitation INNER JOIN person ON person.id = person_id "
                "WHERE mark = $mark AND used_as IS NULL AND ends_at > $now",
                {"mark": mark, "now": now},
            )
        )
    return None if row is None else str(row[0])


def use_invitation(store: Store, mark: str, used_as: UUID, now: datetime) -> tuple[UUID, str] | None:
    """Use an invitation up in one step, and return whom it is for, key and name; None where it could not be used.

    Args:
        store: the open store.
        mark: of the invitation.
        used_as: a key made for this use; of two at once one alone stands in the row afterwards.
        now: UTC.
    """
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE invitation SET used_as = $used_as WHERE mark = $mark AND used_as IS NULL AND ends_at > $now",
            {"mark": mark, "used_as": used_as, "now": now},
        )
        row = first(
            cursor.execute(
                "SELECT person.id, person.name FROM invitation INNER JOIN person ON person.id = person_id "
                "WHERE mark = $mark AND used_as = $used_as",
                {"mark": mark, "used_as": used_as},
            )
        )
    return None if row is None else (UUID(str(row[0])), row[1])
