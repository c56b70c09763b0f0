"""A planned walk: who means to look at which touchpoint, where, when, how and why."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from audit.errors import UnknownChoiceError
from audit.model.daypart import DAYPARTS
from audit.model.keys import new_key
from audit.model.text import tidy
from audit.model.view import WEEKDAYS
from audit.model.walk_through import Method


@dataclass(frozen=True, slots=True)
class Plan:
    """A walk somebody means to make; "" = not said, `planned_for` None = soon.

    `reason` is the sentence that made it worth planning; with `names_debt` it says what the touchpoint owes. Two plans
    with one `pair_id` belong together: two observers are to meet the same touchpoint at nearly the same time.
    """

    journey_id: UUID
    touchpoint_id: UUID
    method: Method
    place: str = ""
    customer_group: str = ""
    daypart: str = ""
    weekday: str = ""
    observer: str = ""
    planned_for: date | None = None
    reason: str = ""
    names_debt: bool = False
    pair_id: UUID | None = None
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, ("place", "customer_group", "observer", "reason"))
        for name, chosen, words in (("daypart", self.daypart, DAYPARTS), ("weekday", self.weekday, WEEKDAYS)):
            if chosen and chosen not in words:
                raise UnknownChoiceError(f"The {name}", chosen, words)
