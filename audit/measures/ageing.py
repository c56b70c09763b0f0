"""How long bad experiences wait for somebody to make them good, judged by what was promised."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from audit.model.lookup import folded
from audit.model.number import counted
from audit.model.recovery import CLOSING, Step, furthest, next_step, promised_days, standing
from audit.model.sought import Sought

SOON_DAYS = 7  # from a week before it a due day is written by its distance
# no step of its own: nothing is stored until somebody owns it
NOBODY = "nobody yet"
_WORDS_HAD = frozenset({Step.INFORMED, Step.CONFIRMED})
_LATE = pd.Timestamp.max.normalize()  # the distance to it puts what was closed last first
_CASES = ["touchpoint", "place", "observed_on", "step", "owner", "cause", "due_on", "days_open", "overdue_days"]


def ageing(bad: pd.DataFrame, steps: pd.DataFrame, promises: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Say how far the recovery of each bad experience has come, and how long the customer has waited for it.

    A due day that was set stands; without an owner it is the day on which the service's promise is up
    (`audit.model.recovery.promised_days`). Waiting is counted from the day of the experience, also after a reopening.

    Args:
        bad: bad experiences: `id`, `touchpoint`, `place`, `observed_on`, `recovery_id`, `owner`, `cause` ("" =
            none), `due_on` (NaT = none), and columns that are handed on.
        steps: `recovery_id`, `step`, `taken_on`, in the order in which they were taken.
        promises: `touchpoint`, `promise_minutes` (NaN = nothing promised).
        as_of: the last day that counts; what was seen or done later is left out.

    Returns:
        One row a bad experience, those that wait first, the longest wait on top, then those that are closed, the last
        on top: `touchpoint`, `place`, `observed_on`, `step` (how far it has come; "nobody yet", "cannot"), `owner`,
        `cause`, `due_on` (NaT = no promise), `days_open` (until it was closed), `overdue_days` (0 = in time, <NA> = no
        promise), `promise` (in words), `next_step` ("" = closed), `told` (whether the customer was informed),
        `closed_on` (NaT = open), `had_word` (whether the customer was told or confirmed at any time, also before a
        reopening), and what was handed on. No field lets one of them wait lower down.
    """
    last = pd.Timestamp(as_of)
    rows = bad[bad["observed_on"] <= last].reset_index(drop=True)
    past = steps[steps["taken_on"] <= last]
    folded = _folded(past)
    # also before a reopening: what a customer heard was heard
    had_word = set(past.loc[past["step"].isin([str(each) for each in _WORDS_HAD]), "recovery_id"])
    reached: list[tuple[frozenset[Step], Any]] = [folded.get(key, (frozenset(), pd.NaT)) for key in rows["recovery_id"]]
    stand = [each for each, _ in reached]
    is_owned = np.array([bool(each) for each in stand], dtype=np.bool_)
    # a promise that changes later moves only the days of what nobody owns yet
    due = rows["due_on"].where(is_owned, _promised(rows, promises)).astype("datetime64[us]")
    closed = pd.Series([on for _, on in reached], dtype="datetime64[us]")
    until = closed.fillna(last)
    cases = rows.assign(
        step=_words([furthest(each) or NOBODY for each in stand]),
        due_on=due,
        days_open=(until - rows["observed_on"]).dt.days,
        overdue_days=(until - due).dt.days.clip(lower=0).astype("Int64"),
        promise=_words(map(_promise, (due - until).dt.days, closed.notna())),
        next_step=_words([next_step(each) or "" for each in stand]),
        told=[bool(each & _WORDS_HAD) for each in stand],
        closed_on=closed,
        had_word=rows["recovery_id"].isin(had_word),
    )
    others = [name for name in cases.columns if name not in _CASES]
    # What waits comes before what is closed; within it the oldest, within the closed the latest.
    turn = pd.DataFrame({"closed": closed.notna(), "later": _LATE - closed.fillna(_LATE), "seen": rows["observed_on"]})
    return cases.loc[
        turn.sort_values(["closed", "later", "seen"], kind="stable").index, [*_CASES, *others]
    ].reset_index(drop=True)


def narrowed(cases: pd.DataFrame, sought: Sought) -> pd.DataFrame:
    """Return those of some recoveries that are looked for, in their order.

    Args:
        cases: what `ageing` returns, with `what_happened`.
        sought: what is looked for.
    """
    fits = pd.Series(data=True, index=cases.index)
    for name in ("touchpoint", "owner", "cause"):
        # "" is no filter, and no touchpoint, owner or cause bears that name
        fits &= (cases[name] == getattr(sought, name)) | (getattr(sought, name) == "")
    if sought.overdue:
        fits &= cases["overdue_days"].fillna(0) > 0
    if sought.words.strip():
        text = cases[["touchpoint", "place", "owner", "what_happened"]].fillna("").agg(" ".join, axis=1).map(folded)
        for word in folded(sought.words).split():
            fits &= text.str.contains(word, regex=False)
    return cases[fits.astype("bool")]


