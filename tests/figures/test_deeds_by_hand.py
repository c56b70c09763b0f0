"""The figures of promises, of pairs of leaders and of what was done, worked out on small tables by hand."""

from collections import Counter
from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest

from audit import figures
from audit.actions.catalogue import keep_service
from audit.actions.commitments import commit
from audit.actions.plans import plan_walk
from audit.actions.recoveries import own, take_step
from audit.actions.walks import record_walk_through
from audit.figures import Question
from audit.model.commitment import Commitment
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.rating import Dimension, Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.service import Service
from audit.model.view import View
from audit.model.walk_through import Method
from audit.store.incoming import add_incoming_metrics, add_incoming_observations
from audit.store.intervention import add_intervention
from tests.builders import ANSWER, DESK, GREETING, INVOICE, NOON, a_walk, an_observation, observation_rows
from tests.figures.by_hand import mean, middle, newcombe_by_hand, wilson_by_hand
from tests.measures.reported import a_metric, metric_rows

pytestmark = pytest.mark.crossing

TODAY = NOON.date() + timedelta(days=60)
ASKED = Question(TODAY)
DAY = timedelta(days=1)
GOOD, NEITHER, BAD = Outcome.POSITIVE, Outcome.NEUTRAL, Outcome.NEGATIVE


def see(store, *outcomes, days=0, touchpoint=GREETING, **changes):
    """Let a leader meet a touchpoint so many times in one walk, so many days after the first."""
    day = NOON + days * DAY
    seen = [
        an_observation(
            id=new_key(), touchpoint_id=touchpoint.id, outcome=outcome, observed_at=day, observed_on=day.date()
        )
        for outcome in outcomes
    ]
    record_walk_through(store, a_walk(id=new_key(), started_at=day, day=day.date(), **changes), seen)
    return [each.id for each in seen]


# --- waits beside what is promised ---------------------------------------------------------------------------------

WAITS = (0, 0.5, 1, 2, 2, 2.5, 3, 4, 9, 30)


@pytest.mark.parametrize("promise", [1, 2, 3, 30])
def test_a_wait_as_long_as_the_promise_keeps_it(desk, promise):
    keep_service(desk, Service("Front desk", first_response_minutes=promise), [GREETING.id], "KM")
    for wait in WAITS:
        record_walk_through(desk, a_walk(), [an_observation(wait_minutes=float(wait))])
    (row,) = figures.waits(desk, ASKED).to_dict("records")
    within = sum(wait <= promise for wait in WAITS)
    assert (row["n"], row["within"], row["median_wait"]) == (len(WAITS), within, middle(WAITS))
    assert (row["low"], row["high"]) == pytest.approx(wilson_by_hand(within, len(WAITS)))
    assert row["within_share"] == within / len(WAITS)
    kept = "kept" if row["within_share"] >= 0.9 else "not kept" if row["high"] < 0.9 else "possibly not kept"
    assert row["kept"] == kept


def test_where_there_are_few_waits_no_promise_is_judged(desk):
    keep_service(desk, Service("Front desk", first_response_minutes=1), [GREETING.id], "KM")
    for _ in range(4):
        record_walk_through(desk, a_walk(), [an_observation(wait_minutes=99.0)])
    (row,) = figures.waits(desk, ASKED).to_dict("records")
    assert (row["n"], row["within"], row["kept"]) == (4, 0, "too few")


# --- service metrics beside visits ---------------------------------------------------------------------------------


@pytest.mark.parametrize("met", [50, 89, 90, 100])
@pytest.mark.parametrize(("good", "bad"), [(4, 0), (2, 3), (9, 1), (3, 9), (12, 3)])
def test_a_metric_and_its_visits_are_each_held_to_their_target(desk, met, good, bad):
    reported = metric_rows(
        a_metric(service="Desk", touchpoint="Greeting", met=met, total=100, period_start="2026-03-01")
    )
    add_incoming_metrics(desk, reported.assign(id=str(uuid4()), period_end=date(2026, 4, 1)), new_key())
    seen = [GOOD] * good + [BAD] * bad + [NEITHER] * 2
    add_incoming_observations(desk, observation_rows(*({"outcome": each.value} for each in seen)), new_key())
    (row,) = figures.watermelon(desk, ASKED).to_dict("records")
    share, n = good / (good + bad), good + bad
    low, high = wilson_by_hand(good, n)
    assert (row["n"], row["positives"], row["neutrals"], row["negatives"]) == (n, good, 2, bad)
    assert (row["attained_share"], row["positive_share"]) == (met / 100, pytest.approx(share))
    assert (row["low"], row["high"]) == pytest.approx((low, high))
    assert row["gap"] == pytest.approx(met / 100 - share)
    assert (row["gap_low"], row["gap_high"]) == pytest.approx(newcombe_by_hand((met, 100), (good, n)))
    assert row["status"] == called(met >= 90, share, high, n)


