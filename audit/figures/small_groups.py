"""Figures split by customer group name no group that is too small, whichever table they are made of."""

import pandas as pd

from audit.figures.in_view import sightings
from audit.figures.question import Question
from audit.measures.small_groups import groups_as_shown, with_groups_as_shown
from audit.measures.visits import SUMS
from audit.store.opening import Store
from audit.store.visit_quantity import Quantity
from audit.store.visit_sums import resembling

GROUP = "customer_group"


def groups_shown(store: Store, question: Question) -> pd.DataFrame:
    """Return under which name each customer group is shown, in each combination of the question's other keys.

    All observations count that the question's view holds up to its last day, so that every figure of a page merges the
    same groups; see `audit.measures.small_groups.groups_as_shown`.
    """
    view, keys = question.view_to_last_day, tuple(key for key in question.by if key != GROUP)
    return store.cached(
        ("groups shown", view, keys),
        lambda: groups_as_shown(sightings(store, view, tuple({*question.apart, GROUP})), keys),
    )


def as_shown(store: Store, question: Question, counts: pd.DataFrame) -> pd.DataFrame:
    """Return counts with the customer groups of a split under the names they are shown by.

    Args:
        store: the open store.
        question: whose keys the figure is split by; without the customer group nothing is changed.
        counts: the question's keys and whatever is counted; a combination may have several rows.
    """
    return with_groups_as_shown(counts, groups_shown(store, question)) if GROUP in question.by else counts


def sums_as_shown(store: Store, question: Question, sums: pd.DataFrame) -> pd.DataFrame:
    """Return the sums over visits with the customer groups of a split under the names they are shown by."""
    if GROUP not in question.by:
        return sums
    named = as_shown(store, question, sums)
    return named.groupby([*question.by, "value"], sort=False, dropna=False)[list(SUMS)].sum().reset_index()


def resembling_as_shown(
    store: Store, quantity: Quantity, question: Question, *, to_last_day: bool = False
) -> pd.DataFrame | None:
    """Return `audit.store.visit_sums.resembling` of the question's view and keys, its groups as they are shown."""
    view = question.view_to_last_day if to_last_day else question.view
    sums = resembling(store, quantity, view, question.by)
    return None if sums is None else sums_as_shown(store, question, sums)
