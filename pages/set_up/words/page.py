"""Words of this programme: what its people call the things that are asked for on a walk."""

from audit.model.named import Named
from audit.store.vocabulary import vocabulary
from pages.parts.session import store
from pages.parts.words import opening
from pages.set_up.words.causes import causes
from pages.set_up.words.language import language
from pages.set_up.words.methods import methods
from pages.set_up.words.naming import naming
from pages.set_up.words.questions import questions, questions_sentence
from pages.set_up.words.signals import signals
from pages.set_up.words.undoing import undo_button

words = vocabulary(store())
opening(
    "Words of this programme",
    questions_sentence(words),
    purpose="Call things what your people call them, in any language and script; figures and links stay as they are.",
)
undo_button()
language()
questions(words)
signals(words)
causes(words)
methods(words)
for noun in Named:
    naming(noun)
