"""The first start asks for a name, a time zone and a journey; then the first walk is next, and the sample can go."""

import pytest

from audit.model.programme import Programme
from audit.store.journey import journeys
from audit.store.observation import observation_count
from audit.store.programme import programme
from pages.home.start.first_start import proposed_zone
from tests.pages.conftest import run
from tests.pages.test_observe import button


def test_three_answers_lead_to_the_first_walk(own):
    at = run("home/start")
    button(at, "Begin").click().run()
    assert (at.error[0].value, programme(own)) == (
        "The name of your service is empty; please fill it in.",
        Programme(),
    )
    at.text_input[0].set_value("City library")
    at.selectbox[0].set_value("Europe/Lisbon")
    at.selectbox[1].set_value("library").run()
    button(at, "Begin").click().run()
    assert not at.exception
    assert (programme(own).name, programme(own).time_zone) == ("City library", "Europe/Lisbon")
    assert [journey.name for journey in journeys(own)] == ["Using the library"]
    assert at.header[0].value == "Next: the first walk"


def test_whoever_has_a_journey_of_their_own_is_led_to_make_it(own):
    at = run("home/start")
    at.text_input[0].set_value("Hotel").run()
    button(at, "Begin").click().run()
    assert (programme(own).name, journeys(own), at.header[0].value) == ("Hotel", (), "Next: your journey")


@pytest.mark.parametrize(
    ("of_browser", "zone"), [("Europe/Berlin", "Europe/Berlin"), (None, "UTC"), ("Mars/Olympus", "UTC")]
)
def test_the_time_zone_of_the_browser_is_proposed(of_browser, zone):
    assert proposed_zone(of_browser, "UTC") == zone


def test_the_sample_is_looked_at_and_thrown_away_whole(own):
    at = run("home/start")
    button(at, "Load the sample audit").click().run()
    assert observation_count(own) > 0
    button(at, "Throw the sample away").click().run()
    assert not at.exception
    assert (observation_count(own), journeys(own), programme(own)) == (0, (), Programme())
    assert at.header[0].value == "Begin with three answers"
