"""The figures made of outcomes, declared: what is owed, paid and still to come."""

from audit.figures.catalogue.figure import Column, Figure, Picture, Unit
from audit.figures.catalogue.shared import BAD_PER_100, DEBT, DEBT_THEN, OUTCOMES, TOUCHPOINT, VERDICT
from audit.figures.ledger import ledger, outlook, ratio_band, trust, trust_debts

_PAID = Column("paid", Unit.COUNT, "Paid by positives")
_WRITTEN_OFF = Column("written_off", Unit.COUNT)
_SURPLUS = Column("surplus", Unit.COUNT, "Positives beyond any debt")

FIGURES = (
    Figure(
        "trust",
        "What is owed and paid, by the recovery ratio.",
        trust,
        (
            *(*OUTCOMES, DEBT),
            Column("debt_unresolved", Unit.COUNT, "Owed by unresolved negatives"),
            *(_SURPLUS, Column("open_debts", Unit.COUNT), Column("paid_debts", Unit.COUNT), _WRITTEN_OFF),
            Column("median_days_to_recover", Unit.DAYS, note="empty = not reached"),
            Column("load", Unit.NUMBER, "Load (ratio × negatives ÷ positives)"),
            VERDICT,
            Column("debt_without_recoveries", Unit.COUNT, "Owed had no recovery been confirmed"),
            *BAD_PER_100,
            Column("since", Unit.DAY, "Movement since"),
            Column("owed_before", Unit.COUNT, "Owed before"),
            Column("newly_owed", Unit.COUNT, "Newly owed"),
            Column("newly_paid", Unit.COUNT, "Newly paid"),
            Column("newly_written_off", Unit.COUNT, "Newly written off"),
        ),
        pictures=(Picture("trust.debt_bars"),),
        engines=("pandas", "polars"),
    ),
    Figure(
        "trust-debts",
        "One row a negative with what was paid for it.",
        trust_debts,
        (
            Column("negative_no", Unit.COUNT, "Negative no."),
            Column("observed_on", Unit.DAY, "Day"),
            *(_PAID, _WRITTEN_OFF, Column("remaining", Unit.COUNT, "Still owed")),
            Column("paid_off_on", Unit.DAY, note="empty = not yet"),
            Column("days_to_recover", Unit.DAYS, note="empty = not yet"),
        ),
    ),
    Figure(
        "balance",
        "The running balance of each touchpoint day by day.",
        ledger,
        (
            *(TOUCHPOINT, Column("observed_on", Unit.DAY, "Day"), *OUTCOMES, _PAID, _SURPLUS, _WRITTEN_OFF),
            Column("balance", Unit.COUNT, "Owed at the end of the day"),
        ),
        is_keyed=False,
        pictures=(Picture("trust.balance_line"),),
        is_printed=False,
    ),
    Figure(
        "other-ratios",
        "What would be owed at other recovery ratios.",
        ratio_band,
        (Column("ratio", Unit.COUNT, "Positives to one negative"), DEBT, VERDICT),
        pictures=(Picture("trust.ratio_band"),),
        is_printed=False,
    ),
    Figure(
        "forecast",
        "What becomes of each touchpoint's debt.",
        outlook,
        (
            *(TOUCHPOINT, DEBT, DEBT_THEN, *BAD_PER_100),
            Column("days_observed", Unit.DAYS, "Days it is judged by"),
            Column("per_day", Unit.PER_DAY, "Observations a day"),
            Column("drift", Unit.NUMBER, "One observation takes off", "of the debt, on average"),
            Column("chance_ever_paid", Unit.SHARE, "Chance that it is ever paid"),
            Column("days_low", Unit.DAYS, "Paid in days, from", "80 % interval; empty = nothing owed, or no date"),
            Column("days_median", Unit.DAYS, "Paid in days, median"),
            Column("days_high", Unit.DAYS, "Paid in days, to"),
            Column("best_days_low", Unit.DAYS, "At best in days, from", "if nothing goes wrong; 80 % interval"),
            Column("best_days_median", Unit.DAYS, "At best in days, median"),
            Column("best_days_high", Unit.DAYS, "At best in days, to"),
            Column("best_chance", Unit.SHARE, "Chance that nothing goes wrong"),
            *OUTCOMES,
            Column("good_per_day", Unit.PER_DAY, "Good a day"),
            Column("expected_observations", Unit.NUMBER, "Observations until it is paid"),
        ),
        is_keyed=False,
    ),
)
