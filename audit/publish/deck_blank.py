"""An empty deck in the house's face: wide slides, its fonts and colours as the deck's own theme, four layouts."""

import re

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu, Inches

from audit.publish.deck_fonts import BODY, HEADLINES, embed_fonts

WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, ACROSS = Inches(0.7), Inches(11.93)
COLOURS = {  # the theme of the charts, by what the deck's theme calls them
    "dk1": "0E151D",
    "lt1": "FCFBF8",
    "dk2": "474F59",
    "lt2": "F1EDE4",
    "accent1": "27406B",
    "accent2": "0067A3",
    "accent3": "B8470B",
    "accent4": "6A717B",
    "accent5": "B97400",
    "accent6": "DDD8CD",
}
COVER, WORDS, PICTURE, TABLE = range(4)
_LAYOUTS = (0, 1, 3, 5)  # of the layouts a new deck comes with
_TITLE = (LEFT, Inches(0.75), ACROSS, Inches(1.0))
_PLACES = {  # left, top, width, height of each layout's parts
    COVER: {0: (LEFT, Inches(2.1), ACROSS, Inches(1.6)), 1: (LEFT, Inches(3.8), ACROSS, Inches(2.4))},
    WORDS: {0: _TITLE, 1: (LEFT, Inches(1.9), ACROSS, Inches(4.9))},
    PICTURE: {0: _TITLE, 1: (LEFT, Inches(1.7), ACROSS, Inches(1.15))},
    TABLE: {0: _TITLE},
}
_LEFT_BEHIND = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.PRINTER_SETTINGS,
)
_SIZES = {"titleStyle": 4000, "bodyStyle": 2400}  # hundredths of a point


def blank_deck() -> Deck:
    """Return a deck of 16:9 without slides, its layouts as `COVER`, `WORDS`, `PICTURE`, `TABLE` name them."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    layouts = [deck.slide_layouts[number] for number in _LAYOUTS]
    for layout in list(deck.slide_layouts):
        if layout not in layouts:
            deck.slide_layouts.remove(layout)
    for number, layout in enumerate(layouts):
        _lay_out(layout, number)
    _dress(deck)
    _cut_loose(deck)
    embed_fonts(deck)
    return deck


def _lay_out(layout: SlideLayout, number: int) -> None:
    for part in list(layout.placeholders):
        box = _PLACES[number].get(part.placeholder_format.idx)
        if box is None:
            part.element.getparent().remove(part.element)
        else:
            part.left, part.top, part.width, part.height = (Emu(length) for length in box)
            part.text_frame.vertical_anchor = MSO_ANCHOR.TOP if part.placeholder_format.idx else MSO_ANCHOR.BOTTOM


def _dress(deck: Deck) -> None:
    master = deck.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode("utf-8")
    for name, colour in COLOURS.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text)
    for part, face in (("major", HEADLINES), ("minor", BODY)):
        text = re.sub(rf'(<a:{part}Font><a:latin typeface=")[^"]*', rf"\g<1>{face}", text)
    theme._blob = text.encode("utf-8")  # noqa: SLF001  # python-pptx has no other way to change a theme
    for place in list(master.placeholders):
        place.left, place.width = LEFT, ACROSS
    for style, size in _SIZES.items():
        _plain(master, style, size)


def _plain(master: SlideMaster, style: str, size: int) -> None:
    """Set the first level of a style from the left, without a sign before it, not bold."""
    (first,) = master.element.xpath(f".//p:{style}/a:lvl1pPr")
    for name, value in (("algn", "l"), ("marL", "0"), ("indent", "0")):
        first.set(name, value)
    for sign in master.element.xpath(f".//p:{style}/a:lvl1pPr/*[self::a:buFont or self::a:buChar]"):
        first.remove(sign)
    (words,) = master.element.xpath(f".//p:{style}/a:lvl1pPr/a:defRPr")
    words.set("sz", str(size))
    words.set("b", "0")


def _cut_loose(deck: Deck) -> None:
    """Take away what tells of the deck this one was made from: its shape, its preview, its program, its printer."""
    deck.element.xpath("p:sldSz")[0].attrib.pop("type", None)
    for holder in (deck.part.package, deck.part):
        rels = holder._rels  # noqa: SLF001  # python-pptx has no other way to leave a part out
        for key in [key for key, rel in rels.items() if rel.reltype in _LEFT_BEHIND]:
            rels.pop(key)
