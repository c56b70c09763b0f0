"""A question as it stands in a recipe: with what is asked, what stands there, and room for the answer."""

from typing import Any

from audit.errors import AnswerUnfitError
from audit.intake.question import ANSWER_BY, About, Answer, Question
from audit.intake.toml_section import Section


def question_words(question: Question) -> dict[str, Any]:
    """Return a question as it is written down; what is read back does not include the sentence and the hint."""
    return {
        "about": str(question.about),
        "question": question.sentence(),
        "columns": question.columns,
        "values": dict(question.present),
        "choices": question.choices,
        "proposed": dict(question.proposed),
        "answer_by": ANSWER_BY[question.about] if not question.answer else "",
        "answer": question.answer if isinstance(question.answer, str) else dict(question.answer),
    }


def question_in(section: Section) -> Question:
    """Return the question that is written in a part `[[questions]]`, with its answer.

    Raises:
        RecipeError: when it cannot be understood.
    """
    about = section.choice("about", About, About.SCALE)
    section.text("question", "")
    section.text("answer_by", "")
    question = Question(
        about=about,
        columns=section.texts("columns"),
        present=tuple(section.counts("values").items()),
        choices=section.texts("choices"),
        proposed=section.words("proposed"),
    )
    answer: Answer = (
        section.words("answer") if isinstance(section.content.get("answer"), dict) else section.text("answer", "")
    )
    section.close()
    try:
        return question.answered(answer)
    except AnswerUnfitError as error:
        raise section.error("answer", ANSWER_BY[about]) from error