def called(is_met, share, high, n):
    """Return the word for a metric beside its visits, whose aim is eight of ten."""
    if n < 5:
        return "too few visits"
    if is_met:
        return "ripe" if share >= 0.8 else "watermelon" if high < 0.8 else "possible watermelon"
    return "honest red" if share >= 0.8 else "bitter"


# --- two leaders at one moment -------------------------------------------------------------------------------------

TWO = (  # what Ada and Ben rated, moment by moment
    (4, 4), (2, 3), (5, 5), (1, 2), (3, 3), (4, 5), (2, 2), (5, 4), (3, 1), (4, 4), (1, 1), (5, 5),
)  # fmt: skip


@pytest.fixture
def two_leaders(desk):
    """Return an audit in which Ada and Ben met the same twelve moments, a day apart from each other."""
    for moment, rated in enumerate(TWO):
        for (name, minutes), rating in zip((("Ada", 0), ("Ben", 20)), rated, strict=True):
            at = NOON + moment * DAY + timedelta(minutes=minutes)
            seen = an_observation(
                id=new_key(), observed_at=at, observed_on=at.date(), ratings={Dimension.EMPATHY: rating}
            )
            walk = a_walk(id=new_key(), observer=name, started_at=at, day=at.date())
            record_walk_through(desk, walk, [seen])
    return desk


def test_alpha_is_one_less_what_differs_over_what_chance_would_have_differ(two_leaders):
    """Ordinal distances: how many judgements lie between two ratings, half of those at either end."""
    found = figures.agreement(two_leaders, Question(TODAY, by=())).set_index("dimension").loc["empathy"]
    every = [rating for pair in TWO for rating in pair]
    often = Counter(every)

    def apart(one, other):
        low, high = sorted((one, other))
        return (sum(often[rating] for rating in range(low, high + 1)) - (often[low] + often[high]) / 2) ** 2

    differ = mean([apart(*pair) for pair in TWO])
    n = len(every)
    pairs = [(i, j) for i, j in product(range(n), repeat=2) if i != j]
    by_chance = mean([apart(every[i], every[j]) for i, j in pairs])
    assert found["pairs"] == len(TWO)
    assert found["alpha"] == pytest.approx(1 - differ / by_chance)
    assert found["low"] <= found["alpha"] <= found["high"]


def test_the_icc_is_that_of_a_two_way_table(two_leaders):
    found = figures.agreement(two_leaders, Question(TODAY, by=())).set_index("dimension").loc["empathy"]
    n, k, centre = len(TWO), 2, mean([rating for pair in TWO for rating in pair])
    moments = k * sum((mean(pair) - centre) ** 2 for pair in TWO) / (n - 1)
    columns = [mean([pair[who] for pair in TWO]) for who in range(k)]
    observers = n * sum((each - centre) ** 2 for each in columns) / (k - 1)
    every = sum((rating - centre) ** 2 for pair in TWO for rating in pair)
    rest = (every - moments * (n - 1) - observers * (k - 1)) / ((n - 1) * (k - 1))
    icc = (moments - rest) / (moments + (k - 1) * rest + k / n * (observers - rest))
    assert found["icc"] == pytest.approx(icc)
    assert found["icc_low"] < icc < found["icc_high"]


def test_two_leaders_are_as_far_above_and_below_each_other(two_leaders):
    found = figures.severity(two_leaders, ASKED).set_index("observer")
    gap = mean([ada - ben for ada, ben in TWO])
    assert found["difference"].to_dict() == pytest.approx({"Ada": gap, "Ben": -gap})
    assert found["pairs"].tolist() == [len(TWO)] * 2
    assert (found["shrunk"].abs() <= found["difference"].abs()).all()


