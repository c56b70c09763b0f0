"""Opening sentences read as a sceptic reads them: each number in them is worked out again from the exported rows.

The sample always; the lounge reviews and the small mixed tables where they lie beside the checkout.
"""

import ast
import json
import re
from datetime import date, timedelta

import pandas as pd
import pytest

from audit.actions import imports, upkeep
from audit.store.opened import opened
from audit.store.programme import programme
from tests import recounted as plain
from tests.builders import NOW
from tests.pages.conftest import run

GIVEN = {"lounges": "airport_lounges/lounge.csv"} | {
    name: f"measures/mix/{name}.csv" for name in ("simpson", "young", "grow")
}
RATIO = 12
SHARE = rf"((?:over |under )?[\d.]+{plain.NBSP}%)"


@pytest.fixture(scope="module", params=["sample", *(pytest.param(name, marks=pytest.mark.given) for name in GIVEN)])
def exported(request, tmp_path_factory):
    """Return a store's path, the folder of its exported tables and the rows in it."""
    path, folder = request.getfixturevalue("sample_path"), tmp_path_factory.mktemp("exported")
    if request.param != "sample":
        path = str(tmp_path_factory.mktemp("aloud") / "audit.duckdb")
        table = request.getfixturevalue("given") / GIVEN[request.param]
        recipe, reading = imports.read_file(opened(path), table.read_bytes(), table.name)
        imports.import_reading(opened(path), reading, recipe, table.name)
    upkeep.export(opened(path), folder)
    yield path, folder, plain.exported_rows(folder)
    if request.param != "sample":
        opened(path).close()


@pytest.fixture
def spoken(exported, monkeypatch):
    """Return what a page says: its title, then its sentences, without the signs of Markdown."""
    monkeypatch.setenv("AUDIT_STORE", exported[0])

    def of(page, **address):
        at = run(page, **address)
        return " ".join([at.title[0].value, *(part.value for part in at.markdown)]).replace("\\", "")

    return of


@pytest.fixture
def rows(exported):
    """Return the observations of touchpoints, verdicts on a visit as a whole apart."""
    return exported[2][exported[2]["is_part"]]


@pytest.fixture
def today(exported):
    """Return the day it is where this programme's clocks stand, of which its pages speak."""
    return programme(opened(exported[0])).day_of(NOW)


def number(words):
    return int(words.replace(",", ""))


def test_the_recomputation_imports_nothing_of_ours(root):
    tree = ast.parse((root / "tests" / "recounted.py").read_text(encoding="utf-8"))
    names = [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
    names += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.split(".")[0] for name in names}.isdisjoint({"audit", "pages", "tests"})


def test_start_counts_what_was_observed(spoken, exported, rows):
    said = spoken("home/start")
    n, _, at = re.match(r"([\d,]+) (observations?) at (\d+) touchpoint", said).groups()
    assert (number(n), int(at)) == (len(rows), rows["touchpoint"].nunique())
    whole = re.search(r"and ([\d,]+) verdicts? on a visit as a whole", said)
    assert (number(whole[1]) if whole else 0) == len(exported[2]) - len(rows)
    day, good, bad, neither = re.search(
        r"of (\d+ \w+ \d+): ([\d,]+) good, ([\d,]+) bad and ([\d,]+) neut", said
    ).groups()
    assert tuple(map(number, (good, bad, neither))) == plain.counts(rows)
    assert day == f"{max(rows['day']).day} {max(rows['day']):%B %Y}"


def test_rater_compares_only_where_both_are_rated(spoken, rows):
    said, pooled = spoken("understand/rater"), rows[plain.DIMENSIONS].mean().dropna()
    assert number(re.search(r"([\d,]+) ratings", said)[1]) == rows[plain.DIMENSIONS].count().sum()
    missing = re.search(r"(?:^|\. )([A-Z][\w, ]+) (?:was|were) not rated", said)
    assert set(re.split(", | and ", missing[1].lower()) if missing else []) == set(plain.DIMENSIONS) - set(pooled.index)
    if reach := re.search(r"means run from ([\d.]+) for (\w+) to ([\d.]+) for (\w+)", said):
        low, high = pooled.idxmin(), pooled.idxmax()
        assert reach.groups() == (plain.half_up(pooled[low], 1), low, plain.half_up(pooled[high], 1), high)
    elif level := re.search(r"each mean is (\d\.\d)|has been rated often enough to say: (\d\.\d)", said):
        assert {plain.half_up(mean, 1) for mean in pooled} == set(filter(None, level.groups()))
    for lower, n, higher, gap in re.findall(
        r"(?:stronger|looks stronger) than (\w+).*?those ([\d,]+) observations.*? (\w+) is ([\d.]+) higher", said
    ):
        stronger = re.search(r"(\w+) looks stronger than", said)[1].lower()
        both = rows[[stronger, higher]].dropna()
        assert lower == higher
        assert pooled[stronger] > pooled[higher]
        assert (number(n), gap) == (len(both), plain.half_up((both[higher] - both[stronger]).mean(), 2))


