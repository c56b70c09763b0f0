"""The page of posters and the calendar: what is chosen, where it leads, and what is said before there is anything."""

from datetime import date

from audit.actions.plans import plan_walk
from audit.actions.set_up import start_from_template
from audit.intake.templates import all_templates
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.calendar_feed import feed_secret
from audit.store.journey import journeys
from audit.store.place import add_place
from audit.web.room import links
from tests.pages.conftest import run


def downloads(at):
    return [button.label for button in at.get("download_button")]


def test_without_a_journey_the_page_says_how_one_begins(own):
    at = run("set_up/posters")
    assert not at.exception
    assert at.title[0].value == "A poster hangs at a touchpoint, and there is none yet."


def test_at_first_the_moments_of_truth_are_chosen_and_each_place_adds_as_many(own, monkeypatch):
    monkeypatch.setenv(links.ADDRESS, "https://audit.example.org")
    start_from_template(own, all_templates()[0])
    add_place(own, "Main hall")
    add_place(own, "North wing")
    moments = sum(one.is_moment_of_truth for _, one in journeys(own)[0].touchpoints())
    at = run("set_up/posters")
    assert not at.exception
    assert at.title[0].value.startswith(f"{moments} posters to print on ")
    assert at.text_input(key="posters.address").value == "https://audit.example.org"
    assert not at.warning
    at.multiselect(key="posters.places").set_value(["Main hall", "North wing"]).run()
    assert at.title[0].value.startswith(f"{2 * moments} posters to print on ")
    assert "Download the posters" in downloads(at)
    at.multiselect(key="posters.touchpoints").set_value([]).run()
    assert at.title[0].value == "Choose the touchpoints where posters are to hang."
    assert downloads(at) == ["Download the calendar"]


def test_an_address_that_is_none_is_said_beside_it_and_no_phone_reaches_this_machine_alone(own):
    start_from_template(own, all_templates()[0])
    at = run("set_up/posters")
    assert at.warning[0].value.startswith("No phone can come in yet.")
    at.text_input(key="posters.address").set_value("http://localhost:8501").run()
    assert at.warning[0].value.startswith("Only this machine can open this address")
    at.text_input(key="posters.address").set_value("the hall").run()
    assert not at.exception
    assert "not an address phones can open" in at.error[0].value
    assert downloads(at) == ["Download the calendar"]


def test_the_address_on_posters_follows_the_door_until_somebody_types_another(own, monkeypatch):
    start_from_template(own, all_templates()[0])
    at = run("set_up/posters")
    monkeypatch.setenv(links.ADDRESS, "http://192.0.2.9:8502")
    at.run()
    assert at.text_input(key="posters.address").value == "http://192.0.2.9:8502"
    assert not at.warning
    at.text_input(key="posters.address").set_value("https://audit.example.org").run()
    monkeypatch.delenv(links.ADDRESS)
    at.run()
    assert at.text_input(key="posters.address").value == "https://audit.example.org"
    assert at.warning[0].value.startswith("No phone can come in yet.")


def test_the_address_of_the_calendar_is_made_and_renewed_on_the_page(own, monkeypatch):
    start_from_template(own, all_templates()[0])
    journey = journeys(own)[0]
    _, touchpoint = next(journey.touchpoints())
    for day in (date(2026, 3, 9), None):
        plan_walk(own, Plan(journey.id, touchpoint.id, Method.WALK_IT_THROUGH, planned_for=day))
    at = run("set_up/posters")
    assert any(
        text.value == "1 day for a calendar program: planned walks that have a day, check-ins and due days "
        "of commitments, and reviews. 1 planned walk without a day is not in it."
        for text in at.markdown
    )
    assert not at.code
    at.button(key="feed.make").click().run()
    assert not at.exception
    first = feed_secret(own)
    assert at.code[0].value.endswith(f"/calendar/{first}.ics")
    monkeypatch.setenv(links.ADDRESS, "http://192.0.2.9:8502")
    at.button(key="feed.renew").click().run()
    assert feed_secret(own) != first
    assert at.code[0].value.endswith(f"/calendar/{feed_secret(own)}.ics")
    assert at.code[1].value == f"http://192.0.2.9:8502/calendar/{feed_secret(own)}.ics"
