"""The foreign tables on the import screen: refused in words, or asked about, shown, and only then kept.

The words stand in the README of those tables: a value is read right, asked about, or refused by row and column.
"""

import re
from dataclasses import dataclass, field
from html import unescape

import pytest

from audit.model.view import View
from audit.publish.headlines.words import counted
from audit.store.observation import observation_count, observations
from tests.foreign import REFUSED, foreign_table
from tests.pages.conftest import run
from tests.pages.test_observe import button

SCALE, DATES, GOOD_NEWS = "Which mark is the best", "How are the dates written?", "Which answer is good news?"
COMMENTS, UNIT = "Comments and the like belong to the visit", "Waits are written in"
BEST_5: dict[str, object] = {SCALE: "1 to 5"}
DAYS = ("| 2026-04-13 |", "| 2026-04-14 |")
TWO = ("Overall rating: 2 (1×) · 5 (1×)",)  # what most of these small tables hold


@dataclass(frozen=True)
class Read:
    """What the screen says of a file at first, the answers it gets (label -> value), and what it shows then.

    `good` is the outcome of each observation that would come in; `problems` are rows, each with its column and value.
    `names_in_row` is the row of the names that somebody chooses first, where the one that is found is not right.
    """

    says: tuple[str, ...] = TWO
    answers: dict[str, object] = field(default_factory=lambda: BEST_5)
    good: str = "+-"
    shows: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    names_in_row: int | None = None


READ = {
    "01": Read(
        ("2 rows directly below the names without a date, to be passed over", "Q2: 2 (1×) · 4 (1×) · 5 (1×)"),
        BEST_5 | {"Q1": "touchpoint", "Q3": "what_happened"},
        "++-",
        ("4 | positive | Friendly and quick | Reception", "**5 rows** read: 3 new", "2 left out by the recipe"),
    ),
    "02": Read(shows=DAYS),
    "03": Read(shows=("| Très bien | Réception |",)),
    "04": Read(
        ("Overall rating: 1,5 (1×) · 2,0 (1×) · 4,5 (1×)",),
        BEST_5 | {UNIT: "minutes"},
        "+--",
        ("| 12.50 |", "| 7.25 |", "| 3.00 |"),
    ),
    "05": Read(
        (*TWO, "Visit date: 46125 (1×) · 46126.4375 (1×)", "46125 is 13 Apr 2026"),
        BEST_5 | {DATES: "Excel days"},
        shows=(*DAYS, "| 2026-04-14 10:30 |"),
    ),
    "06": Read(shows=(*DAYS, "| 2026-04-13 10:30 |")),
    "07": Read(
        ("- Please rate each desk · Reception: 3 (1×) · 5 (1×)",),
        BEST_5 | {COMMENTS: "leave them out"},
        "+-+0-",
        ("3 | positive | Please rate each desk · Reception |", "3 | negative | Please rate each desk · Lab |"),
    ),
    "09": Read(
        ("Wait seconds: 1.234 (1×) · 2.590 (1×)", "1.234 is 1 234", "1.234 is about 1"),
        BEST_5 | {"Is the point a decimal sign": "comma", UNIT: "seconds"},
        "+--",
        ("| 20.57 |", "| 43.17 |", "| 14.08 |"),
    ),
    "11": Read(
        (*TWO, "2 rows without a date, as totals have: they tell no scale and are listed problems"),
        problems=("4 | Visit date | Average", "5 | Visit date | Total"),
    ),
    "12": Read((*TWO, "Labels (1), Labels (2), Labels (3), Comment (1)"), shows=("2 | positive | first |",)),
    "14": Read(
        ("The staff were helpful, I was seen promptly", "Neither agree nor disagree (1×)", "Strongly disagree (1×)"),
        {"Which column says how it went?": "The staff were helpful", "This is right": True},
        "+-0",
    ),
    "15": Read(
        ("0 (2×) · 3 (1×) · 7 (1×) · 10 (1×)", "Beside 0 somebody wrote: “Never again", "10 is best, 1 worst, 0 no"),
        {SCALE: "0 to 10"},
        "+--+-",
    ),
    "16": Read(
        ("Overall rating: 1 (2×) · 2 (1×) · 5 (1×) · 6 (1×)", "Beside 1 somebody wrote: “Excellent”"),
        {SCALE: "6 to 1"},
        "+-+-+",
        ("2 | positive | Excellent |",),
    ),
    "19": Read(("😡 (1×)", "★★☆☆☆ (1×)", "⭐⭐⭐⭐ (1×)", "😀 (1×)"), {"This is right": True}, "+-+-"),
    "21": Read(good="", problems=("2 | Date | 1405/01/24", "3 | Date | 1405/01/25")),
    "22": Read(
        (*TWO, "Date: 13/04/26 (1×) · 14/04/26 (1×)", "13/04/26 is 13 Apr 2026", "13/04/26 is 26 Apr 2013"),
        BEST_5 | {DATES: "DD/MM/YY"},
        shows=DAYS,
    ),
    "24": Read(
        answers=BEST_5 | {"Time zone of the times": "Europe/Berlin"},
        good="-",
        shows=("3 | Timestamp | 2025-10-26 02:30 | the first of the two", "a time that exists in Europe/Berlin"),
        problems=("2 | Timestamp | 2026-03-29 02:30",),
    ),
    "25": Read(("How was it?: 2 (1×) · 5 (1×)",), shows=("| 2026-04-13 08:30 |", "| 2026-04-13 14:11 |")),
    "27": Read(
        (
            "Reception, Lab, Pharmacy: 99 (1×) · N/A (1×) · Not applicable (1×) · - (1×) · n/a (1×)",
            "- Reception: 4 (1×) · 5 (1×)",
        ),
        BEST_5 | {"Do these mean that nobody": "yes", COMMENTS: "leave them out"},
        "++-0",
    ),
    "28": Read(
        answers=BEST_5 | {"Comments": "", "What did you notice?": "what_happened"},
        shows=("| Clean;Quiet; |", "| Long wait, no seats; noisy |"),
    ),
    "30": Read((*TWO, "Row 4 is read as the names: Visit date"), shows=("5 | positive | Good |", *DAYS)),
    "31": Read((*TWO, "Not read are the other sheets of this workbook: Read me.")),
    "35": Read(shows=DAYS),
    "36": Read(answers=BEST_5 | {"What’s “your” view?": "what_happened"}, shows=("| =cmd|' /C calc'!A0 |",)),
    "39": Read(("Was there a problem?: No (2×) · Yes (1×)",), {GOOD_NEWS: "No"}, "+-+"),
    "41": Read(shows=("| 2026-04-13 10:30 |", "| 2026-04-14 09:05 |")),
    "42": Read(
        ("The column of dates holds two kinds", "23/06/2026 (1×) · 2026-10-06 (1×) · 2026-09-06 (1×) · 24/06/2026"),
        BEST_5 | {DATES: "day first, real dates swapped"},
        "+-00",
        ("| 2026-06-23 |", "| 2026-06-10 |", "| 2026-06-09 |", "| 2026-06-24 |"),
    ),
    "44": Read(("Recommended: false (1×) · true (1×)",), {GOOD_NEWS: "true"}, shows=("| 1,560",)),
    "46": Read(shows=DAYS),
    "55": Read(("Overall rating: 4 (20×)", "300 columns left out; search to give one a place."), good="+" * 20),
    "56": Read(good="", problems=("2 | Date | 13/04/2569", "3 | Date | 14/04/2569")),
    "62": Read(
        ("- Reception: 0 (2×) · 9 (1×) · 10 (1×)", "10 is best, 1 worst, 0 no answer"),
        {SCALE: "0 to 10", COMMENTS: "leave them out"},
        "++++++++----",
    ),
    "65": Read(shows=("| Good, friendly; quick |", "| Slow, loud; cold |")),
}


