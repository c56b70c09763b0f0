"""Every page in real Chromium, in both schemes and three sizes: drawn, quiet, accessible, and shareable."""

import re
from itertools import combinations
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages.parts.rooms import ROOMS
from tests.browser.conftest import Server, free_port

pytestmark = pytest.mark.browser
PAGES = [path for doors in ROOMS.values() for _, _, path, _ in doors if path]
CHARTS = {"rater": 4, "trust": 3, "journey": 1}
THEIRS = {  # Streamlit's own markup, which no setting of ours changes: its navigation's list and its drop zone
    "exclude": [["[data-testid='stSidebarNav']"], ["[data-testid='stFileUploaderDropzone']"]]
}
# Words under 16 pixels and what is tapped on under 48 high; charts and Streamlit's own select arrow aside.
SMALL = """() => {
    const seen = one => one.checkVisibility({opacityProperty: true, visibilityProperty: true})
        && one.getBoundingClientRect().width > 1;
    const main = document.querySelector('[data-testid="stMain"]');
    const says = one => [...one.childNodes].some(part => part.nodeType === Node.TEXT_NODE && part.data.trim());
    const said = [...main.querySelectorAll('*:not(style, script, svg *)')]
        .filter(one => says(one) && seen(one) && parseFloat(getComputedStyle(one).fontSize) < 16);
    const tapped = [...main.querySelectorAll('button, summary, [data-testid="stPageLink"] a, [role="tab"]')]
        .filter(one => seen(one) && !one.closest('[data-testid="stSelectbox"], [data-testid="stVegaLiteChart"]')
            && one.getBoundingClientRect().height < 47.5);
    return [...said, ...tapped].map(one => one.tagName + ' ' + one.textContent.trim().slice(0, 40));
}"""

