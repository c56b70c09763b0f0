"""Words that a page is filled with, each told in its own direction."""

from markupsafe import Markup

from audit.model.text import isolated


def in_its_direction(value: object) -> object:
    """Return what a template is filled with: words isolated, what is markup already and what is no word as it is."""
    return isolated(value) if isinstance(value, str) and not isinstance(value, Markup) else value
