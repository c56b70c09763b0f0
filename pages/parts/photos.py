"""Photos beside what was observed: small in a row, each a link to the photo as it was taken."""

from collections import defaultdict
from collections.abc import Iterable
from html import escape

import streamlit as st

from audit.store.photo import photos_of
from pages.parts.session import store

_LOOK = """<style>
.photos{display:flex;flex-wrap:wrap;gap:.5rem;margin:.25rem 0 .5rem}
.photos a{display:block;min-height:48px;min-width:48px}
.photos img{display:block;height:112px;width:auto;max-width:100%;border-radius:4px}
</style>"""


def photo_rows(observation_ids: Iterable[str], where: str = "") -> dict[str, str]:
    """Return the photos of some observations as a row of small pictures each; those without any are left out.

    Args:
        observation_ids: whose photos.
        where: what they show, for whoever cannot see them; "" = what the words beside them say.
    """
    links: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for photo in photos_of(store(), observation_ids).to_dict("records"):
        row = links[photo["observation_id"]]
        row.append((photo["mark"], escape(f"Photo {len(row) + 1}{f', {where}' if where else ''}")))
    return {key: _row(photos) for key, photos in links.items()}


def photos_beside(observation_id: str, where: str) -> bool:
    """Show the photos of one observation; return whether there are any."""
    rows = photo_rows([observation_id], where)
    for row in rows.values():
        st.html(row)
    return bool(rows)


def _row(photos: list[tuple[str, str]]) -> str:
    links = "".join(
        f'<a href="/photos/{mark}.jpg" target="_blank"><img src="/photos/{mark}-small.jpg" alt="{name}"></a>'
        for mark, name in photos
    )
    return f'{_LOOK}<div class="photos">{links}</div>'
