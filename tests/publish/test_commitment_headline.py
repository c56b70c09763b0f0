"""What is said of commitments is no surer than their verdicts, and names no cause."""

from datetime import date

import pandas as pd
import pytest

from audit.measures.commitment_rule import Before, no_less_rule, proposed_rule
from audit.measures.verdict import COUNTS, least_showing, verdicts
from audit.model.commitment import MOST_WORDS, Commitment
from audit.model.commitment_rule import Rule, RuleKind
from audit.model.keys import new_key
from audit.publish.headlines.commitment import (
    cannot_show_sentence,
    commitments_headline,
    needed_sentence,
    promised_here,
    reaching_sentence,
    verdict_sentence,
    word_in_short,
    word_sentence,
)
from tests.publish.leaving import WORDS_ONLY

GOOD = {"rule": "at least 8 of 10 moments end well", "rule_kind": "moments that end well"}


def told(*rows):
    """Return commitments at touchpoints: (touchpoint, state, counts before and after) each."""
    names = [name for name in COUNTS if name.endswith(("positives", "negatives"))]
    counts = pd.DataFrame([dict(zip(names, seen, strict=True)) for _, _, seen in rows], columns=names)
    who = pd.DataFrame([(touchpoint, state) for touchpoint, state, _ in rows], columns=["touchpoint", "state"])
    made = pd.date_range("2026-01-01", periods=len(rows)) if rows else pd.to_datetime([])
    return pd.concat([who, verdicts(counts)], axis=1).assign(made_on=made, **WORDS_ONLY)


def one(*seen):
    return told(("Handover", "open", seen)).iloc[0].to_dict()


IMPROVED, WORSE, LEVEL, EARLY = (29, 31, 30, 12), (30, 12, 29, 31), (29, 31, 21, 21), (29, 31, 3, 1)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "No commitment has been made yet."),
        (
            [("Handover", "late", IMPROVED), ("Desk", "open", EARLY), ("Call", "kept", LEVEL)],
            "1 of 3 commitments is late; Handover improved from 48\u00a0% to 71\u00a0% good moments, n 60 and 42.",
        ),
        (
            [("Handover", "late", IMPROVED), ("Desk", "late", WORSE)],
            "2 of 2 commitments are late; Desk got worse from 71\u00a0% to 48\u00a0% good moments, n 42 and 60.",
        ),
        ([("Desk", "open", EARLY)], "1 of 1 commitment is open, none late; it is too early for a verdict on any."),
        (
            [("Desk", "closed", LEVEL)],
            (
                "1 commitment made, it has its verdict; no change shows at Desk, "
                "48\u00a0% to 50\u00a0% good moments, n 60 and 42."
            ),
        ),
        (
            [("Desk", "closed", LEVEL), ("Call", "open", EARLY), ("Hall", "carried over", EARLY)],
            (
                "2 of 3 commitments are open, none late; no change shows at Desk, 48\u00a0% to 50\u00a0% good moments, "
                "n 60 and 42."
            ),
        ),
        (
            [("Desk", "kept", IMPROVED), ("Call", "kept", IMPROVED)],
            (
                "2 commitments made, each has its verdict; Call improved from 48\u00a0% to 71\u00a0% good moments, "
                "n 60 and 42."
            ),
        ),
    ],
)
def test_one_sentence_says_how_they_stand_and_what_the_latest_verdict_is(rows, sentence):
    assert commitments_headline(told(*rows)) == sentence


def test_before_and_after_stand_side_by_side_with_their_n():
    assert verdict_sentence(one(*IMPROVED)) == (
        "Before, 48\u00a0% of 60 moments were good; after, 71\u00a0% of 42 moments were good: +23 points "
        "(interval +4 to +40)."
    )
    assert verdict_sentence(one(29, 31, 0, 0)).endswith("nothing good or bad was observed since.")
    assert verdict_sentence(one(0, 0, 1, 0)) == (
        "Before, nothing good or bad was observed; after, 100\u00a0% of 1 moment was good."
    )


