"""What the pages say about services and their promises, worked out once until the next write."""

from uuid import UUID

import pandas as pd

from audit import figures
from audit.figures import Question
from audit.measures.promise import NO_PROMISE
from audit.model.service import Service
from audit.publish.headlines.catalogue import catalogue_headline, left_out_sentence, waits_headline
from audit.store.opening import Store
from audit.store.service import service_at, serviced_touchpoints, services
from pages.parts.session import cached


def catalogue() -> tuple[Service, ...]:
    """Return the services in the order of their list."""
    return cached(services)


def touchpoints_served() -> pd.DataFrame:
    """Return every touchpoint with the service it belongs to; see `audit.store.service.serviced_touchpoints`."""
    return cached(serviced_touchpoints)


def catalogue_sentence() -> str:
    """Return the one sentence of the catalogue."""
    return catalogue_headline(len(catalogue()), touchpoints_served())


def waits_sentence(question: Question) -> str:
    """Return the one sentence about the promised first response."""
    return cached(_waits, question)


def timed_and_promised(question: Question) -> pd.DataFrame:
    """Return the touchpoints where a wait was timed and a first response is promised."""
    return cached(_timed_and_promised, question)


def what_is_left_out(question: Question) -> str:
    """Return what the picture of waits cannot show: promises nobody timed, waits nobody promised anything for."""
    return cached(_left_out, question)


def service_of(touchpoint_id: UUID) -> Service | None:
    """Return the service a touchpoint belongs to, None where it belongs to none."""
    return cached(service_at, touchpoint_id)


def _waits(store: Store, question: Question) -> str:
    return waits_headline(figures.waits(store, question))


def _timed_and_promised(store: Store, question: Question) -> pd.DataFrame:
    rows = figures.waits(store, question)
    return rows[(rows["n"] > 0) & (rows["kept"] != NO_PROMISE)]


def _left_out(store: Store, question: Question) -> str:
    return left_out_sentence(figures.waits(store, question), question.view)
