"""A workbook looked at before it is opened: what else it is, how large inside, and whether its formulas have results.

Read by the child process, so it imports nothing of the app and no pandas.
"""

import io
import re
import zipfile

from audit.intake.file_kinds import RefusedError

MAX_ENTRIES = 200  # parts of a workbook: a real one has about twenty
MAX_UNPACKED = 50 * 1024 * 1024  # bytes inside a workbook once unpacked


def check_unpacked(content: bytes) -> None:
    """Refuse a workbook that is damaged, or far larger inside than any real one.

    The sizes a zip states may lie; reading each part to its stated end checks them against its checksum.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            fault = _fault(archive)
    except Exception as error:
        raise RefusedError("damaged") from error
    if fault:
        raise fault


def _fault(archive: zipfile.ZipFile) -> RefusedError | None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return RefusedError("costly")
    names = [entry.filename for entry in entries]
    if not any(name.startswith("xl/workbook") for name in names):
        return RefusedError("not a table", what=_packed(archive, names))
    return RefusedError("damaged") if archive.testzip() else None


def refuse_uncalculated(content: bytes, number: int) -> None:
    """Refuse the sheet at `number` of a workbook where a formula has no result, which would come in as nothing.

    Raises:
        RefusedError: naming the first such cell.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book, links = (_part(archive, f"xl/{name}") for name in ("workbook.xml", "_rels/workbook.xml.rels"))
        keys = re.findall(rb"<sheet\b[^>]*?\br:id=[\"']([^\"']+)", book)
        link = keys[number] if number < len(keys) else b""
        (tag,) = re.findall(rb"<Relationship\b[^>]*\bId=[\"']%b[\"'][^>]*>" % re.escape(link), links)[:1] or [b""]
        path = re.search(rb"\bTarget=[\"']/?(?:xl/)?([^\"']+)", tag)
        xml = _part(archive, f"xl/{path[1].decode()}") if path else b""
    for match in re.finditer(rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)", xml):
        cell = xml[xml.rfind(b"<c ", 0, match.start()) : match.start()]
        if b't="str"' not in cell:  # of text, nothing may be the result
            (name,) = re.findall(rb"\br=\"([A-Z]+[0-9]+)\"", cell)[:1] or [b"somewhere in it"]
            raise RefusedError("never calculated", cell=name.decode())


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _packed(archive: zipfile.ZipFile, names: list[str]) -> str:
    """Return what a zip archive is that is no XLSX workbook."""
    kind = archive.read("mimetype")[:100] if names[:1] == ["mimetype"] else b""
    if b"opendocument.spreadsheet" in kind:
        return "an OpenDocument spreadsheet (ODS)"
    return "a zip archive that is not an XLSX workbook; unpack it first"
