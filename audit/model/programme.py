"""The programme: whose audit this is, and the few settings every figure depends on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from audit.errors import OutOfRangeError, UnknownTimeZoneError
from audit.model.clock import TIME_ZONES
from audit.model.language import ENGLISH, language_tag
from audit.model.text import names_of, tidy
from audit.model.walk_through import Signal

RECOVERY_RATIO = 12  # a widely repeated rule of thumb, not a finding: docs/sources.md
RATIO_PRESETS = (3, 5, 12)
EXPERIENCE_TARGET = 0.8  # a convention to start from, no finding
ATTAINMENT_TARGET = 0.9  # a convention to start from, no finding


@dataclass(frozen=True, slots=True)
class Programme:
    """The settings of one audit.

    `recovery_ratio` is k: how many positive experiences are said to pay for one negative.
    `weights` names a preset of `audit.measures.rater.WEIGHTS`.
    `experience_target` is the positive share (0-1) that counts as a good experience; `attainment_target` the share
    (0-1) of a service's events that should meet their target, where neither the metric nor its service says.
    `signals` are the keys of the signals that can be ticked, and of those that could be once.
    `language` is the tag of the language people write in; the pages stay English.
    """

    name: str = "Our service"
    purpose: str = ""
    time_zone: str = "UTC"
    recovery_ratio: int = RECOVERY_RATIO
    weights: str = "equal"
    customer_groups: tuple[str, ...] = ()
    experience_target: float = EXPERIENCE_TARGET
    attainment_target: float = ATTAINMENT_TARGET
    signals: tuple[str, ...] = tuple(signal.value for signal in Signal)
    language: str = ENGLISH

    def __post_init__(self) -> None:
        tidy(self, ("name",), ("purpose",))
        object.__setattr__(self, "customer_groups", names_of("\n".join(self.customer_groups)))
        object.__setattr__(self, "language", language_tag(self.language))
        if self.time_zone not in TIME_ZONES:
            raise UnknownTimeZoneError(self.time_zone)
        if not 1 <= self.recovery_ratio <= 100:
            raise OutOfRangeError("The recovery ratio", self.recovery_ratio, "a whole number from 1 to 100")
        for field, share in (("experience", self.experience_target), ("attainment", self.attainment_target)):
            if not 0 < share <= 1:
                raise OutOfRangeError(f"The {field} target", share, "a share above 0 and at most 1")

    def day_of(self, moment: datetime) -> date:
        """Return the calendar day on which a UTC `moment` (without an offset) falls for this programme."""
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.time_zone)).date()

    def local(self, moment: datetime) -> datetime:
        """Return a UTC `moment` (without an offset) as this programme's clock shows it."""
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.time_zone)).replace(tzinfo=None)

    def utc(self, local_moment: datetime) -> datetime:
        """Return what the programme's clock shows as the UTC moment (without an offset) to be kept."""
        return local_moment.replace(tzinfo=ZoneInfo(self.time_zone)).astimezone(UTC).replace(tzinfo=None)
