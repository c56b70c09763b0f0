"""What the trust ledger did when a customer confirmed a recovery, and why, in words a team understands."""

from audit.measures.write_off import Account
from audit.publish.headlines.caveat import caveat
from audit.publish.headlines.words import counted


def write_off_sentence(touchpoint: str, before: Account, after: Account, ratio: int, *, was_confirmed: bool) -> str:
    """Say what a confirmation did in the ledger, why no more, and what the touchpoint still owes for.

    Args:
        touchpoint: whose ledger it is.
        before: its account before the confirmation.
        after: its account after it.
        ratio: k, how many positives one negative owes.
        was_confirmed: whether the customer had confirmed it before.
    """
    sentence = "The customer had confirmed that before; the trust ledger stays as it was."
    if not was_confirmed:
        sentence = f"The customer confirmed. {_done(before, after, ratio)}"
    return f"{sentence} {_still(touchpoint, after)} {caveat(ratio)}"


def _done(before: Account, after: Account, ratio: int) -> str:
    gone = min(max(after.written_off - before.written_off, 0), ratio)
    first = " (of several on one day, the one that is confirmed counts as paid first)" if after.on_that_day > 1 else ""
    all_owed = f"the {counted(ratio, 'good experience')} owed for this"
    if gone == ratio:
        were = "was" if ratio == 1 else "were"
        return f"{all_owed[0].upper()}{all_owed[1:]} {were} written off in the trust ledger."
    if not gone:
        had = "had" if ratio > 1 else "has"
        return f"Nothing was left to write off: good experiences that came later {had} already paid {all_owed}{first}."
    return (
        f"Good experiences that came later had already paid {ratio - gone:,} of {all_owed}{first}; "
        f"the other {gone:,} {'was' if gone == 1 else 'were'} written off in the trust ledger."
    )


def _still(touchpoint: str, after: Account) -> str:
    if not after.owed:
        return f"Nothing more is owed at {touchpoint}."
    many = after.later + after.others
    come = "that came later"
    if after.others:
        come = "before and after it" if after.later else "that came before it or on the same day"
    return f"What {touchpoint} still owes, {after.owed:,}, is for {counted(many, 'bad experience')} {come}."
