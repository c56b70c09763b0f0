"""The answer to which mark is the worst and which the best, as it is written: "1 to 5, 0 is no answer"."""

import re
from dataclasses import dataclass

from audit.intake.recipe_parts import Scale

_ZERO_IS_NONE = ", 0 is no answer"
_WRITTEN = re.compile(rf"(-?\d{{1,6}}(?:\.\d+)?) to (-?\d{{1,6}}(?:\.\d+)?)({_ZERO_IS_NONE})?")


@dataclass(frozen=True, slots=True)
class MarkedScale:
    """A scale by its two ends; `is_zero_none`: a mark of 0 is no answer at all."""

    scale: Scale
    is_zero_none: bool = False

    def __str__(self) -> str:
        """Return it as a recipe holds it and the command line takes it; `marked_scale` reads it again."""
        return f"{self.scale.worst:g} to {self.scale.best:g}{_ZERO_IS_NONE if self.is_zero_none else ''}"


def marked_scale(written: str) -> MarkedScale | None:
    """Return the scale that an answer writes, None where it writes none or both its ends are one mark."""
    match = _WRITTEN.fullmatch(written.strip())
    if match is None or float(match[1]) == float(match[2]):
        return None
    return MarkedScale(Scale(float(match[1]), float(match[2])), bool(match[3]))
