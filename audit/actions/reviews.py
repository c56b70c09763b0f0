"""Preparing a review: its period, its points in an order of one's own, words and stories chosen one by one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from secrets import token_urlsafe
from uuid import UUID

from audit.errors import NotesChangedError, OutOfRangeError, PointChangedError, ReviewClosedError, ReviewInUseError
from audit.model.clock import utc_now
from audit.model.review import USUAL_MINUTES, AgendaItem, Item, Review, with_every_point
from audit.model.room import MAX_CHOICES, choices_of
from audit.model.text import name_of
from audit.store import review as reviews
from audit.store.ballot import is_voted
from audit.store.commitment import commitments
from audit.store.contribution import contributions_in
from audit.store.journey import touchpoints
from audit.store.opening import Store
from audit.store.show_of_hands import hands_of

MOST_HEADLINE = 120  # characters: a headline that still fits on a slide
MOST_OWN_LINES = 5  # of a slide of one's own
MOST_NOTES = 5_000  # characters: what one speaks from

_Change = Callable[[AgendaItem], AgendaItem]


def prepare(
    store: Store, title: str, period: tuple[date, date], agenda: Sequence[AgendaItem], minutes: int = USUAL_MINUTES
) -> Review:
    """Begin a review; while one is open it is that one, so that a second tap begins nothing.

    Args:
        store: the open store.
        title: what it is called.
        period: the first and the last day it looks at, both included.
        agenda: its points, as `audit.review.propose.proposed_agenda` proposes them.
        minutes: how long the meeting is to take.

    Returns:
        The review that is open now.

    Raises:
        MissingError: it has no title.
        DatesCrossedError: the period ends before it begins.
        OutOfRangeError: no meeting is planned to take so long.
    """
    since, until = period
    begun = Review(title.strip(), since, until, tuple(agenda), utc_now(), token_urlsafe(), planned_minutes=minutes)
    with store.writing():
        if (there := reviews.open_review(store)) is not None:
            return there
        reviews.add_review(store, begun)
    return begun


def change_period(
    store: Store,
    review_id: UUID,
    title: str,
    period: tuple[date, date],
    read: Review | None = None,
    *,
    minutes: int = 0,
) -> None:
    """Give a review another title, other days and another plan; what was written for its points stays.

    Args:
        store: the open store.
        review_id: which review.
        title: its title.
        period: the first and the last day it looks at.
        read: the review as the writer read it; None = whatever stands there may be replaced.
        minutes: how long the meeting is to take, 0 = as planned.

    Raises:
        PointChangedError: somebody else has changed the same meanwhile.
        MissingError, DatesCrossedError, OutOfRangeError: as `prepare`.
        GoneError, ReviewClosedError: as `move`.
    """
    with store.writing():
        now = _open(store, review_id)
        planned = minutes or now.planned_minutes
        changed = replace(now, title=title.strip(), since=period[0], until=period[1], planned_minutes=planned)
        stands, wanted = (_named(each) for each in (now, changed))
        if read is not None and stands not in {_named(read), wanted}:
            raise PointChangedError("title, days and plan", stands)
        reviews.change_period(store, review_id, changed)


def throw_away(store: Store, review_id: UUID) -> None:
    """Forget a review that was prepared for nothing: its agenda, its notes and the link to its room.

    Raises:
        ReviewInUseError: somebody voted, said something or made a commitment in it.
        GoneError, ReviewClosedError: as `move`.
    """
    with store.writing():
        _open(store, review_id)
        promised = commitments(store)["review_id"] == str(review_id)
        has_votes = is_voted(store, review_id) or hands_of(store, review_id)
        if has_votes or contributions_in(store, review_id) or promised.any():
            raise ReviewInUseError
        reviews.delete_review(store, review_id)


def move(store: Store, review_id: UUID, item: Item, by: int) -> None:
    """Move a point up (`by` below 0) or down past so many of its neighbours in the meeting; at either end it stays.

    Raises:
        GoneError: there is no such review.
        ReviewClosedError: it is closed.
    """
    with store.writing(clears_cache=False):
        agenda = list(_open(store, review_id).agenda)
        index = next(number for number, each in enumerate(agenda) if each.item is item)
        ahead = range(index + 1, len(agenda)) if by > 0 else range(index - 1, -1, -1)
        passed = [number for number in ahead if not agenda[number].is_dropped][: abs(by)]
        agenda.insert(passed[-1] if passed else index, agenda.pop(index))
        reviews.change_agenda(store, review_id, agenda)


def drop(store: Store, review_id: UUID, item: Item) -> None:
    """Leave a point out; what was written for it stays. Raises as `move`."""
    _change(store, review_id, item, lambda each: replace(each, is_dropped=True))


def bring_back(store: Store, review_id: UUID, item: Item) -> None:
    """Take a point in that was left out, or that came with a later version of the app. Raises as `move`."""
    _change(store, review_id, item, lambda each: replace(each, is_dropped=False))


def write(
    store: Store,
    review_id: UUID,
    item: Item | AgendaItem,
    *,
    headline: str | None = None,
    notes: str | None = None,
    subject: str | None = None,
) -> None:
    """Keep the facilitator's own words for a point; what is not said stays, "" goes back to what is proposed.

    Args:
        store: the open store.
        review_id: which review.
        item: which point; given as its writer read it, what somebody else wrote there meanwhile is not written over.
        headline: stands on its first slide in place of the proposed one.
        notes: what the facilitator speaks from; the room does not see it.
        subject: the hot spot's touchpoint, the choices of the vote (one a line), the reflection question, the lines of
            one's own slide, the day when one meets again.

    Raises:
        PointChangedError: somebody else has written something else there meanwhile.
        OutOfRangeError: it is longer than a slide holds, or more choices than a phone shows, or too many lines.
        GoneError, ReviewClosedError: as `move`.
    """
    of = item.item if isinstance(item, AgendaItem) else item
    _check(of, headline, notes, subject)
    written = {"headline": headline, "notes": notes, "subject": _choices(subject) if of is Item.VOTE else subject}
    changes = {name: words.strip() for name, words in written.items() if words is not None}

    def changed(now: AgendaItem) -> AgendaItem:
        for name, words in changes.items():
            stands = getattr(now, name)
            if isinstance(item, AgendaItem) and stands not in {getattr(item, name), words}:
                raise PointChangedError(name, stands)
        there = {name_of(str(name)) for name in touchpoints(store)["touchpoint"]} | set(now.named)
        named = tuple(choice for choice in choices_of(changes.get("subject", now.subject)) if choice in there)
        named = named if of is Item.VOTE else ()
        return AgendaItem(
            of,
            **(_words(now) | changes),
            stories=now.stories,
            is_dropped=now.is_dropped,
            named=named,
            photos=now.photos,
        )

    _change(store, review_id, of, changed)


def _check(of: Item, headline: str | None, notes: str | None, subject: str | None) -> None:
    """Refuse words that are longer than what holds them."""
    for name, words, most in (("The headline", headline, MOST_HEADLINE), ("The notes", notes, MOST_NOTES)):
        if words is not None and len(words) > most:
            raise OutOfRangeError(name, f"{len(words)} characters long", f"at most {most}")
    lines = len((subject or "").strip().splitlines())
    if of is Item.OWN and lines > MOST_OWN_LINES:
        raise OutOfRangeError("The number of lines", lines, f"at most {MOST_OWN_LINES}")


def _words(point: AgendaItem) -> dict[str, str]:
    return {"headline": point.headline, "notes": point.notes, "subject": point.subject}


def _choices(subject: str | None) -> str | None:
    """Return what can be voted for, one a line, each once; None where nothing is said of it."""
    if subject is None:
        return None
    choices = choices_of(subject)
    if len(choices) > MAX_CHOICES:
        raise OutOfRangeError("The number of choices", len(choices), f"at most {MAX_CHOICES}")
    return "\n".join(choices)


def choose_story(store: Store, review_id: UUID, item: Item, observation_id: UUID, *, chosen: bool) -> None:
    """Show what somebody wrote about one observation to the room, or no longer; nothing is shown unless chosen.

    Raises as `move`.
    """

    def changed(each: AgendaItem) -> AgendaItem:
        others = each.without(observation_id)
        return replace(others, stories=(*others.stories, observation_id)) if chosen else others

    _change(store, review_id, item, changed)


def choose_photo(store: Store, review_id: UUID, item: Item, photo_id: UUID, *, chosen: bool) -> None:
    """Show a photo to the room, or no longer; none is shown unless chosen.

    Raises as `move`.
    """

    def changed(each: AgendaItem) -> AgendaItem:
        others = tuple(key for key in each.photos if key != photo_id)
        return replace(each, photos=(*others, photo_id) if chosen else others)

    _change(store, review_id, item, changed)


def write_notes(store: Store, review_id: UUID, notes: str, read: str | None = None) -> None:
    """Keep the notes on the meeting as a whole.

    Args:
        store: the open store.
        review_id: which review.
        notes: what is to stand there.
        read: what stood there when the writer began; None = whatever stands there may be replaced.

    Raises:
        NotesChangedError: somebody else has written other notes meanwhile.
        OutOfRangeError: they are too long.
        GoneError, ReviewClosedError: as `move`.
    """
    if len(notes) > MOST_NOTES:
        raise OutOfRangeError("The notes", f"{len(notes)} characters long", f"at most {MOST_NOTES}")
    with store.writing(clears_cache=False):
        now = _open(store, review_id).notes
        if read is not None and now not in {read.strip(), notes.strip()}:
            raise NotesChangedError(now)
        reviews.change_notes(store, review_id, notes.strip())


def _change(store: Store, review_id: UUID, item: Item, changed: _Change) -> None:
    with store.writing(clears_cache=False):
        agenda = _open(store, review_id).agenda
        if all(each.item is not item for each in agenda):
            agenda = with_every_point(agenda)
        reviews.change_agenda(store, review_id, [changed(each) if each.item is item else each for each in agenda])


def _open(store: Store, review_id: UUID) -> Review:
    review = reviews.review_with(store, review_id)
    if review.closed_at is not None:
        raise ReviewClosedError
    return review


def _named(review: Review) -> str:
    return f"{review.title}, {review.since} to {review.until}, {review.planned_minutes} minutes"
