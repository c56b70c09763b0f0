"""The all-staff review is prepared on one page: its agenda proposed, reordered, its stories chosen one by one."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from audit.actions import commitments, reviews, room, walks
from audit.actions.imports import load_sample
from audit.model.commitment import Commitment, usual_due
from audit.model.rating import Dimension, Outcome
from audit.model.review import QUESTIONS, AgendaItem, Item
from audit.review.propose import proposed_agenda, proposed_period, story_candidates
from audit.store.review import open_review
from audit.web.present.links import present_link
from pages.parts.session import today
from tests.builders import GREETING, INVOICE, a_walk, an_observation, with_desk
from tests.pages.conftest import run
from tests.photographs import a_jpeg

PAGE = "act/review"


def button(at, key):
    return next(found for found in at.button if found.key == key)


def said(at):
    small = [str(part.proto.body) for part in at.get("html")]
    told = " ".join([*small, *(part.value for part in [*at.markdown, *at.caption, *at.text])])
    return told.replace("\\", "")


def expanded(at, name):
    return button(at, f"open-{name}").click().run()


def shown_order(at):
    return [found.key.removeprefix("open-") for found in at.button if str(found.key).startswith("open-")]


def point(store, item):
    return next(each for each in open_review(store).agenda if each.item is item)


@pytest.fixture
def seen(own):
    """Return a desk where three visits found a bad invoice and one found a good greeting."""
    seen = [an_observation(observed_on=today(), what_happened="She found my book at once.")]
    bad = {"outcome": Outcome.NEGATIVE, "ratings": {Dimension.RELIABILITY: 1}, "observed_on": today()}
    words = "The sum was wrong again."
    seen += [an_observation(touchpoint_id=INVOICE.id, what_happened=words, **bad) for _ in range(3)]
    with_desk(own)
    for moment in seen:
        walks.record_walk_through(own, a_walk(day=today()), [moment])
    return own


@pytest.fixture
def prepared(seen):
    period = proposed_period(seen, today())
    return reviews.prepare(seen, "All-staff review", period, proposed_agenda(seen, *period))


def test_an_empty_audit_offers_what_brings_data(own):
    at = run(PAGE)
    assert not at.exception
    assert [found.label for found in at.button] == ["Load the sample audit"]


def test_one_tap_prepares_a_review_of_the_last_90_days(seen):
    at = run(PAGE)
    assert not at.exception
    assert at.title[0].value.startswith("No review has been held yet")
    next(found for found in at.button if found.label == "Prepare the review").click().run()
    assert not at.exception
    review = open_review(seen)
    assert (review.since, review.until) == (today() - timedelta(days=89), today())
    assert at.title[0].value.startswith("The next review covers")
    assert "points, about" in at.title[0].value


def test_days_that_are_crossed_are_refused_and_stay_as_they_were_typed(seen):
    at = run(PAGE)
    at.text_input[0].set_value("Our spring review").run()
    at.date_input[1].set_value(today() - timedelta(days=400)).run()
    next(found for found in at.button if found.label == "Prepare the review").click().run()
    assert "swap the two dates" in at.error[0].value
    assert at.text_input[0].value == "Our spring review"
    assert open_review(seen) is None


def test_points_move_are_left_out_and_brought_in(prepared, seen):
    at = expanded(run(PAGE), "COMMITMENTS")
    button(at, "Later.COMMITMENTS").click().run()
    assert shown_order(at)[:3] == ["COVER", "STORIES", "COMMITMENTS"]
    button(at, "Earlier.COMMITMENTS").click().run()
    assert shown_order(at)[:3] == ["COVER", "COMMITMENTS", "STORIES"]
    at = expanded(at, "RATER")
    button(at, "Leave out.RATER").click().run()
    assert "RATER" not in shown_order(at)
    button(at, "Bring in.RATER").click().run()
    assert not at.exception
    assert shown_order(at) == [each.item.name for each in prepared.agenda if not each.is_dropped]
    assert {each.item for each in open_review(seen).agenda if each.is_dropped} == {
        each.item for each in prepared.agenda if each.is_dropped
    }


def test_a_review_of_an_earlier_version_is_offered_the_points_that_came_later(seen):
    period = proposed_period(seen, today())
    agenda = [AgendaItem(item) for item in (Item.COMMITMENTS, Item.STORIES, Item.RATER)]
    reviews.prepare(seen, "All-staff review", period, agenda)
    at = run(PAGE)
    assert shown_order(at) == ["COMMITMENTS", "STORIES", "RATER"]
    button(at, "Bring in.JOURNEY").click().run()
    assert not at.exception
    assert shown_order(at) == ["COMMITMENTS", "STORIES", "JOURNEY", "RATER"]


def test_what_is_missing_is_said_with_the_way_to_mend_it(prepared, seen):
    at = run(PAGE)
    told = said(at)
    assert "of the 30 minutes planned" in told
    assert "**Missing**  \nStories: none chosen" in told
    assert "**Missing**  \nPhones: their door is closed" in told
    assert "Ready  \nPromises: none to judge" in told
    assert "Ready  \nFigures of today" in told
    assert "Say when you meet again." in told
    button(at, "ready-stories").click().run()
    at.checkbox[0].check().run()
    assert "Stories: 1 chosen" in said(at)
    reviews.change_period(seen, prepared.id, "Spring", (today() - timedelta(days=9), today() - timedelta(days=1)))
    at.run()
    assert "Figures: nothing was seen in these days" in said(at)
    button(at, "ready-days").click().run()
    assert not at.exception
    assert "Title, as the cover shows it" in [field.label for field in at.text_input]


def test_the_next_meeting_is_a_day_and_stands_written_out(prepared, seen):
    at = expanded(run(PAGE), "CLOSE")
    at.date_input(key="point.CLOSE.subject").set_value(date(2027, 3, 1)).run()
    assert not at.exception
    assert point(seen, Item.CLOSE).subject == "1 March 2027"
    assert at.date_input(key="point.CLOSE.subject").value == date(2027, 3, 1)
    at.date_input(key="point.CLOSE.subject").set_value(None).run()
    assert point(seen, Item.CLOSE).subject == ""


def test_a_slide_of_ones_own_has_lines_and_a_picture(prepared, seen):
    at = expanded(button(run(PAGE), "Bring in.OWN").click().run(), "OWN")
    at.text_area(key="point.OWN.subject").set_value("\n".join("abcdef")).run()
    assert "at most 5" in at.error[0].value
    at.text_area(key="point.OWN.subject").set_value("We moved in May.\nCome and see.").run()
    assert "We moved in May. · Come and see." in said(at)
    at.file_uploader(key="own-picture").set_value(("no.png", b"no picture", "image/png")).run()
    assert "JPEG, PNG or WebP" in at.error[0].value
    at.file_uploader(key="own-picture").set_value(("us.jpg", a_jpeg(), "image/jpeg")).run()
    assert not at.exception
    assert "-small.jpg" in said(at)
    next(found for found in at.button if found.label == "Take the picture away").click().run()
    assert "-small.jpg" not in said(at)
    assert point(seen, Item.OWN).photos == ()


def test_ones_own_headline_and_notes_are_kept_as_soon_as_they_are_left(prepared, seen):
    at = expanded(run(PAGE), "RATER")
    at.text_input[0].set_value("Where we stand").run()
    at.text_area[0].set_value("Tell of the new counter.").run()
    item = point(seen, Item.RATER)
    assert (item.headline, item.notes) == ("Where we stand", "Tell of the new counter.")
    assert "Where we stand</b>" in said(at)
    at.text_input[0].set_value("").run()
    assert "Where we stand</b>" not in said(at)


def test_nobodys_words_are_told_before_they_are_chosen(prepared, seen):
    at = run(PAGE)
    assert "She found my book" not in said(at)
    at = expanded(at, "STORIES")
    assert "She found my book at once." in said(at)
    at.checkbox[0].check().run()
    assert not at.exception
    assert point(seen, Item.STORIES).stories == (first_story(seen),)
    at.checkbox[0].uncheck().run()
    assert point(seen, Item.STORIES).stories == ()


def first_story(store):
    return UUID(story_candidates(store, *proposed_period(store, today()))["id"].iloc[0])


def test_the_hot_spot_says_why_it_was_chosen_and_can_be_another(prepared, seen):
    at = expanded(run(PAGE), "HOT_SPOT")
    assert "our standard 4.0. Chosen: surely below it" in said(at)
    assert "The sum was wrong again." in said(at)
    at.selectbox[0].select("Invoice").run()
    assert point(seen, Item.HOT_SPOT).subject == "Invoice"


def test_choices_too_many_are_refused_and_stay_in_the_field(prepared, seen):
    at = expanded(button(run(PAGE), "Bring in.VOTE").click().run(), "VOTE")
    typed = "\n".join(f"Choice {number}" for number in range(9))
    at.text_area[0].set_value(typed).run()
    assert "at most 8" in at.error[0].value
    assert at.text_area[0].value == typed
    at.text_area[0].set_value("Invoice\nGreeting").run()
    assert not at.error
    assert point(seen, Item.VOTE).subject == "Invoice\nGreeting"


def test_a_vote_on_one_thing_alone_is_left_out_until_it_is_brought_in(prepared, seen):
    assert point(seen, Item.VOTE).is_dropped


def test_another_question_can_be_asked(prepared, seen):
    at = expanded(run(PAGE), "REFLECTION")
    at.selectbox[0].select(QUESTIONS[3]).run()
    assert point(seen, Item.REFLECTION).subject == QUESTIONS[3]


def test_title_and_days_of_an_open_review_can_be_changed(prepared, seen):
    at = run(PAGE)
    at.session_state["review-days"] = True
    at.run()
    at.text_input[0].set_value("Spring review")
    at.date_input[0].set_value(today() - timedelta(days=29))
    at.number_input[0].set_value(45)
    next(found for found in at.button if found.label == "Change them").click().run()
    assert not at.exception
    review = open_review(seen)
    given = (review.title, review.since, review.planned_minutes)
    assert given == ("Spring review", today() - timedelta(days=29), 45)


def test_a_review_prepared_for_nothing_is_thrown_away(prepared, seen):
    at = run(PAGE)
    at.session_state["review-days"] = True
    at.run()
    next(found for found in at.button if found.label == "Yes, throw it away").click().run()
    assert not at.exception
    assert open_review(seen) is None
    assert "Prepare the next review" in [part.value for part in at.header]


def test_the_sample_proposes_three_stories_and_more_can_be_seen(own):
    load_sample(own, 600, 12, today())
    at = run(PAGE)
    next(found for found in at.button if found.label == "Prepare the review").click().run()
    at = expanded(at, "STORIES")
    assert not at.exception
    before = len(at.checkbox)
    button(at, "more.STORIES").click().run()
    assert len(at.checkbox) > before


def test_the_steps_of_a_review_stand_in_the_address(prepared):
    at = run(PAGE)
    at.button_group[0].set_value("Room").run()
    assert not at.exception
    assert at.query_params["step"] == "Room"
    assert "Let the room in" in [part.value for part in at.header]
    at.button_group[0].set_value("Commit").run()
    assert not at.exception
    assert "One commitment" in [part.value for part in at.header]


def test_without_a_review_the_start_page_prepares_one_and_leads_to_it(seen):
    at = run("home/start")
    next(found for found in at.button if found.label == "Prepare the review").click().run()
    assert not at.exception
    review = open_review(seen)
    assert (review.since, review.until) == proposed_period(seen, today())
    assert at.title[0].value.startswith("The next review covers")
    assert present_link(review) in [found.proto.url for found in at.get("link_button")]


@pytest.mark.parametrize("page", [PAGE, "home/start"])
def test_the_first_slide_is_one_click_away(prepared, page):
    at = run(page)
    assert not at.exception
    assert present_link(prepared) in [found.proto.url for found in at.get("link_button")]


def test_words_chosen_stay_where_they_can_be_taken_back_whatever_comes_later(prepared, seen):
    at = expanded(run(PAGE), "HOT_SPOT")
    at.checkbox[0].check().run()
    (key,) = point(seen, Item.HOT_SPOT).stories
    given = {"outcome": Outcome.NEGATIVE, "ratings": {Dimension.RELIABILITY: 1}, "observed_on": today()}
    later = [an_observation(touchpoint_id=INVOICE.id, what_happened=f"Again {n}.", **given) for n in range(25)]
    walks.record_walk_through(seen, a_walk(day=today()), later)
    at = expanded(run(PAGE), "HOT_SPOT")
    assert not at.exception
    assert [box.key for box in at.checkbox if box.value] == [f"story.HOT_SPOT.{key}"]
    next(box for box in at.checkbox if box.value).uncheck().run()
    assert point(seen, Item.HOT_SPOT).stories == ()


def test_a_hot_spot_that_was_chosen_is_named_in_its_field_below_its_standard_or_not(prepared, seen):
    reviews.write(seen, prepared.id, Item.HOT_SPOT, subject="Greeting")
    at = expanded(run(PAGE), "HOT_SPOT")
    assert at.selectbox[0].value == "Greeting"
    at.selectbox[0].select("").run()
    assert point(seen, Item.HOT_SPOT).subject == ""


def test_two_at_one_headline_the_second_is_told_and_nothing_is_lost(prepared, seen):
    at = expanded(run(PAGE), "RATER")
    reviews.write(seen, prepared.id, Item.RATER, headline="Theirs")
    at.text_input(key="point.RATER.headline").set_value("Mine").run()
    assert "Theirs" in at.error[0].value
    assert at.text_input(key="point.RATER.headline").value == "Mine"
    assert point(seen, Item.RATER).headline == "Theirs"
    at.text_input(key="point.RATER.headline").set_value("Both of ours").run()
    assert not at.error
    assert point(seen, Item.RATER).headline == "Both of ours"


def test_choices_stand_with_their_fact_where_they_are_written(prepared, seen):
    reviews.write(seen, prepared.id, Item.VOTE, subject="Invoice\nLonger hours")
    reviews.bring_back(seen, prepared.id, Item.VOTE)
    at = expanded(run(PAGE), "VOTE")
    told = said(at)
    assert "Invoice: 3 bad of 3" in told
    assert "Longer hours: your own words" in told
    with seen.writing() as cursor:
        cursor.execute("DELETE FROM observation WHERE touchpoint_id = $id", {"id": INVOICE.id})
        cursor.execute("DELETE FROM touchpoint WHERE id = $id", {"id": INVOICE.id})
    at.run()
    assert "no longer exists under that name" in at.warning[0].value


def where(at):
    return next(box for box in at.selectbox if box.label.startswith("Where?")).value


def test_what_the_room_chose_is_proposed_for_the_commitment_once_it_is_shown(prepared, seen):
    reviews.write(seen, prepared.id, Item.VOTE, subject="Invoice\nGreeting\nLonger hours")
    reviews.bring_back(seen, prepared.id, Item.VOTE)
    room.open_room(seen, prepared.id)
    at = run(PAGE, step="Commit")
    assert where(at) == "Invoice"
    for phone in ("one", "two"):
        room.vote(seen, prepared.id, phone, "Greeting")
    at.run()
    assert (where(at), at.info[0].value[:15]) == ("Invoice", "2 votes so far.")
    room.reveal(seen, prepared.id, is_revealed=True)
    at.run()
    assert where(at) == "Greeting"
    assert "The room chose Greeting, with 2 of 2 votes, one a phone." in at.info[0].value.replace("\\", "")
    promised = Commitment(GREETING.id, "Greet.", "Walks.", "desk", usual_due(today()), today(), prepared.id)
    commitments.commit(seen, promised)
    at = run(PAGE, step="Commit")
    more = next(box for box in at.expander if box.label.startswith("Make one commitment more"))
    assert more.label == "Make one commitment more, at Invoice"


def test_what_is_level_is_offered_and_the_form_begins_where_the_room_decides(prepared, seen):
    reviews.write(seen, prepared.id, Item.VOTE, subject="Invoice\nGreeting")
    reviews.bring_back(seen, prepared.id, Item.VOTE)
    room.open_room(seen, prepared.id)
    for phone, choice in (("one", "Greeting"), ("two", "Invoice")):
        room.vote(seen, prepared.id, phone, choice)
    room.reveal(seen, prepared.id, is_revealed=True)
    at = run(PAGE, step="Commit")
    assert "Which one does the room take?" in said(at)
    assert not at.text_area
    button(at, f"commitment.{prepared.id}.level.Greeting").click().run()
    assert where(at) == "Greeting"
    assert not at.exception


def test_a_choice_that_names_no_touchpoint_is_said_to_name_none(prepared, seen):
    reviews.write(seen, prepared.id, Item.VOTE, subject="Invoice\nLonger hours")
    reviews.bring_back(seen, prepared.id, Item.VOTE)
    room.open_room(seen, prepared.id)
    room.vote(seen, prepared.id, "one", "Longer hours")
    room.reveal(seen, prepared.id, is_revealed=True)
    at = run(PAGE, step="Commit")
    assert "is not a touchpoint with observations" in said(at)
    assert where(at) == "Invoice"
