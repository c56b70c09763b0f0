"""What drills at the page share with the browser's tests: Chromium, a server of one's own, a phone."""

from tests.browser.conftest import chromium, screen, server

__all__ = ["chromium", "screen", "server"]
