"""What a file is, told by its bytes: no table at all, text in one encoding or in two, and which sign parts its cells.

Read by the child process, so it imports nothing of the app and no pandas.
"""

import codecs
import csv
import io
import json
import re
from itertools import islice

SEPARATORS = (",", ";", "\t", "|")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OLD = "an old Excel (XLS) or Office file"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRANGERS = {  # what a file is that begins so, in small letters
    "a PDF document": (b"%pdf",),
    "a picture": (b"\x89png", b"\xff\xd8\xff", b"gif8"),
    "a packed (gzip) file; unpack it first": (b"\x1f\x8b",),
    "a web page": (b"<!doctype", b"<html", b"<table"),
    "an XML file": (b"<?xml",),
}
SAYS_SEPARATOR = re.compile(r"\ufeff?\"?sep=([^\w\s\"]|\t)\"?[ ]*(?:\r\n|\r|\n)", re.IGNORECASE)
MAC_ROMAN = re.compile(rb"[A-Za-z][\x81\x87\x88\x89\x8d\x8e\x8f\x90\x9d][a-z]")  # in Windows-1252 no letters of a word


class RefusedError(Exception):
    """The file cannot be read as a table; `answer` is the case and its details, for the parent to put in words."""

    def __init__(self, case: str, **details: object) -> None:
        super().__init__(case)
        self.answer = {"refused": case, **details}


def refuse_strangers(content: bytes) -> None:
    """Refuse what is no table, whatever the file is called.

    Raises:
        RefusedError: saying what it is.
    """
    opened = content[:64].lstrip().lower()
    for what, marks in STRANGERS.items():
        if opened.startswith(marks):
            raise RefusedError("not a table", what=what)
    if not content.strip():
        raise RefusedError("empty")
    if content.startswith(OLD_WORKBOOK):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedError("not a table", what="a workbook locked with a password" if is_locked else OLD)
    if what := _json(content.removeprefix(codecs.BOM_UTF8).lstrip()):
        raise RefusedError("not a table", what=what)


def _json(content: bytes) -> str:
    """Return which kind of JSON a file is, "" where it is none; a first line in brackets may be a column's name."""
    line = content.split(b"\n", 1)[0].strip()
    try:
        if content[:1] == b"{" and isinstance(json.loads(line), dict):
            return "JSON lines, one record a line"
    except ValueError:
        return "a JSON document" if re.match(rb'\{\s*"[^"]*"\s*:', content[:4096]) else ""
    return "a JSON document" if re.match(rb"\[\s*[\[{]", content[:4096]) else ""


def encoding_of(content: bytes, chosen: str) -> str:
    """Return the encoding under which every byte of `content` is text: by its mark, then UTF-8, then cp1252.

    Raises:
        RefusedError: there is none, or the file mixes two.
    """
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    sure = chosen or marked
    for encoding in [sure] if sure else ["utf-8", "cp1252"]:
        if (has_nul := _decodes(content, encoding)) is not None:
            _refuse_nul(is_there=has_nul)
            if encoding == "cp1252" and not sure:
                _refuse_doubtful(content)
            return encoding
    _refuse_nul(is_there=b"\0" in content)
    if not sure:
        _refuse_doubtful(content)
    raise RefusedError("encoding", encoding=sure.upper() if sure else "UTF-8 or Windows-1252")


def _refuse_nul(*, is_there: bool) -> None:
    if is_there:
        raise RefusedError("not text")


def _refuse_doubtful(content: bytes) -> None:
    """Refuse a text that is no UTF-8 as a whole, where some lines are, or where words look like those of a Mac."""
    if match := MAC_ROMAN.search(content):
        row = content[: match.start()].count(b"\n") + 1
        raise RefusedError("mac roman", row=row, word=_word_at(content, match.start()))
    is_utf8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}")
    if not any(_decodes(line, "utf-8") is not None for line in content.split(b"\n") if is_utf8.search(line)):
        return
    with io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", errors="surrogateescape", newline="") as text:
        separator = separator_of(text.read(262_144), 1, cut=False)
        text.seek(0)
        rows = enumerate(csv.reader(text, delimiter=separator), start=1)
        cells = ((number, column, cell) for number, row in rows for column, cell in enumerate(row, start=1))
        row, column, _ = next(cell for cell in cells if re.search("[\udc80-\udcff]", cell[2]))
        text.seek(0)
        header = next(csv.reader(text, delimiter=separator))
    name = header[column - 1] if column <= len(header) else ""
    raise RefusedError("two encodings", row=row, column=name if name.isprintable() and name else f"column {column}")


def _word_at(content: bytes, position: int) -> str:
    around = content[max(position - 20, 0) : position + 20].decode("mac_roman")
    return next((word for word in re.findall(r"\w+", around) if not word.isascii()), "")


def _decodes(content: bytes, encoding: str) -> bool | None:
    """Return None when `encoding` does not fit, else whether a NUL character is among the text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    step = 1 << 20
    has_nul = False
    try:
        for start in range(0, max(len(view), 1), step):
            has_nul |= "\0" in decoder.decode(view[start : start + step], final=start + step >= len(view))
    except UnicodeError:
        return None
    return has_nul


def separator_of(start: str, header_row: int, *, cut: bool) -> str:
    """Return the separator that splits header and first rows into the most cells, all rows alike if possible."""

    def fit(separator: str) -> tuple[bool, int]:
        rows = list(islice(csv.reader(io.StringIO(start, newline=""), delimiter=separator), header_row + 20))
        rows = [row for row in rows[header_row - 1 : -1 if cut else None] if any(row)]
        width = len(rows[0]) if rows else 0
        return width > 1 and all(len(row) == width for row in rows), width

    return max(SEPARATORS, key=fit)


def refuse_one_cell_a_row(header: list[str]) -> None:
    """Refuse a text whose rows are one cell each, where that cell holds what another program parts cells with.

    Raises:
        RefusedError: naming the sign that may be meant.
    """
    if len(header) == 1 and (signs := re.findall(r"[\^~:!#\x1f/]", header[0])):
        raise RefusedError("no separator", sign=max(sorted(set(signs)), key=signs.count))
