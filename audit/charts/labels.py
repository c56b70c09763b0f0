"""Names beside a picture: numbered like their marks, and moved apart so that none covers another."""

from textwrap import wrap

import numpy as np
import pandas as pd

from audit.measures.spacing import apart

MOST_NAMED = 10  # more names than this cannot stand beside one picture; the others go by their number
_STAGE, _MOST_LINES = 10, 5  # letters in a line of a stage's name, and lines


def labelled(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the watermelon figure with what a picture calls them.

    Args:
        rows: what `audit.measures.watermelon.watermelon` returns, the most telling first.

    Returns:
        The rows in the same order with `no` (from 1), `label` (the service, and where several rows are of one
        service what tells them apart), `label_at` (0-1, how high the name stands beside the picture; NaN where nobody
        visited and from the eleventh on).
    """
    named = rows.assign(no=np.arange(1, len(rows) + 1), label=_label(rows), label_at=np.nan)
    visited = np.flatnonzero(rows["positive_share"].notna())[:MOST_NAMED]
    named.loc[named.index[visited], "label_at"] = apart(rows["positive_share"].to_numpy(dtype=np.float64)[visited])
    return named


def staged(experienced: pd.DataFrame) -> pd.DataFrame:
    """Return the touchpoints of a journey with what the picture needs to name their stages beside each other.

    Args:
        experienced: what `audit.measures.journey.experience` returns for one journey.

    Returns:
        The rows in the same order with `stage_name` (broken into at most five lines of at most ten letters),
        `stage_lines` (how many), `stage_no` (from 0, in the order of the journey), `tallest` (lines of the tallest
        name) and `narrowest` (0-1, the share of the touchpoints that are in the smallest stage).
    """
    number, stages = pd.factorize(experienced["stage"])
    names = ["\n".join(wrap(str(stage), _STAGE, max_lines=_MOST_LINES, placeholder=" …")) for stage in stages]
    lines = np.array([name.count("\n") + 1 for name in names], dtype=np.int64)
    touchpoints = np.bincount(number, minlength=len(stages))
    return experienced.assign(
        stage_name=pd.Series([names[no] for no in number], index=experienced.index, dtype="str"),
        stage_lines=lines[number],
        stage_no=number,
        tallest=lines.max(initial=0),
        narrowest=touchpoints.min(initial=len(number)) / max(len(number), 1),
    )


def _label(rows: pd.DataFrame) -> "pd.Series[str]":
    label = rows["service"].astype("str")
    for column in ("place", "metric", "touchpoint"):
        alike = label.duplicated(keep=False) & (rows[column] != "")
        label = label.where(~alike, label + ", " + rows[column])
    return label
