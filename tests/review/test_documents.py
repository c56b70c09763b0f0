"""What is taken home from a closed review stays as the room saw it; what is corrected later is said beside it."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from audit.actions import commitments, recoveries, reviews, room, walks
from audit.actions.answers import correct_answer, give_answer, take_back_answer
from audit.actions.imports import load_sample
from audit.actions.interventions import mark_intervention
from audit.actions.show_of_hands import count_hands
from audit.errors import DatesCrossedError
from audit.figures import Question, before_after
from audit.model.answer import Answer, AnswerKind
from audit.model.commitment import Commitment
from audit.model.intervention import Intervention
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.rating import Dimension, Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.review import Item
from audit.model.story import Cause
from audit.model.view import View
from audit.publish import drawn
from audit.publish.minutes import minutes
from audit.review import close as closing
from audit.review import documents, propose
from audit.review import gather as figures
from audit.review.close import frozen_text
from audit.review.restated import GONE, moved, restated
from audit.review.stored import shown_in, text_of
from audit.store.journey import add_journey
from audit.store.opening import open_store
from audit.store.programme import change_programme, programme
from audit.store.review import close_review, review_with
from tests.builders import ANSWER, INVOICE, NOON, a_walk, an_observation, copied, with_desk
from tests.laws import costly

TODAY = NOON.date()
PERIOD = (TODAY - timedelta(days=89), TODAY)


def good(**changes):
    return an_observation(**{"touchpoint_id": ANSWER.id, "what_happened": "Splendidly."} | changes)


def bad(**changes):
    given = {"touchpoint_id": INVOICE.id, "outcome": Outcome.NEGATIVE, "ratings": {Dimension.RELIABILITY: 1}}
    return an_observation(**given | changes)


@pytest.fixture(scope="module")
def told():
    return good(what_happened="She ran after me.")


@pytest.fixture(scope="module")
def closed(tmp_path_factory, told):
    """Return the path of a desk whose review, with one chosen story, was closed at noon, and that review's key."""
    path = tmp_path_factory.mktemp("closed") / "audit.duckdb"
    desk = with_desk(open_store(path))
    for moment in (told, good(), bad(), bad(), bad()):
        walks.record_walk_through(desk, a_walk(), [moment])
    review = reviews.prepare(desk, "Spring", PERIOD, propose.proposed_agenda(desk, *PERIOD))
    reviews.choose_story(desk, review.id, Item.STORIES, told.id, chosen=True)
    close_review(desk, review.id, frozen_text(desk, review_with(desk, review.id), TODAY), NOON)
    desk.close()
    return path, review.id


@pytest.fixture
def held(closed, tmp_path):
    """Return that desk as this test's own, with its closed review."""
    path, review_id = closed
    desk = open_store(copied(path, tmp_path / "audit.duckdb"))
    yield desk, review_with(desk, review_id)
    desk.close()


def said(taken):
    return [(slide.headline, slide.lines, slide.notes) for slide in taken.slides]


def test_nothing_moved_right_after_closing(held):
    assert restated(*held).empty
    assert documents.report_of(*held).as_of == TODAY


def test_after_a_correction_the_slides_stand_and_what_moved_is_said(held, told):
    store, review = held
    before = documents.report_of(store, review)
    walks.record_walk_through(store, a_walk(), [bad()])
    walks.withdraw_observation(store, told.id, "KM", "Entered twice")
    after = documents.report_of(store, review, restated(store, review))
    assert said(after) == said(before)
    rows = {(row["figure"], row["what"]): (row["was"], row["now"]) for row in after.restated.to_dict("records")}
    assert rows["Trust owed", "Invoice"] == ("36 (0 good, 3 bad)", "48 (0 good, 4 bad)")
    assert rows["The hot spot", "Invoice, bad"] == ("3", "4")
    assert rows["What leaders did", "Bad moments"] == ("3", "4")
    assert rows["What went well", f"Answer, {TODAY.day} {TODAY:%b %Y}"] == ("shown", "taken back")
    assert "She ran after me." not in str(after.restated.to_numpy())
    assert "was 36 (0 good, 3 bad), is now 48" in minutes(after)


