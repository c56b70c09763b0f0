"""Whatever people did or said, the sentence about it reads as a person wrote it and holds the numbers of its figure."""

from datetime import date
from itertools import product

import pandas as pd
import pytest

from audit.measures.scorecard import COLUMNS
from audit.measures.vote import count_votes
from audit.measures.words import FEWEST_NOTES
from audit.measures.write_off import Account
from audit.publish.headlines.phones import people_headline
from audit.publish.headlines.review import minutes, no_review_headline
from audit.publish.headlines.scorecard import promised, scorecard_lines, scorecard_sentence
from audit.publish.headlines.voices import search_sentence, voices_headline
from audit.publish.headlines.vote import vote_sentence, votes_sentence
from audit.publish.headlines.words import listed, to_one
from audit.publish.headlines.write_off import write_off_sentence
from audit.publish.slide import Slide
from tests.publish.sentences import numbers, reads_well

NAN = float("nan")
COUNTS = (0, 1, 2, 1_500)


# --- the leaders' scorecard ----------------------------------------------------------------------------------------


def card(**changes):
    usual = dict(zip(COLUMNS, (2, 9, 0, 5, 30, 24, 2, 4, 6.0, 12, 3, 5, 10, 20, 14.0, 0.95), strict=True))
    return pd.DataFrame([usual | changes], columns=[*COLUMNS, *(name for name in changes if name not in COLUMNS)])


@pytest.mark.parametrize("who", ["", "KM"])
@pytest.mark.parametrize(("positives", "negatives"), [*product(COUNTS, repeat=2)])
def test_what_leaders_recorded_is_counted_with_its_ratio(positives, negatives, who):
    ratio = positives / negatives if negatives else NAN
    for observers, walks, touchpoints in ((0, 1, 1), (1, 1, 2), (2, 2, 1), (12, 1_500, 40)):
        row = {"observers": observers, "walks": walks, "touchpoints": touchpoints}
        text = reads_well(
            scorecard_sentence(card(**row, positives=positives, negatives=negatives, good_to_bad=ratio), who)
        )
        assert {walks, touchpoints, positives, negatives} <= numbers(text)
        assert text.startswith("You have") == bool(who)
        assert ("not one of them good" in text) == (negatives > 0 and positives == 0)
        assert ("to one" in text or "good to" in text) == (negatives > 0 and positives > 0)


@pytest.mark.parametrize(("minutes_later", "words"), [(0, "within"), (14, "14 minutes"), (1_440, "only a day or more")])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_how_soon_leaders_wrote_it_down(minutes_later, words, share):
    text = reads_well(scorecard_sentence(card(median_minutes=float(minutes_later), day_share=share)))
    assert words in text
    assert f"{round(100 * share)}\u00a0% within a day" in text


@pytest.mark.parametrize(
    ("made", "kept", "late"), [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 0, 1), (2, 1, 1), (1_500, 7, 9)]
)
def test_what_leaders_promised_is_counted_and_nothing_is_said_where_nothing_was(made, kept, late):
    row = {"commitments": made, "commitments_kept": kept, "commitments_late": late}
    text = reads_well(scorecard_sentence(card(**row)))
    assert ("commitment" in text) == (made > 0)
    assert bool(promised(row)) == (made > 0)
    lines = dict(scorecard_lines(card(**row)))
    assert lines["Commitments made"] == (f"{made:,}: {kept} kept or improved, {late} late" if made else "none")
    if made:
        assert f"{kept} {'was' if kept == 1 else 'were'} kept or improved" in text
        assert f"{late} {'is' if late == 1 else 'are'} late" in text


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (NAN, ""),
        (0.0, ", not one of them good"),
        (0.01, ", one good to 100 bad"),
        (0.04, ", one good to 25 bad"),
        (0.05, ", 0.1 to one"),
        (1.0, ", 1.0 to one"),
        (12.25, ", 12.3 to one"),
        (1_500.0, ", 1,500.0 to one"),
    ],
)
def test_a_ratio_is_never_told_as_nought_to_one(ratio, words):
    assert to_one(ratio) == words


# --- phones, votes, reviews ----------------------------------------------------------------------------------------


def test_people_and_phones_are_counted_in_every_mix():
    for people, devices in product((1, 2, 1_500), COUNTS):
        text = reads_well(people_headline(people, devices))
        assert {people, *([devices] if devices else [])} == numbers(text)


@pytest.mark.parametrize("cast", [*product((0, 1, 2, 600), repeat=3)], ids=str)
def test_a_vote_names_all_that_lead_and_nobody_else(cast):
    names = ("Queue", "Phone", "Printing")
    votes = pd.DataFrame({"choice": names, "votes": pd.Series(cast, dtype="int64")})
    text = reads_well(vote_sentence(count_votes(votes, names), "one a phone"))
    leading = {name for name, votes in zip(names, cast, strict=True) if votes == max(cast) > 0}
    assert {name for name in names if name in text} == leading
    if leading:
        assert {max(cast), sum(cast)} <= numbers(text)
        assert ("level with" in text) == (len(leading) > 1)


def test_votes_are_counted_while_their_result_is_hidden():
    for votes in (1, 2, 1_500):
        assert numbers(reads_well(votes_sentence(votes))) == {votes}


