"""What is owed on a slide: how it moved comes first, and how often it goes wrong stands beside it."""

from datetime import date

import pandas as pd
import pytest

from audit.measures.since_last import DOWN, UNSURE, UP
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.caveat import caveat
from audit.publish.headlines.owed import bad_rate, owed_headline
from audit.publish.plotted import plotted
from audit.publish.slides import slides_of
from audit.publish.slides.short import MOST_WORDS
from audit.publish.slides.trust import movement_steps
from tests.publish.test_slides import UNTIL, a_review, owing, shown

MOVED = ["owed_before", "newly_owed", "newly_paid", "newly_written_off", "debt"]
NEVER_COMPARED = pd.DataFrame()
SUMS = pd.DataFrame({"positives": [30, 30], "neutrals": [2, 0], "negatives": [10, 5]})


def ledger(*moved, since="2026-09-01", counts=(9, 0, 3)):
    row = dict(zip(MOVED, moved, strict=True)) | {"since": pd.Timestamp(since), "touchpoint": "Desk"}
    return pd.DataFrame([row | dict(zip(["positives", "neutrals", "negatives"], counts, strict=True))])


def told(day=UNTIL, **changes):
    (slide,) = slides_of(a_review(), AgendaItem(Item.TRUST), shown(day=day, **changes))
    return slide


@pytest.mark.parametrize(
    ("moved", "head"),
    [
        ((1862, 948, 180, 263, 2367), "We owe 505 more than on 1 September"),
        ((100, 0, 60, 10, 30), "We owe 70 fewer than on 1 September"),
        ((24, 12, 12, 0, 24), "We owe as much as on 1 September"),
        ((0, 12, 0, 0, 12), "We owe 12 more than on 1 September"),
        ((48, 0, 40, 8, 0), "Nothing is owed; 48 on 1 September"),
        ((0, 12, 12, 0, 0), "Nothing is owed"),
    ],
)
def test_the_headline_is_the_difference(moved, head):
    day = date(2026, 11, 29)
    assert owed_headline(ledger(*moved), day, day) == head
    past = owed_headline(ledger(*moved), day, date(2026, 12, 3))
    assert past == head.replace("owe ", "owed ").replace("is", "was", 1)
    year_before = ledger(*moved, since="2025-12-01")
    assert len(owed_headline(year_before, day, day).split()) <= MOST_WORDS


def test_where_the_movement_is_not_known_the_whole_is_told():
    day = date(2026, 11, 29)
    owed, none = (ledger(0, 0, 0, 0, debt).drop(columns=MOVED[:4]) for debt in (32, 0))
    assert owed_headline(owed, day, day) == "We owe 32 good experiences"
    assert owed_headline(none, day, day) == "Nothing is owed"


def whole(n, positives, before_n=0, before_positives=0, verdict=UNSURE):
    shares = {"share": positives / n if n else float("nan"), "before_share": before_positives / max(before_n, 1)}
    ends = {"low": 0.80, "high": 0.87}
    return pd.DataFrame([{"n": n, "positives": positives, "before_n": before_n, "verdict": verdict} | shares | ends])


@pytest.mark.parametrize(
    ("compared", "words"),
    [
        (
            whole(100, 84, 120, 100),
            "Seen to go badly: 16 % this time (13 % to 20 %), 17 % last time; no sure change.",
        ),
        (
            whole(100, 84, 120, 60, UP),
            "Seen to go badly: 16 % this time (13 % to 20 %), 50 % last time; surely fewer.",
        ),
        (
            whole(100, 84, 120, 118, DOWN),
            "Seen to go badly: 16 % this time (13 % to 20 %), 2 % last time; surely more.",
        ),
        (whole(100, 84), "Seen to go badly: 16 % this time (13 % to 20 %); too few last time to compare."),
        (whole(4, 3), "Seen to go badly this time: 1 of 4."),
        (whole(0, 0), ""),
        (NEVER_COMPARED, "20 bad in 100 good or bad moments in all, interval 13 to 30."),
    ],
)
def test_how_often_it_goes_wrong_is_as_sure_as_it_is(compared, words):
    assert bad_rate(compared, SUMS).replace("\N{NO-BREAK SPACE}", " ") == words


def test_where_nothing_went_well_or_badly_there_is_no_rate():
    assert not bad_rate(NEVER_COMPARED, SUMS.assign(positives=0, negatives=0))


def test_the_steps_lead_from_what_was_owed_to_what_is():
    steps = movement_steps(ledger(1862, 948, 180, 263, 2367), date(2026, 11, 29))
    assert steps["low"].tolist() == [0, 1862, 2630, 2367, 0]
    assert steps["high"].tolist() == [1862, 2810, 2810, 2630, 2367]
    assert steps["level"].tolist() == [1862, 2810, 2630, 2367, 2367]
    assert [said.replace("\N{NO-BREAK SPACE}", " ") for said in steps["said"]] == [
        *("1,862", "+ 948", "− 180", "− 263", "2,367")
    ]
    assert steps["after"].tolist()[:4] == steps["step"].tolist()[1:]
    still = movement_steps(ledger(24, 0, 0, 0, 24), date(2026, 11, 29))
    assert still["said"].tolist()[1:4] == ["none"] * 3


def test_a_slide_shows_the_movement_and_says_who_owes_most_in_its_notes():
    slide = told()
    assert (slide.headline, slide.chart, slide.lines) == ("We owe 32 more than on 1 March", "movement", (caveat(12),))
    assert "newly owed +\N{NO-BREAK SPACE}36, paid by good moments −\N{NO-BREAK SPACE}4" in slide.description
    assert "Desk owes the most of 2 touchpoints in debt, 21 (" in slide.description
    plot = plotted(slide)
    assert plot.starts == (0.0, 0.0, 32.0, 32.0, 0.0)
    assert plot.series[0].points == (0.0, 36.0, 4.0, 0.0, 32.0)


def test_of_a_day_gone_by_it_says_what_was_owed():
    slide = told(date(2026, 11, 23))
    assert slide.headline == "We owed 32 more than on 1 March"
    assert slide.figure["step"].iloc[-1] == "Owed on 31 March"
    assert "On 31 March 2026: " in slide.description
    assert told(date(2026, 3, 20)).headline == "We owe 32 more than on 1 March"
    none = told(date(2026, 11, 23), **owing(("Desk", 9, 0)))
    assert (none.headline, none.lines[0][:33]) == ("Nothing was owed", "On 31 March 2026: Nothing is owed")


def test_where_nothing_was_ever_owed_there_is_no_picture():
    assert (told(**owing(("Desk", 9, 0))).headline, told(**owing(("Desk", 9, 0))).chart) == ("Nothing is owed", "")
    assert told(**owing(("Desk", 2, 0))).headline == "Too few observations to say"
    paid = told(**owing(("Desk", 30, 1)))
    assert (paid.headline, paid.chart) == ("Nothing is owed", "movement")


def test_a_review_frozen_by_an_earlier_version_is_told_without_its_movement():
    given = owing(("Desk", 3, 2), ("Call", 1, 1))
    slide = told(**(given | {"trust": given["trust"].drop(columns=[*MOVED[:4], "since"])}))
    assert (slide.headline, slide.chart) == ("We owe 32 good experiences", "debt")
    assert slide.description.startswith("Good experiences owed on 31 March 2026: Desk 21, Call 11. ")
