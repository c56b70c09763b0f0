"""What is promised at a touchpoint is found there until it has its verdict, what is due first before the rest."""

from datetime import date, timedelta

from audit.model.commitment import Commitment, Evidence, Verdict
from audit.model.keys import new_key
from audit.store.commitment import add_commitment, close_commitment, open_commitments_at
from tests.builders import ANSWER, GREETING, NOON

SEEN = Evidence(date(2026, 1, 1), date(2026, 3, 2), 12, 6, 6)


def promised(store, words, due_on, touchpoint=GREETING):
    made = Commitment(
        touchpoint.id, words, "Walks find it.", "desk lead", due_on, NOON.date(), check_in_on=NOON.date() + timedelta(7)
    )
    add_commitment(store, made, SEEN, NOON, new_key())
    return made


def test_open_commitments_are_found_at_their_touchpoint(desk):
    later = promised(desk, "Later", date(2026, 6, 1))
    sooner = promised(desk, "Sooner", date(2026, 5, 1))
    promised(desk, "Elsewhere", date(2026, 4, 1), ANSWER)
    assert open_commitments_at(desk, GREETING.id) == (sooner, later)
    close_commitment(desk, sooner.id, Verdict.WORSE, {}, NOON)
    assert open_commitments_at(desk, GREETING.id) == (later,)
    assert open_commitments_at(desk, new_key()) == ()
