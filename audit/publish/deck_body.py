"""What stands on a slide of the deck beside its headline: its part and its days, rows and columns, and full colour."""

from collections.abc import Sequence
from math import ceil

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Length, Pt

from audit.publish.deck_blank import ACROSS, LEFT
from audit.publish.deck_words import safe
from audit.publish.review_words import one_line
from audit.publish.slide import Column

SMALL = 18  # points; 36 pixels of 1920, as small as words get
_TOP, _LINE = Inches(0.3), Inches(0.45)
_LABELS = Inches(2.4)  # across
_GAP = Inches(0.4)  # between columns
_BOTTOM = Inches(7.1)
_MOST_SPARE = Inches(0.4)  # beneath a row, beside what its words take
BESIDE_LABELS = 1_100  # half letters of one point that stand beside each other, right of the labels


def head_line(page: Page, section: str, period: str) -> None:
    """Write which part of the meeting a slide belongs to at its left, and which days it is about at its right."""
    half = Emu(ACROSS // 2)
    for words, left, side, tone in (
        (section, LEFT, PP_ALIGN.LEFT, MSO_THEME_COLOR.ACCENT_1),
        (period, Emu(LEFT + half), PP_ALIGN.RIGHT, MSO_THEME_COLOR.TEXT_2),
    ):
        if words:
            frame = text_box(page, (left, _TOP, half, _LINE), [words])
            frame.paragraphs[0].alignment = side
            coloured(frame, tone)


def rows(page: Page, pairs: Sequence[tuple[str, str]], top: Length, size: int) -> None:
    """Set pairs of a label and what is said to it beneath each other, each as tall as its words."""
    if not pairs:
        return
    taken = [_tall(words, size) for _, words in pairs]
    spare = max(0, min(_MOST_SPARE, (_BOTTOM - top - sum(taken)) // len(pairs)))
    down = top
    for (label, words), needed in zip(pairs, taken, strict=True):
        tall = Emu(needed + spare)
        coloured(text_box(page, (LEFT, down, _LABELS, tall), [label], SMALL), MSO_THEME_COLOR.TEXT_2)
        text_box(page, (Emu(LEFT + _LABELS), down, Emu(ACROSS - _LABELS), tall), [words], size)
        down = Emu(down + tall)


def _tall(words: str, size: int) -> Length:
    """Return what the words of a row take, with the half line beneath them."""
    return Pt(((ceil(len(words) * size / BESIDE_LABELS) or 1) * 1.2 + 0.5) * size)


def columns(page: Page, beside: Sequence[Column], top: Length, size: int) -> None:
    """Set columns of lines beside each other, their titles bold and what stands at their end small."""
    across = Emu((ACROSS - _GAP * (len(beside) - 1)) // max(len(beside), 1))
    for number, column in enumerate(beside):
        lines = [line for line in (column.title, *column.lines) if line]
        left = Emu(LEFT + number * (across + _GAP))
        frame = text_box(
            page, (left, top, across, Emu(_BOTTOM - top)), [*lines, *([column.foot] if column.foot else [])], size
        )
        if column.title:
            for run in frame.paragraphs[0].runs:
                run.font.bold = True
        for run in frame.paragraphs[-1].runs if column.foot else ():
            run.font.size = Pt(SMALL)
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2


def full_colour(page: Page) -> None:
    """Set a slide in light words on the accent, for the two slides that give a meeting its rhythm."""
    fill = page.background.fill
    fill.solid()
    fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    for frame in (shape.text_frame for shape in page.shapes if isinstance(shape, Shape)):
        coloured(frame, MSO_THEME_COLOR.BACKGROUND_1)


def text_box(
    page: Page, box: tuple[Length, Length, Length, Length], lines: Sequence[str], size: int = SMALL
) -> TextFrame:
    """Write lines into a box of their own (left, top, width, height), and return what holds them."""
    frame: TextFrame = page.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Emu(0)
    frame.text = safe("\n".join(one_line(line) for line in lines))
    sized(frame, size)
    return frame


def sized(frame: TextFrame, points: int) -> None:
    """Set the size of words; on the words, since PowerPoint does not always heed the size of a paragraph."""
    for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
        run.font.size = Pt(points)


def coloured(frame: TextFrame, tone: MSO_THEME_COLOR) -> None:
    """Set the colour of words."""
    for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
        run.font.color.theme_color = tone
