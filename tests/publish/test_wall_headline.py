"""The wall's sentence counts what is there and says when the latest came."""

import pandas as pd

from audit.publish.headlines.wall import wall_headline

NONE = pd.DataFrame({"day": pd.to_datetime([]), "question": []})


def told(*days):
    return pd.DataFrame({"day": pd.to_datetime(list(days)), "question": "How are my people showing up?"})


def test_thanks_and_answers_are_counted_with_the_latest_day():
    sentence = wall_headline(told("2026-03-01"), told("2026-03-12", "2026-02-01"))
    assert sentence == "1 note of thanks and 2 answers to 1 question, the latest of 12 March 2026."


def test_either_may_be_missing():
    assert wall_headline(told("2026-03-01", "2026-02-01"), NONE) == "2 notes of thanks, the latest of 1 March 2026."
    assert wall_headline(NONE, told("2026-03-01")) == "1 answer to 1 question, the latest of 1 March 2026."
