"""RATER's sentence sets a dimension above another only where the observations that rate both say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.dimension_pairs import rater_pairs
from audit.measures.rater import rater, weighted_scores
from audit.publish.headlines.rater import rater_headline
from tests.measures.visited import NAMES, rated_together

ALL = dict.fromkeys(NAMES, 3)


def figures(*seen):
    counts, sums = rated_together(*seen)
    return rater(counts), rater_pairs(sums, counts)


def said(*seen, of="the service"):
    return rater_headline(*figures(*seen), of=of)


def every(n, **levels):
    """Rate all of `levels` in n observations, each of a visit of its own, now and then one higher."""
    return [
        (str(visit), {name: level + (visit + place) % 3 // 2 for place, (name, level) in enumerate(levels.items())})
        for visit in range(n)
    ]


def test_strongest_and_weakest_are_named_where_both_stand_clear_of_all_others():
    rows = every(60, reliability=3, assurance=4, tangibles=3, empathy=3, responsiveness=1)
    assert said(*rows) == (
        "Across 300 ratings the service is strongest on assurance and weakest on responsiveness: in the 60 "
        "observations that rate both, assurance is 3.00 higher (3.00 to 3.00)."
    )


def test_dimensions_that_were_not_compared_are_not_ranked():
    rated, pairs = figures(*every(60, reliability=3, assurance=5))
    assert rater_headline(rated) != rater_headline(rated, pairs)
    assert "higher" not in rater_headline(rated)


def test_a_touchpoint_is_not_called_the_service():
    assert " ratings Help desk is stronge" in said(*every(40, empathy=2, assurance=4), of="Help desk")


def test_stronger_than_is_all_that_is_said_where_another_is_close():
    told = said(*every(60, reliability=4, assurance=4, tangibles=1))
    assert told.startswith("Across 180 ratings the service is stronger on ")
    assert told.endswith(" Empathy and responsiveness were not rated.")


def test_the_weighted_score_opens_the_sentence():
    rated, pairs = figures(*every(40, empathy=2, assurance=4))
    assert rater_headline(rated, pairs, weighted_scores(rated)).startswith("Overall 3.3 of 5; across 80 ratings")


def test_what_is_rated_where_the_service_is_best_is_not_called_stronger():
    rows = [(f"a{n}", {"tangibles": 5}) for n in range(200)]
    rows += [(f"b{n}", {"tangibles": 2 + n % 2, "empathy": 3 + n % 2}) for n in range(42)]
    assert said(*rows) == (
        "No dimension stands clearly apart: across 284 ratings the means run from 3.5 for empathy to 4.6 for "
        "tangibles. Tangibles looks stronger than empathy, but not where both are rated: in those 42 observations "
        "empathy is 1.00 higher. Reliability, assurance and responsiveness were not rated."
    )


def test_dimensions_never_rated_together_are_not_compared():
    rows = [(str(n), {"tangibles": 5} if n % 2 else {"empathy": 1}) for n in range(100)]
    assert said(*rows) == (
        "Across 100 ratings the means run from 1.0 for empathy to 5.0 for tangibles, but they cannot be compared: they "
        "are rated at different touchpoints. Reliability, assurance and responsiveness were not rated."
    )


def test_level_means_get_no_further_decimal():
    rows = every(30, **dict.fromkeys(NAMES, 3))
    assert said(*rows) == "No dimension stands clearly apart: across 150 ratings each mean is 3.3."


def test_few_visits_are_not_many_observations():
    rows = [(str(n % 3), {"reliability": 5, "assurance": 2 + n % 2}) for n in range(90)]
    assert "stronger" not in said(*rows)
    assert " is stronge" in said(*((str(n), given) for n, (_, given) in enumerate(rows)))


def test_fewer_visits_than_observations_are_told():
    rows = [(str(n // 2), given) for n, (_, given) in enumerate(every(60, reliability=4, assurance=1))]
    assert "in the 60 observations of 30 visits that rate both" in said(*rows)


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        ({}, "No dimension was rated in this view."),
        ({"reliability": (3,)}, "Too few ratings to say: 1 rating in this view."),
        ({"reliability": (3, 4)}, "Too few ratings to say: 2 ratings in this view."),
        (
            {"reliability": (3, 4, 3, 4, 3, 3)},
            (
                "Only reliability has been rated often enough to say: 3.3, somewhere from 2.8 to 3.8, from 6 ratings. "
                "Assurance, tangibles, empathy and responsiveness were not rated."
            ),
        ),
    ],
)
def test_too_few_ratings_are_said_to_be_too_few(ratings, sentence):
    rows = [(str(n), {name: rating}) for name, given_ in ratings.items() for n, rating in enumerate(given_)]
    assert said(*rows) == sentence


SEEN = st.lists(
    st.tuples(
        st.sampled_from([str(n) for n in range(40)]),
        st.dictionaries(st.sampled_from(NAMES[:3]), st.integers(1, 5), max_size=3),
    ),
    max_size=80,
)


@given(SEEN)
def test_none_is_called_stronger_than_one_it_is_below_where_both_are_rated(seen):
    told = said(*seen)
    if " is stronge" not in told:
        return
    words = told.split(" is ", 1)[1].split(":")[0].replace("and weakest", "than").split()
    one, other = words[2], words[5]
    both = [given_[one] - given_[other] for _, given_ in seen if one in given_ and other in given_]
    assert len(both) >= 30
    assert sum(both) > 0
