"""The wall holds thanks and answers that may be seen, the latest first, names only where people agreed."""

from datetime import date

from audit.actions.room import moderate, say
from audit.actions.stories import give_kudos
from audit.actions.walks import record_walk_through
from audit.figures.wall import answers, thanks
from audit.model.review import QUESTIONS
from audit.model.room import Kind
from audit.model.story import Kudos
from audit.store.contribution import contributions
from tests.builders import GREETING, a_walk, an_observation
from tests.rooms import a_room


def shown(store, review, kind, words):
    say(store, review.id, "A", kind, words, words)
    said = contributions(store, review.id)
    moderate(store, said.loc[said["words"] == words, "id"].iloc[0], shown=True)


def test_an_empty_wall_is_empty(store):
    assert thanks(store).empty
    assert answers(store).empty


def test_thanks_from_walks_and_rooms_stand_side_by_side_the_latest_first(desk):
    walk, seen = a_walk(), [an_observation(), an_observation()]
    record_walk_through(desk, walk, seen)
    give_kudos(desk, seen[0].id, Kudos("For staying late"))
    give_kudos(desk, seen[1].id, Kudos("For the map", "Robin", has_consent=True))
    shown(desk, a_room(desk), Kind.APPRECIATION, "For the coffee")
    wall = thanks(desk)
    assert wall["words"].tolist()[0] == "For the coffee"
    assert set(wall["to"]) == {"", "Robin", f"the team at {GREETING.name}"}
    assert wall["source"].tolist()[0] == "Spring review"
    assert wall["day"].is_monotonic_decreasing


def test_thanks_from_walks_alone_fill_a_wall(desk):
    seen = an_observation()
    record_walk_through(desk, a_walk(), [seen])
    give_kudos(desk, seen.id, Kudos("For staying late"))
    assert thanks(desk)["to"].tolist() == [f"the team at {GREETING.name}"]


def test_what_is_not_shown_is_not_on_the_wall(store):
    review = a_room(store)
    say(store, review.id, "A", Kind.ANSWER, "Tired", "1")
    assert answers(store).empty
    shown(store, review, Kind.ANSWER, "Proud")
    (row,) = answers(store).to_dict("records")
    assert (row["question"], row["words"], row["until"].date()) == (QUESTIONS[0], "Proud", date(2026, 3, 31))
