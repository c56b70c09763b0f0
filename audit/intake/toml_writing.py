"""Content written down as TOML, with what is empty left out."""

from collections.abc import Collection, Mapping
from typing import Any

import tomli_w


def toml_text(content: Mapping[str, Any], verbatim: Collection[str] = (), written_empty: Collection[str] = ()) -> str:
    """Return `content` as TOML: nothing empty, lists for tuples, each text in one line.

    Args:
        content: what is written, in its order.
        verbatim: keys whose tables are somebody's own words, and stay as they are.
        written_empty: keys that are written though they are empty, unless they are None.
    """

    def filled(part: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key, value in part.items():
            item = filled(value) if isinstance(value, Mapping) and key not in verbatim else value
            if isinstance(item, tuple | list):
                item = [filled(each) if isinstance(each, Mapping) else each for each in item]
            if item or isinstance(item, float) or (key in written_empty and item is not None):
                fields[key] = item
        return fields

    return tomli_w.dumps(filled(content), multiline_strings=False)