def test_words_changed_since_are_said_without_repeating_them(held):
    store, review = held
    kept = figures.frozen(store, review)
    other = replace(kept, stories=kept.stories.assign(what_happened="Otherwise."))
    assert moved(kept, other)[["was", "now"]].to_numpy().tolist() == [["shown", "worded differently"]]


def test_another_hottest_spot_since_does_not_change_which_one_is_compared(held):
    store, review = held
    worse = [bad(touchpoint_id=ANSWER.id, ratings=dict.fromkeys(Dimension, 1)) for _ in range(30)]
    walks.record_walk_through(store, a_walk(), worse)
    spots = restated(store, review).query("figure == 'The hot spot'")
    assert spots.empty


def test_what_the_room_did_not_see_is_not_restated(held):
    store, _ = held
    review = reviews.prepare(store, "Short", PERIOD, propose.proposed_agenda(store, *PERIOD))
    for item in (Item.TRUST, Item.RATER, Item.HOT_SPOT, Item.ANSWERS):
        reviews.drop(store, review.id, item)
    closed = closing.close_review(store, review.id, TODAY)
    walks.record_walk_through(store, a_walk(), [bad()])
    assert set(restated(store, closed)["figure"]) == {"What was looked at", "What leaders did"}


def test_answers_given_words_changed_and_taken_back_since_are_compared_too(held):
    store, _ = held
    found = [bad(), bad(), bad()]
    walks.record_walk_through(store, a_walk(), found)
    given = [Answer(AnswerKind.DONE, f"We check sum {n}.", TODAY, "Office") for n in range(2)]
    for answer, observed in zip(given, found, strict=False):
        give_answer(store, answer, [observed.id], TODAY)
    review = reviews.prepare(store, "Summer", PERIOD, propose.proposed_agenda(store, *PERIOD))
    for answer in given:
        reviews.choose_story(store, review.id, Item.ANSWERS, answer.id, chosen=True)
    close_review(store, review.id, frozen_text(store, review_with(store, review.id), TODAY), NOON)
    closed = review_with(store, review.id)
    assert restated(store, closed).empty
    correct_answer(store, replace(given[0], words="We check it thrice."), given[0], TODAY)
    take_back_answer(store, given[1].id, "Office")
    moved_since = restated(store, closed)
    assert set(moved_since["figure"]) == {"You said, we did"}
    assert sorted(moved_since[["what", "was", "now"]].to_numpy().tolist()) == [
        ["Answered to staff", "2, half of them on the same day", "1, on the same day"],
        ["Invoice", "shown", "taken back"],
        ["Invoice", "shown", "worded differently"],
    ]
    assert "thrice" not in str(moved_since.to_numpy())


def test_commitments_and_refusals_are_compared_too(held):
    store, _ = held
    promised = Commitment(INVOICE.id, "Check.", "Walks.", "Office", TODAY + timedelta(days=9), TODAY)
    commitments.commit(store, promised)
    given_up = bad()
    walks.record_walk_through(store, a_walk(), [given_up])
    recoveries.own(store, Recovery(given_up.id, "Desk", None, Cause.POLICY), Taken(Step.OWNED, TODAY, "KM", ""), TODAY)
    recoveries.take_step(store, given_up.id, Taken(Step.CANNOT, TODAY, "KM", "The law says so."), TODAY)
    review = reviews.prepare(store, "Summer", PERIOD, propose.proposed_agenda(store, *PERIOD))
    close_review(store, review.id, frozen_text(store, review, TODAY), NOON)
    review = review_with(store, review.id)
    recoveries.take_step(store, given_up.id, Taken(Step.REOPENED, TODAY, "KM", "The law changed."), TODAY)
    walks.record_walk_through(store, a_walk(), [bad(observed_on=TODAY - timedelta(days=9))])
    rows = {
        (row["figure"], row["what"]): (row["was"], row["now"]) for row in restated(store, review).to_dict("records")
    }
    assert rows["What cannot be mended", f"Invoice, {TODAY.day} {TODAY:%b %Y}"] == ("1 given up", GONE)
    was, now = rows["Last commitments", "Invoice: Check."]
    assert (was, now) == ("0\u00a0% of 4 before, nothing seen after", "0\u00a0% of 5 before, nothing seen after")


