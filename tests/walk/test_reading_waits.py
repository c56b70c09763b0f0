"""A wait is read on the phone as it is read on the server, so that nothing is refused that was taken here."""

import pytest

from audit.errors import WaitUnreadableError
from audit.model.waiting import as_clock, minutes_waited

pytestmark = pytest.mark.browser
TYPED = [
    *("", " ", "0", "1,5", "1.5", "12", "99999", "1,234", "1.2.3", "-1", "+1", "1:30", "0:07", "1:2", "1:60", "59:59"),
    *("1:02:03", "1:2:03", "1440:00:00", "1441:00:00", "90 s", "90s", "90 sec", "1 min 30 s", "1 min, 30 s", "2 h"),
    *("2 hours and 5 minutes", "2 HOURS", "1 day", "60 days", "61 days", "2 weeks", "9 weeks", "0 s", "0.4 s"),
    *("0.5 s", "1.5 s", "2.5 s", "0,001 h", "1 working day", "2 business hours", "office", "soon", "1 5 min", "5 mins"),
    *("5 minute", "5 m", "3 months", "1 minand 2 s", "1 min and", "٥", "١:٣٠", "١٫٥", "۹۰ s", "९०", "１:３０", " 1,5 "),
    *("1e3", "0x10", "∞", "½", "86400", "86401", "1:30 min", "90 s.", "1 min\n30 s"),
]


def on_the_server(text):
    try:
        return minutes_waited(text)
    except WaitUnreadableError:
        return "asks"


def test_a_phone_and_the_server_read_every_wait_alike(phone):
    script = """async (typed) => {
        const { asciiDigits, minutesOf } = await import("/walk/a/wait.js");
        const read = (text) => { const minutes = minutesOf(text); return minutes === undefined ? "asks" : minutes; };
        return typed.map((text) => [read(text), asciiDigits(text)]);
    }"""
    for text, (minutes, sent) in zip(TYPED, phone.page.evaluate(script, TYPED), strict=True):
        here = round(minutes, 2) if isinstance(minutes, int | float) else minutes
        assert (text, here) == (text, on_the_server(sent))


def test_a_phone_and_the_server_write_a_time_alike(phone):
    seconds = [0, 7, 59, 60, 61, 750, 3599, 3600, 3723, 86_400]
    script = "async (all) => { const { asClock } = await import('/walk/a/wait.js'); return all.map(asClock); }"
    assert phone.page.evaluate(script, seconds) == [as_clock(each) for each in seconds]


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("1 5 min", "“1 5 min” could be 1.5 or 15 minutes. Which wait was it? Write 1:30, 1,5 or 90 s."),
        ("soon", "“soon” is no wait that can be read. Write 1,5 or 1:30 minutes, 90 s, or 2 hours."),
    ],
)
def test_what_cannot_be_read_is_asked_about_with_what_it_could_be(phone, typed, asks):
    script = "async (text) => (await import('/walk/a/wait.js')).askAbout(text)"
    assert phone.page.evaluate(script, typed) == asks
