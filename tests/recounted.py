"""The facts that opening sentences state, worked out from the exported rows alone, in pandas and plain Python."""

import math
from collections import Counter
from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy import stats

DIMENSIONS = ["reliability", "assurance", "tangibles", "empathy", "responsiveness"]
GOOD, BAD = "positive", "negative"
NBSP = "\u00a0"


def half_up(number, decimals=0):
    scaled = math.floor(abs(number) * 10**decimals + 0.5 + 1e-9) / 10**decimals
    return f"{math.copysign(scaled, number):.{decimals}f}"


def per_cent(share):
    if 0 < share < 0.005:
        return f"under 1{NBSP}%"
    return f"over 99{NBSP}%" if 0.995 <= share < 1 else f"{half_up(100 * share)}{NBSP}%"


def wilson(x, n):
    z, p = 1.959964, x / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def exported_rows(folder):
    """Return observations.csv with each one's day, its score (the mean of its ratings) and its visit."""
    rows = pd.read_csv(folder / "observations.csv", dtype={"visit": str, "observed_at": str}, encoding="utf-8-sig")
    rows["day"] = pd.to_datetime(rows["observed_at"].str[:10]).dt.date
    rows["score"] = rows[DIMENSIONS].mean(axis=1)
    rows["visit"] = rows["visit"].fillna(rows["id"])
    rows["is_part"] = rows["whole_visit"] == "no"
    return rows


def counts(rows):
    every = Counter(rows["outcome"])
    return every[GOOD], every[BAD], len(rows) - every[GOOD] - every[BAD]


def ledger(rows, ratio, since, until):
    """Return what was owed the evening before `since`, what came, was paid and written off, and what is owed."""
    total = Counter(before=0, newly=0, paid=0, off=0, now=0)
    for _, own in rows.groupby("touchpoint"):
        total.update(_ledger_of_one(own, ratio, since, until))
    return dict(total)


def _ledger_of_one(own, ratio, since, until):
    confirmed = pd.to_datetime(own["resolved_at"]).dt.date
    days = [*zip(own["day"], own["outcome"], confirmed, strict=True)]
    debts, moved, before = [], Counter(), 0
    for today in sorted({on for on, *_ in days} | set(confirmed.dropna())):
        if today > until:
            break
        is_late = today >= since
        goods = sum(on == today and outcome == GOOD for on, outcome, _ in days)
        for _ in range(goods):
            if debts:
                debts[0][0] -= 1
                moved["paid"] += is_late
                debts = debts if debts[0][0] else debts[1:]
        ends = [date.max if pd.isna(end) else end for on, outcome, end in days if on == today and outcome == BAD]
        debts += [[ratio, end] for end in sorted(ends)]
        moved["newly"] += is_late * ratio * len(ends)
        moved["off"] += is_late * sum(owed for owed, end in debts if end <= today)
        debts = [each for each in debts if each[1] > today]
        before = before if is_late else sum(owed for owed, _ in debts)
    return {"before": before, "now": sum(owed for owed, _ in debts), **moved}


def growth(own, ratio, until):
    """Return by how much one touchpoint's debt grows in a month at the pace of late, None where it does not."""
    days = min(90, max(7, (until - own["day"].min()).days + 1))
    good, bad, _ = counts(own[(own["day"] > until - timedelta(days=days)) & (own["day"] <= until)])
    return round((ratio * bad - good) / days * 365.25 / 12) if good <= ratio * bad else None


def clear_pairs(rows):
    """Return (higher, lower) dimensions by Holm's t-tests within the observations that rate both, one a visit."""
    pooled, tested = rows[DIMENSIONS].mean(), []
    for at, one in enumerate(DIMENSIONS):
        for other in DIMENSIONS[at + 1 :]:
            gap = (rows[one] - rows[other]).dropna()
            if len(gap) >= 30 and gap.std() > 0:
                tested.append((stats.ttest_1samp(gap, 0).pvalue, one, other, gap.mean()))
    clear, worst = set(), 0.0
    for at, (p, one, other, mean) in enumerate(sorted(tested)):
        worst = max(worst, p * (len(tested) - at))
        high, low = (one, other) if mean > 0 else (other, one)
        if worst < 0.05 and pooled[high] > pooled[low]:
            clear.add((high, low))
    return clear


def design_effect(rows):
    """Return by how much shares of good moments are less sure because visits hold several of them."""
    y = (rows["outcome"] == GOOD).astype(float)
    n, mean = len(rows), y.mean()
    sums = (y - mean).groupby(rows["visit"]).sum()
    alone = ((y - mean) ** 2).sum() / (n * (n - 1))
    return max(1.0, len(sums) / (len(sums) - 1) * (sums**2).sum() / n**2 / alone)


def interval_by_visits(y, rows):
    """Return the share of ones in `y`, one a row, and its interval by visits; who is noted twice in one is one."""
    n, visits = len(rows), rows["visit"].nunique()
    strayed = y - y.mean()
    if visits < 2 or y.nunique() < 2:
        deff = n / visits
    else:
        deff = visits / (visits - 1) * (strayed.groupby(rows["visit"]).sum() ** 2).sum() * (n - 1) / n
        deff /= (strayed**2).sum()
    deff = max(1.0, deff, n / len(rows[["visit", "touchpoint"]].drop_duplicates()))
    return y.mean(), wilson(y.sum() / deff, n / deff)


