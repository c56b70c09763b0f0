"""What Trust, Journey and Start say, worked out again from the rows themselves, one observation at a time.

Nothing here asks a measure or a headline of ours: rows come out of the store, and plain Python counts them.
"""

import math
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest

from audit.actions.imports import load_sample
from audit.actions.set_up import change_settings
from audit.store.opened import opened
from audit.store.programme import programme
from pages.parts import session
from tests.builders import sample_day
from tests.pages.conftest import run

TODAY = sample_day()
GOOD, BAD = "positive", "negative"
NBSP = "\u00a0"


@pytest.fixture(scope="module", params=[(1_500, 12), (1_500, 3), (60, 5), (1, 12)], ids=str)
def audit(request, tmp_path_factory):
    size, ratio = request.param
    path = str(tmp_path_factory.mktemp("again") / "audit.duckdb")
    store = opened(path)
    load_sample(store, size, 5, TODAY)
    change_settings(store, replace(programme(store), recovery_ratio=ratio), "KM")
    yield path, store, ratio
    store.close()


def rows_of(store):
    """Return (touchpoint, day, outcome, day of the confirmation or None) of every observation as it is kept."""
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT touchpoint.name, observed_on, outcome, resolved_on FROM observation "
            "JOIN touchpoint ON touchpoint.id = observation.touchpoint_id WHERE withdrawn_at IS NULL"
        ).fetchall()


def kept_by_hand(rows, ratio, until):
    """Return what one touchpoint owes on the evening of `until`, moving one observation at a time."""
    days = defaultdict(list)
    for _, on, outcome, confirmed in rows:
        days[on].append((outcome, confirmed))
        if outcome == BAD and confirmed:
            days[max(confirmed, on)] = days[max(confirmed, on)]
    open_debts = []  # each: [owed, day of its confirmation or the end of time]
    for on in sorted(day for day in days if day <= until):
        for outcome, _ in days[on]:
            if outcome == GOOD and open_debts:
                open_debts[0][0] -= 1
                open_debts = [each for each in open_debts if each[0]]
        lost = sorted(
            max(confirmed, on) if confirmed else date.max for outcome, confirmed in days[on] if outcome == BAD
        )
        open_debts += [[ratio, confirmed] for confirmed in lost]
        open_debts = [each for each in open_debts if each[1] > on]
    return sum(owed for owed, _ in open_debts)


def never(p, r, ratio, owed):
    """Return the chance that a debt is ever paid, by repeating x -> (p + r x^(k+1)) / (p + r) from 0."""
    x = 0.0
    for _ in range(200_000):
        nearer = (p + r * x ** (ratio + 1)) / (p + r)
        if nearer - x < 1e-14:
            break
        x = nearer
    return x**owed


def per_cent(share):
    if share < 0.005:
        return f"under 1{NBSP}%"
    return f"over 99{NBSP}%" if share >= 0.995 else f"{math.floor(100 * share + 0.5)}{NBSP}%"


def expected(rows, ratio):
    """Return the parts that a sentence about these rows must hold."""
    by = defaultdict(list)
    for row in rows:
        by[row[0]].append(row)
    first = min(row[1] for row in rows)
    owed = {name: kept_by_hand(own, ratio, TODAY) for name, own in by.items()}
    before = sum(kept_by_hand(own, ratio, TODAY - timedelta(days=90)) for own in by.values())
    now, most = sum(owed.values()), max(owed.values())
    if not now:
        return [] if len(rows) < 5 else ["Nothing is owed"]
    looked = (TODAY - first).days + 1
    opens = "In the last 90 days" if looked >= 90 else f"Since {first.day} {first:%B}"
    unit = f"{now:,} good experience{'s' if now != 1 else ''}"
    moved = "stayed at" if now == before else f"{'grew' if now > before else 'fell'} from {before:,} to"
    parts = [opens, f"{moved} {unit}"]
    deepest = [name for name, debt in owed.items() if debt == most]
    if len(deepest) > 1:
        return parts
    (name,) = deepest
    return [*parts, name, *becomes(by[name], ratio, most)]


def becomes(rows, ratio, owed):
    """Return what must be said of one debt: how often it goes wrong there, and what comes of it."""
    outcomes = Counter(row[2] for row in rows)
    judged = outcomes[GOOD] + outcomes[BAD]
    often = f"{math.floor(100 * outcomes[BAD] / judged + 0.5)} bad in 100 good or bad moments"
    window = min(90, max(7, (TODAY - min(row[1] for row in rows)).days + 1))
    late = Counter(row[2] for row in rows if row[1] > TODAY - timedelta(days=window))
    n, p, r = sum(late.values()), late[GOOD], late[BAD]
    days = f"in the last {window} days"
    if n == 0:
        return [often, f"nothing was observed {days}"]
    if n < 5:
        return [often, f"{n} observation", f"{days}", "too few to say"]
    if p <= ratio * r:
        a_month = round((ratio * r - p) / window * 365.25 / 12)
        grows = f"grows by about {a_month:,} a month" if a_month else "does not shrink"
        chance = per_cent(never(p, r, ratio, owed)) if p else f"under 1{NBSP}%"
        return [often, days, grows, f"ever paid is {chance}"]
    return [often, days, "paid"]


def test_each_opening_sentence_is_what_a_plain_recomputation_says(audit, monkeypatch):
    path, store, ratio = audit
    monkeypatch.setenv("AUDIT_STORE", path)
    rows = rows_of(store)
    parts = expected(rows, ratio)
    start, trust = run("home/start"), run("understand/trust")
    told = " ".join(part.value for part in start.markdown).replace("\\", "")
    last = max(row[1] for row in rows)
    assert f"Up to the last observation, of {last.day} {last:%B %Y}: " in told
    assert start.title[0].value.startswith(f"{len(rows):,} observation")
    beneath = " ".join([trust.title[0].value, *(part.value for part in trust.markdown)]).replace("\\", "")
    assert [part for part in parts if part not in told] == []
    assert [part for part in parts if part not in beneath] == []
    assert session.programme().recovery_ratio == ratio


def test_the_journeys_sentence_is_what_a_plain_recomputation_says(audit, monkeypatch):
    path, store, ratio = audit
    monkeypatch.setenv("AUDIT_STORE", path)
    told = " ".join(part.value for part in run("understand/journey").markdown).replace("\\", "")
    with store.reading() as cursor:
        names = cursor.execute(
            "SELECT touchpoint.name FROM touchpoint JOIN stage ON stage.id = touchpoint.stage_id "
            "WHERE stage.journey_id = (SELECT id FROM journey ORDER BY position, name LIMIT 1)"
        ).fetchall()
    rows = [row for row in rows_of(store) if (row[0],) in names]
    parts = expected(rows, ratio) if rows else []
    assert [part for part in parts if part not in told] == []
