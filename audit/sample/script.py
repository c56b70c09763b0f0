"""What the sample's college says of itself: who owns what, what it answers, whom it thanks, what it promised."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit.model.recovery import Step
from audit.model.reply import Outcome, ReplyKind, Ruling
from audit.model.story import Cause
from audit.sample.story import FOLDER


@dataclass(frozen=True, slots=True)
class Owner:
    """The role or team that owns a bad experience, what it usually finds behind it, what it answers staff it did."""

    role: str
    cause: Cause
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScriptedReply:
    """What staff say to an observation; `outcome` None = nothing came of it yet."""

    kind: ReplyKind
    words: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class PlannedCommitment:
    """A promise, counted in months back from the sample's last day; None = still open, or never carried over."""

    journey: str
    touchpoint: str
    words: str
    how_known: str
    owner: str
    made_months_before: int
    due_weeks: int
    closed_months_before: int | None = None
    carried_to_weeks_after: int | None = None
    carried_because: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """Everything the college's deeds are made from.

    `owners` goes by service, or by journey for what has none; `cannot` are the reasons why something cannot be done,
    each with what lies behind it.
    """

    owners: Mapping[str, Owner]
    words: Mapping[Step, tuple[str, ...]]
    cannot: Mapping[str, Cause]
    replies: tuple[ScriptedReply, ...]
    thanks: tuple[str, ...]
    commitments: tuple[PlannedCommitment, ...]


def the_deeds() -> Script:
    """Return the deeds as data/sample/deeds.toml tells them."""
    content = tomllib.loads((FOLDER / "deeds.toml").read_text(encoding="utf-8"))
    cannot = {part["words"]: Cause(part["cause"]) for part in content["cannot"]}
    words = {Step[name.upper()]: tuple(sentences) for name, sentences in content["words"].items()}
    return Script(
        owners={name: _owner(part) for name, part in content["owner"].items()},
        words=words | {Step.CANNOT: tuple(cannot)},
        cannot=cannot,
        replies=tuple(_reply(part) for part in content["reply"]),
        thanks=tuple(content["thanks"]["words"]),
        commitments=tuple(PlannedCommitment(**part) for part in content["commitment"]),
    )


def _owner(part: Mapping[str, Any]) -> Owner:
    return Owner(part["role"], Cause(part["cause"]), tuple(part["answers"]))


def _reply(part: Mapping[str, Any]) -> ScriptedReply:
    outcome = Outcome(Ruling(part["ruling"]), part["outcome"]) if "ruling" in part else None
    return ScriptedReply(ReplyKind(part["kind"]), part["words"], outcome)