def test_rater_names_as_stronger_what_a_plain_test_finds_stronger(spoken, rows):
    said, clear = spoken("understand/rater"), plain.clear_pairs(rows)
    if "No dimension stands clearly apart" in said or "cannot be compared" in said or "Only " in said:
        assert clear == set()
    for n, higher, gap in re.findall(r"in the ([\d,]+) observations that rate both, (\w+) is ([\d.]+) higher", said):
        lower = re.search(r"weakest on (\w+)|than on (\w+)", said)
        pair = higher, lower[1] or lower[2]
        both = rows[[*pair]].dropna()
        assert pair in clear
        assert (number(n), gap) == (len(both), plain.half_up((both[pair[0]] - both[pair[1]]).mean(), 2))


def test_the_low_and_the_high_point_are_the_lowest_and_the_highest(spoken, rows):
    said = spoken("home/start")
    by = rows.melt(["touchpoint", "id"], plain.DIMENSIONS, value_name="rating").dropna().groupby("touchpoint")
    means = by["rating"].mean()[by["id"].nunique() >= 5].sort_values()
    if only := re.search(r"Only one touchpoint, (.+?), was rated: (\d\.\d)", said):
        assert only.groups() == (means.index[0], plain.half_up(means.iloc[0], 1))
        assert len(means) == 1
    elif "No touchpoint stands clearly apart" not in said:
        ends = r"the low point is (.+?)(?:, a moment of truth)? \(([\d.]+)\) and the high point (.+?) \(([\d.]+)\)\."
        low, least, high, most = re.search(ends, said).groups()
        assert (low, high) == (means.index[0], means.index[-1])
        assert (least, most) == (plain.half_up(means.iloc[0], 1), plain.half_up(means.iloc[-1], 1))


def test_the_ledger_moved_as_a_plain_ledger_moves(spoken, rows, today):
    said = spoken("understand/trust")
    since = max(min(rows["day"]), today - timedelta(days=89))
    moved = plain.ledger(rows, RATIO, since, today)
    assert moved["before"] + moved["newly"] - moved["paid"] - moved["off"] == moved["now"]
    opens = "In the last 90 days, " if (today - since).days == 89 else f"Since {since.day} {since:%B}"
    assert said.startswith(opens)
    way = "stayed at" if moved["before"] == moved["now"] else f"from {moved['before']:,} to"
    assert f"{way} {moved['now']:,} good experience" in said
    parts = zip(("newly", "paid", "off"), ("newly owed", "paid", "written off"), strict=True)
    sums = ", ".join(f"{moved[name]:,} {words}" if moved[name] else f"none {words}" for name, words in parts)
    assert f"{sums[0].upper()}{sums[1:]}." in said


def test_who_owes_most_goes_wrong_as_often_as_its_rows_do(spoken, rows, today):
    said = spoken("understand/trust")
    owed = {name: plain.ledger(own, RATIO, today, today)["now"] for name, own in rows.groupby("touchpoint")}
    name = max(owed, key=owed.get)
    own = rows[rows["touchpoint"] == name]
    good, bad, _ = plain.counts(own)
    low, high = (plain.half_up(100 * end) for end in plain.wilson(bad, good + bad))
    often = f"{plain.half_up(100 * bad / (good + bad))} bad in 100 good or bad moments in all, interval {low} to {high}"
    assert f"{name}: {often}." in said
    if len(owed) > 1:
        assert f"{name} owes the most of {sum(map(bool, owed.values()))} touchpoints in debt, {owed[name]:,}." in said
    grows = re.search(r"grows by about ([\d,]+) a month", said)
    if grows:
        assert number(grows[1]) == plain.growth(own, RATIO, today)


