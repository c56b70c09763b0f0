"""An arrow stands only where a line that was fixed beforehand surely moved, whatever the mix of what was observed."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from audit.measures.since_last import COLUMNS, since_last
from tests.measures.visited import sums_of

SINCE = date(2026, 9, 1)
UNSURE = "cannot be told"


def counted(line, touchpoint, before, now):
    """Return the counts of a touchpoint: good and bad moments before and now, and a neutral one in each."""
    return pd.DataFrame(
        [
            {"line": line, "touchpoint": touchpoint, "period": period, "n": good + bad + 1}
            | {"positives": good, "negatives": bad}
            for period, (good, bad) in (("before", before), ("now", now))
        ]
    )


def moved(*counts, **more):
    """Return the figures of each line, by its name, in the order in which the lines come."""
    every = pd.concat(counts, ignore_index=True)
    return since_last(every, list(dict.fromkeys(every["line"])), SINCE, **more).set_index("line")


def one(before, now, **more):
    return moved(counted("Desk", "Desk", before, now), **more).loc["Desk"]


def chart(run=9, side="above", starts_on="2026-11-01"):
    return pd.DataFrame(
        {
            "line": ["Desk"],
            "run": [run],
            "run_since": ["2026-03"],
            "side": [side],
            "starts_on": [pd.Timestamp(starts_on)],
        }
    )


def test_by_hand_it_is_newcombes_own_example():
    row = one((48, 32), (56, 14))  # 56 of 70 and 48 of 80: Newcombe (1998), table II, example a, method 10
    assert (row["before_n"], row["n"], row["observations"], row["visits"]) == (80, 70, 71, 70)
    assert (row["before_share"], row["share"]) == (0.6, 0.8)
    assert (row["low"], row["high"]) == pytest.approx((0.6918, 0.8769), abs=1e-4)  # Wilson of 56 of 70
    assert row["difference"] == pytest.approx(0.2)
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    # 1.96 times 0.2 / (0.2 - 0.0524) is 2.656
    assert row["p"] == pytest.approx(0.0079, abs=1e-4)
    assert row["verdict"] == "surely up"


@pytest.fixture(scope="module")
def forty():
    """Return good and bad moments of forty lines before and now, from none to forty of each."""
    dice = np.random.default_rng(16)
    return dice.integers(0, 41, size=(40, 2, 2)) * dice.choice((0, 1, 1, 1), size=(40, 2, 1))


def each_a_line(rows):
    return moved(*(counted(f"line {n}", "Desk", *each) for n, each in enumerate(rows)))


def test_no_arrow_stands_where_the_interval_holds_0_or_a_period_under_ten(forty):
    rows = each_a_line(forty)
    assert {"surely up", "surely down", UNSURE} == set(rows["verdict"])
    assert (rows.loc[rows["verdict"] == "surely up", "difference_low"] > 0).all()
    assert (rows.loc[rows["verdict"] == "surely down", "difference_high"] < 0).all()
    few = rows[["before_n", "n"]].min(axis=1) < 10
    assert few.any()
    assert (rows.loc[few, "verdict"] == UNSURE).all()
    assert (rows.loc[few, "p"] == 1).all()


def test_the_periods_turned_round_turn_every_arrow_and_nothing_else(forty):
    there, back = each_a_line(forty), each_a_line(forty[:, ::-1])
    turned = {"surely up": "surely down", "surely down": "surely up", UNSURE: UNSURE}
    assert there["verdict"].map(turned).tolist() == back["verdict"].tolist()
    np.testing.assert_allclose(there["difference"], -back["difference"])
    np.testing.assert_allclose(there["difference_low"], -back["difference_high"])
    np.testing.assert_allclose(there["p"], back["p"])


def test_more_lines_never_make_one_surer(forty):
    few, many = each_a_line(forty[:4]), each_a_line(forty)
    assert (many["p"].iloc[:4] >= few["p"]).all()
    assert all(now in (before, UNSURE) for before, now in zip(few["verdict"], many["verdict"], strict=False))
    np.testing.assert_array_equal(many["difference_low"].iloc[:4], few["difference_low"])


def test_what_is_sure_alone_is_not_sure_as_the_clearest_of_many_lines():
    row = (20, 20), (29, 11)
    assert one(*row)["verdict"] == "surely up"
    five = moved(counted("Desk", "Desk", *row), *(counted(name, name, (20, 20), (20, 20)) for name in "ABCD"))
    assert set(five["verdict"]) == {UNSURE}
    assert five.loc["Desk", "p"] == pytest.approx(5 * one(*row)["p"])


def test_having_looked_elsewhere_is_no_movement():
    # nothing changed at either; now most were at the one that is weak
    rows = moved(counted("", "Strong", (90, 10), (18, 2)), counted("", "Weak", (8, 12), (40, 60)))
    assert rows.loc["", "before_share"] > 0.8
    assert rows.loc["", "share"] < 0.5
    assert rows.loc["", "difference"] == pytest.approx(0)
    assert rows.loc["", "verdict"] == UNSURE


def test_a_touchpoint_of_one_period_alone_moves_nothing():
    rows = moved(counted("", "Same", (20, 20), (20, 20)), counted("", "New", (0, 0), (60, 0)).query("period == 'now'"))
    assert rows.loc["", "share"] == 0.8
    assert rows.loc["", ["difference", "verdict"]].tolist() == [0, UNSURE]


def test_all_together_points_no_way_that_the_shares_beside_it_contradict():
    # better at both, and worse together, since most were at the weak one: beside such shares an arrow confuses
    rows = moved(counted("", "Strong", (80, 20), (20, 0)), counted("", "Weak", (4, 16), (60, 40)))
    assert rows.loc["", "share"] < rows.loc["", "before_share"]
    assert rows.loc["", "difference_low"] > 0
    assert rows.loc["", "p"] < 0.05
    assert rows.loc["", "verdict"] == UNSURE


def test_all_together_move_where_most_of_them_do():
    rows = moved(*(counted("", name, (20, 20), (35, 5)) for name in "ABC"))
    assert rows.loc["", "verdict"] == "surely up"
    assert rows.loc["", "difference"] == pytest.approx(15 / 40)
    assert rows.loc["", ["before_n", "n"]].tolist() == [120, 120]


@pytest.mark.parametrize(
    ("before", "now"), [((0, 0), (40, 0)), ((40, 0), (0, 0)), ((0, 9), (40, 0)), ((0, 40), (9, 0)), ((0, 0), (0, 0))]
)
def test_with_under_ten_moments_in_either_period_nothing_can_be_told(before, now):
    assert one(before, now)[["verdict", "p"]].tolist() == [UNSURE, 1.0]


def test_a_line_at_which_nothing_was_ever_observed_is_a_line_all_the_same():
    nothing = counted("", "Desk", (1, 0), (1, 0)).head(0)
    rows = since_last(nothing, ["", "Desk"], SINCE)
    assert list(rows.columns) == list(COLUMNS)
    assert rows["verdict"].tolist() == [UNSURE, UNSURE]
    assert rows[["before_n", "n", "visits", "observations"]].to_numpy().tolist() == [[0] * 4] * 2
    assert rows[["share", "difference", "difference_low"]].isna().all(axis=None)


def test_forty_moments_of_a_few_visits_are_worth_a_few():
    before, now = (20, 20), (36, 4)
    values = [("before", before, 40), ("now", now, 40)]
    assert one(before, now)["verdict"] == "surely up"
    for visits, verdict in ((40, "surely up"), (4, UNSURE)):
        # each visit says the same of all it tells of
        sums = pd.DataFrame(
            [
                sums_of(
                    [(f"{n * visits // of}", f"{n}", float(n < good)) for n in range(of)], line="Desk", period=period
                )
                for period, (good, _), of in values
            ]
        )
        row = one(before, now, sums=sums)
        assert (row["verdict"], row["visits"]) == (verdict, visits)


def test_a_run_of_nine_months_that_lasts_is_an_arrow_with_the_month_it_began():
    level = (20, 0), (20, 0)
    assert one(*level)["verdict"] == UNSURE
    assert one(*level, charts=chart())[["verdict", "run_since"]].tolist() == ["surely up", "2026-03"]
    assert one(*level, charts=chart(side="below"))["verdict"] == "surely down"


@pytest.mark.parametrize("not_one", [chart(run=8), chart(starts_on="2026-08-01")])
def test_a_shorter_run_is_none_and_neither_is_one_that_ended_before(not_one):
    assert one((20, 0), (20, 0), charts=not_one)[["verdict", "run_since"]].tolist() == [UNSURE, ""]


def test_a_run_says_nothing_against_what_the_two_periods_show():
    assert one((20, 0), (19, 1), charts=chart())[["verdict", "run_since"]].tolist() == [UNSURE, ""]
    assert one((38, 2), (20, 20), charts=chart())[["verdict", "run_since"]].tolist() == ["surely down", ""]
    assert one((20, 20), (38, 2), charts=chart())[["verdict", "run_since"]].tolist() == ["surely up", "2026-03"]


def test_a_run_with_nothing_before_it_to_compare_with_is_no_arrow():
    assert one((0, 0), (20, 0), charts=chart())["verdict"] == UNSURE
