"""The room during a review: letting phones in, counting their votes, keeping and moderating what they say."""

from datetime import timedelta
from uuid import UUID

from audit.errors import (
    CodeNeededError,
    CodesUsedError,
    CodeUnknownError,
    GoneError,
    HandsCountError,
    MendedMeanwhileError,
    OutOfRangeError,
    QuestionChangedError,
    ReviewClosedError,
    RoomClosedError,
    RoomFullError,
    SentTooOftenError,
    VoteEndedError,
    VoteOverError,
)
from audit.model.clock import utc_now
from audit.model.keys import key_of
from audit.model.review import Review
from audit.model.room import MAX_CHOICES, TIMER_SECONDS, Contribution, Kind, Room, mended_words
from audit.model.text import name_of
from audit.model.voting_code import MOST_IN_ALL, MOST_ON_A_SHEET, mark_of, new_code, written
from audit.store.ballot import add_ballot, ballots
from audit.store.contribution import (
    add_contribution,
    change_mended,
    change_shown,
    contributions,
    contributions_by,
    contributions_in,
    is_stored,
)
from audit.store.names import touchpoint_names
from audit.store.opening import Store
from audit.store.review import change_live, change_votes_until, review_with
from audit.store.room import room_with, touchpoints_voted_for
from audit.store.voting_code import add_codes, code_count, delete_codes, is_code
from audit.store.wish import add_wish, delete_wish, questions

MOST_A_MINUTE = 5  # nobody thumbs five notes a minute on a phone
_MOST_SHOWN = 40  # characters of what was typed for a code
MOST_A_REVIEW = 2_000  # four from each of 500 people; more than a facilitator can read


def open_room(store: Store, review_id: UUID) -> None:
    """Let phones in, to vote on what the agenda says.

    Opening again after other choices were written there is harmless: votes for those that stay are kept, the others do
    not count.

    Raises:
        OutOfRangeError: there are more choices than a phone can show at once.
        RoomClosedError: the review is closed, or there is none.
    """
    with store.writing(clears_cache=False):
        change_live(store, review_id, room_open=True)
        offered = len(_open(store, review_id).choices)
        if offered > MAX_CHOICES:
            raise OutOfRangeError("The number of choices", offered, f"at most {MAX_CHOICES}")


def close_room(store: Store, review_id: UUID) -> None:
    """Let phones in no longer; what they voted and said is kept, and opening again brings the same links back."""
    change_live(store, review_id, room_open=False)


def vote(store: Store, review_id: UUID, device: str, choice: str, code: str = "") -> None:
    """Count a vote; voting again with the same code, or from the same device, changes it, and it still counts once.

    Args:
        store: the open store.
        review_id: the review it is cast in.
        device: the device it comes from.
        choice: what it is for.
        code: the code it is cast with, however it was typed; it is looked at where the review is voted with codes, and
            the vote is then the code's, whatever device it comes from.

    Raises:
        RoomClosedError: the room or its review is closed.
        VoteOverError: the result is shown already.
        VoteEndedError: a timer has ended the vote.
        HandsCountError: a show of hands was counted.
        CodeNeededError, CodeUnknownError: there is no code, or none of this vote.
        UnknownChoiceError: `choice` is not offered.
    """
    with store.writing(clears_cache=False):
        room = _open(store, review_id)
        if room.is_revealed:
            raise VoteOverError
        now = utc_now()
        if room.is_late(now):
            raise VoteEndedError
        if room.by_hands:
            raise HandsCountError
        voter = _code(store, room, code) if room.by_code else device
        if choice not in room.choices:  # a phone may show it by the name it had a moment ago
            choice = name_of(touchpoint_names(store).shown(choice))
        key = touchpoints_voted_for(store, room).get(room.chosen(choice))
        add_ballot(store, review_id, voter, choice, now, key)


def say(store: Store, review_id: UUID, device: str, kind: Kind, words: str, sent: str) -> None:
    """Keep what somebody says in free words, until a facilitator shows or hides it.

    Args:
        store: the open store.
        review_id: the review it is said in.
        device: the device it comes from.
        kind: an appreciation, an answer to the reflection question, or a question of their own.
        words: as typed.
        sent: the form's own mark, so that sending the same words on the same form twice is harmless.

    Raises:
        RoomClosedError: the room or its review is closed.
        MissingError, OutOfRangeError: there are no words, or too many.
        SentTooOftenError, RoomFullError: this device, or all together, said more than can be read.
    """
    now = utc_now()
    with store.writing(clears_cache=False):
        room = _open(store, review_id)
        question = room.question if kind is Kind.ANSWER else ""
        key = key_of("said in a room", str(review_id), device, sent, kind.value, words)
        contribution = Contribution(review_id, device, kind, words, now, question, key)
        if is_stored(store, key):
            return
        if contributions_by(store, review_id, device, now - timedelta(minutes=1)) >= MOST_A_MINUTE:
            raise SentTooOftenError(MOST_A_MINUTE)
        if contributions_in(store, review_id) >= MOST_A_REVIEW:
            raise RoomFullError(MOST_A_REVIEW)
        add_contribution(store, contribution)


def answer(store: Store, review_id: UUID, device: str, words: str, sent: str, question: str) -> None:
    """Keep an answer to `question`, as `say` does, if that is still what is asked.

    Raises:
        QuestionChangedError: another question is asked by now.
    """
    with store.writing(clears_cache=False):
        if _open(store, review_id).question != question:
            raise QuestionChangedError
        say(store, review_id, device, Kind.ANSWER, words, sent)


