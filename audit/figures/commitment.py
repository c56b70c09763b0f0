"""What became of each commitment: how it was before and after, and whether it is open, late, kept or closed."""

import json
from collections import Counter
from datetime import date
from uuid import UUID

import pandas as pd

from audit.figures.question import Question, cached
from audit.measures import commitment_rule as rules
from audit.measures import verdict as judging
from audit.measures.rows_in_view import rows_in_view
from audit.model.commitment import Verdict
from audit.model.commitment_rule import Rule, RuleKind, RuleVerdict
from audit.model.review import Review
from audit.store import commitment as records
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.progress import all_progress
from audit.store.review import reviews
from audit.store.since import before_and_after, measured

STATES = ("late", "open", "carried over", "closed", "kept")
COLUMNS = [
    *("id", "touchpoint", "state", "verdict", "due_on"),
    *(name for name in judging.FIGURES if name != "verdict"),
    *("owner", "words", "how_known", "made_on", "review"),
    *judging.COUNTS,
    *("closed_on", "carried", "walk_on", "is_walked", "evidence_n", "evidence_share", "evidence_score"),
    *("review_id", "journey"),
    *("rule", "rule_kind", "rule_bound", "rule_of", *rules.RULE_FIGURES),
]
PROGRESS = ["id", "check_in_on", "status", "note", "blocker", "noted_by", "noted_on"]


@cached
def commitments(store: Store, question: Question) -> pd.DataFrame:
    """Return every commitment with its verdict: as it is now, or as it was closed.

    Always from all observations at its touchpoint; the question's touchpoint and journey choose which commitments are
    shown, and the rest of the question makes no difference but its day: what was made later is left out, and what was
    closed or carried over later is shown as it was on that day.

    Returns:
        One row a commitment, by `STATES` and then by due day. Columns: `id`, `touchpoint`, `words` (what will be
        different), `how_known`, `owner`, `due_on`, `made_on`, `review` (the title of the review it was made in, "" =
        none), `state`, `verdict` (improved, no change, worse, too early; of a closed one the verdict it was closed
        with), the columns of `audit.measures.verdict.windows` and `verdicts`, `closed_on` (NaT = open), `carried`
        (times it was carried over), `walk_on` (day of the walk planned with it), `is_walked`, `evidence_n`,
        `evidence_share` (0-1), `evidence_score` (1-5): observations, positive share and mean score as they stood when
        it was made; `review_id` ("" = none), `journey`; `rule` (in words, "" = words only), `rule_kind`, `rule_bound`
        and `rule_of` (as `audit.model.commitment_rule.Rule` has them; NaN = none) and what
        `audit.measures.commitment_rule.word` says of it.

        `state`: closed is "kept" where its rule was, or without a rule where it improved, unless it is worse than
        before; else "closed". Open and past its due day is "late", open and given another due day "carried over", else
        "open". Within a state the worst comes first, then what is due first.
    """
    today = pd.Timestamp(question.as_of)
    made = _by_that_day(store, store.cached_read(records.commitments), question.as_of)
    made = rows_in_view(made, in_names_of_today(store, question.view))
    closed = _frozen(made[made["verdict"] != ""])
    closed = closed[closed["as_of"] <= today]  # what was closed later is shown as it stood on that day
    is_open = ~made.index.isin(closed.index)
    counts = pd.concat(
        [
            # from all observations at its touchpoint, whatever the view
            before_and_after(store, made[is_open], question.as_of),
            closed[[*judging.COUNTS, *judging.EFFECTS]],
        ]
    )
    judged = judging.verdicts(counts.reindex(made.index))
    verdict = judged["verdict"].where(is_open, made["verdict"])
    rows = pd.concat([made.drop(columns="verdict"), counts, judged.assign(verdict=verdict), _evidence(made)], axis=1)
    rows["closed_on"] = closed["as_of"].reindex(rows.index)
    rows = rows.drop(columns=["rule", "rule_bound", "rule_of"]).join(_rules_judged(store, rows))
    rows["state"] = _states(rows, today)
    order = rows.assign(_state=rows["state"].map(STATES.index), _worst=judging.badness(rows))
    return order.sort_values(["_state", "_worst", "due_on", "made_at", "id"], ignore_index=True)[COLUMNS]


