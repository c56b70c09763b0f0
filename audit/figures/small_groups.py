"""Figures name no customer group that is too small, nor show a row of a chosen one, whichever table they are of."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from audit.figures.in_view import sightings
from audit.figures.question import BY_TOUCHPOINT, Question
from audit.measures.small_groups import groups_as_shown, small_rows, with_groups_as_shown, without_rows
from audit.measures.visits import SUMS
from audit.store import tallies
from audit.store.journey import whole_visits
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
    """Return counts with the customer groups of a split under the names they are shown by, and without small rows.

    Args:
        store: the open store.
        question: whose keys the figure is split by. Where neither they nor the view name a customer group, nothing is
            changed.
        counts: the question's keys and whatever is counted; a combination may have several rows.
    """
    return without_rows(_named(store, question, counts), rows_not_shown(store, question))


def rows_not_shown(store: Store, question: Question) -> pd.DataFrame:
    """Return which combinations of the question's keys its view holds too few moments of, where it chooses groups.

    All observations count that the view holds up to its last day, as in `groups_shown`.
    """
    view, keys = question.view_to_last_day, question.by
    if not (question.may_be_small and keys):  # a view that is too small as a whole holds nothing
        return pd.DataFrame()
    return store.cached(("rows not shown", view, keys), lambda: small_rows(_observed(store, question), keys))


def touchpoints_not_shown(store: Store, question: Question) -> tuple[str, ...]:
    """Return the touchpoints that no figure shows by themselves, as the view holds too few moments of its groups."""
    rows = rows_not_shown(store, replace(question, by=BY_TOUCHPOINT))
    return tuple(map(str, rows[BY_TOUCHPOINT[0]])) if len(rows) else ()


def cases_shown(store: Store, question: Question, cases: pd.DataFrame) -> pd.DataFrame:
    """Return cases without those of touchpoints that are not shown, and of whole visits of which there are too few.

    Args:
        store: the open store.
        question: in whose view the cases are; where it chooses no customer group, all are shown.
        cases: `touchpoint` and whatever else, one row a case or several.
    """
    if not question.may_be_small:
        return cases
    every = tallies.sightings(store, question.view_to_last_day, of_visits=True)
    wholes = small_rows(every[every["touchpoint"].isin(whole_visits(store))], BY_TOUCHPOINT)
    hidden = [*touchpoints_not_shown(store, question), *wholes["touchpoint"]]
    return cases[~cases["touchpoint"].isin(hidden)].reset_index(drop=True)


def few_of(question: Question, counts: pd.DataFrame, n: Sequence[str], within: Sequence[str] = ()) -> pd.DataFrame:
    """Return which combinations the figure itself counts too few of, where its view chooses customer groups.

    Args:
        question: whose keys the figure is reported by.
        counts: the question's keys and whatever is counted; a combination may have several rows.
        n: the columns that together are the moments the figure rests on.
        within: what is kept apart besides, as the dimension.
    """
    if not question.may_be_small:
        return pd.DataFrame()
    return small_rows(counts.assign(n=counts[list(n)].sum(axis=1)), question.by, within)


def without_few(question: Question, counts: pd.DataFrame, n: Sequence[str], within: Sequence[str] = ()) -> pd.DataFrame:
    """Return counts without the combinations of `few_of`."""
    return without_rows(counts, few_of(question, counts, n, within))


def _observed(store: Store, question: Question) -> pd.DataFrame:
    return _named(store, question, sightings(store, question.view_to_last_day, question.apart))


def _named(store: Store, question: Question, counts: pd.DataFrame) -> pd.DataFrame:
    return with_groups_as_shown(counts, groups_shown(store, question)) if GROUP in question.by else counts


def sums_as_shown(store: Store, question: Question, sums: pd.DataFrame) -> pd.DataFrame:
    """Return the sums over visits with the customer groups of a split under the names they are shown by."""
    if GROUP not in question.by:
        return without_rows(sums, rows_not_shown(store, question))
    named = as_shown(store, question, sums)
    return named.groupby([*question.by, "value"], sort=False, dropna=False)[list(SUMS)].sum().reset_index()


def resembling_as_shown(
    store: Store, quantity: Quantity, question: Question, *, to_last_day: bool = False
) -> pd.DataFrame | None:
    """Return `audit.store.visit_sums.resembling` of the question's view and keys, its groups as they are shown."""
    view = question.view_to_last_day if to_last_day else question.view
    sums = resembling(store, quantity, view, question.by)
    return None if sums is None else sums_as_shown(store, question, sums)
