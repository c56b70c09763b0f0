"""A closed review keeps its figures as text; whichever version stored it, this one opens it and makes its documents."""

import json
from dataclasses import fields
from datetime import timedelta

import pandas as pd
import pytest

from audit.actions import reviews
from audit.model.review import AgendaItem, Item, Review
from audit.publish.handout import pictured
from audit.publish.minutes import minutes
from audit.publish.shown import VERSION
from audit.publish.slides import slides
from audit.review import documents
from audit.review.gather import frozen, live
from audit.review.propose import proposed_agenda
from audit.review.restated import restated
from audit.review.stored import shown_in, text_of
from audit.review.upgrades import UPGRADES
from audit.store.review import close_review, review_with
from tests.builders import NOON
from tests.review.held import VERSIONS, stored_text
from tests.shown import a_shown

TODAY = NOON.date()
PERIOD = (TODAY - timedelta(days=89), TODAY)
FRAMES = [field.name for field in fields(a_shown()) if field.type is pd.DataFrame]


def held(store, text):
    """Return a review that was closed with a text, every point told and the words in it chosen."""
    review = reviews.prepare(store, "Spring", PERIOD, proposed_agenda(store, *PERIOD))
    shown = shown_in(text, review.until)
    for item in (Item.VOTE, Item.CANNOT):
        reviews.bring_back(store, review.id, item)
    reviews.write(store, review.id, Item.VOTE, subject="Invoice\nAnswer")
    for key in shown.stories["id"]:
        reviews.choose_story(store, review.id, Item.STORIES, key, chosen=True)
    close_review(store, review.id, text, NOON)
    return review_with(store, review.id)


def test_every_version_has_a_stored_text_and_all_but_the_last_an_upgrade():
    assert list(VERSIONS) == list(range(1, VERSION + 1))
    assert [each.__name__ for each in UPGRADES] == [f"upgrade_from_{version}" for version in range(1, VERSION)]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_review_of_every_version_opens_with_what_it_showed(desk, version):
    review = held(desk, stored_text(version))
    shown = frozen(desk, review)
    assert (shown.version, shown.day, shown.ratio) == (version, TODAY, 12)
    assert (shown.counts.observations, shown.counts.positives, shown.counts.negatives) == (7, 3, 4)
    assert (shown.hot_spot, shown.cast.votes, shown.cast.by_code) == ("Invoice", 1, False)
    assert (shown.answers, shown.appreciations) == (("Gladly.",), ("Thanks to the night shift.",))
    assert shown.commitment["rule"].tolist() == [""]
    words = [line for slide in slides(review, shown) for line in (slide.headline, *slide.words)]
    for each in ("Our commitment starts here.", "She ran after me.", "“Twice the sum.”", "“The law says so.”"):
        assert any(each in line for line in words)
    assert "Thanks to the night shift." in words
    assert "Invoice: Check the sum." in words


@pytest.mark.parametrize("version", VERSIONS)
def test_deck_hand_out_and_minutes_of_every_version_are_made(desk, version):
    review = held(desk, stored_text(version))
    taken = documents.report_of(desk, review)
    assert "Invoice: Ask first (Office, by" in minutes(taken)
    assert "Invoice: 1 vote, 100" in minutes(taken)
    assert documents.deck_of(desk, review).startswith(b"PK")
    page = documents.handout_of(desk, review)
    assert page.count("<svg ") == sum(bool(slide.chart) for slide in pictured(taken)) >= 4


def test_a_text_comes_back_as_the_same_text():
    assert text_of(shown_in(stored_text(VERSION), TODAY)) == stored_text(VERSION)


def test_a_text_of_the_tenth_from_before_teams_were_heard_opens_as_if_none_had_said_a_thing():
    stored = json.loads(stored_text(10))
    for name in ("status", "noted_on"):
        del stored["frames"]["commitments"][name]
    assert text_of(shown_in(json.dumps(stored), TODAY)) == stored_text(10)


def test_what_is_gathered_now_has_the_columns_of_the_version_it_is_stored_as(desk):
    """Where this fails, VERSION goes up: an upgrade from the one before, and a stored text of the new one."""
    review = reviews.prepare(desk, "Spring", PERIOD, proposed_agenda(desk, *PERIOD))
    now, then = live(desk, review, TODAY), shown_in(stored_text(VERSION), TODAY)
    assert {name: list(getattr(now, name)) for name in FRAMES} == {name: list(getattr(then, name)) for name in FRAMES}
    assert json.loads(text_of(now)).keys() == json.loads(stored_text(VERSION)).keys()


def test_days_and_what_is_not_known_survive_freezing():
    days = pd.to_datetime(pd.Series(["2026-03-02", None]))
    counts = pd.Series([1, None], dtype="Int64")
    frame = pd.DataFrame(
        {"day": days, "share": [0.5, None], "n": [1, 2], "some": counts, "yes": [True, False], "words": ["ü\n", ""]}
    )
    back = shown_in(text_of(a_shown(rater=frame, trust=frame[:0])), TODAY)
    pd.testing.assert_frame_equal(back.rater, frame)
    pd.testing.assert_frame_equal(back.trust, frame[:0])


@pytest.mark.parametrize("ratio", [12, 5])
def test_what_an_earlier_version_stored_of_the_ledger_is_told_without_its_movement(ratio):
    stored = json.loads(stored_text(4))
    trust = stored["trust"]
    trust["ratio"]["values"] = [ratio for _ in trust["ratio"]["values"]]
    shown = shown_in(json.dumps(stored), TODAY)
    outlook = shown.outlook.set_index("touchpoint").loc["Invoice"]
    bad, good = int(outlook["negatives"]), int(outlook["positives"])
    assert outlook["drift"] == pytest.approx((good - ratio * bad) / (good + bad))
    review = Review("Spring", *PERIOD, (AgendaItem(Item.TRUST),), NOON, "key")
    owed = int(shown.trust["debt"].sum())
    told = [slide.headline for slide in slides(review, shown) if slide.item is Item.TRUST]
    assert told == [f"We owe {owed} good experiences"]


def test_a_review_closed_between_two_versions_keeps_what_it_had():
    stored = json.loads(stored_text(5))
    del stored["choices"]
    shown = shown_in(json.dumps(stored), TODAY)
    assert (shown.version, len(shown.choices), len(shown.rater_pairs)) == (4, 0, 10)
    assert "days_median" in shown.outlook


def test_a_review_in_which_nothing_was_observed_went_by_the_usual_ratio():
    stored = json.loads(stored_text(5))
    stored["trust"] = {name: column | {"values": []} for name, column in stored["trust"].items()}
    assert shown_in(json.dumps(stored), TODAY).ratio == 12


def test_what_an_early_version_did_not_count_is_not_restated(desk):
    review = held(desk, stored_text(2))
    assert "What was looked at" not in set(restated(desk, review)["figure"])
    assert "What was looked at" in set(restated(desk, held(desk, stored_text(3)))["figure"])


def test_what_a_rule_asked_of_moments_is_read_from_its_words():
    rules = ["at least 2 of 3 moments end well", "the mean score is at least 4", ""]
    stored = {"frames": {"commitments": pd.DataFrame({"rule": rules}), "commitment": pd.DataFrame({"rule": rules[:0]})}}
    frames = UPGRADES[8](stored, TODAY)["frames"]
    assert frames["commitments"]["rule_bound"].fillna(0).tolist() == [2, 0, 0]
    assert frames["commitments"]["rule_of"].fillna(0).tolist() == [3, 0, 0]
    assert frames["commitment"]["rule_of"].dtype == "float64"
