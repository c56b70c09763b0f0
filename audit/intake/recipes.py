"""The shelf of recipes: those that come with the app and those a steward has added, one TOML file each."""

from collections.abc import Iterator
from pathlib import Path

from audit.errors import RecipeError, RecipeUnknownError
from audit.home.product import PRODUCT
from audit.intake.recipe import Recipe
from audit.intake.recipe_text import recipe_from_toml
from audit.intake.recipe_writing import recipe_toml

SHELF = PRODUCT / "data" / "recipes"
SHIPPED = (
    *("moments", "service-metrics", "airport-lounges", "servicenow", "servicenow-labels", "jira-service-management"),
    *("zendesk", "zendesk-satisfaction", "freshdesk"),
)
MAX_RECIPE = 256 * 1024  # bytes; a long recipe has five thousand


def all_recipes(folder: Path = SHELF) -> tuple[Recipe, ...]:
    """Return every recipe of `folder` that can be followed, by file name; `recipe_problems` tells of the others."""
    return tuple(found for found in _shelf(folder) if isinstance(found, Recipe))


def recipe_problems(folder: Path = SHELF) -> tuple[RecipeError, ...]:
    """Return what is wrong with the recipes of `folder` that cannot be followed, one sentence a file."""
    return tuple(found for found in _shelf(folder) if isinstance(found, RecipeError))


def _shelf(folder: Path) -> Iterator[Recipe | RecipeError]:
    for path in sorted(folder.glob("*.toml")):
        try:
            yield _of_its_name(path)
        except RecipeError as error:
            yield error


def recipe_named(name_or_path: str, folder: Path = SHELF) -> Recipe:
    """Return the recipe of that name on the shelf, or the one in the TOML file of that path.

    Raises:
        RecipeUnknownError: when there is none.
        RecipeError: when it cannot be followed.
    """
    if name_or_path.endswith(".toml") and Path(name_or_path).is_file():
        return _read(Path(name_or_path))
    for path in folder.glob("*.toml"):
        if path.stem == name_or_path:
            return _of_its_name(path)
    raise RecipeUnknownError(name_or_path, sorted(path.stem for path in folder.glob("*.toml")))


def _of_its_name(path: Path) -> Recipe:
    recipe = _read(path)
    if recipe.name != path.stem:
        raise RecipeError(path.name, "name", f'write "{path.stem}", as the file is called, or call the file otherwise')
    return recipe


def _read(path: Path) -> Recipe:
    if path.stat().st_size > MAX_RECIPE:
        raise RecipeError(path.name, "its size", "a recipe is a short text, and this file is not")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecipeError(path.name, "its writing", "save the file as UTF-8") from error
    return recipe_from_toml(text, path.name)


def save_recipe(recipe: Recipe, folder: Path = SHELF) -> Path:
    """Write `recipe` on the shelf, in place of the one of its name, and return where it is.

    Raises:
        RecipeError: when the name belongs to a recipe that comes with the app.
    """
    if recipe.name in SHIPPED:
        raise RecipeError(repr(recipe.name), "name", "this name belongs to the app; choose another")
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
]
