"""The language that a team writes in: a tag that browsers and screen readers know, and what it is called in English."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from audit.errors import OutOfRangeError

ENGLISH = "en"
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
        "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
        "da": "Danish", "de": "German", "de-AT": "German, Austria", "de-CH": "German, Switzerland", "el": "Greek",
        "en": "English", "en-GB": "English, Britain", "en-US": "English, United States", "es": "Spanish",
        "es-419": "Spanish, Latin America", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
        "fil": "Filipino", "fr": "French", "fr-CA": "French, Canada", "ga": "Irish", "gl": "Galician",
        "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
        "hy": "Armenian", "id": "Indonesian", "ig": "Igbo", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
        "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish",
        "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian",
        "mr": "Marathi", "ms": "Malay", "my": "Burmese", "nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch",
        "nn": "Norwegian Nynorsk", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
        "pt-BR": "Portuguese, Brazil", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak",
        "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
        "ta": "Tamil", "te": "Telugu", "th": "Thai", "ti": "Tigrinya", "tr": "Turkish", "uk": "Ukrainian",
        "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "yo": "Yoruba", "zh-Hans": "Chinese, simplified",
        "zh-Hant": "Chinese, traditional", "zu": "Zulu",
    }
)  # fmt: skip


def language_tag(typed: str) -> str:
    """Return the tag of a language, checked for its form; one that is not in the list is taken too.

    Source: IETF BCP 47.

    Raises:
        OutOfRangeError: it is no such tag.
    """
    tag = typed.strip()
    if not _TAG.fullmatch(tag):
        raise OutOfRangeError("The language", tag, "a tag such as de, pt-BR or zh-Hant")
    return tag


def language_name(tag: str) -> str:
    """Return a language by name and tag: "German (de)"; one that is not in the list by its tag alone."""
    return f"{LANGUAGES[tag]} ({tag})" if tag in LANGUAGES else tag
