"""Words, smileys and stars people judge with, and the step each usually stands for: proposed, never taken for sure."""

import re
from collections.abc import Mapping

from audit.intake.cells import plain

FAMILIES: Mapping[str, tuple[str, ...]] = {  # steps 1 to 5, words of one step between bars
    "agreement": (
        "strongly disagree|totally disagree|completely disagree",
        "disagree|somewhat disagree|tend to disagree",
        "neither agree nor disagree|undecided|neutral",
        "agree|somewhat agree|tend to agree",
        "strongly agree|totally agree|completely agree",
    ),
    "satisfaction": (
        "very dissatisfied|very unsatisfied|extremely dissatisfied",
        "dissatisfied|unsatisfied|somewhat dissatisfied",
        "neither satisfied nor dissatisfied",
        "satisfied|somewhat satisfied",
        "very satisfied|extremely satisfied",
    ),
    "quality": (
        "terrible|awful|very bad|very poor|extremely poor",
        "bad|poor",
        "fair|average|ok|okay|so-so|acceptable|mixed|neither good nor poor",
        "good",
        "very good|excellent|outstanding|great",
    ),
    "likelihood": (
        "very unlikely|extremely unlikely",
        "unlikely",
        "neither likely nor unlikely",
        "likely",
        "very likely|extremely likely",
    ),
    "frequency": ("never", "rarely|seldom", "sometimes", "often|usually", "always"),
    "smileys": ("😡|😠|🤬|😭|👎", "🙁|☹|😟|😞|😕", "😐|😑", "🙂|😊|☺", "😀|😃|😄|😁|😍|🤩|👍"),
}
STEP_OF = {
    word: (family, str(step))
    for family, steps in FAMILIES.items()
    for step, words in enumerate(steps, start=1)
    for word in words.split("|")
}
STARS = re.compile(r"([★⭐🌟]{1,5})☆{0,4}")
OF_FIVE = re.compile(r"([0-5])(?:[.,](5)|(½))?\s*(?:/\s*5|(?:out )?of 5|stars?|(?<=½))(?:\s*stars?)?")


def step_of(word: str) -> tuple[str, str]:
    """Return the family of a word and its usual step from 1 (worst) to 5 (best); two empty texts where it has none."""
    written = plain(word.replace("\ufe0f", ""))
    if step := STEP_OF.get(written):
        return step
    if stars := STARS.fullmatch(written):
        return "stars", str(len(stars[1]))
    if marks := OF_FIVE.fullmatch(written):
        return "stars", str(max(1, int(marks[1]) + bool(marks[2] or marks[3])))
    return "", ""
