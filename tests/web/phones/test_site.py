"""At the phones' door: who comes in by an invitation, and what nobody gets without one."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from starlette.applications import Starlette

from audit.actions import people as acts
from audit.actions.appointments import renew_feed
from audit.actions.walks import record_walk_through
from audit.model.keys import new_key
from audit.store.device import devices
from audit.store.field_entry import field_walk
from audit.store.observation import observation_count
from audit.store.observer import observer_names
from audit.store.photo import photos_of
from audit.web.calendar_feed import feed_path
from audit.web.phones import gate
from audit.web.phones.arrivals import Arrivals, Noting
from audit.web.phones.invitation import invitation_link
from audit.web.phones.site import phones_app
from audit.web.room import links
from audit.web.walk.photos import MOST_OF_A_PART, photo_routes
from tests.builders import a_walk, an_observation
from tests.photographs import a_jpeg
from tests.rooms import a_room
from tests.web.present.window import Window
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk

HERE = {"Host": "192.0.2.9:8502", "Origin": "http://192.0.2.9:8502"}
OWN = {"X-Walk": "1"}
NOBODY = "This phone has no invitation here"
TAKEN_BACK = "This phone was taken back"


@pytest.fixture
def store(served_desk):
    return served_desk


@pytest.fixture
def person(store):
    return acts.add_person(store, "Front <desk> lead")


@pytest.fixture
def token(store, person):
    return acts.invite(store, person.id)


@pytest.fixture
def door():
    return Window(phones_app())


def came_in(door, token, cookie=""):
    """Return the cookie a phone shows after it took up an invitation."""
    answer = door.post(f"/walk/invite/{token}", b"", HERE | cookie_of(cookie))
    assert (answer.status_code, answer.headers["location"]) == (303, "/walk/")
    return re.match(r"walk_device=([^;]+)", answer.headers["set-cookie"])[1]


def cookie_of(secret):
    return {"Cookie": f"walk_device={secret}"} if secret else {}


def sends(door, secret, *entries, walk=None):
    return door.post("/walk/sync", a_message(walk or a_sent_walk(), *entries), OWN | cookie_of(secret))


def test_an_invitation_shows_a_button_and_whom_it_is_for_and_looking_burns_nothing(door, token):
    for _ in range(3):
        answer = door.get(f"/walk/invite/{token}")
        assert answer.status_code == 200
        assert "Front &lt;desk&gt; lead" in answer.text
        assert answer.text.count("<button>") == answer.text.count("<h1>") == 1
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers
    assert came_in(door, token)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_lasts(door, token):
    given = door.post(f"/walk/invite/{token}", b"", HERE).headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/walk", "max-age=31536000"} <= set(given.split("; "))
    assert "secure" not in given


def test_under_tls_the_cookie_is_sent_under_tls_alone(store, person, token):
    async def under_tls(scope, receive, send):
        await phones_app()(scope | {"scheme": "https"}, receive, send)

    answer = Window(under_tls).post(f"/walk/invite/{token}", b"", HERE | {"Origin": "https://192.0.2.9:8502"})
    assert answer.status_code == 303
    assert "Secure" in answer.headers["set-cookie"].split("; ")


@pytest.fixture(params=["forged", "used", "over", "replaced"])
def spoilt(request, door, store, person, token, monkeypatch):
    """Return the end of an invitation's address that works no more, or never did."""
    if request.param == "forged":
        return token[:-1] + ("A" if token[-1] != "A" else "B")
    if request.param == "used":
        came_in(door, token)
    elif request.param == "replaced":
        acts.invite(store, person.id)
    else:
        later = acts.utc_now() + timedelta(minutes=15)
        monkeypatch.setattr(acts, "utc_now", lambda: later)
    return token


def test_an_invitation_that_does_not_work_says_so_and_gives_no_cookie(door, store, spoilt):
    before = devices(store)
    address = f"/walk/invite/{spoilt}"
    for answer in (door.get(address), door.post(address, b"", HERE)):
        assert answer.status_code == 410
        assert "Ask whoever sent it for a new one" in answer.text
        assert "set-cookie" not in answer.headers
    assert devices(store) == before


@pytest.mark.parametrize(
    "origin", ["https://example.org", "http://192.0.2.9:8501", "https://192.0.2.9:8502", "null", ""]
)
def test_a_page_of_another_site_takes_up_no_invitation(door, store, token, origin):
    answer = door.post(f"/walk/invite/{token}", b"", HERE | {"Origin": origin})
    assert answer.status_code == 403
    assert devices(store) == ()
    assert came_in(door, token)


