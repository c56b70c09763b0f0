"""You said, we did: what staff were answered of what was found, before anything new is asked of them."""

from audit.model.answer import AnswerKind
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.answers import how_soon, steps_sentence
from audit.publish.headlines.words import counted
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.further import steps_of
from audit.publish.slides.short import fitted, numbered, paged, shortened

_HEADS = {AnswerKind.DONE: "we did", AnswerKind.CANNOT: "we cannot"}


def answer_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell how much of what was found is answered and how soon; then the answers whose words were chosen."""
    del item
    heard = shown.heard
    if heard.empty or not int(heard["negatives"].sum()):
        return [Slide(Item.ANSWERS, "No bad experience in this period", ())]
    (row,) = rows_of(heard)
    bad, answered = int(row["negatives"]), int(row["answered"])
    head = f"{answered:,} of {counted(bad, 'bad experience')} answered" if answered else "Nothing is answered yet"
    soonest = how_soon(answered, row["answered_median_days"])
    steps = steps_of(("found", bad, "bad"), ("owned", row["owned"], "all"), ("answered to staff", answered, "good"))
    described = steps_sentence(heard)
    under = f"Answered: {soonest}." if soonest else ""
    first = Slide(Item.ANSWERS, fitted(head), chart="steps", figure=steps, description=described, under=under)
    pages = paged([_answer(each) for each in rows_of(shown.answered) if each["words"]])
    heads = [numbered("You said, we did", number, len(pages)) for number in range(1, len(pages) + 1)]
    return [first, *(Slide(Item.ANSWERS, title, page) for title, page in zip(heads, pages, strict=True))]


def _answer(row: dict[str, object]) -> str:
    n = int(str(row["n"]))
    where = f"{row['touchpoint']} ({counted(n, 'bad experience')})"
    return shortened(f"{where}, {_HEADS[AnswerKind(str(row['kind']))]}: {row['words']}")
