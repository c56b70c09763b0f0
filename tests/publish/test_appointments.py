"""The calendar as its programs read it: by the rules, with every letter of every language in its place."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from audit.model.text import text_of
from audit.publish.appointments import Appointment, calendar_file

NOW = datetime(2026, 3, 2, 9, 5, 7, 123456)  # noqa: DTZ001  # UTC, as everywhere in the house
WALK = Appointment("01a22b71-cbe8-76c6-8fe2-26044ae448c5", date(2026, 2, 28), "Walk: Greeting", "Alone", "Main hall")


def events(text):
    calendar = Calendar.from_ical(text)
    assert [problem for event in calendar.events for problem in event.errors] == []
    return calendar.events


def test_the_whole_file_stands_by_the_rules():
    assert calendar_file("City library", [WALK], NOW) == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//Moments of Truth//Journey audit//EN\r\n"
        "CALSCALE:GREGORIAN\r\n"
        "NAME:City library\r\n"
        "X-WR-CALNAME:City library\r\n"
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:01a22b71-cbe8-76c6-8fe2-26044ae448c5\r\n"
        "DTSTAMP:20260302T090507Z\r\n"
        "DTSTART;VALUE=DATE:20260228\r\n"
        "DTEND;VALUE=DATE:20260301\r\n"
        "SUMMARY:Walk: Greeting\r\n"
        "DESCRIPTION:Alone\r\n"
        "LOCATION:Main hall\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def test_a_calendar_program_reads_a_whole_day():
    (event,) = events(calendar_file("City library", [WALK], NOW))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 2, 28), date(2026, 3, 1))
    assert event["DTSTAMP"].dt == datetime(2026, 3, 2, 9, 5, 7, tzinfo=UTC)
    assert str(event["UID"]) == WALK.key


def test_what_is_not_known_is_left_out():
    text = calendar_file("City library", [Appointment("1", date(2026, 3, 2), "Review")], NOW)
    assert "DESCRIPTION" not in text
    assert "LOCATION" not in text


def test_a_calendar_without_a_day_is_still_one():
    assert Calendar.from_ical(calendar_file("City library", [], NOW)).events == []


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_whatever_people_wrote_comes_back_as_it_was(words):
    text = calendar_file(words, [Appointment("1", date(2026, 3, 2), words, words, words)], NOW)
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)
    (event,) = events(text)
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        assert str(event.get(name, "")) == text_of(words)


def test_words_cannot_end_a_line_and_begin_one_of_their_own():
    evil = "Hall\r\nEND:VEVENT\r\nBEGIN:VALARM\rATTACH:x"
    text = calendar_file(evil, [Appointment("1", date(2026, 3, 2), evil)], NOW)
    assert "SUMMARY:Hall\\nEND:VEVENT\\nBEGIN:VALARM\\nATTACH:x\r\n" in text
    assert len(events(text)) == 1
