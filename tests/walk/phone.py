"""A phone in the hand: one browser on the walk, tapped as a thumb does, with everything it complained of."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Request, expect

HEIGHTS = {"phone": (390, 844), "small": (360, 740), "tablet": (820, 1180), "desk": (1280, 800)}


@dataclass
class Phone:
    """One tab of a phone's browser on the walk of a server."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> "Phone":
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self

    def open(self, path: str = "walk/") -> "Phone":
        self.page.goto(f"{self.url}/{path}")
        return self

    def begin(self, place: str = "") -> "Phone":
        """Begin a new walk, without first impressions, at its first stop."""
        if place:
            self.page.get_by_label("Place").select_option("Another…")
            self.page.get_by_label("Place").fill(place)
        self.button("Start new").click()
        self.button("Skip").click()
        self.page.locator("section.stop").wait_for()
        return self

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def outcome(self, name: str) -> "Phone":
        self.page.locator("section").get_by_role("radio", name=name, exact=True).click()
        return self

    def rate(self, dimension: str, number: int) -> "Phone":
        group = self.page.get_by_role("radiogroup", name=dimension)
        group.get_by_role("radio", name=str(number), exact=True).click()
        return self

    def save(self) -> "Phone":
        self.page.locator("section .save").click()
        return self

    def write(self, words: str) -> "Phone":
        """Write words at this stop, and close their sheet."""
        self.page.locator("section .tools button").first.click()
        self.page.keyboard.type(words)
        self.button("Keep").click()
        return self

    def photograph(self, picture: bytes) -> "Phone":
        """Take a picture for a photo of this stop; its sheet stays open."""
        self.page.locator("section .tools button").nth(1).click()
        before = self.page.locator("figure").count()
        file = FilePayload(name="desk.jpg", mimeType="image/jpeg", buffer=picture)
        self.page.locator("input[type=file]").set_input_files(file)
        expect(self.page.locator("figure")).to_have_count(before + 1)
        return self

    def stands_at(self, name: str) -> "Phone":
        expect(self.page.locator("section").get_by_role("heading", level=1)).to_have_text(name)
        return self

    def says(self, words: str) -> "Phone":
        expect(self.page.locator("section .say")).to_contain_text(words)
        return self

    def arrived(self, number: int) -> "Phone":
        """Wait until the page says that so many arrived and nothing waits any more."""
        expect(self.page.locator("section .say")).to_have_text(re.compile(rf"device\. {number} arrived"))
        return self

    def list_stops(self) -> "Phone":
        self.page.locator("section .top .list").click()
        self.page.locator("section.stops").wait_for()
        return self


def new_phone(context: BrowserContext, url: str) -> Phone:
    """Return a tab of a phone, at no page yet."""
    context.set_default_timeout(60_000)
    return Phone(context.new_page(), url).listen()


def is_the_end(request: Request) -> bool:
    """Tell whether a phone sends with this that a walk is finished; what it sent before may still be on its way."""
    sent: dict[str, Any] = (request.post_data_json if request.url.endswith("/walk/sync") else None) or {}
    return bool(sent.get("walk", {}).get("finished_at"))