@pytest.mark.parametrize(
    ("each", "about"), [((), 0), ((0.0,), 1), ((0.4,), 1), ((1.4, 1.2), 3), ((2.0, 2.0, 2.0), 6), ((0.5,) * 9, 4)]
)
def test_slides_take_a_minute_at_least_where_there_are_any(each, about):
    slides = [Slide(str(number), "A title", minutes=length) for number, length in enumerate(each)]
    assert minutes(slides) == about


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-01-01", "2026-03-31", "1 January to 31 March 2026"),
        ("2025-12-01", "2026-02-28", "1 December 2025 to 28 February 2026"),
        ("2026-03-02", "2026-03-02", "2 March to 2 March 2026"),
    ],
)
def test_the_days_of_the_last_review_are_told_with_the_years_they_need(since, until, words):
    reviews = pd.DataFrame({"since": [pd.Timestamp(since)], "until": [pd.Timestamp(until)]})
    assert no_review_headline(reviews) == f"The last review covered {words}; none is open now."


# --- notes ---------------------------------------------------------------------------------------------------------


def odds(of_bad, of_good):
    """Return words that stand out: complaints first, in the order `word_odds` gives them."""
    rows = [(word, 2.0, True) for word in of_bad] + [("queue", 0.1, False)] + [(word, -2.0, True) for word in of_good]
    return pd.DataFrame(rows, columns=["word", "log_odds", "stands_out"])


BAD, GOOD = ("handed", "twice", "again"), ("greeted", "smiled", "named")


@pytest.mark.parametrize(("bads", "goods"), [*product(range(4), repeat=2)])
@pytest.mark.parametrize(("read", "notes"), [(100, 100), (100, 2_500)])
def test_no_more_than_two_words_of_each_side_are_named_and_the_clearest_ones(bads, goods, read, notes):
    clear = odds(BAD[:bads], GOOD[:goods])
    text = reads_well(voices_headline(clear, {"positive": read // 2, "negative": read // 2}, date(2026, 5, 3), notes))
    assert {word for word in (*BAD, *GOOD) if f"“{word}”" in text} == {*BAD[:bads][:2], *GOOD[:goods][-2:]}
    assert ("the latest" in text) == (notes > read)
    assert ("no word" in text) == (not (bads and goods))
    assert "queue" not in text


@pytest.mark.parametrize(("good", "bad"), [(0, 1), (1, 0), (FEWEST_NOTES - 1, 9_000), (9_000, FEWEST_NOTES - 1)])
def test_too_few_notes_of_one_side_name_no_word(good, bad):
    text = reads_well(
        voices_headline(odds(BAD, GOOD), {"positive": good, "negative": bad}, date(2026, 5, 3), good + bad)
    )
    assert text.startswith("Too few notes")
    assert numbers(text) == {good, bad}


@pytest.mark.parametrize(
    ("text", "named"),
    [("late", "“late”"), ("late again", "“late” and “again”"), (" a  b c ", "“a”, “b” and “c”")],
)
@pytest.mark.parametrize(("hits", "notes"), [*product(COUNTS, (1, 2, 1_500))])
def test_a_search_tells_how_many_of_how_many_hold_which_words(text, named, hits, notes):
    sentence = reads_well(search_sentence({"positive": hits}, {"positive": notes}, text))
    assert numbers(sentence) == {hits, notes}
    assert sentence.endswith(f"with {named}.")


def test_notes_of_several_kinds_are_told_apart():
    for good, bad, neither in product(COUNTS, repeat=3):
        by = {"positive": good, "negative": bad, "neutral": neither, "unjudged": 3}
        sentence = reads_well(search_sentence(by, by, ""))
        assert {good + bad + neither + 3, good, bad, neither, 3} == numbers(sentence)
        assert f"{bad:,} complaint{'' if bad == 1 else 's'}" in sentence


# --- what a confirmation wrote off ---------------------------------------------------------------------------------


@pytest.mark.parametrize("ratio", [1, 2, 12])
@pytest.mark.parametrize(("later", "others"), [(0, 0), (1, 0), (0, 1), (1, 1), (40, 1_500)])
def test_what_was_paid_and_what_was_written_off_make_up_what_was_owed(ratio, later, others):
    for gone, on_that_day in product(range(ratio + 1), (1, 2)):
        owed = ratio * (later + others)
        before, after = Account(on_that_day, 0, owed + gone, 0, 0), Account(on_that_day, gone, owed, later, others)
        text = reads_well(write_off_sentence("Desk", before, after, ratio, was_confirmed=False))
        assert ("Nothing was left" in text) == (gone == 0)
        assert ("had already paid" in text or "has already paid" in text) == (gone < ratio)
        assert ("of several on one day" in text) == (on_that_day > 1 and gone < ratio)
        assert ("Nothing more is owed at Desk" in text) == (owed == 0)
        if 0 < gone < ratio:
            assert {ratio - gone, ratio, gone} <= numbers(text)
        if owed:
            assert {owed, later + others} <= numbers(text)
            assert ("before" in text) == (others > 0)
        again = reads_well(write_off_sentence("Desk", after, after, ratio, was_confirmed=True))
        assert "stays as it was" in again


@pytest.mark.parametrize(
    ("names", "words"),
    [(("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c"), (("a and b", "c"), "a and b and c")],
)
def test_names_are_listed_as_one_says_them(names, words):
    assert listed(names) == words
