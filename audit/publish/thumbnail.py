"""A slide in small, as the strip of a review shows it: its section, its headline, and a mark of what fills it."""

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from audit.publish.review_words import TITLES
from audit.publish.slide import Layout, Slide

_LINE = 'fill="none" stroke="#5C7FB8" stroke-width="2.5" stroke-linecap="round"'  # seen on paper and in the dark
_DOTS = (
    f'<path d="M4 7H56M10 18H44M22 29H68" {_LINE}/><circle cx="30" cy="7" r="4"/><circle cx="26" cy="18" r="4"/>'
    '<circle cx="48" cy="29" r="4"/>'
)
_BARS = '<path d="M4 3H92V10H4zM4 15H64V22H4zM4 27H38V34H4z"/>'
_STEPS = '<path d="M4 12H18V34H4zM26 6H40V16H26zM48 10H62V18H48zM70 16H84V34H70z"/>'
_SLOPE = (
    f'<path d="M20 6 76 28M20 14 76 12M20 22 76 8" {_LINE}/><circle cx="20" cy="6" r="4"/>'
    '<circle cx="76" cy="28" r="4"/>'
)
_WAY = (
    f'<path d="M4 12 20 8 36 20 52 14 68 30 92 10" {_LINE}/><circle cx="36" cy="20" r="4"/>'
    '<circle cx="68" cy="30" r="4"/>'
)
_MARKS = (
    '<path d="M6 30V18M14 30V10M22 30V14M30 30V22M38 30V6M46 30V16M54 30V12M62 30V20M70 30V8M78 30V18M86 30V24" '
    f"{_LINE}/>"
)
_PICTURES: Mapping[str, str] = {  # by the name of a chart; any other is a row of bars
    "debt": _STEPS,
    "groups": _DOTS,
    "journey": _WAY,
    "moments": _MARKS,
    "movement": _STEPS,
    "our word": _DOTS,
    "promises": _DOTS,
    "rater": _DOTS,
    "since last": _DOTS,
    "spot ratings": _DOTS,
    "watermelons": _SLOPE,
}


def thumbnail(slide: Slide) -> str:
    """Return a slide in small as HTML: words are escaped, and no chart is drawn for it.

    Args:
        slide: what `audit.publish.slides.slides_of` returned one of.
    """
    section = escape(slide.section or TITLES[slide.item])
    kind = "full" if slide.layout in {Layout.QUOTE, Layout.CLOSE} else "plain"
    head = f'<span class="section">{section}</span><b dir="auto">{escape(slide.headline)}</b>'
    return f'<div class="thumb {kind}">{head}{_filling(slide)}</div>'


def _filling(slide: Slide) -> str:
    """Return what stands beneath the headline: a photo, the mark of a chart, else the first of its words."""
    if slide.photo:
        return f'<img src="/photos/{slide.photo}-small.jpg" alt="" loading="lazy">'
    if slide.chart:
        drawn = _PICTURES.get(slide.chart, _BARS)
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 36" fill="#5C7FB8">{drawn}</svg>'
        return (
            f'<img class="mark" src="data:image/svg+xml,{quote(picture)}" alt="">'  # a page takes no drawing within it
        )
    words = " · ".join(slide.words[:2])
    return f'<span class="words" dir="auto">{escape(words)}</span>' if words else ""