@cached
def progress(store: Store, question: Question) -> pd.DataFrame:
    """Return what the teams said last of each commitment, beside what is measured.

    Returns:
        The rows of `commitments` in their order, by `id`: `check_in_on` (the next or first check-in as it stands; NaT
        = none), and of what was said last up to the question's day `status`, `note`, `blocker`, `noted_by` ("" = not
        said; all "" where nothing was) and `noted_on` (NaT).
    """
    latest = store.cached_read(all_progress)
    latest = latest[latest["written_on"] <= pd.Timestamp(question.as_of)].drop_duplicates("commitment_id", keep="last")
    named = {"commitment_id": "id", "written_by": "noted_by", "written_on": "noted_on"}
    latest = latest.drop(columns="id").rename(columns=named)
    held = store.cached_read(records.commitments)[["id", "check_in_on"]]
    rows = commitments(store, question)[["id"]].merge(held, on="id", how="left").merge(latest, on="id", how="left")
    words = ["status", "note", "blocker", "noted_by"]
    return rows.assign(**{name: rows[name].fillna("") for name in words})[PROGRESS]


def stood_before(store: Store, touchpoint: str, made_on: date, review: Review | None = None) -> rules.Before:
    """Return what a commitment made on a day will be compared with.

    Args:
        store: the open store.
        touchpoint: its name.
        made_on: the day on which it is made.
        review: the review it is made in, None = outside a review.
    """
    since, until = (review.since, review.until) if review else (None, None)
    made = pd.DataFrame([{"touchpoint": touchpoint, "made_on": made_on, "since": since, "until": until}])
    counts = before_and_after(store, made, made_on)
    good = int(counts["before_positives"].iloc[0])
    row = judging.verdicts(counts).iloc[0].to_dict()
    days = (counts[f"before_{end}"].iloc[0].date() for end in ("since", "until"))
    return rules.Before(good, int(row["before_n"]), float(row["before_high"]), judging.least_showing(row), *days)


def looked_back_at(store: Store, question: Question, review_id: UUID) -> pd.DataFrame:
    """Return the commitments that a review opens with: those made before it that are open, or were closed since.

    Since the day the review before it was closed, when those it showed as open were looked at last; where there was
    none, all of them. Rows and columns as `commitments`, the worst news first, whatever their state.
    """
    held = reviews(store)  # the latest first
    own = held.index[held["id"] == str(review_id)]
    before = held[own[0] + 1 :] if len(own) else held
    every = commitments(store, question)
    made = every.iloc[judging.badness(every).argsort(kind="stable")]
    others = made[made["review_id"].isin({"", *before["id"]})]
    # since it was closed, not since its period ended: so long its room could look at them
    last = before["closed_at"].max()
    if pd.isna(last):
        return others.reset_index(drop=True)
    # A verdict of the very day of the last review was shown there if it came before the review was closed.
    at = store.cached_read(records.commitments).set_index("id")["verdict_at"].reindex(others["id"]).to_numpy()
    day = pd.Timestamp(programme(store).day_of(last))
    closed_since = (others["closed_on"] > day) | ((others["closed_on"] == day) & (at > last.to_datetime64()))
    back: pd.DataFrame = others[others["closed_on"].isna() | closed_since]
    return back.reset_index(drop=True)


def made_in(store: Store, question: Question, review_id: UUID) -> pd.DataFrame:
    """Return the commitments made in a review, in the order they were made. Columns as `commitments`."""
    made = commitments(store, question)
    own = made[made["review_id"] == str(review_id)]
    return own.sort_values(["made_on", "id"], ignore_index=True)