def waiting(days: pd.DataFrame, owned: pd.DataFrame, promises: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Sum up at each touchpoint how many bad experiences wait, how long, and how many have nobody.

    Args:
        days: `touchpoint`, `observed_on`, `negatives`, `confirmed` (counts; those of them a customer confirmed and
            nobody owned).
        owned: what `ageing` returns of those that somebody owns or has closed.
        promises: as `ageing` takes them.
        as_of: the last day that counts.

    Returns:
        One row a touchpoint with a bad experience, the longest median first: `touchpoint`, `negatives`, `confirmed`,
        `cannot` (counts), `waiting` (the others), `unowned` (those of them nobody owns), `overdue` (those of them past
        their due day), `median_days`, `longest_days` (of those that wait; NaN = none does).
    """
    cells = _cells(days, owned, promises, as_of)
    summed = ["negatives", "confirmed", "cannot", "waiting", "unowned", "overdue"]
    rows = cells.groupby("touchpoint", sort=False)[summed].sum()
    is_open = ~owned["step"].isin([str(step) for step in CLOSING])
    late = owned[is_open & (owned["overdue_days"].fillna(0) > 0)].groupby("touchpoint").size()
    place = cells.groupby("touchpoint", sort=False).ngroup().to_numpy()
    n = cells["waiting"].to_numpy()
    # an exact median from counts by day: no row of the store is read for it
    each = pd.Series(cells["age"].to_numpy().repeat(n)).groupby(place.repeat(n))
    table = rows.assign(
        overdue=rows["overdue"] + late.reindex(rows.index, fill_value=0),
        median_days=each.median().reindex(range(len(rows))).to_numpy(dtype=np.float64),
        longest_days=each.max().reindex(range(len(rows))).to_numpy(dtype=np.float64),
    )
    return table.sort_values(["median_days", "waiting"], ascending=False, kind="stable").reset_index()


def _cells(days: pd.DataFrame, owned: pd.DataFrame, promises: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return one row a touchpoint and day with how many of its bad experiences wait, and for how long."""
    keys = ["touchpoint", "observed_on"]
    cannot, confirmed = owned["step"] == Step.CANNOT, owned["step"] == Step.CONFIRMED
    counts = pd.DataFrame({"cannot": cannot, "yes": confirmed, "in_hand": ~cannot & ~confirmed}).astype("int64")
    cells = days.merge(owned[keys].join(counts).groupby(keys).sum().reset_index(), on=keys, how="left")
    cells = cells.fillna({"cannot": 0, "yes": 0, "in_hand": 0})
    # the day tally does not count those confirmed through an owned recovery
    cells["confirmed"] += cells["yes"].astype("int64")
    left = (cells["negatives"] - cells["confirmed"] - cells["cannot"]).clip(lower=0).astype("int64")
    unowned = (left - cells["in_hand"]).clip(lower=0).astype("int64")
    age = (pd.Timestamp(as_of) - cells["observed_on"]).dt.days
    due_after = cells["touchpoint"].map(_days_promised(promises)).astype("float64")
    overdue = unowned.where(age > due_after, 0)  # NaN, where nothing is promised, is never smaller than an age
    return cells.assign(cannot=cells["cannot"].astype("int64"), waiting=left, unowned=unowned, overdue=overdue, age=age)


def _folded(steps: pd.DataFrame) -> dict[str, tuple[frozenset[Step], Any]]:
    """Return for each recovery the steps that stand, and the day on which it was closed."""
    taken: dict[str, list[tuple[Step, Any]]] = {}
    for key, step, on in zip(steps["recovery_id"], steps["step"], steps["taken_on"], strict=True):
        taken.setdefault(key, []).append((Step(step), on))
    return {key: _standing(each) for key, each in taken.items()}


def _standing(taken: Sequence[tuple[Step, Any]]) -> tuple[frozenset[Step], Any]:
    stand = standing(step for step, _ in taken)  # a reopening cancels every step but the owner
    closed = [on for step, on in taken if step in CLOSING]
    return stand, closed[-1] if stand & set(CLOSING) else pd.NaT


def _days_promised(promises: pd.DataFrame) -> dict[str, float]:
    minutes = promises.dropna(subset=["promise_minutes"])
    return {
        name: float(promised_days(each) or 0)
        for name, each in zip(minutes["touchpoint"], minutes["promise_minutes"], strict=True)
    }


def _promised(rows: pd.DataFrame, promises: pd.DataFrame) -> "pd.Series[Any]":
    days = rows["touchpoint"].map(_days_promised(promises)).astype("float64")
    return rows["observed_on"] + pd.to_timedelta(days, unit="D")


def _promise(days_left: float, is_closed: bool) -> str:  # noqa: FBT001  # called through `map`
    if np.isnan(days_left):
        return "no promise"
    left = int(days_left)
    if left < 0:
        return f"{counted(-left, 'day')} late" if is_closed else f"overdue {counted(-left, 'day')}"
    if is_closed or left > SOON_DAYS:
        return "within the promise"
    return f"due in {counted(left, 'day')}" if left else "due today"


def _words(each: Any) -> "pd.Series[Any]":
    return pd.Series(list(map(str, each)), dtype="str")
