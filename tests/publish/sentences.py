"""What every sentence keeps to, whatever it is about, and the numbers it holds."""

import re

MOST_WORDS = 45  # of a sentence that opens a page: more is not read at one go
THINGS = "observation|touchpoint|service|day|note|answer|question|experience|place|walk|minute|hour|wait|year"


def reads_well(text):
    """Hold a sentence against what every sentence keeps to; return it."""
    assert text == text.strip()
    assert text[0] == text[0].upper()
    assert text.endswith(".")
    assert not re.search(r"  |\s[,.;:]|[,;:]\.|\.\.|,,|\(\)", text), text
    assert not re.search(r"\b(\w+) \1\b", text, re.IGNORECASE), f"a word twice: {text}"
    assert not re.search(r"\b(nan|none of the 1|inf|NaT|None|<NA>)\b", text), text
    assert not re.search(rf"(?<![\d,.])1 (?:\w+ )?(?:{THINGS})s\b", text), f"one of many: {text}"
    assert not re.search(rf"(?<![\d,.])(?:0|[2-9]|\d[\d,]*\d) (?:{THINGS})\b(?!s)", text), f"many of one: {text}"
    assert not re.search(r"\d{4,}", re.sub(r"\b20\d\d\b", "", text)), f"thousands without a comma: {text}"
    assert max(len(each.split()) for each in re.split(r"(?<=\.)\s", text)) <= MOST_WORDS, text
    return text


def numbers(text):
    """Return the whole numbers of a sentence."""
    return {int(each.replace(",", "")) for each in re.findall(r"(?<![\d.])\d[\d,]*(?![\d.]*\d)", text)}
