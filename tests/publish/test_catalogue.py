"""What the catalogue says in words, and how sure it is."""

import pandas as pd
import pytest

from audit.measures.promise import waits
from audit.model.service import Service
from audit.model.view import EVERYTHING, View
from audit.publish.headlines.catalogue import (
    NOTHING_PROMISED,
    catalogue_headline,
    left_out_sentence,
    promise_here,
    promise_sentence,
    waits_headline,
)

PROMISES = pd.DataFrame(
    {
        "touchpoint": ["Desk", "Call", "Door"],
        "service": ["Desk service", "Help line", ""],
        "promise_minutes": [10.0, 1.0, None],
        "target_share": [None, 0.8, None],
    }
)


def judged(**timed):
    rows = [(touchpoint, seconds, 1) for touchpoint, every in timed.items() for seconds in every]
    counts = pd.DataFrame(rows, columns=["touchpoint", "wait_seconds", "n"])
    return waits(counts.astype({"wait_seconds": "int64", "n": "int64"}), PROMISES, 0.9)


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ({}, NOTHING_PROMISED),
        ({"first_response_minutes": 10}, "We respond within 10 minutes, at least 90 times in 100."),
        ({"resolution_minutes": 2_880}, "We are done within 2 days, at least 90 times in 100."),
        (
            {"first_response_minutes": 240, "resolution_minutes": 2_880, "target_share": 0.975},
            "We respond within 4 hours and are done within 2 days, at least 97.5 times in 100.",
        ),
        ({"first_response_minutes": 10, "target_share": 1.0}, "We respond within 10 minutes, every time."),
    ],
)
def test_a_promise_is_said_as_to_a_customer(promise, said):
    assert promise_sentence(Service("Desk", **promise), 0.9) == said


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "Desk. No time is promised yet."),
        ({"proper_channel": "Walk in."}, "Desk. Proper channel: Walk in."),
        (
            {"first_response_minutes": 10, "resolution_minutes": 60, "proper_channel": "Walk in"},
            "Desk. Promise: a response within 10 minutes. Done within 1 hour. Proper channel: Walk in.",
        ),
    ],
)
def test_the_promise_is_said_to_whoever_stands_at_the_touchpoint(about, said):
    assert promise_here(Service("Desk", **about)) == said


@pytest.mark.parametrize(
    ("services", "served", "said"),
    [
        (0, ["", ""], "The catalogue is empty: it does not say yet what customers may expect."),
        (1, ["Desk", ""], "1 service; 1 of 2 touchpoints belong to one."),
        (2, ["Desk", "Line"], "2 services; every touchpoint belongs to one."),
    ],
)
def test_the_catalogue_says_how_far_it_reaches(services, served, said):
    assert catalogue_headline(services, pd.DataFrame({"service": served})) == said


def test_nothing_promised_is_nothing_to_judge():
    rows = judged(Door=[60] * 9)
    assert waits_headline(rows[rows["kept"] == "no promise"]).startswith("No wait can be judged")


def test_too_few_waits_are_said_to_be_too_few():
    said = waits_headline(judged(Desk=[60] * 4, Door=[60] * 9))
    assert said == "Too few waits have been timed to say: 4 where a time is promised."


def test_where_nothing_was_timed_nothing_is_too_few():
    assert waits_headline(judged(Desk=[])) == "No wait can be judged: none was timed where a time is promised."


def test_all_kept_is_said_with_what_it_rests_on():
    assert waits_headline(judged(Desk=[60] * 9, Call=[30] * 9)) == (
        "As far as timed, all 2 touchpoints timed often enough keep their promise."
    )
    assert waits_headline(judged(Desk=[60] * 9)) == (
        "As far as timed, Desk (9 of 9 waits within 10 minutes, 90 in 100 promised) keeps its promise."
    )


def test_a_clear_miss_is_named_with_its_numbers():
    assert waits_headline(judged(Desk=[60] * 9, Call=[90] * 9)) == (
        "As far as timed, 1 of the 2 touchpoints timed often enough keeps its promise; "
        "clearly missed at Call (0 of 9 waits within 1 minute, 80 in 100 promised)."
    )


def test_of_several_clear_misses_the_deepest_is_named():
    assert waits_headline(judged(Desk=[60, *[700] * 19], Call=[90] * 9)) == (
        "As far as timed, none of the 2 touchpoints timed often enough keeps its promise; "
        "clearly missed at 2, most of all at Call (0 of 9 waits within 1 minute, 80 in 100 promised)."
    )


def test_a_miss_that_could_be_chance_is_said_to_be_one():
    assert waits_headline(judged(Desk=[60] * 9, Call=[30] * 7 + [90] * 3)) == (
        "As far as timed, 1 of the 2 touchpoints timed often enough keeps its promise; "
        "missed at Call (7 of 10 waits within 1 minute, 80 in 100 promised), which could still be chance."
    )


def test_of_one_touchpoint_it_is_said_plainly_that_it_is_missed():
    assert waits_headline(judged(Call=[90] * 9)) == (
        "As far as timed, the promise is clearly missed at Call (0 of 9 waits within 1 minute, 80 in 100 promised)."
    )


def test_what_the_picture_leaves_out_is_told_of_what_is_looked_at():
    assert left_out_sentence(judged(Desk=[60] * 5, Call=[30] * 5), EVERYTHING) == ""
    assert left_out_sentence(judged(Desk=[60] * 5, Door=[9]), View(places=("Hall",))) == (
        "Timed, though nothing is promised there: Door. "
        "1 touchpoint of a service that promises a time was never timed at Hall."
    )
    assert left_out_sentence(judged(), EVERYTHING) == "2 touchpoints of services that promise a time were never timed."


def test_of_many_without_a_promise_a_few_are_named():
    bare = judged(Door=[9])
    many = pd.concat([bare[bare["n"] > 0].assign(touchpoint=name) for name in "ABCDEF"])
    assert left_out_sentence(many, EVERYTHING) == "Timed, though nothing is promised there: A, B, C, D and 2 more."
