"""A QR code holds exactly the address it is made of, and is a picture of its own."""

import re
from xml.etree import ElementTree as ET

import segno

from audit.publish.qr import qr_svg

ADDRESS = "http://192.0.2.20:8502/room/" + "Ab-_." * 10


def modules(svg):
    """Return which modules a picture draws dark, read back from its one path of strokes."""
    path = ET.fromstring(svg).findall("{http://www.w3.org/2000/svg}path")[-1].get("d")
    dark, x, y = set(), 0.0, 0.0
    for verb, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        given = [float(number) for number in numbers.split()]
        if verb == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(given[0]))}
            x += given[0]
        else:
            x, y = (given[0], given[1]) if verb == "M" else (x + given[0], y + given[1])
    return dark


def test_every_module_of_the_code_is_drawn_with_room_around_it():
    matrix = segno.make_qr(ADDRESS, error="m", boost_error=False).matrix
    expected = {(x + 4, y + 4) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert modules(qr_svg(ADDRESS)) == expected


def test_the_picture_is_small_and_needs_nothing_from_elsewhere():
    svg = qr_svg(ADDRESS, "The room of <Spring> & more")
    assert svg.startswith('<svg role="img"')
    assert len(svg) < 5_000
    assert ET.fromstring(svg).find("{http://www.w3.org/2000/svg}title").text == "The room of <Spring> & more"
    assert re.findall(r"href|url\(|<script", svg) == []


def test_an_address_on_the_network_needs_no_more_than_version_six():
    assert segno.make_qr(ADDRESS, error="m", boost_error=False).version <= 6
