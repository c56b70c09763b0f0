"""The sentence about customer groups names one only where its gap is clear."""

import pandas as pd
import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.measures.fairness import TOO_FEW, fairness
from audit.publish.headlines.fairness import called, fairness_headline

APART = "stands clearly apart"


def at_one_desk(*rows):
    return fairness(pd.DataFrame(rows, columns=["customer_group", "positives", "negatives"]).assign(touchpoint="Desk"))


def said(*rows):
    return fairness_headline(at_one_desk(*rows))


def said_at(*rows):
    columns = ["touchpoint", "customer_group", "positives", "negatives"]
    return fairness_headline(fairness(pd.DataFrame(rows, columns=columns)))


def test_the_group_served_worse_is_named_with_its_gap():
    assert said(("Evening learners", 52, 48), ("Students", 160, 40), ("Staff", 83, 17)) == (
        "Evening learners met good service in 52\u00a0% of good and bad moments, the others in 81\u00a0%; "
        "the gap is 18 to 39 points."
    )


def test_where_none_is_clearly_worse_one_clearly_better_is_named():
    assert said(("Staff", 60, 0), ("Students", 14, 6), ("Visitors", 15, 5), ("Pupils", 15, 6)) == (
        "Staff met good service in 100\u00a0% of good and bad moments, the others in 72\u00a0%; "
        "the gap is 16 to 40 points."
    )


def test_groups_that_lie_close_are_not_set_apart():
    assert said(("Students", 40, 10), ("Staff", 36, 14)) == (
        "No customer group stands clearly apart: good moments run from 72\u00a0% (Staff) to 80\u00a0% (Students)."
    )


def test_the_clearest_of_many_must_be_clearer_than_one_of_two():
    close = [("A", 36, 24), ("B", 47, 13)]
    assert APART not in said(*close)
    assert APART in said(*close, *((name, 42, 18) for name in "CDEFGH"))


def test_a_gap_is_never_told_as_nothing():
    assert said(("Students", 900_000, 100_000), ("Staff", 895_000, 105_000)).endswith("the gap is 0.4 to 0.6 points.")


@pytest.mark.parametrize("rows", [[], [("Students", 9, 1)], [("Students", 9, 1), ("Staff", 1, 1), ("", 9, 9)]])
def test_with_fewer_than_two_groups_to_show_nothing_is_compared(rows):
    assert said(*rows) == "Too few customer groups can be shown to set them side by side."


def test_where_no_moment_says_its_group_that_is_said():
    assert said(("", 9, 9)) == "No good or bad moment here says which customer group met it."


def test_where_most_moments_do_not_say_their_group_that_is_said_first():
    known = (("Students", 40, 10), ("Staff", 80, 20))
    assert said(*known, ("", 100, 100)).startswith("Only 43\u00a0% of good and bad moments say their group. No")
    assert said(*known, ("", 100, 50)).startswith("No customer group")


def test_small_groups_are_called_too_few_only_while_they_are():
    def names(*rows):
        return called(at_one_desk(*rows))["customer_group"].tolist()

    students = ("Students", 9, 1)
    assert names(("Staff", 1, 1), ("Pupils", 1, 1)) == [TOO_FEW]
    assert names(students, ("Staff", 3, 1), ("Pupils", 1, 2)) == ["Students", "Smaller groups together"]


@holds_for(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=5))
def test_whoever_is_named_has_an_interval_of_the_gap_that_leaves_out_nothing(counts):
    rows = [(f"Group {number}", good, bad) for number, (good, bad) in enumerate(counts)]
    sentence = said(*rows)
    found = at_one_desk(*rows).set_index("customer_group")
    if "the gap is" in sentence:
        row = found.loc[sentence.split(" met ")[0].replace("Smaller groups together", TOO_FEW)]
        assert row["gap_low"] > 0 or row["gap_high"] < 0


def test_groups_served_alike_are_told_with_one_share():
    assert said(("Students", 40, 10), ("Staff", 80, 20)) == (
        "No customer group stands apart: each that is shown met good service in 80\u00a0% of good and bad moments."
    )


