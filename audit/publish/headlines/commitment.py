"""What became of what was promised, in words that say after and never because."""

from collections.abc import Mapping, Sequence
from math import isnan
from textwrap import shorten
from typing import Any

import pandas as pd

from audit.measures.commitment_rule import USUAL_WALKS, Before
from audit.measures.verdict import badness, least_showing
from audit.model.commitment import Commitment, Verdict, known_by
from audit.model.commitment_rule import Rule, RuleKind, RuleVerdict
from audit.model.day import written_day, written_days
from audit.model.labels import RULE_VERDICT_LABELS, RULE_VERDICT_VERBS, VERDICT_LABELS, VERDICT_VERBS
from audit.model.number import rounded
from audit.publish.headlines.words import counted, percent, points

_MOST_SHOWN = 2  # whoever stands at a touchpoint reads a line or two
_MOST_LETTERS = 120  # of what was written, each time
_FIRST = (0, 1, 5, 4, 2)  # which news opens the page, by `badness`: bad news, then good, then none


def commitments_headline(made: pd.DataFrame) -> str:
    """Say how many commitments are late, and what became of one: of the latest that got worse, if any did.

    Else of the latest whose word was not kept, or that improved, or was kept, or shows no change.

    Args:
        made: what `audit.figures.commitment.commitments` returns.
    """
    if made.empty:
        return "No commitment has been made yet."
    standing = _standing(made)
    news = badness(made)
    of_kind = next((rows for rank in _FIRST if len(rows := made[news == rank])), None)
    if of_kind is None:
        return f"{standing}; it is too early for a verdict on any."
    worse = int((news == 0).sum())
    among = f"{worse} {VERDICT_VERBS[Verdict.WORSE]}, the latest: " if worse > 1 else ""
    return f"{standing}; {among}{_came_to(of_kind.sort_values('made_on', kind='stable').iloc[-1].to_dict())}."


def word_sentence(row: Mapping[Any, Any]) -> str:
    """Say whether a team kept its word: what it promised, and what was observed since.

    What was promised in words only is kept or not as the team itself said when it closed it.

    Args:
        row: a row of what `audit.figures.commitment.commitments` returns.
    """
    if row["rule_kind"] == RuleKind.WORDS:
        return _in_words(row)
    match RuleVerdict(row["rule_verdict"]):
        case RuleVerdict.HELD | RuleVerdict.BROKEN as word:
            return f"{RULE_VERDICT_VERBS[word].capitalize()}. Promised: {row['rule']}. Observed since: {observed(row)}."
        case _:
            so_far = f" Observed so far: {observed(row)}." if row["rule_n"] else ""
            return f"Promised: {row['rule']}.{so_far} It can be judged after {_more(row)}."


def word_in_short(row: Mapping[Any, Any]) -> str:
    """Say the same in a few words for a slide, "" where nobody said it of words only or it is too early to tell."""
    word = row["rule_verdict"]
    if row["rule_kind"] == RuleKind.WORDS:
        return f"{RULE_VERDICT_LABELS[word]}, as the team said" if word in RULE_VERDICT_VERBS else ""
    verb = RULE_VERDICT_VERBS.get(word, "")
    return f"{verb} ({observed(row)})" if verb else ""


def observed(row: Mapping[Any, Any]) -> str:
    """Return what a rule looks at, as it was observed since: "20 of 20", "4.3 (n 14)", "9 minutes (n 12)"."""
    n, value = int(row["rule_n"]), float(row["rule_value"])
    if row["rule_kind"] == RuleKind.GOOD:
        return f"{round(value * n):,} of {n:,}"
    unit = " minutes" if row["rule_kind"] == RuleKind.WAIT else ""
    return f"{rounded(value)}{unit} (n {n:,})"


