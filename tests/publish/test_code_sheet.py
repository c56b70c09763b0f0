"""The sheet of codes: a slip for each, nothing asked for from anywhere, and words of people harmless."""

import re

from audit.publish.code_sheet import Slip, code_sheet


def sheet(how_many, title="Spring review"):
    slips = [
        Slip(f"bcdfg-{number:05}", f"http://192.0.2.9:8502/r/xyz234/bcdfg-{number:05}") for number in range(how_many)
    ]
    return code_sheet(title, "192.0.2.9:8502/r/xyz234", slips)


def test_every_slip_has_its_code_its_picture_and_the_address_to_type():
    page = sheet(23)
    assert re.findall(r'<p class="code">(.*?)</p>', page) == [f"bcdfg-{number:05}" for number in range(23)]
    assert page.count("<svg ") == page.count("192.0.2.9:8502/r/xyz234 and type") == 23
    assert page.count('<div class="page">') == 3


def test_the_sheet_asks_for_nothing_and_escapes_the_title():
    page = sheet(1, title="<script>alert(1)</script>")
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert re.findall(r'\b(?:src|href)="', page) == []