def test_an_open_review_has_nothing_restated(held):
    store, review = held
    assert restated(store, replace(review, closed_at=None)).empty


@costly
@tried(st.lists(st.sampled_from([good, bad]), max_size=6), st.lists(st.sampled_from([good, bad]), max_size=4))
def test_freezing_is_a_law_and_what_comes_back_is_restated_exactly_when_something_came(first, later):
    store = with_desk(open_store())
    walks.record_walk_through(store, a_walk(), [make() for make in first])
    review = reviews.prepare(store, "Spring", PERIOD, propose.proposed_agenda(store, *PERIOD))
    closed = closing.close_review(store, review.id, TODAY)
    assert restated(store, closed).empty
    before = said(documents.report_of(store, closed))
    if later:
        walks.record_walk_through(store, a_walk(), [make() for make in later])
    assert said(documents.report_of(store, closed)) == before
    assert len(restated(store, closed)) > 0 or not later
    store.close()


def test_deck_and_hand_out_come_from_the_same_slides_and_the_hand_out_has_every_chart(held):
    store, review = held
    taken = documents.report_of(store, review)
    page = documents.handout_of(store, review)
    assert page.count("<svg ") == sum(bool(slide.chart) for slide in taken.slides)
    assert documents.deck_of(store, review).startswith(b"PK")


def test_paper_and_the_picture_to_share_are_made_of_the_hand_out_and_of_the_result(desk, monkeypatch):
    for moment in (bad(), bad(), bad(), good()):
        walks.record_walk_through(desk, a_walk(), [moment])
    review = reviews.prepare(desk, "Spring", PERIOD, propose.proposed_agenda(desk, *PERIOD))
    monkeypatch.setattr(documents, "pdf_of", str.encode)
    monkeypatch.setattr(documents, "png_of", lambda page, across, down: f"{page} {across}x{down}".encode())
    assert documents.pdf_handout_of(desk, review) == documents.handout_of(desk, review).encode()
    assert documents.result_picture_of(documents.report_of(desk, review)) == b""
    reviews.bring_back(desk, review.id, Item.VOTE)
    reviews.write(desk, review.id, Item.VOTE, subject="Invoice\nAnswer")
    room.open_room(desk, review.id)
    count_hands(desk, review.id, {"Invoice": 3, "Answer": 1})
    room.reveal(desk, review.id, is_revealed=True)
    shared = documents.result_picture_of(documents.report_of(desk, review_with(desk, review.id))).decode()
    assert "<svg " in shared
    assert "Invoice" in shared
    assert shared.endswith("1200x675")


def test_a_chart_that_cannot_be_drawn_leaves_its_table(held, monkeypatch):
    store, review = held
    wrecked = drawn.DrawingProcess(slow=0.0)
    monkeypatch.setattr(documents, "drawn", lambda *given, **more: drawn.drawn(*given, **more, process=wrecked))
    page = documents.handout_of(store, review)
    assert "<svg " not in page
    assert "<table " in page


def test_the_next_review_is_the_open_one_else_the_proposed_one_and_days_can_be_said(desk):
    proposed = propose.next_review(desk, until=date(2026, 3, 31))
    assert (proposed.until, len(proposed.agenda)) == (date(2026, 3, 31), len(Item))
    assert figures.reviews.open_review(desk) is None
    begun = reviews.prepare(desk, "Ours", PERIOD, ())
    assert propose.next_review(desk) == begun
    assert propose.next_review(desk, since=date(2026, 2, 1)).since == date(2026, 2, 1)
    with pytest.raises(DatesCrossedError):
        propose.next_review(desk, since=date(2027, 1, 1), until=TODAY)


