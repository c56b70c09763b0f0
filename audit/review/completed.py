"""What an earlier version froze of a review, with what was not kept yet then."""

from collections.abc import Mapping
from math import nan

import pandas as pd

from audit.measures import outlook as outlooks
from audit.measures.rule import word
from audit.model.programme import RECOVERY_RATIO
from audit.model.review import Review
from audit.model.rule import Rule

_NO_RULE = {"rule": str(Rule()), "rule_kind": Rule().kind.value} | word(Rule(), 0, nan)  # from before there were rules


def ratio_of(frames: Mapping[str, pd.DataFrame]) -> int | None:
    """Return the recovery ratio of figures that were frozen, None where nothing had been seen."""
    kept = frames["trust"].get("ratio", pd.Series())
    return int(kept.iloc[0]) if len(kept) else None


def completed(frames: dict[str, pd.DataFrame], review: Review) -> dict[str, pd.DataFrame]:
    """Return what was frozen; what was not kept yet then has no rules, and as `seen` what the leaders saw.

    An outlook that an earlier version froze is told anew from the counts it went by.
    """
    if "outlook" in frames and "days_median" not in frames["outlook"]:
        frames = frames | {"outlook": outlooks.renewed(frames["outlook"], ratio_of(frames) or RECOVERY_RATIO)}
    for name in {"commitments", "commitment"} & frames.keys():
        lacking = {key: value for key, value in _NO_RULE.items() if key not in frames[name]}
        frames[name] = frames[name].assign(**lacking)
    frames.setdefault("choices", pd.DataFrame(columns=["choice", "fact", "is_gone"]))
    if "seen" in frames or "scorecard" not in frames:
        return frames
    card = frames["scorecard"].reindex(columns=["observations", "touchpoints", "positives", "neutrals", "negatives"])
    kept = card.sum().to_dict() | {"judged": len(frames["trust"]), "told_on": pd.Timestamp(review.until)}
    return frames | {"seen": pd.DataFrame([kept])}
