"""Tables and workbooks made for a test, written out so that a reader sees what is in the file."""

from datetime import date
from io import BytesIO

import pandas as pd
import xlsxwriter

from audit.intake.recipe import Recipe
from audit.intake.recipe_text import recipe_from_toml
from audit.intake.tables import Table

TODAY = date(2026, 6, 30)
COLUMNS = ("observed_at", "touchpoint", "outcome")


def a_table(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS, repeated: tuple[str, ...] = ()) -> Table:
    """Return a table as the reader gives it: text cells, rows numbered from 2."""
    index = pd.Index(range(2, len(rows) + 2), name="row")
    frame = pd.DataFrame(list(rows), columns=list(columns), index=index, dtype="str")
    return Table("made.csv", columns, frame, encoding="utf-8", separator=",", repeated=repeated)


def a_recipe(text: str, name: str = "survey") -> Recipe:
    return recipe_from_toml(f'name = "{name}"\n{text}', f"{name}.toml")


def a_workbook(*rows: tuple[object, ...], sheets: tuple[str, ...] = ("First",)) -> bytes:
    """Return an XLSX file whose first sheet holds `rows`; dates and times get the formats spreadsheets give them."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        pages = [book.add_worksheet(sheet) for sheet in sheets]
        for place, row in enumerate(rows):
            pages[0].write_row(place, 0, row)
    return content.getvalue()
