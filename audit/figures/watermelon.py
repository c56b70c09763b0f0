"""The figures that set service metrics beside the visits made at the same time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from audit.errors import UnknownChoiceError
from audit.figures.question import Question, cached
from audit.measures import watermelon as watermelons
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.relation import Relation, relation, relation_within
from audit.measures.rows_in_view import rows_in_view
from audit.measures.small_groups import SMALL_CELL
from audit.measures.watermelon import Targets
from audit.model.day import MONTH_KEY
from audit.model.evidence import Counts, Evidence
from audit.model.view import View
from audit.store import tallies
from audit.store.journey import parts_of_visits
from audit.store.names import in_names_of_today, touchpoint_names
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.service import serviced_touchpoints, services
from audit.store.service_metric import names_reported, service_metrics
from audit.store.visit_quantity import GOOD
from audit.store.visit_sums import sums_within

BY_MONTH = ("month",)
_KNOWN = ("touchpoint", *BY_MONTH)  # a metric has its place; of channel, group or method it says nothing
_COUNTED = ["touchpoint", "place", "observed_on", "positives", "neutrals", "negatives"]
_OF_METRIC = ["service", "touchpoint"]
_SERIES = [*_OF_METRIC, "place", "metric"]


@cached
def watermelon(store: Store, question: Question) -> pd.DataFrame:
    """Return each service metric beside the visits to its service; see `audit.measures.watermelon.watermelon`.

    The view's days and place narrow metrics and visits, its journey keeps the metrics of the touchpoints on it; all
    else narrows the visits alone. By month, each calendar month stands alone.

    Raises:
        UnknownChoiceError: when the question is by anything but touchpoint or month.
    """
    for key in question.by:
        if key not in _KNOWN:
            raise UnknownChoiceError("What to report watermelons by", key, _KNOWN)
    view = question.view
    metrics, visits, belongs = store.cached(("set beside", view), lambda: _set_beside(store, view))
    settings = store.cached_read(programme)
    targets = Targets(
        experience=settings.experience_target,
        attainment=settings.attainment_target,
        of_service={each.name: each.target_share for each in services(store) if each.target_share is not None},
    )
    by_month = "month" in question.by
    sums = _sums(store, view, watermelons.visited(metrics, belongs, targets, by_month=by_month))
    beside = watermelons.watermelon(metrics, visits, belongs, targets, by_month=by_month, sums=sums)
    return _without_few(beside) if view.customer_groups else beside


@cached
def watermelon_relation(store: Store, question: Question) -> pd.DataFrame:
    """Return whether better months of a metric are better months of the visits.

    Returns:
        First one row for all services together, each month compared with the others of its own metric alone, its
        `service` "". Then one row a metric by itself: `service`, `touchpoint`, `place`, `metric`. Columns besides:
        `months` (with five visits or more; each is a pair), `rho` (Spearman's, -1 to 1), `low`, `high` (95 %),
        `verdict`; see `audit.measures.relation`.
    """
    months = watermelon(store, replace(question, by=BY_MONTH))
    enough = months[months["visits"] >= FEWEST_TO_JUDGE]
    services: dict[str, list[tuple[pd.Series, pd.Series]]] = {}
    rows = []
    for _, own in enough.groupby(_SERIES):
        named, pair = own[_SERIES].iloc[0].tolist(), (own["attained_share"], own["positive_share"])
        services.setdefault(named[0], []).append(pair)
        rows.append([*named, *_values(relation(*pair))])
    rows.insert(0, ["", "", "", "", *_values(relation_within(services))])
    return pd.DataFrame(rows, columns=[*_SERIES, "months", "rho", "low", "high", "verdict"])


def _sums(store: Store, view: View, visited: pd.DataFrame) -> pd.DataFrame | None:
    """Return the sums over visits of the moments beside each metric, without visits as a whole."""
    known = parts_of_visits(store, view.touchpoint)[["touchpoint", "touchpoint_id"]]
    return sums_within(store, GOOD, view, visited.merge(known, left_on="seen_at", right_on="touchpoint"))


def _without_few(beside: pd.DataFrame) -> pd.DataFrame:
    """Return the metrics, of too few visits as if nobody had visited; they are not judged by them anyway."""
    few = beside[["positives", "neutrals", "negatives"]].sum(axis=1).lt(SMALL_CELL) | beside["n"].lt(SMALL_CELL)
    beside.loc[few, ["positives", "neutrals", "negatives", "n", "visits"]] = 0
    beside.loc[few, ["positive_share", "low", "high", "gap", "gap_low", "gap_high"]] = np.nan
    return beside


def _values(one: Relation) -> tuple[int, float, float, float, str]:
    return one.pairs, one.rho, one.low, one.high, one.verdict


def metric_evidence(store: Store, question: Question, of: Mapping[str, str], month: str = "") -> tuple[View, Evidence]:
    """Return which observations stand behind one row of `watermelon`: the view, and what to choose of it.

    Args:
        store: the open store.
        question: as put to `watermelon`.
        of: `service`, `touchpoint`, `place` and `metric` of the row.
        month: the month of a row by month, as "2026-03", "" = all of them.
    """
    metrics, _, belongs = store.cached(("set beside", question.view), lambda: _set_beside(store, question.view))
    own = metrics[(metrics[list(of)] == list(of.values())).all(axis=1)]
    worked = own[own["attained_share"].notna().to_numpy() | (own["met"].notna() & (own["total"] > 0)).to_numpy()]
    worked = worked[worked["total"].ne(0).fillna(True).to_numpy(dtype=bool)]
    if month:
        worked = worked[worked["period_start"].dt.strftime(MONTH_KEY) == month]
    last = worked["period_end"] - pd.Timedelta(days=1)
    spans = tuple(zip(worked["period_start"].dt.date, last.dt.date, strict=True))
    here = belongs[(belongs["service"] == of["service"]) & (belongs["touchpoint"] == of["touchpoint"])]
    at = tuple(dict.fromkeys(here["seen_at"])) if spans else ()
    view = replace(question.view, places=(of["place"],) if of["place"] else question.view.places, touchpoint=None)
    return view, Evidence(Counts.JUDGED, touchpoints=at, spans=spans)


def _set_beside(store: Store, view: View) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return service metrics, outcomes, and whose visits tell about which metric; a journey keeps its own alone."""
    metrics = service_metrics(store, view)
    reported = names_reported(store)
    before = [(key, word) for key, word in touchpoint_names(store).before if word in reported]
    belongs = _belonging(serviced_touchpoints(store), metrics, before)
    if view.journeys or view.touchpoint:
        belongs = rows_in_view(belongs, in_names_of_today(store, view), "seen_at")
        metrics = metrics.merge(belongs[_OF_METRIC].drop_duplicates(), on=_OF_METRIC)
    return metrics, _visits(store, view, metrics), belongs


def _belonging(known: pd.DataFrame, metrics: pd.DataFrame, before: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Return whose visits tell about which metric: those at the touchpoint it names, or at all of its service.

    A touchpoint may be named as it was given or as it is told apart from others of its name, today or `before` (its key
    and a name). Where several bear the name and one of them belongs to the metric's service, the others do not count.
    """
    wanted = metrics[_OF_METRIC].drop_duplicates()
    known_at = known.rename(columns={"touchpoint": "seen_at", "service": "owner"})[
        ["touchpoint_id", "seen_at", "name", "owner", "journey"]
    ]
    by_full_name = known_at.assign(name=known_at["seen_at"])
    former = pd.DataFrame(before, columns=["touchpoint_id", "name"], dtype="str")
    by_former_name = known_at.drop(columns="name").merge(former, on="touchpoint_id")
    names = pd.concat([known_at, by_full_name, by_former_name]).drop_duplicates(["name", "seen_at"])
    at_one = wanted.merge(names, left_on="touchpoint", right_on="name")
    is_own = at_one["owner"] == at_one["service"]
    has_own = is_own.groupby([at_one[name] for name in _OF_METRIC]).transform("any")
    at_all = wanted[wanted["touchpoint"] == ""].merge(known_at, left_on="service", right_on="owner")
    return pd.concat([at_one[is_own | ~has_own], at_all], ignore_index=True)


def _visits(store: Store, view: View, metrics: pd.DataFrame) -> pd.DataFrame:
    """Return outcomes by touchpoint and day, places kept apart only where a metric speaks of one."""
    if (metrics["place"] == "").all():
        return tallies.outcome_days(store, view).assign(place="")[_COUNTED]
    return tallies.outcome_days(store, view, ("place",))[_COUNTED]
