"""The picture of the slide on the wall, small on every phone: drawn once for all of them, and sent from memory."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from audit.charts.projected import HEIGHT
from audit.charts.theme import FACE, PAPER
from audit.publish.slide import Slide
from audit.web.drawing import pictured, shape_of

MOST = 64  # pictures held, each a few kilobytes: the slides of two reviews, in light and dark
# A picture has no fonts of ours; these are no wider, so that no word is cut at its edge.
_FACES = "Public Sans, Roboto, Helvetica Neue, Arial, sans-serif"
_DRAWER = ThreadPoolExecutor(1, "picture")  # of its own, so that phones that wait for it hold up nobody else


@dataclass(frozen=True, eq=False)
class Picture:
    """What the wall shows on one slide: a chart of `SLIDE_CHARTS`, its figures, and what it shows in `words`."""

    chart: str
    figure: pd.DataFrame
    words: str

    @cached_property
    def mark(self) -> str:
        """Another one as soon as the picture is."""
        figures = self.figure.to_json(orient="records", date_format="iso")
        return hashlib.blake2s(f"{self.chart} {figures}".encode(), digest_size=8).hexdigest()

    @cached_property
    def shape(self) -> float:
        """How many times as wide as it is high, so that a page keeps its place free."""
        return round(shape_of(self.chart, self.figure, HEIGHT), 3)


def picture_of(slide: Slide) -> Picture | None:
    """Return the picture of a slide, None where it has none or its figures are still hidden from the room."""
    if not slide.chart or slide.figure is None or slide.is_hidden:
        return None
    return Picture(slide.chart, slide.figure, slide.description)


class Pictures:
    """Pictures as they are sent: each drawn once, by whoever asks first, while all others wait for the same one."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._drawn: OrderedDict[tuple[str, bool], Future[bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def draw_ahead(self, picture: Picture) -> None:
        """Begin to draw a picture in light and in dark, so that phones which ask for it soon need not wait."""
        for is_dark in (False, True):
            self.packed(picture, is_dark=is_dark)

    def packed(self, picture: Picture, *, is_dark: bool) -> "Future[bytes]":
        """Return a picture as SVG packed with gzip, at once or as soon as it is drawn.

        Its result raises NotDrawnError where it cannot be drawn.
        """
        key = (picture.mark, is_dark)
        with self._lock:
            if key not in self._drawn:
                self._drawn[key] = _DRAWER.submit(_packed, picture, PAPER.dark if is_dark else PAPER.light)
                while len(self._drawn) > self._most:
                    self._drawn.popitem(last=False)
            return self._drawn[key]


PICTURES = Pictures()


def _packed(picture: Picture, background: str) -> bytes:
    svg = pictured(picture.chart, picture.figure, background).replace(FACE, _FACES)
    return gzip.compress(svg.encode(), mtime=0)
