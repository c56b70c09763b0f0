"""Sides beside each other are what each is alone, in whichever order they stand."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from audit import figures
from audit.errors import PeriodAheadError, UnknownChoiceError
from audit.figures import Question
from audit.figures.sides import side_question
from audit.model.keys import new_key
from audit.model.side import Side, SideKind, period_side, sides_of
from audit.store.incoming import add_incoming_observations
from audit.store.opening import open_store
from tests.builders import observation_rows, with_desk
from tests.figures.by_hand import AS_OF

CHOSEN = {
    "place": ["North", "South"],
    "customer_group": ["Students", "Visitors", "Staff"],
    "period": ["2025-Q4", "2026-02", "2026-01-05..2026-01-31"],
}


@pytest.fixture(scope="module")
def small():
    """Return an audit in which one customer group was met four times, and another four times at one touchpoint."""
    store = with_desk(open_store())
    rows = [{"customer_group": "Students", "empathy": 4, "place": "North"}] * 9
    rows += [{"customer_group": "Visitors", "empathy": 1, "place": "North", "outcome": "negative"}] * 4
    rows += [{"customer_group": "Staff", "empathy": 2}] * 4
    rows += [{"customer_group": "Staff", "empathy": 5, "stage": "Leave", "touchpoint": "Invoice"}] * 6
    add_incoming_observations(store, observation_rows(*rows), new_key())
    yield store
    store.close()


once = pytest.mark.parametrize("programme", [3], indirect=True)


def asked(kind, words, **view):
    question = Question(AS_OF, by=(), sides=sides_of(kind, words))
    return replace(question, view=replace(question.view, **view))


@pytest.mark.parametrize("kind", CHOSEN)
def test_a_side_is_what_its_view_shows_alone(programme, kind):
    _, store = programme
    question = asked(kind, CHOSEN[kind])
    dimensions, experienced = figures.compare_rater(store, question), figures.compare_journey(store, question)
    owed = figures.compare_trust(store, question).set_index("side")
    fewest = 5 if kind == "customer_group" else 1  # fewer are not shown
    for side in question.sides:
        alone = side_question(question, side)
        rows = dimensions[(dimensions["side"] == side.label) & (dimensions["n"] >= fewest)]
        rated = figures.rater(store, alone)
        rated = rated[rated["n"] >= fewest]
        for name in ("dimension", "n", "visits", "score", "low", "high", "grade"):
            assert rows[name].tolist() == rated[name].tolist()
        rows = experienced[(experienced["side"] == side.label) & (experienced["n"] >= fewest)]
        curve = figures.journey(store, alone)
        curve = curve[curve["rated"] >= fewest]
        assert rows["n"].tolist() == curve["rated"].tolist()
        assert rows["score"].tolist() == curve["score"].tolist()
        if len(trusted := figures.trust(store, alone)):
            (ledger,) = trusted.to_dict("records")
            for name in ("positives", "negatives", "debt", "bad_per_100"):
                assert owed.loc[side.label, name] == ledger[name]
            assert owed.loc[side.label, "low"] == ledger["bad_low"]
            judged = ledger["positives"] + ledger["negatives"]
            assert owed.loc[side.label, "owed_per_100"] == pytest.approx(100 * ledger["debt"] / judged)


@once
def test_the_order_of_sides_changes_the_order_of_rows_alone(programme):
    _, store = programme
    there, back = asked("period", CHOSEN["period"]), asked("period", CHOSEN["period"][::-1])
    for figure in (figures.compare_journey, figures.compare_rater, figures.compare_trust):
        one, other = figure(store, there), figure(store, back)
        keys = [name for name in ("touchpoint", "dimension", "side") if name in one]
        pd.testing.assert_frame_equal(
            one.sort_values(keys, ignore_index=True), other.sort_values(keys, ignore_index=True)
        )
        assert list(dict.fromkeys(one["side"])) == [side.label for side in there.sides]
    pairs, turned = figures.compare_pairs(store, there), figures.compare_pairs(store, back)
    assert sorted(pairs["p"]) == pytest.approx(sorted(turned["p"]))
    assert sorted(pairs["difference"]) == pytest.approx(sorted(-turned["difference"]))


@once
def test_a_filter_of_another_kind_narrows_every_side(programme):
    rows, store = programme
    narrowed = figures.compare_trust(store, asked("place", ["North", "South"], until=date(2025, 12, 31)))
    assert 0 < narrowed["n"].sum() < figures.compare_trust(store, asked("place", ["North", "South"]))["n"].sum()
    assert narrowed["n"].sum() <= sum(row.on <= date(2025, 12, 31) for row in rows)


@once
def test_without_sides_the_last_90_days_stand_beside_the_90_before(programme):
    _, store = programme
    usual = figures.compare_trust(store, Question(AS_OF, by=()))
    chosen = [period_side(date(2025, 10, 3), date(2025, 12, 31)), period_side(date(2026, 1, 1), AS_OF)]
    assert usual.equals(figures.compare_trust(store, Question(AS_OF, by=(), sides=tuple(chosen))))


@once
def test_a_period_that_has_not_begun_is_refused(programme):
    _, store = programme
    with pytest.raises(PeriodAheadError):
        figures.compare_rater(store, asked("period", ["2026-Q1", "2026-Q2"]))


def test_a_customer_group_of_fewer_than_five_moments_stands_beside_nobody(small):
    question = Question(AS_OF, by=(), sides=sides_of("customer_group", ["Students", "Visitors"]))
    for figure in (figures.compare_journey, figures.compare_rater, figures.compare_trust):
        shown = figure(small, question).set_index("side")
        measured = [name for name in ("score", "bad_per_100", "owed_per_100", "low", "high", "debt") if name in shown]
        assert shown.loc["Visitors", measured].isna().all()
        assert shown.loc["Visitors", "grade"] == "too few to show"
        assert shown.loc["Students", measured].notna().all()
    pairs = figures.compare_pairs(small, question)
    assert set(pairs["side"]) <= {"Students"}
    assert pairs["difference"].isna().all()
    assert pairs["pooled_difference"].isna().all()


def test_nor_do_four_of_its_moments_at_one_touchpoint(small):
    question = Question(AS_OF, by=(), sides=sides_of("customer_group", ["Students", "Staff"]))
    rows = figures.compare_journey(small, question).set_index(["side", "touchpoint"])
    assert rows.loc[("Staff", "Greeting"), "n"] == 4
    assert pd.isna(rows.loc[("Staff", "Greeting"), "score"])
    assert rows.loc[("Staff", "Greeting"), "grade"] == "too few to show"
    assert rows.loc[("Staff", "Invoice"), "score"] == 5


def test_nor_does_it_at_a_place(small):
    chosen = asked("place", ["North", "South"], customer_groups=("Visitors",))
    assert figures.compare_trust(small, chosen)["bad_per_100"].isna().all()


@once
def test_two_touchpoints_stay_in_journey_order_with_their_sides_beside_each_other(programme):
    _, store = programme
    rows = figures.compare_journey(store, asked("place", ["South", "North"]))
    labels = ["South", "North"]
    assert rows["side"].tolist() == labels * (len(rows) // 2)
    in_journey = figures.journey(store, Question(AS_OF))["touchpoint"].tolist()
    order = [in_journey.index(name) for name in rows["touchpoint"][::2]]
    assert all(one < other for one, other in pairwise(order))


def test_a_name_the_audit_does_not_know_is_refused_with_those_it_knows(small):
    assert figures.sides_named(small, ["customer_group=Students", "customer_group=Visitors"]) == (
        Side(SideKind.CUSTOMER_GROUP, "Students"),
        Side(SideKind.CUSTOMER_GROUP, "Visitors"),
    )
    assert len(figures.sides_named(small, ["period=2026-Q1", "period=2025-Q4"])) == 2
    assert figures.side_words(small, SideKind.RECOGNISED) == ("no", "perhaps", "yes")
    with pytest.raises(UnknownChoiceError, match="'Atlantis'; choose one of: North"):
        figures.sides_named(small, ["place=North", "place=Atlantis"])
