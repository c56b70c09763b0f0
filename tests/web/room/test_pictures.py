"""The picture of a slide on phones: drawn once for all, at an address that changes with it, only while it is seen."""

import gzip
import json
from contextlib import closing
from http.client import HTTPConnection

import pandas as pd
import pytest

from audit.actions import room as acts
from audit.charts.projected import HEIGHT, WIDTH
from audit.charts.theme import FACE
from audit.errors import NotDrawnError
from audit.model.review import Item
from audit.publish.slide import Slide
from audit.store.review import change_live
from audit.web.drawing import shape_of
from audit.web.room import following, live, pictures
from audit.web.room.outline import Point
from audit.web.room.pictures import Picture, Pictures, picture_of
from audit.web.room.sharing import FOLLOWING
from tests.rooms import in_a_thread

FIGURE = pd.DataFrame({"touchpoint": ["Desk"], "debt": [3], "positives": [9], "negatives": [1]})
OWED = Picture("debt", FIGURE, "Desk owes 3.")


@pytest.fixture
def drawings(monkeypatch):
    """Return what was drawn, each with its background; nothing is really drawn."""
    made = []

    def draw(chart, _, background):
        made.append((chart, background))
        if chart == "groups":
            raise NotDrawnError
        return f"<svg font-family='{FACE}'>{chart} on {background}</svg>"

    monkeypatch.setattr(pictures, "pictured", draw)
    drawn = Pictures()
    monkeypatch.setattr(live, "PICTURES", drawn)
    monkeypatch.setattr(FOLLOWING, "_ahead", drawn.draw_ahead)
    return made


@pytest.mark.parametrize(
    ("slide", "words"),
    [
        (Slide(Item.TRUST, "Owed", chart="debt", figure=FIGURE, description="Desk owes 3."), "Desk owes 3."),
        (Slide(Item.TRUST, "Owed", chart="debt", figure=FIGURE, is_hidden=True), None),
        (Slide(Item.TRUST, "Owed", chart="debt"), None),
        (Slide(Item.TRUST, "Owed"), None),
    ],
)
def test_a_slide_has_the_picture_of_its_chart_unless_the_room_may_not_see_it_yet(slide, words):
    picture = picture_of(slide)
    assert (picture and picture.words) == words


def test_its_mark_changes_with_what_it_shows_and_its_place_is_kept_free():
    assert OWED.mark == Picture("debt", FIGURE.copy(), "").mark
    assert OWED.mark not in {Picture("debt", FIGURE.assign(debt=4), "").mark, Picture("groups", FIGURE, "").mark}
    assert OWED.shape > 1
    cover = pd.DataFrame({"mixed_marks": [1]})
    assert shape_of("moments", cover, HEIGHT) > WIDTH / HEIGHT


def test_a_picture_is_drawn_once_in_light_and_once_in_dark_and_the_oldest_goes_first(drawings):
    drawn = Pictures(most=2)
    for is_dark in (False, True, False, True):
        svg = gzip.decompress(drawn.packed(OWED, is_dark=is_dark).result(10))
        assert svg.endswith(f">debt on {'#14171C' if is_dark else '#FCFBF8'}</svg>".encode())
        assert (b"Arial" in svg, FACE.encode() in svg) == (True, False)  # faces that phones have
    assert len(drawings) == 2
    drawn.packed(Picture("debt", FIGURE.assign(debt=4), ""), is_dark=False).result(10)
    drawn.packed(OWED, is_dark=True).result(10)
    assert len(drawings) == 3
    drawn.packed(OWED, is_dark=False).result(10)
    assert len(drawings) == 4


def test_a_phone_has_the_picture_of_the_slide_on_the_wall_alone(served, review, phone, door, drawings, monkeypatch):
    points = (Point("Owed", Item.TRUST, OWED), Point("Gone", Item.TRUST, Picture("groups", FIGURE, "So many.")))
    monkeypatch.setattr(following, "outline", lambda _: (*points, Point("What first?", Item.VOTE, OWED)))
    inside = phone()

    def told():
        assert in_a_thread(inside.ask("GET", f"{inside.path}/live")) == 200
        return json.loads(inside.page)["picture"]

    def asks(name, path=inside.path, **headers):
        with closing(HTTPConnection(*door, timeout=30)) as connection:
            connection.request("GET", f"{path}/pictures/{name}", headers=headers)
            answer = connection.getresponse()
            return answer, answer.read()

    assert asks(f"{OWED.mark}-dark.svg")[0].status == 404  # nobody has asked where the wall stands
    assert drawings == []
    assert told() == {"mark": OWED.mark, "shape": OWED.shape, "words": "Desk owes 3."}
    answer, svg = asks(f"{OWED.mark}-dark.svg")
    assert (answer.status, b"debt on #14171C" in svg) == (200, True)
    assert drawings[:2] == [("debt", "#FCFBF8"), ("debt", "#14171C")]  # ahead of whoever asks, and for both lights
    assert "immutable" in answer.headers["Cache-Control"]
    answer, packed = asks(f"{OWED.mark}-light.svg", **{"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert (answer.headers["Content-Encoding"], b"#FCFBF8" in gzip.decompress(packed)) == ("gzip", True)
    wrong = [(f"{OWED.mark}-loud.svg", inside.path), ("another-dark.svg", inside.path)]
    for name, path in (*wrong, (f"{OWED.mark}-dark.svg", f"{inside.path}x"), (f"{OWED.mark}-dark.svg", "/room/none")):
        assert asks(name, path)[0].status == 404, (name, path)
    change_live(served, review.id, slide=1)
    assert asks(f"{told()['mark']}-dark.svg")[0].status == 404  # it cannot be drawn: the phone has the words
    change_live(served, review.id, slide=2)
    assert told() is None  # a vote is on screen
    acts.close_room(served, review.id)
    assert in_a_thread(inside.ask("GET", f"{inside.path}/live")) == 200
    assert asks(f"{OWED.mark}-dark.svg")[0].status == 404
