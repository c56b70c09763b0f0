"""Stories for a meeting: what people marked first, and no touchpoint twice while another has one to tell."""

import pandas as pd
from hypothesis import given as tried
from hypothesis import strategies as st

from audit.measures.stories import AT_ONCE, proposed


def told(*rows):
    usual = {"observed_on": "2026-03-02", "touchpoint": "Desk", "starred": False, "kudos": "", "signals": ""}
    frame = pd.DataFrame([{"id": str(place), **usual, **row} for place, row in enumerate(rows)])
    return frame.assign(observed_on=pd.to_datetime(frame["observed_on"]))


def test_stars_come_first_then_thanks_then_what_was_effortless_or_personal_then_the_latest():
    found = proposed(
        told(
            {"touchpoint": "A", "observed_on": "2026-03-09"},
            {"touchpoint": "B", "signals": "effortless;fixed on the spot"},
            {"touchpoint": "C", "kudos": "Well done."},
            {"touchpoint": "D", "starred": True},
            {"touchpoint": "E", "signals": "impersonal"},
        ),
        most=5,
    )
    assert found["touchpoint"].tolist() == ["D", "C", "B", "A", "E"]


def test_no_touchpoint_is_told_of_twice_while_another_has_a_story():
    starred = {"starred": True}
    assert proposed(told(starred, starred, starred, {"touchpoint": "Call"}))["touchpoint"].tolist() == [
        "Desk",
        "Call",
        "Desk",
    ]


def test_nothing_to_tell_is_nothing_proposed():
    none = told({})[:0]
    assert proposed(none).empty
    assert list(proposed(none).columns) == list(none.columns)


@tried(st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), min_size=1, max_size=12))
def test_variety_is_as_wide_as_it_can_be(rows):
    candidates = told(*({"touchpoint": name, "starred": starred} for name, starred in rows))
    found = proposed(candidates)
    assert len(found) == min(AT_ONCE, len(candidates))
    assert found["touchpoint"].nunique() == min(AT_ONCE, candidates["touchpoint"].nunique())
