"""What the paired walks say in one sentence: where leaders judge alike, and which anchors to talk over."""

from collections.abc import Sequence

import pandas as pd

from audit.measures.agreement import AGREE, APART, ENOUGH_AGREEMENT, NO_SPREAD, SO_FAR
from audit.measures.log_delay import A_DAY
from audit.measures.pairing import OUTCOME
from audit.model.number import rounded
from audit.model.view import View
from audit.publish.headlines.words import counted, scope


def agreement_headline(agreed: pd.DataFrame, view: View) -> str:
    """Say whether leaders agree who met the same moment, and on what they do not.

    Args:
        agreed: what `audit.measures.agreement.agreement` returns without keys.
        view: what the figures cover.
    """
    if agreed.empty:
        same_moment = f"met {view.touchpoint}" if view.touchpoint else "met the same touchpoint"
        return f"No two leaders are known to have {same_moment} within the hour{scope(view) or ' yet'}."
    pairs = counted(int(agreed.loc[agreed["dimension"] == OUTCOME, "pairs"].sum()), "paired walk")
    alike, so_far = _named(agreed, AGREE), _named(agreed, SO_FAR)
    apart = agreed[agreed["verdict"] == APART]
    if len(apart):
        elsewhere = f"agree on {_listed(alike)}" if alike else f"seem to agree on {_listed(so_far)}" if so_far else ""
        return f"In {pairs} {_apart(apart, elsewhere)}"
    if alike or so_far:
        return f"In {pairs} leaders {_in_agreement(alike, so_far)}."
    if (agreed["verdict"] == NO_SPREAD).any():
        return f"In {pairs} the ratings were too alike to tell whether leaders agree."
    return f"Too few to say whether leaders agree: {pairs}{scope(view)}."


def _in_agreement(alike: Sequence[str], so_far: Sequence[str]) -> str:
    if not so_far:
        return f"agree on {_listed(alike)}"
    surely = f"; surely on {_listed(alike)}" if alike else ", though not surely"
    return f"seem to agree on {_listed([*so_far, *alike])}{surely}"


def delay_sentence(delays: pd.DataFrame) -> str:
    """Say how soon what was seen is written down.

    Args:
        delays: what `audit.measures.log_delay.log_delay` returns for all methods together, at most one row.
    """
    if delays.empty:
        return (
            "How soon observations are written down is known only for walks logged here with their hour; there is none."
        )
    row = delays.iloc[0]
    observations = counted(int(row["n"]), "observation")
    if row["median_minutes"] >= A_DAY:
        return f"Of {observations}, half or more were written down only a day or more later."
    late = round(float(row["late_share"] * row["n"]))
    return (
        f"Half of the observations with a known hour were written down within {soon(row['median_minutes'])}; {late:,} "
        f"of {observations} came a day or more later."
    )


def soon(minutes: float) -> str:
    """Return a stretch of time as people say it: "14 minutes", "3 hours"; 1,440 minutes and more are a day."""
    if minutes >= A_DAY:
        return "a day or more"
    if minutes < 90:
        return counted(max(int(rounded(minutes, 0)), 1), "minute")
    return counted(int(rounded(minutes / 60, 0)), "hour")


def _apart(apart: pd.DataFrame, elsewhere: str) -> str:
    where = _listed([str(name) for name in apart["dimension"]])
    is_sure = (apart["high"] < ENOUGH_AGREEMENT).all()
    anchors = "its anchors" if len(apart) == 1 else "their anchors"
    if elsewhere:
        differ = f"leaders {elsewhere}, but {'' if is_sure else 'perhaps '}not on {where}"
    else:
        differ = f"leaders {'do' if is_sure else 'may'} not agree on {where}"
    return f"{differ}: talk {anchors} over before comparing."


def _named(agreed: pd.DataFrame, verdict: str) -> list[str]:
    return [str(name) for name in agreed.loc[agreed["verdict"] == verdict, "dimension"]]


def _listed(names: Sequence[str]) -> str:
    """Return names in a row: "reliability, empathy and the outcome"."""
    words = ["the outcome" if name == OUTCOME else name for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
