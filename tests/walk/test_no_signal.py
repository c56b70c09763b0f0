"""Without signal, in two tabs, and when the browser is killed: nothing is lost, and one tab writes at a time."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.screens import FLAGS
from tests.walk.phone import new_phone

pytestmark = pytest.mark.browser


def test_what_is_saved_without_signal_arrives_when_it_is_back(phone):
    phone.begin()
    phone.page.context.set_offline(True)
    phone.outcome("Good").save().stands_at("Answer").outcome("Bad").save()
    phone.stands_at("Invoice").says("No signal: 2 waiting")
    phone.page.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(2)


def test_the_page_opens_without_signal_and_goes_on_where_it_was(phone):
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.begin().outcome("Mixed")
    phone.page.context.set_offline(True)
    phone.page.reload()
    phone.stands_at("Greeting")
    expect(phone.page.get_by_role("radio", name="Mixed", exact=True)).to_be_checked()
    phone.save().says("No signal: 1 waiting")
    phone.page.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(1)


def test_a_server_killed_while_it_takes_is_sent_it_again_and_holds_it_once(phone, server):
    phone.begin("Killed server").outcome("Good").save()
    server.kill()
    phone.stands_at("Answer").outcome("Bad").save().stands_at("Invoice")
    server.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(2)


@pytest.mark.parametrize("has_locks", [True, False])
def test_a_second_tab_says_where_the_walk_is_open_and_takes_it_over_with_every_word(phones, has_locks):
    first = phones()
    if not has_locks:  # as on plain http off loopback
        first.page.context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined });")
    first.open().begin().outcome("Good")
    first.page.locator("section .tools button").first.click()
    first.page.keyboard.type("Still being typed")
    second = new_phone(first.page.context, first.url).open()
    second.page.get_by_role("button", name="Go on with the walk").click()
    second.stands_at("This walk is open in another tab")
    second.button("Go on here").click()
    second.stands_at("Greeting")
    expect(second.page.locator(".hint")).to_have_text("“Still being typed”")
    first.stands_at("This walk is open in another tab")
    second.save().stands_at("Answer").arrived(1)
    first.button("Go on here").click()
    second.stands_at("This walk is open in another tab")
    first.stands_at("Answer")


@pytest.fixture
def killable(chromium, tmp_path):
    """Return a way to start a browser of one's own on the same phone's storage, and its process to kill."""
    started = []

    def browser():
        path = shutil.which("chromium") or shutil.which("google-chrome")
        assert path
        port_file = tmp_path / "profile" / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        words = [path, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--remote-debugging-port=0", "about:blank"]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        started.append(process)
        port = at_last_read(process, port_file)
        return process, chromium.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")

    yield browser
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def at_last_read(process: "subprocess.Popen[bytes]", path: Path) -> str:
    """Return the first line of a file a process writes once it is up."""
    while process.poll() is None:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        if len(lines) > 1:
            return lines[0]
    pytest.fail("the browser did not start")


def test_what_is_typed_is_there_after_the_browser_was_killed(killable, server):
    words = "The bell rang three times and nobody came; " * 3
    with_it = """() => new Promise((done) => {
        const asked = indexedDB.open("moments-walk");
        asked.onsuccess = () => {
            const all = asked.result.transaction("entries").objectStore("entries").getAll();
            all.onsuccess = () => { asked.result.close(); done(all.result.map((entry) => entry.what_happened)); };
        };
    })"""
    process, browser = killable()
    phone = new_phone(browser.contexts[0], server.url).open()
    phone.begin().outcome("Good")
    phone.page.locator("section .tools button").first.click()
    phone.page.keyboard.type(words)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    _, browser = killable()
    phone = new_phone(browser.contexts[0], server.url).open()
    expect(phone.page.get_by_role("button", name="Go on with the walk")).to_be_visible()
    (left,) = phone.page.evaluate(with_it)
    assert words.startswith(left)
    assert len(words) - len(left) <= 5  # letters that were on their way to the page, or to the disk, when it was killed
