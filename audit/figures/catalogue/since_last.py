"""What moved since last time, declared."""

from audit.figures.catalogue.figure import Column, Figure, Unit
from audit.figures.catalogue.shared import DEBT
from audit.figures.since_last import since_last


def _of_period(prefix: str, when: str) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}observations", Unit.COUNT, f"Observations {when}", "the mixed ones too"),
        Column(f"{prefix}visits", Unit.COUNT, f"Visits {when}", "n is of so many"),
        Column(f"{prefix}positives", Unit.COUNT, f"Good {when}"),
        Column(f"{prefix}n", Unit.COUNT, f"Good or bad {when}"),
        Column(f"{prefix}share", Unit.SHARE, f"Good among good or bad {when}"),
        Column(f"{prefix}low", Unit.SHARE, f"Share {when}, from", "95 % interval"),
        Column(f"{prefix}high", Unit.SHARE, f"Share {when}, to"),
    )


FIGURES = (
    Figure(
        "since-last",
        "What surely moved since the last review, at all touchpoints and where something was promised.",
        since_last,
        (
            Column("touchpoint", Unit.NAME, note="empty = all in view"),
            Column("before_since", Unit.DAY, "Before: from"),
            Column("before_until", Unit.DAY, "Before: until"),
            *(Column("since", Unit.DAY, "Now: from"), Column("until", Unit.DAY, "Now: until")),
            *(*_of_period("before_", "before"), *_of_period("", "now")),
            Column("difference", Unit.SHARE_GAP, "Now minus before", "at touchpoints observed in both periods"),
            Column("difference_low", Unit.SHARE_GAP, "Now minus before, from", "95 % interval"),
            Column("difference_high", Unit.SHARE_GAP, "Now minus before, to"),
            Column("p", Unit.NUMBER, "p after Holm", "over all lines; 1 where too little was observed"),
            Column("verdict", Unit.WORD, note="surely up, surely down, cannot be told"),
            Column("run_since", Unit.PERIOD, "In a row since", "nine months or more on that side; empty = no such run"),
            Column("owed_before", Unit.COUNT, "Owed before", "on the evening before now begins"),
            Column("newly_owed", Unit.COUNT, "Newly owed"),
            Column("newly_paid", Unit.COUNT, "Newly paid"),
            Column("newly_written_off", Unit.COUNT, "Newly written off"),
            DEBT,
        ),
        is_keyed=False,
    ),
)
