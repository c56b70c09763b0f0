"""Wherever something is said to be owed, by how many to one is in sight, and that it is a rule of thumb."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from click.testing import CliRunner
from pptx import Presentation

from audit.actions.imports import load_sample
from audit.actions.reviews import prepare
from audit.actions.set_up import change_settings
from audit.cli import main
from audit.publish.deck import deck
from audit.publish.handout import handout
from audit.publish.headlines.caveat import caveat
from audit.publish.minutes import minutes, summary
from audit.publish.report import COLUMNS
from audit.review.documents import report_of
from audit.review.propose import proposed_agenda, proposed_period
from audit.store.opened import opened
from audit.store.programme import programme
from audit.web.present.showing import projected
from pages.parts.navigation import NAVIGATION
from tests.builders import sample_day
from tests.pages.conftest import run

RATIOS = [12, 5]
PAGES = [file.removesuffix(".py") for doors in NAVIGATION.values() for file, *_ in doors]
OWING = re.compile(r"\bow(?:e|es|ed)\b", re.IGNORECASE)  # on its own, so that no list of ours can leave a word out
TODAY = sample_day()


@pytest.fixture(scope="module", params=RATIOS, ids=lambda ratio: f"{ratio} to one")
def college(request, tmp_path_factory):
    path = str(tmp_path_factory.mktemp("caveat") / "audit.duckdb")
    store = opened(path)
    load_sample(store, 1_200, 12, TODAY)
    change_settings(store, replace(programme(store), recovery_ratio=request.param), "KM")
    since, until = proposed_period(store, TODAY)
    review = prepare(store, "Autumn", (since, until), proposed_agenda(store, since, until))
    yield path, store, request.param, review
    store.close()


@pytest.fixture
def seen(college, monkeypatch):
    monkeypatch.setenv("AUDIT_STORE", college[0])
    return college[2]


def words_of(at):
    """Return all that a page says, each part by itself: texts, labels, helps, descriptions, words within charts."""
    return [
        str(node.proto).replace("\\", "") for node in everything(at.main) if getattr(node, "proto", None) is not None
    ]


def everything(block):
    """Return every element of a page, however deep it stands."""
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from everything(child)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_speaks_of_owing_shows_the_caveat(seen, page):
    at = run(page)
    assert not at.exception
    told = words_of(at)
    assert told
    if any(OWING.search(each) for each in told):
        assert any(caveat(seen) in each for each in told), [each for each in told if OWING.search(each)][:3]


@pytest.mark.parametrize("step", ["Prepare", "Room", "Commit", "Close"])
def test_each_step_of_a_review_shows_it(seen, step):
    told = words_of(run("act/review", step=step))
    assert any(caveat(seen) in each for each in told)


@pytest.mark.parametrize("page", ["home/start", "understand/trust", "understand/journey"])
def test_the_pages_that_open_with_what_is_owed_speak_of_it(seen, page):
    told = " ".join(words_of(run(page)))
    assert OWING.search(told)
    assert told.count("rule of thumb; no study supports it") == 1


def bare(told, ratio):
    """Return which of some texts, each seen by itself, speak of owing without the caveat."""
    return [text for text in told if OWING.search(text) and caveat(ratio) not in text]


def a_report(college):
    _, store, _, review = college
    held = report_of(store, review, today=TODAY)
    moved = [("Trust owed", "In all", "12", "24")]
    return replace(held, restated=held.restated.reindex(columns=COLUMNS).iloc[:0]), moved


def test_every_slide_of_wall_and_deck_that_speaks_of_owing_shows_it(college):
    held, moved = a_report(college)
    _, store, ratio, _ = college
    wall = [
        " ".join((each.slide.headline, each.slide.under, *each.lines, each.caveat, each.picture))
        for each in projected(store, held.review, TODAY)
    ]
    assert bare(wall, ratio) == []
    restated = replace(held, restated=type(held.restated)(moved, columns=COLUMNS))
    pages = Presentation(BytesIO(deck(restated))).slides
    told = [" ".join(page.element.itertext()) for page in pages]
    assert bare(told, ratio) == []
    assert sum(caveat(ratio) in text for text in told) >= 2
    assert any(caveat(ratio) in text for text in wall)


def test_the_papers_of_a_review_that_speak_of_owing_show_it(college):
    held, _ = a_report(college)
    for told in (minutes(held), summary(held), handout(held, {})):
        assert OWING.search(told)
        assert bare([told], college[2]) == []


def test_the_commands_help_shows_it():
    told = " ".join(CliRunner().invoke(main, ["measure", "--help"]).output.split())
    assert caveat(12) in told
