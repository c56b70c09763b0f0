"""The routes of the walk: what they give out, what they refuse, and in which words."""

import gzip
import json

import pytest
from starlette.applications import Starlette

from audit.store.observation import observation_count
from audit.web.walk import front_end, routes
from tests.web.present.window import Window
from tests.web.walk.messages import a_message, a_sent_entry, a_sent_walk

OWN = {"X-Walk": "1"}


@pytest.fixture
def phone():
    return Window(Starlette(routes=routes.walk_routes()))


def test_what_a_phone_sends_is_stored_and_answered_part_by_part(phone, store):
    entry = a_sent_entry()
    answer = phone.post("/walk/sync", a_message(a_sent_walk(), entry), OWN)
    assert answer.status_code == 200
    assert answer.json()["entries"] == [
        {"id": entry["id"], "version": 1, "state": "kept", "sentence": "", "stands": None}
    ]
    assert observation_count(store) == 1


@pytest.mark.parametrize("headers", [{}, OWN | {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_send_an_entry(phone, store, headers):
    assert phone.post("/walk/sync", a_message(a_sent_walk(), a_sent_entry()), headers).status_code == 403
    assert observation_count(store) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"phone": 3}',
        json.dumps(a_message(a_sent_walk()) | {"walk": []}).encode(),
        json.dumps(a_message(a_sent_walk()) | {"entries": {}}).encode(),
        json.dumps(a_message(a_sent_walk()) | {"entries": [1] * 51}).encode(),
        json.dumps(a_message(a_sent_walk()) | {"sent_at": "now"}).encode(),
    ],
)
def test_what_is_no_message_is_refused_in_words(phone, store, body):
    answer = phone.post("/walk/sync", body, OWN)
    assert answer.status_code == 422
    assert answer.json()["sentence"].endswith(".")


def test_a_page_of_another_version_is_told_so(phone, store):
    answer = phone.post("/walk/sync", a_message(a_sent_walk(), protocol=2), OWN)
    assert answer.status_code == 409
    assert "different versions" in answer.json()["sentence"]


def test_more_than_is_taken_at_once_is_refused_before_it_is_read(phone, store):
    assert phone.post("/walk/sync", b"x" * (routes.MOST_BYTES + 1), OWN).status_code == 413


def test_the_programme_is_sent_once_until_it_changes(phone, store):
    first = phone._ask("GET", "/walk/programme", b"", {"Accept-Encoding": "gzip"})
    given = json.loads(gzip.decompress(first.body))
    assert given["journeys"][0]["name"] == "At the desk"
    again = phone._ask("GET", "/walk/programme", b"", {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.body) == (304, b"")


def test_what_nobody_foresaw_is_said_without_a_trace(phone, store, monkeypatch):
    def breaks(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(routes, "take_in", breaks)
    answer = phone.post("/walk/sync", a_message(a_sent_walk()), OWN)
    assert answer.status_code == 500
    assert "stays on your phone" in answer.json()["sentence"]
    assert "ZeroDivision" not in answer.text


def test_the_address_without_its_slash_leads_to_the_walk(phone):
    answer = phone.get("/walk")
    assert (answer.status_code, answer.headers["location"]) == (308, "/walk/")


@pytest.mark.parametrize(("address", "kind"), [("/walk/", "text/html"), ("/walk/a/hold.js", "text/javascript")])
def test_the_page_and_a_module_are_sent_once_until_anything_changes(phone, address, kind):
    first = phone.get(address)
    assert (first.status_code, first.headers["content-type"].split(";")[0]) == (200, kind)
    again = phone._ask("GET", address, b"", {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.body) == (304, b"")


@pytest.mark.parametrize("name", ["routes.py", "nothing.js", ".."])
def test_what_is_no_module_is_not_there(phone, name):
    assert phone.get(f"/walk/a/{name}").status_code == 404


def test_the_worker_names_every_file_by_the_mark_of_all_and_the_manifest_is_the_phones_own(phone):
    worker, manifest = phone.get("/walk/sw.js"), phone.get("/walk/manifest.webmanifest")
    assert (worker.status_code, manifest.status_code) == (200, 200)
    assert front_end.mark() in worker.text
    assert all(name in worker.text for name in front_end.names_for_phones())
    assert manifest.json()["start_url"]
