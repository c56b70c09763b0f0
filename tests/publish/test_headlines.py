"""Each sentence says what the figures say and no more."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from audit.measures.journey import experience
from audit.measures.outlook import outlook
from audit.measures.rater import rater
from audit.measures.trust import trust
from audit.model.view import EVERYTHING, View
from audit.publish.headlines.journey import journey_headline, what_is_unseen
from audit.publish.headlines.rater import level_sentence
from audit.publish.headlines.start import observed_line, outcomes_line, start_lines

TODAY = date(2026, 2, 10)


def profile(**counts: tuple[int, ...]) -> pd.DataFrame:
    """Rate dimensions: how many ratings of 1, 2, 3, 4 and 5 each."""
    rows = [(dimension, *five) for dimension, five in counts.items()]
    return rater(pd.DataFrame(rows, columns=["dimension", "n1", "n2", "n3", "n4", "n5"]))


def account(*rows: tuple[str, int, int, int], ratio: int = 12) -> pd.DataFrame:
    """Keep the ledger: touchpoint, then positives, neutrals and negatives, the positives on the day before."""
    days = [
        {"touchpoint": name, "observed_on": pd.Timestamp(day), "positives": p, "neutrals": q, "negatives": r}
        for name, good, neither, bad in rows
        for day, p, q, r in (("2026-01-01", 0, 0, bad), ("2026-01-02", good, neither, 0))
    ]
    outcomes = pd.DataFrame(days)
    resolved = outcomes.assign(resolved_on=outcomes["observed_on"]).drop(columns=["positives", "neutrals"]).head(0)
    return trust(outcomes, resolved, TODAY, ratio)


NO_DAYS = pd.DataFrame({"touchpoint": ["Reception"], "observed_on": pd.to_datetime(["2026-01-01"])}).assign(
    positives=0, neutrals=0, negatives=0
)


def path(*rows: tuple[str, bool, tuple[int, ...], int], debt: int = 0) -> pd.DataFrame:
    """Draw a journey: touchpoint, moment of truth, ratings of 1 to 5, observations."""
    touchpoints = pd.DataFrame(
        {
            "journey": "At the desk",
            "stage": "Arrive",
            "touchpoint": [row[0] for row in rows],
            "stage_position": 1,
            "position": range(len(rows)),
            "is_moment_of_truth": [row[1] for row in rows],
            "channel": "",
            "minimum": np.nan,
            "target": np.nan,
        }
    )
    counts = pd.DataFrame(
        [(row[0], "reliability", *row[2]) for row in rows],
        columns=["touchpoint", "dimension", "n1", "n2", "n3", "n4", "n5"],
    )
    seen = [{"touchpoint": row[0], "positives": row[3], "neutrals": 0, "negatives": 0, "debt": debt} for row in rows]
    trusted = pd.DataFrame(seen).assign(owed_before=debt, bad_low=np.nan, bad_high=np.nan)
    rated = pd.DataFrame({"touchpoint": touchpoints["touchpoint"], "n": [min(row[3], sum(row[2])) for row in rows]})
    return experience(touchpoints, counts, rated, trusted)


LOW, MIDDLE, HIGH, NONE = (40, 30, 10, 0, 0), (5, 10, 40, 15, 5), (0, 0, 5, 40, 60), (0, 0, 0, 0, 0)


def test_where_nothing_sets_touchpoints_apart_the_ranking_says_so() -> None:
    level = pd.DataFrame({"lower": [3.5, 3.5], "shrunk": [3.5, 3.5]})
    assert level_sentence(level).startswith("Nothing sets these touchpoints apart beyond chance")
    assert level_sentence(level[:1]) == "There is only one touchpoint here, and none to compare it with."
    assert level_sentence(level.assign(lower=[3.2, 3.5])) == ""


def test_the_journeys_low_and_high_points_are_named_where_they_stand_apart() -> None:
    walked = path(("Greeting", True, LOW, 80), ("Answer", False, MIDDLE, 75), ("Invoice", False, HIGH, 105))
    assert journey_headline(walked, EVERYTHING) == (
        "In what was observed, the low point is Greeting, a moment of truth (1.6) and the high point Invoice (4.5)."
    )


def test_what_nobody_has_seen_is_always_said() -> None:
    walked = path(("Greeting", False, LOW, 80), ("Answer", False, NONE, 0), ("Invoice", False, HIGH, 105))
    assert journey_headline(walked, EVERYTHING).endswith("; 1 of 3 touchpoints was never seen.")


def test_touchpoints_alike_are_not_told_apart() -> None:
    walked = path(("Greeting", False, MIDDLE, 75), ("Invoice", False, (4, 9, 40, 17, 6), 76))
    assert journey_headline(walked, EVERYTHING) == "No touchpoint stands clearly apart."


def test_five_ratings_of_one_visit_do_not_count_as_five_visits() -> None:
    low, high = (4, 10, 10, 6, 0), (0, 3, 9, 11, 7)
    apart = path(("Greeting", False, low, 30), ("Invoice", False, high, 30))
    same = path(("Greeting", False, low, 6), ("Invoice", False, high, 6))
    assert "low point" in journey_headline(apart, EVERYTHING)
    assert journey_headline(same, EVERYTHING) == "No touchpoint stands clearly apart."


def test_chance_alone_seldom_names_a_low_point() -> None:
    rng = np.random.default_rng(7)
    named = 0
    for _ in range(60):
        tables = rng.multinomial(40, [0.05, 0.15, 0.4, 0.3, 0.1], size=15)
        walked = path(*((f"T{i}", False, tuple(five), 40) for i, five in enumerate(tables.tolist())))
        named += "low point" in journey_headline(walked, EVERYTHING)
    assert named <= 3


def test_a_journey_hardly_seen_is_said_to_be_so() -> None:
    walked = path(("Greeting", False, (0, 0, 1, 2, 0), 3), ("Invoice", False, NONE, 0))
    assert journey_headline(walked, EVERYTHING) == (
        "Too few observations were rated to say where it is good or bad: at most 3, at Greeting; "
        "1 of 2 touchpoints was never seen."
    )


def test_a_journey_nobody_saw_is_said_to_be_unseen() -> None:
    assert journey_headline(path(("Greeting", False, NONE, 0)), EVERYTHING) == "Nobody has observed this journey yet."


def test_what_a_filter_hides_is_not_said_of_everything() -> None:
    view = View(since=date(2026, 1, 1), customer_groups=("Students",), channels=("in person",))
    walked = path(("Greeting", False, LOW, 80), ("Answer", False, NONE, 0), ("Invoice", False, HIGH, 105))
    assert journey_headline(walked, view).endswith(
        "; 1 of 3 touchpoints was never seen as Students over the channel in person in the chosen period."
    )
    assert journey_headline(path(("Greeting", False, NONE, 0)), view) == (
        "Nobody has observed this journey as Students over the channel in person in the chosen period."
    )


def test_twelve_visits_rated_in_full_are_enough_to_tell_touchpoints_apart() -> None:
    walked = path(("Greeting", False, (0, 0, 60, 0, 0), 12), ("Invoice", False, (0, 0, 0, 60, 0), 12))
    assert journey_headline(walked, EVERYTHING) == (
        "In what was observed, the low point is Greeting (3.0) and the high point Invoice (4.0)."
    )


def lines(walked: pd.DataFrame, trusted: pd.DataFrame) -> list[str]:
    ahead = outlook(trusted, NO_DAYS, TODAY, 12)
    return [outcomes_line(trusted, TODAY), *start_lines(walked, profile(reliability=MIDDLE), trusted, ahead, TODAY)]


def test_the_state_of_things_is_told_in_five_lines() -> None:
    walked = path(("Reception", True, NONE, 0), ("Invoice", False, HIGH, 9))
    told = lines(walked, account(("Reception", 5, 1, 3), ("Invoice", 20, 0, 0)))
    assert told[0] == "Up to the last observation, of 10 February 2026: 25 good, 3 bad and 1 neutral experience."
    assert told[1].startswith("Only reliability has been rated")
    assert told[2] == (
        "Since 1 January, what is owed grew from 0 to 31 good experiences. Reception alone owes them (38 bad in 100 "
        "good or bad moments in all, interval 14 to 69); nothing was observed in the last 90 days, so nobody can "
        "say when that is paid."
    )
    assert told[3] == "Only one touchpoint, Invoice, was rated: 4.5."
    assert told[4] == "1 of 2 touchpoints was never seen: Reception, a moment of truth."
    assert len(told) == 5


def test_the_first_screen_counts_what_was_seen_at_touchpoints_apart_from_verdicts_on_the_whole_visit() -> None:
    walked = path(("Reception", True, NONE, 0), ("Invoice", False, HIGH, 9))
    none = pd.DataFrame({"n": []})
    assert observed_line(walked, none) == "9 observations at 1 touchpoint."
    assert observed_line(walked, pd.DataFrame({"n": [3, 4]})) == (
        "9 observations at 1 touchpoint, and 7 verdicts on a visit as a whole."
    )


def test_the_last_line_says_when_all_was_seen_or_what_was_not() -> None:
    none_owed = account(("Invoice", 20, 0, 0))
    seen = path(("Reception", True, HIGH, 9), ("Invoice", False, HIGH, 9))
    assert lines(seen, none_owed)[2:] == [
        "Nothing is owed: no bad experience among 20 observations.",
        "No touchpoint stands clearly apart.",
        "Both touchpoints have been seen.",
    ]
    part = path(("Reception", False, NONE, 0), ("Invoice", False, HIGH, 9))
    assert lines(part, none_owed)[4] == "1 of 2 touchpoints was never seen: Reception."


def test_one_touchpoint_rated_often_is_told_by_its_score_and_not_called_too_few() -> None:
    desk = ("Desk", False, (2, 8, 12, 10, 16), 48)
    assert journey_headline(path(desk), EVERYTHING) == "Only one touchpoint, Desk, was rated: 3.6."
    assert journey_headline(path(desk, ("Phone", False, HIGH, 2)), EVERYTHING) == (
        "Only one touchpoint, Desk, was rated often enough to judge: 3.6."
    )
    assert what_is_unseen(path(desk)) == "The only touchpoint has been seen."
    assert what_is_unseen(path(desk).head(0)) == "There is no touchpoint yet."
    assert what_is_unseen(path(desk, desk, desk)) == "All 3 touchpoints have been seen at least once."
    assert what_is_unseen(path(("A", False, NONE, 0), ("B", True, NONE, 0), desk)) == (
        "2 of 3 touchpoints were never seen, among them B, a moment of truth."
    )
    unseen = path(("A", False, NONE, 0), ("B", False, NONE, 0), desk)
    assert what_is_unseen(unseen) == "2 of 3 touchpoints were never seen."
    assert journey_headline(unseen, EVERYTHING).endswith("; 2 of 3 touchpoints were never seen.")


def test_the_lines_hold_before_a_journey_is_set_up() -> None:
    walked = path(("Greeting", False, NONE, 0)).head(0)
    assert lines(walked, account(("Invoice", 20, 0, 0)))[3] == (
        "Too few observations were rated to say where it is good or bad: none."
    )


def test_no_sentence_raises_its_voice() -> None:
    trusted = account(("Reception", 5, 0, 3))
    walked = path(("Reception", True, LOW, 80), ("Invoice", False, HIGH, 9))
    said: list[Any] = lines(walked, trusted)
    assert not [sentence for sentence in said if "!" in sentence or "nan" in sentence.lower()]
