"""Since last time: the days of the last review beside those since, along the lines that it left behind."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pandas as pd
import pytest

from audit import figures
from audit.actions.commitments import close, commit
from audit.errors import PeriodAheadError
from audit.figures import Question
from audit.figures.since_last import compared
from audit.model.commitment import Verdict
from audit.model.keys import new_key
from audit.model.review import Review
from audit.model.side import days_of
from audit.model.view import View
from audit.store.incoming import add_incoming_observations
from audit.store.journey import touchpoints
from audit.store.opening import open_store
from audit.store.review import add_review, close_review
from tests.actions.test_commitments import a_promise
from tests.builders import ANSWER, GREETING, INVOICE, NOON, observation_rows, with_desk
from tests.figures.by_hand import AS_OF, parts

HELD = NOON.date()  # the day the last review was closed, and the last of its days
TODAY = HELD + timedelta(days=40)
QUESTION = Question(TODAY)
DAY = timedelta(days=1)


def a_review(store, since, until, closed_on):
    """Keep a review of some days that was closed on one."""
    review = Review("All-staff review", since, until, (), NOON, "key")
    add_review(store, review)
    close_review(store, review.id, "{}", NOON + (closed_on - HELD))
    return review


def moments(touchpoint, days, good, bad, **row):
    """Return good and bad moments at a touchpoint so many days after the last review, each of its own visit."""
    stage = "Leave" if touchpoint is INVOICE else "Arrive"
    where = {"touchpoint": touchpoint.name, "stage": stage, "observed_on": HELD + timedelta(days=days)} | row
    return [{**where, "outcome": outcome} for outcome, n in (("positive", good), ("negative", bad)) for _ in range(n)]


@pytest.fixture(scope="module")
def reviewed():
    """Return an audit with a review that looked at three touchpoints, and what was promised before, in and after it."""
    store = with_desk(open_store())
    rows = [*moments(GREETING, -5, 12, 12), *moments(ANSWER, -4, 20, 4), *moments(INVOICE, -40, 6, 6)]
    rows += [*moments(GREETING, 10, 30, 2), *moments(ANSWER, 12, 21, 4), *moments(INVOICE, 13, 3, 2)]
    add_incoming_observations(store, observation_rows(*rows), new_key())
    review = Review("All-staff review", HELD - timedelta(days=29), HELD, (), NOON, "key")
    add_review(store, review)
    commit(store, a_promise(review_id=review.id))
    for touchpoint, made in ((ANSWER, -3), (INVOICE, 5)):
        commit(store, a_promise(touchpoint_id=touchpoint.id, made_on=HELD + made * DAY))
    close_review(store, review.id, "{}", NOON)
    yield store
    store.close()


def days(store, question):
    """Return the first and the last day before and now."""
    periods = compared(store, question)
    return (*days_of(periods.before.word), *days_of(periods.now.word))


def test_now_are_the_days_since_the_last_review_and_before_are_its_own(reviewed):
    assert days(reviewed, QUESTION) == (HELD - 29 * DAY, HELD, HELD + DAY, TODAY)
    rows = figures.since_last(reviewed, QUESTION)
    shown = rows[["before_since", "before_until", "since", "until"]].drop_duplicates().to_numpy().tolist()
    assert shown == [[pd.Timestamp(day) for day in days(reviewed, QUESTION)]]


def test_chosen_days_stand_beside_the_last_review_that_ended_before_them(reviewed):
    chosen = replace(QUESTION, view=View(HELD + 10 * DAY, HELD + 20 * DAY))
    assert days(reviewed, chosen) == (HELD - 29 * DAY, HELD, HELD + 10 * DAY, HELD + 20 * DAY)
    overlapping = replace(QUESTION, view=View(HELD, HELD + 9 * DAY))  # and beside as many where none did
    assert days(reviewed, overlapping) == (HELD - 10 * DAY, HELD - DAY, HELD, HELD + 9 * DAY)


def test_on_the_evening_of_a_review_it_is_what_it_was_in_the_review(store):
    a_review(store, HELD - 200 * DAY, HELD - 100 * DAY, HELD - 99 * DAY)
    in_it = days(store, Question(HELD))
    assert in_it == (HELD - 200 * DAY, HELD - 100 * DAY, HELD - 99 * DAY, HELD)
    a_review(store, HELD - 99 * DAY, HELD, HELD)
    assert days(store, Question(HELD)) == in_it
    assert days(store, Question(HELD + DAY)) == (HELD - 99 * DAY, HELD, HELD + DAY, HELD + DAY)


def test_a_review_that_is_open_or_was_closed_later_is_not_the_last(store):
    quarters = (HELD - 179 * DAY, HELD - 90 * DAY, HELD - 89 * DAY, HELD)
    assert days(store, Question(HELD)) == quarters
    add_review(store, Review("Being prepared", HELD - 30 * DAY, HELD - DAY, (), NOON, "key"))
    assert days(store, Question(HELD)) == quarters
    a_review(store, HELD - 60 * DAY, HELD - 10 * DAY, HELD + DAY)
    assert days(store, Question(HELD)) == quarters
    assert days(store, Question(HELD + DAY))[1] == HELD - 10 * DAY


def test_days_that_have_not_begun_are_refused(reviewed):
    with pytest.raises(PeriodAheadError):
        figures.since_last(reviewed, replace(QUESTION, view=View(since=TODAY + DAY)))


def test_lines_are_all_together_and_what_was_open_at_the_end_of_the_review_or_promised_in_it(reviewed):
    rows = figures.since_last(reviewed, QUESTION).set_index("touchpoint")
    assert rows.index.tolist() == ["", "Greeting", "Answer"]  # Invoice was promised something later
    assert rows["verdict"].tolist() == ["surely up", "surely up", "cannot be told"]
    assert rows.loc["", ["before_positives", "before_n", "positives", "n"]].tolist() == [32, 48, 54, 62]
    assert rows.loc["Greeting", ["before_positives", "before_n", "positives", "n"]].tolist() == [12, 24, 30, 32]
    at_answer = figures.since_last(reviewed, replace(QUESTION, view=View(touchpoint="Answer")))
    assert at_answer["touchpoint"].tolist() == ["", "Answer"]
    assert at_answer["n"].tolist() == [25, 25]


def test_a_promise_closed_since_is_still_a_line_and_one_closed_before_is_none(desk):
    add_incoming_observations(
        desk, observation_rows(*moments(GREETING, -50, 9, 9), *moments(ANSWER, -50, 9, 9)), new_key()
    )
    one, other = (
        a_promise(touchpoint_id=each.id, made_on=HELD - 40 * DAY, due_on=HELD + 99 * DAY) for each in (GREETING, ANSWER)
    )
    for promise in (one, other):
        commit(desk, promise)
    rows = [*moments(GREETING, -9, 10, 10), *moments(ANSWER, -9, 10, 10)]
    add_incoming_observations(desk, observation_rows(*rows), new_key())
    close(desk, other.id, Verdict.NO_CHANGE, HELD - DAY)
    a_review(desk, HELD - 29 * DAY, HELD, HELD)
    close(desk, one.id, Verdict.NO_CHANGE, HELD + DAY)
    assert figures.since_last(desk, QUESTION)["touchpoint"].tolist() == ["", "Greeting"]


def test_what_is_owed_moves_as_the_ledger_says(reviewed):
    rows = figures.since_last(reviewed, QUESTION).set_index("touchpoint")
    ledger = ["owed_before", "newly_owed", "newly_paid", "newly_written_off", "debt"]
    whole = figures.trust(reviewed, Question(TODAY, by=()), HELD + DAY)
    assert rows.loc["", ledger].tolist() == whole[ledger].iloc[0].tolist()
    by_touchpoint = figures.trust(reviewed, QUESTION, HELD + DAY).set_index("touchpoint")
    for name in ("Greeting", "Answer"):
        assert rows.loc[name, ledger].tolist() == by_touchpoint.loc[name, ledger].tolist()
    moved = rows["owed_before"] + rows["newly_owed"] - rows["newly_paid"] - rows["newly_written_off"]
    assert moved.tolist() == rows["debt"].tolist()
    assert (rows.loc["Greeting", ["owed_before", "newly_owed", "newly_paid"]] > 0).all()
    chosen = replace(QUESTION, view=View(HELD + 5 * DAY))  # chosen days do not start a ledger of their own
    assert figures.since_last(reviewed, chosen)["debt"].tolist() == rows["debt"].tolist()


@pytest.mark.parametrize("programme", [3], indirect=True)
def test_each_period_counts_what_was_observed_in_it(programme):
    rows, store = programme
    (line,) = figures.since_last(store, Question(AS_OF)).to_dict("records")
    for prefix in ("before_", ""):
        first, last = line[f"{prefix}since"].date(), line[f"{prefix}until"].date()
        within = [row.outcome for row in parts(rows) if first <= row.on <= last]
        assert line[f"{prefix}observations"] == len(within)
        assert line[f"{prefix}positives"] == within.count("positive")
        assert line[f"{prefix}n"] == len(within) - within.count("neutral")


def test_a_customer_group_of_fewer_than_five_moments_in_a_period_is_nobody_in_it(desk):
    rows = [*moments(GREETING, -5, 9, 9, customer_group="Staff"), *moments(GREETING, 3, 2, 2, customer_group="Staff")]
    add_incoming_observations(desk, observation_rows(*rows), new_key())
    a_review(desk, HELD - 29 * DAY, HELD, HELD)
    staff = figures.since_last(desk, replace(QUESTION, view=View(customer_groups=("Staff",))))
    assert staff[["before_observations", "observations"]].to_numpy().tolist() == [[18, 0]]
    assert figures.since_last(desk, QUESTION)["observations"].tolist() == [4]


def test_a_promise_about_the_visit_as_a_whole_is_a_line_and_counts_in_no_other(store):
    rows = observation_rows(
        *({"touchpoint": name, "outcome": "negative" if n % 2 else "positive", "observed_on": HELD - n % 2 * DAY}
          for name in ("Room", "All in all") for n in range(20))
    )  # fmt: skip
    add_incoming_observations(store, rows.assign(is_whole_visit=rows["touchpoint"] == "All in all"), new_key())
    keys = touchpoints(store).set_index("touchpoint")["touchpoint_id"]
    commit(store, a_promise(touchpoint_id=UUID(keys["All in all"]), made_on=HELD))
    a_review(store, HELD - 29 * DAY, HELD, HELD)
    assert figures.since_last(store, QUESTION)[["touchpoint", "before_n"]].to_numpy().tolist() == [
        ["", 20],
        ["All in all", 20],
    ]


def test_what_lasts_since_nine_months_is_surely_up_though_the_last_two_periods_are_level(desk):
    months = pd.date_range("2025-01-15", periods=20, freq="MS")
    rows = [
        {"touchpoint": "Greeting", "observed_on": day, "outcome": "positive" if n < good else "negative"}
        for day, good in zip(months, [2] * 8 + [6] * 12, strict=True)
        for n in range(6)
    ]
    add_incoming_observations(desk, observation_rows(*rows), new_key())
    commit(desk, a_promise(made_on=date(2025, 6, 1), due_on=date(2026, 12, 1)))
    rows = figures.since_last(desk, Question(date(2026, 9, 15))).set_index("touchpoint")
    level = rows.loc["Greeting"]
    assert (level["before_share"], level["share"], level["p"]) == (1, 1, 1)
    assert (level["verdict"], level["run_since"]) == ("surely up", "2025-10")
    # the same chart of all touchpoints together would move with which of them were observed
    assert rows.loc["", ["verdict", "run_since"]].tolist() == ["cannot be told", ""]
