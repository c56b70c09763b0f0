"""Reviews that earlier versions closed: one stored text of each, made by the code of its time."""

from pathlib import Path

TEXTS = Path(__file__).parent / "stored"
VERSIONS = range(1, len(list(TEXTS.glob("*.json"))) + 1)


def stored_text(version):
    """Return what a version stored of a review: three days, a promise, a refusal, a vote, words and thanks."""
    return (TEXTS / f"{version}.json").read_text(encoding="utf-8").removesuffix("\n")