@pytest.mark.parametrize("minutes", [(3, 3, 7), (1, 2, 90, 100), (0, 1439, 1440), (5000, 6000, 2)])
def test_the_log_delay_in_the_middle_is_told_and_a_day_or_more_is_late(desk, minutes):
    for each in minutes:
        seen = an_observation(id=new_key(), logged_at=NOON + timedelta(minutes=each))
        record_walk_through(desk, a_walk(id=new_key()), [seen])
    (row,) = figures.log_delay(desk, Question(TODAY, by=("method",))).to_dict("records")
    at_most_a_day = [min(each, 1440) for each in minutes]
    assert (row["method"], row["n"], row["median_minutes"]) == (
        Method.WALK_IT_THROUGH,
        len(minutes),
        middle(at_most_a_day),
    )
    assert row["late_share"] == sum(each >= 1440 for each in minutes) / len(minutes)
    (card,) = figures.scorecard(desk, ASKED).to_dict("records")
    assert (card["timed"], card["median_minutes"]) == (len(minutes), middle(at_most_a_day))
    assert card["day_share"] == pytest.approx(1 - row["late_share"])


# --- what was done about it ----------------------------------------------------------------------------------------


def test_before_and_after_are_two_stretches_of_equal_length_without_the_day_itself(desk):
    seen = {0: [GOOD, BAD], 4: [BAD, BAD], 9: [GOOD] * 3, 10: [BAD] * 5, 11: [GOOD] * 4, 19: [BAD], 25: [GOOD] * 9}
    for days, outcomes in seen.items():
        see(desk, *outcomes, days=days)
    done = NOON.date() + 10 * DAY
    add_intervention(desk, done, "", "A second desk opened")
    before, after = figures.before_after(desk, ASKED).to_dict("records")
    for row, days in ((before, range(10)), (after, range(11, 21))):
        met = [outcome for day in days for outcome in seen.get(day, ())]
        assert (row["days"], row["n"], row["mean"]) == (10, len(met), 4.5)
        assert (row["positives"], row["negatives"]) == (met.count(GOOD), met.count(BAD))
        assert row["positive_share"] == pytest.approx(met.count(GOOD) / len(met))
    assert (before["until"].date(), after["since"].date()) == (done - DAY, done + DAY)


def test_of_the_bad_experiences_each_is_told_as_far_as_it_has_come(desk):
    first, second, third = (see(desk, BAD, days=days)[0] for days in (0, 3, 7))
    for key, due in ((first, NOON.date() + 20 * DAY), (second, TODAY + DAY)):
        own(desk, Recovery(key, "desk lead", due_on=due), Taken(Step.OWNED, TODAY - DAY), TODAY)
    cases = figures.recoveries(desk, ASKED).set_index("id")
    told = {str(first): (60, 40), str(second): (57, 0)}
    for key, (waited, overdue) in told.items():
        assert tuple(cases.loc[key, ["step", "days_open", "overdue_days"]]) == ("owned", waited, overdue)
    assert tuple(cases.loc[str(third), ["step", "owner", "days_open"]]) == ("nobody yet", "", 53)
    (row,) = figures.waiting(desk, ASKED).to_dict("records")
    counted = ("negatives", "confirmed", "cannot", "waiting", "unowned", "overdue", "median_days", "longest_days")
    assert tuple(row[name] for name in counted) == (3, 0, 0, 3, 1, 1, 57, 60)


def test_a_confirmed_recovery_waits_no_longer_and_owes_no_longer(desk):
    key, other = see(desk, BAD, BAD)
    own(desk, Recovery(key, "desk lead"), Taken(Step.OWNED, TODAY - DAY), TODAY)
    for step in (Step.ALIGNED, Step.INFORMED, Step.FIXED, Step.CONFIRMED):
        take_step(desk, key, Taken(step, TODAY - DAY), TODAY)
    cases = figures.recoveries(desk, ASKED).set_index("id")
    assert cases.loc[str(key), ["closed_on", "days_open", "next_step"]].tolist()[1:] == [59, ""]
    assert cases.loc[str(other), "days_open"] == 60
    (row,) = figures.waiting(desk, ASKED).to_dict("records")
    assert (row["negatives"], row["confirmed"], row["waiting"], row["unowned"]) == (2, 1, 1, 1)
    assert figures.trust(desk, ASKED)[["debt", "written_off"]].to_numpy().tolist() == [[12, 12]]


