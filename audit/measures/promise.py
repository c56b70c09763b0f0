"""Whether a service answers as soon as it has promised: the waits that were timed, beside what is promised."""

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE, grades
from audit.measures.intervals import wilson
from audit.measures.visits import beside

HELD, PERHAPS_NOT, NOT_HELD = "kept", "possibly not kept", "not kept"
TOO_FEW, NO_PROMISE = "too few", "no promise"
_COUNTS = ("wait_seconds", "n")


def waits(
    counts: pd.DataFrame, promises: pd.DataFrame, usual_target: float, sums: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Judge the waits at each touchpoint against the first response its service promises.

    A wait keeps the promise when it is no longer than what is promised. The promise is "kept" when the share of
    waits that keep it reaches its target, "not kept" when the whole interval lies below the target, "possibly not
    kept" when only the share does, and "too few" under five visits with a timed wait.

    Args:
        counts: keys, among them `touchpoint`, `wait_seconds` (whole seconds, 0 or more), `n` (how many such waits).
        promises: every touchpoint once, in journey order: `touchpoint`, `service` ("" = none), `promise_minutes`
            (NaN = none), `target_share` (0-1, NaN = not given).
        usual_target: the share (0-1) that should keep a promise where its service does not say.
        sums: the sums over visits of waits that keep the promise (1) or do not (0), by the keys of `counts`; see
            `audit.measures.visits.design_effects`. None where each wait is of a visit of its own.

    Returns:
        One row a combination of keys with a timed wait, and one a touchpoint whose promise was never timed (its
        other keys "", n 0), in journey order: keys, `service`, `promise_minutes`, `n` (waits timed), `median_wait`
        (minutes), `within` (waits that keep the promise), `within_share`, `low`, `high` (0-1, Wilson 95 % by visits),
        `grade`, `target_share` (0-1), `kept`, `visits` (n is of so many). Without a promise, what needs one is empty.
    """
    keys = [str(name) for name in counts.columns if name not in _COUNTS]
    others = [name for name in keys if name != "touchpoint"]
    promised = promises["promise_minutes"].to_numpy(dtype=np.float64)
    line = pd.Index(promises["touchpoint"]).get_indexer(pd.Index(counts["touchpoint"].astype("object")))
    timed = counts.assign(
        # minutes times 60 may fall just short of the whole second that is promised
        line=line,
        within=counts["n"].where(counts["wait_seconds"] <= np.rint(60 * promised[line]), 0),
    )
    never = np.setdiff1d(np.flatnonzero(~np.isnan(promised)), line)
    # a promise nobody timed is listed, or it would pass for one that is kept
    none = pd.DataFrame({"line": never, **dict.fromkeys(others, "")}).assign(n=0, within=0, median_wait=np.nan)
    listed = promises.assign(line=range(len(promises)))
    rows = pd.concat([_summed(timed, ["line", *others]), none]).merge(listed, on="line")
    return _judged(rows.sort_values(["line", *others], ignore_index=True), keys, usual_target, sums)


def _summed(timed: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return how many waits each group has, how many keep the promise, and the median in minutes."""
    in_turn = timed.assign(group=timed.groupby(keys, observed=True).ngroup()).sort_values(["group", "wait_seconds"])
    groups = in_turn.drop_duplicates("group")[keys]
    n, within = (
        np.bincount(in_turn["group"], weights=in_turn[name], minlength=len(groups)).astype(np.int64)
        for name in ("n", "within")
    )
    up_to = in_turn["n"].to_numpy().cumsum()
    before = n.cumsum() - n
    seconds = in_turn["wait_seconds"].to_numpy()
    # the middle two of an even number, the same one twice of an odd
    middle = sum(seconds[up_to.searchsorted(before + (n + more) // 2)] for more in (1, 2))
    return groups.assign(n=n, within=within, median_wait=middle / 120)


def _judged(rows: pd.DataFrame, keys: list[str], usual_target: float, sums: pd.DataFrame | None) -> pd.DataFrame:
    promised = rows["promise_minutes"].notna()
    n = rows["n"].astype("int64")
    share = (rows["within"] / n.where(n > 0)).where(promised)
    visits, deff = beside(rows.assign(n=n), sums, keys)
    low, high = wilson(rows["within"] / deff, n / deff)
    target = rows["target_share"].astype("float64").fillna(usual_target).where(promised)
    cases = [
        ~promised.to_numpy(),
        visits < FEWEST_TO_JUDGE,  # before the share: four waits in time prove nothing either
        (share >= target).to_numpy(),
        high < target.to_numpy(),
    ]
    named = rows[[*keys, "service", "promise_minutes"]].astype(dict.fromkeys([*keys, "service"], "str"))
    return named.assign(
        n=n,
        median_wait=rows["median_wait"].astype("float64"),
        within=rows["within"].astype("Int64").where(promised),
        within_share=share.astype("float64"),
        low=pd.Series(low, rows.index).where(promised),
        high=pd.Series(high, rows.index).where(promised),
        grade=[word if count else "no data" for word, count in zip(grades(visits), n, strict=True)],
        target_share=target,
        kept=np.select(cases, [np.array(word) for word in (NO_PROMISE, TOO_FEW, HELD, NOT_HELD)], PERHAPS_NOT),
        visits=visits,
    )
