"""What the trust ledger says: how it moved first, then who owes most and what comes of it, no surer than it is."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.outlook import outlook
from audit.measures.trust import trust
from audit.model.view import View
from audit.publish.headlines.caveat import caveat
from audit.publish.headlines.movement import debts_apart, movement_parts
from audit.publish.headlines.trust import (
    at_best,
    how_often,
    outlook_sentence,
    owes_most,
    time_to_recover,
    trust_headline,
    what_comes,
    with_its_day,
)

TODAY = date(2026, 11, 29)
Row = tuple[str, int, int, int, int]  # touchpoint, days ago, positives, neutrals, negatives


def days(*rows: Row) -> pd.DataFrame:
    columns = ["touchpoint", "ago", "positives", "neutrals", "negatives"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["observed_on"] = pd.Timestamp(TODAY) - pd.to_timedelta(frame.pop("ago"), unit="D")
    return frame.astype({"observed_on": "datetime64[us]"})


def kept(*rows: Row, ratio: int = 12, resolved: tuple[int, int] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Keep the ledger of some days and look ahead; `resolved` is one negative: seen and confirmed so many days ago."""
    outcomes = days(*rows)
    pairs = [(rows[0][0], *(pd.Timestamp(TODAY) - pd.Timedelta(days=ago) for ago in resolved), 1)] if resolved else []
    made_good = pd.DataFrame(pairs, columns=["touchpoint", "observed_on", "resolved_on", "negatives"])
    typed = {"touchpoint": "str", "observed_on": "datetime64[us]", "resolved_on": "datetime64[us]"}
    trusted = trust(outcomes, made_good.astype({**typed, "negatives": "int64"}), TODAY, ratio)
    return trusted, outlook(trusted, outcomes, TODAY, ratio)


def said(*rows: Row, ratio: int = 12, resolved: tuple[int, int] | None = None) -> str:
    return trust_headline(*kept(*rows, ratio=ratio, resolved=resolved), TODAY)


def best(*rows: Row) -> str:
    _, ahead = kept(*rows)
    return at_best(ahead.iloc[0], TODAY)


def test_the_movement_comes_first_then_who_owes_and_what_comes_of_it() -> None:
    rows = [("Desk", 200, 0, 0, 2), ("Phone", 200, 0, 0, 1), ("Desk", 40, 5, 0, 1), ("Desk", 39, 4, 0, 0)]
    assert said(*rows) == (
        "In the last 90 days, what is owed grew from 36 to 39 good experiences. Desk owes the most of 2 touchpoints in "
        "debt, 27 (25 bad in 100 good or bad moments in all, interval 9 to 53); if good and bad go on as in the last "
        "90 days, its debt grows by about 1 a month, and the chance that it is ever paid is 29\u00a0%."
    )


def test_a_title_leaves_how_often_it_goes_wrong_and_what_comes_of_it_to_the_lines_beneath() -> None:
    trusted, ahead = kept(("Desk", 5, 85, 0, 15), ("Phone", 5, 5, 0, 1))
    title = trust_headline(trusted, ahead, TODAY, is_title=True)
    assert title.endswith("Desk owes the most of 2 touchpoints in debt, 180.")
    assert what_comes(ahead.iloc[0], TODAY).startswith("If good and bad go on as in the last ")
    assert how_often(trusted) == "Desk: 15 bad in 100 good or bad moments in all, interval 9 to 23."
    one, alone = kept(("Desk", 5, 85, 0, 15))
    assert trust_headline(one, alone, TODAY, is_title=True).endswith(
        "what Desk owes grew from 0 to 180 good experiences."
    )
    assert how_often(kept(("Desk", 5, 5, 0, 0))[0]) == ""
    assert how_often(kept(("Desk", 5, 0, 0, 1), ("Phone", 5, 0, 0, 1))[0]) == ""


