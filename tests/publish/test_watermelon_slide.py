"""Green outside, red inside on a slide: lit only where it is sure."""

import numpy as np
import pytest

from audit.model.review import AgendaItem, Item
from audit.publish.headlines.watermelon import behind_it
from audit.publish.plotted import plotted
from audit.publish.slides import slides_of
from audit.publish.slides.short import MOST_WORDS
from audit.publish.slides.watermelon import MOST_SERVICES, services_beside
from tests.publish.test_slides import a_review, shown
from tests.publish.test_watermelon_headline import MISSED, rows

SURE, POSSIBLE, RIPE = (96, 142), (7, 3), (90, 3)
LONG = "Call from a room full of people during a lecture"


def told(*services):
    (slide,) = slides_of(a_review(), AgendaItem(Item.WATERMELON), shown(watermelon=rows(*services)))
    assert len(slide.headline.split()) <= MOST_WORDS
    return slide


def lit(slide):
    return slide.figure.loc[slide.figure["is_lit"], "service"].tolist()


@pytest.mark.parametrize(
    ("services", "head", "named"),
    [
        (
            (("Help line", {}, SURE), ("Desk", {}, RIPE)),
            "Target met, yet only 40\N{NO-BREAK SPACE}% end well",
            ["Help line"],
        ),
        ((("Help line", {}, (0, 238)),), "Target met, yet only 0\N{NO-BREAK SPACE}% end well", ["Help line"]),
        (
            (("Help line", {}, (1, 999)),),
            "Target met, yet under 1\N{NO-BREAK SPACE}% end well",
            ["Help line"],
        ),
        (
            (("Help line", {}, SURE), ("Desk", {}, (30, 60))),
            "Two targets met, yet too few end well",
            ["Desk", "Help line"],
        ),
        ((("Help line", {}, POSSIBLE), ("Desk", {}, RIPE)), "No watermelon is sure", []),
        ((("Help line", MISSED, SURE),), "No watermelon is sure", []),
        ((("Help line", {}, (0, 4)),), "No watermelon is sure", []),
    ],
)
def test_only_a_sure_watermelon_is_lit_and_named(services, head, named):
    slide = told(*services)
    assert (slide.headline, slide.chart) == (head, "watermelons")
    assert sorted(lit(slide)) == named
    assert slide.period == "1 January to 31 January 2026"
    assert slide.under


def test_the_one_that_is_sure_is_named_above_with_what_stands_behind_it():
    slide = told(("Help line", {}, SURE), ("Desk", {}, RIPE))
    assert slide.section == "Green outside, red inside: Help line"
    assert slide.under.replace("\N{NO-BREAK SPACE}", " ") == (
        "100 cases counted, 238 visits seen (34 % to 47 % end well; our target 80 %). The only sure watermelon of two."
    )
    alone = rows(("Help line", {"met": None, "total": None, "attained_share": 0.95}, SURE))
    assert behind_it(alone).startswith("238 visits seen")
    assert behind_it(alone).endswith("The only sure watermelon.")
    assert behind_it(rows(("Help line", {}, SURE), ("Desk", {}, (30, 60)))).endswith("The widest of them.")


def test_where_no_service_has_a_metric_or_nobody_visited_there_is_no_picture():
    assert (told().headline, told().chart) == ("No service has a metric yet", "")
    assert (told(("Help line", {}, (0, 0))).headline, told(("Help line", {}, (0, 0))).chart) == (
        "No watermelon is sure",
        "",
    )


def test_one_line_a_service_and_words_that_lie_apart():
    services = [(f"{LONG} {number}", {}, (9 + number, 1)) for number in range(7)]
    beside = services_beside(rows(*services, ("Nobody there", MISSED, (0, 0))).iloc[::-1])
    assert len(beside) == MOST_SERVICES
    assert beside["name"].str.count("\n").max() == 1
    assert np.diff(np.sort(beside["name_at"])).min() >= 0.19 - 1e-9
    assert (beside["service"].iloc[0], beside["seen_said"].iloc[0]) == ("Nobody there", "nobody visited")
    assert beside["seen_said_at"].isna().tolist() == [True, *[False] * 4]
    assert beside[["metric_at", "name_at"]].to_numpy().min() >= 0


def test_a_deck_draws_what_was_seen_with_its_interval_beside_the_metric():
    plot = plotted(told(("Help line", {}, SURE), ("Desk", {}, (0, 0))))
    assert (plot.names, plot.evidence) == (("Help line",), ("a sure watermelon",))
    assert [bool(series.low) for series in plot.series] == [True, False]
