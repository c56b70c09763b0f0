"""The options by which a command looks at a part of the observations, as the filters of a page do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from audit.cli.group import DAY, day
from audit.errors import UnknownChoiceError
from audit.model.labels import RECOGNISED_LABELS
from audit.model.named import Named
from audit.model.view import View
from audit.model.walk_through import Method, Recognised
from audit.store.earlier_name import name_of_today
from audit.store.names import Names, journey_names, touchpoint_names
from audit.store.observation import channels, customer_groups
from audit.store.opening import Store
from audit.store.place import places

_OF_SEVERAL = {
    "journeys": ("--journey", None, "A journey."),
    "places": ("--place", None, "A place."),
    "channels": ("--channel", None, "A channel."),
    "customer_groups": ("--group", None, "A customer group."),
    "methods": ("--method", click.Choice([each.value for each in Method]), "A method."),
    "recognised": (
        "--recognised",
        click.Choice([each.value for each in Recognised]),
        f"Whether anybody knew: {', '.join(f'{key.value} = {RECOGNISED_LABELS[key]}' for key in Recognised)}.",
    ),
}
_AGAIN = "Given several times: any of them."


def view_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let `command` be told which observations count; `view_of` makes a view of its options."""
    options = [
        click.option("--from", "since", type=DAY, help="The first day of observations that counts."),
        click.option("--to", "until", type=DAY, help="The last day of observations that counts."),
        *(
            click.option(option, name, type=kind, multiple=True, help=f"{words} {_AGAIN}")
            for name, (option, kind, words) in _OF_SEVERAL.items()
        ),
        click.option("--touchpoint", help="A touchpoint, as lists show it."),
        click.option("--first-hand", is_flag=True, help="Without champions' notes and imports."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def view_of(store: Store, options: Mapping[str, Any]) -> View:
    """Return the view that the options of `view_options` ask for.

    Raises:
        UnknownChoiceError: when one names what the audit does not hold, by no name of today or of before.
    """
    groups = [name_of_today(store, Named.CUSTOMER_GROUP, word) for word in options["customer_groups"]]
    at = [name_of_today(store, Named.PLACE, word) for word in options["places"]]
    touchpoints = [options["touchpoint"]] if options["touchpoint"] else []
    return View(
        since=day(options["since"]),
        until=day(options["until"]),
        journeys=_keys("The journey", options["journeys"], journey_names(store)),
        places=_known("The place", at, places(store)),
        channels=_known("The channel", options["channels"], channels(store)),
        customer_groups=_known("The customer group", groups, customer_groups(store)),
        methods=options["methods"],
        recognised=options["recognised"],
        touchpoint=next(iter(_keys("The touchpoint", touchpoints, touchpoint_names(store))), None),
        second_hand=not options["first_hand"],
    )


def _known(field: str, words: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    for word in words:
        if word not in known:
            raise UnknownChoiceError(field, word, known)
    return tuple(words)


def _keys(field: str, words: Sequence[str], names: Names) -> tuple[str, ...]:
    keys = {word: names.key_of(word) for word in words}
    for word, key in keys.items():
        if not key:
            raise UnknownChoiceError(field, word, [label for _, label in names.today.values()])
    return tuple(keys.values())
