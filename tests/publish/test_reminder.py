"""A reminder says what was promised, when it is due and how it stands, and nothing that somebody wrote since."""

from datetime import date

import pandas as pd

from audit.publish.reminder import reminders
from tests.publish.leaving import WORDS_ONLY

TODAY = date(2026, 6, 1)


def a_row(owner, due_on, check_in_on=None, closed_on=None, **more):
    made = {
        "owner": owner,
        "touchpoint": "The desk",
        "words": "Nobody waits\nunseen.",
        "how_known": "walks find it",
        "due_on": pd.Timestamp(due_on),
        "check_in_on": pd.Timestamp(check_in_on) if check_in_on else pd.NaT,
        "closed_on": pd.Timestamp(closed_on) if closed_on else pd.NaT,
        "note": "We are tired.",
    }
    return WORDS_ONLY | made | more


GOOD = {
    "rule": "at least 8 of 10 moments end well",
    "rule_kind": "moments that end well",
    "rule_verdict": "too early",
    "rule_n": 4,
    "rule_value": 0.75,
    "rule_needed": 6,
}


def test_each_owner_reads_own_promises_and_whoever_has_to_act_first_comes_first():
    rows = pd.DataFrame(
        [
            a_row("the hall team", "2026-07-01"),
            a_row("desk lead", "2026-08-01", "2026-06-12", **GOOD),
            a_row("desk lead", "2026-05-20", "2026-04-20"),
            a_row("night shift", "2026-05-01", closed_on="2026-05-02"),
        ]
    )
    desk, hall = reminders(rows, TODAY)
    assert (desk.owner, desk.subject) == ("desk lead", "Our 2 commitments: late since 20 May 2026")
    late, coming = desk.text.split("\n\n")[1:3]
    assert late.splitlines() == [
        "We promised at The desk: Nobody waits unseen.",
        "How we will know: walks find it",
        "Due: 20 May 2026",
        "So far: Promised in words only, so you decide whether it was kept.",
    ]
    how, check_in, due, so_far = coming.splitlines()[1:]
    assert how == "How we will know: at least 8 of 10 moments end well; walks find it"
    assert (check_in, due) == ("Check-in: 12 June 2026", "Due: 1 August 2026")
    assert so_far.startswith("So far: Promised: at least 8 of 10 moments end well. Observed so far: 3 of 4.")
    assert (hall.owner, hall.subject) == ("the hall team", "Our commitment at The desk: due on 1 July 2026")
    (soon,) = reminders(rows[1:2], TODAY)
    assert soon.subject == "Our commitment at The desk: check-in on 12 June 2026"
    assert "tired" not in desk.text + hall.text


def test_where_all_is_closed_nobody_is_reminded():
    assert reminders(pd.DataFrame([a_row("night shift", "2026-05-01", closed_on="2026-05-02")]), TODAY) == []
