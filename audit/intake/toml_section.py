"""One part of a settings file somebody wrote by hand, read key by key so that no slip goes unnoticed."""

import difflib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from audit.errors import RecipeError

Choice = TypeVar("Choice", bound=StrEnum)
_ABSENT: Any = object()
LARGEST = 1e15  # beyond it a float is no longer exact, and a larger whole number fits none


class Section:
    """One part of a recipe being read; each key is taken once, and what is left over is refused."""

    def __init__(self, source: str, place: str, content: Mapping[str, Any]) -> None:
        self.source = source
        self.place = place
        self.content = content
        self.read_keys: list[str] = []

    def error(self, key: str, expected: str) -> RecipeError:
        """Return the error that says what `key` should have been."""
        return RecipeError(self.source, f"{self.place}.{key}" if self.place else key, expected)

    def has(self, key: str) -> bool:
        """Return whether `key` is written here."""
        return key in self.content

    def _taken(self, key: str, kinds: type | tuple[type, ...], expected: str, default: Any = _ABSENT) -> Any:
        self.read_keys.append(key)
        if key not in self.content:
            if default is _ABSENT:
                raise self.error(key, f"this is missing; write {expected}")
            return default
        value = self.content[key]
        if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
            raise self.error(key, f"write {expected}")
        return value

    def text(self, key: str, default: str = _ABSENT) -> str:
        """Return a text."""
        return str(self._taken(key, str, 'a text in quotation marks, e.g. "Reception"', default))

    def integer(self, key: str, default: int) -> int:
        """Return a whole number."""
        return int(self._taken(key, int, "a whole number, e.g. 2", default))

    def number(self, key: str) -> float:
        """Return a number."""
        number = self._taken(key, (int, float), "a number, e.g. 10")
        if not abs(number) < LARGEST:
            raise self.error(key, "write a number, e.g. 10")
        return float(number)

    def flag(self, key: str) -> bool:
        """Return true or false; false where nothing is said."""
        return bool(self._taken(key, bool, "true or false", default=False))

    def choice(self, key: str, words: type[Choice], default: Choice) -> Choice:
        """Return one of the words of `words`."""
        written = self.text(key, default)
        if written not in list(words):
            raise self.error(key, f"choose one of {', '.join(words)}")
        return words(written)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; numbers in it count as they are written, a single text as a list of one."""
        expected = 'a list, e.g. ["0", "n/a"]'
        value = self._taken(key, (str, list), expected, ())
        items = [value] if isinstance(value, str) else list(value)
        if not all(isinstance(item, str | int | float) and not isinstance(item, bool) for item in items):
            raise self.error(key, f"write {expected}")
        return tuple(map(str, items))

    def words(self, key: str) -> dict[str, str]:
        """Return a table of texts, e.g. `{ "1" = "positive" }`."""
        expected = 'pairs in braces, e.g. { "1" = "positive", "0" = "negative" }'
        value = self._taken(key, dict, expected, {})
        if not all(isinstance(ours, str) for ours in value.values()):
            raise self.error(key, f"write {expected}")
        return dict(value)

    def counts(self, key: str) -> dict[str, int]:
        """Return a table of whole numbers, e.g. `{ "Poor" = 12 }` or of a list, each 0 times."""
        expected = 'pairs in braces, e.g. { "Poor" = 12, "Good" = 40 }, or a list of values'
        value = self._taken(key, (dict, list), expected, {})
        pairs = value if isinstance(value, dict) else dict.fromkeys(map(str, value), 0)
        if not all(isinstance(count, int) for count in pairs.values()):
            raise self.error(key, f"write {expected}")
        return dict(pairs)

    def section(self, key: str) -> "Section":
        """Return the part called `key`, empty where it is absent."""
        return Section(self.source, self._path(key), self._taken(key, dict, f"a part that begins [{key}]", {}))

    def sections(self, key: str) -> list["Section"]:
        """Return the parts called `key`, in the order they are written."""
        value = self._taken(key, list, f"parts that each begin [[{key}]]", [])
        if not all(isinstance(item, dict) for item in value):
            raise self.error(key, f"write parts that each begin [[{key}]]")
        return [Section(self.source, f"{self._path(key)} {n}", item) for n, item in enumerate(value, start=1)]

    def _path(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def close(self) -> None:
        """Refuse a key nobody asked for.

        Raises:
            RecipeError: naming it, and the known key it most resembles.
        """
        for key in self.content:
            if key not in self.read_keys:
                near = difflib.get_close_matches(key, self.read_keys, n=1)
                hint = f"did you mean {near[0]!r}" if near else f"what may stand here: {', '.join(self.read_keys)}"
                raise self.error(key, f"this is not known; {hint}")
