"""The figures of recoveries come from the store as the board shows them, filtered and limited alike."""

from datetime import timedelta
from uuid import UUID

import pytest

from audit.actions import recoveries, walks
from audit.actions.imports import load_sample, undo_import
from audit.figures import MOST_UNOWNED, Question, trust
from audit.figures import recovery as figures
from audit.measures.ageing import NOBODY
from audit.measures.write_off import Account
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.reply import Reply, ReplyKind
from audit.model.service import Service
from audit.model.story import Cause
from audit.model.view import View
from audit.store.service import add_service, set_service
from tests.builders import ANSWER, GREETING, NOON, a_walk, an_observation

TODAY = NOON.date() + timedelta(days=10)
ASKED = Question(TODAY)


def happened(store, days=0, place="Main hall", **changes):
    seen = an_observation(
        **{"outcome": Outcome.NEGATIVE, "id": new_key(), "observed_on": NOON.date() + timedelta(days=days)} | changes
    )
    walks.record_walk_through(store, a_walk(id=new_key(), place=place), [seen])
    return seen.id


def own(store, key, **changes):
    recoveries.own(store, Recovery(key, "desk lead", **changes), Taken(Step.OWNED, TODAY), TODAY)


def test_the_owned_and_those_nobody_owns_stand_in_one_list_the_longest_wait_first(desk):
    young, old, good = happened(desk, 4), happened(desk), happened(desk, outcome=Outcome.POSITIVE)
    own(desk, young)
    rows = figures.recoveries(desk, ASKED)
    assert list(rows["id"]) == [str(old), str(young)]
    assert list(rows["step"]) == [NOBODY, "owned"]
    assert list(rows["days_open"]) == [10, 6]
    assert str(good) not in set(rows["id"])


def test_the_due_day_comes_from_the_resolution_the_service_promises_else_from_its_first_response(desk):
    for touchpoint, promised in (
        (GREETING, {"first_response_minutes": 60, "resolution_minutes": 3 * 1440}),
        (ANSWER, {"first_response_minutes": 60}),
    ):
        service = Service(touchpoint.name, **promised)
        add_service(desk, service)
        set_service(desk, touchpoint.id, service.id)
        happened(desk, touchpoint_id=touchpoint.id)
    rows = figures.recoveries(desk, ASKED).set_index("touchpoint")
    assert list(rows.loc[["Greeting", "Answer"], "overdue_days"]) == [7, 10]
    assert dict(zip(*figures.waiting(desk, ASKED)[["touchpoint", "overdue"]].T.to_numpy(), strict=True)) == {
        "Greeting": 1,
        "Answer": 1,
    }


@pytest.mark.parametrize(
    "view",
    [
        View(places=("Annex",)),
        View(touchpoint="Answer"),
        View(since=NOON.date() + timedelta(days=3)),
    ],
)
def test_the_filter_narrows_the_owned_and_the_others_alike(desk, view):
    for owned in (True, False):
        happened(desk)
        key = happened(desk, 3, place="Annex", touchpoint_id=ANSWER.id)
        if owned:
            own(desk, key)
    assert list(figures.recoveries(desk, Question(TODAY, view))["step"]) == [NOBODY, "owned"] or list(
        figures.recoveries(desk, Question(TODAY, view))["step"]
    ) == ["owned", NOBODY]
    assert figures.waiting(desk, Question(TODAY, view))[["waiting", "unowned"]].to_numpy().tolist() == [[2, 1]]


def test_withdrawn_and_later_ones_wait_for_nobody(desk):
    walks.withdraw_observation(desk, happened(desk), "KM", "Wrong desk.")
    happened(desk, 11)
    assert figures.recoveries(desk, ASKED).empty
    assert figures.waiting(desk, ASKED).empty


def test_a_reply_stands_beside_the_case(desk):
    key = happened(desk)
    recoveries.reply(desk, Reply(key, ReplyKind.QUERY, "Was it at the desk?"), "")
    assert figures.recoveries(desk, ASKED)["reply"].tolist() == ["query"]


def test_a_confirmation_shows_in_what_is_written_off(desk):
    key = happened(desk)
    own(desk, key)
    assert figures.account(desk, ASKED, "Greeting", NOON.date()) == Account(1, 0, 12, 0, 1)
    recoveries.take_step(desk, key, Taken(Step.CONFIRMED, TODAY), TODAY)
    assert figures.account(desk, ASKED, "Greeting", NOON.date()) == Account(1, 12, 0, 0, 0)


def test_of_many_the_oldest_are_listed_and_all_are_counted(store):
    batch = load_sample(store, 4_000, 12, TODAY).batch
    rows, summed = figures.recoveries(store, ASKED), figures.waiting(store, ASKED)
    assert (rows["step"] == "nobody yet").sum() == MOST_UNOWNED < summed["unowned"].sum()
    assert summed["negatives"].sum() == trust(store, ASKED)["negatives"].sum()
    key = rows["id"].iloc[0]
    own(store, UUID(key))
    recoveries.reply(store, Reply(UUID(key), ReplyKind.QUERY, "Was it at the desk?"), "")
    undo_import(store, batch, "KM")
    with store.reading() as cursor:
        for table in ("recovery", "recovery_step", "reply"):
            assert cursor.execute(f"SELECT COUNT(*) FROM {table}").fetchall() == [(0,)]


def test_as_of_a_past_day_both_figures_tell_what_stood_then(desk):
    key, day = happened(desk), NOON.date()
    own(desk, key, cause=Cause.POLICY)
    on = [day + timedelta(days=number) for number in (2, 5, 8)]
    for step, taken_on in zip((Step.CONFIRMED, Step.REOPENED, Step.CANNOT), on, strict=True):
        recoveries.take_step(desk, key, Taken(step, taken_on, words="Because."), TODAY)
    told = []
    for each in (day, *on):
        (case,) = figures.recoveries(desk, Question(each)).to_dict("records")
        (summed,) = figures.waiting(desk, Question(each)).to_dict("records")
        counts = (summed["confirmed"], summed["cannot"], summed["waiting"], summed["unowned"])
        told.append((case["step"], case["owner"], case["cannot_because"], counts))
    assert told == [
        (NOBODY, "", "", (0, 0, 1, 1)),
        ("customer confirmed", "desk lead", "", (1, 0, 0, 0)),
        (NOBODY, "", "", (0, 0, 1, 1)),
        ("cannot", "desk lead", "Because.", (0, 1, 0, 0)),
    ]
