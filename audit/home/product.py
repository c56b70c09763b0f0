"""Where the product's pages, templates, recipes, fonts and settings lie: in a checkout, or packed into `audit`."""

import sys
from pathlib import Path
from types import ModuleType

_PACKAGE = Path(__file__).resolve().parents[1]


def product_of(package: Path) -> Path:
    """Return the folder that holds app.py, pages/, data/, static/ and .streamlit/ for the code in `package`.

    An installed package carries them inside, so that no other package's `pages` or `data` can get in their way; in a
    checkout they stand beside it.
    """
    packed = package / "product"
    return packed if packed.is_dir() else package.parent


PRODUCT = product_of(_PACKAGE)
IS_INSTALLED = PRODUCT.parent == _PACKAGE


def put_pages_on_path() -> None:
    """Let `import pages` find the product's own pages, whatever else on this machine is called so.

    Streamlit puts their folder on the path only while a script runs, and takes it off again when the first of two
    that run at once has finished.
    """
    if "pages" not in sys.modules:
        pages = ModuleType("pages")
        pages.__path__ = [str(PRODUCT / "pages")]
        sys.modules["pages"] = pages
