"""What a form from a phone asks for, done: a vote, a wish, or words; and how the phone that sent it stands then."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from audit.actions import room as acts
from audit.errors import FormOutdatedError, GoneError, RoomClosedError
from audit.model.room import Kind, Room
from audit.model.voting_code import mark_of, written
from audit.store.ballot import ballot_of
from audit.store.contribution import mended_of
from audit.store.opened import served
from audit.store.wish import QUESTION_TABLES, wishes_of
from audit.web.room import links
from audit.web.room.html import Rows
from audit.web.room.live import DEVICE

CODE = "room_code"  # what this device votes with; only its mark is kept here
Form = dict[str, str]


def act(room: Room, cookies: Mapping[str, str], what: str, form: Form) -> str:
    """Vote or say what a form holds, and return the vote of this device or its code as it stands then."""
    cookie, code = cookies.get(DEVICE, ""), form.get("code", "").strip() or cookies.get(CODE, "")
    if not room.is_open:
        raise RoomClosedError
    # a form on another site must not vote with this phone's cookie
    if not links.is_own_form(form.get("mark", ""), cookie, room.key):
        raise FormOutdatedError
    device = links.device_of(cookie, room.key)
    if what == "vote":
        acts.vote(served(), room.review_id, device, form.get("choice", ""), code)
    elif what == "wish":
        is_wanted = "wish" in form
        acts.wish(
            served(), room.review_id, device, _key(form.get("wish" if is_wanted else "unwish", "")), is_wanted=is_wanted
        )
    elif what == Kind.ANSWER:
        question = form.get("about", room.question)
        acts.answer(served(), room.review_id, device, form.get(what, ""), form.get("sent", ""), question)
    else:
        acts.say(served(), room.review_id, device, Kind(what), form.get(what, ""), form.get("sent", ""))
    return own_vote(room, device, code)


def _key(typed: str) -> UUID:
    """Return the key of a question that a form names.

    Raises:
        GoneError: it names none.
    """
    try:
        return UUID(typed)
    except ValueError as problem:
        raise GoneError("question") from problem


def wished_by(room: Room, cookie: str) -> Sequence[str]:
    """Return the questions a device wants answered, read again only where it, or another one, wished."""
    device = links.device_of(cookie, room.key)
    return served().cached_of(QUESTION_TABLES, ("wished", device), lambda: wishes_of(served(), device))


def own_words(room: Room, cookie: str, shown: Rows) -> Mapping[str, str]:
    """Return what a device itself wrote where one of its questions was mended, by the question's key."""
    if not any(each["is_mended"] for each in shown):
        return {}
    device = links.device_of(cookie, room.key)
    key = ("mended", room.review_id, device)
    return served().cached_of(QUESTION_TABLES, key, lambda: mended_of(served(), room.review_id, device))


def own_vote(room: Room, device: str, code: str) -> str:
    """Return what a device, or its code, voted for; "" where it has not voted."""
    return ballot_of(served(), room.review_id, mark_of(written(code), room.key) if room.by_code else device)
