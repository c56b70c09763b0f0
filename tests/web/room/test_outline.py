"""What phones are for while a slide is on the wall, and that they count slides as the wall does."""

from dataclasses import replace
from datetime import date

import pytest

from audit.model.keys import new_key
from audit.model.review import Item
from audit.model.room import Room
from audit.publish.slides import slides
from audit.review.gather import shown
from audit.review.propose import proposed_agenda
from audit.store.review import add_review
from audit.web.present import showing
from audit.web.room.outline import Point, State, outline, state_of
from tests.rooms import a_review

TODAY = date(2026, 6, 30)
ROOM = Room(new_key(), "Spring review", "key", ("The queue", "The lift"), "How are we?")


@pytest.mark.parametrize(
    ("point", "changes", "state"),
    [
        (Point("Trust", Item.TRUST), {}, State.WAIT),
        (Point("What first?", Item.VOTE), {}, State.VOTE),
        (Point("What first?", Item.VOTE), {"by_hands": True}, State.HANDS),
        (Point("The room chose", Item.VOTE), {"is_revealed": True, "by_hands": True}, State.RESULT),
        (Point("Trust", Item.TRUST), {"is_revealed": True}, State.WAIT),
        (Point("What first?", Item.VOTE), {"choices": ()}, State.WAIT),
        (Point("How are we?", Item.REFLECTION), {}, State.ANSWER),
        (Point("How are we?", Item.REFLECTION), {"question": ""}, State.WAIT),
        (Point("Thanks from the room", Item.THANKS), {}, State.THANKS),
    ],
)
def test_a_phone_is_for_what_the_slide_asks(point, changes, state):
    assert state_of(point, replace(ROOM, **changes)) is state


def test_phones_count_the_slides_as_the_wall_does(store, monkeypatch):
    monkeypatch.setattr(showing, "pictured", lambda *_: "")
    period = (date(2026, 4, 1), TODAY)
    review = a_review(agenda=tuple(replace(each, is_dropped=False) for each in proposed_agenda(store, *period)))
    add_review(store, review)
    points = outline(slides(review, shown(store, review, TODAY)))
    on_the_wall = [each.slide for each in showing.projected(store, review, TODAY)]
    assert [(each.headline, each.item) for each in points] == [(each.headline, each.item) for each in on_the_wall]