def test_what_fell_and_what_stayed_is_said_so() -> None:
    fell = said(("Desk", 200, 0, 0, 2), ("Phone", 100, 9, 0, 0), ("Desk", 40, 9, 0, 0))
    assert fell.startswith(
        "In the last 90 days, what is owed fell from 24 to 15 good experiences. Desk alone owes them"
    )
    stayed = said(("Desk", 200, 0, 0, 2), ("Phone", 100, 9, 0, 0))
    assert stayed.startswith("In the last 90 days, what is owed stayed at 24 good experiences.")


def test_an_audit_younger_than_ninety_days_speaks_of_the_days_there_were():
    assert said(("Desk", 7, 44, 0, 4)).startswith("Since 22 November, what Desk owes grew from 0 to 48")
    assert said(("Desk", 88, 44, 0, 4)).startswith("Since 2 September, ")
    assert said(("Desk", 89, 44, 0, 4)).startswith("In the last 90 days, ")
    trusted = trust(days(("Desk", 7, 44, 0, 4)), days().assign(resolved_on=pd.NaT), date(2027, 1, 5))
    assert "Since 22 November 2026, " in trust_headline(trusted, outlook(trusted, days(), TODAY, 12), date(2027, 1, 5))


def test_a_chosen_period_whose_ledger_starts_at_zero_says_what_came_to_be_owed_in_it() -> None:
    trusted, ahead = kept(("Desk", 40, 5, 0, 2), ("Desk", 39, 4, 0, 0), ("Phone", 39, 4, 0, 1))
    assert trust_headline(trusted, ahead, TODAY, from_zero=True).startswith(
        "Counting these days alone, 32 good experiences became owed (36 newly owed, 4 paid, none written off). "
        "Desk owes the most"
    )
    assert outlook_sentence("Desk", trusted, ahead, TODAY, from_zero=True).startswith(
        "Counting these days alone, Desk ran up a debt of 20 good experiences (24 newly owed, 4 paid, none written off)"
    )


def test_a_part_kept_by_itself_is_said_to_be_so() -> None:
    assert debts_apart(View(customer_groups=("Students",))) == (
        "With this filter only good experiences of the same group pay its debt, so it can be larger than "
        "without the filter."
    )
    assert "the same place pay its debt" in debts_apart(View(places=("Hall",)))
    assert "the same channel pay its debt" in debts_apart(View(channels=("sign",)))
    several = debts_apart(View(places=("Annex", "Hall"), journeys=("At the desk",)))
    assert "only good experiences of the 2 chosen places pay its debt" in several
    assert debts_apart(View(since=TODAY, journeys=("At the desk",))) == ""


def test_what_made_it_move_is_counted() -> None:
    trusted, _ = kept(("Desk", 200, 0, 0, 1), ("Desk", 40, 5, 0, 1), ("Desk", 39, 4, 0, 0), resolved=(40, 30))
    assert movement_parts(trusted) == "12 newly owed, 9 paid, 12 written off"
    assert movement_parts(kept(("Desk", 200, 0, 0, 1))[0]) == "none newly owed, none paid, none written off"


@pytest.mark.given
@pytest.mark.parametrize(
    ("table", "moved", "grows", "chance", "soonest"),
    [
        ("young", "Since 22 November, what Desk owes grew from 0 to 15 good", "last 8 days, its", "82", "2 to 4 days"),
        ("grow", "Since 5 September, what Desk owes grew from 0 to 11 good", "last 86 days, its", "86", "9 to 21 days"),
    ],
)
def test_a_debt_that_grows_gets_no_date(given, table, moved, grows, chance, soonest):
    seen = pd.read_csv(given / f"measures/mix/{table}.csv", parse_dates=["observed_at"])
    outcomes = pd.crosstab([seen["touchpoint"], seen["observed_at"]], seen["outcome"]).reset_index()
    ago = (pd.Timestamp(TODAY) - outcomes["observed_at"]).dt.days
    rows = [
        ("Desk", int(on), int(good), 0, int(bad))
        for on, good, bad in zip(ago, outcomes["positive"], outcomes["negative"], strict=True)
    ]
    told = said(*rows)
    assert told.startswith(moved)
    assert f"(8 bad in 100 good or bad moments in all, interval {'3 to 20' if table == 'young' else '4 to 17'})" in told
    assert f"{grows} debt grows by about" in told
    assert told.endswith(f"and the chance that it is ever paid is {chance}\u00a0%.")
    assert f"it is paid in {soonest}" in best(*rows)