@pytest.fixture(autouse=True)
def _own_shelf(own, tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))


@pytest.fixture
def brought(given):
    """Return a way to bring the foreign table whose name starts so to the screen."""

    def bring(start):
        path = foreign_table(given, start)
        at = run("set_up/import_export")
        at.file_uploader[0].set_value((path.name, path.read_bytes(), "")).run()
        assert not at.exception
        return at

    return bring


def written(at):
    """Return what stands on the screen, a bar between the cells of a table, and the choices that are offered."""
    kinds = ("markdown", "caption", "info", "warning", "error", "html")
    parts = [str(part.value) for kind in kinds for part in at.get(kind)]
    parts += [option for group in at.button_group for option in group.options]
    parts += [part.label for part in at.selectbox]
    text = re.sub(r"(\s*<[^>]*>\s*)+", " | ", " ".join(parts))
    return unescape(text).replace("\\", "").replace("\xa0%", "%")


def answer(at, answers):
    """Give the widgets whose labels start so their values."""
    widgets = [*at.button_group, *at.selectbox, *at.checkbox]
    for label, value in answers.items():
        next(found for found in widgets if found.proto.label.replace("\\", "").startswith(label)).set_value(value)
    at.run()
    assert not at.exception


@pytest.mark.given
def test_every_foreign_table_has_a_fate_on_the_screen(given):
    names = {path.name[:2] for path in (given / "foreign_tables").iterdir() if path.name[:2].isdigit()}
    assert names == {*READ, *REFUSED}


@pytest.mark.given
@pytest.mark.parametrize("start", READ)
def test_a_foreign_table_is_asked_about_shown_and_only_then_kept(own, brought, start):
    case = READ[start]
    at = brought(start)
    if case.names_in_row:
        next(box for box in at.number_input if box.label.startswith("The column names")).set_value(
            case.names_in_row
        ).run()
    said = written(at)
    assert [words for words in case.says if words not in said] == []
    assert "above still to be answered" in said
    assert "What would come in" not in said
    answer(at, case.answers)
    said = written(at)
    outcomes = dict(zip(("good", "so-so", "bad"), map(case.good.count, "+0-"), strict=True)) if case.good else {}
    shares = [f"{n:,} ({n / len(case.good):.0%}) {word}" for word, n in outcomes.items()]
    rejected = [f"{counted(len(case.problems), 'row')} with problems would be left out"] if case.problems else []
    wanted = [*shares, *case.shows, *rejected, *(f"| {problem} |" for problem in case.problems)]
    assert [words for words in wanted if words not in said] == []
    assert f"({counted(len(case.good), 'observation')}), 0 already there, {len(case.problems)} with problems" in said
    assert observation_count(own) == 0
    if not case.good:
        assert button(at, "Nothing new to import").disabled
        return
    next(found for found in at.button if found.label.startswith("Import ")).click().run()
    assert not at.exception
    signs = {"positive": "+", "neutral": "0", "negative": "-"}
    assert sorted(observations(own, View())["outcome"].map(signs)) == sorted(case.good)


@pytest.mark.given
@pytest.mark.parametrize("start", REFUSED)
def test_a_foreign_file_that_cannot_be_read_right_is_refused_on_the_screen(own, brought, start):
    at = brought(start)
    assert REFUSED[start] in written(at)
    assert [found.label for found in at.button] == []
    assert ("How the file is laid out" in [part.label for part in at.expander]) == (start in {"32", "38", "52"})
    assert observation_count(own) == 0
