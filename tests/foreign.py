"""The foreign tables of the trial data, and what is said of those that are refused as a whole."""

from pathlib import Path

REFUSED = {
    "32": "each row ends with one empty cell more than the header",
    "33": "row 3 is not, in the column 'Desk'",
    "34": "looks like Mac Roman ('Réception')",
    "38": "the formula in cell C3 was never calculated",
    "47": "a packed (gzip) file; unpack it first",
    "48": "a zip archive that is not an XLSX workbook; unpack it first",
    "49": "a web page",
    "51": "JSON lines",
    "52": "no separator was found",
    "59": "an old Excel (XLS)",
    "60": "an OpenDocument spreadsheet (ODS)",
}


def foreign_table(given: Path, start: str) -> Path:
    """Return the one table whose name starts so."""
    return next((given / "foreign_tables").glob(f"{start}_*"))
