"""What is looked for among open recoveries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sought:
    """A choice of open recoveries; whatever is empty does not narrow it.

    `words` must all stand in what happened, where, or with whom, in any order; `owner` and `cause` name one.
    """

    words: str = ""
    touchpoint: str = ""
    owner: str = ""
    cause: str = ""
    overdue: bool = False