def cannot_show_sentence(before: Before, instead: Rule) -> str:
    """Say, where it is so, that later walks can hardly show an improvement, and what to promise instead.

    Args:
        before: how it was; at least one moment.
        instead: the rule that is proposed.

    Returns:
        "" where `USUAL_WALKS` or fewer can show it.
    """
    good, n, least = before.good, before.n, before.least
    if least <= USUAL_WALKS:
        return ""
    stood = f"Before this, {good:,} of {counted(n, 'moment')} here ({percent(good / n)}) went well"
    promise = f"Promise something that later visits can show: {instead}."
    if isnan(least):
        return f"{stood}, so no number of walks could show an improvement. {promise}"
    most = f"even {USUAL_WALKS} good ones out of {USUAL_WALKS} could not show an improvement"
    return f"{stood}, so {most}; {int(least):,} would be needed, all good. {promise}"


def reaching_sentence(before: Before, promised: Rule, showing: Rule | None) -> str:
    """Say how it is now, and whether reaching what is promised would also be surely better.

    Args:
        before: how it was; at least one moment.
        promised: so many good moments of so many.
        showing: the lowest rule of as many that would surely be better; None = none would.
    """
    days = f" ({written_days(before.since, before.until)})" if before.since and before.until else ""
    now, reached = f"Now {before.good:,} of {before.n:,}{days}.", _so_many(promised)
    if showing is None:
        more = "" if isnan(before.least) else f" That takes {int(before.least):,} moments or more, all good."
        return f"{now} Not even {promised.of:,} of {promised.of:,} would be surely better.{more}"
    if (promised.bound or 0) >= (showing.bound or 0):
        return f"{now} Reaching {reached} would also be surely better."
    return (
        f"{now} Reaching {reached} would keep this promise and could still be chance; "
        f"{_so_many(showing)} would be surely better."
    )


def verdict_sentence(row: Mapping[Any, Any]) -> str:
    """Say how it was before and after at one commitment's touchpoint, and how far apart that is.

    Args:
        row: a row of what `audit.figures.commitment.commitments` returns.
    """
    if not row["after_n"]:
        return f"{_went_well('Before', row, 'before')}; nothing good or bad was observed since."
    both = f"{_went_well('Before', row, 'before')}; {_went_well('after', row, 'after')}"
    if pd.isna(row["difference"]):
        return f"{both}."
    low, high = (points(row[f"difference_{end}"]) for end in ("low", "high"))
    return f"{both}: {points(row['difference'])} points (interval {low} to {high})."


def needed_sentence(row: Mapping[Any, Any]) -> str:
    """Say what a verdict still needs, or what a verdict of no change would have missed.

    Args:
        row: a row of what `audit.figures.commitment.commitments` returns.
    """
    if row["verdict"] == Verdict.TOO_EARLY:
        return _still(row)
    if row["verdict"] == Verdict.NO_CHANGE:
        return _would_have_shown(row)
    side = "above" if row["verdict"] == Verdict.IMPROVED else "below"
    return f"The whole interval lies {side} 0, so chance alone is an unlikely reason."


def promised_here(promised: Sequence[Commitment]) -> tuple[str, ...]:
    """Say to whoever stands at a touchpoint what was promised there and how it shows, in few lines.

    Args:
        promised: what `audit.store.commitment.open_commitments_at` returns.
    """
    sentences = [
        f"We promised here: {_in_short(each.words)} — by {written_day(each.due_on, 'short')}; "
        f"how we will know: {_in_short(known_by(str(each.rule), each.how_known))}."
        for each in promised[:_MOST_SHOWN]
    ]
    more = len(promised) - len(sentences)
    return (*sentences, *([f"And {counted(more, 'more commitment')} here."] if more else []))


def _so_many(rule: Rule) -> str:
    return f"{int(rule.bound or 0):,} of {rule.of:,}"


def _in_words(row: Mapping[Any, Any]) -> str:
    if (word := row["rule_verdict"]) in RULE_VERDICT_VERBS:
        return (
            f"{RULE_VERDICT_LABELS[word].capitalize()}, as the team said when it closed this; promised in words only."
        )
    if pd.notna(row.get("closed_on")):
        return "Promised in words only; nobody said whether it was kept."
    return "Promised in words only, so you decide whether it was kept."


def _in_short(words: str) -> str:
    return shorten(words, _MOST_LETTERS, placeholder=" …").rstrip(".")