def test_coverage_names_what_was_looked_at_longest_ago(spoken, exported, rows, today):
    said, latest = spoken("understand/coverage"), rows.groupby("touchpoint")["day"].max()
    days = (today - min(latest)).days
    assert re.search(r"Each of (\d+) touchpoints|only touchpoint here", said)
    if longest := re.search(r"observed, (.+?)(?: and another| and \d+ others)? longest ago \(([\d,]+) days?\)", said):
        assert (latest[longest[1]], number(longest[2])) == (min(latest), days)
    else:
        assert set(latest) == {min(latest)}
        ago = {0: "today", 1: "yesterday"}.get(
            days, f"{days:,} days ago" if days < 732 else f"over {days // 366} years ago"
        )
        assert ago in said
    places = pd.read_csv(exported[1] / "place.csv", encoding="utf-8-sig")["name"]
    never = set(places) - set(rows["place"].dropna())
    assert never == set(re.findall(r"nobody has been at ([\w ]+?)\.", said))


def test_the_group_that_is_named_is_served_as_its_rows_say(spoken, rows):
    said = spoken("understand/coverage")
    named = re.search(rf"([\w ]+) met good service in {SHARE} of good and bad moments, the others in {SHARE}", said)
    if named is None:
        assert rows["customer_group"].isna().all()
        return
    group = named[1].strip()
    own, others, crude, like = plain.gaps(rows, group)
    assert (named[2], named[3]) == (plain.per_cent(own), plain.per_cent(others))
    if known := re.search(rf"Only {SHARE} of good and bad moments say their group", said):
        judged = rows[rows["outcome"] != "neutral"]
        assert known[1] == plain.per_cent(judged["customer_group"].notna().mean())
    if both := re.search(r"the gap is (\d+) to (\d+) points, and (\d+) to (\d+) points at the same touchpoints", said):
        ends = [sorted(abs(100 * end) for end in pair) for pair in (crude, like[1:])]
        assert both.groups() == tuple(plain.half_up(end) for pair in ends for end in pair)
    else:
        gap, side, low, high = re.search(
            r"is (\d+) points? (ahead|behind).*?\(([−+]?\d+) to ([−+]?\d+)\)", said
        ).groups()
        assert (gap, side) == (plain.half_up(abs(100 * like[0])), "ahead" if like[0] > 0 else "behind")
        assert [low.replace("−", "-"), high.strip("+")] == [plain.half_up(100 * end) for end in like[1:]]


def test_what_stands_out_lies_where_its_months_lie(spoken, rows):
    said = spoken("understand/change")
    name = said.split(":")[0]
    means = plain.months(rows if name == "All touchpoints together" else rows[rows["touchpoint"] == name])
    if "too few visits" in said:
        assert len(means) < 5
        return
    away = (means - means.mean()).round(9)
    run = next((at for at, each in enumerate(away[::-1]) if each * away.iloc[-1] <= 0), len(away))
    if row := re.search(r"the last (\d+) months.*? all lie (above|below) .*?: ([\d.]+) before, ([\d.]+) since\)", said):
        since, before = means.iloc[-run:], means.iloc[:-run]
        assert (int(row[1]), row[2]) == (run, "above" if away.iloc[-1] > 0 else "below")
        assert (row[3], row[4]) == (plain.half_up(before.mean(), 1), plain.half_up(since.mean(), 1))
        assert f"{since.index[0]:%B %Y}" in said
    elif out := re.search(r"(\w+ \d{4}) lies (above|below) the limits \(([\d.]+), where .+? is ([\d.]+)\)", said):
        reach = 2.66 * means.diff().abs().mean()
        assert out.groups()[:2] == (f"{means.index[-1]:%B %Y}", "above" if away.iloc[-1] > 0 else "below")
        exact = zip(out.groups()[2:], (means.iloc[-1], means.mean()), strict=True)
        assert all(words == plain.half_up(mean, len(words) - 2) for words, mean in exact)
        assert abs(away.iloc[-1]) > reach
    else:
        assert "no signal" in said or "nothing stands out now" in said


def test_words_that_set_complaints_apart_stand_in_complaints(spoken, exported):
    said, every = spoken("understand/voices"), exported[2]
    notes = every[every["what_happened"].notna() & (every["outcome"] != "neutral")]
    if notes.empty:
        assert said.startswith("No written note yet")
        return
    n, day = re.match(r"In ([\d,]+) notes since (\d+ \w+ \d+),", said).groups()
    assert (number(n), day) == (len(notes), f"{min(notes['day']).day} {min(notes['day']):%B %Y}")
    words = {
        outcome: notes.loc[notes["outcome"] == outcome, "what_happened"].str.casefold().str.findall(r"\w+").map(set)
        for outcome in (plain.GOOD, plain.BAD)
    }
    of_bad, of_good = (re.findall("“(.+?)”", part) for part in said.split(".")[0].split("; praise"))
    for named, home, other in ((of_bad, plain.BAD, plain.GOOD), (of_good, plain.GOOD, plain.BAD)):
        for word in named:
            often = [words[side].map(lambda own, word=word: word in own).mean() for side in (home, other)]
            assert often[0] > 2 * often[1], word