@pytest.mark.parametrize(
    ("before", "after"), [((6, 6), (20, 0)), ((6, 6), (8, 8)), ((12, 0), (4, 12)), ((6, 6), (9, 0))]
)
def test_a_commitment_is_judged_by_the_difference_of_two_shares(desk, before, after):
    made_on = NOON.date() + 20 * DAY
    for (good, bad), days in ((before, 10), (after, 30)):
        for outcome in [GOOD] * good + [BAD] * bad:
            see(desk, outcome, days=days)  # each on a walk of its own: told twice on one, a moment counts for less
    see(desk, BAD, days=10, touchpoint=ANSWER)  # elsewhere: no part of it
    promised = Commitment(GREETING.id, "Nobody waits unseen.", "Walks tell.", "desk lead", TODAY + DAY, made_on)
    commit(desk, promised)
    (row,) = figures.commitments(desk, ASKED).to_dict("records")
    assert (row["before_positives"], row["before_negatives"]) == before
    assert (row["after_positives"], row["after_negatives"]) == after
    low, high = newcombe_by_hand((after[0], sum(after)), (before[0], sum(before)))
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((low, high))
    assert row["difference"] == pytest.approx(after[0] / sum(after) - before[0] / sum(before))
    word = "improved" if low > 0 else "worse" if high < 0 else "no change"
    assert (row["verdict"], row["state"]) == (word if sum(after) >= 10 else "too early", "open")


def test_where_to_go_next_is_the_moment_of_truth_nobody_saw_then_what_was_seen_longest_ago(desk):
    see(desk, GOOD, days=3, touchpoint=ANSWER)
    see(desk, GOOD, days=1, touchpoint=INVOICE)
    walks = figures.next_walk(desk, ASKED)
    assert walks["touchpoint"].tolist() == ["Greeting", "Invoice", "Answer"]
    assert walks["days_since"].tolist()[1:] == [59, 57]
    assert bool(walks["days_since"].isna()[0])
    plan_walk(desk, Plan(DESK.id, GREETING.id, Method.WALK_IT_THROUGH))
    assert figures.next_walk(desk, ASKED)["touchpoint"].tolist() == ["Invoice", "Answer"]


def test_months_of_a_metric_are_ranked_beside_the_months_of_its_visits(desk):
    """Spearman's rho from the differences of ranks: 1 - 6 * sum of d^2 / (n^3 - n)."""
    met = [91, 80, 85, 70, 99, 60, 95, 75, 88, 65]
    good = [7, 5, 8, 2, 9, 3, 6, 4, 10, 1]
    for month, (work, visits) in enumerate(zip(met, good, strict=True)):
        first = date(2025, 1 + month, 1)
        last = (first + 32 * DAY).replace(day=1)
        reported = metric_rows(a_metric(service="Desk", touchpoint="Greeting", met=work, period_start=first))
        add_incoming_metrics(desk, reported.assign(id=str(uuid4()), period_end=last), new_key())
        seen = [{"outcome": "positive"}] * visits + [{"outcome": "negative"}] * (10 - visits)
        dated = (each | {"observed_on": first + 3 * DAY, "observed_at": None} for each in seen)
        add_incoming_observations(desk, observation_rows(*dated), new_key())
    _, row = figures.watermelon_relation(desk, ASKED).to_dict("records")

    def ranks(values):
        return [sorted(values).index(value) for value in values]

    distance = sum((one - other) ** 2 for one, other in zip(ranks(met), ranks(good), strict=True))
    assert (row["service"], row["months"]) == ("Desk", 10)
    assert row["rho"] == pytest.approx(1 - 6 * distance / (10**3 - 10))


def test_what_is_asked_of_one_touchpoint_is_what_it_says_among_all(desk):
    see(desk, GOOD, BAD, NEITHER)
    see(desk, BAD, touchpoint=ANSWER, days=2)
    for measure in (figures.trust, figures.waiting, figures.recoveries, figures.consistency):
        every, alone = (
            measure(desk, Question(TODAY, view)).drop(columns="since", errors="ignore")  # the first day of the view
            for view in (View(), View(touchpoint="Answer"))
        )
        among = every[every["touchpoint"] == "Answer"]
        assert alone["touchpoint"].tolist() == among["touchpoint"].tolist()
        assert alone.map(repr).to_numpy().tolist() == among.map(repr).to_numpy().tolist()
