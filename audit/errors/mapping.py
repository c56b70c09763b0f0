"""What can be wrong with a mapping: a question nobody has answered yet, or a table that leaves what was confirmed."""

from collections.abc import Sequence

from audit.errors.asking import AuditError


class AnswerUnfitError(AuditError):
    """An answer is none to the question it stands under."""

    def __init__(self, question: str, answer_by: str) -> None:
        super().__init__(f"This is no answer to the question {question!r}. As the answer, {answer_by}.")


class QuestionOpenError(AuditError):
    """A mapping still has questions that only a person can answer."""

    def __init__(self, recipe: str, questions: Sequence[tuple[str, str]]) -> None:
        each = " ".join(f"({n}) {question} As the answer, {by}." for n, (question, by) in enumerate(questions, start=1))
        more = "1 open question" if len(questions) == 1 else f"{len(questions)} open questions"
        super().__init__(
            f"The recipe {recipe!r} has {more}, and nothing is read before each is answered: under [[questions]] "
            f"in the recipe, as answer = ..., or on the screen under Data in and out. {each}"
        )


class ScaleLeftError(AuditError):
    """A table holds values beyond the scale that a saved mapping was confirmed for."""

    def __init__(self, recipe: str, column: str, values: Sequence[str]) -> None:
        super().__init__(
            f"The column {column!r} holds {', '.join(values)}, which was not there when its scale was confirmed for "
            f"the recipe {recipe!r}. It may be another scale, so nothing is read. Choose Map again under Data in and "
            "out; or, if the scale is the same and these are typing errors, add them to that question's values in the "
            "recipe; their rows will then be listed as problems."
        )


class MappingUnconfirmedError(AuditError):
    """A table has the columns of a saved mapping, which does not make its marks mean the same."""

    def __init__(self, name: str, recipe: str, readings: Sequence[str]) -> None:
        super().__init__(
            f"{name} has the same columns as the saved mapping {recipe!r}, but its marks may mean something else. In "
            f"that mapping, {'; '.join(readings)}. If this is true of this file too, add --recipe {recipe}. If not, "
            "map it anew: moments propose, or Data in and out."
        )
