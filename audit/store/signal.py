"""The signals ticked on observations, and the cause somebody found for one."""

from uuid import UUID

from audit.errors import GoneError
from audit.store.opening import Store, first


def cause_of(store: Store, observation_id: UUID, signal: str) -> str:
    """Return the key of the cause found for a signal, "" where there is none yet.

    Raises:
        GoneError: the signal is not ticked on that observation.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT cause FROM observation_signal WHERE observation_id = $observation_id AND signal = $signal",
                {"observation_id": observation_id, "signal": str(signal)},
            )
        )
    if row is None:
        raise GoneError("signal")
    return str(row[0])


def change_cause(store: Store, observation_id: UUID, signal: str, cause: str) -> None:
    """Keep the key of the cause that was found for a signal; "" asks for one again."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE observation_signal SET cause = $cause WHERE observation_id = $observation_id AND signal = $signal",
            {"observation_id": observation_id, "signal": str(signal), "cause": cause},
        )


def times_ticked(store: Store, signal: str) -> int:
    """Return on how many observations a signal stands, withdrawn ones too."""
    with store.reading() as cursor:
        row = first(
            cursor.execute("SELECT COUNT(*) FROM observation_signal WHERE signal = $signal", {"signal": signal})
        )
    return int(row[0]) if row else 0


def times_explaining(store: Store, cause: str) -> int:
    """Return behind how many signals and recoveries a cause was found, those of withdrawn observations too."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT (SELECT COUNT(*) FROM observation_signal WHERE cause = $cause) "
                "+ (SELECT COUNT(*) FROM recovery WHERE cause = $cause)",
                {"cause": cause},
            )
        )
    return int(row[0]) if row else 0
