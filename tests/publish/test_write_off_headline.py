"""A confirmed recovery is told with what the ledger did by it, why no more, and what the touchpoint still owes for."""

from hypothesis import assume, given
from hypothesis import strategies as st

from audit.measures.trust import trust_debts
from audit.measures.write_off import account_on
from audit.publish.headlines.caveat import caveat
from audit.publish.headlines.write_off import write_off_sentence
from tests.measures.account import LAST, audits, day, outcome_days, resolved_days


def confirmed(outcomes, on, when, *, ratio=12, others=(), again=False):
    """Confirm one bad experience of day `on` at the Desk on day `when`, and return what is said."""
    seen, done = outcome_days(outcomes), resolved_days([("Desk", on, when, 1), *others])
    before = account_on(trust_debts(seen, done if again else resolved_days(list(others)), LAST, ratio), day(on))
    after = account_on(trust_debts(seen, done, LAST, ratio), day(on))
    return write_off_sentence("Desk", before, after, ratio, was_confirmed=again)


def test_all_that_was_owed_for_it_is_written_off():
    assert confirmed([("Desk", 0, 0, 0, 1)], 0, 3) == (
        "The customer confirmed. The 12 good experiences owed for this were written off in the trust ledger. "
        f"Nothing more is owed at Desk. {caveat(12)}"
    )
    assert "The 1 good experience owed for this was written off" in confirmed([("Desk", 0, 0, 0, 1)], 0, 3, ratio=1)


def test_the_oldest_case_was_paid_by_experience_and_what_is_owed_is_for_later_ones():
    outcomes = [("Desk", 0, 0, 0, 1), ("Desk", 1, 12, 0, 0), ("Desk", 2, 0, 0, 40), ("Desk", 3, 0, 0, 2)]
    assert confirmed(outcomes, 0, 5) == (
        "The customer confirmed. Nothing was left to write off: good experiences that came later had already paid the "
        "12 good experiences owed for this. What Desk still owes, 504, is for 42 bad experiences that came later. "
        f"{caveat(12)}"
    )


def test_what_was_partly_paid_is_told_in_its_parts():
    outcomes = [("Desk", 0, 0, 0, 1), ("Desk", 1, 5, 0, 0), ("Desk", 2, 0, 0, 1)]
    assert confirmed(outcomes, 0, 3, ratio=12) == (
        "The customer confirmed. Good experiences that came later had already paid 5 of the 12 good experiences owed "
        "for this; the other 7 were written off in the trust ledger. What Desk still owes, 12, is for 1 bad experience "
        f"that came later. {caveat(12)}"
    )
    assert "the other 1 was written off" in confirmed([("Desk", 0, 0, 0, 1), ("Desk", 1, 11, 0, 0)], 0, 3)


def test_of_several_on_one_day_it_is_said_which_counts_as_paid():
    two = confirmed([("Desk", 0, 0, 0, 2), ("Desk", 1, 5, 0, 0)], 0, 3)
    assert "owed for this (of several on one day, the one that is confirmed counts as paid first); the other 7" in two
    assert "What Desk still owes, 12, is for 1 bad experience that came before it or on the same day." in two


def test_good_experiences_of_the_same_day_paid_nothing():
    same = confirmed([("Desk", 0, 30, 0, 1)], 0, 0)
    assert same.startswith("The customer confirmed. The 12 good experiences owed for this were written off")


def test_what_was_owed_before_it_and_after_it_is_told_as_both():
    outcomes = [("Desk", 0, 0, 0, 1), ("Desk", 1, 0, 0, 1), ("Desk", 2, 0, 0, 1)]
    assert "What Desk still owes, 24, is for 2 bad experiences before and after it." in confirmed(outcomes, 1, 3)


def test_what_had_been_confirmed_before_changes_nothing():
    told = confirmed([("Desk", 0, 0, 0, 1), ("Desk", 1, 0, 0, 1)], 0, 3, again=True)
    assert told.startswith("The customer had confirmed that before; the trust ledger stays as it was. What Desk still")


@given(audits(scopes=("Desk",)), st.sampled_from((1, 3, 12)), st.data())
def test_what_is_said_is_by_how_much_less_is_owed_and_what_still_is(audit, ratio, data):
    outcomes, resolved = audit
    left = {row[1]: row[4] - sum(n for _, seen, _, n in resolved if seen == row[1]) for row in outcomes}
    days = [on for on, n in left.items() if n > 0]
    assume(days)
    on = data.draw(st.sampled_from(days))
    seen = outcome_days(outcomes)
    both = [resolved_days(resolved), resolved_days([("Desk", on, 14, 1), *resolved])]
    before, after = (int(trust_debts(seen, each, LAST, ratio)["remaining"].sum()) for each in both)
    told, gone = confirmed(outcomes, on, 14, ratio=ratio, others=resolved), before - after
    assert ("Nothing was left to write off" in told) == (gone == 0)
    assert (f"the other {gone} w" in told) == (0 < gone < ratio)
    assert (f"had already paid {ratio - gone} of the" in told) == (0 < gone < ratio)
    assert (f"What Desk still owes, {after:,}, is for" in told) == (after > 0)
