"""Agreement, severity, log delay, fairness and scorecard by one way, for page and command."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from audit import figures
from audit.actions.imports import load_sample
from audit.cli import main
from audit.errors import UnknownChoiceError
from audit.figures import Question
from audit.measures.agreement import APART, ENOUGH_AGREEMENT
from audit.model.view import View
from audit.sample.story import the_story
from audit.store.opening import open_store

TODAY = date(2026, 3, 10)
TRUTH = the_story().truth


@pytest.fixture(scope="module")
def college(tmp_path_factory):
    path = tmp_path_factory.mktemp("college") / "audit.duckdb"
    store = open_store(path)
    load_sample(store, 2_400, 12, TODAY)
    yield store, path
    store.close()


def asked(*by, **view):
    return Question(TODAY, View(**view), by)


def test_paired_leaders_of_the_sample_agree_on_all_but_one_dimension(college):
    found = figures.agreement(college[0], asked()).set_index("dimension")
    apart = found.index == TRUTH.judged_apart
    assert set(found[apart]["verdict"]) == {APART}
    assert found[~apart]["alpha"].between(ENOUGH_AGREEMENT, 0.97).all()
    assert (found["pairs"] >= 10).all()
    assert found["icc"].notna().sum() >= 4


def test_agreement_is_told_by_touchpoint_and_by_nothing_else(college):
    found = figures.agreement(college[0], asked("touchpoint"))
    outcome = found[found["dimension"] == "outcome"]
    assert len(outcome) >= 3
    assert outcome["pairs"].sum() == len(figures.paired_walks(college[0], asked()))
    with pytest.raises(UnknownChoiceError, match="touchpoint"):
        figures.agreement(college[0], asked("place"))


def test_every_leader_who_walked_in_a_pair_has_a_line_by_name(college):
    found = figures.severity(college[0], asked())
    assert list(found["observer"]) == sorted(the_story().observers)
    assert (found["low"] < found["difference"]).all()


def test_log_delay_is_told_by_method_or_of_all_together(college):
    by_method = figures.log_delay(college[0], asked("method"))
    (whole,) = figures.log_delay(college[0], asked()).to_dict("records")
    assert by_method["n"].sum() == whole["n"]
    assert "champion's note" not in set(by_method["method"])


def test_the_group_served_worse_is_found_whichever_way_it_is_asked(college):
    served = figures.fairness(college[0], asked())
    assert served.loc[0, "customer_group"] == TRUTH.served_worse
    assert served.loc[0, "gap_high"] < 0
    assert figures.fairness(college[0], asked("customer_group")).equals(served)
    at = figures.fairness(college[0], asked("touchpoint"))
    assert list(at.columns[:2]) == ["touchpoint", "customer_group"]
    assert at["n"].sum() == served["n"].sum()


def test_the_scorecard_is_the_sum_of_persons_each_of_whom_sees_only_their_own(college):
    (whole,) = figures.scorecard(college[0], asked()).to_dict("records")
    names = figures.observers(college[0], asked())
    own = [figures.own_scorecard(college[0], asked(), name).to_dict("records")[0] for name in names]
    assert names == tuple(sorted(the_story().observers))
    for count in ("walks", "observations", "negatives", "timed"):
        assert whole[count] == sum(card[count] for card in own)
    assert {card["observers"] for card in own} == {1}
    assert max(card["touchpoints"] for card in own) <= whole["touchpoints"]
    assert not any(name.startswith("commitments") for card in own for name in card)


def test_the_scorecard_counts_the_promises_at_the_chosen_touchpoints_whatever_the_days(college):
    made = figures.commitments(college[0], asked())
    counts = ["commitments", "commitments_kept", "commitments_late"]
    (whole,) = figures.scorecard(college[0], asked()).to_dict("records")
    assert list(whole)[-7:-4] == counts
    assert [whole[name] for name in counts] == [len(made), (made["state"] == "kept").sum(), 1]
    lately = View(TODAY - timedelta(days=30), TODAY)
    (of_days,) = figures.scorecard(college[0], Question(TODAY, lately)).to_dict("records")
    assert [of_days[name] for name in counts] == [whole[name] for name in counts]
    (at_one,) = figures.scorecard(college[0], Question(TODAY, View(touchpoint=TRUTH.late))).to_dict("records")
    assert [at_one[name] for name in counts] == [1, 0, 1]
    (then,) = figures.scorecard(college[0], Question(made["made_on"].min().date())).to_dict("records")
    assert then["commitments"] == 1


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        (
            "fairness",
            (
                "touchpoint,customer_group,n,visits,positives,positive_share,low,high,gap,gap_low,gap_high,like_gap,"
                "like_low,like_high,like_n,grade"
            ),
        ),
        ("agreement", "touchpoint,dimension,pairs,alpha,low,high,icc,icc_low,icc_high,one_sided,verdict"),
        ("severity", "observer,pairs,difference,low,high,shrunk"),
        ("log-delay", "method,n,median_minutes,late_share"),
    ],
)
def test_the_command_prints_the_promised_columns(tmp_path, name, columns):
    path = tmp_path / "audit.duckdb"
    store = open_store(path)
    load_sample(store, 600, 12, TODAY)
    store.close()
    printed = CliRunner().invoke(main, ["measure", name, "--by", "touchpoint", "--store", str(path)])
    assert printed.exit_code == 0
    assert printed.output.splitlines()[0] == columns
