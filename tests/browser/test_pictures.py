"""Pictures in real Chromium: nothing is cut off, a phone is filled, and one tap leads behind a figure."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.screens import SIZES, Server, at_last, free_port

pytestmark = pytest.mark.browser
PICTURE = '[data-testid="stVegaLiteChart"]:visible'
# Words of a picture that reach beyond what is drawn, which is cut there.
CUT = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg.marks')]
    .filter(one => one.checkVisibility()).flatMap(svg => {
        const room = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter(word => word.textContent.trim()).filter(word => {
            const box = word.getBoundingClientRect();
            return box.left < room.left - 1 || box.right > room.right + 1;
        }).map(word => word.textContent);
    })"""
# How much of what holds it the picture itself has, names and numbers beside it aside.
PARTS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
    .filter(one => one.checkVisibility()).map(one => {
        const ground = one.querySelector('.mark-group.role-frame.root > g > path.background');
        return ground ? ground.getBoundingClientRect().width / one.getBoundingClientRect().width : 0;
    })"""

# How much of what holds it a picture takes with all its words.
WIDTHS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
    .filter(one => one.checkVisibility()).map(one =>
        one.querySelector('svg.marks').getBoundingClientRect().width / one.getBoundingClientRect().width)"""
HEIGHTS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
    .filter(one => one.checkVisibility()).reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"""


# Of a printed page: its ground, its ink, its scheme, and whether each picture drawn for the dark is turned round.
PRINTED = """() => {
    const style = (name, one = document.querySelector(name)) => getComputedStyle(one);
    const pictures = [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg.marks')];
    return [style('.stApp').backgroundColor, style('h1').color, style('h1').colorScheme,
        pictures.every(one => style('', one).filter.startsWith('invert(1)'))];
}"""


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """Return a server of the sample audit, which these tests look at and leave as it is."""
    with served(root, tmp_path_factory.mktemp("pictures") / "audit.duckdb", "sample") as running:
        yield running


@pytest.fixture(scope="module")
def many(root, tmp_path_factory):
    """Return a server of 11,111 visits to one touchpoint, as ones are the narrowest of figures, and a few elsewhere."""
    folder = tmp_path_factory.mktemp("many")
    head = "observed_at,journey,stage,touchpoint,what_happened,outcome,tangibles,empathy"
    rows = [f"2026-{1 + no % 9:02}-{1 + no % 28:02},Visit,Arrive,Counter,,negative,1,4" for no in range(11_111)]
    rows += [f"2026-03-{day:02},Visit,Leave,The way out of the building,,negative,2,4" for day in range(1, 9)]
    (folder / "many.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    with served(root, folder / "audit.duckdb", "import", str(folder / "many.csv")) as running:
        yield running


@contextmanager
def served(root, store, *command: str) -> Iterator[Server]:
    running = Server(root, store, free_port())
    running.command(*command)
    running.start()
    yield running
    running.stop()


def drawn(shown, pictures: int):
    """Return the page once so many pictures are drawn."""
    shown.page.locator(PICTURE).nth(pictures - 1).wait_for()
    for picture in shown.page.locator(PICTURE).all():
        picture.locator("svg.marks").first.wait_for()
    return shown.settle()


def fills(page) -> None:
    """Check that every picture was drawn for the width there is now."""
    widths = page.evaluate(WIDTHS)
    assert widths
    assert min(widths) > 0.9, widths


def nothing(page, script: str) -> None:
    assert page.evaluate(script) == []


@pytest.mark.parametrize(("path", "pictures"), [("rater", 4), ("trust", 3), ("journey", 1), ("change", 1)])
def test_no_word_of_a_picture_is_cut_off_however_many_there_are(screen, many, path, pictures):
    shown = screen(path, "phone", on=many)
    for width, height in SIZES.values():  # drawn anew at each, as when a window is pulled wider
        shown.page.set_viewport_size({"width": width, "height": height})
        page = drawn(shown, pictures).page
        at_last(page, lambda page=page: fills(page))
        if path == "rater":
            assert "11,11" in page.locator(PICTURE).first.inner_text()
        at_last(page, lambda page=page: nothing(page, CUT))


@pytest.mark.parametrize(("path", "pictures"), [("rater", 4), ("trust", 3), ("watermelon", 3), ("journey", 1)])
def test_a_picture_has_most_of_the_width_of_a_phone(screen, path, pictures):
    page = drawn(screen(path), pictures).page

    def wide() -> None:
        parts = page.evaluate(PARTS)
        assert len(parts) >= pictures
        assert min(parts) >= 0.6, parts

    at_last(page, wide)


def test_a_printed_page_holds_what_is_said_and_drawn_whole_and_nothing_to_tap(screen):
    """A4 is narrower than the window the picture was drawn for, so its other drawing would be asked for."""
    shown = drawn(screen("journey", "desk", "dark"), 1)
    shown.page.emulate_media(media="print")
    assert shown.page.evaluate(PRINTED) == ["rgb(255, 255, 255)", "rgb(14, 21, 29)", "light", True]
    shown.page.set_viewport_size({"width": 688, "height": 1017})
    for hidden in ("stSidebar", "stHeader", "stSelectbox"):
        assert not shown.page.get_by_test_id(hidden).first.is_visible(), hidden
    shown.page.locator(PICTURE).locator("svg.marks").first.wait_for()
    (box,) = [picture.bounding_box() for picture in shown.page.locator(PICTURE).all() if picture.is_visible()]
    assert box["x"] + box["width"] <= 688
    assert box["height"] < 1017
    breaks = shown.page.locator(PICTURE).evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")
    assert set(breaks) == {"avoid"}


def test_thirty_four_touchpoints_are_no_tower(screen):
    page = drawn(screen("rater"), 4).page
    assert "of 34 are drawn" in page.locator('[data-testid="stMain"]').inner_text()
    first = page.evaluate(HEIGHTS)
    assert first < 3_000  # 5,656 with a row for each of the 34
    page.get_by_role("button", name="Draw all 34").first.click()
    expect(page).to_have_url(re.compile("all=rater-touchpoints"))
    at_last(page, lambda: taller(page.evaluate(HEIGHTS), first))


def taller(now: float, before: float) -> None:
    assert now > before + 1_000


def number(words: str) -> int:
    found = re.search(r"(?:n |^)([\d,]+)", words)
    assert found, words
    return int(found[1].replace(",", ""))


def on(picture, words: str):
    return picture.locator("text", has_text=re.compile(f"^{words}$")).first


def leads_behind(shown, tap, n: int) -> None:
    """Tap, read as many observations as the figure said, and come back to it."""
    before, page = shown.page.url, shown.page
    heading = page.locator("h1").inner_text()
    tap()
    expect(page.get_by_role("button", name="Back to")).to_be_visible()
    found = number(shown.settle().page.locator("h1").inner_text())
    assert found == n
    expect(page.locator(".observations li")).to_have_count(min(n, 50))
    page.go_back()
    expect(page).to_have_url(before)
    expect(page.locator("h1")).to_have_text(heading, use_inner_text=True)
    shown.settle()


def test_from_a_row_a_part_and_a_cell_of_rater(screen):
    shown = drawn(screen("rater", "desk"), 4)
    pictures = shown.page.locator(PICTURE)
    n = number(on(pictures.nth(0), r"n [\d,]+ · \w+").text_content())
    for picture in (0, 1):
        leads_behind(shown, on(pictures.nth(picture), "Reliability").click, n)
        drawn(shown, 4)
    n = number(pictures.nth(2).locator("g.mark-text text", has_text=re.compile(r"^\d+$")).first.text_content())
    leads_behind(shown, pictures.nth(2).locator("g.mark-text text", has_text=re.compile(r"^\d+$")).first.click, n)
    drawn(shown, 4)
    ranked = on(pictures.nth(3), r"n [\d,]+")
    leads_behind(shown, ranked.click, number(ranked.text_content()))


def test_from_a_debt_a_day_and_a_ratio_of_trust(screen):
    shown = drawn(screen("trust", "desk"), 3)
    pictures = shown.page.locator(PICTURE)
    counts = on(pictures.nth(0), r"[\d,]+ good, [\d,]+ bad").text_content()
    n = sum(int(each.replace(",", "")) for each in re.findall(r"[\d,]+(?= good| bad)", counts))
    for picture in (0, 2):
        leads_behind(shown, on(pictures.nth(picture), "Handover between teams").click, n)
        drawn(shown, 3)
    box = pictures.nth(1).locator("svg.marks").bounding_box()
    pictures.nth(1).scroll_into_view_if_needed()
    pictures.nth(1).click(position={"x": box["width"] * 0.6, "y": 120})
    expect(shown.page.locator("h1")).to_have_text(
        re.compile(r"at Handover between teams, good or bad, on \d+ \w+ \d+\.")
    )
    listed = number(shown.settle().page.locator("h1").inner_text())
    expect(shown.page.locator(".observations li")).to_have_count(listed)


def test_from_a_period_and_from_before_and_after_of_change(screen):
    shown = drawn(screen("change", "desk"), 2)
    pictures = shown.page.locator(PICTURE)
    pictures.nth(0).scroll_into_view_if_needed()
    foot = pictures.nth(0).locator("text", has_text=re.compile(r"^\d{2}$")).first
    n = number(foot.text_content())
    box, whole = foot.bounding_box(), pictures.nth(0).bounding_box()
    place = {"x": box["x"] + box["width"] / 2 - whole["x"], "y": whole["height"] * 0.4}
    leads_behind(shown, lambda: pictures.nth(0).click(position=place), n)
    drawn(shown, 2)
    before = on(pictures.nth(1), r"n [\d,]+ · \w+")
    leads_behind(shown, before.click, number(before.text_content()))
    drawn(shown, 2)
    pictures.last.scroll_into_view_if_needed()
    pictures.last.click(position={"x": whole["width"] * 0.6, "y": 60})
    expect(shown.page.locator("h1")).to_have_text(re.compile(r"rated, from 1 \w+ \d+ to \d+ \w+ \d+\."))


def test_from_a_service_of_watermelon(screen):
    shown = drawn(screen("watermelon", "desk"), 3)
    pictures = shown.page.locator(PICTURE)
    n = number(on(pictures.nth(1), r"watermelon, n [\d,]+").text_content())
    leads_behind(shown, on(pictures.nth(1), "1. IT help line").click, n)
    drawn(shown, 3)
    leads_behind(shown, on(pictures.nth(0), "1").click, n)
    drawn(shown, 3)
    box = pictures.nth(2).bounding_box()
    pictures.nth(2).scroll_into_view_if_needed()
    pictures.nth(2).click(position={"x": box["width"] * 0.7, "y": 200})
    expect(shown.page.locator("h1")).to_have_text(re.compile(r"good or bad, from 1 \w+ \d+ to \d+ \w+ \d+\."))


def test_the_table_leads_there_without_a_pointer(screen):
    shown = drawn(screen("rater?method=Walk+it+through", "desk"), 4)
    shown.page.get_by_text("Show the table").first.click()
    link = shown.settle().page.locator(".figure-table a").first
    n = number(link.inner_text())
    link.focus()
    shown.page.keyboard.press("Enter")
    expect(shown.page.get_by_role("button", name="Back to RATER")).to_be_visible()
    assert number(shown.settle().page.locator("h1").inner_text()) == n
    expect(shown.page).to_have_url(re.compile("method=Walk"))
