"""What service metrics and visits say together in one sentence, no surer than the figures are."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.relation import FEWEST_RELATED
from audit.model.day import written_day
from audit.model.number import PER_CENT, apart, as_set, spelled
from audit.model.view import EVERYTHING, View
from audit.publish.headlines.words import counted, in_points, percent, within

_LATELY = timedelta(days=92)  # a quarter: reports come that late, and visits of these days will still meet the next
_GAP = ("gap_low", "gap", "gap_high")
_WEAK = 0.4  # ours: a relation is said not to show only where its interval leaves out any stronger one
_MOST_NAMED = 3
_TELLING = ("ripe", "honest red", "bitter")


def watermelon_headline(rows: pd.DataFrame) -> str:
    """Say which service is green outside and red inside, where that can be told.

    Args:
        rows: what `audit.measures.watermelon.watermelon` returns over the whole period, the widest watermelon first.
    """
    if rows.empty:
        return "No service metric covers this view."
    sure, possible = (rows[rows["status"] == status] for status in ("watermelon", "possible watermelon"))
    if len(sure):
        first = sure.iloc[0]
        others = _others(sure)
        return f"{_placed(first, rows)} {target_words(first)}, while only {_went_well(first)}: a watermelon{others}."
    if len(possible):
        first = possible.iloc[0]
        return f"{_placed(first, rows)} may be a watermelon: it {target_words(first)}, and {_went_well(first)}."
    judged = rows[rows["status"] != "too few visits"]
    if judged.empty:
        most = f"{counted(int(rows['n'].max()), 'visit')} that went well or badly"
        each = "at most " if len(rows) > 1 and rows["n"].any() else ""
        return (
            f"Too few visits to find a watermelon: {each}{most} beside a service metric; {FEWEST_TO_JUDGE} are needed."
        )
    by_status = judged["status"].value_counts()
    counts = [f"{by_status[status]} {status}" for status in _TELLING if status in by_status]
    return f"No watermelon among {counted(len(judged), 'service metric')} with enough visits: {_listed(counts)}."


def watermelon_title(rows: pd.DataFrame) -> str:
    """Say the same in nine words at most: what is sure, or that nothing is.

    Args:
        rows: what `audit.measures.watermelon.watermelon` returns over the whole period.
    """
    if rows.empty:
        return "No service has a metric yet"
    sure = rows[rows["status"] == "watermelon"]
    if sure.empty:
        return "No watermelon is sure"
    if len(sure) == 1:
        row = sure.iloc[0]
        share = percent(row["positive_share"], row["experience_target"])
        return f"Target met, yet {share if share.startswith('under') else f'only {share}'} end well"
    return f"{spelled(len(sure)).capitalize()} targets met, yet too few end well"


def behind_it(rows: pd.DataFrame) -> str:
    """Say what stands behind the widest sure watermelon, and whether it is the only one.

    Args:
        rows: what `audit.measures.watermelon.watermelon` returns, the widest watermelon first.

    Returns:
        "" where none is sure.
    """
    sure = rows[rows["status"] == "watermelon"]
    if sure.empty:
        return ""
    row = sure.iloc[0]
    served = f"{int(row['total']):,} cases counted, " if pd.notna(row["total"]) else ""
    target = row["experience_target"]
    low, high = (percent(row[end], target) for end in ("low", "high"))
    visits = f"{counted(int(row['n']), 'visit')} seen ({low} to {high} end well; our target {as_set(target)})"
    only = "The only sure watermelon" if len(sure) == 1 else "The widest of them"
    of = f" of {spelled(len(rows))}" if len(sure) == 1 < len(rows) else ""
    return f"{served}{visits}. {only}{of}."


def _others(sure: pd.DataFrame) -> str:
    """Return how the first watermelon stands among all, "" where it is the only one."""
    if len(sure) == 1:
        return ""
    which = "one" if sure["gap"].iloc[1] == sure["gap"].iloc[0] else "the widest"
    return f", {which} of {len(sure)}"


def metric_sentence(row: "pd.Series[Any]", view: View = EVERYTHING) -> str:
    """Say what one metric reports and what visits found at the same time.

    Args:
        row: one row of `audit.measures.watermelon.watermelon`.
        view: what is looked at; a metric has days and a place of its own, visits are narrowed by the rest.
    """
    where = f" at {row['place']}" if row["place"] else ""
    reported = f'The metric "{row["metric"]}"{where} {target_words(row)}'
    if row["n"] == 0:
        nothing = "Nobody has visited it" if row["neutrals"] == 0 else "No visit went well or badly"
        narrowed = within(replace(view, since=None, until=None, places=()))
        return f"{reported}. {nothing}{narrowed} on the days it covers{_aside(row)}."
    sentence = f"{reported}. Visits: {_went_well(row)}"
    if row["gap_low"] <= 0 <= row["gap_high"]:
        return f"{sentence}. The two do not clearly differ."
    low, much, high = in_points(*(row[name] for name in _GAP))
    which_way = "better" if row["gap"] > 0 else "worse"
    return f"{sentence}. The metric looks {much} {'point' if much == '1' else 'points'} {which_way} ({low} to {high})."


def unvisited_sentence(rows: pd.DataFrame, view: View, as_of: date) -> str:
    """Say what to do where no visit to the services went well or badly in the periods they report on.

    Args:
        rows: what `audit.measures.watermelon.watermelon` returns, at least one row.
        view: what is looked at; the days are those of the metrics.
        as_of: the day the figure is for.
    """
    narrowed = within(replace(view, since=None, until=None))
    services, they, report = ("this service", "it", "reports")
    if len(set(rows["service"])) > 1:
        services, they, report = ("these services", "they", "report")
    nothing = f"Nobody has visited {services}"
    if rows["neutrals"].any():
        nothing = f"No visit to {services} went well or badly"
    nobody = f"{nothing}{narrowed} in the periods {they} {report} on"
    last = rows["period_end"].max().date() - timedelta(days=1)
    if as_of - last <= _LATELY:
        return f"{nobody}. Go and see for yourself."
    return (
        f"{nobody}, the last of which ended on {written_day(last)}. Import observations from those days, or visit now "
        f"and import what {services} {report} for the days of your visits."
    )


def relation_sentence(rows: pd.DataFrame) -> str:
    """Say whether the months in which a service's metric was better were months of better visits to it.

    Args:
        rows: what `audit.figures.watermelon_relation` returns: within all services together, then each by itself.
    """
    pooled, own = rows.iloc[0], rows.iloc[1:]
    pairs = f"{counted(int(pooled['months']), 'period')} of a service metric with {FEWEST_TO_JUDGE} visits or more"
    if pooled["verdict"] == "too few to say":
        return f"Too few to say whether metric and visits go together: {pairs}; {FEWEST_RELATED} are needed."
    if pooled["verdict"] == "never changes":
        return f"It cannot be told whether metric and visits go together: over {pairs} one of the two never changed."
    known = own["rho"].dropna()
    ends = [apart(end, 0.0, decimals=2) for end in (known.min(), known.max())] if len(known) > 1 else []
    each = f"; each by itself from {ends[0]} to {ends[1]}" if ends and ends[0] != ends[1] else ""
    size = f"over {pairs}; Spearman {_rho(pooled)}{each}"
    return f"{_together(pooled)} ({size}).{_clear_by_itself(own)}"


def _together(pooled: "pd.Series[Any]") -> str:
    """Say in plain words what the months of all services together show."""
    if pooled["verdict"] == "together":
        return "In the months in which a service's metric was better, visits to it went better"
    if pooled["verdict"] == "opposed":
        return "In the months in which a service's metric was better, visits to it went worse"
    if max(abs(pooled["low"]), abs(pooled["high"])) > _WEAK:
        return "It cannot be told whether visits to a service went better in the months in which its metric was better"
    return "In the months in which a service's metric was better, visits to it went hardly better or worse"


def _clear_by_itself(own: pd.DataFrame) -> str:
    """Name the services whose own months show it, among how many that were looked at; "" where none does."""
    clear = own[own["verdict"].isin(["together", "opposed"])] if len(own) else own
    looked_at = int(own["rho"].notna().sum())
    sentences = "".join(
        f" By itself {row['service']}{f' at {place}' if (place := row['place']) else ''} shows it: visits went "
        f"{'better' if row['rho'] > 0 else 'worse'} in its better months (Spearman {_rho(row)})."
        for _, row in clear.head(_MOST_NAMED).iterrows()
    )
    those = "That is" if len(clear) == 1 else "These are"
    one_by_one = f" {those} {len(clear):,} of {looked_at:,} looked at one by one; by chance one in twenty shows it."
    chance = one_by_one if looked_at > 1 else ""
    return f"{sentences}{chance}" if sentences else ""


def _rho(row: "pd.Series[Any]") -> str:
    rho, low, high = (apart(row[name], 0.0, decimals=2) for name in ("rho", "low", "high"))
    return f"{rho}, {low} to {high}"


def target_words(row: "pd.Series[Any]") -> str:
    """Say whether and how often a metric met its target, with both shares."""
    within_target, periods = int(row["periods_met"]), int(row["periods"])
    unit = _unit(row)
    attained, target = row["attained_share"], row["target_share"]
    shares = f"{percent(attained, target)} against {percent(target, attained)}"
    if periods == 1:
        verb = "met its target" if within_target else "missed its target"
        return f"{verb}, {shares}"
    if within_target == periods:
        return f"met its target every {unit}, {shares}"
    if within_target == 0:
        return f"missed its target every {unit}, {shares}"
    overall = "met" if row["attained_share"] >= row["target_share"] else "missed"
    often = f"{within_target:,} of {periods:,} {unit}s"
    return f"{overall} its target over the whole period, {shares}, and met it in {often}"


def _placed(row: "pd.Series[Any]", rows: pd.DataFrame) -> str:
    """Say whose metric it is, and which one where the service has others of the same place."""
    alike = rows[(rows["service"] == row["service"]) & (rows["place"] == row["place"])]
    which = [
        *([f'"{row["metric"]}"'] if set(alike["metric"]) != {row["metric"]} else []),
        *([row["touchpoint"] or "as a whole"] if set(alike["touchpoint"]) != {row["touchpoint"]} else []),
    ]
    where = f"{row['service']} at {row['place']}" if row["place"] else str(row["service"])
    return f"{where} ({', '.join(which)})" if which else where


def _went_well(row: "pd.Series[Any]") -> str:
    share, low, high = (percent(row[name], row["experience_target"]) for name in ("positive_share", "low", "high"))
    return (
        f"{share} of {counted(int(row['n']), 'visit')} went well ({low.removesuffix(PER_CENT)} to {high}{_aside(row)})"
    )


def _aside(row: "pd.Series[Any]") -> str:
    """Say how many visits went neither well nor badly, and so are none of those that were counted."""
    if not row["neutrals"]:
        return ""
    return f", {row['neutrals']:,} neutral aside"


def _unit(row: "pd.Series[Any]") -> str:
    """Return "month" where what was reported are just the calendar months from first to last, none of them missing."""
    first, after = row["period_start"], row["period_end"]
    months = 12 * (after.year - first.year) + after.month - first.month
    return "month" if first.day == after.day == 1 and months == row["periods"] else "period"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
