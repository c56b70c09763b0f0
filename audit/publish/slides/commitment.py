"""What we commit to: the promise is the headline, beneath it where, who, by when, and how we will know."""

from collections.abc import Mapping
from math import isnan
from typing import Any

import pandas as pd

from audit.measures.commitment_rule import Before, proposed_rule
from audit.measures.verdict import least_showing
from audit.model.commitment import known_by
from audit.model.commitment_rule import Rule, RuleKind
from audit.model.day import written_day
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.commitment import reaching_sentence
from audit.publish.headlines.words import percent
from audit.publish.review_words import one_line, rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Layout, Slide
from audit.publish.slides.short import fits, shortened

_OURS = "Our commitment"
_MOST_LETTERS = 140  # of what is said in one row: two lines


def commitment_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Ask for one commitment; tell those that were made."""
    del item
    made = rows_of(shown.commitment)
    if not made:
        labels = ("Where", "Who", "By when", "How we will know")
        empty = ("where the room wants it", "a role or a team", "a day", "so many of so many moments end well")
        rows = tuple(zip(labels, empty, strict=True))
        return [Slide(Item.COMMITMENT, "What will we do differently?", rows=rows, layout=Layout.ROWS, section=_OURS)]
    return [_commitment(row) for row in made]


def _commitment(row: Mapping[str, Any]) -> Slide:
    promise = one_line(row["words"]).rstrip(".")
    known = known_by(row["rule"], one_line(row["how_known"]))
    sure = would_show(row)
    rows = (
        ("Where", one_line(row["touchpoint"])),
        ("Who", one_line(row["owner"])),
        ("By when", written_day(row["due_on"])),
        ("How we will know", shortened(f"{known.rstrip('.')}. {sure}" if sure else known, _MOST_LETTERS)),
    )
    line = stood_and_promised(row)
    is_drawn = len(line) > 0
    return Slide(
        Item.COMMITMENT,
        promise if fits(promise) else _OURS,
        chart="our word" if is_drawn else "",
        figure=line if is_drawn else None,
        description=" ".join(line["described"]),
        section=_OURS,
        under="" if fits(promise) else shortened(promise),
        layout=Layout.ROWS,
        rows=rows,
    )


def would_show(row: Mapping[str, Any]) -> str:
    """Say how it is now, and whether keeping the word would also be surely better; "" without moments or such a rule.

    Args:
        row: a row of what `audit.figures.commitment.commitments` returns.
    """
    if row["rule_kind"] != RuleKind.GOOD or not row["before_n"]:
        return ""
    of, n = int(row["rule_of"]), int(row["before_n"])
    before = Before(round(row["before_share"] * n), n, float(row["before_high"]), least_showing(row))
    return reaching_sentence(before, Rule(RuleKind.GOOD, row["rule_bound"], of), proposed_rule(before, of))


def stood_and_promised(row: Mapping[str, Any]) -> pd.DataFrame:
    """Return how it stands now and what is promised, on one line from none to all.

    Args:
        row: a row of what `audit.figures.commitment.commitments` returns.

    Returns:
        One row: `touchpoint`, `n`, `share`, `low`, `high` (0-1, good among good and bad moments before), `promised`
        (0-1; NaN where words alone say it), `described`; none where nothing was seen before, or where the rule is of a
        mean score or of a wait.
    """
    columns = ["touchpoint", "n", "share", "low", "high", "promised", "described"]
    if not row["before_n"] or row["rule_kind"] in {RuleKind.MEAN, RuleKind.WAIT}:
        return pd.DataFrame(columns=columns)
    share, low, high = (float(row[f"before_{name}"]) for name in ("share", "low", "high"))
    promised = float(row["rule_bound"]) / float(row["rule_of"])  # NaN where words alone say it
    word = "" if isnan(promised) else f"; our word {percent(promised)}"
    described = f"Now {percent(share)} end well ({percent(low)} to {percent(high)}, n {row['before_n']:,}){word}."
    values = (one_line(row["touchpoint"]), int(row["before_n"]), share, low, high, promised, described)
    return pd.DataFrame([values], columns=columns)
