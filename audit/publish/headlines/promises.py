"""What came of the promises before, for a room: two verdicts on each, the worst first, and none of them hidden."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from audit.measures.verdict import badness
from audit.model.commitment import Verdict
from audit.model.commitment_rule import RuleKind, RuleVerdict
from audit.model.labels import RULE_VERDICT_LABELS
from audit.model.number import spelled
from audit.publish.headlines.commitment import can_only_fall, observed
from audit.publish.headlines.words import percent
from audit.publish.review_words import one_line, rows_of

ROWS = [
    *("name", "evidence", "before", "before_low", "before_high", "share", "low", "high", "our_word"),
    *("word", "word_mark", "better", "better_mark"),
]
_JUDGED = (RuleVerdict.HELD, RuleVerdict.BROKEN)
_WORD_MARKS = {RuleVerdict.HELD: "good", RuleVerdict.BROKEN: "bad"}
_BETTER = {
    Verdict.IMPROVED: ("surely better", "good"),
    Verdict.WORSE: ("surely worse", "bad"),
    Verdict.NO_CHANGE: ("cannot be told", "open"),
}
_CLOSED = ("closed", "kept")  # states of a commitment


def promises_headlines(made: pd.DataFrame) -> tuple[str, ...]:
    """Say how many promises were not kept, kept, or are open, and how many touchpoints are surely worse than before.

    Args:
        made: what `audit.figures.commitment.commitments` returns, at least one row.

    Returns:
        Ways to say it, the fullest first; each names all that got worse, and the last has nine words at most.
    """
    worse, better = (int((made["verdict"] == verdict).sum()) for verdict in (Verdict.WORSE, Verdict.IMPROVED))
    counts = _became(made)
    stood, short = _listed(counts, "promise"), _listed(counts, "")
    if worse:
        if len(made) == 1:
            return (f"{stood}, {'yet' if counts['kept'] else 'and'} surely worse",)
        return (
            f"{_capital(spelled(worse))} surely worse; {_lower(stood)}",
            f"{_capital(spelled(worse))} worse; {_lower(short)}",
            f"{_capital(spelled(worse))} worse; {_lower(_listed(_with_others(counts), ''))}",
        )
    if better and len(made) == 1:
        return (f"{stood}, and surely better",)
    also = (f"{stood}; {spelled(better)} surely better",) if better else ()
    return (*also, stood, short)


def promise_rows(made: pd.DataFrame) -> pd.DataFrame:
    """Return the promises as a picture shows them, the worst first.

    Args:
        made: what `audit.figures.commitment.commitments` returns.

    Returns:
        One row a promise: `name` (its touchpoint), `evidence` ("promised 2 of 3, seen 24 of 58"), `before`, `share`
        (0-1: good moments before, and since; NaN = none observed) and their 95 % intervals, `before_low`,
        `before_high`, `low`, `high`, `our_word`
        (0-1; NaN = no share was promised), `word`, `better` (both verdicts in words), `word_mark`, `better_mark` (good,
        bad, open).
    """
    worst_first = made.iloc[badness(made).argsort(kind="stable")]
    return pd.DataFrame([_row(row) for row in rows_of(worst_first)], columns=ROWS)


def promise_evidence(row: Mapping[str, Any]) -> str:
    """Return what was promised and what was observed since: "promised 2 of 3, seen 24 of 58".

    Args:
        row: a row of what `audit.figures.commitment.commitments` returns.
    """
    if row["rule_kind"] == RuleKind.WORDS:
        return "promised in words; the team says" if row["rule_verdict"] in _JUDGED else "promised in words"
    observations = f"seen {observed(row)}" if row["rule_n"] else "nothing seen yet"
    return f"promised {_promised(row)}, {observations}"


def promises_described(rows: pd.DataFrame) -> str:
    """Say in words what the picture of promises shows.

    Args:
        rows: what `promise_rows` returns.
    """
    return " ".join(
        f"{row['name']}: {_share(row['before'])} before, {_share(row['share'])} since; {row['evidence']}; "
        f"{row['word']}, {row['better']}."
        for row in rows_of(rows)
    )


def _became(made: pd.DataFrame) -> dict[str, int]:
    word = made["rule_verdict"]
    unsaid = ~word.isin(_JUDGED)
    closed = made["state"].isin(_CLOSED)
    return {
        "not kept": int((word == RuleVerdict.BROKEN).sum()),
        "kept": int((word == RuleVerdict.HELD).sum()),
        "open": int((unsaid & ~closed).sum()),
        "closed": int((unsaid & closed).sum()),
    }


def _with_others(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts with those that say neither together, so that they fit beside what got worse."""
    others = counts["open"] + counts["closed"]
    return {"not kept": counts["not kept"], "kept": counts["kept"], "others" if others > 1 else "other": others}


def _listed(counts: Mapping[str, int], thing: str) -> str:
    """Return counts that are not zero: "Two promises not kept, one open"; without a thing "Two not kept, one open"."""
    (first, n), *others = ((word, n) for word, n in counts.items() if n)
    named = f" {thing}{'' if n == 1 else 's'}" if thing else ""
    return ", ".join([f"{_capital(spelled(n))}{named} {first}", *(f"{spelled(n)} {word}" for word, n in others)])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    word, (better, better_mark) = str(row["rule_verdict"]), _better(row)
    unsaid = "closed" if row["state"] in _CLOSED else "open"
    word_shown = unsaid if word == RuleVerdict.WORDS_ONLY else RULE_VERDICT_LABELS[word]
    is_share = row["rule_kind"] == RuleKind.GOOD and pd.notna(row["rule_of"])
    return {
        "name": one_line(row["touchpoint"]),
        "evidence": promise_evidence(row),
        "before": row["before_share"],
        **{f"before_{name}": row[f"before_{name}"] for name in ("low", "high")},
        **{name: row[f"after_{name}"] for name in ("share", "low", "high")},
        "our_word": row["rule_bound"] / row["rule_of"] if is_share else float("nan"),
        "word": word_shown,
        "word_mark": _WORD_MARKS.get(RuleVerdict(word), "open"),
        "better": better,
        "better_mark": better_mark,
    }


def _better(row: Mapping[str, Any]) -> tuple[str, str]:
    verdict = Verdict(row["verdict"])
    if verdict in _BETTER:
        return _BETTER[verdict]
    if can_only_fall(row):
        return "no rise can show", "open"
    needed = row["still_needed"]
    return (f"{int(needed)} more needed" if needed > 0 else "too early"), "open"


def _promised(row: Mapping[str, Any]) -> str:
    bound = row["rule_bound"]
    if pd.isna(bound):  # a review closed before the number was kept
        return one_line(row["rule"])
    match RuleKind(row["rule_kind"]):
        case RuleKind.GOOD:
            return f"{bound:g} of {row['rule_of']:g}"
        case RuleKind.MEAN:
            return f"a mean of {bound:g}"
        case _:
            return f"{bound:g} {'minute' if bound == 1 else 'minutes'} at most"


def _share(share: float) -> str:
    return "nothing seen" if pd.isna(share) else percent(share)
