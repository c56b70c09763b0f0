"""What observations are worth where several are of one visit."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.evidence_grade import grade
from audit.measures.intervals import mean_intervals, wilson
from audit.measures.visits import beside, design_effects
from tests.measures.visited import Observed, effect_of, sums_of

VISITS = st.lists(
    st.tuples(
        st.sampled_from("abcde"), st.sampled_from(("Desk", "Call", "Exit")), st.sampled_from((1.0, 2.0, 4.0, 5.0))
    ),
    min_size=1,
    max_size=25,
)


def effect(observed: list[Observed]) -> float:
    return float(design_effects(pd.DataFrame([sums_of(observed)]))[0])


@given(VISITS)
def test_the_design_effect_is_what_its_definition_says(observed):
    assert effect(observed) == pytest.approx(effect_of(observed))


def test_one_observation_a_visit_is_worth_one():
    assert effect([(str(n), "Desk", float(n % 5 + 1)) for n in range(20)]) == 1.0


def test_visits_alike_within_and_unlike_between_are_worth_as_many_as_there_are_visits():
    five = [(visit, str(place), y) for visit, y in (("a", 1.0), ("b", 5.0), ("c", 2.0)) for place in range(5)]
    assert len(five) / effect(five) == pytest.approx(2 * 15 / 14)


@pytest.mark.parametrize("y", [0.0, 1.0, 5.0])
def test_where_all_values_are_alike_each_visit_counts_once(y):
    assert effect([(visit, str(place), y) for visit in "ab" for place in range(6)]) == 6.0


def test_one_visit_alone_counts_once_however_much_was_noted():
    assert effect([("a", str(place), float(place)) for place in range(5)]) == 5.0


def test_nothing_observed_is_divided_by_one():
    assert effect([]) == 1.0


@given(VISITS, st.integers(2, 4))
def test_saying_everything_again_within_its_visit_never_narrows_an_interval_nor_lifts_a_grade(observed, times):
    def reach(rows: list[Observed]) -> tuple[float, float, str]:
        deff = effect(rows)
        counts = [sum(y == rating for *_, y in rows) / deff for rating in range(1, 6)]
        low, high = mean_intervals([counts])[0]
        least, most = wilson(sum(y > 3 for *_, y in rows) / deff, len(rows) / deff)
        return high - low, float(most - least), grade(int(sums_of(rows)["visits"]))

    once, again = reach(observed), reach(observed * times)
    assert again[0] >= once[0] - 0.005  # the interval of a mean is exact to within that
    assert again[1] >= once[1] - 1e-9
    assert again[2] == once[2]


@given(VISITS, st.randoms())
def test_the_order_of_rows_makes_no_difference(observed, dice):
    shuffled = observed[:]
    dice.shuffle(shuffled)
    assert effect(shuffled) == effect(observed)


def test_rows_find_their_own_visits_and_those_unknown_stand_alone():
    sums = pd.DataFrame([sums_of([("a", "Desk", 1.0), ("a", "Call", 1.0)], place="Hall")])
    figures = pd.DataFrame({"place": ["Hall", "Yard"], "n": [2, 3]})
    visits, deff = beside(figures, sums, ["place"])
    assert visits.tolist() == [1, 3]
    assert deff.tolist() == [2.0, 1.0]
    assert beside(figures, None, ["place"])[0].tolist() == [2, 3]
    assert beside(figures[:1], sums, [])[1].tolist() == [2.0]