def _by_that_day(store: Store, made: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return what was made by a day, with the due day that stood then and how often it had been carried over."""
    day_of = programme(store).day_of
    later = [each for each in records.carried(store) if (each.carried_on or day_of(each.carried_at)) > as_of]
    # backwards, so that the first day after that day is what stays
    due_then = {each.commitment_id: pd.Timestamp(each.due_before) for each in reversed(later)}
    undone = Counter(each.commitment_id for each in later)
    made = made[made["made_on"] <= pd.Timestamp(as_of)]
    due = [due_then.get(key, due) for key, due in zip(made["id"], made["due_on"], strict=True)]
    return made.assign(
        due_on=pd.Series(due, index=made.index, dtype=made["due_on"].dtype),
        carried=made["carried"] - [undone[key] for key in made["id"]],
    )


def _states(rows: pd.DataFrame, today: pd.Timestamp) -> "pd.Series[str]":
    state = pd.Series("open", index=rows.index)
    # late goes before carried over: another day that passed is still a day that passed
    state = state.mask(rows["carried"] > 0, "carried over").mask(rows["due_on"] < today, "late")
    state = state.mask(rows["closed_on"].notna(), "closed")
    word, verdict = rows["rule_verdict"], rows["verdict"]
    holds = (word == RuleVerdict.HELD) | ((word == RuleVerdict.WORDS_ONLY) & (verdict == Verdict.IMPROVED))
    return state.mask((state == "closed") & holds & (verdict != Verdict.WORSE), "kept")


def _rules_judged(store: Store, made: pd.DataFrame) -> pd.DataFrame:
    """Return each rule in words and what became of it: now, or as it was when the commitment was closed."""
    judged = []
    for row in made.to_dict("records"):
        bound, of = (None if pd.isna(row[name]) else row[name] for name in ("rule_bound", "rule_of"))
        rule = Rule(RuleKind(row["rule"]), bound, None if of is None else int(of))
        if pd.isna(row["closed_on"]):
            days = row["after_since"].date(), row["after_until"].date()
            outcomes = int(row["after_positives"]), int(row["after_negatives"])
            word = rules.word(rule, *measured(store, rule, str(row["touchpoint"]), days, outcomes))
        else:
            frozen = json.loads(row["verdict_evidence"])
            word = {name: frozen.get(name, value) for name, value in rules.word(Rule(), 0, float("nan")).items()}
        promised = {"rule_kind": rule.kind.value, "rule_bound": rule.bound, "rule_of": rule.of}
        judged.append({"rule": str(rule)} | promised | word)
    kinds = dict.fromkeys(("rule", "rule_kind", "rule_verdict"), "str")
    kinds |= dict.fromkeys(("rule_bound", "rule_of", "rule_value"), "float64")
    kinds |= dict.fromkeys(("rule_n", "rule_needed"), "int64")
    return pd.DataFrame(judged, columns=list(kinds), index=made.index).astype(kinds)


def _frozen(closed: pd.DataFrame) -> pd.DataFrame:
    """Return what closed commitments were closed with."""
    columns = [*judging.COUNTS, *judging.EFFECTS, "as_of"]
    rows = pd.DataFrame([json.loads(text) for text in closed["verdict_evidence"]], columns=columns, index=closed.index)
    days = [name for name in columns if not name.endswith(("positives", "negatives"))]
    kinds = dict.fromkeys(columns, "int64") | dict.fromkeys(days, "datetime64[us]")
    kinds |= dict.fromkeys(judging.EFFECTS, "float64")  # empty where it was closed before visits were counted here
    return rows.astype(kinds)


def _evidence(made: pd.DataFrame) -> pd.DataFrame:
    columns = {"n": "evidence_n", "positive_share": "evidence_share", "mean_score": "evidence_score"}
    rows = pd.DataFrame([json.loads(text) for text in made["evidence"]], columns=list(columns), index=made.index)
    return rows.astype({"n": "int64", "positive_share": "float64", "mean_score": "float64"}).rename(columns=columns)
