"""What waited on a phone, saved there as a file by its owner: brought in through the same door as what phones send."""

import json
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from audit.actions.photos import take_in_photo
from audit.errors import AuditError, PhotoUnreadableError, StoreError, WaitingFileForeignError, WaitingFileVersionError
from audit.model.clock import utc_now
from audit.model.day import written_moment
from audit.model.field_walk import Standing
from audit.model.number import counted
from audit.model.photo import KINDS
from audit.store.field_entry import field_entry
from audit.store.journey import journeys
from audit.store.opening import Store
from audit.store.photo import photo_with
from audit.store.programme import programme
from audit.web.walk.arriving import take_in
from audit.web.walk.programme import PROTOCOL

MARK = "walks of Moments of Truth"
_BEGINNING = 200  # bytes, within which a phone writes the mark
_JPEG = "data:image/jpeg;base64,"
_LEFT_AS_IT_IS = "another text of it stands here, which is left as it is; the file says “{words}”."
_NEVER_SAVED = "it was begun on the phone and never saved, so it is left out; the file says “{words}”."
_HEAD_LEFT = "what was noted of it as a whole was changed here since, and is left as it stands."
_NO_ENTRY = "A photo was left out, since its observation is not here."
_Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """What such a file holds: `walks` as a phone sends them, each with what was never saved, and `photos`.

    `person` is whose phone wrote it, "" = not known; `behind` is by how much that phone's clock was.
    """

    walks: tuple[_Json, ...]
    photos: tuple[_Json, ...]
    person: str = ""
    behind: timedelta = timedelta()

    @property
    def entries(self) -> int:
        """How many saved entries it holds."""
        return sum(len(each["entries"]) for each in self.walks)

    @property
    def sentence(self) -> str:
        """What it holds, in words."""
        whose = f", from the phone of {self.person}" if self.person else ""
        parts = [counted(len(self.walks), "walk"), counted(self.entries, "observation")]
        return f"{parts[0]} with {parts[1]} and {counted(len(self.photos), 'photo')}{whose}."


