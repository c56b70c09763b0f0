"""What earlier versions stored of a closed review, made into what this one stores: one step a version.

A text says its version since the sixth. Those before are lists of frames, told apart by what they hold; a step adds
only what is lacking, since a review may have been closed between two versions.
"""

from collections.abc import Callable
from datetime import date
from math import nan
from typing import Any

import pandas as pd

from audit.measures import answered
from audit.measures import outlook as outlooks
from audit.measures.commitment_rule import word
from audit.model.commitment_rule import Rule
from audit.model.programme import RECOVERY_RATIO

Stored = dict[str, Any]  # frames by name; from the sixth version on the fields of `audit.publish.shown.Shown`

_COUNTED = ["observations", "touchpoints", "positives", "neutrals", "negatives"]
_PAIRS = ["dimension", "other", "n", "visits", "difference", "low", "high", "p", "pooled_difference", "verdict"]
_PHOTOS = ["id", "observation_id", "mark", "width", "height", "touchpoint", "observed_on", "item"]
_ANSWERS = ["id", "touchpoint", "n", "kind", "words"]
_NEW_IN_10 = {
    "rater_to_target": "dimension n score low high grade n1 n2 n3 n4 n5 visits deff target",
    "since_last": "touchpoint before_since before_until since until before_observations before_visits before_positives "
    "before_n before_share before_low before_high observations visits positives n share low high difference "
    "difference_low difference_high p verdict run_since owed_before newly_owed newly_paid newly_written_off debt",
    "journey": "touchpoint_id journey stage touchpoint stage_position position channel description is_moment_of_truth "
    "minimum target is_whole_visit n observations rated score low high grade positives neutrals negatives "
    "positive_share debt debt_90_days_ago bad_per_100 bad_low bad_high",
    "watermelon": "service touchpoint place period_start attained_share target_share n positive_share low high gap "
    "gap_low gap_high status metric period_end met total positives neutrals negatives experience_target periods "
    "periods_met visits",
    "fairness": "customer_group n visits positives positive_share low high gap gap_low gap_high like_gap like_low "
    "like_high like_n grade",
    "waiting": "touchpoint negatives confirmed cannot waiting unowned overdue median_days longest_days",
}
_OF_MOMENTS = r"^at least (?P<bound>\d+) of (?P<of>\d+) moments end well$"
_NO_RULE = {"rule": str(Rule()), "rule_kind": Rule().kind.value} | word(Rule(), 0, nan)


def version_of(stored: Stored) -> int:
    """Return which version a text is of, by what it says of itself or, before the sixth, by what it holds."""
    if "version" in stored:
        return int(stored["version"])
    holds_fifth = {"choices", "rater_pairs"} <= stored.keys() and "days_median" in stored["outlook"]
    marks = (
        (5, holds_fifth),
        (4, "by" in stored["cast"]),
        (3, "seen" in stored),
        (2, "commitments" in stored["scorecard"]),
    )
    return next((version for version, is_so in marks if is_so), 1)


def upgrade_from_1(stored: Stored, until: date) -> Stored:
    """Add how many commitments the leaders looked back at: none was counted then."""
    del until
    counts = dict.fromkeys(("commitments", "commitments_kept", "commitments_late"), 0)
    return stored | {"scorecard": stored["scorecard"].assign(**counts)}


def upgrade_from_2(stored: Stored, until: date) -> Stored:
    """Add what stands behind the review, as far as it is known: what the leaders observed; and the usual ratio."""
    counts = stored["scorecard"].reindex(columns=_COUNTED).sum().astype("int64").to_dict()
    row = counts | {"judged": len(stored["trust"]), "told_on": pd.Timestamp(until)}
    trust = stored["trust"] if "ratio" in stored["trust"] else stored["trust"].assign(ratio=RECOVERY_RATIO)
    return stored | {"seen": pd.DataFrame([row]), "trust": trust}


def upgrade_from_3(stored: Stored, until: date) -> Stored:
    """Add what counted once in the vote: a phone, since there were no codes."""
    del until
    return stored | {"cast": stored["cast"].assign(by="phone")}


