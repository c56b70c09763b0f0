"""The figures that set visits beside what services promise and report, declared."""

from audit.figures.catalogue.figure import Column, Figure, Picture, Unit
from audit.figures.catalogue.shared import (
    GRADE,
    N_OF_VISITS,
    OUTCOMES,
    PLACE,
    POSITIVE_SHARE,
    TOUCHPOINT,
    VERDICT,
    N,
    interval,
)
from audit.figures.promise import waits
from audit.figures.watermelon import BY_MONTH, watermelon, watermelon_relation
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled
from audit.model.programme import EXPERIENCE_TARGET

_AIM = (("target", EXPERIENCE_TARGET),)
_SERVICE = Column("service", Unit.NAME)
_METRIC = Column("metric", Unit.NAME)
_TARGET_SHARE = Column("target_share", Unit.SHARE, "Its target")

FIGURES = (
    Figure(
        "waits",
        "Whether each touchpoint answers as soon as its service promises.",
        waits,
        (
            _SERVICE,
            Column("promise_minutes", Unit.MINUTES, "Promised first response (minutes)"),
            Column("n", Unit.COUNT, note="waits timed"),
            Column("median_wait", Unit.MINUTES, "Half waited at most (minutes)"),
            Column("within", Unit.COUNT, "Waits within the promise"),
            Column("within_share", Unit.SHARE, "Share within the promise"),
            *(*interval(Unit.SHARE), GRADE, _TARGET_SHARE),
            Column("kept", Unit.WORD, "Promise", "kept, possibly not kept, not kept, too few, no promise"),
            N_OF_VISITS,
        ),
        pictures=(Picture("promise.waits_dots"),),
    ),
    Figure(
        "watermelon",
        "Each service metric beside the visits made at the same time.",
        watermelon,
        (
            *(_SERVICE, TOUCHPOINT, PLACE, Column("period_start", Unit.DAY, "From")),
            Column("attained_share", Unit.SHARE, "Work within target"),
            *(_TARGET_SHARE, N, POSITIVE_SHARE, *interval(Unit.SHARE)),
            Column("gap", Unit.SHARE_GAP, "Metric minus visits"),
            Column("gap_low", Unit.SHARE_GAP, "Gap from", "95 % interval"),
            Column("gap_high", Unit.SHARE_GAP, "Gap to"),
            *(Column("status", Unit.WORD), _METRIC, Column("period_end", Unit.DAY, "Until before")),
            Column("met", Unit.COUNT, "Work that met it", "empty = no counts"),
            Column("total", Unit.COUNT, "All work", "empty = no counts"),
            *(*OUTCOMES, Column("experience_target", Unit.SHARE, "Aim for visits")),
            Column("periods", Unit.COUNT, "Periods"),
            Column("periods_met", Unit.COUNT, "Periods that met it"),
            N_OF_VISITS,
        ),
        is_keyed=False,
        pictures=(
            Picture("watermelon.watermelon_map", _AIM, laid_out="labels.labelled"),
            Picture("watermelon.gap_whiskers", laid_out="labels.labelled"),
            Picture("attainment.attainment_months", _AIM, by=BY_MONTH),
        ),
    ),
    Figure(
        "relation",
        "Whether better months of a metric are better months of the visits.",
        watermelon_relation,
        (
            Column("service", Unit.NAME, note="empty = within all services"),
            *(
                TOUCHPOINT,
                PLACE,
                _METRIC,
                Column("months", Unit.COUNT, note=f"with {spelled(FEWEST_TO_JUDGE)} visits or more"),
            ),
            *(Column("rho", Unit.NUMBER, "Spearman's rho"), *interval(Unit.NUMBER), VERDICT),
        ),
        is_keyed=False,
        is_printed=False,
    ),
)