def test_a_frozen_sample_review_is_restated_nowhere(store):
    load_sample(store, 300, 1, TODAY)
    review = reviews.prepare(store, "Spring", PERIOD, propose.proposed_agenda(store, *PERIOD))
    shown = figures.shown(store, review, TODAY)
    assert moved(shown_in(text_of(shown), TODAY), shown).empty


def test_another_recovery_ratio_since_corrects_no_figure(held):
    store, review = held
    change_programme(store, replace(programme(store), recovery_ratio=5))
    assert restated(store, review).empty


def test_a_touchpoint_of_the_same_name_takes_nothing_from_the_first(held):
    store, review = held
    mark_intervention(store, Intervention(TODAY, "A second desk", "Invoice"), TODAY)
    add_journey(store, Journey("By phone", stages=(Stage("Ring", (Touchpoint("Invoice"),)),)))
    assert restated(store, review).empty
    assert len(before_after(store, Question(TODAY, View(touchpoint="Invoice")))) == 2


def test_one_of_two_refusals_alike_that_was_taken_back_is_restated(held):
    store, _ = held
    twice = [bad(), bad()]
    walks.record_walk_through(store, a_walk(), twice)
    for each in twice:
        recoveries.own(store, Recovery(each.id, "Desk"), Taken(Step.OWNED, TODAY, "KM", ""), TODAY)
        recoveries.take_step(store, each.id, Taken(Step.CANNOT, TODAY, "KM", "The law says so."), TODAY)
    review = reviews.prepare(store, "Summer", PERIOD, propose.proposed_agenda(store, *PERIOD))
    close_review(store, review.id, frozen_text(store, review, TODAY), NOON)
    recoveries.take_step(store, twice[0].id, Taken(Step.REOPENED, TODAY, "KM", "The law changed."), TODAY)
    moved_since = restated(store, review_with(store, review.id)).set_index("figure")
    assert moved_since.loc["What cannot be mended", ["was", "now"]].tolist() == ["2 given up", "1 given up"]


def parts_of(deck):
    with ZipFile(BytesIO(deck)) as book:
        return {name: book.read(name) for name in book.namelist() if not name.endswith(".xlsx")}


def documents_of(store, review):
    report = documents.report_of(store, review)
    return documents.deck_of(store, review), documents.handout_of(store, review), minutes(report)


def test_what_is_taken_home_from_a_closed_review_needs_nothing_but_what_was_frozen(held):
    store, review = held
    before = (
        documents.deck_of(store, review),
        documents.handout_of(store, review),
        minutes(documents.report_of(store, review)),
    )
    with store.writing() as cursor:
        for table in ("story", "recovery_step", "recovery", "observation_signal", "observation", "commitment"):
            cursor.execute(f"DELETE FROM {table}")  # names of our own
    after = (
        documents.deck_of(store, review),
        documents.handout_of(store, review),
        minutes(documents.report_of(store, review)),
    )
    assert parts_of(after[0]) == parts_of(before[0])
    assert after[1:] == before[1:]
    assert len(restated(store, review)) > 0


def test_what_moved_since_stands_in_deck_and_hand_out_where_it_is_handed_to_them(held):
    store, review = held
    walks.record_walk_through(store, a_walk(), [bad()])
    moved_since = restated(store, review)
    deck = b"".join(parts_of(documents.deck_of(store, review, moved_since)).values())
    assert b"48 (0 good, 4 bad)" in deck
    assert "48 (0 good, 4 bad)" in documents.handout_of(store, review, moved_since)
    assert b"48 (0 good, 4 bad)" not in b"".join(parts_of(documents.deck_of(store, review)).values())
