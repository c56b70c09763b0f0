"""The wall shows thanks and answers, and says how to get some where there are none."""

import re

from audit.actions import room as acts
from audit.actions.stories import give_kudos
from audit.actions.walks import record_walk_through
from audit.model.review import QUESTIONS, AgendaItem, Item
from audit.model.room import Kind
from audit.model.story import Kudos
from audit.store.contribution import contributions
from audit.store.review import close_review
from tests.builders import NOON, a_walk, an_observation, with_desk
from tests.pages.conftest import run
from tests.rooms import a_room

WALL = "act/wall"


def shown(store, review, kind, words):
    acts.say(store, review.id, words, kind, words, "1")
    said = contributions(store, review.id)
    acts.moderate(store, said.loc[said["words"] == words, "id"].iloc[0], shown=True)


def told(at):
    said = [part.value for part in [*at.markdown, *at.text, *at.caption]]
    return " ".join([*said, *(part.proto.body for part in at.get("html"))]).replace("\\", "")


def test_an_empty_wall_says_what_is_missing(own):
    at = run(WALL)
    assert not at.exception
    assert "Nobody has been thanked yet" in told(at)
    assert "Load the sample audit" in [button.label for button in at.button]


def test_thanks_and_answers_stand_on_the_wall(own):
    with_desk(own)
    seen = an_observation()
    record_walk_through(own, a_walk(), [seen])
    give_kudos(own, seen.id, Kudos("For staying *late* & early", "Robin", has_consent=True))
    review = a_room(own)
    shown(own, review, Kind.APPRECIATION, "For the coffee")
    shown(own, review, Kind.ANSWER, "Proud")
    acts.say(own, review.id, "A", Kind.ANSWER, "Not yet read", "1")
    at = run(WALL)
    assert not at.exception
    assert at.title[0].value.startswith("2 notes of thanks and 1 answer to 1 question")
    assert re.findall(r'<div role="listitem"><p [^>]*>(.*?)</p>', told(at)) == [
        "For the coffee",
        "For staying *late* &amp; early",
    ]
    assert [text.value for text in at.text] == ["“Proud”"]
    assert "To Robin" in told(at)
    assert "Said in: Spring review" in told(at)
    assert [part.value for part in at.subheader] == [QUESTIONS[0]]
    assert f"No answer is shown yet to: {QUESTIONS[1]}" in told(at)


def test_answers_alone_are_a_wall_too(own):
    shown(own, a_room(own), Kind.ANSWER, "Proud")
    at = run(WALL)
    assert not at.exception
    assert "Nobody has been thanked yet" in told(at)


def test_older_thanks_are_one_tap_away(own):
    review = a_room(own)
    for number in range(14):
        shown(own, review, Kind.APPRECIATION, f"Thanks {number}")
    at = run(WALL)
    assert told(at).count("listitem") == 12
    next(button for button in at.button if button.label == "Show more").click().run()
    assert told(at).count("listitem") == 14


def test_the_latest_review_stands_open_and_another_question_follows_the_five(own):
    shown(own, a_room(own), Kind.ANSWER, "Tired")
    shown(own, a_room(own, title="Summer review"), Kind.ANSWER, "Proud")
    other = AgendaItem(Item.REFLECTION, subject="What would you do with a free day?")
    shown(own, a_room(own, title="Autumn review", agenda=(other,)), Kind.ANSWER, "Sleep")
    at = run(WALL)
    assert not at.exception
    boxes = [box.label.split(" · ")[0] for box in at.expander][:3]
    assert boxes == ["Summer review", "Spring review", "Autumn review"]
    assert at.subheader[-1].value.startswith("What would you do")


def test_two_reviews_of_one_title_stay_apart(own):
    for words in ("Of the first", "Of the second"):
        review = a_room(own)
        shown(own, review, Kind.ANSWER, words)
        close_review(own, review.id, "{}", NOON)
    at = run(WALL)
    reviews = [box for box in at.expander if box.label.startswith("Spring review")]
    assert [[text.value for text in box.text] for box in reviews] == [["“Of the second”"], ["“Of the first”"]]
