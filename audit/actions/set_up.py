"""Setting up: beginning to audit a journey, and changing what every figure depends on."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from uuid import UUID

from audit.actions.journey_change import NOBODY, one_change
from audit.errors import JourneyExistsError
from audit.intake.templates import Template
from audit.model.journey import Journey
from audit.model.programme import Programme
from audit.model.repertoire import Repertoire
from audit.store.added_touchpoint import NOUN, is_waiting
from audit.store.change import add_change
from audit.store.journey import add_journey, journeys
from audit.store.opening import Store
from audit.store.place import add_place
from audit.store.programme import THE_PROGRAMME, change_programme, programme
from audit.store.repertoire import set_repertoire


def start_journey(store: Store, journey: Journey, repertoire: Repertoire, groups: Sequence[str]) -> None:
    """Begin auditing `journey`: keep it with what may be played on it, and add its customer groups to the programme's.

    Raises:
        JourneyExistsError: a journey of this name is there already.
    """
    with store.writing():
        if any(known.name == journey.name for known in journeys(store)):
            raise JourneyExistsError(journey.name)
        with one_change(store, ("journey", journey.id), NOBODY, f"Made the journey {journey.name}"):
            add_journey(store, journey)
            set_repertoire(store, journey.id, asdict(repertoire))
        settings = programme(store)
        added = tuple(group for group in groups if group not in settings.customer_groups)
        change_programme(store, replace(settings, customer_groups=settings.customer_groups + added))


def start_from_template(store: Store, template: Template) -> Journey:
    """Begin auditing the journey of `template`, with its repertoire, places and customer groups, and return it.

    Raises:
        JourneyExistsError: a journey of this name is there already.
    """
    with store.writing():
        journey = template.start()
        start_journey(store, journey, template.repertoire, template.customer_groups)
        for place in template.places:
            add_place(store, place)
    return journey


def change_settings(store: Store, settings: Programme, by: str) -> None:
    """Change the programme's settings; what stood before stays in the history."""
    with store.writing():
        before = programme(store)
        change_programme(store, settings)
        add_change(store, "changed", ("programme", THE_PROGRAMME), (by, ""), (asdict(before), asdict(settings)))


def accept_touchpoint(store: Store, touchpoint_id: UUID, by: str) -> None:
    """Leave a touchpoint that somebody named on a walk as it is; a second tap changes nothing."""
    with store.writing():
        if is_waiting(store, touchpoint_id):
            add_change(store, "changed", (NOUN, touchpoint_id), (by, "Left as it is"), (None, None))