def test_eight_days_of_looking_are_told_by_their_own_pace() -> None:
    young = [
        ("Desk", 7, 6, 0, 0),
        *(("Desk", ago, 5, 0, 1) for ago in (6, 5, 4, 3)),
        *(("Desk", ago, 6, 0, 0) for ago in (2, 1, 0)),
    ]
    assert "grew from 0 to 15 good experiences" in said(*young)
    assert "in the last 8 days, its debt grows by about 15 a month" in said(*young)
    assert best(*young) == (
        "At best, if nothing else goes wrong, it is paid in 2 to 4 days; the chance that nothing goes wrong for that "
        "long is 28\u00a0%."
    )


def test_a_debt_that_shrinks_gets_the_days_between_which_it_is_paid() -> None:
    shrinking = [("Desk", 80, 0, 0, 1), *(("Desk", ago, 1, 0, 0) for ago in range(1, 9)), ("Desk", 70, 40, 0, 1)]
    assert said(*shrinking).endswith(
        "if good and bad go on as in the last 81 days, it is paid between late November and early January 2027."
    )
    assert best(*shrinking).startswith("At best, if nothing else goes wrong, it is paid in")


def test_where_nothing_was_observed_of_late_that_is_said_and_not_that_nothing_was_good() -> None:
    told = said(("Desk", 200, 3, 0, 4))
    assert told.endswith("; nothing was observed in the last 90 days, so nobody can say when that is paid.")
    assert best(("Desk", 200, 3, 0, 4)) == ""


def test_from_a_handful_of_late_nothing_is_told_of_what_becomes_of_a_debt() -> None:
    assert said(("Desk", 200, 3, 0, 4), ("Desk", 4, 0, 0, 1)).endswith(
        "; 1 observation in the last 90 days is too few to say when that is paid."
    )
    four = (("Desk", 200, 3, 0, 4), ("Desk", 4, 3, 0, 1))
    assert said(*four).endswith("; 4 observations in the last 90 days are too few to say when that is paid.")
    assert best(*four) == ""


def test_where_nothing_went_wrong_of_late_the_best_case_is_the_forecast_and_says_so() -> None:
    rows = (("Desk", 200, 0, 0, 3), ("Desk", 80, 30, 0, 0))
    assert said(*rows).endswith(
        "; nothing went wrong in the last 90 days, and if it stays so it is paid between early December and late "
        "December."
    )
    assert best(*rows) == ""


def test_where_nothing_was_good_of_late_there_is_no_best_case() -> None:
    assert best(("Desk", 10, 0, 5, 3)) == ""
    assert "its debt grows" in said(("Desk", 10, 0, 5, 3))
    assert "its debt does not shrink, and the chance that it is ever paid is under 1" in said(
        ("Desk", 200, 0, 0, 1), ("Desk", 10, 0, 5, 0)
    )


def test_what_lies_beyond_three_years_is_not_in_sight() -> None:
    slow = (("Desk", 200, 0, 0, 45), ("Desk", 80, 24, 0, 1), ("Desk", 79, 20, 0, 0))
    assert said(*slow).endswith("nobody can say when it is paid.")
    assert "year" not in said(*slow)
    assert "not paid before" in best(*slow)
    assert best(*slow).count("and nobody can say when") == 1


@pytest.mark.parametrize(("names", "who"), [("AB", "A and B"), ("ABC", "A and 2 others")])
def test_equals_are_told_together_and_get_no_forecast(names: str, who: str) -> None:
    rows: list[Row] = [(name, 5, 0, 0, 1) for name in names]
    assert said(*rows).endswith(f" experiences. {who} owe 12 each.")
    less: list[Row] = [("Z", 5, 0, 0, 1), ("Z", 3, 6, 0, 0)]
    assert said(*rows, *less).endswith(f" {who} of {len(names) + 1} touchpoints in debt owe the most, 12 each.")


