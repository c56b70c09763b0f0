"""People and phones: people are added and invited, their phones taken back, and the door is opened and closed."""

import socket
from contextlib import closing
from pathlib import Path

import pytest

from audit.actions import people as acts
from audit.store.device import devices
from audit.store.person import people
from audit.store.review import add_review
from audit.web.phones.certificate import Certificate
from audit.web.phones.door import DOORKEEPER
from audit.web.phones.listening import Door
from tests.pages.conftest import run
from tests.pages.test_observe import button
from tests.rooms import Phone, a_review, in_a_thread

PAGE = "set_up/people"
CERTIFICATE = Path(__file__).parents[1] / "web" / "phones" / "certificate"


@pytest.fixture(autouse=True)
def closed_door(own):
    """Have the door closed, at a port of the test's own."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with DOORKEEPER.on_duty(Door(port=port)):
        yield port


@pytest.fixture
def open_door(closed_door):
    DOORKEEPER.open_at("127.0.0.1")
    return closed_door


def told(at):
    parts = [*at.markdown, *at.caption, *at.info, *at.success, *at.error]
    return " ".join(part.value for part in parts).replace("\\", "")


def labels(at):
    return [each.label for each in at.button]


def test_the_door_is_opened_at_a_chosen_address_and_closed_again(closed_door):
    at = run(PAGE)
    assert "no phone can come in" in told(at)
    at.selectbox[0].set_value("127.0.0.1")
    button(at, "Open the door").click().run()
    assert DOORKEEPER.is_open
    assert f"http://127.0.0.1:{closed_door}/walk/" in told(at)
    button(at, "Close the door").click().run()
    assert not DOORKEEPER.is_open
    assert "Open the door" in labels(at)


def test_a_certificate_that_phones_will_warn_of_is_named_beside_the_door(closed_door):
    shown = Certificate(str(CERTIFICATE / "renewed.pem"), str(CERTIFICATE / "key.pem"))
    DOORKEEPER.open(Door("127.0.0.1", closed_door, certificate=shown))
    (warning,) = run(PAGE).warning
    assert "not for 127.0.0.1" in warning.value.replace("\\", "")


def test_an_address_where_nothing_can_listen_is_told_in_words(closed_door):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", closed_door))
        taken.listen()
        at = run(PAGE)
        at.selectbox[0].set_value("127.0.0.1")
        button(at, "Open the door").click().run()
    assert f"Nothing can listen at 127.0.0.1:{closed_door}" in told(at)
    assert not DOORKEEPER.is_open


def test_what_arrived_is_told(open_door):
    assert "No phone has arrived yet." in told(run(PAGE))
    assert in_a_thread(Phone("127.0.0.1", open_door, "/walk/").look()) == 200
    assert "1 phone arrived " in told(run(PAGE))


def test_somebody_is_added_once_and_what_was_typed_stays_where_it_is_refused(own):
    at = run(PAGE)
    assert at.title[0].value == "Nobody walks with a phone of their own yet."
    at.text_input[0].set_value("Front desk lead")
    button(at, "Add").click().run()
    assert [each.name for each in people(own)] == ["Front desk lead"]
    assert at.title[0].value == "1 person may walk, with no phone yet."
    at.text_input[0].set_value("front desk lead")
    button(at, "Add").click().run()
    assert "is in the list already" in told(at)
    assert at.text_input[0].value == "front desk lead"


def test_nobody_is_invited_while_no_phone_can_come_in(own):
    acts.add_person(own, "KM")
    at = run(PAGE)
    assert "Open the door above to invite somebody" in told(at)
    assert "Invite" not in labels(at)


def test_an_invitation_is_shown_until_it_is_used_and_the_phone_is_taken_back(own, open_door):
    acts.add_person(own, "K*M")
    at = run(PAGE)
    button(at, "Invite").click().run()
    link = at.code[0].value
    assert link.startswith(f"http://127.0.0.1:{open_door}/walk/invite/")
    acts.accept(own, link.rpartition("/")[2], "")
    at.run()
    assert not at.exception
    assert not at.code
    assert "last seen" in told(at)
    assert at.title[0].value == "1 person may walk, with 1 phone."
    assert devices(own)[0].taken_back_at is None
    assert "lets it go on where it was" in told(at)
    button(at, "Yes, take it back").click().run()
    assert devices(own)[0].taken_back_at is not None
    assert "was taken back" in told(at)
    assert at.title[0].value == "1 person may walk, with no phone yet."


def test_one_invitation_is_shown_at_a_time(own, open_door):
    for name in ("KM", "LB"):
        acts.add_person(own, name)
    at = run(PAGE)
    button(at, "Invite").click().run()
    button(at, "Invite").click().run()
    assert len(at.code) == 1
    assert "Have LB scan this code" in told(at)


def test_somebody_is_called_otherwise_called_back_and_removed_once_that_is_meant(own):
    person = acts.add_person(own, "K*M")
    at = run(PAGE)
    at.session_state[f"person.{person.id}"] = True
    at.run()
    at.text_input[0].set_value("Porter")
    button(at, "Rename").click().run()
    assert [each.name for each in people(own)] == ["Porter"]
    assert "K*M is called Porter from now on" in told(at)
    next(each for each in at.button if each.key == "people.back").click().run()
    assert [each.name for each in people(own)] == ["K*M"]
    assert button(at, "Remove").disabled
    at.checkbox[0].check().run()
    button(at, "Remove").click().run()
    assert not at.exception
    assert people(own) == ()
    assert "stands under “former observer” now" in told(at)


def prepares(own):
    review = a_review()
    add_review(own, review)
    return run("act/review", review=str(review.id))


def test_preparing_a_review_says_that_no_phone_can_come_in(own):
    assert "Phones: their door is closed" in told(prepares(own))


def test_preparing_a_review_says_that_no_phone_has_arrived_and_then_that_one_has(own, open_door, monkeypatch):
    monkeypatch.setenv("AUDIT_ROOM_ADDRESS", f"http://192.0.2.9:{open_door}")
    at = prepares(own)
    assert "Phones: none has arrived yet" in told(at)
    in_a_thread(Phone("127.0.0.1", open_door, "/walk/").look())
    at.run()
    assert "Phones: 1 arrived, " in told(at)


def test_where_a_proxy_leads_phones_here_nothing_is_said_of_a_door(own, monkeypatch):
    monkeypatch.setenv("AUDIT_ROOM_ADDRESS", "https://review.example.org")
    at = prepares(own)
    assert "Phones: by an address of your own, not counted" in told(at)