def upgrade_from_4(stored: Stored, until: date) -> Stored:
    """Add that commitments had no rule, choices no fact, and dimensions were not compared; and a new outlook.

    The outlook is made again from the counts it went by, since what it said then is not said any more.
    """
    del until
    outlook = stored["outlook"]
    if "days_median" not in outlook:
        outlook = outlooks.renewed(outlook, _ratio(stored["trust"]))
    ruled = {
        name: stored[name].assign(**{key: value for key, value in _NO_RULE.items() if key not in stored[name]})
        for name in ("commitments", "commitment")
    }
    nothing = {
        "choices": pd.DataFrame(columns=["choice", "fact", "is_gone"]),
        "rater_pairs": pd.DataFrame(columns=_PAIRS),
    }
    return nothing | stored | ruled | {"outlook": outlook}


def upgrade_from_5(stored: Stored, until: date) -> Stored:
    """Make one record of frames that were told apart by name alone."""
    del until
    (counts,) = stored["seen"].to_dict("records")
    (cast,) = stored["cast"].to_dict("records")
    day = pd.Timestamp(counts.pop("told_on")).date().isoformat()
    return {
        "day": day,
        "ratio": _ratio(stored["trust"]),
        "counts": {name: int(n) for name, n in counts.items()},
        "cast": {"votes": int(cast["votes"]), "by_code": cast["by"] == "code"},
        "answers": stored["answers"]["words"].tolist(),
        "appreciations": stored["appreciations"]["words"].tolist(),
        "frames": stored
        | {f"hot_{name}": stored[name] for name in ("spot_ratings", "spot_outcomes", "spot_stories")}
        | {"hot_spots": stored["hot_spot"], "trust": stored["trust"].drop(columns="ratio")},
    }


def upgrade_from_6(stored: Stored, until: date) -> Stored:
    """Add that no photo was shown: there were none."""
    del until
    return stored | {"frames": stored["frames"] | {"photos": pd.DataFrame(columns=_PHOTOS)}}


def upgrade_from_7(stored: Stored, until: date) -> Stored:
    """Add that no hand was counted: a vote was by phone or by code."""
    del until
    return stored | {"cast": stored["cast"] | {"by_hands": False}}


def upgrade_from_8(stored: Stored, until: date) -> Stored:
    """Add that nothing was known of what staff were answered."""
    del until
    nothing = {"heard": pd.DataFrame(columns=answered.COLUMNS), "answered": pd.DataFrame(columns=_ANSWERS)}
    return stored | {"frames": stored["frames"] | nothing}


def upgrade_from_9(stored: Stored, until: date) -> Stored:
    """Add that nothing was kept of the points that came with the tenth: no slide of such a review tells them.

    What a rule asked of moments is read from its words, which those versions wrote in one way.
    """
    del until
    nothing = {name: pd.DataFrame(columns=columns.split()) for name, columns in _NEW_IN_10.items()}
    ruled = {name: _with_bounds(stored["frames"][name]) for name in ("commitments", "commitment")}
    return stored | {"programme": "", "frames": stored["frames"] | nothing | ruled}


def with_progress(stored: Stored) -> Stored:
    """Add that no team had said how its commitment goes, where that was not kept: the tenth did so only later."""
    made = stored["frames"]["commitments"]
    if "status" in made:
        return stored
    noted = made.assign(status="", noted_on=pd.NaT).astype({"status": "str", "noted_on": "datetime64[us]"})
    return stored | {"frames": stored["frames"] | {"commitments": noted}}


UPGRADES: tuple[Callable[[Stored, date], Stored], ...] = (
    upgrade_from_1,
    upgrade_from_2,
    upgrade_from_3,
    upgrade_from_4,
    upgrade_from_5,
    upgrade_from_6,
    upgrade_from_7,
    upgrade_from_8,
    upgrade_from_9,
)


def _with_bounds(commitments: pd.DataFrame) -> pd.DataFrame:
    """Return commitments with how many good moments of how many each rule asks for; NaN where it asks for another."""
    rules = commitments["rule"].astype("str").str.extract(_OF_MOMENTS).astype("float64")
    return commitments.assign(rule_bound=rules["bound"], rule_of=rules["of"])


def _ratio(trust: pd.DataFrame) -> int:
    """Return the recovery ratio the figures went by; the usual one where nothing had been observed."""
    return int(trust["ratio"].iloc[0]) if len(trust) else RECOVERY_RATIO
