"""Walks begun in the form of earlier versions: given up, and brought back as they were."""

from dataclasses import replace

import pytest

from audit.actions import drafting
from audit.errors import WalkChangedError, WalkEndedError
from audit.model.draft import Head
from audit.store.draft import close_draft, drafts
from tests.builders import DESK, a_draft, stored_draft


@pytest.fixture
def begun(desk):
    return stored_draft(desk, a_draft(head=Head(str(DESK.id))))


def test_a_walk_given_up_can_be_brought_back_as_it_was(desk, begun):
    drafting.give_up(desk, begun)
    assert drafts(desk) == ()
    ((aside, _),) = drafting.given_up(desk)
    assert aside == begun
    drafting.bring_back(desk, begun.id)
    assert drafts(desk) == (begun,)


def test_a_walk_that_moved_on_since_the_list_was_shown_is_not_given_up(desk, begun):
    stored_draft(desk, begun, version=2)
    with pytest.raises(WalkChangedError):
        drafting.give_up(desk, begun)
    close_draft(desk, begun.id)
    with pytest.raises(WalkEndedError):
        drafting.give_up(desk, begun)


def test_a_walk_that_is_not_there_cannot_be_given_up(desk, begun):
    with pytest.raises(WalkEndedError):
        drafting.give_up(desk, replace(begun, id=DESK.id))