def test_trouble_with_an_invitation_is_told_in_words(door, token, monkeypatch):
    monkeypatch.setattr(acts, "invited", lambda *_: 1 / 0)
    answer = door.get(f"/walk/invite/{token}")
    assert answer.status_code == 500
    assert "Open the invitation again" in answer.text


def test_programme_and_sync_know_whose_phone_it_is(door, store, person, token):
    secret = came_in(door, token)
    answer = door.get("/walk/programme", cookie_of(secret))
    assert (answer.status_code, answer.json()["person"]) == (200, person.name)
    walk = a_sent_walk()
    assert sends(door, secret, a_sent_entry(), walk=walk).status_code == 200
    holder, _ = field_walk(store, UUID(walk["id"]))
    assert holder == devices(store)[0].id != PHONE


@pytest.mark.parametrize("cookie", ["", "made up", "a" * 4_000])
@pytest.mark.parametrize("path", ["/walk/programme", "/walk/sync", "/walk/photos/one", "/walk/whatever/comes"])
def test_without_a_devices_cookie_there_is_a_sentence_and_nothing_else(door, store, token, path, cookie):
    came_in(door, token)
    before = observation_count(store)
    for answer in (
        door.get(path, cookie_of(cookie)),
        door.post(path, a_message(a_sent_walk(), a_sent_entry()), OWN | cookie_of(cookie)),
    ):
        assert answer.status_code == 401
        assert list(answer.json()) == ["sentence"]
        assert answer.json()["sentence"].startswith(NOBODY)
    assert observation_count(store) == before


def test_a_phone_taken_back_is_refused_and_goes_on_once_it_is_invited_again(door, store, person, token):
    secret, walk, entry = came_in(door, token), a_sent_walk(), a_sent_entry()
    assert sends(door, secret, walk=walk).status_code == 200
    acts.take_back(store, devices(store)[0].id)
    assert door.get("/walk/programme", cookie_of(secret)).status_code == 401
    assert sends(door, secret, entry, walk=walk).status_code == 401
    assert observation_count(store) == 0
    fresh = came_in(door, acts.invite(store, person.id), secret)
    assert sends(door, fresh, entry, walk=walk).json()["entries"][0]["state"] == "kept"
    assert observation_count(store) == 1


def test_another_persons_walk_is_not_ones_own_whatever_phone_the_message_names(door, store, token):
    walk, other = a_sent_walk(), acts.add_person(store, "KM")
    mine, theirs = came_in(door, token), came_in(door, acts.invite(store, other.id))
    assert sends(door, mine, walk=walk).status_code == 200
    assert sends(door, theirs, a_sent_entry(), walk=walk | {"version": 2}).status_code == 422
    assert observation_count(store) == 0


def test_another_site_sends_nothing_even_with_the_cookie(door, store, token):
    secret = came_in(door, token)
    headers = cookie_of(secret) | OWN | {"Sec-Fetch-Site": "cross-site"}
    assert door.post("/walk/sync", a_message(a_sent_walk(), a_sent_entry()), headers).status_code == 403
    assert observation_count(store) == 0


@pytest.mark.parametrize(
    "path", ["/walk/", "/walk/sw.js", "/walk/manifest.webmanifest", "/walk/a/walk.js", "/walk/t/abc"]
)
def test_the_shell_of_the_walk_is_anybodys(door, store, path):
    assert door.get(path).status_code == 200


def test_the_room_of_a_review_stays_open_to_anybody_with_its_link(door, store):
    review = a_room(store)
    assert door.get(f"/room/{links.token(review.id, review.key)}").status_code == 200


def test_trouble_at_the_gate_is_told_in_words(door, store, monkeypatch):
    monkeypatch.setattr(gate, "recognise", lambda *_: 1 / 0)
    answer = door.get("/walk/programme")
    assert answer.status_code == 500
    assert "stays on your phone" in answer.json()["sentence"]


def test_an_invitation_leads_to_where_the_door_is_open(monkeypatch):
    monkeypatch.setenv(links.ADDRESS, "https://walks.example.org")
    assert invitation_link("abc") == "https://walks.example.org/walk/invite/abc"


def test_the_letters_of_the_walk_are_anybodys_and_no_other_file_is(door, store):
    assert door.get("/app/static/fonts/newsreader-latin-wght-normal.woff2").status_code == 200
    for path in ("/app/static/look.css", "/app/static/fonts/../look.css", "/app/static/fonts/%2e%2e/look.css"):
        assert door.get(path).status_code == 404


