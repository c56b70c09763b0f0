"""Frames as the measures really return them, and ways to look into a drawing."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from audit.charts.labels import labelled, staged
from audit.charts.side_dots import in_lines
from audit.charts.sides import both_sides
from audit.figures import CATALOGUE
from audit.measures import ageing
from audit.measures import agreement as agreements
from audit.measures import answered as answering
from audit.measures import coverage as coverages
from audit.measures import fairness as fairnesses
from audit.measures import journey as experiences
from audit.measures import promise as promises
from audit.measures import ranking as rankings
from audit.measures import rater as raters
from audit.measures import signals as signs
from audit.measures import trust as ledgers
from audit.measures import watermelon as melons
from audit.measures.journey_map import JourneyMap, mapped_touchpoints
from audit.measures.verdict import COUNTS as COUNTED
from audit.measures.verdict import verdicts
from audit.measures.words import telling, word_odds
from tests.charts.moved import compared, moved, steady
from tests.measures.reported import a_metric, belonging, metric_rows, visit_rows

AS_OF = date(2026, 6, 30)
COUNTS = pd.DataFrame(
    [
        ("Greeting", "reliability", 0, 1, 4, 9, 3),
        ("Greeting", "responsiveness", 5, 7, 3, 1, 0),
        ("Invoice", "reliability", 0, 0, 1, 0, 1),
    ],
    columns=["touchpoint", "dimension", "n1", "n2", "n3", "n4", "n5"],
)
DAYS = pd.DataFrame(
    {
        "touchpoint": ["Greeting", "Greeting", "Greeting", "Invoice"],
        "observed_on": pd.to_datetime(["2026-03-01", "2026-03-02", "2026-03-09", "2026-03-09"]),
        "positives": [1, 2, 3, 0],
        "neutrals": [0, 0, 1, 0],
        "negatives": [1, 0, 0, 1],
    }
)
RESOLVED = pd.DataFrame(
    {
        "touchpoint": ["Invoice"],
        "observed_on": pd.to_datetime(["2026-03-09"]),
        "resolved_on": pd.to_datetime(["2026-03-20"]),
        "negatives": [1],
    }
)
TOUCHPOINTS = pd.DataFrame(
    {
        "journey": "At the desk",
        "stage": ["Arrive", "Leave", "Leave"],
        "touchpoint": ["Greeting", "Invoice", "Goodbye"],
        "stage_position": [1, 2, 2],
        "position": [1, 1, 2],
        "is_moment_of_truth": [True, False, False],
        "is_retired": False,
        "channel": "",
        "minimum": [3.0, None, None],
        "target": [4.0, None, None],
    }
)
SCORES = pd.DataFrame(
    {
        "touchpoint": ["Greeting", "Invoice"],
        "n": [17, 2],
        "total": [61.0, 8.0],
        "squares": [230.0, 34.0],
    }
)
SIGHTINGS = pd.DataFrame(
    {
        "touchpoint": ["Greeting", "Greeting", "Invoice"],
        "weekday": ["Monday", "Friday", "Monday"],
        "daypart": ["morning", "evening", "morning"],
        "n": [17, 2, 12_000],
        "last_observed_on": pd.to_datetime(["2026-03-01", "2026-03-06", "2026-03-09"]),
    }
)


def rated() -> pd.DataFrame:
    return raters.rater(COUNTS.drop(columns="touchpoint"))


def trusted() -> pd.DataFrame:
    return ledgers.trust(DAYS, RESOLVED, AS_OF)


def experienced() -> pd.DataFrame:
    return experiences.experience(TOUCHPOINTS, COUNTS, visits(), trusted())


def visits() -> pd.DataFrame:
    """Return how many observations were rated at each touchpoint: as many as its most rated dimension has ratings."""
    ratings = COUNTS.assign(n=COUNTS[["n1", "n2", "n3", "n4", "n5"]].sum(axis=1))
    return ratings.groupby("touchpoint")[["n"]].max().reset_index()


def covered() -> pd.DataFrame:
    return coverages.coverage(SIGHTINGS, JourneyMap(mapped_touchpoints(TOUCHPOINTS), {}), AS_OF, ("daypart",))


def reported(*, by_month: bool = False) -> pd.DataFrame:
    """Return four services that report, one of them green outside and red inside, one nobody visited."""
    names = {"Help line": (5, 35), "Loans": (40, 1), "Repairs": (1, 2), "Web": (0, 0)}
    metrics = metric_rows(*(a_metric(service=name) for name in names))
    visits = visit_rows(*((name, "", "2026-01-09", good, 0, bad) for name, (good, bad) in names.items()))
    belongs = belonging(*((name, "Call", name) for name in names))
    return melons.watermelon(metrics, visits, belongs, by_month=by_month)


def walked_in_pairs() -> pd.DataFrame:
    """Return agreement with each verdict there is: surely, so far, apart, too few, too alike."""
    sure, apart, alike = [1, 2, 3, 4, 5] * 12, [1, 5, 2, 4, 3] * 4, [5] * 12
    rated = {"reliability": (sure, sure), "assurance": (sure[:15], [1, *sure[1:15]]), "tangibles": (apart, apart[::-1])}
    rated |= {"empathy": (sure[:3], sure[:3]), "responsiveness": (alike, alike), "outcome": (sure, sure)}
    pairs = {name: pd.Series(one, dtype="float64") for name, (one, _) in rated.items()}
    return agreements.agreement(
        pd.DataFrame(pairs | {f"{name}_partner": pd.Series(two, dtype="float64") for name, (_, two) in rated.items()})
    )


def served() -> pd.DataFrame:
    counts = [
        *(("Desk", "Students", 30, 2), ("Desk", "Evening learners", 12, 9), ("Desk", "Visitors", 2, 1)),
        *(("Desk", "", 6, 1), ("Door", "Students", 10, 2), ("Lift", "Guests", 6, 1)),
    ]
    columns = ["touchpoint", "customer_group", "positives", "negatives"]
    return fairnesses.fairness(pd.DataFrame(counts, columns=columns))


def set_apart() -> pd.DataFrame:
    """Return groups beside the others, one of them met where nobody else was."""
    every = served()
    return every[every["gap"].notna()]


def waited() -> pd.DataFrame:
    """Return waits with each verdict there is: kept, possibly not kept, not kept, too few, never timed."""
    met = {"Desk": [60] * 9, "Call": [60] * 8 + [90] * 2, "Chat": [90] * 9, "Form": [60], "Door": []}
    rows = [(touchpoint, seconds, 1) for touchpoint, every in met.items() for seconds in every]
    counts = pd.DataFrame(rows, columns=["touchpoint", "wait_seconds", "n"])
    promised = pd.DataFrame({"touchpoint": list(met), "service": "Desk", "promise_minutes": 1.0, "target_share": None})
    return promises.waits(counts, promised, 0.9)


def spoken() -> pd.DataFrame:
    """Return words of complaint and of praise, sure ones and some that chance could have set apart."""
    counts = [("handed", 30, 0), ("twice", 9, 4), ("queue", 20, 20), ("kind", 4, 9), ("greeted", 1, 40)]
    return telling(word_odds(pd.DataFrame(counts, columns=["word", "negatives", "positives"])), 5)


def ticked() -> pd.DataFrame:
    counts = [("Greeting", "personal", 9), ("Greeting", "end run", 1), ("Invoice", "mixed message", 12_000)]
    observed = pd.DataFrame({"touchpoint": ["Greeting", "Invoice"], "observations": [40, 30_000]})
    return signs.signals(pd.DataFrame(counts, columns=["touchpoint", "signal", "n"]), observed)


def awaited() -> pd.DataFrame:
    """Return bad experiences at two touchpoints that nobody owns yet."""
    days = pd.DataFrame(
        {
            "touchpoint": ["Greeting", "Greeting", "Invoice"],
            "observed_on": pd.to_datetime(["2026-03-01", "2026-03-30", "2026-03-21"]).astype("datetime64[us]"),
            "negatives": [1, 2, 1],
            "confirmed": [0, 0, 0],
        }
    )
    text, day = pd.Series([], dtype="str"), pd.Series([], dtype="datetime64[us]")
    names = ("id", "touchpoint", "place", "recovery_id", "owner", "cause")
    nobody = pd.DataFrame(dict.fromkeys(names, text) | {"observed_on": day, "due_on": day})
    steps = pd.DataFrame({"recovery_id": text, "step": text, "taken_on": day})
    promised = pd.DataFrame({"touchpoint": ["Greeting"], "promise_minutes": [60.0]})
    return ageing.waiting(days, ageing.ageing(nobody, steps, promised, AS_OF), promised, AS_OF)


def answered() -> pd.DataFrame:
    """Return bad experiences at two touchpoints, some owned and some answered."""
    days = pd.DataFrame([("Greeting", "2026-03-01", "2026-03-02", "2026-03-09", 2),
                         ("Greeting", "2026-03-30", "2026-04-02", None, 3),
                         ("Invoice", "2026-03-21", None, None, 1)],
                        columns=["touchpoint", "observed_on", "owned_on", "answered_on", "n"])  # fmt: skip
    return answering.answered(days.assign(**{name: pd.to_datetime(days[name]) for name in days.columns[1:4]}))


def committed() -> pd.DataFrame:
    """Return one commitment as its picture takes it, with much seen before and little since."""
    days = pd.to_datetime(["2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30"])
    counts = pd.DataFrame([[days[0], days[1], 29, 31, days[2], days[3], 3, 1]], columns=COUNTED)
    return both_sides(pd.concat([counts, verdicts(counts)], axis=1).iloc[0].to_dict())


def beside() -> pd.DataFrame:
    """Return two dimensions on three sides, one of them never rated there, one too few to show."""
    rows = [
        (dimension, side, n, n, 3.5, 3.0, 4.0, grade)
        for dimension in ("reliability", "empathy")
        for side, n, grade in (("North Wing", 40, "strong"), ("Mill Lane Library", 4, "thin"), ("Annexe", 0, ""))
    ]
    columns = ["dimension", "side", "n", "visits", "score", "low", "high", "grade"]
    return in_lines(pd.DataFrame(rows, columns=columns))


def owed_beside() -> pd.DataFrame:
    rows = [("2026-Q1", 40, 12, 15.0, 8.0, 28.0, "good", 120.0), ("2026-Q2", 3, 3, None, None, None, "thin", None)]
    columns = ["side", "n", "visits", "bad_per_100", "low", "high", "grade", "owed_per_100"]
    return in_lines(pd.DataFrame(rows, columns=columns))


FRAMES: dict[str, Callable[[], pd.DataFrame]] = {
    "watermelon_map": lambda: labelled(reported()),
    "gap_whiskers": lambda: labelled(reported()),
    "attainment_months": lambda: reported(by_month=True)[:1],
    "waits_dots": waited,
    "word_dots": spoken,
    "signal_heat": ticked,
    "rater_dots": rated,
    "rating_bars": rated,
    "rater_heat": lambda: raters.rater(COUNTS),
    "debt_bars": trusted,
    "balance_line": lambda: ledgers.ledger(DAYS[:3], RESOLVED[:0], AS_OF).days,
    "ratio_band": lambda: ledgers.survives(DAYS, RESOLVED, AS_OF),
    "ranking_dots": lambda: rankings.ranking(SCORES),
    "experience_curve": lambda: staged(experienced()),
    "experience_path": experienced,
    "agreement_dots": walked_in_pairs,
    "fairness_dots": served,
    "gap_dots": set_apart,
    "control_chart": moved,
    "steadiness_bars": steady,
    "before_after_dots": compared,
    "waiting_lines": awaited,
    "answered_dots": answered,
    "commitment_dots": committed,
    "side_scores": beside,
    "side_shares": owed_beside,
    "coverage_heat": covered,
    "week_heat": lambda: coverages.times_of_week(SIGHTINGS),
}
PICTURES = {picture.chart.partition(".")[2]: picture for figure in CATALOGUE.values() for picture in figure.pictures}
CHARTS: dict[str, tuple[Callable[..., alt.LayerChart], Callable[[], pd.DataFrame]]] = {
    name: (picture.draws, FRAMES[name]) for name, picture in PICTURES.items()
}


@cache
def spec_of(name: str, scale: float = 1.0, **options: Any) -> dict[str, Any]:
    """Return a whole chart, checked against the Vega-Lite schema on the way; made once, as that takes its time."""
    chart, frame = CHARTS[name]
    spec: dict[str, Any] = chart(frame(), scale=scale, **options).to_dict()
    return spec


def parts(spec: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a drawing, the whole first."""
    if isinstance(spec, dict):
        yield spec
        for each in spec.values():
            yield from parts(each)
    elif isinstance(spec, list):
        for each in spec:
            yield from parts(each)


