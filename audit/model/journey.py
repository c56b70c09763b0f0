"""A journey: the stages a customer passes through and the touchpoints met in each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from audit.errors import MissingError, OutOfRangeError, StandardsCrossedError
from audit.model.keys import new_key
from audit.model.rating import DIMENSIONS, Dimension
from audit.model.text import tidy

MOST_NAME, MOST_WORDS, MOST_ANCHOR = 200, 1_000, 300  # letters that a form takes of a name, of free text, of an anchor


@dataclass(frozen=True, slots=True)
class Standards:
    """What a team has promised itself at a touchpoint, on the 1-5 scale: the zone of tolerance.

    Source: LibQUAL's minimum and desired levels, set by the team rather than asked of customers.
    """

    minimum: float
    target: float

    def __post_init__(self) -> None:
        for name, standard in (("The minimum standard", self.minimum), ("The target standard", self.target)):
            if not 1 <= standard <= 5:
                raise OutOfRangeError(name, standard, "from 1 to 5")
        if self.target < self.minimum:
            raise StandardsCrossedError(self.minimum, self.target)


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One place or moment where the customer meets the service.

    `anchors` say in words what 1, 3 and 5 look like here: dimension -> rating -> sentence. `why` says why it is a
    moment of truth ("" = not said). One that is retired keeps its past and is offered no more.
    """

    name: str
    channel: str = ""
    is_moment_of_truth: bool = False
    description: str = ""
    standards: Standards | None = None
    anchors: Mapping[Dimension, Mapping[int, str]] = field(default_factory=dict)
    id: UUID = field(default_factory=new_key)
    why: str = ""
    is_retired: bool = False

    def __post_init__(self) -> None:
        tidy(self, ("name", "channel"), ("description", "why"))
        if not self.name:
            raise MissingError("The touchpoint's name")


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the journey, holding its touchpoints in the order a customer meets them."""

    name: str
    touchpoints: tuple[Touchpoint, ...] = ()
    id: UUID = field(default_factory=new_key)
    is_retired: bool = False

    def __post_init__(self) -> None:
        tidy(self, ("name",))
        if not self.name:
            raise MissingError("The stage's name")


@dataclass(frozen=True, slots=True)
class Journey:
    """Everything a customer passes through to get one thing done, in order."""

    name: str
    purpose: str = ""
    stages: tuple[Stage, ...] = ()
    id: UUID = field(default_factory=new_key)
    is_retired: bool = False

    def __post_init__(self) -> None:
        tidy(self, ("name",), ("purpose",))
        if not self.name:
            raise MissingError("The journey's name")

    def touchpoints(self) -> Iterator[tuple[Stage, Touchpoint]]:
        """Yield each touchpoint with its stage, in the order a customer meets them."""
        for stage in self.stages:
            for touchpoint in stage.touchpoints:
                yield stage, touchpoint

    def offered(self) -> "Journey":
        """Return the journey without its stages and touchpoints that are retired, all of them where it is itself."""
        stages = () if self.is_retired else tuple(stage for stage in self.stages if not stage.is_retired)
        offered = (tuple(one for one in stage.touchpoints if not one.is_retired) for stage in stages)
        return replace(
            self, stages=tuple(replace(stage, touchpoints=those) for stage, those in zip(stages, offered, strict=True))
        )

    def usual_anchors(self) -> Mapping[Dimension, Mapping[int, str]]:
        """Return what 1, 3 and 5 look like at most of its touchpoints, by dimension; nothing where none says."""
        usual = {}
        for dimension in DIMENSIONS:
            sentences = [one.anchors[dimension] for _, one in self.touchpoints() if one.anchors.get(dimension)]
            if sentences:
                usual[dimension] = max(sentences, key=sentences.count)
        return usual