def can_only_fall(row: Mapping[Any, Any]) -> bool:
    """Return whether so much was good before that no number of walks could show an improvement.

    Args:
        row: a row of what `audit.figures.commitment.commitments` returns.
    """
    return int(row["before_n"]) > 0 and isnan(least_showing(row))


def _standing(made: pd.DataFrame) -> str:
    late, closed = (int(made["state"].isin(states).sum()) for states in (["late"], ["kept", "closed"]))
    all_of_them = counted(len(made), "commitment")
    if late:
        return f"{late:,} of {all_of_them} {'is' if late == 1 else 'are'} late"
    if closed == len(made):
        return f"{all_of_them} made, {'it has its' if closed == 1 else 'each has its'} verdict"
    return f"{len(made) - closed:,} of {all_of_them} {'is' if len(made) - closed == 1 else 'are'} open, none late"


def _came_to(row: Mapping[Any, Any]) -> str:
    before, after = row["before_share"], row["after_share"]
    n = f"n {row['before_n']:,} and {row['after_n']:,}"
    if row["verdict"] != Verdict.WORSE and (word := word_in_short(row)):
        return f"{row['touchpoint']}{':' if row['rule_kind'] == RuleKind.WORDS else ''} {word}"
    if row["verdict"] == Verdict.NO_CHANGE:
        none = VERDICT_LABELS[Verdict.NO_CHANGE]
        return f"{none} shows at {row['touchpoint']}, {percent(before)} to {percent(after)} good moments, {n}"
    shares = f"{percent(before, after)} to {percent(after, before)} good moments"
    return f"{row['touchpoint']} {VERDICT_VERBS[row['verdict']]} from {shares}, {n}"


def _went_well(when: str, row: Mapping[Any, Any], window: str) -> str:
    n = row[f"{window}_n"]
    if not n:
        return f"{when}, nothing good or bad was observed"
    share = percent(row[f"{window}_share"], *(row[f"{each}_share"] for each in ("before", "after") if row[f"{each}_n"]))
    return f"{when}, {share} of {counted(n, 'moment')} {'was' if n == 1 else 'were'} good"


def _still(row: Mapping[Any, Any]) -> str:
    needed, shows = row["still_needed"], row["would_show"]
    if pd.isna(needed):
        return (
            f"Only {counted(row['before_n'], 'good or bad moment')} were observed before it, so a "
            "difference as small as this one cannot be told apart from chance, however many walks follow. If it "
            "should become larger, it will show; otherwise make a new commitment from what is observed now."
        )
    if can_only_fall(row):
        by = f"Its rule says whether it was kept: {row['rule']}" if row["rule"] else "You decide whether it was kept"
        good = f"{round(row['before_share'] * row['before_n']):,} of {counted(row['before_n'], 'moment')}"
        return f"Before, {good} went well, so later walks can only show a fall, no improvement. {by}."
    more = counted(int(needed), "more walk")
    ends = "that ends" if needed == 1 else "that end"
    first = f"It takes at least {more} there {ends} well or badly."
    if pd.isna(shows) or shows <= needed:
        return first
    return f"{first} If it goes on as so far, a difference shows after about {rounded(shows, 0)}."


def _more(row: Mapping[Any, Any]) -> str:
    needed = int(row["rule_needed"])
    if row["rule_kind"] == RuleKind.GOOD:
        return counted(needed, "more moment")
    return counted(needed, "more timed wait" if row["rule_kind"] == RuleKind.WAIT else "more rating")


def _would_have_shown(row: Mapping[Any, Any]) -> str:
    rise, fall, after = row["shows_from"], row["shows_to"], row["after_share"]
    ways = [
        *([f"a rise to {percent(rise, after)} or more"] if pd.notna(rise) else []),
        *([f"a fall to {percent(fall, after)} or less"] if pd.notna(fall) else []),
    ]
    if not ways:
        return "With so few moments no change at all would have shown."
    return f"With these numbers {' or '.join(ways)} would have shown; smaller changes may be there."
