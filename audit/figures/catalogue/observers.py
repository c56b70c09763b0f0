"""The figures of those who look and of what they wrote, declared."""

from audit.figures.agreement import agreement, log_delay, severity
from audit.figures.catalogue.figure import Column, Figure, Picture, Unit
from audit.figures.catalogue.shared import OUTCOMES, VERDICT, N, interval
from audit.figures.scorecard import scorecard
from audit.figures.voices import signals, words

_PAIRS = Column("pairs", Unit.COUNT, "Paired walks")
_MEDIAN_DELAY = Column("median_minutes", Unit.MINUTES, "Median delay in minutes", "1,440 = a day or more")

FIGURES = (
    Figure(
        "agreement",
        "How well two leaders agree who met the same moment.",
        agreement,
        (
            Column("dimension", Unit.WORD, note="or the outcome"),
            _PAIRS,
            Column("alpha", Unit.NUMBER, "Agreement (alpha)", "1 = always alike, 0 = as by chance"),
            *interval(Unit.NUMBER),
            Column("icc", Unit.NUMBER, "ICC(A,1)", "where both rated in every pair"),
            Column("icc_low", Unit.NUMBER, "ICC from", "95 % interval"),
            Column("icc_high", Unit.NUMBER, "ICC to"),
            Column("one_sided", Unit.COUNT, "Rated by one of the two"),
            VERDICT,
        ),
        by=(),
        pictures=(Picture("agreement.agreement_dots"),),
    ),
    Figure(
        "severity",
        "How each observer rates beside their partners; for stewards, on no page.",
        severity,
        (
            *(Column("observer", Unit.NAME), _PAIRS, Column("difference", Unit.SCORE_GAP), *interval(Unit.SCORE_GAP)),
            Column("shrunk", Unit.SCORE_GAP, "Estimate"),
        ),
        is_keyed=False,
    ),
    Figure(
        "log-delay",
        "How soon observations are logged, by method.",
        log_delay,
        (
            *(Column("method", Unit.WORD), N, _MEDIAN_DELAY),
            Column("late_share", Unit.SHARE, "A day or more later"),
        ),
        is_keyed=False,
    ),
    Figure(
        "scorecard",
        "What the leaders did themselves, in one row for all of them.",
        scorecard,
        (
            *(Column("observers", Unit.COUNT), Column("walks", Unit.COUNT), Column("own_area_walks", Unit.COUNT)),
            *(Column("touchpoints", Unit.COUNT), Column("observations", Unit.COUNT), *OUTCOMES),
            Column("good_to_bad", Unit.NUMBER, note="good for one bad"),
            Column("not_recognised", Unit.COUNT, note="observations of which nobody knew"),
            *(Column("perhaps_recognised", Unit.COUNT), Column("announced", Unit.COUNT)),
            Column("recognition_not_said", Unit.COUNT),
            Column("timed", Unit.COUNT, note="observations with a log delay"),
            _MEDIAN_DELAY,
            Column("day_share", Unit.SHARE, note="logged within a day"),
            *(Column("commitments", Unit.COUNT), Column("commitments_kept", Unit.COUNT)),
            Column("commitments_late", Unit.COUNT),
            Column("findings", Unit.COUNT, "Bad experiences found", "by whomever"),
            *(Column("findings_owned", Unit.COUNT), Column("findings_answered", Unit.COUNT, note="to staff")),
            Column("answered_median_days", Unit.DAYS, "Half answered within", "of the answered; empty = none"),
        ),
        is_keyed=False,
    ),
    Figure(
        "words",
        "Which words set complaints apart from praise.",
        words,
        (
            Column("word", Unit.TEXT),
            Column("negatives", Unit.COUNT, note="notes of complaint it stands in"),
            Column("positives", Unit.COUNT, note="notes of praise it stands in"),
            Column("log_odds", Unit.NUMBER, "Log odds (above 0: of complaints)"),
            *interval(Unit.NUMBER),
            Column("stands_out", Unit.YES_NO, "Stands out among all words"),
        ),
        is_keyed=False,
        pictures=(Picture("voices.word_dots"),),
    ),
    Figure(
        "signals",
        "How often each signal was ticked, by journey, stage or touchpoint.",
        signals,
        (
            *(Column("signal", Unit.WORD), N, Column("observations", Unit.COUNT)),
            *(Column("share", Unit.SHARE), *interval(Unit.SHARE)),
        ),
        pictures=(Picture("voices.signal_heat"),),
    ),
)
