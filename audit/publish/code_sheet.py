"""The sheet of voting codes: slips to print on A4 and cut out, each with its code to scan and to type."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from audit.publish.qr import qr_svg

_PAGE = Environment(
    autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=PackageLoader("audit.publish", "templates")
)
_ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: its code as it is printed, and the address that comes into the room with it."""

    code: str
    address: str

    @property
    def picture(self) -> Markup:
        """The address as a QR code."""
        return Markup(qr_svg(self.address, f"QR code of the voting code {self.code}"))  # noqa: S704  # drawn by us


def code_sheet(title: str, room_address: str, slips: Sequence[Slip]) -> str:
    """Return the slips of a review as one HTML page that asks for nothing from anywhere, words of people escaped.

    Args:
        title: what the review is called.
        room_address: what is typed to come into the room.
        slips: as many as are cut out.
    """
    pages = [slips[start : start + _ON_A_PAGE] for start in range(0, len(slips), _ON_A_PAGE)]
    return _PAGE.get_template("code_sheet.html").render(title=title, room_address=room_address, pages=pages)