def test_the_calendar_is_read_at_the_door_with_its_secret_alone_and_is_no_phone_that_arrived(store):
    secret, arrivals = renew_feed(store), Arrivals()

    async def from_a_phone(scope, receive, send):
        await Noting(phones_app(), arrivals)(scope | {"client": ("192.0.2.9", 1)}, receive, send)

    door = Window(from_a_phone)
    answer = door.get(feed_path(secret))
    assert (answer.status_code, answer.text[:15]) == (200, "BEGIN:VCALENDAR")
    for wrong in (feed_path("guess"), feed_path(secret[:-1]), "/calendar/", "/calendar/.ics"):
        assert door.get(wrong).status_code == 404
    assert arrivals.phones == 0
    door.get("/walk/")
    assert arrivals.phones == 1


def puts(door, secret, key, entry, content, at=0):
    part = content[at : at + MOST_OF_A_PART]
    return door._ask(
        "PUT", f"/walk/photos/{key}?entry={entry}&total={len(content)}&from={at}", part, OWN | cookie_of(secret)
    )


def test_a_photo_comes_in_with_the_entry_it_was_taken_for_and_is_shown(door, store, token):
    secret, entry, key, content = came_in(door, token), a_sent_entry(), new_key(), a_jpeg(3000, 2000)
    assert sends(door, secret, entry).json()["entries"][0]["state"] == "kept"
    arrived = 0
    while arrived < len(content):
        arrived = puts(door, secret, key, entry["id"], content, arrived).json()["arrived"]
    (mark,) = photos_of(store, [UUID(entry["id"])])["mark"]
    pages = Window(Starlette(routes=photo_routes()))
    assert pages.get(f"/photos/{mark}.jpg").body.startswith(b"\xff\xd8")
    assert door.get(f"/photos/{mark}.jpg").status_code == 404, "phones are given nobody's photos"


def test_a_photo_without_the_cookie_or_of_a_phone_taken_back_is_not_taken(door, store, token):
    secret, entry, key, content = came_in(door, token), a_sent_entry(), new_key(), a_jpeg(3000, 2000)
    assert sends(door, secret, entry).status_code == 200
    assert puts(door, "", key, entry["id"], content).status_code == 401
    arrived = puts(door, secret, key, entry["id"], content).json()["arrived"]
    assert arrived == MOST_OF_A_PART < len(content)
    acts.take_back(store, devices(store)[0].id)
    refused = puts(door, secret, key, entry["id"], content, arrived)
    assert (refused.status_code, refused.json()["sentence"].startswith(TAKEN_BACK)) == (401, True)
    assert photos_of(store, [UUID(entry["id"])]).empty


def test_a_walk_goes_by_whose_phone_it_is_also_once_they_are_called_otherwise(door, store, person, token):
    secret, walk = came_in(door, token), a_sent_walk(observer="Somebody else")
    assert sends(door, secret, walk=walk).json()["walk"]["state"] == "kept"
    assert observer_names(store) == (person.name,)
    acts.rename(store, person.id, "Porter")
    assert sends(door, secret, a_sent_entry(), walk=walk | {"version": 2}).json()["walk"]["state"] == "kept"
    assert observer_names(store) == ("Porter",)


def test_the_phone_of_somebody_removed_sends_nothing_any_more(door, store, person, token):
    secret = came_in(door, token)
    acts.remove(store, person.id)
    assert sends(door, secret, a_sent_entry()).status_code == 401
    assert observation_count(store) == 0


def test_a_photo_is_not_put_to_an_entry_of_another_persons_walk(door, store, token):
    mine, theirs = came_in(door, token), came_in(door, acts.invite(store, acts.add_person(store, "KM").id))
    entry, content = a_sent_entry(), a_jpeg()
    assert sends(door, mine, entry).status_code == 200
    refused = puts(door, theirs, new_key(), entry["id"], content)
    assert (refused.json()["state"], refused.json()["sentence"][:28]) == ("refused", "This walk belongs to another")
    record_walk_through(store, a_walk(), [seen := an_observation(id=new_key())])
    assert puts(door, theirs, new_key(), seen.id, content).json()["state"] == "refused", "no phone holds that walk"
    assert photos_of(store, [UUID(entry["id"]), seen.id]).empty
    assert puts(door, theirs, new_key(), new_key(), content).json()["state"] == "kept", "its entry is on its way"
