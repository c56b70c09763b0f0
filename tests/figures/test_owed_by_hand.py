"""The figures of what is owed, kept once more with a pencil: one positive at a time, to the oldest debt."""

import math
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from audit import figures
from audit.figures import Question
from audit.model.view import View
from tests.figures.by_hand import (
    AS_OF,
    keep_account,
    middle,
    outcomes,
    parts,
    sorted_into,
    wilson_by_hand,
)

pytestmark = pytest.mark.crossing

RATIOS = (1, 3, 5, 12)
FIRST = AS_OF - timedelta(days=89)  # of the last ninety days


@pytest.fixture(scope="session")
def piles(programme):
    """Return the rows of the programme by their touchpoint."""
    return sorted_into(parts(programme[0]), lambda row: row.touchpoint)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("days_ago", [0, 45, 120])
def test_every_touchpoint_owes_what_the_pencil_says(programme, piles, ratio, days_ago):
    day = AS_OF - timedelta(days=days_ago)
    trusted = figures.trust(programme[1], Question(day, ratio=ratio)).set_index("touchpoint")
    for touchpoint, pile in piles.items():
        known = [row for row in pile if row.on <= day]
        account, without = keep_account(known, ratio, day), keep_account(known, ratio, day, confirmations=False)
        row = trusted.loc[touchpoint]
        assert tuple(row[["positives", "neutrals", "negatives"]]) == outcomes(known)
        assert row["debt"] == account.owed
        assert row["debt_without_recoveries"] == without.owed
        assert row["surplus"] == account.surplus
        assert row["written_off"] == sum(debt.written_off for debt in account.debts)
        assert row["open_debts"] == sum(debt.done_on is None for debt in account.debts)
        assert row["paid_debts"] == sum(debt.done_on is not None for debt in account.debts)


def test_the_movement_is_the_difference_of_two_balances(programme, piles):
    trusted = figures.trust(programme[1], Question(AS_OF)).set_index("touchpoint")
    eve = FIRST - timedelta(days=1)
    for touchpoint, pile in piles.items():
        row = trusted.loc[touchpoint]
        assert row["since"].date() == FIRST
        assert row["owed_before"] == keep_account([each for each in pile if each.on <= eve], 12, eve).owed
        assert row["newly_owed"] == 12 * sum(each.outcome == "negative" and each.on >= FIRST for each in pile)
        came = row["newly_owed"] - row["newly_paid"] - row["newly_written_off"]
        assert row["owed_before"] + came == row["debt"]


def test_how_often_it_goes_wrong_is_the_negatives_of_a_hundred_good_or_bad(programme, piles):
    trusted = figures.trust(programme[1], Question(AS_OF)).set_index("touchpoint")
    for touchpoint, pile in piles.items():
        good, _, bad = outcomes(pile)
        low, high = wilson_by_hand(bad, good + bad)
        found = trusted.loc[touchpoint, ["bad_per_100", "bad_low", "bad_high"]].tolist()
        assert found == pytest.approx([100 * bad / (good + bad), 100 * low, 100 * high])


def test_the_load_is_what_negatives_weigh_against_positives(programme, piles):
    trusted = figures.trust(programme[1], Question(AS_OF, ratio=5)).set_index("touchpoint")
    for touchpoint, pile in piles.items():
        good, _, bad = outcomes(pile)
        assert trusted.loc[touchpoint, "load"] == pytest.approx(5 * bad / good)


def test_the_whole_owes_the_sum_of_its_touchpoints_since_none_pays_for_another(programme, piles):
    (whole,) = figures.trust(programme[1], Question(AS_OF, by=())).to_dict("records")
    assert whole["debt"] == sum(keep_account(pile, 12).owed for pile in piles.values())
    by_place = figures.trust(programme[1], Question(AS_OF, by=("place",))).set_index("place")["debt"].to_dict()
    apart = sorted_into(parts(programme[0]), lambda row: (row.touchpoint, row.place))
    for place, owed in by_place.items():
        assert owed == sum(keep_account(pile, 12).owed for (_, where), pile in apart.items() if where == place)


@pytest.mark.parametrize("ratio", RATIOS)
def test_each_negative_is_listed_with_what_was_paid_and_when_it_was_done(programme, piles, ratio):
    listed = figures.trust_debts(programme[1], Question(AS_OF, ratio=ratio))
    for touchpoint, pile in piles.items():
        own = listed[listed["touchpoint"] == touchpoint]
        account = keep_account(pile, ratio)
        assert own["negative_no"].tolist() == [*range(1, len(account.debts) + 1)]
        done = [None if pd.isna(day) else day.date() for day in own["paid_off_on"]]
        told = zip(own["observed_on"].dt.date, own["paid"], own["written_off"], done, strict=True)
        assert [*told] == [(debt.on, debt.paid, debt.written_off, debt.done_on) for debt in account.debts]
        assert (own["paid"] + own["written_off"] + own["remaining"] == ratio).all()


