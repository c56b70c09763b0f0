"""What the heading of a column says of its scale, such as "(0-10)" or "1 = best", and whether an answer agrees."""

import re
from collections.abc import Iterable, Iterator, Sequence

from audit.intake.question import About, Question
from audit.intake.word_steps import step_of

SPAN = re.compile(r"(?<![\w./-])(\d{1,3})\s?(?:-|–|to)\s?(\d{1,3})(?![\w/-])")
MEANING = re.compile(r"(?<![\w.])(\d{1,3})\s?(?:=|:|\(|means |is )\s?(?:the )?([^\W\d_][^,;:()/=\d]*)")
GOOD = frozenset({"best", "top", "perfect", "excellent", "good", "great", "highest"})
BAD = frozenset({"worst", "fail", "failed", "insufficient", "bad", "poor", "terrible", "not"})
BY_STEP = {"1": False, "2": False, "4": True, "5": True}
USUAL_TOPS = (5, 6, 7, 10, 100)


def shared_scale(heading: str, low: float, high: float) -> object:
    """Return what tells the scale of a column from other scales: columns may share a question where it is equal.

    Args:
        heading: The column's name.
        low: Its lowest mark.
        high: Its highest mark. Where the heading does not state a scale, it is taken for the least usual one that holds
            this mark: of ten columns from 0 to 10 some may have met no 10, and some no 0.
    """
    stated = tuple(float(end) for span in SPAN.findall(heading) for end in span)
    means = tuple((mark, words.casefold()) for mark, words in _meanings(heading))
    ends = stated or tuple(mark for mark, _ in means)
    if len(set(ends)) > 1 and min(ends) <= low and high <= max(ends):
        return (min(ends), max(ends), means)
    return (stated, means, next((top for top in USUAL_TOPS if high <= top), high))


def contradictions(questions: Iterable[Question]) -> Iterator[str]:
    """Yield a sentence for each column whose heading says that a mark is good or bad, and its answer the other way."""
    for question in questions:
        if question.about is not About.SCALE or not question.answer:
            continue
        scale = question.scale()
        middle = (scale.worst + scale.best) / 2
        for column in question.columns:
            for mark, words in _meanings(column):
                is_good = _is_good(words)
                counts_as_good = (mark > middle) == (scale.best > scale.worst)
                if is_good is not None and mark != middle and is_good != counts_as_good:
                    yield (
                        f"The heading {column!r} says that {mark:g} is {words!r}, but by the answer it is a "
                        f"{'good' if counts_as_good else 'bad'} mark. Turn the scale round, or ask about this column "
                        "apart."
                    )
                    break


def _meanings(heading: str) -> Sequence[tuple[float, str]]:
    return [(float(mark), words.strip()) for mark, words in MEANING.findall(heading)]


def _is_good(words: str) -> bool | None:
    """Return whether a mark that stands for these words is a good one, None where they do not tell."""
    family, step = step_of(words)
    if step:
        # "always late" and "always friendly" are no one way round
        return None if family == "frequency" else BY_STEP.get(step)
    single = re.findall(r"\w+", words.casefold())
    if not BAD.isdisjoint(single):
        return False
    return True if not GOOD.isdisjoint(single) else None
