"""Every earlier version's audit, opened and restored by this one: no row lost, no value changed, figures as before."""

import io
import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pandas as pd
import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.store.opening import open_store
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.checking import check
from audit.store.upkeep.fingerprint import table_names
from audit.store.upkeep.restoring import restore
from tests.conftest import ROOT
from tests.drills.figures import IS_WHOLE, tell

OLDER = Path(__file__).parent / "older"  # a store, its backup and two figures, each made by the code of its time
AS_OF = "2026-11-29"  # the day they were made
VERSIONS = sorted(OLDER.glob("*.zip"))[:: 1 if IS_WHOLE else 4]
MIGRATIONS = [int(file.name[:4]) for file in sorted((ROOT / "audit" / "store" / "migrations").glob("*.sql"))]
ROWS = 3  # made up in every table
MOMENT = datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001  # the store keeps UTC without an offset


def columns_of(cursor):
    """Return for each table its columns, each with its type; migrations are told apart by their moment elsewhere."""
    rows = cursor.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "ORDER BY table_name, ordinal_position"
    ).fetchall()
    tables = set(table_names(cursor)) - {"migration"}
    return {table: {name: kind for its, name, kind in rows if its == table} for table in sorted(tables)}


def prints_of(store, columns=None):
    """Return rows and a fingerprint for every column of every table, or of those named."""
    with store.reading() as cursor:
        known = columns or columns_of(cursor)
        return known, {
            (table, name): cursor.execute(
                f'SELECT COUNT(*), COALESCE(SUM(CAST(hash("{name}") AS HUGEINT)), 0) FROM "{table}"'
            ).fetchone()
            for table, its in known.items()
            for name in its
        }


@pytest.mark.drill
@pytest.mark.parametrize("way", ["opened", "restored"])
def test_what_earlier_versions_wrote_is_there_and_gives_the_same_figures(tmp_path, capsys, way):
    rows, changed, figures = 0, [], []
    for version in VERSIONS:
        path = tmp_path / version.stem / "audit.duckdb"
        with zipfile.ZipFile(version) as archive:
            archive.extractall(path.parent)
        columns, before = old_prints(path, tmp_path)
        if way == "restored":
            path.unlink()
            restore(path.with_suffix(".backup"), path)
        store = open_store(path)
        _, after = prints_of(store, columns)
        assert check(store) == []
        store.close()
        changed += [f"{version.stem}: {where}" for where, found in before.items() if after[where] != found]
        rows += sum(found[0] for (table, name), found in before.items() if name == next(iter(columns[table])))
        figures += [f"{version.stem}: {name}" for name in ("rater", "trust") if not is_as_before(path, name)]
    tell(
        capsys,
        f"{len(VERSIONS)} earlier versions' own audits {way}: of {rows} rows {len(changed)} columns changed, "
        f"{len(figures)} of {2 * len(VERSIONS)} figures changed",
    )
    assert VERSIONS
    assert [changed, figures] == [[], []]


def old_prints(path, tmp_path):
    """Return the columns a store has and their fingerprints, read without bringing it up to date."""
    number = int(path.parent.name.rsplit("-", 1)[1])
    copy = tmp_path / f"{path.parent.name}-as-it-was.duckdb"
    copy.write_bytes(path.read_bytes())
    store = open_store(copy, last=number)
    try:
        return prints_of(store)
    finally:
        store.close()


def is_as_before(path, name):
    """Return whether a figure is what the code of its time printed."""
    asked = ["measure", name, "--as-of", AS_OF, "--store", str(path)]
    now = pd.read_csv(io.StringIO(CliRunner().invoke(main, asked).stdout))
    before = pd.read_csv(path.with_name(f"{name}.csv"))
    return now[list(before)].equals(before)


@pytest.mark.drill
def test_a_store_of_every_migration_with_rows_in_every_table_is_brought_up_to_date(tmp_path, capsys):
    tables, changed = 0, []
    for number in MIGRATIONS[:: 1 if IS_WHOLE else 3]:
        path = tmp_path / f"{number}.duckdb"
        store = open_store(path, last=number)
        columns = filled(store)
        _, before = prints_of(store, columns)
        back_up(store, path.with_suffix(".backup"))
        store.close()
        restore(path.with_suffix(".backup"), path.with_name(f"{number}-restored.duckdb"))
        for each in (path, path.with_name(f"{number}-restored.duckdb")):
            store = open_store(each)
            _, after = prints_of(store, columns)
            store.close()
            changed += [f"{each.stem}: {where}" for where, found in before.items() if after[where] != found]
        assert {count for count, _ in before.values()} == {ROWS}
        tables += len(columns)
    tell(capsys, f"{tables} tables of every earlier migration, opened and restored: {len(changed)} columns changed")
    assert changed == []


def filled(store):
    """Put a few rows of made-up values into every table, and return their columns."""
    with store.writing() as cursor:
        columns, chosen = columns_of(cursor), words_allowed(cursor)
        for table, its in columns.items():
            for row in range(1, ROWS + 1):
                given = {name: chosen.get((table, name)) or made_up(name, kind, row) for name, kind in its.items()}
                places = ", ".join(f"${name}" for name in given)
                cursor.execute(f'INSERT INTO "{table}" ({", ".join(given)}) VALUES ({places})', given)
    return columns


def words_allowed(cursor):
    """Return the first of the words that a column takes, for each column that takes only a few."""
    rows = cursor.execute(
        "SELECT table_name, constraint_text FROM duckdb_constraints() WHERE constraint_type = 'CHECK'"
    ).fetchall()
    found = ((table, re.search(r"(\w+) IN \('(\w[^']*)'|(\w+) IN \('', '(\w[^']*)'", text)) for table, text in rows)
    return {(table, match[1] or match[3]): match[2] or match[4] for table, match in found if match}


def made_up(name, kind, row):
    """Return a value of a type, another in every row where it can be; small enough for a share, and for a rating."""
    day = date(2026, 1, row) + timedelta(days=60 * name.endswith(("end", "until")))
    values = {
        "UUID": UUID(int=row),
        "VARCHAR": "Europe/Helsinki" if name == "time_zone" else f"Words Ü {row}",
        "DATE": day,
        "TIMESTAMP": datetime.combine(day, MOMENT.time()),
        "BOOLEAN": row % 2 == 0,
        "DOUBLE": 1.0,
    }
    return values.get(kind, row)
