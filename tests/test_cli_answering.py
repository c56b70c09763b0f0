"""Posters of what staff were answered come from the command: all or some of them, and never over what is there."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from audit.actions.answers import give_answer
from audit.actions.walks import record_walk_through
from audit.cli import main
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.store.opening import open_store
from tests.builders import ANSWER, GREETING, NOON, a_walk, an_answer, an_observation, with_desk

DAY = NOON.date()


@pytest.fixture
def moments(tmp_path):
    store = with_desk(open_store(tmp_path / "audit.duckdb"))
    for touchpoint, days in ((GREETING, 1), (ANSWER, 9)):
        seen = an_observation(id=new_key(), touchpoint_id=touchpoint.id, outcome=Outcome.NEGATIVE)
        record_walk_through(store, a_walk(), [seen])
        day = DAY + timedelta(days=days)
        give_answer(store, an_answer(words=f"{touchpoint.name} is mended.", answered_on=day), [seen.id], day)
    store.close()

    def run(*words):
        return CliRunner().invoke(main, list(words), env={"AUDIT_STORE": str(tmp_path / "audit.duckdb")})

    return run


def test_posters_are_of_every_answer_or_of_some_and_not_written_over_what_is_there(moments, tmp_path):
    out = tmp_path / "out.html"
    assert moments("answer-posters", str(out)).stdout == "Written: 2 posters, one a sheet.\n"
    page = out.read_text(encoding="utf-8")
    assert page.index("Answer is mended.") < page.index("Greeting is mended.")
    assert "Greeted within five seconds" not in page
    assert "desk lead" not in page
    assert moments("answer-posters", str(out)).exit_code == 1
    since = str(DAY + timedelta(days=5))
    for some in (("--touchpoint", "Answer"), ("--since", since)):
        assert moments("answer-posters", str(out), "--replace", *some).stdout == "Written: 1 poster, one a sheet.\n"
        assert "Answer is mended." in out.read_text(encoding="utf-8")


def test_the_command_prints_what_was_found_owned_and_answered(moments):
    first, *rows = moments("measure", "answers").stdout.splitlines()
    assert first.startswith("touchpoint,negatives,owned,owned_share,owned_median_days,answered,")
    assert sorted(row.split(",")[:2] for row in rows) == [["Answer", "1"], ["Greeting", "1"]]