LONG = "Donaudampfschifffahrtsgesellschaftskapitänskajütentürschlosskontrolle"
# What reaches beyond the screen, and stands in nothing that scrolls by itself.
WIDER = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .filter(one => one.scrollWidth > innerWidth + 1).map(one => one.tagName + ' ' + one.scrollWidth)"""


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """Return a server of the sample audit, which these tests look at and leave as it is."""
    running = Server(root, tmp_path_factory.mktemp("looking") / "audit.duckdb", free_port())
    running.command("sample")
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desk", "dark"), ("hall", "light")])
def test_every_page_is_drawn_without_a_complaint_and_can_be_read_and_tapped_by_all(screen, size, scheme):
    shown, found = screen("", size, scheme), {}
    for path in ["", *PAGES]:
        shown.open(path)
        is_drawn(shown, path)
        broken = Axe().run(shown.page, context=THEIRS).response["violations"]
        found |= {f"{path} {violation['id']}": violation["nodes"][0]["html"][:200] for violation in broken}
        if size == "phone" and (small := shown.page.evaluate(SMALL)):
            found[f"{path} too small"] = small[:8]
    assert found == {}


def is_drawn(shown, path):
    assert shown.page.locator("h1").count() >= (path != "log"), path
    assert shown.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0, path
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    charts = shown.page.locator('[data-testid="stVegaLiteChart"]:visible')
    if path in CHARTS:
        charts.nth(CHARTS[path] - 1).wait_for()
    for chart in charts.locator("canvas, svg.marks").all():
        chart.scroll_into_view_if_needed()
    assert shown.complaints == [], path


@pytest.fixture
def long_names(root, tmp_path):
    """Return a server of an audit in which every name is the same long word."""
    running, table = Server(root, tmp_path / "long.duckdb", free_port()), tmp_path / "long.csv"
    head = "observed_at,journey,stage,touchpoint,place,what_happened,outcome"
    days = enumerate(("positive", "negative") * 5, 1)
    rows = [",".join([f"2026-03-{day:02}", *[LONG] * 5, outcome]) for day, outcome in days]
    table.write_text("\n".join([head, *rows]), encoding="utf-8")
    running.command("import", str(table))
    running.start()
    yield running
    running.stop()


def test_one_long_word_makes_no_page_wider_than_a_phone(screen, long_names):
    shown, found = screen(""), {}
    shown.url = long_names.url
    for path in ("", "voices?search=Donau", "trust", "coverage", "recoveries", "journey"):
        shown.open(path)
        for closed in shown.page.locator('[data-testid="stMain"] [data-testid="stExpander"] summary').all():
            closed.click()
            shown.settle()
        found[path] = shown.page.evaluate(WIDER)
    assert {path: wide for path, wide in found.items() if wide} == {}


@pytest.mark.parametrize("size", ["desk", "hall"])
def test_the_names_of_stages_stand_within_the_picture_and_beside_each_other(screen, size):
    shown = screen("journey?journey=Using+the+library", size)
    picture = shown.page.locator('[data-testid="stVegaLiteChart"]:visible svg.marks').first
    picture.wait_for()
    whole, names = picture.bounding_box(), []
    for stage in ("Before", "Coming", "Finding", "Borrowing", "Working", "Getting", "Being"):
        boxes = [name.bounding_box() for name in picture.locator("text", has_text=re.compile(f"^{stage}")).all()]
        names.append(min(boxes, key=lambda box: box["y"]))
    for box in names:
        assert box["y"] >= whole["y"]
        assert box["x"] + box["width"] <= whole["x"] + whole["width"]
    for one, other in combinations(names, 2):
        apart = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        assert apart or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]


def test_the_tip_of_a_chart_stays_on_a_phone(screen):
    shown = screen("journey")
    chart = shown.page.locator('[data-testid="stVegaLiteChart"]:visible').first
    chart.locator("canvas, svg.marks").first.wait_for()
    chart.evaluate("chart => chart.scrollIntoView({block: 'center', behavior: 'instant'})")
    shown.settle()
    shown.page.mouse.move(60, 400)
    shown.page.mouse.move(300, 410, steps=8)
    tip = shown.page.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    told = tip.bounding_box()
    assert told["x"] >= 0
    assert told["x"] + told["width"] <= 390


def chosen(shown, label, word):
    shown.page.get_by_role("combobox", name=label).click()
    shown.page.get_by_role("option", name=word, exact=True).click()
    return shown.settle()


def looked_at(shown):
    return shown.page.locator("h1").inner_text(), shown.page.get_by_text(" · ").first.inner_text()


def test_a_pasted_link_shows_the_same_view(screen):
    mine = screen("rater", "desk")
    mine.page.get_by_text("Filter", exact=True).click()
    chosen(mine.settle(), "Journey", "Using the library")
    yours = screen(mine.page.evaluate("location.href").split("/", 3)[3], "desk")
    assert looked_at(yours) == looked_at(mine)
    assert "Using the library" in looked_at(yours)[1]


def test_the_back_button_shows_the_view_before_and_the_view_goes_along_to_other_pages(screen):
    shown = screen("rater", "desk")
    shown.page.get_by_text("Filter", exact=True).click()
    chosen(shown.settle(), "Customer group", "Evening learners")
    before = looked_at(shown)
    chosen(shown, "Period", "Last 90 days")
    after = looked_at(shown)
    assert before != after
    shown.page.go_back()
    shown.settle()
    assert looked_at(shown) == before
    shown.page.go_forward()
    shown.settle()
    assert looked_at(shown) == after
    shown.page.get_by_role("link", name="Trust ledger").click()
    shown.settle()
    assert looked_at(shown)[1] == after[1]
    shown.page.go_back()
    shown.settle()
    assert looked_at(shown) == after


def test_the_open_tab_stands_in_the_address(screen):
    shown = screen("voices?tab=Signals", "desk")
    assert shown.says("How often each signal was ticked")
    shown.tap("tab", "Words")
    assert shown.page.url.endswith("/voices?tab=Words")
    shown.page.go_back()
    shown.settle()
    assert shown.says("How often each signal was ticked")


def test_each_chart_has_a_description_and_its_table_one_click_away(screen):
    shown = screen("rater", "desk")
    charts = shown.page.locator('[data-testid="stVegaLiteChart"] [aria-label]')
    charts.nth(CHARTS["rater"] - 1).wait_for(state="attached")
    described = charts.evaluate_all("found => found.map(one => one.getAttribute('aria-label'))")
    assert len([words for words in described if words and len(words) > 20]) >= 4
    shown.page.get_by_text("Show the table").first.click()
    shown.settle()
    assert shown.page.locator(".figure-table table").count() == 1
    assert shown.page.get_by_role("button", name="Download CSV").count() == 1


def test_every_answer_carries_the_security_headers(server):
    for path in ("/", "/health", "/static/index.html"):
        with urlopen(f"{server.url}{path}") as answer:
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
