"""The audit's calendar: planned walks that have a day, check-ins, due days, reviews; and its secret address."""

from collections.abc import Iterator
from secrets import token_urlsafe

import pandas as pd

from audit.model.clock import utc_now
from audit.model.labels import METHOD_LABELS
from audit.model.walk_through import Method
from audit.publish.appointments import Appointment, calendar_file
from audit.store.calendar_feed import change_feed_secret
from audit.store.commitment import commitments
from audit.store.opening import Store
from audit.store.planned_walk import planned_walks
from audit.store.programme import programme
from audit.store.review import reviews


def calendar_of(store: Store) -> str:
    """Return the audit's calendar as an iCalendar file."""
    return calendar_file(programme(store).name, appointments(store), utc_now())


def commitments_calendar(store: Store) -> str:
    """Return the check-ins and due days of the commitments still open as an iCalendar file."""
    return calendar_file(f"{programme(store).name}: commitments", _due_days(store), utc_now())


def appointments(store: Store) -> list[Appointment]:
    """Return what has a day: walks that are planned and not yet made, commitments still open, reviews.

    A review that was closed stands on that day; one that is open on the last day of its period.
    """
    return [*_walks(store), *_due_days(store), *_reviews(store)]


def walks_without_day(store: Store) -> int:
    """Return how many planned walks are in no calendar, since nobody has said when."""
    return int(planned_walks(store)["planned_for"].isna().sum())


def renew_feed(store: Store) -> str:
    """Make a secret address for the calendar, in place of the one before, and return its secret."""
    secret = token_urlsafe()
    change_feed_secret(store, secret)
    return secret


def _walks(store: Store) -> Iterator[Appointment]:
    plans = planned_walks(store)
    for plan in plans[plans["planned_for"].notna()].to_dict("records"):
        conditions = {"Customer group": plan["customer_group"], "Observer": plan["observer"]}
        words = [f"{plan['journey']}, {METHOD_LABELS[Method(plan['method'])]}"]
        words += [f"{name}: {value}" for name, value in conditions.items() if value]
        words += [plan["reason"]] if plan["reason"] else []
        title = f"Walk: {plan['touchpoint']}"
        yield Appointment(plan["id"], plan["planned_for"].date(), title, "\n".join(words), plan["place"])


def _due_days(store: Store) -> Iterator[Appointment]:
    promised = commitments(store)
    for one in promised[promised["verdict"] == ""].to_dict("records"):
        words = f"{one['touchpoint']}, {one['journey']}\nOwner: {one['owner']}\nHow we will know: {one['how_known']}"
        if pd.notna(one["check_in_on"]):
            yield Appointment(f"{one['id']}-check-in", one["check_in_on"].date(), f"Check-in: {one['words']}", words)
        yield Appointment(one["id"], one["due_on"].date(), f"Due: {one['words']}", words)


def _reviews(store: Store) -> Iterator[Appointment]:
    day_of = programme(store).day_of
    for review in reviews(store).to_dict("records"):
        if pd.isna(review["closed_at"]):
            title = f"All-staff review, last day of its period: {review['title']}"
            yield Appointment(review["id"], review["until"].date(), title)
        else:
            title = f"All-staff review: {review['title']}"
            yield Appointment(review["id"], day_of(review["closed_at"]), title)
