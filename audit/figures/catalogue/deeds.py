"""The figures of what is done about bad experiences, and of what was promised, declared."""

from audit.figures.answers import answers
from audit.figures.catalogue.figure import Column, Figure, Picture, Unit
from audit.figures.catalogue.shared import PLACE, TOUCHPOINT, interval
from audit.figures.commitment import commitments
from audit.figures.recovery import recoveries, waiting

_DUE = Column("due_on", Unit.DAY, "Due")
_OWNER = Column("owner", Unit.NAME)


def _window(when: str) -> tuple[Column, ...]:
    """Return the columns about the moments "before" or "after"."""
    name = when.capitalize()
    return (
        Column(f"{when}_n", Unit.COUNT, f"n {when}", "good and bad moments"),
        Column(f"{when}_share", Unit.SHARE, f"Good {when}"),
        Column(f"{when}_low", Unit.SHARE, f"{name}, from", "95 % interval"),
        Column(f"{when}_high", Unit.SHARE, f"{name}, to"),
    )


def _days_of(when: str) -> tuple[Column, ...]:
    days = (Column(f"{when}_since", Unit.DAY), Column(f"{when}_until", Unit.DAY))
    return (*days, Column(f"{when}_positives", Unit.COUNT), Column(f"{when}_negatives", Unit.COUNT))


_SIDES = (
    *(Column("when", Unit.WORD), Column("since", Unit.DAY, "From"), Column("until", Unit.DAY)),
    *(Column("n", Unit.COUNT), Column("positive_share", Unit.SHARE), *interval(Unit.SHARE)),
)

FIGURES = (
    Figure(
        "recoveries",
        "Each bad experience that somebody owns, and the oldest of those nobody does.",
        recoveries,
        (
            *(TOUCHPOINT, PLACE, Column("observed_on", Unit.DAY, "Day")),
            Column(
                "step",
                Unit.WORD,
                note="nobody yet, owned, aligned inside, customer told, fixed, customer confirmed, cannot",
            ),
            *(_OWNER, Column("cause", Unit.WORD), _DUE),
            Column("days_open", Unit.DAYS, note="until it was closed"),
            Column("overdue_days", Unit.DAYS, note="0 = in time, empty = no promise"),
            *(Column("id", Unit.KEY, note="of the observation"), Column("what_happened", Unit.TEXT)),
            *(Column("reply", Unit.TEXT), Column("reply_outcome", Unit.WORD), Column("cannot_because", Unit.TEXT)),
            Column("promise", Unit.WORD, note="as it stands, in words"),
            Column("next_step", Unit.WORD, note="empty = closed"),
            Column("told", Unit.YES_NO, note="whether the customer was told"),
            Column("closed_on", Unit.DAY, "Closed on", "empty = open"),
            Column("had_word", Unit.YES_NO, note="told or confirmed at any time, also before a reopening"),
        ),
        is_keyed=False,
    ),
    Figure(
        "waiting",
        "How many bad experiences wait at each touchpoint, and how long.",
        waiting,
        (
            *(TOUCHPOINT, Column("negatives", Unit.COUNT), Column("confirmed", Unit.COUNT)),
            *(Column("cannot", Unit.COUNT), Column("waiting", Unit.COUNT, note="the others")),
            Column("unowned", Unit.COUNT, note="of those that wait"),
            Column("overdue", Unit.COUNT, note="of those that wait"),
            Column("median_days", Unit.DAYS, note="of those that wait; empty = none does"),
            Column("longest_days", Unit.DAYS),
        ),
        is_keyed=False,
        pictures=(Picture("recovery.waiting_lines"),),
    ),
    Figure(
        "answers",
        "How many bad experiences were found, owned and answered to staff, and within how many days.",
        answers,
        (
            *(TOUCHPOINT, Column("negatives", Unit.COUNT, "Found", "bad experiences")),
            *(Column("owned", Unit.COUNT), Column("owned_share", Unit.SHARE, "Owned, share")),
            Column("owned_median_days", Unit.DAYS, "Half owned within", "of the owned; empty = none"),
            Column("answered", Unit.COUNT, note="to staff"),
            Column("answered_share", Unit.SHARE, "Answered, share"),
            Column("answered_median_days", Unit.DAYS, "Half answered within", "of the answered; empty = none"),
        ),
        is_keyed=False,
        pictures=(Picture("answers.answered_dots"),),
    ),
    Figure(
        "commitments",
        "Every commitment with its verdict: as it is now, or as it was closed.",
        commitments,
        (
            *(Column("id", Unit.KEY), TOUCHPOINT),
            Column("state", Unit.WORD, note="late, open, carried over, closed, kept"),
            Column("verdict", Unit.WORD, note="improved, no change, worse, too early"),
            *(_DUE, *_window("before"), *_window("after")),
            Column("difference", Unit.SHARE_GAP, "After minus before"),
            Column("difference_low", Unit.SHARE_GAP, "Difference from", "95 % interval"),
            Column("difference_high", Unit.SHARE_GAP, "Difference to"),
            Column("still_needed", Unit.COUNT, "Moments still needed", "empty = no number would do"),
            Column("would_show", Unit.COUNT, note="more moments until the difference shows, at both shares"),
            Column("shows_from", Unit.SHARE, note="after: from here up a rise would have shown"),
            Column("shows_to", Unit.SHARE, note="after: down to here a fall would have shown"),
            *(_OWNER, Column("words", Unit.TEXT), Column("how_known", Unit.TEXT, "How we will know")),
            *(Column("made_on", Unit.DAY, "Made on"), Column("review", Unit.NAME)),
            *(*_days_of("before"), *_days_of("after"), Column("closed_on", Unit.DAY, "Closed on", "empty = open")),
            Column("carried", Unit.COUNT, "Times carried over"),
            *(Column("walk_on", Unit.DAY), Column("is_walked", Unit.YES_NO)),
            Column("evidence_n", Unit.COUNT, note="as it stood when it was made"),
            *(Column("evidence_share", Unit.SHARE), Column("evidence_score", Unit.SCORE)),
            *(Column("review_id", Unit.KEY), Column("journey", Unit.NAME)),
            Column("rule", Unit.TEXT, note="in words; empty = words only"),
            Column("rule_kind", Unit.WORD),
            Column(
                "rule_bound",
                Unit.NUMBER,
                note="fewest good moments of `rule_of`, lowest mean, or longest wait in minutes",
            ),
            *(Column("rule_of", Unit.NUMBER, note="moments"), Column("rule_verdict", Unit.WORD)),
            *(Column("rule_n", Unit.COUNT), Column("rule_value", Unit.NUMBER), Column("rule_needed", Unit.COUNT)),
        ),
        is_keyed=False,
        pictures=(Picture("commitment.commitment_dots", laid_out="sides.first_sides", columns=_SIDES),),
    ),
)
