"""What was not looked at, said in one sentence that is true of what was asked."""

from datetime import date

import pandas as pd
import pytest

from audit.model.view import View
from audit.publish.headlines.coverage import advice, coverage_headline, lasting_reason, reason, where_next

EVERYWHERE = pd.DataFrame({"place": ["Hall"], "n": [3]})
WALK = {
    "touchpoint": "Greeting",
    "why": "never observed",
    "is_moment_of_truth": True,
    "debt": 24,
    "place": "Hall",
    "method": "sit and listen",
    "daypart": "evening",
    "customer_group": "Students",
}


def covered(*rows):
    """Return coverage, each row (touchpoint, whether a moment of truth, n, days since)."""
    return pd.DataFrame(rows, columns=["touchpoint", "is_moment_of_truth", "n", "days_since"])


GREETING, ANSWER, SIGN = ("Greeting", True, 0, None), ("Answer", False, 0, None), ("Sign", False, 4, 41)


def test_how_many_were_never_observed_and_how_many_of_them_matter_most():
    said = coverage_headline(covered(GREETING, ANSWER, SIGN), EVERYWHERE, View())
    assert said == "2 of 3 touchpoints were never observed, 1 of them a moment of truth."
    said = coverage_headline(covered(GREETING, GREETING, ANSWER, SIGN), EVERYWHERE, View())
    assert said == "3 of 4 touchpoints were never observed, 2 of them moments of truth."
    said = coverage_headline(covered(ANSWER, ANSWER, SIGN), EVERYWHERE, View())
    assert said == "2 of 3 touchpoints were never observed."


def test_the_only_one_is_named():
    said = coverage_headline(covered(GREETING, SIGN), EVERYWHERE, View())
    assert said == "1 of 2 touchpoints was never observed: Greeting, a moment of truth."


def test_where_all_were_observed_the_longest_ago_is_named():
    said = coverage_headline(covered(SIGN, ("Answer", False, 9, 3)), EVERYWHERE, View())
    assert said == "Each of 2 touchpoints was observed, Sign longest ago (41 days)."


def test_those_observed_equally_long_ago_are_told_together():
    other, door, desk = (("Other", False, 1, 41), ("Door", False, 1, 41), ("Desk", False, 9, 3))
    told = [
        coverage_headline(covered(*rows), EVERYWHERE, View())
        for rows in ([SIGN, other, desk], [SIGN, other, door, desk])
    ]
    assert told[0] == "Each of 3 touchpoints was observed, Sign and another longest ago (41 days)."
    assert told[1] == "Each of 4 touchpoints was observed, Sign and 2 others longest ago (41 days)."
    alike = coverage_headline(covered(SIGN, other), EVERYWHERE, View())
    assert alike == "Each of 2 touchpoints was observed, last 41 days ago."


def test_a_single_touchpoint_is_called_by_its_name():
    said = coverage_headline(covered(SIGN), EVERYWHERE, View(places=("Hall",)))
    assert said == "Sign, the only touchpoint here, was last observed at Hall 41 days ago."
    assert coverage_headline(covered(GREETING), EVERYWHERE, View()) == "Nobody has observed Greeting yet."


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (731, "731 days ago"), (732, "over 2 years ago")],
)
def test_how_long_ago_is_told_as_people_say_it(days, words):
    alone = covered(("Sign", False, 3, days))
    assert coverage_headline(alone, EVERYWHERE, View()).endswith(f"was last observed {words}.")
    both = covered(("Sign", False, 3, days), ("Desk", False, 3, days))
    assert coverage_headline(both, EVERYWHERE, View()).endswith(f"was observed, last {words}.")


def test_where_nobody_has_been_is_said():
    nowhere = pd.DataFrame({"place": ["Hall", "Annexe", "Hall"], "n": [3, 0, 0]})
    assert coverage_headline(covered(SIGN), nowhere, View()).endswith("; nobody has been at Annexe.")
    more = pd.DataFrame({"place": ["Hall", "Annexe", "Branch"], "n": [3, 0, 0]})
    assert coverage_headline(covered(SIGN), more, View()).endswith("; nobody has been at 2 of 3 places.")


def test_where_nothing_was_observed_it_says_nobody():
    said = coverage_headline(covered(GREETING, ANSWER), EVERYWHERE, View())
    assert said == "Nobody has observed any of 2 touchpoints yet."
    assert coverage_headline(covered(), EVERYWHERE, View()) == "There is no touchpoint to observe here."


_MANY = " at any of the 4 chosen places as any of the 5 chosen customer groups"
_KNOWN_BY = " by an observer nobody recognised or on an announced visit over the channel phone, sign or web"


