"""A new name goes with what was observed, and a name that is erased is nowhere any more."""

import pytest

from audit.actions import people as acts
from audit.actions.plans import plan_walk
from audit.actions.walks import record_walk_through
from audit.errors import DeviceUnknownError, GoneError, InvitationOverError, NameTakenError, PersonExistsError
from audit.intake.comparing import changed_cells
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.view import EVERYTHING
from audit.model.walk_through import Method
from audit.store.change import changes_of
from audit.store.device import devices
from audit.store.observer import observer_counts, observer_names
from audit.store.person import people
from audit.store.planned_walk import planned_walks
from audit.store.upkeep.fingerprint import tables
from tests.builders import ANSWER, DESK, a_walk, an_observation, observation_rows

NAME = "Kim <Moor>"


@pytest.fixture
def kim(desk):
    """Return somebody with a phone, an invitation, a walk that was corrected, and a plan."""
    person = acts.add_person(desk, NAME)
    acts.invite(desk, person.id)
    walk = a_walk(observer=NAME)
    record_walk_through(desk, walk, [an_observation()])
    plan_walk(desk, Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL, observer=NAME))
    return person


def everything(store):
    """Return every value of every table as text."""
    return "\n".join(str(batch.to_pylist()) for _, reader in tables(store) for batch in reader)


def test_a_new_name_goes_with_what_was_observed_and_planned_and_is_taken_back(desk, kim):
    acts.rename(desk, kim.id, "Porter")
    assert [each.name for each in people(desk)] == list(observer_names(desk)) == ["Porter"]
    assert planned_walks(desk)["observer"].tolist() == ["Porter"]
    acts.rename(desk, kim.id, NAME)
    assert list(observer_names(desk)) == [NAME]
    history = changes_of(desk, kim.id)
    assert len(history) == 2
    acts.rename(desk, kim.id, NAME)
    assert len(changes_of(desk, kim.id)) == 2, "the same name again is no change"


def test_nobody_is_called_as_somebody_else_is(desk, kim):
    acts.add_person(desk, "Porter")
    record_walk_through(desk, a_walk(observer="AB"), [an_observation()])
    with pytest.raises(PersonExistsError):
        acts.rename(desk, kim.id, "porter")
    for taken in ("AB", "former observer", "former observer 7"):
        with pytest.raises(NameTakenError, match="Write another name"):
            acts.rename(desk, kim.id, taken)
    with pytest.raises(GoneError):
        acts.rename(desk, new_key(), "LB")
    assert NAME in observer_names(desk)


def test_an_erased_name_is_nowhere_and_what_was_observed_stays_under_a_word_for_nobody(desk, kim):
    acts.rename(desk, kim.id, "Kim Ames")
    assert acts.remove(desk, kim.id) == "former observer"
    for name in (NAME, "Kim", "Ames"):
        assert name not in everything(desk)
    assert observer_counts(desk, EVERYTHING)["observer"].tolist() == ["former observer"]
    assert planned_walks(desk)["observer"].tolist() == [""]
    assert people(desk) == ()
    with pytest.raises(GoneError):
        acts.remove(desk, kim.id)


def test_two_who_left_are_still_two_observers(desk, kim):
    other = acts.add_person(desk, "AB")
    record_walk_through(desk, a_walk(observer="AB"), [an_observation()])
    assert [acts.remove(desk, each.id) for each in (kim, other)] == ["former observer", "former observer 2"]
    assert len(observer_counts(desk, EVERYTHING)) == 2


def test_the_phones_and_the_invitation_of_somebody_removed_end_at_once(desk, kim):
    cookie = acts.accept(desk, acts.invite(desk, kim.id), "")
    waiting = acts.invite(desk, kim.id)
    acts.remove(desk, kim.id)
    with pytest.raises(DeviceUnknownError):
        acts.recognise(desk, cookie)
    with pytest.raises(InvitationOverError):
        acts.accept(desk, waiting, "")
    assert devices(desk) == ()


def test_a_table_that_comes_again_brings_no_erased_name_back():
    rows = observation_rows({"observer": NAME})
    stands = rows.assign(observer="former observer 2")
    assert changed_cells(rows, stands, None).empty
    assert changed_cells(rows, rows.assign(observer="AB"), None)["field"].tolist() == ["observer"]
