"""One part of a template file, which knows its own address for the sentence that refuses it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from audit.errors import TemplateError


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A table of the file `file`; `address` is what stands before the name of each of its keys."""

    file: str
    address: str
    content: Mapping[str, Any]

    def refuse(self, key: str, expected: str) -> NoReturn:
        """Refuse what stands at `key`.

        Raises:
            TemplateError: always.
        """
        raise TemplateError(self.file, f"{self.address}{key}", expected)

    def allow(self, *keys: str) -> None:
        """Refuse any key but these."""
        for key in self.content:
            if key not in keys:
                self.refuse(key, f"is not a key that is known here; the known ones are {', '.join(keys)}")

    def text(self, key: str) -> str:
        """Return a text that has to be there."""
        text = self.content.get(key)
        if not isinstance(text, str) or not text.strip():
            self.refuse(key, "must be a sentence or a name in quotes")
        return text

    def text_or_none(self, key: str) -> str:
        """Return a text, "" where none is given."""
        return self.text(key) if key in self.content else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, at least one."""
        texts = self.content.get(key)
        if (
            not isinstance(texts, list)
            or not texts
            or not all(isinstance(text, str) and text.strip() for text in texts)
        ):
            self.refuse(key, 'must be a list of sentences, e.g. ["One", "Two"]')
        return tuple(texts)

    def texts_or_none(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where none is given."""
        return self.texts(key) if key in self.content else ()

    def flag(self, key: str) -> bool:
        """Return true or false, false where nothing is said."""
        flag = self.content.get(key, False)
        if not isinstance(flag, bool):
            self.refuse(key, "must be true or false")
        return flag

    def share(self, key: str) -> float | None:
        """Return a number, None where none is given."""
        share = self.content.get(key)
        if isinstance(share, bool) or not isinstance(share, int | float | None):
            self.refuse(key, "must be a share, e.g. 0.9")
        return share

    def table(self, key: str) -> "TemplateSection":
        """Return the table at `key`, empty where there is none."""
        table = self.content.get(key, {})
        if not isinstance(table, dict):
            self.refuse(key, "must be a table")
        return TemplateSection(self.file, f"{self.address}{key} > ", table)

    def tables(self, key: str) -> Iterator["TemplateSection"]:
        """Yield the tables written as [[key]], at least one."""
        tables = self.content.get(key)
        if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
            self.refuse(key, f"must be given at least once, as [[{key}]]")
        for number, table in enumerate(tables, start=1):
            yield TemplateSection(self.file, f"{self.address}{key} {number} > ", table)
