"""What a table does not say and only a person can: asked once, with what stands there, and kept with its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from audit.errors import AnswerUnfitError
from audit.intake.marked_scale import MarkedScale, marked_scale
from audit.intake.recipe_parts import Scale

Answer = str | Mapping[str, str]
AS_PROPOSED = "as proposed"
TURNED_ROUND = "turned round"
LEAVE_OUT = "leave them out"
YES, NO = "yes", "no"
STEPS = ("1", "2", "3", "4", "5")  # what an ordered word stands for, worst to best
NO_STEP = ""  # it is no answer at all
SHOWN = 8  # values in one sentence
MOST_VALUES = 40  # values a question repeats
_OPEN = MarkedScale(Scale(0, 0))  # of a question without an answer


class About(StrEnum):
    """What a question is about."""

    DATE_COLUMN = "date column"
    OUTCOME = "outcome"
    COMMENTS = "comments"
    DATES = "dates"
    SCALE = "scale"
    WORDS = "order of words"
    YES_NO = "yes or no"
    NO_ANSWER = "no answer"
    DECIMAL = "decimal sign"
    WAIT_UNIT = "unit of a wait"


ABOUT_THE_TABLE = frozenset(
    {About.DATE_COLUMN, About.OUTCOME, About.COMMENTS, About.DATES, About.DECIMAL, About.WAIT_UNIT}
)  # not of single columns
ANSWER_BY: Mapping[About, str] = {
    About.DATE_COLUMN: "write the name of the column",
    About.OUTCOME: "write the name of the column",
    About.COMMENTS: f'write the name of that column, or "{LEAVE_OUT}"',
    About.DATES: "write one of the choices",
    About.SCALE: (
        'write the worst mark and then the best, e.g. "1 to 5" or "6 to 1"; add ", 0 is no answer" where it is one'
    ),
    About.WORDS: (
        f'write "{AS_PROPOSED}", or "{TURNED_ROUND}", or each word with its step from 1 (worst) to 5 (best), '
        'e.g. { "Poor" = "1", "Good" = "5" }; "" is no answer'
    ),
    About.YES_NO: "write the word that is good news",
    About.DECIMAL: 'write the decimal sign, "comma" or "point"; the other one parts thousands',
    About.WAIT_UNIT: 'write the unit: "minutes", "seconds" or "hours"',
    About.NO_ANSWER: f'write "{YES}", or "{NO}" to have their rows listed as problems',
}


@dataclass(frozen=True, slots=True)
class Question:
    """One open question, or an answered one.

    `present` is what stands in its `columns`, each with how many rows hold it. `choices` are the likely answers, the
    answer to a scale being its worst and its best mark, "6 to 1". For the order of words, `proposed` is the step from
    1 to 5 that each would have, "" where nothing tells. `answer` is "" while the question is open.
    """

    about: About
    columns: tuple[str, ...] = ()
    present: tuple[tuple[str, int], ...] = ()
    choices: tuple[str, ...] = ()
    proposed: Mapping[str, str] = field(default_factory=dict)
    answer: Answer = ""

    @property
    def key(self) -> str:
        """What tells it from the other questions of its table."""
        return f"{self.about}: {self.columns[0]}" if self.about not in ABOUT_THE_TABLE else str(self.about)

    def answered(self, answer: Answer) -> "Question":
        """Return this question with its answer.

        Raises:
            AnswerUnfitError: when it is none to this question.
        """
        question = replace(self, answer=answer)
        if answer and not _is_fit(question):
            raise AnswerUnfitError(self.sentence(), ANSWER_BY[self.about])
        return question

    def sentence(self) -> str:
        """Return the question as a sentence, with what stands in the columns."""
        return SENTENCES[self.about].format(columns=self._columns(), values=self._values())

    def reading(self) -> str:
        """Return in words what the answer says of the marks in the columns."""
        columns = self._columns()
        if self.about is About.SCALE:
            marked = self._marked()
            none = ", and 0 is no answer" if marked.is_zero_none else ""
            return f"{marked.scale.best:g} is the best mark and {marked.scale.worst:g} the worst in {columns}{none}"
        if self.about is About.YES_NO:
            return f"{self.answer!r} is good news in {columns}"
        ranked = sorted((step, word) for word, step in self.steps().items() if step)
        return f"{ranked[-1][1]!r} is the best and {ranked[0][1]!r} the worst in {columns}"

    def scale(self) -> Scale:
        """Return the scale that the answer says."""
        return self._marked().scale

    def no_answers(self) -> tuple[str, ...]:
        """Return the values that stand for no answer at all."""
        if self.about is About.SCALE:
            return ("0",) if self._marked().is_zero_none else ()
        if self.about is About.NO_ANSWER:
            return tuple(value for value, _ in self.present) if self.answer == YES else ()
        return tuple(word for word, step in self.steps().items() if step == NO_STEP)

    def steps(self) -> Mapping[str, str]:
        """Return the step from 1 to 5 of each ordered word, "" for no answer."""
        if self.answer == AS_PROPOSED:
            return self.proposed
        if self.answer == TURNED_ROUND:
            return {word: step and str(6 - int(step)) for word, step in self.proposed.items()}
        return self.answer if isinstance(self.answer, Mapping) else {}

    def good(self) -> Mapping[str, bool]:
        """Return for each of the two words whether it is good news."""
        return {value: value.casefold() == str(self.answer).casefold() for value, _ in self.present}

    def _marked(self) -> MarkedScale:
        return marked_scale(str(self.answer)) or _OPEN

    def _columns(self) -> str:
        names = [repr(column) for column in self.columns]
        if len(names) > SHOWN:
            return f"{', '.join(names[:SHOWN])} and {len(names) - SHOWN} more columns"
        return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))

    def _values(self) -> str:
        written = [f"{value} ({count:,} times)" if count != 1 else f"{value} (once)" for value, count in self.present]
        return ", ".join(written[:SHOWN]) + (f" and {len(written) - SHOWN} more" if len(written) > SHOWN else "")


SENTENCES: Mapping[About, str] = {
    About.DATE_COLUMN: "Which column holds the date?",
    About.OUTCOME: "Which column says how it went?",
    About.COMMENTS: "Comments belong to the row as a whole, so which column says how the whole went?",
    About.DATES: "How are the dates in {columns} to be read? The column has: {values}.",
    About.SCALE: "Which mark is the worst in {columns}, and which is the best? The column has: {values}.",
    About.WORDS: "Which order do the words in {columns} have, from worst to best? The column has: {values}.",
    About.YES_NO: "Which is good news in {columns}? The column has: {values}.",
    About.DECIMAL: "Does the point in {columns} separate thousands, or is it the decimal sign? It has: {values}.",
    About.WAIT_UNIT: "In which unit are the waits in {columns}? The column has: {values}.",
    About.NO_ANSWER: "Does each of these stand for no answer in {columns}? The column has: {values}.",
}


def _is_fit(question: Question) -> bool:
    if question.about is About.SCALE:
        return marked_scale(str(question.answer)) is not None
    if question.about is About.WORDS:
        steps = question.steps()
        return bool(set(steps.values()) - {NO_STEP}) and set(steps.values()) <= {*STEPS, NO_STEP}
    wanted = str(question.answer).casefold()
    if question.about is About.YES_NO:
        return wanted in {value.casefold() for value, _ in question.present}
    return wanted in {choice.casefold() for choice in question.choices}
