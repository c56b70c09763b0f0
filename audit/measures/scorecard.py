"""What the leaders did themselves: walks, touchpoints, good and bad, whether recognised, how soon, promises kept."""

import numpy as np
import pandas as pd

from audit.measures.log_delay import log_delay

RECOGNITION = ["not_recognised", "perhaps_recognised", "announced", "recognition_not_said"]
COLUMNS = [
    "observers",
    "walks",
    "own_area_walks",
    "touchpoints",
    "observations",
    "positives",
    "neutrals",
    "negatives",
    "good_to_bad",
    *RECOGNITION,
    "timed",
    "median_minutes",
    "day_share",
]
PROMISED = ["commitments", "commitments_kept", "commitments_late"]
ANSWERED = {  # what stands on the scorecard, by what `audit.measures.answered.answered` calls it
    "negatives": "findings",
    "owned": "findings_owned",
    "answered": "findings_answered",
    "answered_median_days": "answered_median_days",
}


def scorecard(counts: pd.DataFrame, walks: pd.DataFrame, delays: pd.DataFrame) -> pd.DataFrame:
    """Sum up what was done by those whose tallies are given: all leaders together, or one person alone.

    Persons are never set side by side: there is no table of them here to be shown.

    Args:
        counts: `observer` ("" = no name given), `touchpoint`, `positives`, `neutrals`, `negatives` and, of all
            three together, `not_recognised`, `perhaps_recognised`, `announced` (observations).
        walks: `observer`, `walks`, `own_area_walks`.
        delays: `observer`, `minutes`, `n`, as `audit.measures.log_delay.log_delay` takes them.

    Returns:
        One row, none without observations: `observers` (people who gave a name), `walks`, `own_area_walks`,
        `touchpoints` (met at least once), `observations`, `positives`, `neutrals`, `negatives` (counts),
        `good_to_bad` (positives to one negative; NaN without a negative), `not_recognised`, `perhaps_recognised`,
        `announced`, `recognition_not_said` (observations, by whether anybody knew that it was one), `timed`
        (observations whose log delay is known), `median_minutes` (log delay; 1,440 = a day or more), `day_share`
        (0-1, logged within a day); the last two NaN where nothing is timed.
    """
    if counts.empty:
        return pd.DataFrame(columns=COLUMNS)
    outcomes = {name: int(counts[name].sum()) for name in ("positives", "neutrals", "negatives")}
    observations = sum(outcomes.values())
    recognition = {name: int(counts[name].sum()) for name in RECOGNITION[:-1]}
    soon = log_delay(delays, by=())
    timed = {"n": 0, "median_minutes": np.nan, "late_share": np.nan} if soon.empty else soon.iloc[0]
    figures = {
        # those who gave no name may be one or many
        "observers": counts.loc[counts["observer"] != "", "observer"].nunique(),
        "walks": int(walks["walks"].sum()),
        "own_area_walks": int(walks["own_area_walks"].sum()),
        "touchpoints": counts["touchpoint"].nunique(),
        "observations": observations,
        **outcomes,
        "good_to_bad": outcomes["positives"] / outcomes["negatives"] if outcomes["negatives"] else np.nan,
        **recognition,
        RECOGNITION[-1]: observations - sum(recognition.values()),
        "timed": int(timed["n"]),
        "median_minutes": timed["median_minutes"],
        "day_share": 1 - timed["late_share"],
    }
    return pd.DataFrame([figures], columns=COLUMNS)


def with_commitments(card: pd.DataFrame, states: "pd.Series[str]") -> pd.DataFrame:
    """Set beside what the leaders did together what became of the commitments.

    A commitment belongs to a role or a team and not to an observer, so one person's own scorecard has none.

    Args:
        card: what `scorecard` returns of all leaders together.
        states: one entry a commitment: late, open, carried over, kept (closed as improved) or closed.

    Returns:
        The same row with, at its end, `commitments` (made), `commitments_kept`, `commitments_late` (open past their
        due day); counts.
    """
    counts = (len(states), int((states == "kept").sum()), int((states == "late").sum()))
    return card.assign(**dict(zip(PROMISED, counts, strict=True)))


def with_answers(card: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Set beside what the leaders did together what staff heard of it.

    Args:
        card: what `scorecard` returns of all leaders together.
        answers: what `audit.measures.answered.answered` returns of all touchpoints together.

    Returns:
        The same row with, at its end, `findings` (bad experiences), `findings_owned`, `findings_answered` (counts; to
        staff), `answered_median_days` (days within which half of those answered were; NaN = none was).
    """
    (row,) = answers[list(ANSWERED)].rename(columns=ANSWERED).to_dict("records")
    return card.assign(**{str(name): value for name, value in row.items()})