def fewest_showing(share, high):
    """Return how many good moments in a row are surely better than a share with that upper end; NaN = none."""
    for n in range(10, 1_001):
        if 1 - share > math.hypot(1 - wilson(n, n)[0], high - share):
            return n
    return math.nan


def gaps(rows, group):
    """Return a group's share of good moments, the others', and both gaps with their intervals."""
    judged = rows[rows["outcome"].isin([GOOD, BAD]) & rows["customer_group"].notna()]
    own, other = judged[judged["customer_group"] == group], judged[judged["customer_group"] != group]
    good = [float((each["outcome"] == GOOD).mean()) for each in (own, other)]
    deffs, ns = [design_effect(own), design_effect(other)], [len(own), len(other)]
    worth = [n / deff for n, deff in zip(ns, deffs, strict=True)]
    (low, high), (other_low, other_high) = (wilson(p * n, n) for p, n in zip(good, worth, strict=True))
    gap = good[0] - good[1]
    crude = gap - math.hypot(good[0] - low, other_high - good[1]), gap + math.hypot(high - good[0], good[1] - other_low)
    plain = [p * (1 - p) / n for p, n in zip(good, ns, strict=True)]
    grown = sum(v * deff for v, deff in zip(plain, deffs, strict=True)) / sum(plain)
    return *good, crude, _mantel_haenszel(own, other, grown)


def _mantel_haenszel(own, other, grown):
    weights = gap = p = q = 0.0
    for name in set(own["touchpoint"]) & set(other["touchpoint"]):
        mine, theirs = own[own["touchpoint"] == name], other[other["touchpoint"] == name]
        a, m = (mine["outcome"] == GOOD).sum(), len(mine)
        c, o = (theirs["outcome"] == GOOD).sum(), len(theirs)
        weights += m * o / (m + o)
        gap += (a * o - c * m) / (m + o)
        p += (m**2 * c - o**2 * a + m * o * (o - m) / 2) / (m + o) ** 2
        q += (a * (o - c) + c * (m - a)) / (2 * (m + o))
    half = 1.959964 * math.sqrt(grown * max(0, gap / weights * p + q)) / weights
    return gap / weights, gap / weights - half, gap / weights + half


def months(rows):
    """Return the mean score of each month with five scored observations or more, oldest first."""
    scored = rows[rows["score"].notna()]
    by = scored.groupby(pd.to_datetime(scored["day"]).dt.to_period("M"))["score"].agg(["size", "mean"])
    return by.loc[by["size"] >= 5, "mean"]


def paired(rows):
    """Return the pairs of rows two named observers made at one touchpoint and place within the hour, nearest first."""
    known = rows[rows["observer"].notna() & rows["observed_at"].str.contains("T") & rows["is_part"]]
    known = known.assign(at=pd.to_datetime(known["observed_at"], format="ISO8601"), place=known["place"].fillna(""))
    near = []
    for _, spot in known.sort_values("at").groupby(["touchpoint", "place"]):
        for one, other in zip(range(len(spot)), range(1, len(spot)), strict=False):
            first, second = spot.iloc[one], spot.iloc[other]
            apart = second["at"] - first["at"]
            if apart <= pd.Timedelta(minutes=60) and first["observer"] != second["observer"]:
                near.append((apart, first, second))
    used, pairs = set(), []
    for _, one, other in sorted(near, key=lambda each: each[0]):
        if not {one["id"], other["id"]} & used:
            used |= {one["id"], other["id"]}
            pairs.append((one, other))
    return pairs


def alpha(pairs, name):
    """Return Krippendorff's ordinal alpha of a dimension or the outcome over pairs."""
    steps = {BAD: 1, "neutral": 2, GOOD: 3}
    both = [tuple(steps.get(each[name], each[name]) for each in pair) for pair in pairs]
    both = [pair for pair in both if not any(pd.isna(each) for each in pair)]
    n = Counter(each for pair in both for each in pair)
    values = sorted(n)

    def far(one, other):
        low, high = sorted((one, other))
        return (sum(n[each] for each in values if low <= each <= high) - (n[low] + n[high]) / 2) ** 2

    total = sum(n.values())
    within = sum(2 * far(*pair) for pair in both) / total
    by_chance = sum(n[one] * n[other] * far(one, other) for one in values for other in values) / (total * (total - 1))
    return 1 - within / by_chance


def lower_and_upper(rows, metric):
    """Return the shares a metric attained and wanted, the months it met them in, and its good, bad and other visits."""
    spans = [
        *zip(pd.to_datetime(metric["period_start"]).dt.date, pd.to_datetime(metric["period_end"]).dt.date, strict=True)
    ]
    own = rows[(rows["touchpoint"] == metric["touchpoint"].iloc[0]) & rows["is_part"]]
    covered = own[[any(first <= day < end for first, end in spans) for day in own["day"]]]
    attained = metric["met"].sum() / metric["total"].sum()
    met = (metric["met"] / metric["total"] >= metric["target_share"]).sum()
    wanted = float(np.average(metric["target_share"], weights=metric["total"]))
    return attained, wanted, int(met), *counts(covered)