def test_what_is_still_needed_is_said():
    assert needed_sentence(one(*EARLY)) == (
        "It takes at least 6 more walks there that end well or badly. If it goes on as so far, a difference shows "
        "after about 14."
    )
    assert needed_sentence(one(29, 31, 9, 0)) == "It takes at least 1 more walk there that ends well or badly."
    assert "Only 2 good or bad moments were observed before it" in needed_sentence(one(1, 1, 10, 10))


def test_no_change_says_what_would_have_been_seen():
    assert needed_sentence(one(*LEVEL)).startswith(
        "With these numbers a rise to 69\u00a0% or more or a fall to 29\u00a0% or less would have shown"
    )
    assert " a rise" not in needed_sentence(one(20, 0, 13, 0))
    assert " a fall" not in needed_sentence(one(0, 20, 0, 13))


def test_where_nothing_would_have_shown_that_is_said():
    blind = one(*LEVEL) | {"shows_from": float("nan"), "shows_to": float("nan")}
    assert needed_sentence(blind) == "With so few moments no change at all would have shown."


def test_a_verdict_is_held_against_chance_and_names_no_cause():
    assert "lies above 0" in needed_sentence(one(*IMPROVED))
    assert "lies below 0" in needed_sentence(one(*WORSE))
    said = " ".join(
        sentence(one(*seen)) for sentence in (verdict_sentence, needed_sentence) for seen in (IMPROVED, WORSE, LEVEL)
    )
    assert not [word for word in ("because", "thanks to", "led to", "effect", "caused") if word in said]


def a_promise(words="Nobody waits unseen.", how_known="Walks find it."):
    return Commitment(new_key(), words, how_known, "desk lead", date(2026, 12, 3), date(2026, 10, 8))


def test_whoever_stands_there_reads_what_was_promised_by_when_and_how_it_shows():
    assert promised_here([]) == ()
    assert promised_here([a_promise()]) == (
        "We promised here: Nobody waits unseen \N{EM DASH} by 3 Dec 2026; how we will know: Walks find it.",
    )


