"""The front end of the walk as it goes out: all of the first screen in one page, so that a phone asks once."""

import hashlib
import re
from functools import cache
from importlib import resources

PAGE = "walk.html"  # with its styles and its script in it
ALL = "all.js"  # walk.js with everything it imports, for the walk inside another page
KINDS = {
    "js": "text/javascript",
    "css": "text/css",
    "html": "text/html",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
_ASSETS = resources.files("audit.web.walk") / "assets"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (?!mount\b))", re.MULTILINE)
_UNREAD = re.compile(r"^\s*(?://.*|/\*\*.*\*/)\n|^[ \n]+", re.MULTILINE)  # what stands there for those who read it
_UNREAD_STYLES = re.compile(r"\s*/\*.*?\*/|^[ \n]+", re.MULTILINE | re.DOTALL)


@cache
def names() -> frozenset[str]:
    """Return the names of all files that can be asked for."""
    return frozenset(each.name for each in _ASSETS.iterdir() if each.name.rpartition(".")[2] in KINDS) | {ALL}


@cache
def names_for_phones() -> tuple[str, ...]:
    """Return the names of the files a phone needs, in their order; what stands in another one is not among them."""
    return tuple(sorted(names() - {ALL, "walk.css", *_in_order("door.js")}))


@cache
def content(name: str) -> bytes:
    """Return what stands in a file of the front end."""
    if name == ALL:
        return _joined("walk.js").encode()
    written = (_ASSETS / name).read_bytes()
    if name != PAGE:
        return written
    page = written.decode().replace("__STYLES__", _UNREAD_STYLES.sub("", _text("walk.css")))
    return page.replace("__SCRIPT__", _joined("door.js")).encode()


@cache
def mark() -> str:
    """Return the mark of everything a phone holds of the front end; it changes with any file."""
    digest = hashlib.sha256()
    for name in names_for_phones():
        digest.update(name.encode() + content(name))
    return digest.hexdigest()[:16]


def _joined(name: str) -> str:
    """Return a module with everything it imports, as one."""
    joined = "\n".join(_EXPORT.sub("", _IMPORT.sub("", _text(each))) for each in _in_order(name))
    return _UNREAD.sub("", joined)


def _text(name: str) -> str:
    return content(name).decode()


def _in_order(name: str) -> list[str]:
    """Return a module's name after the names of all it imports, each once."""
    order: dict[str, None] = {}
    for imported in _IMPORT.findall(_text(name)):
        order |= dict.fromkeys(_in_order(imported))
    return [*order, name]
