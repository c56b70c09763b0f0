"""Posters and calendar: codes that begin a walk where they hang, and the days of the audit for calendar programs."""

from audit.store.journey import offered_journeys
from pages.parts.empty import nothing_yet
from pages.parts.session import cached
from pages.parts.words import headline, opening
from pages.set_up.posters.choosing import posters_section
from pages.set_up.posters.feed import calendar_section

heading = opening("Posters and calendar")
if not cached(offered_journeys):
    headline(heading, "A poster hangs at a touchpoint, and there is none yet.")
    nothing_yet("Start a journey from a template, or import what others wrote down.", "journeys", "data", "sample")
headline(heading, posters_section())
calendar_section()
