"""The room on the review page: opened, voted in, moderated, all by buttons a thumb can find."""

from uuid import UUID

from streamlit.testing.v1 import AppTest

from audit.actions import room as acts
from audit.model.review import AgendaItem, Item
from audit.model.room import MOST_WAITING, Kind
from audit.review.vote import vote
from audit.store.contribution import contributions
from audit.store.review import add_review, close_review
from audit.store.room import room_with
from audit.web.room import links
from pages.act.review.phones import vote_html
from tests.builders import NOON
from tests.rooms import CHOICES, a_review, a_room, ask

PAGE = """
from uuid import UUID
from audit.store.review import review_with
from pages.act.review import phones as room
from pages.parts.boundary import boundary
from pages.parts.session import store
with boundary():
    review = review_with(store(), UUID("{key}"))
    room.{part}(review)
"""


def run(part, review):
    at = AppTest.from_string(PAGE.format(part=part, key=review.id), default_timeout=180).run()
    assert not at.exception
    return at


def tap(at, label, number=0):
    at = [button for button in at.button if button.label == label][number].click().run()
    assert not at.exception
    return at


def told(at):
    parts = [*at.markdown, *at.text, *at.caption, *at.error]
    return " ".join(part.value for part in parts).replace("\\", "")


def test_the_room_is_opened_shows_its_code_and_is_closed_again(own, monkeypatch):
    monkeypatch.setenv(links.ADDRESS, "http://192.0.2.9:8502")
    review = a_review()
    add_review(own, review)
    at = tap(run("room_door", review), "Open the room")
    assert room_with(own, review.id).is_open
    assert links.short_link(review.id, review.key) in told(at)
    assert "Only this machine" not in told(at)
    at = tap(at, "Close the room")
    assert not room_with(own, review.id).is_open
    assert links.short_link(review.id, review.key) not in told(at)


def test_where_phones_cannot_reach_the_app_it_says_so(own, monkeypatch):
    monkeypatch.delenv(links.ADDRESS, raising=False)
    assert "Only this machine can open this address" in told(run("room_door", a_room(own)))


def test_too_many_choices_are_refused_in_words(own):
    review = a_review(agenda=(AgendaItem(Item.VOTE, subject="\n".join("abcdefghi")),))
    add_review(own, review)
    assert "at most 8" in told(tap(run("room_door", review), "Open the room"))


def test_the_result_is_shown_and_hidden_by_one_button(own):
    review = a_room(own)
    acts.vote(own, review.id, "A", CHOICES[1])
    at = run("vote_result", review)
    assert "1 vote so far" in told(at)
    assert CHOICES[1] not in told(at)
    at = tap(at, "Show the result to everybody")
    assert f"The room chose {CHOICES[1]}, with 1 of 1 vote, one a phone." in told(at)
    at = tap(at, "Hide the result and go on voting")
    assert CHOICES[1] not in told(at)


def test_a_closed_review_shows_its_result_for_good(own):
    review = a_room(own)
    acts.vote(own, review.id, "A", CHOICES[1])
    close_review(own, review.id, "{}", NOON)
    at = run("vote_result", review)
    assert "The room chose" in told(at)
    assert not at.button


def test_without_choices_it_says_where_to_write_them(own):
    review = a_review(agenda=())
    add_review(own, review)
    assert "nothing to vote on" in told(run("vote_result", review))


def test_the_bars_are_as_long_as_the_votes_and_words_are_escaped(own):
    review = a_room(own)
    ask(own, review.id, "<b>", "other")
    for device, choice in zip("ABC", ("<b>", "<b>", "other"), strict=True):
        acts.vote(own, review.id, device, choice)
    acts.reveal(own, review.id, is_revealed=True)
    page = vote_html(vote(own, review.id))
    assert "&lt;b&gt;" in page
    assert "width:100%" in page
    assert "width:50%" in page