def wish(store: Store, review_id: UUID, device: str, contribution_id: UUID, *, is_wanted: bool) -> None:
    """Keep that a device wants a question answered too, or take that back; either twice is harmless.

    Raises:
        RoomClosedError: the room or its review is closed.
        GoneError: the review has no such question, or its facilitator does not show it.
    """
    with store.writing(clears_cache=False):
        _open(store, review_id)
        all_questions = questions(store, review_id)
        if str(contribution_id) not in set(all_questions.loc[all_questions["shown"], "id"]):
            raise GoneError("question")
        if is_wanted:
            add_wish(store, contribution_id, device, utc_now())
        else:
            delete_wish(store, contribution_id, device)


def start_timer(store: Store, review_id: UUID, seconds: int) -> None:
    """Let the vote end so many seconds from now; a timer that runs is set anew.

    Raises:
        OutOfRangeError: it is shorter or longer than anybody votes.
        RoomClosedError: the room or its review is closed.
        VoteOverError: the result is shown already.
    """
    shortest, longest = TIMER_SECONDS
    if not shortest <= seconds <= longest:
        raise OutOfRangeError("The time to vote", f"{seconds:,} seconds", f"from {shortest} to {longest:,} seconds")
    with store.writing(clears_cache=False):
        if _open(store, review_id).is_revealed:
            raise VoteOverError
        change_votes_until(store, review_id, utc_now() + timedelta(seconds=seconds))


def stop_timer(store: Store, review_id: UUID) -> None:
    """Let the vote end with its result again; what a timer has ended goes on."""
    change_votes_until(store, review_id, None)


def reveal(store: Store, review_id: UUID, *, is_revealed: bool) -> None:
    """Show the result of the vote to everybody, which ends the voting, or hide it again and go on voting."""
    change_live(store, review_id, revealed=is_revealed)


def moderate(store: Store, contribution_id: UUID, *, shown: bool) -> None:
    """Show or hide what somebody said; it can be decided anew, and stands as it was when its review is closed."""
    change_shown(store, contribution_id, shown=shown, moderated_at=utc_now())


def mend(store: Store, review_id: UUID, contribution_id: UUID, words: str, before: str) -> None:
    """Let the room read what somebody said in other words; what was written stays kept beside them.

    Args:
        store: the open store.
        review_id: the review it was said in.
        contribution_id: what was said.
        words: what the room is to read; what was written, to let it stand as it was.
        before: what the room would read now, as whoever mends it knows it.

    Raises:
        GoneError, ReviewClosedError: there is no such review or nothing such was said in it, or it is closed.
        MissingError, OutOfRangeError: there are no words, or too many.
        MendedMeanwhileError: somebody else mended it since.
    """
    mended = mended_words(words)
    with store.writing(clears_cache=False):
        _not_closed(store, review_id)
        sent = contributions(store, review_id).set_index("id")
        if str(contribution_id) not in sent.index:  # of this review: the link of one must not moderate another
            raise GoneError("contribution")
        as_sent, stands = sent.loc[str(contribution_id), ["written", "words"]]
        if stands not in {before, mended}:
            raise MendedMeanwhileError(str(stands))
        change_mended(store, contribution_id, None if mended == as_sent else mended)


def make_codes(store: Store, review_id: UUID, how_many: int) -> tuple[str, ...]:
    """Make codes to vote with, beside those made before; from now on the review is voted with codes alone.

    Returns:
        The codes as they are printed. They are kept nowhere, so this is the only time that they can be had.

    Raises:
        OutOfRangeError: it is none, or more than fit on a sheet or in a review.
        GoneError, ReviewClosedError: there is no such review, or it is closed.
    """
    codes = tuple(new_code() for _ in range(how_many))
    with store.writing(clears_cache=False):
        review = _not_closed(store, review_id)
        most = min(MOST_ON_A_SHEET, MOST_IN_ALL - code_count(store, review_id))
        if not 1 <= how_many <= most:
            raise OutOfRangeError("The number of codes", how_many, f"from 1 to {most:,}")
        add_codes(store, review_id, [mark_of(code, review.key) for code in codes], utc_now())
    return codes


def vote_by_phone(store: Store, review_id: UUID) -> None:
    """Take back the codes nobody has voted with; from now on the review is voted with phones, as before there were any.

    Raises:
        CodesUsedError: somebody has.
        GoneError, ReviewClosedError: as `make_codes`.
    """
    with store.writing(clears_cache=False):
        _not_closed(store, review_id)
        room = room_with(store, review_id)
        if room is not None and room.by_code and len(ballots(store, review_id)):
            raise CodesUsedError
        delete_codes(store, review_id)


def _not_closed(store: Store, review_id: UUID) -> Review:
    review = review_with(store, review_id)
    if review.closed_at is not None:
        raise ReviewClosedError
    return review


def _code(store: Store, room: Room, typed: str) -> str:
    """Return the mark of a code that was made for a vote."""
    if not typed.strip():
        raise CodeNeededError
    mark = mark_of(written(typed), room.key)
    if not is_code(store, room.review_id, mark):
        raise CodeUnknownError(typed.strip()[:_MOST_SHOWN])
    return mark


def _open(store: Store, review_id: UUID) -> Room:
    room = room_with(store, review_id)
    if room is None or not room.is_open:
        raise RoomClosedError
    return room