def without_data(spec: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in spec.items() if name != "datasets"}


def layers(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the layers of one kind that are seen, without the one that is only tapped."""
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind and "cursor" not in layer["mark"]]


def tapped(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the one layer that is there to be tapped."""
    strip: dict[str, Any]
    (strip,) = (layer for layer in spec["layer"] if "cursor" in layer["mark"])
    return strip


def encoded(spec: dict[str, Any]) -> set[str]:
    """Return the fields a drawing encodes, sorts, picks or transforms."""
    named = {part["field"] for part in parts(without_data(spec)) if isinstance(part.get("field"), str)}
    picked = {name for part in parts(without_data(spec)) for name in part.get("fields", [])}
    return named | picked


def mentioned(spec: dict[str, Any]) -> set[str]:
    """Return the fields a drawing's expressions speak of."""
    texts = (text for part in parts(without_data(spec)) for text in part.values() if isinstance(text, str))
    return {name for text in texts for name in re.findall(r"datum\.(\w+)", text)} - {"label", "value"}


def made(spec: dict[str, Any]) -> set[str]:
    """Return the fields a drawing makes for itself by laying out columns of a row."""
    transforms = [each for part in parts(spec) for each in part.get("transform", [])]
    calculated = {each["as"] for each in transforms if "calculate" in each}
    folded = {name for each in transforms if "fold" in each for name in each["as"]}
    looked_back = {window["as"] for each in transforms for window in each.get("window", [])}
    return calculated | folded | looked_back