def test_many_and_long_promises_stay_few_lines():
    long = a_promise("word " * (MOST_WORDS // 5), "x " * (MOST_WORDS // 2))
    told = promised_here([long, long, long])
    assert len(told) == 3
    assert told[2] == "And 1 more commitment here."
    assert all(len(line) < 320 for line in told)
    assert "word \N{HORIZONTAL ELLIPSIS} \N{EM DASH} by" in told[0]
    assert promised_here([long] * 4)[2] == "And 2 more commitments here."


def test_a_small_difference_is_not_told_as_none():
    row = one(900, 100, 902, 98)
    assert "90\u00a0% of 1,000 moments were good; after, 90.2\u00a0% of 1,000" in verdict_sentence(row)
    assert ": +0.2 points (interval " in verdict_sentence(row)


def test_what_would_have_shown_does_not_look_like_what_did_not():
    level = one(400, 400, 426, 374)
    needed = needed_sentence(level | {"shows_from": 0.5334, "after_share": 0.5324}).replace("\u00a0", " ")
    assert "a rise to 53.3 % or more" in needed


def test_whether_the_word_was_kept_is_said_with_what_was_promised_and_observed():
    row = one(*LEVEL) | GOOD
    assert word_sentence(row | {"rule_verdict": "kept", "rule_n": 20, "rule_value": 1.0}) == (
        "Kept its word. Promised: at least 8 of 10 moments end well. Observed since: 20 of 20."
    )
    assert word_sentence(row | {"rule_verdict": "not kept", "rule_n": 12, "rule_value": 5 / 12}).startswith(
        "Did not keep its word."
    )
    early = row | {"rule_verdict": "too early", "rule_n": 3, "rule_value": 1.0, "rule_needed": 7}
    assert word_sentence(early).endswith("Observed so far: 3 of 3. It can be judged after 7 more moments.")
    assert "so far" not in word_sentence(early | {"rule_n": 0, "rule_value": float("nan"), "rule_needed": 1})


def test_what_can_only_fall_is_told_so_with_its_rule_and_never_by_walks_that_would_show_more():
    row = one(55, 0, 3, 0)
    assert needed_sentence(row) == (
        "Before, 55 of 55 moments went well, so later walks can only show a fall, no improvement. "
        "You decide whether it was kept."
    )
    assert needed_sentence(row | GOOD).endswith("Its rule says whether it was kept: at least 8 of 10 moments end well.")


def test_of_what_was_promised_in_words_the_team_says_whether_it_was_kept():
    row = one(*LEVEL)
    assert word_sentence(row) == "Promised in words only, so you decide whether it was kept."
    assert word_in_short(row) == ""
    closed = row | {"closed_on": pd.Timestamp("2026-03-01")}
    assert word_sentence(closed) == "Promised in words only; nobody said whether it was kept."
    broken = closed | {"rule_verdict": "not kept"}
    assert word_sentence(broken) == "Not kept, as the team said when it closed this; promised in words only."
    assert word_in_short(broken) == "not kept, as the team said"
    frame = told(("Desk", "kept", EARLY)).assign(rule_verdict="kept")
    assert commitments_headline(frame) == "1 commitment made, it has its verdict; Desk: kept, as the team said."


@pytest.mark.parametrize(
    ("rule", "value", "observed", "more"),
    [
        (Rule(RuleKind.MEAN, 4), 4.25, "4.3 (n 12)", "1 more rating"),
        (Rule(RuleKind.WAIT, 4), 9.0, "9.0 minutes (n 12)", "1 more timed wait"),
    ],
)
def test_scores_and_waits_are_said_with_their_n(rule, value, observed, more):
    row = {"rule": str(rule), "rule_kind": rule.kind, "rule_verdict": "kept", "rule_n": 12, "rule_value": value}
    assert word_sentence(row).endswith(f"Observed since: {observed}.")
    assert word_sentence(row | {"rule_verdict": "too early", "rule_needed": 1}).endswith(f"after {more}.")


def test_a_worse_one_opens_the_page_however_many_improved_later():
    rows = [("Desk", "open", WORSE), ("Call", "open", WORSE), ("Hall", "kept", IMPROVED)]
    assert commitments_headline(told(*rows)) == (
        "2 of 3 commitments are open, none late; 2 got worse, the latest: Call got worse from 71\u00a0% to 48\u00a0% "
        "good moments, n 42 and 60."
    )


def test_a_word_that_was_not_kept_comes_before_what_improved():
    rows = told(("Desk", "open", LEVEL), ("Hall", "kept", IMPROVED)).assign(**GOOD)
    rows = rows.assign(rule_verdict=["not kept", "words only"], rule_n=[12, 0], rule_value=[5 / 12, float("nan")])
    assert commitments_headline(rows).endswith("Desk did not keep its word (5 of 12).")


def test_whoever_promises_is_told_where_nothing_could_show_an_improvement():
    said = cannot_show_sentence(before(18, 4), no_less_rule(18, 22))
    assert said.startswith(
        "Before this, 18 of 22 moments here (82\u00a0%) went well, so even 20 good ones out of 20 could not show"
    )
    assert said.endswith("Promise something that later visits can show: at least 9 of 10 moments end well.")
    assert "no number of walks" in cannot_show_sentence(before(22, 0), no_less_rule(22, 22))
    assert cannot_show_sentence(before(6, 6), no_less_rule(6, 12)) == ""


def before(good, bad):
    row = one(good, bad, 0, 0)
    return Before(good, good + bad, row["before_high"], least_showing(row))


@pytest.mark.parametrize(
    ("good", "bad", "promised", "sentence"),
    [
        (15, 17, (16, 20), "Reaching 16 of 20 would also be surely better."),
        (15, 17, (18, 20), "Reaching 18 of 20 would also be surely better."),
        (15, 17, (12, 20), "Reaching 12 of 20 would keep this promise and could still be chance; 16 of 20 would be"),
        (18, 4, (9, 10), "Not even 10 of 10 would be surely better. That takes 23 moments or more, all good."),
        (22, 0, (9, 10), "Not even 10 of 10 would be surely better."),
    ],
)
def test_whoever_promises_reads_whether_reaching_it_would_be_surely_better(good, bad, promised, sentence):
    stood = before(good, bad)
    rule = Rule(RuleKind.GOOD, *promised)
    read = reaching_sentence(stood, rule, proposed_rule(stood, rule.of))
    assert read.startswith(f"Now {good} of {good + bad}. {sentence}")
