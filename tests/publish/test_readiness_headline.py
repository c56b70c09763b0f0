"""What a review still needs is said in a few words, and nothing missing is called ready."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest

from audit.model.keys import new_key
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.readiness import (
    Phones,
    Readiness,
    figures_ready,
    lacking,
    phones_ready,
    promises_ready,
    steps_left,
    stories_ready,
    timing_sentence,
)
from audit.publish.slide import Slide
from tests.builders import NOON
from tests.publish.sentences import reads_well
from tests.rooms import a_review
from tests.shown import NOTHING, a_shown

ROW = pd.DataFrame({"n": [1]})


def of(*points):
    return replace(a_review(), agenda=points)


def compared(before, now):
    return pd.DataFrame({"before_observations": [before], "observations": [now]})


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([], Readiness("Stories: left out", is_ready=True)),
        ([AgendaItem(Item.STORIES, is_dropped=True)], Readiness("Stories: left out", is_ready=True)),
        ([AgendaItem(Item.STORIES)], Readiness("Stories: none chosen", is_ready=False)),
        ([AgendaItem(Item.STORIES, stories=(new_key(),) * 2)], Readiness("Stories: 2 chosen", is_ready=True)),
    ],
)
def test_stories_are_ready_once_one_is_chosen_or_none_is_to_be(points, said):
    assert stories_ready(of(*points)) == said


@pytest.mark.parametrize(
    ("phones", "said"),
    [
        (Phones(is_open=False, is_counted=False), Readiness("Phones: their door is closed", is_ready=False)),
        (
            Phones(is_open=False, is_counted=True),
            Readiness("Phones: their door opens to this machine alone", is_ready=False),
        ),
        (
            Phones(is_open=True, is_counted=False),
            Readiness("Phones: by an address of your own, not counted", is_ready=True),
        ),
        (Phones(is_open=True, is_counted=True), Readiness("Phones: none has arrived yet", is_ready=False)),
        (Phones(True, True, 3, NOON), Readiness("Phones: 3 arrived, 12:00", is_ready=True)),
    ],
)
def test_phones_are_ready_once_one_has_really_arrived(phones, said):
    assert phones_ready(phones) == said


def test_promises_are_judged_by_what_was_seen_or_by_their_rule():
    assert promises_ready(a_shown()) == Readiness("Promises: none to judge", is_ready=True)
    verdicts = [("too early", "kept"), ("improved", "too early"), ("too early", "too early")]
    made = pd.DataFrame(verdicts, columns=["verdict", "rule_verdict"])
    assert promises_ready(a_shown(commitments=made)) == Readiness("Promises: 2 of 3 judged", is_ready=False)
    assert promises_ready(a_shown(commitments=made[:2])) == Readiness("Promises: 2 of 2 judged", is_ready=True)


def test_figures_are_of_today_unless_the_days_ended_or_nothing_was_seen():
    review, seen = of(), replace(NOTHING, observations=3)
    until = review.until
    assert figures_ready(review, a_shown(day=until), NOON).sentence == "Figures: nothing was seen in these days"
    assert figures_ready(review, a_shown(day=until, counts=seen), NOON) == Readiness("Figures of today, 12:00", True)
    later = a_shown(day=until + timedelta(days=1), counts=seen)
    assert figures_ready(review, later, NOON) == Readiness("Figures end on 31 March 2026", is_ready=False)


@pytest.mark.parametrize(
    ("point", "given", "said"),
    [
        (AgendaItem(Item.STORIES), {}, "Choose the words that are shown."),
        (AgendaItem(Item.STORIES, stories=(new_key(),)), {}, ""),
        (AgendaItem(Item.CLOSE), {}, "Say when you meet again."),
        (AgendaItem(Item.CLOSE, subject="1 May 2026"), {}, ""),
        (AgendaItem(Item.OWN), {}, "Write it first."),
        (AgendaItem(Item.OWN, headline="We moved"), {}, ""),
        (AgendaItem(Item.VOTE), {"choices": ROW}, "Name at least two things to choose from."),
        (AgendaItem(Item.VOTE), {"choices": pd.concat([ROW, ROW])}, ""),
        (AgendaItem(Item.SINCE_LAST), {}, "Nothing was seen last time, or nothing since."),
        (AgendaItem(Item.SINCE_LAST), {"since_last": compared(0, 3)}, "Nothing was seen last time, or nothing since."),
        (AgendaItem(Item.SINCE_LAST), {"since_last": compared(2, 3)}, ""),
        (AgendaItem(Item.WATERMELON), {}, "No service has a metric yet."),
        (AgendaItem(Item.ANSWERS), {}, "Staff were answered nothing yet."),
        (AgendaItem(Item.JOURNEY), {}, "Nothing was seen on a journey."),
        (AgendaItem(Item.FAIRNESS), {}, "No group of customers was seen."),
        (AgendaItem(Item.CANNOT), {}, "Nothing was given up in these days."),
        (AgendaItem(Item.THANKS), {}, ""),
    ],
)
def test_a_point_says_what_it_lacks(point, given, said):
    assert lacking(point, a_shown(**given)) == said


def test_words_to_choose_are_one_step_and_what_is_left_out_is_none():
    points = (AgendaItem(Item.STORIES), AgendaItem(Item.CLOSE), AgendaItem(Item.OWN, is_dropped=True))
    review = of(*points)
    ready = [stories_ready(review), Readiness("Figures of today, 12:00", is_ready=True)]
    assert steps_left(review, a_shown(), ready) == 2


@pytest.mark.parametrize(
    ("takes", "steps", "said"),
    [
        (20.0, 0, "The meeting takes about 20 of the 30 minutes planned. All is prepared."),
        (30.0, 1, "about 30 of the 30 minutes planned. 1 step of preparation left: ten minutes are enough."),
        (35.0, 2, "about 35 minutes, 5 more than the 30 planned. 2 steps of preparation left"),
    ],
)
def test_how_long_it_takes_stands_against_the_plan(takes, steps, said):
    assert said in reads_well(timing_sentence(of(), [Slide(Item.RATER, "x", minutes=takes)], steps))
