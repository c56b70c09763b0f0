"""Green outside, red inside: what the metrics say beside what was seen."""

from datetime import timedelta
from textwrap import wrap

import numpy as np
import pandas as pd

from audit.measures.intervals import FloatArray
from audit.measures.spacing import apart
from audit.model.day import written_days
from audit.model.review import AgendaItem, Item
from audit.model.share import percent
from audit.publish.headlines.watermelon import behind_it, watermelon_headline, watermelon_title
from audit.publish.review_words import TITLES, one_line, rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import shortened

MOST_SERVICES = 5  # names of two lines that stand beneath each other
_LETTERS = 30  # of a name on one line
_ONE_LINE, _TWO_LINES = 0.12, 0.19  # of the picture's height
_ROOM = 0.05  # of all, below the lowest share


def watermelon_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell which service meets its target while its visits go badly; it is lit only where that is sure."""
    del item
    rows = shown.watermelon
    head, title = watermelon_title(rows), TITLES[Item.WATERMELON]
    if rows.empty:
        return [Slide(Item.WATERMELON, head, under="What a service reports of itself is imported under Set up.")]
    sure = rows[rows["status"] == "watermelon"]
    sentence = shortened(watermelon_headline(rows))
    if rows["positive_share"].isna().all():
        return [Slide(Item.WATERMELON, head, under=sentence)]
    lines = services_beside(rows)
    each = "; ".join(f"{row['service']}: metric {row['said']}, visits {row['seen_said']}" for row in rows_of(lines))
    described = f"Within target, and visits that went well, a line for each service. {each}. {sentence}"
    until = rows["period_end"].max().date() - timedelta(days=1)
    return [
        Slide(
            Item.WATERMELON,
            head,
            chart="watermelons",
            figure=lines,
            description=described,
            period=written_days(rows["period_start"].min().date(), until),
            section=f"{title}: {one_line(sure['service'].iloc[0])}" if len(sure) == 1 else title,
            under=behind_it(rows) or sentence,
        )
    ]


def services_beside(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one line a service: left what its metric says, right what was seen.

    Args:
        rows: what `audit.measures.watermelon.watermelon` returns, the widest watermelon first, at least one row.

    Returns:
        The widest of each service, the most telling ones: `no` (from 0), `service`, `name` (in at most two lines),
        `is_lit` (a sure watermelon), `metric_share`, `seen_share`, `seen_low`, `seen_high` (0-1; NaN where nobody
        visited), `said`, `seen_said` (both in words), `metric_at`, `seen_at`, `low_at`, `high_at` (how high each mark
        stands, 0-1), `name_at`, `seen_said_at` (how high its words stand).
    """
    widest = rows.drop_duplicates("service").head(MOST_SERVICES)
    metric, visits, low, high = (
        widest[name].to_numpy(dtype=np.float64, na_value=np.nan)
        for name in ("attained_share", "positive_share", "low", "high")
    )
    floor = max(np.nanmin([*metric, *visits, *low]) - _ROOM, 0.0)
    at_metric, at_visits, at_low, at_high = ((each - floor) / (1 - floor) for each in (metric, visits, low, high))
    names = ["\n".join(wrap(one_line(name), _LETTERS, max_lines=2, placeholder=" …")) for name in widest["service"]]
    is_lit = (widest["status"] == "watermelon").to_numpy()
    return pd.DataFrame(
        {
            "no": range(len(widest)),
            "service": [one_line(name) for name in widest["service"]],
            "name": names,
            "is_lit": is_lit,
            "metric_share": metric,
            "seen_share": visits,
            "seen_low": low,
            "seen_high": high,
            "said": [percent(share) for share in metric],
            "seen_said": [_well(share, lit=bool(lit)) for share, lit in zip(visits, is_lit, strict=True)],
            "metric_at": at_metric,
            "seen_at": at_visits,
            "low_at": at_low,
            "high_at": at_high,
            "name_at": apart(at_metric, _TWO_LINES if any("\n" in name for name in names) else _ONE_LINE),
            "seen_said_at": _apart(at_visits),
        }
    )


def _well(share: float, *, lit: bool) -> str:
    if np.isnan(share):
        return "nobody visited"
    return f"{percent(share)} end well" if lit else percent(share)


def _apart(places: FloatArray) -> FloatArray:
    """Return places moved apart, those that are not there left out."""
    moved, there = places.copy(), ~np.isnan(places)
    moved[there] = apart(places[there], _ONE_LINE)
    return moved
