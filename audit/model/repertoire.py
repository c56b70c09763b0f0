"""What may be played on a journey."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Repertoire:
    """What a journey offers whoever walks it to play: `scenarios` to play through, `personas` as whom to walk.

    Each text stands once, in the order it was given.
    """

    scenarios: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, tuple(dict.fromkeys(getattr(self, each.name))))


NOTHING_PLAYED = Repertoire()
PLAYED = tuple(each.name for each in fields(Repertoire))
