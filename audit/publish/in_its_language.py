"""Sentences of ours with people's words among them, which are marked with their language to be read aloud in it."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from audit.model.language import ENGLISH
from audit.model.text import isolated, text_of

_QUOTED = "“[^”]*”"


@dataclass(frozen=True, slots=True)
class Spoken:
    """In which language people's own words are read aloud: what stands in quotation marks, and `names` they gave."""

    language: str = ENGLISH
    names: tuple[str, ...] = ()

    def html(self, sentence: str) -> Markup:
        """Return a sentence escaped, people's words in it marked, and each in its direction."""
        if self.language.partition("-")[0] == ENGLISH:
            return escape(isolated(sentence))
        longest_first = sorted(filter(None, self.names), key=len, reverse=True)
        theirs = re.compile("|".join([_QUOTED, *(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first)]))
        parts, at = [], 0
        for match in theirs.finditer(sentence):
            parts += [escape(isolated(sentence[at : match.start()])), self._marked(match[0])]
            at = match.end()
        return Markup("").join([*parts, escape(isolated(sentence[at:]))])

    def _marked(self, words: str) -> Markup:
        return Markup('<bdi lang="{}">{}</bdi>').format(self.language, text_of(words))


ENGLISH_WORDS = Spoken()  # nothing is marked: it is read as the page is
