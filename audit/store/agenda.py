"""An agenda as text: which touchpoints its hot spot and its vote are about is kept by key, beside the names of the day.

An open review shows them by their names of today. A closed one shows the names of the day it was closed on.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from audit.model.review import AgendaItem, Item
from audit.model.text import name_of
from audit.store.names import touchpoint_names
from audit.store.opening import Store

_Point = Mapping[str, Any]


def agenda_text(store: Store, agenda: Sequence[AgendaItem]) -> str:
    """Return an agenda as the text it is stored as, with the keys of the touchpoints it names."""
    lines = touchpoint_names(store).by_line
    about = {each.item: _about(each.item, each.subject, each.named) for each in agenda}
    return json.dumps(
        [
            {
                "item": each.item.value,
                "headline": each.headline,
                "notes": each.notes,
                "subject": each.subject,
                "stories": [str(key) for key in each.stories],
                "is_dropped": each.is_dropped,
                "named": list(each.named),
                "photos": [str(key) for key in each.photos],
                "touchpoints": {name: lines[name] for name in about[each.item] if name in lines},
            }
            for each in agenda
        ],
        ensure_ascii=False,
    )


def agenda_points(store: Store, text: str, *, is_closed: bool) -> list[_Point]:
    """Return the points of a stored agenda, with touchpoints by their names of today unless the review `is_closed`."""
    points: list[_Point] = json.loads(text)
    # agendas of earlier versions have no names, and none has keys before there were keys
    every: list[_Point] = [{"named": [], "photos": [], "touchpoints": {}, **point} for point in points]
    return every if is_closed else [_of_today(store, point) for point in every]


def _of_today(store: Store, point: _Point) -> _Point:
    """Return a point with the touchpoints it is about by their names of today; what is gone keeps the name it had."""
    about = _about(Item(point["item"]), point["subject"], point["named"])
    if not about:
        return point
    names = touchpoint_names(store)
    keys = {name: point["touchpoints"].get(name, "") for name in about}
    # what is gone may have been merged into one that bears its name among its former ones; else it keeps that name
    shown = {name: name_of(names.shown(key if key in names.today else name)) for name, key in keys.items()}
    lines = [shown.get(line, line) for line in point["subject"].split("\n")]
    return {**point, "subject": "\n".join(lines), "named": [shown.get(name, name) for name in point["named"]]}


def _about(item: Item, subject: str, named: Sequence[str]) -> Sequence[str]:
    """Return the names in a point that mean touchpoints."""
    if item is Item.VOTE:
        return named
    return [subject] if item is Item.HOT_SPOT and subject else []
