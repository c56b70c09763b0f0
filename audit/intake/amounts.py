"""Numbers as other tables write them: scores on their own scale, waits in their own unit, shares, counts."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from audit.intake.cells import by_text
from audit.intake.recipe_parts import Scale, Scores, ShareUnit, WaitUnit
from audit.model.rating import Outcome
from audit.model.walk_through import MAX_WAIT_MINUTES

NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,60}|,\d{1,2})?")  # 1,234 could be either, so it is neither
COUNTS = re.compile(r"\d{1,12}(?:\.0+)?")
PER_MINUTE = {WaitUnit.SECONDS: 1 / 60, WaitUnit.MINUTES: 1.0, WaitUnit.HOURS: 60.0, WaitUnit.DAYS: 1440.0}
CLOCKS = {
    WaitUnit.CLOCK: re.compile(r"(?P<h>\d{1,5}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?"),
    WaitUnit.LONG_CLOCK: re.compile(r"(?P<h>\d{1,5}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)"),
    WaitUnit.SPELT: re.compile(
        r"(?P<h>\d{1,5}) ?h(?:(?:ou)?rs?)? ?(?:(?P<m>\d{1,6}) ?(?:m(?:in(?:ute)?s?)?)?)?"
        r"|(?P<only>\d{1,6}) ?m(?:in(?:ute)?s?)?",
        re.IGNORECASE,
    ),
}


WRITTEN = {  # numbers whose decimal sign the recipe names; the other sign may part thousands
    "point": re.compile(r"[+-]?(?:\d{1,12}|\d{1,3}(?:,\d{3})+)(?:\.\d+)?"),
    "comma": re.compile(r"[+-]?(?:\d{1,12}|\d{1,3}(?:\.\d{3})+)(?:,\d+)?"),
}
PARTS_THOUSANDS = {"point": ",", "comma": "."}
DOUBTFUL = r"[+-]?[1-9]\d{0,2}\.\d{3}"  # 1.234: a thousand and more where a comma is the decimal sign
NO_DOUBT = r"[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+)"  # here a point can only be the decimal sign
OF_A_DAY = r"0?[.,]\d{4,}"  # how spreadsheets keep a time: 0.0208 of a day is half an hour


def plain_numbers(texts: pd.Series, decimal: str, separator: str) -> "tuple[pd.Series, pd.Series[bool]]":
    """Return numbers without the signs that part thousands, and where it is doubtful what a point or comma means.

    Args:
        texts: the cells of one column.
        decimal: what the recipe says is the decimal sign, "point" or "comma"; "" = nothing.
        separator: what parts the cells of the file; where it is a semicolon, the comma is often the decimal sign.
    """
    if decimal:
        fits = texts.str.fullmatch(WRITTEN[decimal].pattern)
        plain = texts.str.replace(PARTS_THOUSANDS[decimal], "", regex=False).str.replace(",", ".", regex=False)
        return plain.where(fits, texts), ~fits & texts.str.contains("[.,]", regex=True)
    # one cell that can only be read one way speaks for its column
    if separator != ";" or texts.str.fullmatch(NO_DOUBT).any():
        return texts, pd.Series(data=False, index=texts.index)
    return texts, texts.str.fullmatch(DOUBTFUL)


def read_ratings(texts: pd.Series, scale: Scale | None) -> "tuple[pd.Series, pd.Series[bool]]":
    """Read scores as ratings from 1 to 5.

    On a scale the worst becomes 1, the best 5, what lies between is spread evenly and rounded to the nearest whole
    number, a half upwards. Without a scale only 1, 2, 3, 4 and 5 are ratings.

    Returns:
        The ratings (Int8, NA where nothing is written or it is no rating), and where it is no rating.
    """
    scores = _numbers(by_text(texts, _without_percent), NUMBER)
    if scale is not None:
        low, high = sorted((scale.worst, scale.best))
        # what lies beyond the scale is a slip of the pen and no rating
        scores = scores.where(scores.between(low, high))
        # halves go up on every scale; 1e-9, or binary would leave 3.4999
        scores = np.floor(1 + 4 * (scores - scale.worst) / (scale.best - scale.worst) + 0.5 + 1e-9)
    ratings = scores.where(scores.isin([1, 2, 3, 4, 5])).astype("Int8")
    return ratings, ratings.isna() & (texts != "")


def expected_score(scale: Scale | None) -> str:
    """Return in words what a score has to be."""
    if scale is None:
        return "a whole number from 1 to 5, or nothing"
    low, high = sorted((scale.worst, scale.best))
    return f"a number from {low:g} to {high:g}, or nothing"


def outcomes_of(ratings: pd.Series, scores: Scores) -> pd.Series:
    """Return the outcome each rating stands for, "" where there is none (thresholds: MEASURES section 1)."""
    outcomes = pd.Series("", index=ratings.index, dtype="str")
    outcomes[ratings.notna()] = str(Outcome.NEUTRAL)
    outcomes[(ratings >= scores.positive_from).fillna(value=False)] = str(Outcome.POSITIVE)
    outcomes[(ratings <= scores.negative_to).fillna(value=False)] = str(Outcome.NEGATIVE)
    return outcomes


def read_waits(texts: pd.Series, unit: str) -> "tuple[pd.Series, pd.Series[bool]]":
    """Read waits written in `unit` as minutes (Float64, NA where none is written), and tell where it is none."""
    minutes, misfits = read_spans(texts, unit)
    far = (minutes > MAX_WAIT_MINUTES).fillna(value=False).astype(bool)
    if (unit or WaitUnit.MINUTES) in {WaitUnit.SECONDS, WaitUnit.MINUTES}:
        # 0.0208 minutes is nobody's wait: it is half an hour as spreadsheets keep it
        far |= texts.str.fullmatch(OF_A_DAY)
    return minutes.mask(far), misfits | far


def read_spans(texts: pd.Series, unit: str) -> "tuple[pd.Series, pd.Series[bool]]":
    """Read lengths of time written in `unit` as minutes from 0 upwards (Float64), and tell where it is none."""
    written_in = WaitUnit(unit or WaitUnit.MINUTES)
    if written_in in PER_MINUTE:
        minutes = _numbers(texts, NUMBER) * PER_MINUTE[written_in]
    else:
        minutes = _numbers(by_text(texts, _clock_in_minutes(CLOCKS[written_in])), NUMBER)
    minutes = minutes.where(minutes >= 0).astype("Float64")
    return minutes, minutes.isna() & (texts != "")


def expected_wait(unit: str) -> str:
    """Return in words how a wait has to be written."""
    is_stated = (unit or WaitUnit.MINUTES) in {WaitUnit.SECONDS, WaitUnit.MINUTES}
    part_of_day = '; a part of a day, such as 0.0208, is unit = "days"' if is_stated else ""
    return f"a wait {expected_span(unit)}, from nothing to sixty days{part_of_day}"


def expected_span(unit: str) -> str:
    """Return in words how a length of time has to be written."""
    written_in = WaitUnit(unit or WaitUnit.MINUTES)
    return f"in {written_in}" if written_in in PER_MINUTE else f"written like {written_in}"


def read_shares(texts: pd.Series, unit: str) -> "tuple[pd.Series, pd.Series[bool]]":
    """Read shares as fractions from 0 to 1 (Float64, NA where none is written), and tell where it is none.

    With `unit` percent, 95 and 95% are both 0.95; else they are problems, for 1 could be all or one in a hundred.
    """
    is_percent = unit == ShareUnit.PERCENT
    shares = (
        _numbers(texts.str.replace(r"\s*%$", "", regex=True), NUMBER) / 100 if is_percent else _numbers(texts, NUMBER)
    )
    shares = shares.where(shares.between(0, 1)).astype("Float64")
    return shares, shares.isna() & (texts != "")


def expected_share(unit: str) -> str:
    """Return in words how a share has to be written."""
    if unit == ShareUnit.PERCENT:
        return "a percentage from 0 to 100"
    return "a share from 0 to 1: write 0.95 for 95 %"


def read_counts(texts: pd.Series) -> "tuple[pd.Series, pd.Series[bool]]":
    """Read counts (Int64, NA where none is written), and tell where it is none."""
    counts = _numbers(texts, COUNTS).astype("Int64")
    return counts, counts.isna() & (texts != "")


def _numbers(texts: pd.Series, form: re.Pattern[str]) -> pd.Series:
    """Return plain numbers (float64, NaN where a text is none); a decimal comma counts as a point."""
    fits = texts.str.fullmatch(form.pattern)
    return pd.to_numeric(texts.where(fits, "").str.replace(",", ".", regex=False), errors="coerce").astype("float64")


def _without_percent(text: str) -> str:
    return text.removesuffix("%").rstrip()


def _clock_in_minutes(form: re.Pattern[str]) -> Callable[[str], str]:
    def minutes(text: str) -> str:
        match = form.fullmatch(text)
        if not match:
            # no number, so that it is listed; an empty cell stays empty
            return text and "none"
        parts = match.groupdict(default="0")
        hours, left, seconds = int(parts["h"]), int(parts["m"]) + int(parts.get("only", 0)), int(parts.get("s", 0))
        return f"{hours * 60 + left + seconds / 60:.6f}"

    return minutes