def test_no_decimals_are_spent_on_groups_that_do_not_differ():
    assert said(("Students", 400_010, 99_990), ("Staff", 79_900, 20_100)) == (
        "No customer group stands apart: each that is shown met good service in about 80\u00a0% of good and bad "
        "moments."
    )


def test_small_groups_merged_are_told_as_what_they_are():
    small = [(name, 0, 4) for name in ("Visitors", "Pupils", "Guests")]
    assert said(("Students", 90, 10), *small).startswith("Smaller groups together met good service in 0\u00a0%")


MIXED = "but the groups use different touchpoints: at the same ones"


def test_a_group_served_better_wherever_it_goes_is_not_called_worse_served():
    desk, billing = (("Desk", "A", 10, 0), ("Desk", "B", 160, 18)), (("Billing", "A", 70, 90), ("Billing", "B", 6, 14))
    assert said_at(*desk, *billing) == (
        "A met good service in 47\u00a0% of good and bad moments, the others in 84\u00a0%, "
        f"{MIXED} A is 12 points ahead, which may be chance (−2 to +26)."
    )


def test_a_gap_that_turns_round_at_the_same_touchpoints_is_told_as_it_is_there():
    desk = (("Desk", "A", 100, 0), ("Desk", "B", 1400, 400))
    assert said_at(*desk, ("Billing", "A", 700, 900), ("Billing", "B", 60, 140)) == (
        "A met good service in 47\u00a0% of good and bad moments, the others in 73\u00a0%, "
        f"{MIXED} A is ahead by 12 to 21 points."
    )


def test_a_gap_at_every_touchpoint_is_told_with_both_its_sizes():
    desk, door = (("Desk", "A", 50, 50), ("Desk", "B", 90, 10)), (("Door", "A", 20, 80), ("Door", "B", 35, 15))
    assert said_at(*desk, *door) == (
        "A met good service in 35\u00a0% of good and bad moments, the others in 83\u00a0%; "
        "the gap is 39 to 56 points, and 35 to 53 points at the same touchpoints."
    )


def test_a_gap_that_the_mix_of_touchpoints_hides_is_told():
    desk, door = (("Desk", "A", 120, 40), ("Desk", "B", 90, 10)), (("Door", "A", 8, 32), ("Door", "B", 50, 75))
    assert said_at(*desk, *door) == (
        "At the same touchpoints A is served worse than the others, by 9 to 24 points; over all moments together no "
        "gap is clear, since the groups use different touchpoints."
    )


def test_where_none_is_clearly_worse_at_the_same_touchpoints_one_clearly_better_is_named():
    others = [(place, group, *met) for group in "PQRSTU" for place, met in (("Desk", (16, 4)), ("Door", (3, 15)))]
    assert said_at(("Desk", "X", 60, 0), ("Door", "X", 60, 120), *others).startswith(
        "At the same touchpoints X is served better than the others, by 11 to 25 points;"
    )


def test_groups_that_meet_nothing_in_common_are_not_compared_further():
    assert said_at(("Desk", "A", 90, 10), ("Door", "B", 50, 50)).endswith("but they have no touchpoint in common.")


def test_no_difference_at_the_same_touchpoints_is_said_to_be_none():
    desk, door = (("Desk", "A", 10, 0), ("Desk", "B", 90, 0)), (("Door", "A", 0, 90), ("Door", "B", 0, 10))
    assert f"{MIXED} no difference shows (" in said_at(*desk, *door)


@holds_for(
    st.lists(st.tuples(st.sampled_from(["X", "Y"]), st.sampled_from("AB"), st.integers(0, 90), st.integers(0, 90)))
)
def test_whoever_is_called_worse_or_better_served_is_so_at_like_touchpoints(rows):
    columns = ["touchpoint", "customer_group", "positives", "negatives"]
    found = fairness(pd.DataFrame(rows, columns=columns)).set_index("customer_group")
    sentence = fairness_headline(found.reset_index())
    if "the gap is" in sentence:
        row = found.loc[sentence[0]]
        assert max(row["gap_high"], row["like_high"]) < 0 or min(row["gap_low"], row["like_low"]) > 0
