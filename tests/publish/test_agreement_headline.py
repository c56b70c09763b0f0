"""The sentence about paired walks is no surer than the pairs are."""

import numpy as np
import pandas as pd
import pytest

from audit.measures.agreement import agreement
from audit.measures.log_delay import log_delay
from audit.measures.pairing import JUDGED
from audit.model.view import EVERYTHING, View
from audit.publish.headlines.agreement import agreement_headline, delay_sentence, soon

STEPS = [1, 2, 3, 4, 5]
SURE = (STEPS * 12, STEPS * 12)
SO_FAR = (STEPS * 2, [2, *STEPS[1:], *STEPS])
OPPOSITE = (STEPS * 12, STEPS[::-1] * 12)
LOOSE = ([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], [3, 2, 1, 4, 5, 2, 4, 3, 5, 3])
FEW = ([1, 2], [1, 2])


def said(**rated):
    length = max((len(one) for one, _ in rated.values()), default=0)
    empty = [np.nan] * length
    columns = {}
    for name in JUDGED:
        one, other = rated.get(name, (empty, empty))
        for end, given in (("", one), ("_partner", other)):
            columns[f"{name}{end}"] = np.array([*given, *empty][:length], dtype=np.float64)
    return agreement_headline(agreement(pd.DataFrame(columns)), EVERYTHING)


def test_without_pairs_it_says_so():
    assert said() == "No two leaders are known to have met the same touchpoint within the hour yet."


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View(places=("Annexe",)), "met the same touchpoint within the hour at Annexe."),
        (View(journeys=("At the desk",)), "met the same touchpoint within the hour on this journey."),
        (View(journeys=("At the desk", "By phone")), "met the same touchpoint within the hour on these journeys."),
        (View(touchpoint="Greeting"), "met Greeting within the hour yet."),
    ],
)
def test_pairs_that_a_filter_hides_are_not_said_to_be_none_at_all(view, words):
    nobody = agreement(pd.DataFrame({f"{name}{end}": [] for name in JUDGED for end in ("", "_partner")}))
    assert agreement_headline(nobody, view) == f"No two leaders are known to have {words}"


def test_too_few_pairs_are_too_few_to_say():
    assert said(outcome=FEW, empathy=FEW) == "Too few to say whether leaders agree: 2 paired walks."


def test_where_all_is_sure_it_is_named():
    assert said(outcome=SURE, empathy=SURE, tangibles=SURE) == (
        "In 60 paired walks leaders agree on tangibles, empathy and the outcome."
    )
    assert said(outcome=SURE) == "In 60 paired walks leaders agree on the outcome."


def test_where_it_is_not_sure_yet_that_is_said():
    assert said(outcome=SO_FAR) == "In 10 paired walks leaders seem to agree on the outcome, though not surely."
    assert said(outcome=SURE, empathy=SO_FAR) == (
        "In 60 paired walks leaders seem to agree on empathy and the outcome; surely on the outcome."
    )


def test_where_they_differ_the_anchors_are_to_be_talked_over():
    assert said(outcome=SURE, empathy=OPPOSITE) == (
        "In 60 paired walks leaders agree on the outcome, but not on empathy: talk its anchors over before comparing."
    )
    assert said(outcome=SO_FAR, empathy=LOOSE) == (
        "In 10 paired walks leaders seem to agree on the outcome, but perhaps not on empathy: talk its anchors over "
        "before comparing."
    )
    assert said(outcome=OPPOSITE, empathy=OPPOSITE) == (
        "In 60 paired walks leaders do not agree on empathy and the outcome: talk their anchors over before comparing."
    )
    assert said(outcome=LOOSE) == (
        "In 10 paired walks leaders may not agree on the outcome: talk its anchors over before comparing."
    )


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "1 minute"),
        (1, "1 minute"),
        (14.5, "15 minutes"),
        (89, "89 minutes"),
        (90, "2 hours"),
        (1440, "a day or more"),
    ],
)
def test_a_stretch_of_time_is_told_as_people_say_it(minutes, words):
    assert soon(minutes) == words


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [],
            (
                "How soon observations are written down is known only for walks logged here with their hour; "
                "there is none."
            ),
        ),
        (
            [(10, 3), (1440, 1)],
            (
                "Half of the observations with a known hour were written down within 10 minutes; 1 of 4 observations "
                "came a day or more later."
            ),
        ),
        ([(1440, 1)], "Of 1 observation, half or more were written down only a day or more later."),
    ],
)
def test_the_log_delay_is_told_with_its_number(rows, sentence):
    assert delay_sentence(log_delay(pd.DataFrame(rows, columns=["minutes", "n"]), by=())) == sentence


def test_where_nearly_all_is_rated_alike_more_walks_are_not_asked_for():
    assert said(outcome=([3] * 40, [3] * 40)) == (
        "In 40 paired walks the ratings were too alike to tell whether leaders agree."
    )
