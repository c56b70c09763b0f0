"""The sentence over the observations behind a figure says how many, where, which and when."""

import pytest

from audit.model.evidence import Counts, Evidence
from audit.model.rating import Dimension
from audit.publish.headlines.observations import observations_headline, outcomes_sentence


@pytest.mark.parametrize(
    ("n", "evidence", "where", "days", "sentence"),
    [
        (1, Evidence(), "", "", "1 observation."),
        (2, Evidence(Counts.RATED), "Greeting", "", "2 observations at Greeting, rated."),
        (1_200, Evidence(Counts.JUDGED), "", "on 2 March 2026", "1,200 observations, good or bad, on 2 March 2026."),
        (3, Evidence(dimension=Dimension.EMPATHY), "", "", "3 observations, rated on empathy."),
        (3, Evidence(dimension=Dimension.EMPATHY, rating=1), "Call", "", "3 observations at Call, rated 1 on empathy."),
        (0, Evidence(), "Call", "", "No observation at Call."),
    ],
)
def test_the_sentence_says_what_was_asked_for(n, evidence, where, days, sentence):
    assert observations_headline({"positive": n, "neutral": 0, "negative": 0}, evidence, where, days) == sentence


def test_how_they_went_leaves_out_what_did_not_happen():
    assert outcomes_sentence({"positive": 12, "neutral": 0, "negative": 1_100}) == "12 good, 1,100 bad"
