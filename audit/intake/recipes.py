"""The shelves of recipes: one with those that come with the app, one in the home with those a steward has added."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from audit.errors import RecipeError, RecipeUnknownError
from audit.home.folders import own_folder
from audit.home.own_files import MAX_FILE
from audit.home.product import PRODUCT
from audit.intake.recipe import Recipe
from audit.intake.recipe_text import recipe_from_toml
from audit.intake.recipe_writing import recipe_toml

SHELF = PRODUCT / "data" / "recipes"
SHIPPED = (
    *("moments", "service-metrics", "airport-lounges", "servicenow", "servicenow-labels", "jira-service-management"),
    *("zendesk", "zendesk-satisfaction", "freshdesk", "odk-central", "kobo"),
)


def shelves() -> tuple[Path, Path]:
    """Return the folder of the recipes that come with the app, and that of one's own; they are read at each look."""
    return SHELF, own_folder("recipes")


def all_recipes(*folders: Path) -> tuple[Recipe, ...]:
    """Return every recipe that can be followed, by file name; `recipe_problems` tells of the others.

    Args:
        folders: where to look; the `shelves` when left out.
    """
    return tuple(recipe for recipe in _read_all(folders or shelves()) if isinstance(recipe, Recipe))


def recipe_problems(*folders: Path) -> tuple[RecipeError, ...]:
    """Return what is wrong with the recipes that cannot be followed, one sentence a file."""
    return tuple(problem for problem in _read_all(folders or shelves()) if isinstance(problem, RecipeError))


def _read_all(folders: Sequence[Path]) -> Iterator[Recipe | RecipeError]:
    """Yield each recipe or its mistake; one on a later shelf never stands for one of that name on an earlier."""
    known: set[str] = set()
    for folder in folders:
        paths = sorted(folder.glob("*.toml"))
        for path in paths:
            try:
                yield _unshadowed(path, known)
            except RecipeError as error:
                yield error
        known |= {path.stem.casefold() for path in paths}


def _unshadowed(path: Path, known: Collection[str]) -> Recipe:
    if path.stem.casefold() in known:
        raise RecipeError(
            path.name, "its name", "a recipe of this name comes with the app and is the one used; choose another"
        )
    return _of_its_name(path)


def recipe_named(name_or_path: str, *folders: Path) -> Recipe:
    """Return the recipe of that name on the first shelf that has it, or the one in the TOML file of that path.

    Raises:
        RecipeUnknownError: when there is none.
        RecipeError: when it cannot be followed.
    """
    if name_or_path.endswith(".toml") and Path(name_or_path).is_file():
        return _read(Path(name_or_path))
    paths = [path for folder in folders or shelves() for path in sorted(folder.glob("*.toml"))]
    for path in paths:
        if path.stem == name_or_path:
            return _of_its_name(path)
    raise RecipeUnknownError(name_or_path, sorted({path.stem for path in paths}))


def _of_its_name(path: Path) -> Recipe:
    recipe = _read(path)
    if recipe.name != path.stem:
        raise RecipeError(path.name, "name", f'write "{path.stem}", as the file is called, or call the file otherwise')
    return recipe if path.parent == SHELF else replace(recipe, saved_at=path.stat().st_mtime)


def _read(path: Path) -> Recipe:
    try:
        if path.stat().st_size > MAX_FILE:
            raise RecipeError(path.name, "its size", "a recipe is a short text, and this file is not")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecipeError(path.name, "its writing", "save the file as UTF-8") from error
    except OSError as error:
        raise RecipeError(path.name, "the file", "it cannot be read; let this program read it, or move it") from error
    return recipe_from_toml(text, path.name)


def save_recipe(recipe: Recipe, folder: Path | None = None) -> Path:
    """Write `recipe` on the shelf of one's own, in place of the one of its name, and return where it is.

    Raises:
        RecipeError: when the name belongs to a recipe that comes with the app.
    """
    if recipe.name in SHIPPED:
        raise RecipeError(repr(recipe.name), "name", "this name belongs to the app; choose another")
    folder = folder or own_folder("recipes")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{recipe.name}.toml"
    half = path.with_suffix(".part")
    half.write_text(recipe_toml(recipe), encoding="utf-8")
    half.replace(path)
    return path


__all__ = [
    "SHELF",
    "Recipe",
    "all_recipes",
    "recipe_from_toml",
    "recipe_named",
    "recipe_problems",
    "recipe_toml",
    "save_recipe",
    "shelves",
]
