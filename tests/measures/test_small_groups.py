"""Groups too small to be shown stand with others, so that nobody can be recognised, and nothing is lost of the sums."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.small_groups import (
    OTHER_GROUPS,
    SMALL_CELL,
    groups_as_shown,
    small_rows,
    with_groups_as_shown,
    without_rows,
)


def shown(**sizes):
    counts = pd.DataFrame({"customer_group": list(sizes), "n": list(sizes.values())})
    named = groups_as_shown(counts, ())
    return dict(zip(named["customer_group"], named["shown"], strict=True))


def test_groups_of_five_moments_and_more_keep_their_names():
    assert shown(staff=5, students=60) == {"staff": "staff", "students": "students"}


def test_small_groups_are_merged_with_one_another():
    assert shown(staff=2, visitors=4, students=60) == {
        "staff": OTHER_GROUPS,
        "visitors": OTHER_GROUPS,
        "students": "students",
    }


def test_one_small_group_is_joined_by_the_next_smallest_since_the_total_would_tell_it():
    assert shown(staff=4, visitors=9, students=60) == {
        "staff": OTHER_GROUPS,
        "visitors": OTHER_GROUPS,
        "students": "students",
    }


def test_small_groups_that_are_too_small_together_are_joined_by_the_next_smallest():
    assert shown(staff=1, visitors=2, students=60)["students"] == OTHER_GROUPS


def test_groups_that_are_all_too_small_together_stand_with_what_names_no_group():
    assert shown(staff=1, visitors=3) == {"staff": "", "visitors": ""}
    assert shown(staff=4) == {"staff": ""}


def test_moments_without_a_group_are_no_group():
    named = groups_as_shown(pd.DataFrame({"customer_group": ["", "staff"], "n": [2, 5]}), ())
    assert named.to_dict("records") == [{"customer_group": "staff", "shown": "staff"}]


def test_each_cell_of_a_split_is_judged_by_itself():
    counts = pd.DataFrame(
        {
            "place": ["Hall", "Hall", "Hall", "Branch", "Branch"],
            "customer_group": ["staff", "students", "visitors", "staff", "visitors"],
            "n": [4, 8, 9, 5, 5],
        }
    )
    frame = with_groups_as_shown(counts, groups_as_shown(counts, ["place"]))
    assert list(frame["customer_group"]) == [OTHER_GROUPS, OTHER_GROUPS, "visitors", "staff", "visitors"]


a_cell = st.tuples(st.sampled_from(["Hall", "Branch"]), st.sampled_from(["", "a", "b", "c", "d"]), st.integers(1, 12))


@given(st.lists(a_cell, max_size=12))
def test_no_name_stands_for_fewer_than_five_and_no_moment_is_lost(rows):
    counts = pd.DataFrame(rows, columns=["place", "customer_group", "n"])
    sizes = counts.groupby(["place", "customer_group"])["n"].sum()
    frame = with_groups_as_shown(counts, groups_as_shown(counts, ["place"]))
    merged = frame.groupby(["place", "customer_group"])["n"].sum()
    assert frame["n"].tolist() == counts["n"].tolist()
    for (place, group), n in merged.items():
        if group:
            assert n >= SMALL_CELL
        if group == OTHER_GROUPS:  # of two groups at least, none of which shows elsewhere
            hidden = [own for own in sizes[place].index if own and (place, own) not in merged.index]
            assert len(hidden) > 1
        elif group:
            assert n == sizes[place, group]


def rows_of(keys=("touchpoint",), within=(), **sizes):
    counts = pd.DataFrame({"touchpoint": list(sizes), "n": list(sizes.values()), "dimension": "empathy"})
    return small_rows(counts, keys, within).to_dict("list")


def test_rows_of_five_moments_and_more_are_shown_and_what_holds_none_is_no_row():
    assert rows_of(desk=5, door=60, hall=0) == {"touchpoint": []}


def test_rows_that_are_not_shown_are_two_at_least_and_five_moments_together():
    assert rows_of(desk=4, door=9, hall=60) == {"touchpoint": ["desk", "door"]}
    assert rows_of(desk=1, door=2, hall=60, way=9) == {"touchpoint": ["desk", "door", "way"]}
    assert rows_of(desk=3, door=2, hall=60) == {"touchpoint": ["desk", "door"]}


def test_what_adds_up_with_nothing_is_judged_alone():
    assert rows_of((), ("dimension",), desk=4) == {"dimension": ["empathy"]}
    assert len(small_rows(pd.DataFrame({"n": [2, 2]}), ())) == 1
    assert len(small_rows(pd.DataFrame({"n": [2, 3]}), ())) == 0


def test_along_each_key_the_next_smallest_joins_a_small_row():
    places, touchpoints, sizes = list("NNNSSS"), list("abcabc"), [2, 9, 20, 30, 30, 30]
    counts = pd.DataFrame({"place": places, "touchpoint": touchpoints, "n": sizes})
    small = small_rows(counts, ["place", "touchpoint"])
    assert list(small.itertuples(index=False, name=None)) == [("N", "a"), ("N", "b"), ("S", "a")]
    assert without_rows(counts, small)["n"].tolist() == [20, 30, 30]
    assert without_rows(counts, small_rows(counts.assign(n=9), ["place"])) is counts
