"""A made-up programme as plain rows, and the arithmetic of its figures worked out row by row.

Nothing here knows `audit.measures`, SQL or a data frame's grouping: what a figure should be is counted as one would
count it on paper, so that a fault in the tallies and a fault in a formula both show.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.keys import new_key
from audit.store.incoming import add_incoming_observations
from audit.store.journey import add_journey
from audit.store.opening import Store, open_store
from tests.builders import observation_rows

NAMES = ("reliability", "assurance", "tangibles", "empathy", "responsiveness")
AS_OF = date(2026, 3, 31)
BEGINS = date(2025, 9, 1)
WHOLE = "The visit as a whole"
Z95 = 1.959963984540054
Key = TypeVar("Key", bound=Hashable)


class Spot(NamedTuple):
    """Where a touchpoint stands, how likely it is to go well, and what the team has set itself there."""

    journey: str
    stage: str
    touchpoint: str
    good: float
    standards: Standards | None = None


SPOTS = (
    Spot("Getting in", "Arrive", "Door", 0.92, Standards(3.0, 4.0)),
    Spot("Getting in", "Arrive", "Desk", 0.60, Standards(3.5, 4.5)),
    Spot("Getting in", "Be helped", "Answer", 0.80),
    Spot("Getting in", "Be helped", "Form", 0.35, Standards(2.5, 3.5)),
    Spot("Getting out", "Leave", "Exit", 0.97),
)
NEVER = "Lift"  # a touchpoint on the map at which nobody has been


@dataclass(frozen=True)
class Row:
    """One observation as somebody would write it on a card."""

    spot: Spot
    at: datetime
    outcome: str
    ratings: dict[str, int]
    place: str
    group: str
    observer: str
    method: str
    wait: float | None
    words: str
    signals: tuple[str, ...]
    resolved_on: date | None
    logged_at: datetime
    key: str = field(default_factory=lambda: str(new_key()))

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()

    @property
    def touchpoint(self) -> str:
        """The touchpoint's name."""
        return self.spot.touchpoint

    @property
    def month(self) -> str:
        """The month as 2026-03."""
        return f"{self.at:%Y-%m}"

    @property
    def quarter(self) -> str:
        """The quarter as 2026-Q1."""
        return f"{self.at.year}-Q{(self.at.month + 2) // 3}"

    @property
    def score(self) -> float | None:
        """The mean of the ratings it has."""
        return sum(self.ratings.values()) / len(self.ratings) if self.ratings else None

    def as_incoming(self) -> dict[str, Any]:
        """Return the row as an import hands it over."""
        taken = {"resolved_on": self.resolved_on} if self.resolved_on else {}
        return {
            "id": self.key, "observed_on": self.on, "observed_at": self.at, "journey": self.spot.journey,
            "stage": self.spot.stage, "touchpoint": self.touchpoint, "outcome": self.outcome, "method": self.method,
            "place": self.place, "customer_group": self.group, "observer": self.observer, "what_happened": self.words,
            "signals": ";".join(self.signals), "wait_minutes": self.wait, "logged_at": self.logged_at,
            "is_whole_visit": self.touchpoint == WHOLE, **self.ratings, **taken,
        }  # fmt: skip


def a_row(dice: random.Random, spot: Spot, day: date) -> Row:
    """Return one observation as the dice have it."""
    at = datetime(day.year, day.month, day.day, dice.randint(7, 19), dice.choice((0, 10, 25, 40)))  # noqa: DTZ001  # UTC
    outcome = "positive" if dice.random() < spot.good else dice.choice(("negative", "negative", "neutral"))
    middle = {"positive": 4, "neutral": 3, "negative": 2}[outcome]
    ratings = {name: middle + dice.choice((-1, 0, 0, 1)) for name in NAMES if dice.random() < 0.7}
    is_mended = outcome == "negative" and dice.random() < 0.3
    words = {"positive": "quick and friendly", "neutral": "as usual", "negative": "slow and nobody came"}[outcome]
    return Row(
        spot, at, outcome, ratings,
        place=dice.choice(("North", "South", "")),
        group=dice.choice(("Students", "Students", "Visitors", "Staff", "")),
        observer=dice.choice(("Ada", "Ben", "Cleo")),
        method=dice.choice(("walk it through", "sit and listen", "imported")),
        wait=dice.choice((None, 0.5, 3.0, 12.25)),
        words=words if dice.random() < 0.6 else "",
        signals=tuple(sorted({dice.choice(("effortless", "personal", "end run")) for _ in range(dice.randint(0, 2))})),
        resolved_on=day + timedelta(days=dice.randint(0, 40)) if is_mended else None,
        logged_at=at + timedelta(minutes=dice.choice((0, 7, 7, 90, 3000))),
    )  # fmt: skip


def a_programme(seed: int, n: int = 260) -> list[Row]:
    """Return `n` observations over seven months, most of them at the first touchpoints, and some of whole visits."""
    dice = random.Random(seed)
    days = (AS_OF - BEGINS).days
    rows = []
    for _ in range(n):
        spot = dice.choices(SPOTS, weights=(6, 5, 4, 3, 1))[0]
        rows.append(a_row(dice, spot, BEGINS + timedelta(days=dice.randint(0, days))))
    whole = Spot("Getting in", "All of it", WHOLE, 0.5)
    return rows + [a_row(dice, whole, BEGINS + timedelta(days=dice.randint(0, days))) for _ in range(12)]


