"""How long a bad experience waits is counted from its day, and nothing lets one wait lower down than it should."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from audit.measures.ageing import NOBODY, ageing, narrowed, waiting
from audit.model.recovery import Step
from audit.model.sought import Sought

AS_OF = date(2026, 3, 31)
PROMISES = pd.DataFrame({"touchpoint": ["Greeting", "Invoice"], "promise_minutes": [2 * 1440.0, None]})


def found(*rows):
    usual = {"place": "", "recovery_id": "", "owner": "", "cause": "", "due_on": pd.NaT}
    filled = [{**usual, "id": str(number), **row} for number, row in enumerate(rows)]
    frame = pd.DataFrame(filled, columns=["id", "touchpoint", "observed_on", *usual])
    return frame.astype({"observed_on": "datetime64[us]", "due_on": "datetime64[us]"})


def taken(*rows):
    frame = pd.DataFrame(rows, columns=["recovery_id", "step", "taken_on"])
    return frame.astype({"taken_on": "datetime64[us]"})


def at(day, touchpoint="Greeting", **more):
    return {"touchpoint": touchpoint, "observed_on": f"2026-03-{day:02d}", **more}


def test_nobody_owns_it_until_somebody_does():
    (row,) = ageing(found(at(1)), taken(), PROMISES, AS_OF).to_dict("records")
    assert (row["step"], row["owner"], row["next_step"], row["told"]) == (NOBODY, "", "owned", False)
    assert (row["days_open"], row["overdue_days"]) == (30, 28)
    assert (row["due_on"], row["promise"]) == (pd.Timestamp("2026-03-03"), "overdue 28 days")


@pytest.mark.parametrize(
    ("due", "said", "overdue"),
    [
        ("2026-03-30", "overdue 1 day", 1),
        ("2026-03-31", "due today", 0),
        ("2026-04-01", "due in 1 day", 0),
        ("2026-04-07", "due in 7 days", 0),
        ("2026-04-08", "within the promise", 0),
        (None, "no promise", None),
    ],
)
def test_a_day_set_by_hand_stands_and_is_told_in_words(due, said, overdue):
    case = found(at(1, recovery_id="a", owner="desk", due_on=pd.Timestamp(due)))
    (row,) = ageing(case, taken(("a", "owned", "2026-03-02")), PROMISES, AS_OF).to_dict("records")
    assert row["promise"] == said
    assert pd.isna(row["overdue_days"]) if overdue is None else row["overdue_days"] == overdue


@pytest.mark.parametrize(("closed", "said"), [("2026-03-03", "within the promise"), ("2026-03-05", "2 days late")])
def test_what_is_closed_waits_no_more(closed, said):
    case = found(at(1, recovery_id="a", owner="desk", due_on=pd.Timestamp("2026-03-03")))
    steps = taken(("a", "owned", "2026-03-01"), ("a", "customer confirmed", closed))
    (row,) = ageing(case, steps, PROMISES, AS_OF).to_dict("records")
    assert (row["promise"], row["closed_on"], row["told"]) == (said, pd.Timestamp(closed), True)
    assert row["days_open"] == (pd.Timestamp(closed) - pd.Timestamp("2026-03-01")).days
    assert row["next_step"] == ""


def test_a_reopened_one_has_waited_all_along():
    case = found(at(1, recovery_id="a", owner="desk"))
    steps = taken(
        ("a", "owned", "2026-03-01"),
        ("a", "customer confirmed", "2026-03-03"),
        ("a", "reopened", "2026-03-20"),
    )
    (row,) = ageing(case, steps, PROMISES, AS_OF).to_dict("records")
    assert (row["step"], row["days_open"], row["told"]) == ("owned", 30, False)
    assert pd.isna(row["closed_on"])


def test_what_was_done_or_seen_later_is_left_out():
    cases = found(at(1, recovery_id="a", owner="desk"), at(25))
    rows = ageing(cases, taken(("a", "owned", "2026-03-22")), PROMISES, date(2026, 3, 20))
    assert list(rows["step"]) == [NOBODY]


def test_the_longest_wait_stands_on_top_and_the_closed_come_last_the_latest_first():
    cases = found(
        at(9, recovery_id="a"), at(2, recovery_id="b"), at(1, recovery_id="c"), at(5, "Invoice"), at(3, "Invoice")
    )
    steps = taken(
        ("a", "owned", "2026-03-09"),
        ("b", "cannot", "2026-03-12"),
        ("c", "customer confirmed", "2026-03-10"),
    )
    rows = ageing(cases, steps, PROMISES, AS_OF)
    assert [day.day for day in rows["observed_on"]] == [3, 5, 9, 2, 1]


@drawn(st.lists(st.tuples(st.integers(1, 31), st.sampled_from([None, *Step])), max_size=12))
def test_no_case_is_lost_and_nothing_stands_above_a_longer_wait(cases):
    rows = found(*(at(day, recovery_id=str(number) if step else "") for number, (day, step) in enumerate(cases)))
    steps = taken(*((str(n), step.value, "2026-03-31") for n, (_, step) in enumerate(cases) if step))
    aged = ageing(rows, steps, PROMISES, AS_OF)
    assert sorted(aged["id"]) == sorted(rows["id"])
    still = aged[aged["closed_on"].isna()]
    assert still["days_open"].is_monotonic_decreasing
    assert aged["closed_on"].notna().is_monotonic_increasing


def days(*rows):
    frame = pd.DataFrame(rows, columns=["touchpoint", "observed_on", "negatives", "confirmed"])
    return frame.astype({"observed_on": "datetime64[us]"})


def test_each_touchpoint_is_summed_up():
    cases = found(
        at(1, recovery_id="a", owner="desk", due_on=pd.Timestamp("2026-03-02")),
        at(1, recovery_id="b", owner="desk"),
        at(11, recovery_id="c", owner="desk"),
    )
    steps = taken(
        ("a", "owned", "2026-03-01"), ("b", "cannot", "2026-03-02"), ("c", "customer confirmed", "2026-03-12")
    )
    seen = days(
        ("Greeting", "2026-03-01", 4, 0),
        ("Greeting", "2026-03-11", 1, 0),
        ("Greeting", "2026-03-30", 2, 0),
        ("Invoice", "2026-03-21", 1, 0),
        ("Door", "2026-03-21", 1, 1),
    )
    rows = waiting(seen, ageing(cases, steps, PROMISES, AS_OF), PROMISES, AS_OF).set_index("touchpoint")
    assert list(rows.index) == ["Greeting", "Invoice", "Door"]
    greeting = rows.loc["Greeting"]
    assert list(greeting[["negatives", "confirmed", "cannot", "waiting", "unowned", "overdue"]]) == [7, 1, 1, 5, 4, 3]
    assert (greeting["median_days"], greeting["longest_days"]) == (30, 30)
    assert list(rows.loc["Invoice", ["waiting", "unowned", "overdue", "median_days"]]) == [1, 1, 0, 10]
    assert rows.loc["Door", "waiting"] == 0
    assert pd.isna(rows.loc["Door", "median_days"])


def test_the_median_lies_between_the_two_in_the_middle():
    seen = days(("Greeting", "2026-03-01", 1, 0), ("Greeting", "2026-03-30", 1, 0))
    rows = waiting(seen, ageing(found(), taken(), PROMISES, AS_OF), PROMISES, AS_OF)
    assert list(rows["median_days"]) == [15.5]


def test_without_a_bad_experience_there_is_no_row():
    assert waiting(days(), ageing(found(), taken(), PROMISES, AS_OF), PROMISES, AS_OF).empty


def test_a_customer_who_was_told_before_a_reopening_has_had_a_word():
    steps = taken(
        ("a", "owned", "2026-03-01"), ("a", "customer told", "2026-03-02"), ("a", "fixed", "2026-03-03"),
        ("a", "reopened", "2026-03-04"), ("b", "owned", "2026-03-01"),
    )  # fmt: skip
    cases = found(at(1, recovery_id="a", owner="desk"), at(1, recovery_id="b", owner="desk"))
    aged = ageing(cases, steps, PROMISES, AS_OF)
    assert aged[["told", "had_word"]].to_numpy().tolist() == [[False, True], [False, False]]


@pytest.mark.parametrize(
    ("sought", "ids"),
    [
        (Sought(), ["0", "1", "2"]),
        (Sought("QUEUE hall"), ["1"]),
        (Sought("Qüeue"), ["1"]),
        (Sought(touchpoint="Invoice"), ["2"]),
        (Sought(owner="desk"), ["1"]),
        (Sought(cause="policy"), ["1"]),
        (Sought(overdue=True), ["0"]),
        (Sought("queue", owner="nobody of this name"), []),
    ],
)
def test_what_is_looked_for_is_found_by_words_place_owner_cause_and_delay(sought, ids):
    case = {
        "recovery_id": "a",
        "owner": "desk",
        "cause": "policy",
        "place": "Hall",
        "due_on": pd.Timestamp("2026-05-01"),
    }
    cases = found(at(1), at(2, **case), at(3, "Invoice")).assign(what_happened=["Cold tea.", "A queue.", ""])
    aged = ageing(cases, taken(("a", "owned", "2026-03-02")), PROMISES, AS_OF)
    assert sorted(narrowed(aged, sought)["id"]) == ids