def test_half_of_what_was_paid_off_took_no_longer_than_is_said(programme, piles):
    """Where more than half are done, the median is among them, whatever becomes of the others."""
    trusted = figures.trust(programme[1], Question(AS_OF, ratio=1)).set_index("touchpoint")
    for touchpoint, pile in piles.items():
        debts = keep_account(pile, 1).debts
        if debts and all(debt.done_on for debt in debts):
            took = [(debt.done_on - debt.on).days for debt in debts]
            found = trusted.loc[touchpoint, "median_days_to_recover"]
            assert sorted(took)[(len(took) - 1) // 2] <= found <= sorted(took)[len(took) // 2]
            assert found <= middle(took)


def test_the_balance_of_every_day_is_the_pencils(programme, piles):
    days = figures.ledger(programme[1], Question(AS_OF))
    for touchpoint, pile in piles.items():
        own = days[days["touchpoint"] == touchpoint]
        assert [*zip(own["observed_on"].dt.date, own["balance"], strict=True)] == keep_account(pile, 12).balances
        assert (own["paid"] + own["surplus"] == own["positives"]).all()


def test_other_ratios_are_accounts_of_their_own(programme, piles):
    band = figures.ratio_band(programme[1], Question(AS_OF, ratio=7)).set_index(["touchpoint", "ratio"])
    assert {ratio for _, ratio in band.index} == {3, 5, 7, 12}
    for (touchpoint, ratio), row in band.iterrows():
        assert row["debt"] == keep_account(piles[touchpoint], ratio).owed


@pytest.mark.parametrize("ratio", [1, 12])
def test_what_comes_next_goes_by_the_last_ninety_days(programme, piles, ratio):
    ahead = figures.outlook(programme[1], Question(AS_OF, ratio=ratio)).set_index("touchpoint")
    for touchpoint, pile in piles.items():
        row, (good, neutral, bad) = ahead.loc[touchpoint], outcomes(each for each in pile if each.on >= FIRST)
        seen, owed = good + neutral + bad, keep_account(pile, ratio).owed
        assert tuple(row[["positives", "neutrals", "negatives", "days_observed", "debt"]]) == (
            good, neutral, bad, 90, owed,
        )  # fmt: skip
        assert (row["per_day"], row["good_per_day"]) == pytest.approx((seen / 90, good / 90))
        drift = (good - ratio * bad) / seen
        assert row["drift"] == pytest.approx(drift)
        assert row["chance_ever_paid"] == pytest.approx(chance_of_ruin(owed, good / seen, bad / seen, ratio), abs=1e-9)
        if drift > 0:
            assert row["expected_observations"] == pytest.approx(owed / drift)
        else:
            assert np.isnan(row["expected_observations"])


def chance_of_ruin(debt, good, bad, ratio):
    """Return the chance that a walk ever comes `debt` down, of steps 1 down and `ratio` up: the root of its equation.

    Coming down by one has a chance x with x = good + still * x + bad * x ** (ratio + 1); of its roots the least counts,
    and it is found as the limit of coming down within one more step each time.
    """
    down, still = 0.0, 1 - good - bad
    for _ in range(20_000):
        down = good + still * down + bad * down ** (ratio + 1)
    return 1.0 if debt == 0 or good >= ratio * bad else down**debt


def test_the_chance_that_nothing_goes_wrong_is_a_product_of_shares(programme, piles):
    """The next moment is good with (good + 1/2) / (all + 1), the one after with one good more, and so on."""
    ahead = figures.outlook(programme[1], Question(AS_OF)).set_index("touchpoint")
    for touchpoint, pile in piles.items():
        good, _, bad = outcomes(each for each in pile if each.on >= FIRST)
        owed = keep_account(pile, 12).owed
        if owed:
            chance = math.prod((good + step + 0.5) / (good + bad + step + 1) for step in range(owed))
            assert ahead.loc[touchpoint, "best_chance"] == pytest.approx(chance)
            row = ahead.loc[touchpoint]
            assert row["best_days_low"] < row["best_days_median"] < row["best_days_high"]
            # The mean of the law is owed / rate; its median lies below, since it leans to the right.
            assert row["best_days_low"] < owed / (good / 90) < row["best_days_high"]


def test_a_ledger_of_a_chosen_period_knows_nothing_of_the_days_before(programme, piles):
    view = View(since=FIRST)
    trusted = figures.trust(programme[1], Question(AS_OF, view)).set_index("touchpoint")
    for touchpoint, pile in piles.items():
        own = [row for row in pile if row.on >= FIRST]
        if own:
            assert trusted.loc[touchpoint, "debt"] == keep_account(own, 12).owed