@pytest.mark.parametrize(
    ("view", "within"),
    [
        (View(places=("Hall",), customer_groups=("Students",)), " at Hall as Students"),
        (View(methods=("sit and listen",)), " by the method sit and listen"),
        (View(places=("Hall", "Annex")), " at Annex or Hall"),
        (View(places=tuple("ABCD"), customer_groups=tuple("EFGHI")), _MANY),
        (View(methods=("sit and listen", "make the call")), " by the method make the call or sit and listen"),
        (View(channels=("phone", "sign", "web"), recognised=("yes", "no")), _KNOWN_BY),
        (View(second_hand=False, since=pd.Timestamp("2026-03-01").date()), " at first hand in the chosen period"),
    ],
)
def test_a_narrowed_view_is_said_as_narrow_as_it_is(view, within):
    said = coverage_headline(covered(GREETING, ANSWER, SIGN), EVERYWHERE, view)
    assert said == f"2 of 3 touchpoints were never observed{within}, 1 of them a moment of truth."


def test_a_walk_gives_its_reason_in_words():
    assert reason(WALK, View()) == "Never observed; a moment of truth; owes 24 good experiences."
    small = WALK | {"is_moment_of_truth": False, "debt": 0, "why": "last observed yesterday"}
    assert reason(small, View(customer_groups=("Students",))) == "Last observed yesterday as Students."


@pytest.mark.parametrize(
    ("why", "lasting"),
    [
        ("last observed today", "Last observed on 10 March 2026."),
        ("last observed yesterday", "Last observed on 9 March 2026."),
        ("last observed at Hall 29 days ago", "Last observed at Hall on 9 February 2026."),
        ("nobody has been at Room 3 days ago yet", "Nobody has been at Room 3 days ago yet."),
        ("never observed", "Never observed."),
    ],
)
def test_the_reason_of_a_plan_stays_true_when_days_go_by(why, lasting):
    suggested = WALK | {"is_moment_of_truth": False, "debt": 0, "why": why}
    assert lasting_reason(suggested, View(), date(2026, 3, 10)) == lasting


def test_what_is_owed_everywhere_is_not_put_down_to_the_place_to_go_to():
    there = WALK | {"place": "Annex", "why": "never observed at Annex", "is_moment_of_truth": False}
    assert reason(there, View()) == "Never observed at Annex; over all places it owes 24 good experiences."
    assert reason(there, View(places=("Annex",))) == "Never observed at Annex; owes 24 good experiences."
    two = View(places=("Annex", "Hall"))
    assert reason(there, two) == "Never observed at Annex; over the chosen places it owes 24 good experiences."
    nowhere = there | {"place": "", "why": "never observed"}
    assert reason(nowhere, two) == "Never observed at Annex or Hall; owes 24 good experiences."
    assert reason(there | {"why": "never observed"}, View()) == "Never observed; owes 24 good experiences."


def test_the_next_walk_is_the_first_of_those_suggested():
    other = WALK | {"touchpoint": "Sign"}
    assert where_next(pd.DataFrame([WALK, other]), View()) == (
        "Walk Greeting: never observed; a moment of truth; owes 24 good experiences."
    )
    assert "planned already" in where_next(pd.DataFrame([WALK]).head(0), View())


def test_a_reason_names_a_place_once():
    here = WALK | {"why": "last observed at Hall 29 days ago", "is_moment_of_truth": False, "debt": 0}
    assert reason(here, View(places=("Hall",))) == "Last observed at Hall 29 days ago."
    assert reason(WALK | {"debt": 0}, View(places=("Hall",))) == "Never observed at Hall; a moment of truth."


def test_the_period_narrows_no_reason():
    assert "period" not in reason(WALK, View(since=pd.Timestamp("2026-03-01").date()))


def test_a_walk_says_where_how_when_and_as_whom():
    assert advice(WALK) == "Hall · sit and listen · in the evening · as Students"
    bare = WALK | {"place": "", "daypart": "", "customer_group": "", "weekday": "Monday"}
    assert advice(bare) == "sit and listen · on a Monday"


def test_a_place_that_a_filter_empties_is_not_said_to_be_unvisited():
    nowhere = pd.DataFrame({"place": ["Hall", "Annexe"], "n": [3, 0]})
    said = coverage_headline(covered(SIGN), nowhere, View(customer_groups=("Students",)))
    assert said.endswith("; nobody has been at Annexe as Students.")


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View(journeys=("At the desk",)), "nobody has seen this journey at Annexe."),
        (View(journeys=("At the desk", "By phone")), "nobody has seen any of these journeys at Annexe."),
        (View(places=("Annexe", "Hall")), "nobody has been at Annexe."),
        (View(touchpoint="Sign"), "nobody has seen this touchpoint at Annexe."),
        (View(channels=("phone",)), "nobody has been at Annexe over the channel phone."),
    ],
)
def test_where_somebody_was_for_something_else_is_not_said_to_be_unvisited(view, words):
    nowhere = pd.DataFrame({"place": ["Hall", "Annexe"], "n": [3, 0]})
    assert coverage_headline(covered(SIGN), nowhere, view).endswith(words)
