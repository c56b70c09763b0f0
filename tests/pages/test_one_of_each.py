"""An audit with one of each, and one with names made to break something: every page says it as people do."""

import re
from collections.abc import Iterator

import pytest

from audit.actions.walks import record_walk_through
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.rating import DIMENSIONS, Outcome
from audit.store.journey import add_journey
from audit.store.opening import Store
from pages.parts.navigation import NAVIGATION
from tests.builders import a_walk, an_observation
from tests.pages.conftest import run

PAGES = [file.removesuffix(".py") for doors in NAVIGATION.values() for file, *_ in doors]
# the heading of the walk is its own, drawn by the browser
TITLES = {page: 0 if page.startswith("observe/log_walk_through") else 1 for page in PAGES}
MANY_OF_ONE = re.compile(r"(?<![\d.,:-])1 (?!was\b|is\b|has\b|this\b|across\b|plus\b|minus\b|less\b)[a-z-]+s\b")
KINDS = ("title", "markdown", "caption", "html", "text", "info", "warning", "success", "header", "subheader", "button")


def everything_said(at) -> Iterator[str]:
    for kind in KINDS:
        for part in at.get(kind):
            yield re.sub(r"<style>.*?</style>|<[^>]+>", " ", str(getattr(part, "value", "") or part.label)).replace(
                "\\", ""
            )
    for chart in at.get("vega_lite_chart"):
        yield str(chart.proto.alt) if hasattr(chart.proto, "alt") else ""


def one_of_each(store: Store, name: str, outcome: Outcome) -> None:
    desk = Touchpoint(name, is_moment_of_truth=True)
    journey = Journey(f"Visit {name}", stages=(Stage(f"Arrive {name}", (desk,)),))
    add_journey(store, journey)
    walk = a_walk(journey_id=journey.id, place=f"Hall {name}", observer="KM", customer_group="Students")
    rated = dict.fromkeys(DIMENSIONS, 2)
    seen = an_observation(touchpoint_id=desk.id, outcome=outcome, ratings=rated, what_happened=f"It was {name}.")
    record_walk_through(store, walk, [seen])


def test_every_page_has_one_heading(own):
    assert {page: len(run(page).title) for page in PAGES} == dict.fromkeys(PAGES, 1)
    one_of_each(own, "Desk", Outcome.NEGATIVE)
    assert {page: len(run(page).title) for page in PAGES} == TITLES


@pytest.mark.parametrize("outcome", [Outcome.NEGATIVE, Outcome.POSITIVE, Outcome.NEUTRAL])
def test_no_page_counts_one_as_many(own, outcome):
    one_of_each(own, "Desk", outcome)
    found = {}
    for page in PAGES:
        at = run(page)
        assert not at.exception, page
        if wrong := [words for words in everything_said(at) if MANY_OF_ONE.search(words)]:
            found[page] = wrong
    assert found == {}


def test_no_page_breaks_on_names_that_are_made_to_break_it(own):
    name = "\u202eDe\x00sk \x1b[31m\u05e9\u05dc\u05d5\u05dd\u2067"
    one_of_each(own, name, Outcome.NEGATIVE)
    for page in PAGES:
        at = run(page)
        assert not at.exception, page
        said = " ".join(everything_said(at))
        assert not set(said) & set("\x00\x1b\u202e\u2067"), page
        assert said.count("\u2068") == said.count("\u2069"), page
