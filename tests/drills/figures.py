"""What drills share: whether they run whole, and the line in which each prints its figure."""

import os

IS_WHOLE = os.environ.get("DRILLS") == "whole"  # `make drills`; `make test` runs the quick ones alone


def tell(capsys, sentence: str) -> None:
    """Print a drill's figure as a line of its own that docs/reliability.md can quote."""
    with capsys.disabled():
        print(f"\ndrill: {sentence}")  # noqa: T201  # a drill tells its figure
