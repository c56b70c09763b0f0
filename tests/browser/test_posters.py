"""Posters printed by real Chromium: four to a sheet, nothing cut off, and each code read from a metre away."""

import io
import re

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from audit.model.poster import Poster
from audit.publish.posters import poster_sheets

pytestmark = pytest.mark.browser
AT = "http://192.168.178.120:8502/walk/t/x8prtzyv?p=jxhw7dg{}"
SHEET = 190  # millimetres, A4 within its margins
FROM_A_METRE = 1.4  # pixels of a phone that looks with 1,920 at 1.37 m, for each millimetre
CUT = """() => [...document.querySelectorAll('.poster')].filter(one => one.scrollHeight > one.clientHeight + 1)
    .map(one => one.textContent.trim())"""


@pytest.fixture(scope="module")
def printed(chromium, tmp_path_factory):
    """Return the page of ten posters, laid out as it is printed: short names, and the longest that anybody writes."""
    short = [Poster("Front desk", "Arrive", "Greeting", "Main hall", AT.format(number)) for number in range(4)]
    words = "Waiting at the counter of the lending desk on the second floor until somebody looks up, "
    longest = [Poster("Front desk", "Arrive", words[:48] * 4, words[:30] * 3, AT.format(number)) for number in range(6)]
    path = tmp_path_factory.mktemp("posters") / "posters.html"
    path.write_text(poster_sheets("City library", [*short, *longest]), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 718, "height": 1046})
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    yield page
    page.close()


def test_nothing_on_a_poster_is_cut_off_however_long_its_names_are(printed):
    assert printed.evaluate(CUT) == []


def test_ten_posters_are_three_pages_of_a4(printed):
    pdf = printed.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3
    assert set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf)) == {b"0 0 594.95996 841.91998"}


def test_every_code_is_read_as_a_phone_sees_it_from_a_metre_away(printed):
    sheet = Image.open(io.BytesIO(printed.locator(".sheet").first.screenshot())).convert("L")
    scale = FROM_A_METRE * SHEET / sheet.width
    seen = sheet.resize((round(sheet.width * scale), round(sheet.height * scale)), Image.Resampling.BICUBIC)
    codes = zxingcpp.read_barcodes(seen.filter(ImageFilter.GaussianBlur(0.6)))
    assert sorted(code.text for code in codes) == [AT.format(number) for number in range(4)]
