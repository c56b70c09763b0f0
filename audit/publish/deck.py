"""The deck of a review: one message a slide, with charts that can be opened and changed, alt texts and notes."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from audit.publish.deck_blank import ACROSS, COVER, LEFT, PICTURE, TABLE, WORDS, blank_deck
from audit.publish.deck_body import BESIDE_LABELS, columns, full_colour, head_line, rows, sized
from audit.publish.deck_chart import add_chart
from audit.publish.deck_words import safe
from audit.publish.headlines.caveat import caveat
from audit.publish.headlines.words import counted
from audit.publish.minutes import RESTATED, looked_at, standing
from audit.publish.plotted import plotted
from audit.publish.report import Report
from audit.publish.review_words import TITLES, TRUST_OWED, one_line
from audit.publish.slide import Layout, Slide, on_pages

MOST_ROWS = 8  # of a table on one slide
_WIDTHS = (Inches(2.2), Inches(4.13), Inches(2.8), Inches(2.8))  # of its columns
_BODIES = (32, 28, 24, 20, 18)  # points; 18 are 36 pixels of 1920, as small as words get
_HEADLINES = ((32, 40), (44, 34), (200, 28))  # up to so many characters, so many points
_COLUMN = 20  # points of the words of columns
_FULL = (Layout.QUOTE, Layout.CLOSE)
_LETTERS = 1_400  # half letters of one point that stand beside each other across a slide
_WORDS_TALL, _LINES_TALL = 340, 80  # points left for words alone, and above a picture


def deck(report: Report) -> bytes:
    """Return a review as a PowerPoint file, 16:9.

    Every slide has its headline as its title, its lines as its text, and in its notes what the facilitator wrote, what
    the picture shows in words and how long it takes; what waits to be revealed is a hidden slide. Charts are the deck's
    own, with the very figures that were shown, their intervals as error bars. What moved since a review was closed
    stands in a table at the end.

    Args:
        report: the review.
    """
    made = blank_deck()
    _properties(made, report)
    first, *others = report.slides
    has_cover = first.layout is Layout.COVER
    _cover(made, report, first.headline if has_cover else report.review.title)
    every = others if has_cover else report.slides
    for slide in (page for each in every for page in on_pages(each)):
        _add(made, slide, report.photos.get(slide.photo, b""))
    _corrections(made, report)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _properties(made: Deck, report: Report) -> None:
    """Write what programs tell of a file without opening it, over what the empty deck brought along."""
    about = made.core_properties
    about.title = safe(report.review.title)
    about.author = about.last_modified_by = "Moments of Truth"
    about.language, about.comments = "en", ""
    about.created = report.review.prepared_at
    about.modified = report.review.closed_at or report.review.prepared_at


def _cover(made: Deck, report: Report, title: str) -> None:
    page = made.slides.add_slide(made.slide_layouts[COVER])
    _headline(page, title)
    head_line(page, report.shown.programme, "")
    _lines(page.placeholders[1].text_frame, (standing(report), *looked_at(report).lines), _LINES_TALL * 2)
    for paragraph in page.placeholders[1].text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2
    page.notes_slide.notes_text_frame.text = safe(report.review.notes)


def _add(made: Deck, slide: Slide, photo: bytes = b"") -> None:
    plot = plotted(slide)
    page = made.slides.add_slide(made.slide_layouts[WORDS if plot is None and not photo else PICTURE])
    _headline(page, slide.headline)
    head_line(page, slide.section or TITLES[slide.item], slide.period)
    above = _beneath(page, slide, _WORDS_TALL if plot is None else _LINES_TALL)
    if plot is not None:
        add_chart(page, plot, slide.headline, slide.description, above=above)
    top = Emu(Inches(1.9) + Pt(above))
    rows(page, slide.rows, top, _size([words for _, words in slide.rows], _WORDS_TALL - above, BESIDE_LABELS))
    columns(page, slide.columns, top, _COLUMN)
    if photo:
        _photo(page, photo, slide.description)
    if slide.layout in _FULL:
        full_colour(page)
    if slide.is_hidden:
        page.element.set("show", "0")
    notes = (slide.notes, slide.description, f"About {counted(max(1, round(slide.minutes)), 'minute')}.")
    page.notes_slide.notes_text_frame.text = safe("\n\n".join(filter(None, notes)))


def _beneath(page: Page, slide: Slide, tall: float) -> float:
    """Write the lines beneath a headline that are neither rows nor columns; return how many points they take."""
    lines = (*filter(None, [slide.under]), *slide.lines)
    if lines:
        _lines(page.placeholders[1].text_frame, lines, tall)
        return _fitted(lines, _LINES_TALL)
    # an empty part would ask for text where the deck is edited
    page.placeholders[1].element.getparent().remove(page.placeholders[1].element)
    return 0.0


def _photo(page: Page, file: bytes, described: str) -> None:
    """Put a photo beneath the words, as large as there is room for."""
    left, top, across, tall = LEFT, Inches(2.45), ACROSS, Inches(4.4)
    photo = page.shapes.add_picture(BytesIO(file), left, top)
    scale = min(across / photo.width, tall / photo.height)
    photo.width, photo.height = Emu(int(photo.width * scale)), Emu(int(photo.height * scale))
    photo.element.xpath("p:nvPicPr/p:cNvPr")[0].set("descr", safe(described))


def _headline(page: Page, words: str) -> None:
    line = safe(one_line(words))
    frame = page.placeholders[0].text_frame
    frame.text = line
    size = next((points for most, points in _HEADLINES if len(line) <= most), _HEADLINES[-1][1])
    sized(frame, size)


def _lines(frame: TextFrame, lines: tuple[str, ...], tall: float) -> None:
    """Write lines as large as they fit."""
    size = _size(lines, tall)
    frame.text = safe("\n".join(one_line(line) for line in lines))
    sized(frame, size)
    for paragraph in frame.paragraphs:
        paragraph.space_after = Pt(size * 0.5)


def _size(lines: Sequence[str], tall: float, letters: int = _LETTERS) -> int:
    return next((points for points in _BODIES if _height(lines, points, letters) <= tall), _BODIES[-1])


def _fitted(lines: tuple[str, ...], tall: float) -> float:
    """Return how many points lines take above a picture: those kept for them, more where they need more."""
    return max(tall, _height(lines, _size(lines, tall))) if lines else 0


def _height(lines: Sequence[str], points: int, letters: int = _LETTERS) -> float:
    rows = sum(ceil(len(line) * points / letters) or 1 for line in lines)
    return rows * points * 1.2 + (len(lines) - 1) * points * 0.5


def _corrections(made: Deck, report: Report) -> None:
    rows = [tuple(str(cell) for cell in row) for row in report.restated.itertuples(index=False)]
    for first in range(0, len(rows), MOST_ROWS):
        page = made.slides.add_slide(made.slide_layouts[TABLE])
        _headline(page, f"{RESTATED} the review was closed")
        part = [("Figure", "Of what", "Was", "Is now"), *rows[first : first + MOST_ROWS]]
        frame = page.shapes.add_table(len(part), 4, LEFT, Inches(1.9), ACROSS, Inches(0.5 * len(part)))
        for column, width in zip(frame.table.columns, _WIDTHS, strict=True):
            column.width = width
        frame.name = RESTATED
        described = "What the same days give now, where it differs from what the room saw."
        frame.element.xpath("p:nvGraphicFramePr/p:cNvPr")[0].set("descr", described)
        if any(figure == TRUST_OWED for figure, *_ in part):
            beneath = page.shapes.add_textbox(LEFT, Inches(6.7), ACROSS, Inches(0.5)).text_frame
            _cell(beneath, caveat(report.shown.ratio))
        for index, row in enumerate(part):
            for column, words in enumerate(row):
                _cell(frame.table.cell(index, column).text_frame, words)


def _cell(frame: TextFrame, words: str) -> None:
    frame.text = safe(one_line(words))
    sized(frame, 14)
