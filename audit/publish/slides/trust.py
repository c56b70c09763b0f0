"""What is owed: how it moved since last time before how much it is, and how often it goes wrong beside both."""

from datetime import date

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.day import written_day
from audit.model.review import Item, Review
from audit.publish.headlines.movement import is_movement_known
from audit.publish.headlines.owed import bad_rate, first_day, owed_headline
from audit.publish.headlines.trust import nothing_owed, trust_headline, with_its_day
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide

MOST_BARS = 4  # more would leave each too low to be read from the fifth row


def trust_slides(review: Review, shown: Shown) -> list[Slide]:
    """Tell how what is owed moved since last time; of days gone by, as it was."""
    trusted, today = shown.trust, shown.day
    as_of = min(review.until, today)
    observations = int(trusted[["positives", "neutrals", "negatives"]].to_numpy().sum())
    owed_once = is_movement_known(trusted) and bool(trusted["owed_before"].any() or trusted["newly_owed"].any())
    if not (trusted["debt"] > 0).any() and not owed_once:
        enough = observations >= FEWEST_TO_JUDGE
        head = owed_headline(trusted, as_of, today) if enough else "Too few observations to say"
        return [Slide(Item.TRUST, head, (with_its_day(nothing_owed(trusted), as_of, today),), owes=observations > 0)]
    head, rate = owed_headline(trusted, as_of, today), bad_rate(shown.since_last, trusted)
    most = with_its_day(trust_headline(trusted, shown.outlook, as_of), as_of, today)
    if not is_movement_known(trusted):
        bars = trusted[trusted["debt"] > 0].head(MOST_BARS)
        owing = ", ".join(f"{row['touchpoint']} {row['debt']:,}" for row in rows_of(bars))
        described = f"Good experiences owed on {written_day(as_of)}: {owing}. {most}"
        return [Slide(Item.TRUST, head, (), "debt", bars, described, owes=True, under=rate)]
    last = "Owed now" if as_of == today else f"Owed on {written_day(as_of, 'no year')}"
    steps = movement_steps(trusted, as_of, last)
    parts = ", ".join(f"{row['step']} {row['said']}" for row in rows_of(steps))
    return [Slide(Item.TRUST, head, (), "movement", steps, f"{parts}. {most}", owes=True, under=rate)]


def movement_steps(trusted: pd.DataFrame, as_of: date, last: str = "Owed now") -> pd.DataFrame:
    """Return how what was owed became what is owed, step by step.

    Args:
        trusted: what `audit.measures.trust.trust` returns by touchpoint, its movement known.
        as_of: the last day that counted.
        last: what the last step is called.

    Returns:
        Five rows: `step` (what it is called), `after` (the step that follows, of the last one itself), `low` and `high`
        (good experiences owed, between which its bar stands), `level` (what is owed once it is done), `kind` ("owed",
        "newly owed", "paid", "written off"), `said` ("+ 948", "1,862").
    """
    sums = {
        name: int(trusted[name].sum())
        for name in ("owed_before", "newly_owed", "newly_paid", "newly_written_off", "debt")
    }
    before, top, now = sums["owed_before"], sums["owed_before"] + sums["newly_owed"], sums["debt"]
    paid = top - sums["newly_paid"]
    day = first_day(trusted, as_of).replace(" ", "\N{NO-BREAK SPACE}", 1)
    rows = [
        (f"Owed on {day}", 0, before, before, "owed", f"{before:,}"),
        ("newly owed", before, top, top, "newly owed", _signed("+", sums["newly_owed"])),
        ("paid by good moments", paid, top, paid, "paid", _signed("−", sums["newly_paid"])),
        ("written off, since put right", now, paid, now, "written off", _signed("−", sums["newly_written_off"])),
        (last, 0, now, now, "owed", f"{now:,}"),
    ]
    steps = pd.DataFrame(rows, columns=["step", "low", "high", "level", "kind", "said"])
    return steps.assign(after=[*steps["step"][1:], last])


def _signed(sign: str, n: int) -> str:
    return f"{sign}\N{NO-BREAK SPACE}{n:,}" if n else "none"
