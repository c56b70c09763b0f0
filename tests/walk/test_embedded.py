"""The same walk inside a page of the app: drawn once however often the page runs, and left when the page is."""

import pytest
from playwright.sync_api import expect

from tests.walk.phone import new_phone

pytestmark = pytest.mark.browser
INSIDE = """async () => {
    const { default: show } = await import("/walk/a/embed.js");
    const place = document.createElement("div"), parentElement = place.attachShadow({ mode: "open" });
    document.body.replaceChildren(place);
    parentElement.innerHTML = '<link rel="stylesheet" href="/walk/a/walk.css">';
    window.pressed = [];
    addEventListener("keydown", ({ key }) => window.pressed.push(key));
    window.run = (data) => { window.leave = show({ parentElement, data }); };
    window.run({});
}"""


@pytest.fixture
def inside(phones):
    """Return a page of another's with the walk in it, as a component stands in a page of the app."""
    phone = phones(bypass_csp=True).open("health")
    phone.page.evaluate(INSIDE)
    phone.button("Start new").wait_for()
    return phone


def test_a_page_that_runs_again_leaves_what_is_being_typed_where_it_is(inside):
    inside.begin().page.locator("section .tools button").first.click()
    for letter in "rerun it":
        inside.page.keyboard.type(letter)
        inside.page.evaluate("run({})")
    expect(inside.page.get_by_role("textbox")).to_be_focused()
    expect(inside.page.get_by_role("textbox")).to_have_value("rerun it")
    assert inside.page.locator(".app").count() == 1
    assert inside.page.evaluate("pressed") == []
    assert inside.complaints == []


def test_it_follows_the_pages_own_light(inside):
    inside.page.evaluate("run({ dark: true })")
    expect(inside.page.locator(".app")).to_have_css("background-color", "rgb(20, 23, 28)")
    inside.page.evaluate("run({ dark: false })")
    expect(inside.page.locator(".app")).to_have_css("background-color", "rgb(252, 251, 248)")


def test_the_walk_of_a_page_that_was_left_can_be_gone_on_with_elsewhere(inside):
    inside.begin().outcome("Good")
    inside.page.evaluate("document.body.replaceChildren(); leave();")
    other = new_phone(inside.page.context, inside.url).open()
    other.page.get_by_role("button", name="Go on with the walk").click()
    other.stands_at("Greeting")
    expect(other.page.get_by_role("radio", name="Good", exact=True)).to_be_checked()


def test_a_page_that_runs_again_as_it_stands_keeps_the_walk(inside):
    inside.begin().page.evaluate("run({}); leave();")
    inside.stands_at("Greeting").outcome("Good").save().stands_at("Answer")