@dataclass(slots=True)
class BroughtIn:
    """What became of a file: entries that are new, that corrected what stood here, and that were here; and photos."""

    walks: int = 0
    added: int = 0
    corrected: int = 0
    already_there: int = 0
    photos: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What became of it, in words."""
        return (
            f"{counted(self.walks, 'walk')} read: {counted(self.added, 'observation')} new, {self.corrected:,} "
            f"corrected, {self.already_there:,} already there; {counted(self.photos, 'photo')} new."
        )


def is_waiting_file(name: str, content: bytes) -> bool:
    """Return whether a file is to be read as one that a phone wrote, rather than as a table."""
    return name.lower().endswith(".json") or MARK.encode() in content[:_BEGINNING]


def read_waiting_file(name: str, content: bytes) -> WaitingFile:
    """Return what a file holds; nothing of it is judged yet.

    Raises:
        WaitingFileForeignError: no phone of ours wrote it, or it was changed since.
        WaitingFileVersionError: a page of another version wrote it.
    """
    try:
        given = json.loads(content)
        if given["file"] != MARK:
            raise WaitingFileForeignError(name)
        if given["protocol"] != PROTOCOL:
            raise WaitingFileVersionError(name)
        walks = tuple({"entries": [], "touchpoints": [], "unsaved": []} | each for each in given["walks"])
        is_sound = all(
            isinstance(each["walk"], dict)
            and all(isinstance(each[part], list) for part in ("entries", "touchpoints", "unsaved"))
            for each in walks
        )
        behind = timedelta(milliseconds=float(given.get("skew", 0)))
        photos = tuple(dict(each) for each in given.get("photos", ()))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
        raise WaitingFileForeignError(name) from problem
    if not is_sound:
        raise WaitingFileForeignError(name)
    return WaitingFile(walks, photos, str(given.get("person", "")), behind)


def bring_in(store: Store, file: WaitingFile) -> BroughtIn:
    """Store what a file holds, walk by walk; bringing it in again, or after the phone has sent it, changes nothing.

    Walks stay those of the phones that hold them; one that no phone has sent yet is held by the first that does.

    Raises:
        StoreError: what ails the store; what was stored so far stays, and the rest comes with the next try.
    """
    done = BroughtIn(walks=len(file.walks))
    names = _Names(store)
    for sent in file.walks:
        _bring_in_walk(store, file, sent, names, done)
        done.problems += (names.says(each, _NEVER_SAVED) for each in sent["unsaved"])
    for photo in file.photos:
        _bring_in_photo(store, photo, done)
    return done


def _bring_in_walk(store: Store, file: WaitingFile, sent: _Json, names: "_Names", done: BroughtIn) -> None:
    entries = sent["entries"]
    before = [_version(store, each) for each in entries]
    # how long ago it was written is no fault of the phone's clock
    now = (utc_now() - file.behind).replace(tzinfo=UTC)
    try:
        answer = take_in(store, {**sent, "sent_at": now.isoformat()}, None, file.person)
    except StoreError:
        raise
    except AuditError as problem:
        done.problems.append(f"{names.walk(sent['walk'])}: {problem}")
        return
    head = answer["walk"]
    if head["state"] != Standing.STORED.value:
        done.problems.append(f"{names.walk(sent['walk'])}: {_HEAD_LEFT}")
    done.problems += (each["sentence"] for each in answer["touchpoints"] if each["sentence"])
    _count(zip(before, entries, answer["entries"], strict=True), names, done)


def _count(parts: Iterable[tuple[int | None, Any, _Json]], names: "_Names", done: BroughtIn) -> None:
    """Count what became of entries: the version in which each stood before, what the file says, and the answer."""
    for stood, entry, given in parts:
        if given["state"] == Standing.STORED.value:
            is_newer = stood is not None and entry["version"] > stood
            done.added += stood is None
            done.corrected += is_newer
            done.already_there += stood is not None and not is_newer
        else:
            is_older = given["state"] == Standing.OLDER.value
            done.problems.append(
                names.says(entry, _LEFT_AS_IT_IS) if is_older else f"{names.stop(entry)}: {given['sentence']}"
            )


def _version(store: Store, entry: Any) -> int | None:
    """Return the version in which an entry stands here, None where it does not."""
    try:
        stands = field_entry(store, UUID(entry["id"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None  # it is refused in words when it is taken in
    return None if stands is None else stands[1].version


def _bring_in_photo(store: Store, photo: _Json, done: BroughtIn) -> None:
    try:
        key, entry_id, content, taken_at = _photo(photo)
        if photo_with(store, key) is not None:
            return
        if field_entry(store, entry_id) is None:
            done.problems.append(_NO_ENTRY)
            return
        take_in_photo(store, key, entry_id, content, taken_at)
        done.photos += 1
    except StoreError:
        raise
    except AuditError as problem:
        done.problems.append(f"A photo was left out. {problem}")


def _photo(photo: _Json) -> tuple[UUID, UUID, bytes, datetime]:
    """Return a photo's key, its entry's, its file and when it was taken (UTC).

    Raises:
        PhotoUnreadableError: the file does not say one of them.
    """
    try:
        taken_at = datetime.fromisoformat(photo["taken"]).astimezone(UTC).replace(tzinfo=None)
        content = b64decode(photo["jpeg"].removeprefix(_JPEG))
        return UUID(photo["id"]), UUID(photo["entry_id"]), content, min(taken_at, utc_now())
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise PhotoUnreadableError(KINDS) from problem


class _Names:
    """What a part of a file is called in a sentence about it."""

    def __init__(self, store: Store) -> None:
        self._local = programme(store).local
        self._stops = {str(each.id): each.name for journey in journeys(store) for _, each in journey.touchpoints()}

    def walk(self, walk: _Json) -> str:
        """Name a walk by when it began."""
        return f"The walk of {self._moment(walk.get('started_at'))}"

    def stop(self, entry: Any) -> str:
        """Name an entry by its touchpoint and by when it was observed."""
        given = entry if isinstance(entry, Mapping) else {}
        name = self._stops.get(str(given.get("touchpoint_id")), "A touchpoint that is not here")
        moment = self._moment(given.get("observed_at"))
        return f"{name}, {moment}" if moment else name

    def says(self, entry: Any, sentence: str) -> str:
        """Name an entry and say of it a sentence that quotes its words."""
        words = entry.get("what_happened", "") if isinstance(entry, Mapping) else ""
        return f"{self.stop(entry)}: {sentence.format(words=words or 'nothing in words')}"

    def _moment(self, text: Any) -> str:
        try:
            return written_moment(self._local(datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)))
        except (TypeError, ValueError, OverflowError):
            return ""
