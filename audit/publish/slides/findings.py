"""The trust that is owed."""

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.day import written_day, written_days
from audit.model.review import Item, Review
from audit.publish.headlines.movement import is_movement_known, lately, movement_parts
from audit.publish.headlines.trust import deepest, in_short, nothing_owed, owes_most, trust_headline, with_its_day
from audit.publish.headlines.words import counted
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide

MOST_BARS = 4  # more would leave each too low to be read from the fifth row


def trust_slides(review: Review, shown: Shown) -> list[Slide]:
    """Tell how what is owed moved since last time, who owes most and what comes of it; of days gone by, as it was."""
    trusted, today = shown.trust, shown.day
    as_of = min(review.until, today)
    owing = trusted[trusted["debt"] > 0]
    if owing.empty:
        observations = int(trusted[["positives", "neutrals", "negatives"]].to_numpy().sum())
        head = (
            f"Nothing {'was' if as_of < today else 'is'} owed"
            if observations >= FEWEST_TO_JUDGE
            else "Too few observations to say"
        )
        line = with_its_day(nothing_owed(trusted), as_of, today)
        return [Slide(Item.TRUST, head, (line,), owes=observations > 0)]
    most = owes_most(trusted)
    if (owing["debt"] == owing["debt"].max()).sum() == 1:
        most = f"{most}; {in_short(deepest(trusted, shown.outlook), as_of)}"
    lines = [f"{most}."]
    if is_movement_known(trusted):
        first = trusted["since"].iloc[0].date()
        days = lately(trusted, as_of) if as_of == today else written_days(first, as_of)
        lines.insert(0, f"{days}: {movement_parts(trusted)}.")
    else:
        lines[0] = with_its_day(lines[0], as_of, today)
    bars = owing.head(MOST_BARS)
    described = ", ".join(f"{row['touchpoint']} {row['debt']:,}" for row in rows_of(bars))
    sentence = (
        f"Good experiences owed on {written_day(as_of)}: {described}. {trust_headline(trusted, shown.outlook, as_of)}"
    )
    head = _owed(trusted, "owed" if as_of < today else "owe")
    return [Slide(Item.TRUST, head, tuple(lines), "debt", bars, sentence, owes=True)]


def _owed(trusted: pd.DataFrame, owe: str) -> str:
    """Return what is owed as a headline, by how it moved: "We owe 412 good experiences, 30 more"."""
    total = int(trusted["debt"].sum())
    headline = f"We {owe} {counted(total, 'good experience')}"
    if not is_movement_known(trusted):
        return headline
    more = total - int(trusted["owed_before"].sum())
    return f"{headline}, {'as before' if more == 0 else f'{more:,} more' if more > 0 else f'{-more:,} fewer'}"
