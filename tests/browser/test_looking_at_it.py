"""Every page in real Chromium, in both schemes and three sizes: drawn, quiet, accessible, and shareable."""

import re
from contextlib import suppress
from itertools import combinations
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pages.parts.navigation import NAVIGATION
from tests.screens import SIZES, Server, at_last, free_port

pytestmark = pytest.mark.browser
TITLES = {path: title for doors in NAVIGATION.values() for _, title, path, _ in doors}
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
        .filter(one => seen(one) && !one.closest(
            '[data-testid="stSelectbox"], [data-testid="stMultiSelect"], [data-testid="stVegaLiteChart"]')
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


@pytest.mark.parametrize(("sizes", "scheme"), [(("phone", "hall"), "light"), (("desk",), "dark")])
def test_every_page_is_drawn_without_a_complaint_and_can_be_read_and_tapped_by_all(screen, sizes, scheme):
    shown, found = screen("", sizes[0], scheme), {}
    for path, title in TITLES.items():
        for size in sizes:
            shown.page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
            if size == sizes[0]:  # a page is opened once and drawn anew at another size, as on a phone that is turned
                shown.open(path)
            is_drawn(shown, path)
            has_one_heading(shown, title)
            # at another size it is the same page, and nothing else to hear
            broken = Axe().run(shown.page, context=THEIRS).response["violations"] if size == sizes[0] else ()
            found |= {f"{path} {size} {violation['id']}": violation["nodes"][0]["html"][:200] for violation in broken}
            if size == "phone" and (small := left_over(shown.page, SMALL)):
                found[f"{path} too small"] = small[:8]
    assert found == {}


def has_one_heading(shown, title):
    expect(shown.page).to_have_title(f"{title} · Moments of Truth")
    expect(shown.page.get_by_role("heading", level=1)).to_have_count(1)


def test_what_is_behind_a_figure_has_its_page_s_title_and_one_heading(screen):
    has_one_heading(screen("rater?behind=touchpoint%3DService%2Bdesk", "desk"), "RATER")


def left_over(page, script):
    """Return what a script still finds on the page, at rest or not: nothing, as soon as it finds nothing."""
    with suppress(AssertionError):
        at_last(page, lambda: nothing(page.evaluate(script)))
    return page.evaluate(script)


def nothing(found):
    assert not found


def is_drawn(shown, path):
    if path != "log":
        shown.page.locator("h1").first.wait_for()
    charts = shown.page.locator('[data-testid="stVegaLiteChart"]:visible')
    if path in CHARTS:
        charts.nth(CHARTS[path] - 1).wait_for()
    for chart in charts.all():
        drawing = chart.locator("canvas, svg.marks").first
        drawing.wait_for()
        drawing.scroll_into_view_if_needed()
    assert shown.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0, path
    assert left_over(shown.page, WIDER) == [], path
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
    shown, found = screen("", on=long_names), {}
    for path in ("", "voices?search=Donau", "trust", "coverage", "recoveries", "journey"):
        shown.open(path)
        for closed in shown.page.locator('[data-testid="stMain"] [data-testid="stExpander"] summary').all():
            closed.click()
        shown.settle()
        found[path] = left_over(shown.page, WIDER)
    assert {path: wide for path, wide in found.items() if wide} == {}


@pytest.mark.parametrize("size", ["desk", "hall"])
def test_the_names_of_stages_stand_within_the_picture_and_beside_each_other(screen, size):
    shown = screen("journey?journey=Using+the+library", size)
    picture = shown.page.locator('[data-testid="stVegaLiteChart"]:visible svg.marks').first
    at_last(shown.page, lambda: names_stand_apart(picture))


def names_stand_apart(picture):
    whole, names = picture.bounding_box(), []
    for stage in ("Before", "Coming", "Finding", "Borrowing", "Working", "Getting", "Being"):
        boxes = [name.bounding_box() for name in picture.locator("text", has_text=re.compile(f"^{stage}")).all()]
        assert boxes, f"{stage} is not drawn"
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
    tip = shown.page.locator("#vg-tooltip-element.visible")

    def stays():
        shown.page.mouse.move(60, 400)
        shown.page.mouse.move(300, 410, steps=8)
        assert tip.is_visible()
        told = tip.bounding_box()
        assert told["x"] >= 0
        assert told["x"] + told["width"] <= 390

    at_last(shown.page, stays)


def chosen(shown, label, word):
    shown.page.get_by_role("combobox", name=label).click()
    shown.page.get_by_role("option", name=word, exact=True).click()
    shown.settle()
    if shown.page.get_by_role("option").count():  # where several can be chosen the list stays open
        shown.page.keyboard.press("Escape")
        expect(shown.page.get_by_role("option")).to_have_count(0)
    return shown


def looked_at(shown, *words):
    """Return the heading of a page and the line of what is looked at, once that line says these words."""
    line = shown.page.get_by_text(" · ").first
    for each in words:
        expect(line).to_contain_text(each)
    return shown.page.locator("h1").inner_text(), line.inner_text()


def shows(shown, heading, line):
    """Wait until a page looks at the same as before."""
    expect(shown.page.locator("h1")).to_have_text(heading, use_inner_text=True)
    expect(shown.page.get_by_text(" · ").first).to_have_text(line, use_inner_text=True)


def test_a_pasted_link_shows_the_same_view(screen):
    mine = screen("rater", "desk")
    mine.page.get_by_text("Filter", exact=True).click()
    chosen(mine.settle(), "Journey", "Using the library")
    for place in ("Mill Lane Library", "Foundry Annexe"):
        chosen(mine, "Place", place)
    seen = looked_at(mine, "Using the library", "Foundry Annexe or Mill Lane Library")
    expect(mine.page).to_have_url(re.compile(r"journey=[0-9a-f-]{36}"))
    shows(screen(mine.page.url.split("/", 3)[3], "desk"), *seen)


def test_the_back_button_shows_the_view_before_and_the_view_goes_along_to_other_pages(screen):
    shown = screen("rater", "desk")
    shown.page.get_by_text("Filter", exact=True).click()
    chosen(shown.settle(), "Customer group", "Evening learners")
    before = looked_at(shown, "Evening learners")
    chosen(shown, "Period", "Last 90 days")
    after = looked_at(shown, "Evening learners", "Last 90 days")
    assert before != after
    shown.page.go_back()
    shows(shown.settle(), *before)
    shown.page.go_forward()
    shows(shown.settle(), *after)
    shown.page.get_by_role("link", name="Trust ledger").click()
    expect(shown.settle().page.locator("h1")).not_to_have_text(after[0], use_inner_text=True)
    assert looked_at(shown, "Evening learners", "Last 90 days")[1] == after[1]
    shown.page.go_back()
    shows(shown.settle(), *after)


def test_the_open_tab_stands_in_the_address(screen):
    shown = screen("voices?tab=Signals", "desk")
    shown.says("How often each signal was ticked")
    shown.tap("tab", "Words")
    expect(shown.page).to_have_url(re.compile(r"/voices\?tab=Words$"))
    shown.page.go_back()
    shown.settle().says("How often each signal was ticked")


def test_each_chart_has_a_description_and_its_table_one_click_away(screen):
    shown = screen("rater", "desk")
    charts = shown.page.locator('[data-testid="stVegaLiteChart"] [aria-label]')
    charts.nth(CHARTS["rater"] - 1).wait_for(state="attached")
    at_last(shown.page, lambda: all_are_described(charts))
    tables = shown.page.locator(".figure-table table")
    open_already = tables.count()
    shown.page.get_by_text("Show the table").first.click()
    shown.settle()
    expect(tables).to_have_count(open_already + 1)
    expect(shown.page.get_by_role("button", name="Download CSV")).to_have_count(open_already + 1)


def all_are_described(charts):
    described = charts.evaluate_all("found => found.map(one => one.getAttribute('aria-label'))")
    assert len([words for words in described if words and len(words) > 20]) >= CHARTS["rater"]


def test_every_answer_carries_the_security_headers(server):
    for path in ("/", "/health", "/static/index.html"):
        with urlopen(f"{server.url}{path}") as answer:
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
