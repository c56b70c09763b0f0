"""Posters to print: at each touchpoint a code that begins a walk right there, and a word to those who work there.

A code is 80 mm wide with its white rim: an address in the network takes 33 modules and the rim 8, so that one module
is nearly 2 mm. From 1 m away a phone that looks with 1,920 pixels at 1.4 m has 2.7 pixels for each, and readers need
two. Four such posters fill a sheet of A4.
"""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from audit.model.language import ENGLISH
from audit.model.poster import Poster
from audit.publish.qr import qr_svg

ON_A_SHEET = 4
_SIZES = ((24, 17), (45, 13), (80, 10))  # up to so many letters a name is set in so many points, so that it stays whole
_SMALLEST = 7
PAGE = Environment(
    autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=PackageLoader("audit.publish", "templates")
)


def sheets_of(posters: int) -> int:
    """Return on how many sheets so many posters are printed."""
    return -(-posters // ON_A_SHEET)


def poster_sheets(programme: str, posters: Sequence[Poster], language: str = ENGLISH) -> str:
    """Return posters as one HTML page to print on A4 that asks for nothing from anywhere, words of people escaped.

    Args:
        programme: what the audit is called.
        posters: in the order they are to be cut out.
        language: the tag of the language that people named all this in.
    """
    sheets = [posters[start : start + ON_A_SHEET] for start in range(0, len(posters), ON_A_SHEET)]
    return PAGE.get_template("posters.html").render(
        programme=programme, sheets=sheets, code=_code, points=_points, language=language
    )


def _code(poster: Poster) -> Markup:
    where = f"{poster.touchpoint}, {poster.place}" if poster.place else poster.touchpoint
    return Markup(qr_svg(poster.address, f"QR code that begins a walk at {where}"))  # noqa: S704  # drawn by us


def _points(name: str) -> int:
    return next((points for letters, points in _SIZES if len(name) <= letters), _SMALLEST)
