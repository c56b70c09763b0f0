"""The dice behind the sample: chance that belongs to a row, and cards that are all dealt."""

import numpy as np
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.sample.dice import Deck, Dice


@holds_for(seed=st.integers(0, 2**40), first=st.integers(0, 10**7), n=st.integers(1, 300))
def test_a_rows_chance_belongs_to_its_number_alone(seed, first, n):
    dice = Dice(seed, 1_000)
    rows = np.arange(first, first + n, dtype=np.uint64)
    one, other = dice.pair("anything", rows)
    assert ((one >= 0) & (one < 1) & (other >= 0) & (other < 1)).all()
    assert dice.pair("anything", rows[-1:])[0][0] == one[-1]


@holds_for(
    cards=st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any),
    deals=st.integers(1, 5),
    seed=st.integers(0, 99),
)
def test_each_deal_gives_out_every_card_once(cards, deals, seed):
    rows = np.arange(sum(cards) * deals, dtype=np.uint64)
    kind, fate, company, is_echo = Deck(tuple(cards), (0,) * len(cards)).deal(Dice(seed, len(rows)), rows)
    for deal in np.split(np.arange(len(rows)), deals):
        assert list(np.bincount(kind[deal], minlength=len(cards))) == cards
        for each, count in enumerate(cards):
            spread = np.sort(fate[deal][kind[deal] == each])
            assert (np.floor(spread * count) == np.arange(count)).all()
    assert ((company >= 0) & (company < 1)).all()
    assert not is_echo.any()


@holds_for(
    halves=st.lists(st.integers(1, 5), min_size=1, max_size=6),
    pairs=st.lists(st.integers(0, 5), min_size=6, max_size=6),
    deals=st.integers(1, 5),
    seed=st.integers(0, 99),
)
def test_an_echo_comes_right_after_its_first_with_a_fate_beside_it(halves, pairs, deals, seed):
    cards = [2 * half for half in halves]
    paired = [min(pair, half) for pair, half in zip(pairs, halves, strict=False)]
    rows = np.arange(sum(cards) * deals, dtype=np.uint64)
    kind, fate, company, is_echo = Deck(tuple(cards), tuple(paired)).deal(Dice(seed, len(rows)), rows)
    assert is_echo.sum() == sum(paired) * deals
    echo = np.flatnonzero(is_echo)
    first = echo - 1
    assert (kind[first] == kind[echo]).all()
    assert (company[first] == company[echo]).all()
    places = np.floor(fate * np.array(cards)[kind] + 1e-9)
    assert (places[echo] == places[first] + 1).all()
    for deal in np.split(np.arange(len(rows)), deals):
        assert list(np.bincount(kind[deal], minlength=len(cards))) == cards
