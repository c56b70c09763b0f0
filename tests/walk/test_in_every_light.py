"""The walk at four sizes, by day and in the dark: read and tapped by all, without scrolling at a stop, in few bytes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SMALL = """() => {
    const shown = (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1;
    const words = (one) => [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
    const size = (one) => parseFloat(getComputedStyle(one).fontSize);
    const all = (what) => [...document.querySelectorAll(what)].filter(shown);
    const tapped = all("button, select, textarea, input:not(.tick input), label:has(input)").filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width < 47.5 || height < 47.5;
    });
    return [
        ...tapped, ...all("input, select, textarea").filter((one) => size(one) < 16),
        ...all("main *").filter((one) => words(one) && size(one) < 13.9),
    ].map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 30)}`);
}"""
SCROLLS = """() => {
    const flow = document.querySelector("section.stop .flow"), root = document.documentElement;
    return [flow.scrollHeight - flow.clientHeight, root.scrollHeight - innerHeight, root.scrollWidth - innerWidth];
}"""
WHERE = """() => [...document.querySelectorAll("section.stop .flow > *, section.stop label, section.stop button")]
    .map((one) => { const { x, y, width, height } = one.getBoundingClientRect(); return [x, y, width, height]; })"""
SIDEWAYS = """() => [...document.querySelectorAll("main, .flow, dialog")].filter((one) => one.checkVisibility())
    .filter((one) => [...one.querySelectorAll("*")].some((part) => part.checkVisibility()
        && !part.closest(".unseen") && part.getBoundingClientRect().right > innerWidth + 1))
    .map((one) => one.className)"""


def found(phone, name):
    """Return what axe and the ruler complain of on the screen as it is."""
    phone.page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {})))")
    broken = Axe().run(phone.page).response["violations"]
    return {
        **{f"{name} {each['id']}": [node["html"][:160] for node in each["nodes"]][:3] for each in broken},
        **({f"{name} small": small} if (small := phone.page.evaluate(SMALL)) else {}),
        **({f"{name} sideways": wide} if (wide := phone.page.evaluate(SIDEWAYS)) else {}),
    }


def look_round(phone):
    """Go through every screen and sheet, and return what is wrong with any."""
    page, seen = phone.page, {}
    phone.button("Start new").wait_for()
    seen |= found(phone, "start")
    phone.button("Before you go").click()
    seen |= found(phone, "before")
    phone.button("Understood").click()
    phone.button("Start new").click()
    page.locator("section.first").wait_for()
    seen |= found(phone, "first")
    phone.button("Skip").click()
    phone.stands_at("Greeting")
    seen |= found(phone, "untouched")
    phone.save()
    seen |= found(phone, "problem")
    phone.outcome("Good").rate("Empathy", 2).rate("Reliability", 5)
    page.locator(".chipclock").click()
    seen |= found(phone, "rated")
    for number, name in ((0, "words"), (1, "more")):
        page.locator("section .tools button").nth(number).click()
        seen |= found(phone, name)
        phone.button("Keep").click()
    page.locator(".known").click()
    seen |= found(phone, "known")
    phone.button("Back").click()
    phone.save()
    page.get_by_role("dialog").wait_for()
    seen |= found(phone, "why")
    page.get_by_role("radio", name="No time").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    phone.stands_at("Answer")
    if page.locator("section .top .list").is_visible():
        phone.list_stops()
        seen |= found(phone, "stops")
    phone.button("Add a stop").click()
    seen |= found(phone, "add")
    phone.button("Cancel").click()
    phone.button("Give it up").click()
    seen |= found(phone, "give up")
    phone.button("Keep the walk").click()
    phone.button("Finish").click()
    page.locator("section.finish").wait_for()
    return seen | found(phone, "finish")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "small", "tablet", "desk"])
def test_every_screen_can_be_read_and_tapped_by_all(phones, size, scheme):
    phone = phones(size, scheme).open()
    assert look_round(phone) == {}
    assert phone.complaints == []


def test_letters_that_arrive_late_move_nothing_under_a_thumb(phones):
    phone, late = phones(), []
    phone.page.route("**/*.woff2", lambda route: late.append(route))  # noqa: PLW0108  Playwright writes on what it is given
    phone.open().begin()
    before = phone.page.evaluate(WHERE)
    for each in late:
        each.continue_()
    phone.page.evaluate("document.fonts.ready.then(() => true)")
    assert (len(late) > 0, phone.page.evaluate(WHERE)) == (True, before)


@pytest.mark.parametrize("size", ["phone", "small"])
def test_a_stop_fits_its_screen_and_nothing_moves_when_it_is_rated(phones, size):
    phone = phones(size).open().begin()
    assert phone.page.evaluate(SCROLLS) == [0, 0, 0]
    before = phone.page.evaluate(WHERE)
    for number in (5, 4, 3, 2, 1):
        phone.rate("Empathy", number)
        assert phone.page.evaluate(WHERE) == before
    phone.outcome("Bad")
    assert phone.page.evaluate(WHERE) == before
    phone.save()
    phone.button("Back").click()
    phone.write("Projector black, thirty people seated. Third ring, asked at once how many were waiting. " * 3)
    assert phone.page.evaluate(SCROLLS) == [0, 0, 0]


def test_enlarged_text_is_not_cut_and_needs_no_sideways_scrolling(phones):
    phone = phones("small")
    phone.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })"
    )
    phone.open().begin().rate("Empathy", 4)
    assert phone.page.evaluate(SIDEWAYS) == []
    assert phone.page.evaluate(SMALL) == []
    phone.save()
    expect(phone.page.locator("section .problem")).to_be_in_viewport()
    expect(phone.page.locator("section .save")).to_be_in_viewport()


def test_under_reduced_motion_nothing_moves(phones):
    phone = phones(reduced_motion="reduce").open().begin()
    phone.page.locator(".known").click()
    assert phone.page.evaluate("document.getAnimations().length") == 0


def test_under_the_readers_own_colours_what_is_tapped_and_chosen_has_a_frame(phones):
    phone = phones(forced_colors="active").open().begin().rate("Empathy", 4)
    tapped = "section .pick label, section .nums span, section .tools button, .act button"
    bare = f"""() => [...document.querySelectorAll("{tapped}")]
        .filter((one) => getComputedStyle(one).borderTopStyle === "none").map((one) => one.textContent)"""
    assert phone.page.evaluate(bare) == []
    chosen = phone.page.locator("section .nums :checked + span")
    expect(chosen).to_have_css("outline-style", "solid")


def test_words_from_right_to_left_run_that_way(phones):
    phone = phones().open().begin().write("ממתינים שלושה אנשים")
    assert phone.page.locator(".hint").evaluate("(one) => getComputedStyle(one).direction") == "rtl"


def test_the_first_screen_comes_with_the_page_and_the_programme_alone(phone):
    loaded = []
    phone.page.on("request", lambda request: loaded.append(request.url.partition("/walk/")[2]))
    phone.page.goto(f"{phone.url}/walk/")
    phone.button("Start new").wait_for()
    behind = {"a/icon.svg", "a/icon-192.png", "a/photos.js", "manifest.webmanifest", "sw.js"}
    assert set(loaded) - behind == {"", "programme"}
    assert phone.page.evaluate("document.styleSheets.length") == 2
