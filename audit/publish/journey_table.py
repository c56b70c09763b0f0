"""A journey as a table that a spreadsheet opens and the app reads again: one row a touchpoint."""

from typing import Any

import pandas as pd

from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.journey_table import (
    ANCHOR_COLUMNS,
    CHANNEL,
    COLUMNS,
    LOOK_FOR,
    MINIMUM,
    MOMENT_OF_TRUTH,
    STAGE,
    TARGET,
    TOUCHPOINT,
    WHY,
)


def journey_table(journey: Journey) -> pd.DataFrame:
    """Return one row a touchpoint, in order; a stage without any has a row of its own.

    Columns: those of `COLUMNS`, the stage in each row, then of `ANCHOR_COLUMNS` those that say anything. What is not
    said is missing; minimum and target are numbers from 1 to 5.
    """
    rows = pd.DataFrame(
        [row for stage in journey.stages for row in _rows(stage)], columns=[*COLUMNS, *ANCHOR_COLUMNS], dtype=object
    )
    silent = [column for column in ANCHOR_COLUMNS if not rows[column].notna().any()]
    return rows.drop(columns=silent)


def _rows(stage: Stage) -> list[dict[str, Any]]:
    return [{STAGE: stage.name} | _cells(touchpoint) for touchpoint in stage.touchpoints] or [{STAGE: stage.name}]


def _cells(touchpoint: Touchpoint) -> dict[str, Any]:
    standards = touchpoint.standards
    anchors = {
        column: touchpoint.anchors.get(dimension, {}).get(rating)
        for column, (dimension, rating) in ANCHOR_COLUMNS.items()
    }
    return {
        TOUCHPOINT: touchpoint.name,
        CHANNEL: touchpoint.channel,
        MOMENT_OF_TRUTH: "yes" if touchpoint.is_moment_of_truth else None,
        WHY: touchpoint.why if touchpoint.is_moment_of_truth else None,
        LOOK_FOR: touchpoint.description,
        MINIMUM: standards and standards.minimum,
        TARGET: standards and standards.target,
        **anchors,
    }
