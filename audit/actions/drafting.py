"""Walks begun in the form of earlier versions: gone on with on a phone, given up, or brought back."""

from datetime import datetime, timedelta
from uuid import UUID

from audit.errors import WalkChangedError, WalkEndedError
from audit.model.clock import utc_now
from audit.model.draft import Draft
from audit.store import draft as drafts
from audit.store.opening import Store

GIVEN_UP_FOR = timedelta(days=30)  # a walk given up on Friday is missed after the holidays


def give_up(store: Store, shown: Draft) -> None:
    """Set a walk aside; what was saved stays, and for `GIVEN_UP_FOR` the walk can be brought back.

    Args:
        store: the open store.
        shown: the draft as the list showed it.

    Raises:
        WalkChangedError: it was changed since it was shown.
        WalkEndedError: it was finished or given up already.
    """
    with store.writing(clears_cache=False):
        stands = drafts.draft_with(store, shown.id)
        if stands is None:
            raise WalkEndedError(drafts.clock_time(store, drafts.closed_at(store, shown.id) or utc_now()))
        if stands.version != shown.version:
            raise WalkChangedError(drafts.clock_time(store, stands.changed_at or utc_now()))
        drafts.set_aside(store, stands.id)


def bring_back(store: Store, draft_id: UUID) -> None:
    """Open a walk again that was given up; everything in it is as it was.

    Raises:
        WalkLostError: it is not given up, or that is too long ago.
    """
    drafts.take_up_again(store, draft_id)


def given_up(store: Store) -> tuple[tuple[Draft, datetime], ...]:
    """Return the walks that can be brought back, each with when it was given up (UTC), the last one first.

    The words of those that cannot any more are dropped.
    """
    drafts.drop_words(store, utc_now() - GIVEN_UP_FOR)
    return drafts.drafts_given_up(store)