def test_recoveries_that_wait_are_the_bad_ones_nobody_closed(spoken, exported, today):
    said, folder, every = spoken("act/recoveries"), exported[1], exported[2]
    bad = every[every["outcome"] == plain.BAD].set_index("id")
    cases, steps = (pd.read_csv(folder / f"{name}.csv", encoding="utf-8-sig") for name in ("recovery", "recovery_step"))
    steps = steps.merge(cases, left_on="recovery_id", right_on="id")
    last = steps[steps["step"].isin(["cannot", "customer confirmed", "reopened"])].groupby("observation_id").last()
    closed = set(last.index[last["step"] != "reopened"]) | set(bad.index[bad["resolved_at"].notna()])
    left = bad.drop(list(closed & set(bad.index)))
    owned = left.index.isin(cases.loc[cases["owner"].notna(), "observation_id"]).sum()
    word = set(steps.loc[steps["step"].isin(["customer told", "customer confirmed"]), "observation_id"])
    days = (today - left.loc[~left.index.isin(word), "day"].min()).days
    assert said.startswith(f"{owned:,} of {len(left):,} open bad experiences ha")
    assert f"one has waited {days:,} day" in said


def test_the_watermelon_is_green_outside_and_red_inside(spoken, exported, rows):
    said = spoken("understand/watermelon")
    metrics = pd.read_csv(exported[1] / "service_metric.csv", encoding="utf-8-sig")
    if metrics.empty:
        assert said.startswith("No service metric")
        return
    service, met, wanted, well, n, low, high, aside = re.match(
        rf"(.+?) met its target every month, {SHARE} against {SHARE}, while only {SHARE} of (\d+) visits went well "
        rf"\((\d+) to {SHARE}, (\d+) neutral aside\): a watermelon",
        said,
    ).groups()
    own = metrics[metrics["service"] == service]
    attained, target, months, good, bad, neither = plain.lower_and_upper(rows, own)
    ends = plain.wilson(good, good + bad)
    assert months == len(own)
    assert (met, wanted, well) == tuple(map(plain.per_cent, (attained, target, good / (good + bad))))
    assert (int(n), int(aside), low, high) == (
        good + bad,
        neither,
        plain.half_up(100 * ends[0]),
        plain.per_cent(ends[1]),
    )
    assert ends[1] < 0.8


def test_leaders_agree_where_a_plain_alpha_says_so(spoken, exported):
    said, pairs = spoken("understand/agreement"), plain.paired(exported[2])
    if not pairs:
        assert said.startswith("No two leaders are known")
        return
    n, alike, apart = re.match(
        r"In (\d+) paired walks leaders agree on (.+?), but (?:perhaps )?not on (.+?):", said
    ).groups()
    assert int(n) == len(pairs)
    for words, enough in ((alike, True), (apart, False)):
        for name in re.split(", | and ", words):
            assert (plain.alpha(pairs, name.removeprefix("the ")) >= 0.667) is enough, name


def test_what_became_of_commitments_is_in_the_rows(spoken, exported, rows, today):
    said, made = spoken("act/commitments"), pd.read_csv(exported[1] / "commitment.csv", encoding="utf-8-sig")
    if made.empty:
        assert said.startswith("No commitment has been made yet")
        return
    late = (made["verdict"].isna() & (pd.to_datetime(made["due_on"]).dt.date < today)).sum()
    assert said.startswith(f"{late} of {len(made)} commitments {'is' if late == 1 else 'are'} late; ")
    name, *stated = re.match(
        rf".+?; (.+?) improved from {SHARE} to {SHARE} good moments, n (\d+) and (\d+)", said
    ).groups()
    places = pd.read_csv(exported[1] / "touchpoint.csv", encoding="utf-8-sig").set_index("id")["name"]
    mine = made[(made["touchpoint_id"].map(places) == name) & (made["verdict"] == "improved")].iloc[0]
    window, shares, ns = json.loads(mine["verdict_evidence"]), [], []
    for when in ("before", "after"):
        first, last = (date.fromisoformat(window[f"{when}_{end}"]) for end in ("since", "until"))
        own = rows[(rows["touchpoint"] == name) & (rows["day"] >= first) & (rows["day"] <= last)]
        good, bad, _ = plain.counts(own)
        shares.append(plain.per_cent(good / (good + bad)))
        ns.append(str(good + bad))
    assert stated == [*shares, *ns]