def the_map() -> tuple[Journey, ...]:
    """Return the journeys of the programme with the standards of their touchpoints, one never observed among them."""
    stages: dict[str, dict[str, list[Touchpoint]]] = defaultdict(lambda: defaultdict(list))
    for spot in SPOTS:
        own = Touchpoint(spot.touchpoint, standards=spot.standards)
        stages[spot.journey][spot.stage].append(own)
    stages["Getting out"]["Leave"].append(Touchpoint(NEVER, is_moment_of_truth=True))
    return tuple(
        Journey(name, "", tuple(Stage(stage, tuple(each)) for stage, each in of.items())) for name, of in stages.items()
    )


def stored(rows: Sequence[Row]) -> Store:
    """Return a store in memory that holds the map and the rows."""
    store = open_store()
    for journey in the_map():
        add_journey(store, journey)
    add_incoming_observations(store, observation_rows(*(row.as_incoming() for row in rows)), new_key())
    return store


def parts(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that are not of a visit as a whole."""
    return [row for row in rows if row.touchpoint != WHOLE]


def sorted_into(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Return the rows by what `key` says of each."""
    piles: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        piles[key(row)].append(row)
    return dict(piles)


def outcomes(rows: Iterable[Row]) -> tuple[int, int, int]:
    """Return how many rows are positive, neutral and negative."""
    counted = Counter(row.outcome for row in rows)
    return counted["positive"], counted["neutral"], counted["negative"]


def ratings(rows: Iterable[Row], name: str = "") -> list[int]:
    """Return all ratings of the rows, of one dimension where it is named."""
    return [value for row in rows for each, value in row.ratings.items() if name in ("", each)]


def scores(rows: Iterable[Row]) -> list[float]:
    """Return the scores of the rows that have one."""
    return [row.score for row in rows if row.score is not None]


def mean(values: Sequence[float]) -> float:
    """Return the mean; NaN of nothing."""
    return math.fsum(values) / len(values) if values else math.nan


def middle(values: Sequence[float]) -> float:
    """Return the median as one finds it in a sorted list."""
    line = sorted(values)
    return (line[(len(line) - 1) // 2] + line[len(line) // 2]) / 2


def wilson_by_hand(good: float, n: float) -> tuple[float, float]:
    """Return the ends of Wilson's interval as the two roots of (p - s)^2 = z^2 p(1 - p) / n, found by halving."""
    share = good / n

    def beyond(p: float) -> bool:
        return (p - share) ** 2 > Z95**2 * p * (1 - p) / n

    low, high = _edge(beyond, 0.0, share), _edge(beyond, 1.0, share)
    return (0.0 if good == 0 else low), (1.0 if good == n else high)


def _edge(beyond: Callable[[float], bool], outside: float, inside: float) -> float:
    for _ in range(60):
        halfway = (outside + inside) / 2
        outside, inside = (halfway, inside) if beyond(halfway) else (outside, halfway)
    return inside


def newcombe_by_hand(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """Return Newcombe's interval of the difference of two shares, each given as good and all."""
    (p, (l1, u1)), (q, (l2, u2)) = ((good / n, wilson_by_hand(good, n)) for good, n in (one, other))
    return p - q - math.sqrt((p - l1) ** 2 + (u2 - q) ** 2), p - q + math.sqrt((u1 - p) ** 2 + (q - l2) ** 2)


def evidence(n: int) -> str:
    """Return the word for evidence from so many observations."""
    return next(
        word for least, word in ((30, "strong"), (10, "good"), (5, "fair"), (3, "thin"), (0, "anecdote")) if n >= least
    )


@dataclass
class Debt:
    """What one bad experience owes, and what became of it."""

    on: date
    resolved_on: date | None
    owed: int
    paid: int = 0
    written_off: int = 0
    done_on: date | None = None


@dataclass
class Account:
    """The ledger of one touchpoint, kept with a pencil: one positive at a time, to the oldest debt."""

    debts: list[Debt] = field(default_factory=list)
    surplus: int = 0
    balances: list[tuple[date, int]] = field(default_factory=list)

    @property
    def owed(self) -> int:
        """What is owed now."""
        return sum(debt.owed - debt.paid - debt.written_off for debt in self.debts)


def keep_account(rows: Sequence[Row], ratio: int, as_of: date = AS_OF, *, confirmations: bool = True) -> Account:
    """Keep the ledger of one touchpoint day by day: positives first, then negatives, then confirmations."""
    account = Account()
    mended = {row.resolved_on for row in rows if row.outcome == "negative" and row.resolved_on and confirmations}
    for day in sorted(each for each in {row.on for row in rows} | mended if each <= as_of):
        today = [row for row in rows if row.on == day]
        for _ in range(sum(row.outcome == "positive" for row in today)):
            _pay_one(account, day)
        bad = [row.resolved_on if confirmations else None for row in today if row.outcome == "negative"]
        # Of one day, the first confirmed is paid first; a confirmation that lies ahead is not known yet.
        known = [each if each and each <= as_of else None for each in bad]
        account.debts += [Debt(day, each, ratio) for each in sorted(known, key=lambda each: each or date.max)]
        for debt in account.debts:
            if debt.resolved_on == day and debt.done_on is None:
                debt.written_off, debt.done_on = debt.owed - debt.paid, day
        account.balances.append((day, account.owed))
    return account


def _pay_one(account: Account, day: date) -> None:
    debt = next((each for each in account.debts if each.done_on is None), None)
    if debt is None:
        account.surplus += 1
        return
    debt.paid += 1
    if debt.paid == debt.owed:
        debt.done_on = day
