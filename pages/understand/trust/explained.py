"""How the trust ledger is kept and what its forecasts go by, one click beneath each figure."""

from audit.measures.outlook import FEWEST_DAYS
from audit.measures.trust import WINDOW_DAYS, ratios_compared
from audit.model.number import spelled
from audit.publish.headlines.trust import FARTHEST_YEARS
from audit.publish.headlines.words import listed
from pages.parts.figures import how


def how_owed(ratio: int) -> None:
    """Show how what is owed is counted."""
    how(
        f"Each negative owes {ratio} positives. Day by day at each touchpoint, positives pay the oldest open "
        "negative first; those of the same day count before its negatives, so only a later day repays. Positives met "
        "without a debt are surplus and pay for nothing later. A recovery the customer confirmed writes off what is "
        "left of its own negative; the pale part of a bar would be owed too had no recovery been confirmed. The "
        "journey owes the sum of what its touchpoints owe. Who looks more often owes more, at the same quality: so "
        "beside it stand how many of 100 good or bad moments were bad, with Wilson's 95 % interval, and how what is "
        "owed moved. It is for starting a conversation and not for grading people.",
        "A widely repeated rule of thumb credited to R. Newell-Legner; no study behind it was found (docs/sources.md).",
    )


def how_forecast(ratio: int) -> None:
    """Show how the time to recover is estimated, and how a debt's outlook is worked out."""
    how(
        "Time to recover is the Kaplan-Meier median from the negative to the day nothing was left of it, debts still "
        "open counted as open until the last day that counts. The forecast goes by the last W days: "
        f"{WINDOW_DAYS}, or as many as passed since the first observation here, {FEWEST_DAYS} at least. With p "
        "and r the shares of good and bad among them, one observation "
        f"takes p - {ratio} r off on average. Where that is not above 0, no day is given, but how much the debt grows "
        "in a month, and the chance that it is ever paid all the same. Else the time until it is first paid is "
        "inverse Gaussian, given as its 80 % interval. At best nothing goes wrong and good experiences come at their "
        "uncertain pace: W days x BetaPrime(debt, good + 1/2). "
        f"Nothing is said of what lies beyond {spelled(FARTHEST_YEARS)} years.",
        "Kaplan and Meier 1958; a random walk with drift, and the Brownian motion beside it; Poisson arrivals with "
        "Jeffreys' prior (docs/sources.md).",
    )


def how_other_ratios(ratio: int) -> None:
    """Show how to read what is owed at the other ratios."""
    ratios = [str(each) for each in ratios_compared(ratio)]
    how(
        f"The same ledger is computed with each negative owing {listed(ratios)} positives. What is owed at every one "
        f"of them does not depend on the rule of thumb; what is owed at {ratios[-1]} alone does.",
        "the same rule with other numbers (docs/measures.md).",
    )
