import duckdb
import pytest

from audit.store.file import parsing
from audit.store.file.parsing import MOST_PARSED, parsed

ADD = "INSERT INTO stop (name) VALUES ($name)"


@pytest.fixture
def connection():
    with duckdb.connect() as made:
        made.execute("CREATE TABLE stop (name TEXT)")
        yield made


def names(connection):
    return [name for (name,) in connection.execute("SELECT name FROM stop ORDER BY name").fetchall()]


def test_a_statement_is_parsed_once_and_run_by_any_cursor(connection):
    once = parsed(connection, ADD)
    for name in ("Arrival", "Desk"):
        with connection.cursor() as cursor:
            assert parsed(cursor, ADD) is once
            cursor.execute(parsed(cursor, ADD), {"name": name})
    assert names(connection) == ["Arrival", "Desk"]


def test_a_statement_that_was_parsed_speaks_of_the_tables_as_they_are_now(connection):
    read = "SELECT * FROM stop"
    parsed(connection, read)
    connection.execute(ADD, {"name": "Desk"})
    connection.execute("ALTER TABLE stop ADD COLUMN floor INTEGER DEFAULT 2")
    assert connection.execute(parsed(connection, read)).fetchall() == [("Desk", 2)]


@pytest.mark.parametrize("text", ["SELECT 1; SELECT 2", ""])
def test_a_text_of_more_or_less_than_one_statement_stays_a_text(connection, text):
    assert parsed(connection, text) is text


def test_what_cannot_be_parsed_is_refused_each_time(connection):
    for _ in range(2):
        with pytest.raises(duckdb.ParserException, match="selec"):
            parsed(connection, "selec 1")


def test_the_statements_of_yesterday_do_not_fill_the_memory(connection):
    for number in range(MOST_PARSED + 1):
        parsed(connection, f"SELECT {number}")
    assert len(parsing._PARSED) <= MOST_PARSED
    assert connection.execute(parsed(connection, "SELECT 7")).fetchall() == [(7,)]
