"""What waited on a phone comes in by command: what came of it is printed, and what was left out is exit 3."""

import json

import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.store.observation import observation_count
from audit.store.opening import open_store
from tests.builders import with_desk
from tests.web.walk.messages import a_message, a_sent_entry, a_sent_walk
from tests.web.walk.test_waiting_file import a_file


@pytest.fixture
def audit_file(tmp_path):
    store = open_store(tmp_path / "audit.duckdb")
    with_desk(store)
    store.close()
    return tmp_path / "audit.duckdb"


@pytest.fixture
def moments(audit_file, tmp_path):
    """Return a way to import a file with words of one's own."""

    def run(content, *words):
        (tmp_path / "walks.json").write_bytes(content)
        given = ["import", str(tmp_path / "walks.json"), *words]
        return CliRunner().invoke(main, given, env={"AUDIT_STORE": str(audit_file)})

    return run


def test_it_comes_in_once_and_a_dry_run_only_says_what_it_holds(moments, audit_file):
    content = a_file(a_message(a_sent_walk(), a_sent_entry()))
    dry = moments(content, "--dry-run")
    assert (dry.exit_code, dry.output) == (0, "Nothing is written. It holds 1 walk with 1 observation and 0 photos.\n")
    done = moments(content)
    assert done.exit_code == 0
    assert "1 observation new" in done.output
    again = moments(content, "--json")
    assert json.loads(again.output) == {
        "walks": 1,
        "added": 0,
        "corrected": 0,
        "already_there": 1,
        "photos": 0,
        "problems": [],
    }
    store = open_store(audit_file)
    assert observation_count(store) == 1
    store.close()


def test_what_was_left_out_is_printed_and_is_exit_3(moments):
    answer = moments(a_file(a_message(a_sent_walk(), a_sent_entry(outcome="splendid"), a_sent_entry())))
    assert answer.exit_code == 3
    assert "1 observation new" in answer.output
    assert "  Greeting, " in answer.output


def test_a_file_of_another_program_and_options_of_tables_are_refused_in_words(moments):
    foreign = moments(b'{"tracks": []}')
    assert foreign.exit_code == 1
    assert "is not what a phone wrote" in foreign.output
    options = moments(a_file(), "--replace-changed")
    assert options.exit_code == 2
    assert "are for tables" in options.output
