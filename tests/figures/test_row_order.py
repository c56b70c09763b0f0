"""The order of rows in a file is nobody's statement: whatever it is, every figure is the same."""

import random

import pandas as pd
import pytest

from audit.actions import imports
from audit.figures import CATALOGUE, MEASURES, Question
from audit.store.journey import journeys
from audit.store.observation import observations
from audit.store.opening import open_store
from tests.builders import NOON

pytestmark = pytest.mark.crossing

TODAY = NOON.date().replace(month=6)
HEADER = (
    "observed_at,journey,stage,touchpoint,channel,place,customer_group,observer,outcome,reliability,empathy,"
    "wait_minutes,what_happened,signals"
)
KEPT_APART = {"rater", "trust", "coverage", "fairness"}
BY = ((), ("channel",), ("touchpoint", "channel"), ("journey", "stage"), ("customer_group", "place"))


def the_rows(*, seed=5, n=120):
    """Return rows in which touchpoints share a name, some channels are not said, and two observers meet."""
    dice = random.Random(seed)
    rows = []
    for number in range(n):
        day, hour = 1 + number % 28, 9 + number % 8
        outcome = dice.choice(["positive", "positive", "negative", "neutral"])
        rating = {"positive": 5, "neutral": 3, "negative": 1}[outcome]
        rows.append(
            f"2026-0{1 + number % 3}-{day:02d}T{hour:02d}:{number % 60:02d}:00,{dice.choice(['In', 'Out'])},"
            f"{dice.choice(['First', 'Last'])},{dice.choice(['Desk', 'Door', 'Kiosk'])},"
            f"{dice.choice(['phone', '', '', 'chat'])},{dice.choice(['North', 'South', ''])},"
            f"{dice.choice(['A', 'B', ''])},{dice.choice(['KM', 'EF'])},{outcome},{rating},"
            f"{dice.choice(['', rating])},{dice.choice(['', 4, 17.5])},{dice.choice(['', 'They waited long'])},"
            f"{dice.choice(['', 'personal'])}"
        )
    return rows


def every_figure(content):
    """Return each figure of the audit that `content` alone makes, by name and what it is kept apart by."""
    store = open_store()
    recipe, reading = imports.read_file(store, content, "a.csv")
    imports.import_reading(store, reading, recipe, "a.csv")
    found = {
        (name, by): measure(store, Question(TODAY, by=by)).drop(columns="touchpoint_id", errors="ignore")
        for name, measure in MEASURES.items()
        for by in dict.fromkeys([CATALOGUE[name].by, *(BY if name in KEPT_APART else ())])
    }
    found |= {"the latest": observations(store, Question(TODAY).view), "map": pd.DataFrame(the_map(store))}
    store.close()
    return found


def the_map(store):
    return [
        (journey.name, stage.name, touchpoint.name, touchpoint.channel)
        for journey in journeys(store)
        for stage, touchpoint in journey.touchpoints()
    ]


def alike(one, other):
    one, other = every_figure(one), every_figure(other)
    for key, figure in one.items():
        pd.testing.assert_frame_equal(figure, other[key], obj=str(key))
    return one


def a_table(rows):
    return "\n".join([HEADER, *rows]).encode()


@pytest.mark.parametrize("seed", [1, 2])
def test_rows_in_another_order_give_every_figure_alike(seed):
    rows = the_rows()
    alike(a_table(rows), a_table(random.Random(seed).sample(rows, len(rows))))


def test_a_channel_that_was_not_said_is_nobodys():
    rows = ["2026-05-01,,,Desk,phone,,,,positive,5,,,,", *["2026-05-02,,,Desk,,,,,negative,1,,,,"] * 2]
    found = alike(a_table(rows), a_table(rows[::-1]))["trust", ("channel",)].set_index("channel")
    assert found["negatives"].to_dict() == {"": 2, "phone": 0}


def test_the_three_rows_with_phone_first_and_with_phone_last_are_one_table(given):
    folder = given / "measures" / "mix"
    first, last = ((folder / f"channel_phone_{which}.csv").read_bytes() for which in ("first", "last"))
    assert alike(first, last)["trust", ("channel",)]["negatives"].tolist() == [2, 0]
