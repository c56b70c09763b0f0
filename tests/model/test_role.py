"""What looks like a person's name is noticed, and what is a role, a team or a place is not."""

import pytest

from audit.model.role import likely_person, words_of


@pytest.mark.parametrize(
    "owner", ["Anna Berg", "Anne-Marie O'Neil", "K. Lindt", "Jo van Dyck".title(), "Łukasz Żak", "Priya", "maria"]
)
def test_a_likely_name_is_noticed(owner):
    assert likely_person(owner)


@pytest.mark.parametrize(
    "owner",
    [
        "",
        "KM",
        "K",
        "IT",
        "nurses",
        "Reception",
        "front-desk",
        "Team7",
        "the loans team",
        "Loans Team",
        "Front Desk Lead",
        "Head of Service",
        "desk lead",
        "Anna berg",
        "IT Lead",
        "Team 7",
        "Quality Circle Four Five",
    ],
)
def test_a_role_or_a_team_is_not(owner):
    assert not likely_person(owner)


def test_the_words_of_this_audit_are_no_persons():
    assert likely_person("Harbour Lounge") is False
    assert likely_person("Harbour Mole")
    assert not likely_person("Harbour Mole", words_of(["Greeting at Mole", "Pier"]))
