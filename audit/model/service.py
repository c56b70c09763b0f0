"""A service as its catalogue describes it: what it is, how to ask for it, what it promises, what an emergency is."""

from dataclasses import dataclass, field
from uuid import UUID

from audit.errors import OutOfRangeError, PromiseCrossedError, required
from audit.model.duration import duration_words
from audit.model.keys import new_key
from audit.model.text import tidy

MOST_WORDS = 1_000  # characters of one entry; a catalogue is read on a phone


@dataclass(frozen=True, slots=True)
class Service:
    """Something that is offered to customers, with what they may count on.

    `first_response_minutes` and `resolution_minutes` are counted round the clock; None promises nothing.
    `target_share` (0-1) is the share of events that should keep the promise; None takes the programme's target.
    """

    name: str
    description: str = ""
    proper_channel: str = ""
    emergency: str = ""
    hours: str = ""
    first_response_minutes: float | None = None
    resolution_minutes: float | None = None
    target_share: float | None = None
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, ("name",), ("description", "proper_channel", "emergency", "hours"))
        required("The service's name", self.name)
        for entry in (self.name, self.description, self.proper_channel, self.emergency, self.hours):
            if len(entry) > MOST_WORDS:
                raise OutOfRangeError("An entry", f"{len(entry):,} characters long", f"at most {MOST_WORDS:,}")
        if self.target_share is not None and not 0 < self.target_share <= 1:
            raise OutOfRangeError("The share that keeps the promise", self.target_share, "above 0 and at most 1")
        _check_promise(self.first_response_minutes, self.resolution_minutes)


def _check_promise(first_response: float | None, resolution: float | None) -> None:
    for promised in (first_response, resolution):
        if promised is not None and not promised > 0:
            raise OutOfRangeError("A promised time", promised, "longer than nothing")
    if first_response and resolution and resolution < first_response:
        raise PromiseCrossedError(duration_words(first_response), duration_words(resolution))
