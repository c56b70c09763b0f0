"""A word belongs to complaints or to praise only as far as the notes bear it out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.words import FEWEST_NOTES, LEFT_OUT, log_odds_ratio, telling, word_counts, word_odds


def notes(*told: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(told, columns=["outcome", "what_happened"])


def counts(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["word", "negatives", "positives"])


def odds_of(*rows: tuple[str, int, int]) -> dict[str, float]:
    found = word_odds(counts(*rows)).set_index("word")["log_odds"]
    return {str(word): float(value) for word, value in found.items()}


SPOKEN = st.lists(
    st.tuples(
        st.sampled_from(["queue", "printer", "greeted", "smile", "twice"]), st.integers(0, 60), st.integers(0, 60)
    ),
    min_size=2,
    max_size=5,
    unique_by=lambda row: row[0],
)


def test_a_word_counts_once_a_note_whatever_its_case():
    found = word_counts(notes(("negative", "Twice, TWICE, twice"), ("positive", "twice"), ("neutral", "twice")))
    assert found.to_dict("records") == [{"word": "twice", "negatives": 1, "positives": 1}]


def test_words_are_letters_of_any_script_and_digits_are_none():
    found = word_counts(notes(("negative", "Don’t_call 2x: naïve Schüler, Ελλάδα! don't a 42")))
    assert list(found["word"]) == ["call", "don't", "don’t", "naïve", "schüler", "ελλάδα"]


def test_no_notes_have_no_words():
    assert word_counts(notes()).empty
    assert word_odds(word_counts(notes())).empty


def test_the_formula_gives_the_worked_example_of_the_fightin_words_package():
    # Two sentences of nine words over eleven, a prior of .05 each: said once here and never there.
    once, never = np.array([1, 1, 1, 0, 0, 1, 1, 2, 1, 1, 0]), np.array([0, 0, 1, 1, 1, 1, 1, 2, 1, 0, 1])
    log_odds, spread = log_odds_ratio(once, never, np.full(11, 0.05))
    assert (log_odds / spread)[0] == pytest.approx(0.6894227886807968)
    assert (log_odds / spread)[3] == pytest.approx(-0.6894227886807968)
    assert log_odds[2] == 0


def test_log_odds_are_those_worked_out_by_hand():
    # 100 words on each side; beforehand each is given a tenth of what both said: 20 words, 3 of them "queue".
    found = word_odds(counts(("queue", 20, 10), ("other", 80, 90))).set_index("word").loc["queue"]
    first, second = (20 + 3) / (120 - 23), (10 + 3) / (120 - 13)
    assert found["log_odds"] == pytest.approx(np.log(first / second))
    assert found["high"] - found["low"] == pytest.approx(2 * 1.959964 * np.sqrt(1 / 23 + 1 / 13), abs=1e-6)


@given(SPOKEN)
def test_complaints_and_praise_changing_places_turns_every_word_round(rows):
    one, other = odds_of(*rows), odds_of(*((word, good, bad) for word, bad, good in rows))
    assert set(one) == set(other)
    assert one == pytest.approx({word: -value for word, value in other.items()})


@given(SPOKEN, st.integers(1, 40))
def test_one_more_complaint_with_a_word_never_moves_it_towards_praise(rows, more):
    (word, bad, good), *rest = rows
    before, after = odds_of(*rows), odds_of((word, bad + more, good), *rest)
    if word in before and word in after:
        assert after[word] >= before[word] - 1e-9


@given(SPOKEN)
def test_the_interval_holds_the_log_odds_and_the_order_is_from_complaints_to_praise(rows):
    found = word_odds(counts(*rows))
    assert (found["low"] <= found["log_odds"]).all()
    assert (found["log_odds"] <= found["high"]).all()
    apart = found[(found["low"] > 0) | (found["high"] < 0)]
    assert list(apart["log_odds"] > 0) == sorted(apart["log_odds"] > 0, reverse=True)
    assert not found.loc[(found["low"] <= 0) & (found["high"] >= 0), "stands_out"].any()


@given(st.integers(1, 8))
def test_words_said_alike_on_both_sides_are_alike(times):
    found = odds_of(("queue", 10 * times, 10 * times), ("smile", 7 * times, 7 * times))
    assert found == pytest.approx({"queue": 0, "smile": 0}, abs=1e-9)


def test_a_name_met_in_fewer_than_five_notes_is_not_singled_out():
    found = odds_of(("robin", FEWEST_NOTES - 1, 0), ("robina", FEWEST_NOTES, 0), ("queue", 20, 20))
    assert set(found) == {"robina", "queue"}


def test_words_of_grammar_are_left_out_and_denials_are_kept():
    found = odds_of(("the", 90, 40), ("not", 30, 5), ("never", 20, 5), ("queue", 20, 20))
    assert set(found) == {"not", "never", "queue"}
    assert not LEFT_OUT & {"not", "no", "never", "twice", "after", "nobody"}


def test_where_one_side_is_silent_nothing_is_told():
    assert word_odds(counts(("queue", 20, 0), ("printer", 9, 0))).empty
    assert word_odds(counts(("queue", 0, 20))).empty
    assert word_odds(counts(("queue", 2, 2))).empty


def test_chance_alone_makes_no_word_stand_out():
    dice = np.random.default_rng(7)
    vocabulary = [f"w{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}" for n in range(100)]
    said = [
        ("negative" if dice.random() < 0.3 else "positive", " ".join(dice.choice(vocabulary, 9))) for _ in range(900)
    ]
    found = word_odds(word_counts(notes(*said)))
    assert len(found) == 100
    assert not found["stands_out"].any()


def test_what_is_said_in_complaints_alone_stands_out():
    told = [("negative", "handed on again")] * 12 + [("positive", "greeted at once, kind")] * 20
    found = word_odds(word_counts(notes(*told, ("positive", "on again")))).set_index("word")
    assert found.loc["handed", "stands_out"]
    assert found.loc["greeted", "stands_out"]
    assert found.index[0] == "handed"


def test_the_telling_words_are_those_apart_from_no_difference_most_of_complaints_first():
    odds = word_odds(counts(("bad", 40, 0), ("worse", 30, 1), ("queue", 20, 20), ("kind", 2, 40), ("smile", 0, 60)))
    assert list(telling(odds, 5)["word"]) == ["bad", "worse", "kind", "smile"]
    assert list(telling(odds, 1)["word"]) == ["bad", "smile"]
    assert telling(odds.head(0), 5).empty
