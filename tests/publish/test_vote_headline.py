"""One sentence about a vote: what leads, what is level, and nothing of it while it is hidden."""

import pandas as pd

from audit.measures.vote import count_votes
from audit.publish.headlines.vote import one_a, vote_sentence, votes_sentence
from audit.publish.shown import Cast


def result(**votes):
    cast = pd.DataFrame({"choice": list(votes), "votes": pd.Series(list(votes.values()), dtype="int64")})
    return count_votes(cast, ("Queue", "Phone", "Printing"))


def test_the_most_votes_are_said_with_all_votes():
    told = vote_sentence(result(Phone=12, Queue=18), "one a code")
    assert told == "The room chose Queue, with 18 of 30 votes, one a code."


def test_those_level_are_named_together():
    level = vote_sentence(result(Phone=2, Queue=2), "one a phone")
    assert level == "The room chose Queue and Phone, level with 2 of 4 votes each, one a phone."
    level = vote_sentence(result(Phone=1, Queue=1, Printing=1), "one a phone")
    assert level == "The room chose Queue, Phone and Printing, level with 1 of 3 votes each, one a phone."


def test_without_a_vote_nothing_is_made_up():
    assert vote_sentence(result(), "one a phone") == "Nobody has voted."
    assert votes_sentence(0) == "Nobody has voted yet."


def test_while_it_is_hidden_only_the_number_is_told():
    assert votes_sentence(1) == "1 vote so far; the result is hidden until you show it."


def test_each_vote_stands_for_a_phone_or_a_code_and_before_there_were_codes_for_a_phone():
    assert one_a(Cast(1, by_code=True)) == "one a code"
    assert one_a(Cast(1, by_code=False)) == "one a phone"
