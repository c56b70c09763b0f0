"""What is surely good is named as such, and nothing else is; a gap to our standard is told as a number."""

import pandas as pd

from audit.measures.rater import against_standards, rater
from audit.publish.headlines.standing import standards_sentence, surely_good_sentence


def ranked(*rows):
    columns = ["touchpoint", "lower", "standard", "is_surely_good"]
    return pd.DataFrame(rows, columns=columns)


def test_where_nothing_is_surely_good_the_sentence_says_so():
    poor = ("Desk", 3.2, 4.0, False)
    nothing = "Nothing yet: no touchpoint surely lies above its target, or above 4 where none is set."
    assert surely_good_sentence(ranked(poor, ("Door", 3.9, 4.0, False))) == nothing
    assert surely_good_sentence(ranked(poor)).startswith(
        "Nothing yet: the only touchpoint rated here does not surely lie"
    )


def test_what_is_surely_good_is_named_with_a_bound_that_is_never_rounded_up():
    said = surely_good_sentence(ranked(("Desk", 4.39, 4.0, True), ("Door", 4.04, 4.0, True), ("Lift", 3, 4.0, False)))
    assert said == "2 of 3 rated touchpoints: Desk (surely above 4.3), Door (surely above 4)."


def test_what_is_held_to_a_target_of_its_own_says_to_which():
    said = surely_good_sentence(ranked(("Desk", 4.61, 4.5, True), ("Door", 4.3, 4.0, True)))
    assert said == "2 of 2 rated touchpoints: Desk (surely above 4.6, held to 4.5), Door (surely above 4.3)."


def test_of_many_the_first_are_named():
    many = ranked(*((f"Point {number}", 4.5, 4.0, True) for number in range(7)))
    assert surely_good_sentence(many).endswith("Point 4 (surely above 4.5) and 2 more.")


def beside(*rows, minimum=3.0, target=4.5):
    counts = pd.DataFrame(rows, columns=["touchpoint", "dimension", "n1", "n2", "n3", "n4", "n5"])
    names = sorted(set(counts["touchpoint"]))
    own = pd.DataFrame({"touchpoint": names, "minimum": minimum, "target": target})
    return against_standards(rater(counts), own)


LOW, DOUBTFUL, FINE, HIGH = (40, 0, 0, 0, 0), (1, 1, 0, 2, 0), (0, 0, 0, 30, 0), (0, 0, 0, 0, 60)


def test_a_score_surely_below_the_minimum_is_told_with_its_gap():
    said = standards_sentence(beside(("Desk", "empathy", *LOW), ("Desk", "assurance", *FINE)))
    assert said == (
        "Of 2 scores held to a standard, 1 lies surely below our minimum: empathy at Desk, 2.0 below 3 (n 40)."
    )
    two = standards_sentence(beside(("Desk", "empathy", *LOW), ("Door", "empathy", 30, 10, 0, 0, 0)))
    assert "2 lie surely below our minimum: empathy at Desk, furthest of them, 2.0 below 3" in two


def test_a_score_that_may_lie_below_is_only_perhaps_so():
    said = standards_sentence(beside(("Desk", "empathy", *DOUBTFUL)))
    assert said.endswith("none lies surely below our minimum; perhaps empathy at Desk, 0.3 below 3 (n 4).")
    nearly = standards_sentence(beside(("Desk", "empathy", 0, 0, 1, 40, 0), minimum=3.98))
    assert "under 0.1 below 3.98" in nearly


def test_three_ratings_are_never_surely_below():
    assert "perhaps empathy at Desk" in standards_sentence(beside(("Desk", "empathy", 3, 0, 0, 0, 0)))


def test_where_no_score_falls_short_those_surely_above_the_target_are_counted():
    fine = ("Desk", "empathy", *FINE)
    assert standards_sentence(beside(fine)).endswith("none lies below our minimum, and none surely above our target.")
    assert standards_sentence(beside(fine, ("Desk", "assurance", *HIGH))).endswith("1 lies surely above our target.")
