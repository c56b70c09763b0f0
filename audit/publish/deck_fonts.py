"""The house's faces within a deck, so that it looks the same where they are not installed.

Each file holds one weight of a face of `static/fonts` with its Latin letters, in the form in which presentations embed
fonts; their licence (the SIL Open Font License) allows that. Other letters are set in a face of the machine.
"""

from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck

from audit.home.product import PRODUCT

HEADLINES, BODY = "Newsreader", "Public Sans"
_FILES = {
    HEADLINES: {"regular": "newsreader-latin-500"},
    BODY: {"regular": "public-sans-latin-400", "bold": "public-sans-latin-700"},
}
_KIND = "application/x-fontdata"
_LEADS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"


def embed_fonts(deck: Deck) -> None:
    """Put the faces of headlines and body into a deck, and name them in it."""
    named = []
    for face, weights in _FILES.items():
        held = "".join(f'<p:{weight} r:id="{_part_of(deck, name)}"/>' for weight, name in weights.items())
        named.append(f'<p:embeddedFont><p:font typeface="{face}"/>{held}</p:embeddedFont>')
    fonts = parse_xml(f"<p:embeddedFontLst {nsdecls('p', 'r')}>{''.join(named)}</p:embeddedFontLst>")
    (size,) = deck.element.xpath("p:notesSz")  # what the format wants right before them
    size.addnext(fonts)


def _part_of(deck: Deck, name: str) -> str:
    """Add a file to a deck, and return the key that leads to it."""
    blob = (PRODUCT / "static" / "fonts" / f"{name}.fntdata").read_bytes()
    part = Part(PackURI(f"/ppt/fonts/{name}.fntdata"), _KIND, deck.part.package, blob)
    return deck.part.relate_to(part, _LEADS)
