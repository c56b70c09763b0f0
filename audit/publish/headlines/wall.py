"""What the wall says in one sentence: how often people were thanked, and how many answered what."""

import pandas as pd

from audit.model.day import written_day
from audit.publish.headlines.words import counted


def wall_headline(thanks: pd.DataFrame, answers: pd.DataFrame) -> str:
    """Say how many thanks and answers there are, and when the latest came.

    Args:
        thanks: what `audit.figures.wall.thanks` returned.
        answers: what `audit.figures.wall.answers` returned; one of the two has a row.
    """
    latest = max(frame["day"].max() for frame in (thanks, answers) if len(frame))
    parts = [
        counted(len(thanks), "note") + " of thanks" if len(thanks) else "",
        f"{counted(len(answers), 'answer')} to {counted(answers['question'].nunique(), 'question')}"
        if len(answers)
        else "",
    ]
    return f"{' and '.join(part for part in parts if part)}, the latest of {written_day(latest)}."
