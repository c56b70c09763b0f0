"""A question, thanks and a close: all that was shown is shown, and what was promised today is said once more."""

import pandas as pd
import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from audit.model.review import QUESTIONS, AgendaItem, Item, room_question
from audit.publish.slide import Layout
from audit.publish.slides import slides_of
from audit.publish.slides.ending import MOST_THANKS
from audit.publish.slides.short import MOST_WORDS
from tests.publish.test_slides import a_review, committed, shown

ASKED = AgendaItem(Item.REFLECTION, subject=QUESTIONS[0])
OF_OLD = a_review(*(AgendaItem(item) for item in Item if item is not Item.THANKS))
SENT = st.lists(st.text("ab c\N{LATIN SMALL LETTER U WITH DIAERESIS}", max_size=499), max_size=45)


def told(item, review=None, **changes):
    each = item if isinstance(item, AgendaItem) else AgendaItem(item)
    return slides_of(review or a_review(), each, shown(**changes))


def thanks_on(pages):
    return [line for page in pages for column in page.columns for line in column.lines]


@pytest.mark.parametrize("question", [*QUESTIONS, "What shall we stop doing, each of us, from tomorrow on, and why?"])
def test_the_question_is_asked_whole_in_the_words_of_the_room(question):
    (slide,) = told(AgendaItem(Item.REFLECTION, subject=question))
    assert room_question(question) in (slide.headline, *slide.lines)
    assert "my people" not in slide.headline


def test_one_s_own_question_stays_as_it_is_typed():
    assert room_question("Who is missing here?") == "Who is missing here?"
    assert len({room_question(question) for question in QUESTIONS}) == len(QUESTIONS)


def test_answers_follow_the_question_and_thanks_only_where_they_have_no_point_of_their_own():
    said = tuple(f"Word {number}" for number in range(8))
    _, answers, more = told(ASKED, answers=said, appreciations=said[:1])
    assert (answers.headline, answers.lines[0]) == ("What the room answered, 1 of 2", "“Word 0”")
    assert (more.headline, more.lines) == ("What the room answered, 2 of 2", ("“Word 7”",))
    *_, thanks = told(ASKED, OF_OLD, appreciations=said[:1])
    assert (thanks.headline, thanks.lines) == ("Thanks from the room", ("“Word 0”",))
    left_out = a_review(ASKED, AgendaItem(Item.THANKS, is_dropped=True))
    assert told(ASKED, left_out, appreciations=said[:1])[-1].headline == "Thanks from the room"


@tried(SENT)
def test_all_that_is_shown_stands_on_a_slide_once_and_whole_the_newest_first(words):
    sent = tuple(f"x{each}" for each in words)
    pages = told(Item.THANKS, appreciations=sent)
    assert thanks_on(pages) == [" ".join(each.split()) for each in reversed(sent)]
    assert len({page.part for page in pages}) == len(pages)
    assert all(len(page.columns) <= 3 and len(thanks_on([page])) <= MOST_THANKS for page in pages)
    answered = told(ASKED, answers=sent)[1:]
    assert [line for page in answered for line in page.lines] == [f"“{' '.join(each.split())}”" for each in sent]


def test_twenty_thanks_stand_on_one_slide_in_three_even_columns():
    thanks = tuple(f"To the night shift, for turn {number}." for number in range(21))
    (page,) = told(Item.THANKS, appreciations=thanks[:20])
    assert (page.headline, page.layout) == ("20 thanks, from all of us", Layout.COLUMNS)
    assert [len(column.lines) for column in page.columns] == [7, 7, 6]
    first, second = told(Item.THANKS, appreciations=thanks)
    assert [first.headline, second.headline] == [f"21 thanks, from all of us, {page} of 2" for page in (1, 2)]
    assert len(second.headline.split()) <= MOST_WORDS
    assert second.minutes < first.minutes
    (one,) = told(Item.THANKS, appreciations=thanks[:1])
    assert one.headline == "1 note of thanks, from all of us"


def test_a_long_thanks_has_a_slide_across_all_columns():
    long = "Thank you for every turn of the night. " * 12
    first, second, third = told(Item.THANKS, appreciations=("Old", long, "New"))
    assert [thanks_on([page]) for page in (first, second, third)] == [["New"], [long.strip()], ["Old"]]
    assert len(second.columns) == 1


def test_before_anybody_thanked_the_room_is_asked_to():
    (slide,) = told(Item.THANKS)
    assert (slide.headline, slide.columns) == ("Whom do you want to thank?", ())


def test_the_close_says_what_was_promised_what_is_open_and_when_we_meet_again():
    close = AgendaItem(Item.CLOSE, subject="3 March 2027, ten o'clock")
    (slide,) = told(close, commitment=committed({}, {"words": "Ring back."}), commitments=committed({"state": "late"}))
    assert (slide.headline, slide.layout, slide.section) == ("Thank you.", Layout.CLOSE, "What we promised today")
    assert slide.rows == (
        ("We promised", "Look up first (Desk: Front desk, by 1 June 2026)"),
        ("Also promised", "Ring back (Desk: Front desk, by 1 June 2026)"),
        ("Still open", "Desk: Look up first (Front desk, by 1 June 2026)"),
        ("Next review", "3 March 2027, ten o'clock. It opens with what came of this."),
    )


def test_the_close_of_a_meeting_without_a_promise_only_thanks():
    (slide,) = told(Item.CLOSE, commitments=pd.DataFrame())
    assert (slide.rows, slide.section) == ((), "")
    (next_time,) = told(AgendaItem(Item.CLOSE, subject="3 March"), commitments=committed({"state": "kept"}))
    assert next_time.rows == (("Next review", "3 March"),)


def test_of_many_that_are_open_the_first_are_told_and_the_others_counted():
    (slide,) = told(Item.CLOSE, commitments=committed(*[{}] * 5))
    assert [label for label, _ in slide.rows] == ["Still open", "Also open", "Also open"]
    assert slide.rows[-1][1] == "3 more, on the page of commitments"
    (three,) = told(Item.CLOSE, commitments=committed(*[{}] * 3))
    assert len(three.rows) == 3
