"""The page of posters: which are chosen, where they lead, and what is said before any can be made."""

from audit.actions.set_up import start_from_template
from audit.intake.templates import all_templates
from audit.store.journey import journeys
from audit.store.place import add_place
from audit.web.room import links
from tests.pages.conftest import run


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
    assert at.get("download_button")
    at.multiselect(key="posters.touchpoints").set_value([]).run()
    assert at.title[0].value == "Choose the touchpoints where posters are to hang."
    assert not at.get("download_button")


def test_an_address_that_is_none_is_said_beside_it_and_no_phone_reaches_this_machine_alone(own):
    start_from_template(own, all_templates()[0])
    at = run("set_up/posters")
    assert at.warning[0].value.startswith("No phone can reach this app")
    at.text_input(key="posters.address").set_value("the hall").run()
    assert not at.exception
    assert "not an address phones can open" in at.error[0].value
    assert not at.get("download_button")