def test_one_good_experience_is_singular() -> None:
    alone = said(("Desk", 200, 0, 0, 1), ("Phone", 90, 5, 0, 0), ("Desk", 80, 11, 0, 0))
    assert "fell from 12 to 1 good experience. Desk alone owes it (" in alone
    assert said(("Desk", 5, 0, 0, 1), ratio=1).startswith(
        "Since 24 November, what Desk owes grew from 0 to 1 good experience ("
    )


def test_nothing_owed_is_said_with_what_stands_behind_it() -> None:
    assert said(("Desk", 5, 40, 2, 0)) == "Nothing is owed: no bad experience among 42 observations."
    assert said(("Desk", 5, 3, 0, 0)) == "Too few observations to say: 3, and nothing is owed."
    assert said(("Desk", 5, 0, 0, 1), ("Desk", 4, 14, 0, 0)) == (
        "Nothing is owed: what 1 bad experience owed has been paid or written off."
    )
    assert said(("Desk", -5, 9, 0, 0)) == "Nothing has been observed, so nothing can be said about trust."


def test_how_often_it_goes_wrong_stands_beside_the_debt_whoever_looked_more() -> None:
    few, many = kept(("Desk", 5, 85, 0, 15))[0], kept(("Desk", 5, 680, 0, 120))[0]
    assert many["debt"].iloc[0] == 8 * few["debt"].iloc[0]
    assert "(15 bad in 100 good or bad moments in all, interval 9 to 23)" in owes_most(few)
    assert "(15 bad in 100 good or bad moments in all, interval 13 to 18)" in owes_most(many)
    assert "(1 bad of 4 good or bad moments in all)" in owes_most(kept(("Desk", 5, 3, 0, 1))[0])
    assert "(1 bad of 1 good or bad moment in all)" in owes_most(kept(("Desk", 5, 0, 0, 1))[0])
    assert "(0.2 bad in 100 good or bad moments in all, interval 0.0 to 1.1)" in owes_most(
        kept(("Desk", 5, 499, 0, 1))[0]
    )


def test_a_ledger_frozen_by_an_earlier_version_is_told_without_its_movement() -> None:
    trusted, ahead = kept(("Desk", 5, 3, 0, 1), ("Phone", 5, 0, 0, 3))
    old = trusted.drop(columns=["owed_before", "newly_owed", "newly_paid", "newly_written_off", "since"])
    assert trust_headline(old, ahead, TODAY).startswith("48 good experiences are owed. Phone owes the most of 2")
    assert trust_headline(old.head(1), ahead, TODAY).startswith("Desk owes 12 good experiences (1 bad of 4 ")
    one = old.assign(debt=[1, 0])
    assert trust_headline(one, ahead, TODAY).startswith("1 good experience is owed. Desk alone owes it (")


def test_trust_is_never_said_to_be_restored() -> None:
    for rows in ([("A", 5, 40, 0, 0)], [("A", 5, 0, 0, 2)], [("A", 5, 0, 0, 1), ("A", 4, 14, 0, 0)]):
        assert "restored" not in said(*rows)


def test_one_touchpoint_is_told_with_its_best_case() -> None:
    trusted, ahead = kept(("Desk", 80, 40, 0, 9), ("Phone", 80, 20, 0, 0))
    told = outlook_sentence("Desk", trusted, ahead, TODAY)
    assert told.startswith("Since 10 September, what Desk owes grew from 0 to 108 good experiences (18 bad in 100 ")
    assert "At best, if nothing else goes wrong, " in told
    assert (
        outlook_sentence("Phone", trusted, ahead, TODAY) == "Nothing is owed: no bad experience among 20 observations."
    )


