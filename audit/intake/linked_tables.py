"""Two tables of one file made into one: what a form asks once, and what it asks again at every stop.

Read by the child process, so it imports nothing of the app and no pandas.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.intake.file_kinds import RefusedError

LINKS = (  # a column of what repeats, and the one of its submission that holds the same: ODK Central, then KoboToolbox
    ("PARENT_KEY", "KEY"),
    ("_submission__id", "_id"),
    ("_parent_index", "_index"),
)
SUBMISSION_KEYS = ("KEY", "_id", "rootUuid", "_uuid", "instanceID")  # the first that is filled stays through every edit
OURS = ("submission key", "row key")  # columns that are made here, of what stays the same when others are added
CENTRAL = ("SubmissionDate", "KEY")
MAX_CSV = 50 * 1024 * 1024  # bytes of the tables of an archive once unpacked; its photos stay packed

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table of a file: its name, its column names, and its filled rows with the number each has in a spreadsheet."""

    name: str
    header: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Linked:
    """A table that says several things of each row of another, and the columns that hold the same in both."""

    repeat: NamedTable
    form: NamedTable
    theirs: str
    ours: str

    def header(self) -> list[str]:
        """Return the column names of both: of system columns that both have, what repeats keeps its own."""
        return [*(self.form.header[place] for place in self._of_form()), *self.repeat.header, *OURS]

    def _of_form(self) -> list[int]:
        own = {name for name in self.repeat.header if name.startswith("_") or name == self.ours}
        return [place for place, name in enumerate(self.form.header) if name not in own]

    def alone(self) -> int:
        """Return how many rows of the one table have none in the other."""
        place = self.repeat.header.index(self.theirs)
        return len(set(self._by_key()) - {cells[place] for _, cells in self.repeat.rows})

    def _by_key(self) -> dict[str, Sequence[str]]:
        place = self.form.header.index(self.ours)
        return {cells[place]: cells for _, cells in self.form.rows}

    def rows(self) -> Iterator[Row]:
        """Yield the rows of what repeats, each behind the cells of its submission."""
        by_key, shown, place = self._by_key(), self._of_form(), self.repeat.header.index(self.theirs)
        nobody = [""] * len(self.form.header)
        places = [self.form.header.index(name) for name in _present(self.form.header)]
        counts: dict[str, int] = {}
        for number, cells in self.repeat.rows:
            form = by_key.get(cells[place], nobody)
            submission = next((form[each] for each in places if form[each].strip()), cells[place])
            counts[submission] = counts.get(submission, 0) + 1
            ours = (submission, f"{submission}/{counts[submission]}")
            yield number, [*(form[each] for each in shown), *cells, *ours]

    def cells(self) -> int:
        """Return how many cells both make together."""
        return len(self.repeat.rows) * (len(self.form.header) + len(self.repeat.header))


def _present(header: Sequence[str]) -> list[str]:
    """Return the columns of a submission that tell it from others, the one that stays longest first."""
    ends = {name.replace(".", "/").replace("-", "/").rsplit("/", 1)[-1]: name for name in header}
    return [ends[key] for key in SUBMISSION_KEYS if key in ends]


def linked(tables: Sequence[NamedTable], chosen: str) -> Linked | None:
    """Return the first of `tables` that belongs to another, or the one called `chosen`; None where none does."""
    wanted = [table for table in tables if chosen in {"", table.name}]
    for theirs, ours in LINKS:
        forms = [table for table in tables if ours in table.header and theirs not in table.header]
        for repeat in wanted:
            if theirs in repeat.header and forms and repeat.rows:
                return Linked(repeat, forms[0], theirs, ours)
    return None


def central_tables(content: bytes) -> dict[str, bytes]:
    """Return name -> content of the CSV tables in an archive of ODK Central, the form's own first.

    There are none in an archive of another kind. The sizes an archive states may lie; none is read further than it
    states, and its checksum has to fit.

    Raises:
        RefusedError: the archive is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
            size = sum(entry.file_size for entry in entries)
            texts = [archive.read(entry) for entry in entries] if size <= MAX_CSV else []
    except Exception as error:
        raise RefusedError("damaged") from error
    if size > MAX_CSV:
        raise RefusedError("costly")
    tables = {entry.filename.rsplit("/", 1)[-1][:-4]: text for entry, text in zip(entries, texts, strict=True)}
    main = [name for name, text in tables.items() if _is_of_central(text)]
    others = [name for name in tables if name not in main]
    return {name: tables[name] for name in (*main, *others)} if main else {}


def _is_of_central(content: bytes) -> bool:
    first = content[:100_000].decode("utf-8-sig", errors="replace").split("\n", 1)[0]
    return set(next(csv.reader(io.StringIO(first)), [])) >= set(CENTRAL)
