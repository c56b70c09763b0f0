"""The first page of a hand-out: five short parts, and nothing that was not told."""

from dataclasses import replace

import pytest

from audit.model.review import Item
from audit.publish.handout import handout, pictured
from audit.publish.headlines.caveat import caveat
from audit.publish.one_page import MOST_LETTERS, MOST_LINES, foot, one_page
from audit.publish.slide import Slide
from tests.publish.leaving import a_report, shown, voted

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><clipPath id="one"/><g clip-path="url(#one)"/></svg>'


def parts(report):
    return {part.title: part.lines for part in one_page(report)}


def test_it_says_what_was_seen_came_of_last_time_was_chosen_promised_and_must_wait():
    told = parts(a_report())
    assert list(told) == [
        "What we saw",
        "What came of last time",
        "What the room chose",
        "What we promise",
        "What must wait, and why",
    ]
    assert told["What we saw"] == ("How we stand.", "Desk again.", "Desk owes 1,031 good experiences.")
    assert told["What came of last time"] == ("Before and after.",)
    assert told["What the room chose"][0] == "=1+1: 3 votes, 100 %"
    assert told["What we promise"][0].startswith("Desk: Look up first (Front desk, by 1 June 2026).")


def test_a_part_with_nothing_is_left_out():
    slides = (Slide(Item.VOTE, "What should we fix first?"),)
    nothing = shown(votes=voted()[:0], commitment=shown().commitment[:0], cannot=shown().cannot[:0])
    assert one_page(a_report(slides=slides, shown=nothing)) == ()
    assert foot(a_report(slides=slides)) == ""


def test_the_line_beneath_a_headline_goes_with_it():
    slides = (Slide(Item.JOURNEY, "Two low points: help line and handover", under="Which is lower cannot be told."),)
    told = parts(a_report(slides=slides))
    assert told["What we saw"] == ("Two low points: help line and handover. Which is lower cannot be told.",)


@pytest.mark.parametrize("owes", [True, False])
def test_the_caveat_stands_at_its_foot_where_it_speaks_of_owing(owes):
    report = a_report(slides=tuple(replace(each, owes=owes) for each in a_report().slides if each.item is Item.TRUST))
    assert foot(report) == (caveat(report.shown.ratio) if owes else "")
    assert (caveat(report.shown.ratio) in handout(report, {}).partition("In full")[0]) is owes


def test_however_much_there_is_it_stays_one_page_and_says_how_much_more_there_is():
    refusals = shown().cannot.loc[[0] * 30].assign(why="So it is. " * 100)
    lines = parts(a_report(shown=shown(cannot=refusals)))["What must wait, and why"]
    assert len(lines) == MOST_LINES
    assert max(map(len, lines)) <= MOST_LETTERS + 1
    assert lines[-1] == f"and {30 - MOST_LINES + 1} more"


def test_the_picture_of_the_journey_stands_on_both_pages_and_lends_neither_its_parts():
    slides = (Slide(Item.JOURNEY, "Low", chart="votes", figure=voted(), description="The journey."),)
    report = a_report(slides=slides)
    page = handout(report, {0: PICTURE})
    assert len(pictured(report)) == 2
    assert [page.count(name) for name in ('id="p0-one"', "url(#p0-one)", 'id="first-one"', "url(#first-one)")] == [
        1,
        1,
        1,
        1,
    ]