@pytest.mark.parametrize(
    ("chance", "words"), [(0.0001, "under 1\u00a0%"), (0.4, "40\u00a0%"), (0.9999, "over 99\u00a0%")]
)
def test_a_chance_is_never_told_as_certain(chance: float, words: str) -> None:
    trusted, ahead = kept(("Desk", 5, 4, 0, 2))
    told = trust_headline(trusted, ahead.assign(chance_ever_paid=chance), TODAY)
    assert told.endswith(f"ever paid is {words}.")


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_day_is_told_no_finer_than_a_third_of_its_month(first: int, more: int) -> None:
    trusted, ahead = kept(("Desk", 60, 0, 0, 1), ("Desk", 40, 40, 0, 0), ("Desk", 30, 0, 0, 1), ("Desk", 20, 11, 0, 0))
    told = trust_headline(trusted, ahead.assign(days_low=first, days_high=first + more), TODAY)
    assert told.endswith(f", {expected(first, first + more)}.")


def expected(low: int, high: int) -> str:
    """The words of a range of days, worked out apart from the code."""
    if low > 1095:
        return "nobody can say when it is paid"
    if high <= 21:
        return (
            f"it is paid in about {max(1, high)} day{'s' if high > 1 else ''}"
            if low == high or high <= 1
            else f"it is paid in {max(1, low)} to {high} days"
        )
    if high > 1095:
        return f"it is not paid before {third(low)}, and nobody can say when"
    if third(low) == third(high):
        return f"it is paid around {third(low)}"
    return f"it is paid between {third(low)} and {third(high)}"


def third(ahead: int) -> str:
    day = TODAY + timedelta(days=ahead)
    part = ("early ", "mid-", "late ")[min(2, (day.day - 1) // 10)]
    return f"{part}{day:%B}{'' if day.year == TODAY.year else f' {day.year}'}"


def test_what_was_owed_on_another_day_opens_with_that_day() -> None:
    assert with_its_day("Nothing is owed.", date(2026, 3, 1), TODAY) == "On 1 March 2026: Nothing is owed."
    assert with_its_day("Nothing is owed.", TODAY, TODAY) == "Nothing is owed."


@pytest.mark.parametrize(
    ("ratio", "many"),
    [(12, "12 good experiences make"), (5, "5 good experiences make"), (1, "1 good experience makes")],
)
def test_the_caveat_says_the_ratio_in_force(ratio: int, many: str) -> None:
    assert caveat(ratio) == f"That {many} up for one bad is a rule of thumb; no study supports it."


def recovering(*rows: Row, ratio: int = 2) -> str:
    trusted, _ = kept(*rows, ratio=ratio)
    return time_to_recover({name: trusted[name].iloc[0] for name in ("negatives", "median_days_to_recover")})


def test_the_time_to_recover_is_told_as_an_estimate_that_counts_open_negatives() -> None:
    assert recovering(("Desk", 40, 0, 0, 1), ("Desk", 37, 2, 0, 0)) == (
        "Time to recover: an estimated 3 days until half of the negatives are paid off, counting open ones as still "
        "open."
    )
    assert "an estimated 1 day until" in recovering(("Desk", 40, 0, 0, 1), ("Desk", 39, 2, 0, 0))


def test_the_estimate_may_pass_half_where_fewer_than_half_are_paid_off() -> None:
    paid_late = [("Desk", 40, 0, 0, 1), ("Desk", 30, 2, 0, 0)]
    assert "an estimated 10 days" in recovering(*paid_late, ("Desk", 5, 0, 0, 2))


def test_a_time_to_recover_that_the_estimate_never_comes_to_is_told_as_not_reached() -> None:
    assert recovering(("Desk", 40, 0, 0, 2), ("Desk", 30, 1, 0, 0)) == (
        "Time to recover: not reached; the estimate never comes to half of the negatives paid off."
    )


def test_without_a_negative_there_is_no_time_to_recover() -> None:
    assert recovering(("Desk", 40, 3, 0, 0)) == ""
