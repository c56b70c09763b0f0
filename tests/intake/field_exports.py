"""Exports of what was filled in with the field form, as ODK Central and KoboToolbox write them, small and made up."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from uuid import UUID

import xlsxwriter

from audit.model.journey import Journey, Stage, Touchpoint

DESK = Touchpoint("Front desk", id=UUID("0192f0c1-0000-7000-8000-000000000001"))
CALL = Touchpoint("Call back", id=UUID("0192f0c1-0000-7000-8000-000000000002"))
JOURNEY = Journey("Joining", stages=(Stage("Arrive", (DESK,)), Stage("Hear back", (CALL,))))
ARRIVE, HEAR_BACK = JOURNEY.stages
Answers = Mapping[str, str]
ENTRIES = [f"5b6c1a52-9d5e-4c1c-8f6a-0000000000{number:02d}" for number in range(1, 9)]
WALK_ID = "7a1c1a52-9d5e-4c1c-8f6a-000000000001"
LABELS = {
    str(JOURNEY.id): "Joining",
    str(ARRIVE.id): "Arrive",
    str(HEAR_BACK.id): "Hear back",
    str(DESK.id): "Front desk",
    str(CALL.id): "Call back",
    "walk_it_through": "Walk it through",
    "positive": "Good",
    "negative": "Bad",
    "effortless fixed_on_the_spot": "Effortless Fixed on the spot",
    "yes": "Yes",
}


def a_walk(**changes: str) -> dict[str, str]:
    walk = {"walk_id": WALK_ID, "journey": str(JOURNEY.id), "place": "other", "other_place": "North"}
    walk |= {"method": "walk_it_through", "customer_group": "", "observer": "Ann", "own_area": "no"}
    return walk | {"start": "2026-03-31T14:00:00.000+02:00", "recognised": "no"} | changes


def a_stop(entry: int, **changes: str) -> dict[str, str]:
    stop = {"entry_id": ENTRIES[entry - 1], "stage": str(ARRIVE.id), "touchpoint": str(DESK.id)}
    stop |= {"observed_at": "2026-03-31T23:30:00.000-05:00", "outcome": "positive", "reliability": "5", "empathy": ""}
    stop |= {"what_happened": "Quick, and kind", "wait_minutes": "1.5", "greeted": "yes"}
    return stop | {"signals": "effortless fixed_on_the_spot"} | changes


BAD_CALL = a_stop(2, stage=str(HEAR_BACK.id), touchpoint=str(CALL.id), outcome="negative", signals="", wait_minutes="")
SPLIT_SIGNALS = ("signals/effortless", "signals/personal", "signals/fixed_on_the_spot")


def grouped(answers: Answers, group: str, sign: str) -> dict[str, str]:
    """Return answers under the names of columns that carry their group."""
    own = {"entry_id", "start", "recognised", "Recognised"}
    return {name if name in own or not sign else f"{group}{sign}{name}": cell for name, cell in answers.items()}


def central(*stops: Answers, walk: Answers | None = None, sign: str = "-", edits: int = 0, **system: str) -> bytes:
    """Return the archive of one submission: the form's table, the table of its stops, and a photo."""
    key = "uuid:11111111-0000-4000-8000-000000000001"
    instance = key if not edits else f"uuid:11111111-0000-4000-8000-0000000000{edits:02d}e"[:41]
    main = {"SubmissionDate": "2026-03-31T22:10:00.123Z", **grouped(walk or a_walk(), "walk", sign)}
    main |= {"meta-instanceID": instance, "meta-deprecatedID": key if edits else "", "KEY": key, "SubmitterID": "7"}
    main |= {"SubmitterName": "Collector One", "DeviceID": "phone:1", "Edits": str(edits), "ReviewState": ""} | system
    parts = [
        {**grouped(stop, "stop", sign), "PARENT_KEY": key, "KEY": f"{key}/stops[{number}]"}
        for number, stop in enumerate(stops, start=1)
    ]
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("moments_walk-stops.csv", csv_of(parts))
        archive.writestr("moments_walk.csv", csv_of([main]))
        archive.writestr("media/1.jpg", b"\xff\xd8\xff")
    return content.getvalue()


def kobo(*stops: Answers, walk: Answers | None = None, sign: str = "/", uuid: str = "aaa", **system: str) -> bytes:
    """Return the workbook of one submission: the form's sheet and the sheet of its stops."""
    main = {**grouped(walk or a_walk(), "walk", sign), "_id": 4711, "_uuid": uuid}
    main |= {"_submission_time": "2026-03-31 22:10:00", "_validation_status": "", "_notes": "", "_status": "x"}
    main |= {"_submitted_by": "collector.one", "__version__": "v1", "_tags": "", "meta/rootUuid": "uuid:aaa"} | system
    main |= {"_index": 1}
    parts = [
        {
            **grouped(stop, "stops/stop", sign),
            "_index": 10 + number,
            "_parent_table_name": "Walk",
            "_parent_index": 1,
            "_submission__id": 4711,
            "_submission__uuid": uuid,
            "_submission__submission_time": "2026-03-31 22:10:00",
        }
        for number, stop in enumerate(stops, start=1)
    ]
    return workbook({"Walk": [main], "stops": parts})


def labelled(answers: Answers) -> dict[str, str]:
    """Return answers as an export with labels has them: the questions' and the choices'."""
    return {
        name if name.endswith("_id") or name in {"start", "observed_at"} else name.replace("_", " ").capitalize(): (
            LABELS.get(cell, cell)
        )
        for name, cell in answers.items()
    }


def split(stop: Answers) -> dict[str, str]:
    """Return a stop with a column for each signal."""
    ticked = {f"signals/{name}" for name in stop["signals"].split()}
    return {name: cell for name, cell in stop.items() if name != "signals"} | {
        name: str(int(name in ticked)) for name in SPLIT_SIGNALS
    }


def csv_of(rows: Sequence[Mapping[str, object]]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def workbook(sheets: Mapping[str, Sequence[Mapping[str, object]]]) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, list(rows[0]))
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, list(row.values()))
    return content.getvalue()
