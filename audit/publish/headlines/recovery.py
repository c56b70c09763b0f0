"""What is done about bad experiences, in the sentence that opens the board and the words on its cards."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from audit.model.day import written_day
from audit.model.recovery import Step
from audit.model.view import View
from audit.publish.headlines.words import counted, scope

NEXT = {  # what the button of the next step says
    Step.OWNED: "Own it",
    Step.ALIGNED: "Align inside",
    Step.INFORMED: "Tell the customer",
    Step.FIXED: "Fix it",
    Step.CONFIRMED: "Ask the customer",
}


def recoveries_headline(waiting: pd.DataFrame, cases: pd.DataFrame, view: View, as_of: date) -> str:
    """Say how many bad experiences wait, how many have an owner, and how long the oldest has waited without a word.

    Args:
        waiting: what `audit.measures.ageing.waiting` returns.
        cases: what `audit.measures.ageing.ageing` returns, the longest wait first.
        view: what the figures cover.
        as_of: the last day that counted.
    """
    bad, left, nobody = _sums(waiting)
    here = f"{_of_days(view, as_of)}{scope(replace(view, since=None, until=None))}"
    if not bad:
        return f"There is no bad experience{here} to recover."
    if not left:
        return f"No bad experience{here} waits: {_settled(waiting)}."
    owned = left - nobody
    have = f"{owned:,} of {counted(left, 'open bad experience')}{here} {'has' if owned == 1 else 'have'} an owner"
    untold = cases[cases["closed_on"].isna() & ~cases["had_word"]]
    if untold.empty:
        return f"{have}; for each, word to the customer is on record."
    oldest = counted(int(untold["days_open"].max()), "day")
    return f"{have}; with no word to the customer on record, one has waited {oldest}, the longest of these."


def recoveries_title(waiting: pd.DataFrame) -> str:
    """Say in nine words at most how many bad experiences nobody owns yet.

    Args:
        waiting: what `audit.measures.ageing.waiting` returns; no row in what was frozen before it was.
    """
    bad, left, nobody = _sums(waiting)
    if not bad:
        return "No bad experience in these days"
    if not left:
        return "Every bad experience is owned to its end"
    if nobody:
        return f"{nobody:,} of {left:,} open bad experiences {'has' if nobody == 1 else 'have'} no owner"
    return (
        "The one open bad experience has an owner" if left == 1 else f"All {left:,} open bad experiences have an owner"
    )


def due_words(case: Mapping[str, Any]) -> str:
    """Return when a recovery is due: "due in 3 days (25 Nov)", "overdue 12 days (due 10 Nov)", "no day promised".

    Args:
        case: a row of what `audit.measures.ageing.ageing` returns.
    """
    if pd.isna(case["due_on"]):
        return "no day promised"
    return f"{case['promise']} (due {written_day(case['due_on'], 'short')})"


def customer_not_informed(case: Mapping[str, Any]) -> str:
    """Return what must not be overlooked: that something is mended of which the customer knows nothing.

    Args:
        case: a row of what `audit.measures.ageing.ageing` returns.
    """
    return "customer not told yet" if case["step"] == Step.FIXED and not case["told"] else ""


def _sums(waiting: pd.DataFrame) -> tuple[int, int, int]:
    """Return how many bad experiences there are, how many of them are open, and how many of these nobody owns."""
    if waiting.empty:
        return 0, 0, 0
    bad, left, nobody = (int(waiting[name].sum()) for name in ("negatives", "waiting", "unowned"))
    return bad, left, nobody


def _settled(waiting: pd.DataFrame) -> str:
    confirmed, cannot = int(waiting["confirmed"].sum()), int(waiting["cannot"].sum())
    were = "was" if confirmed == 1 else "were"
    yes = f"customers confirmed that {counted(confirmed, 'bad experience')} {were} put right"
    no = f"somebody wrote why {counted(cannot, 'bad experience')} cannot be mended"
    return ", and ".join([*([yes] if confirmed else []), *([no] if cannot else [])])


def _of_days(view: View, as_of: date) -> str:
    if view.since is None and view.until is None:
        return ""
    if view.since is not None and view.since <= as_of <= (view.until or as_of):
        return f" of the last {counted((as_of - view.since).days + 1, 'day')}"
    return " of the chosen period"
