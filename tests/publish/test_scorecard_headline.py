"""The leaders' own scorecard in words, together or for the one who asks."""

import pandas as pd
import pytest

from audit.measures.scorecard import ANSWERED, COLUMNS
from audit.publish.headlines.scorecard import (
    answered_lines,
    promised,
    recognition_lines,
    scorecard_lines,
    scorecard_sentence,
)

NAN = float("nan")


def card(**changes):
    usual = dict(zip(COLUMNS, (2, 9, 0, 5, 30, 24, 2, 4, 6.0, 12, 3, 5, 10, 20, 14.0, 0.95), strict=True))
    return pd.DataFrame([usual | changes], columns=COLUMNS)


def test_all_leaders_together():
    assert scorecard_sentence(card()) == (
        "2 leaders together have made 9 walks and met 5 touchpoints: 24 good and 4 bad moments recorded, 6.0 to one; "
        "half of those with a known hour were written down within 14 minutes, 95\u00a0% within a day."
    )


def test_the_one_who_asks_is_spoken_to():
    told = scorecard_sentence(card(walks=1, own_area_walks=1, negatives=1), "KM")
    assert told.startswith("You have made 1 walk, 1 of them in the own area, and met 5 touchpoints: 24 good and 1 bad ")


def test_what_is_not_known_is_not_told():
    told = scorecard_sentence(card(negatives=0, good_to_bad=NAN, timed=0, median_minutes=NAN, day_share=NAN))
    assert told.endswith("24 good and 0 bad moments recorded.")
    lines = dict(scorecard_lines(card(good_to_bad=NAN, median_minutes=NAN, day_share=NAN)))
    assert lines["Good moments to one bad"] == "–"
    assert lines["Half was written down within"] == lines["Written down within a day"] == "not known"


def test_nobody_walked():
    assert scorecard_sentence(pd.DataFrame(columns=COLUMNS)) == "No leader walked in this view."


def test_line_by_line_every_count_is_whole():
    lines = dict(scorecard_lines(card(observations=1_240, positives=1_200)))
    assert lines["Good moments recorded"] == "1,200"
    assert lines["Written down within a day"] == "95\u00a0% of 20"
    assert len(lines) == 9


def test_whether_anybody_knew_that_it_was_an_observation_is_told_for_each_answer():
    assert recognition_lines(card()) == [
        ("Nobody knew that it was an observation", "12 of 30"),
        ("The observer was perhaps recognised", "3 of 30"),
        ("The visit was announced", "5 of 30"),
        ("Not said whether anybody knew", "10 of 30"),
    ]


@pytest.mark.parametrize(
    ("counts", "said", "line"),
    [
        ((4, 1, 2), " Of 4 commitments, 1 was kept or improved and 2 are late.", "4: 1 kept or improved, 2 late"),
        ((1, 0, 1), " Of 1 commitment, 0 were kept or improved and 1 is late.", "1: 0 kept or improved, 1 late"),
        ((0, 0, 0), "within a day.", "none"),
    ],
)
def test_what_the_teams_promised_is_told_of_all_together(counts, said, line):
    made, kept, late = counts
    whole = card().assign(commitments=made, commitments_kept=kept, commitments_late=late)
    assert scorecard_sentence(whole).endswith(said)
    assert scorecard_lines(whole)[-1] == ("Commitments made", line)


def test_promises_in_a_few_words():
    assert (
        promised({"commitments": 4, "commitments_kept": 1, "commitments_late": 2})
        == "4 commitments: 1 kept or improved, 2 late"
    )
    assert promised({"commitments": 0}) == promised({}) == ""


def test_one_persons_own_card_tells_of_no_promise():
    assert "commitment" not in scorecard_sentence(card(), "KM")
    assert not any("Commitments" in what for what, _ in scorecard_lines(card()))


def test_one_leader_has_walked_alone():
    assert scorecard_sentence(card(observers=1)).startswith("1 leader has made 9 walks")


def test_late_notes_are_said_to_be_late():
    told = scorecard_sentence(card(median_minutes=1440.0, day_share=0.25))
    assert told.endswith(
        "; half or more of those with a known hour were written down only a day or more later, 25\u00a0% within a day."
    )


def test_leaders_who_gave_no_name_are_not_none():
    assert scorecard_sentence(card(observers=0)).startswith("Leaders who gave no name have made 9 walks")


@pytest.mark.parametrize(
    ("good", "bad", "ratio", "told", "line"),
    [
        (0, 3, 0.0, "0 good and 3 bad moments recorded, not one of them good;", "0.0"),
        (1, 40, 0.025, "1 good and 40 bad moments recorded, one good to 40 bad;", "0.03"),
        (2, 3, 2 / 3, "2 good and 3 bad moments recorded, 0.7 to one;", "0.7"),
    ],
)
def test_nobody_hears_of_nothing_to_one(good, bad, ratio, told, line):
    one = card(positives=good, negatives=bad, good_to_bad=ratio)
    assert told in scorecard_sentence(one)
    assert dict(scorecard_lines(one))["Good moments to one bad"] == line


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        ((0, 0, 0, NAN), [("Bad experiences found, by whomever", "none")]),
        (
            (40, 14, 9, 12.0),
            [
                ("Bad experiences found, by whomever", "40"),
                ("Of these, owned", "14 (35\u00a0%)"),
                ("Of these, answered to staff", "9 (23\u00a0%), half of them within 12 days"),
            ],
        ),
        (
            (2, 0, 0, NAN),
            [
                ("Bad experiences found, by whomever", "2"),
                ("Of these, owned", "0 (0\u00a0%)"),
                ("Of these, answered to staff", "0 (0\u00a0%)"),
            ],
        ),
    ],
)
def test_what_was_found_owned_and_answered_is_told_line_by_line(counts, lines):
    whole = card().assign(**dict(zip(ANSWERED.values(), counts, strict=True)))
    assert answered_lines(whole) == lines