def test_words_are_shown_or_hidden_one_by_one_and_stay_where_they_are(own):
    review = a_room(own)
    for number, words in enumerate(["Thanks to the night shift", "Something unkind"]):
        acts.say(own, review.id, "A", Kind.APPRECIATION, words, str(number))
    acts.say(own, review.id, "B", Kind.ANSWER, "Proud", "1")
    at = run("moderation", review)
    assert "3 contributions to read" in told(at)
    at = tap(at, "Show")
    at = tap(at, "Hide")  # the first one's button to hide it is still there: it was decided too soon
    assert "2 contributions to read" in told(at)
    said = contributions(own, review.id).set_index("words")["shown"].to_dict()
    assert said == {"Thanks to the night shift": False, "Something unkind": False, "Proud": False}
    at = tap(at, "Show", 2)
    assert contributions(own, review.id).set_index("words")["shown"].to_dict()["Proud"]
    assert "1 contribution to read" in told(at)
    assert "Something unkind" in told(at)
    key = contributions(own, review.id).set_index("words")["id"]["Something unkind"]
    acts.mend(own, review.id, UUID(key), "Something", "Something unkind")
    assert "Written was: Something unkind" in told(run("moderation", review))


def test_of_a_flood_the_next_come_up_as_the_first_are_decided(own):
    review = a_room(own)
    for number in range(MOST_WAITING + 1):
        acts.say(own, review.id, f"Device {number}", Kind.APPRECIATION, f"Thanks {number}.", "1")
    at = run("moderation", review)
    assert f"Thanks {MOST_WAITING}." not in told(at)
    assert "1 more to read" in told(at)
    at = tap(at, "Show")
    assert f"Thanks {MOST_WAITING}." in told(at)
    assert "Thanks 0." in told(at)
    assert "more to read" not in told(at)


def test_what_was_decided_before_is_one_tap_away(own):
    review = a_room(own)
    acts.say(own, review.id, "A", Kind.APPRECIATION, "Thanks to the night shift", "1")
    acts.moderate(own, contributions(own, review.id)["id"].iloc[0], shown=True)
    at = run("moderation", review)
    assert "Thanks to the night shift" not in told(at)
    assert "Shown (1)" in [box.label for box in at.expander]
    at.session_state["decided.Shown"] = True
    at = at.run()
    assert "Thanks to the night shift" in told(at)
    tap(at, "Hide")
    assert not contributions(own, review.id)["shown"].any()


def test_all_that_waits_is_shown_by_one_tap_and_then_folded_away(own):
    review = a_room(own)
    for number in range(3):
        acts.say(own, review.id, f"Device {number}", Kind.APPRECIATION, f"Thanks {number}.", "1")
    at = run("moderation", review)
    acts.say(own, review.id, "Late", Kind.APPRECIATION, "Came in since.", "1")
    at = tap(at, "Show all waiting (3)")
    shown = contributions(own, review.id).set_index("words")["shown"].to_dict()
    assert shown == {"Thanks 0.": True, "Thanks 1.": True, "Thanks 2.": True, "Came in since.": False}
    assert "Shown (3)" in [box.label for box in at.expander]
    assert "Thanks 1." not in told(at)
    assert "Came in since." in told(at)


def test_one_alone_is_decided_by_itself_and_what_was_hidden_is_folded_apart(own):
    review = a_room(own)
    acts.say(own, review.id, "A", Kind.APPRECIATION, "Something unkind", "1")
    acts.moderate(own, contributions(own, review.id)["id"].iloc[0], shown=False)
    acts.say(own, review.id, "B", Kind.APPRECIATION, "Thanks to the night shift", "1")
    at = run("moderation", review)
    assert not [button for button in at.button if button.label.startswith("Show all waiting")]
    assert [box.label for box in at.expander] == ["Hidden (1)"]


def test_before_anybody_speaks_nothing_waits(own):
    assert "Nobody has said anything yet" in told(run("moderation", a_room(own)))
