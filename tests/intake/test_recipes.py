"""The shelf of recipes: what comes with the app, what a steward adds, what is broken."""

import shutil

import pytest

from audit.errors import RecipeError, RecipeUnknownError
from audit.home.own_files import MAX_FILE
from audit.intake.recipes import (
    SHELF,
    SHIPPED,
    all_recipes,
    recipe_named,
    recipe_problems,
    recipe_toml,
    save_recipe,
)
from tests.intake.made import a_recipe

SURVEY = '[fields]\nobserved_at = "When"\ntouchpoint = "Where"\noutcome = "How"\n'


def test_the_recipes_that_come_with_the_app_are_sound():
    assert {recipe.name for recipe in all_recipes()} >= set(SHIPPED)
    assert recipe_problems() == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_recipe_is_found_by_name_and_by_path(name):
    assert recipe_named(name) == recipe_named(str(SHELF / f"{name}.toml"))
    assert recipe_named(name).signature


def test_an_unknown_name_lists_the_known_ones(tmp_path):
    save_recipe(a_recipe(SURVEY), tmp_path)
    for name in ("nothing", "../survey", "absent.toml", ""):
        with pytest.raises(RecipeUnknownError, match="choose one of: survey"):
            recipe_named(name, tmp_path)


def test_a_saved_recipe_is_on_the_shelf_and_can_be_changed(tmp_path):
    folder = tmp_path / "new" / "shelf"
    path = save_recipe(a_recipe(SURVEY), folder)
    assert path.read_text(encoding="utf-8") == recipe_toml(a_recipe(SURVEY))
    changed = a_recipe('title = "Changed"\n' + SURVEY)
    save_recipe(changed, folder)
    assert all_recipes(folder) == (changed,)
    assert [path.name for path in folder.iterdir()] == ["survey.toml"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_recipe_is_not_overwritten(name, tmp_path):
    with pytest.raises(RecipeError, match="this name belongs to the app"):
        save_recipe(a_recipe(SURVEY, name), tmp_path)


def test_a_broken_recipe_does_not_hide_the_others(tmp_path):
    save_recipe(a_recipe(SURVEY), tmp_path)
    (tmp_path / "broken.toml").write_text("name = ", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes("name = 'é'".encode("latin-1"))
    (tmp_path / "huge.toml").write_text("#" * (MAX_FILE + 1), encoding="utf-8")
    shutil.copy(tmp_path / "survey.toml", tmp_path / "copy.toml")
    assert [recipe.name for recipe in all_recipes(tmp_path)] == ["survey"]
    rows = "\n".join(map(str, recipe_problems(tmp_path)))
    for words in ("broken.toml, at its writing", "latin.toml, at its writing: save the file as UTF-8", "huge.toml"):
        assert words in rows
    assert 'copy.toml, at name: write "copy"' in rows
    with pytest.raises(RecipeError, match=r"copy\.toml, at name"):
        recipe_named("copy", tmp_path)


def test_a_recipe_may_begin_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "survey.toml"
    path.write_text('name = "survey"\n' + SURVEY, encoding="utf-8-sig")
    assert recipe_named(str(path)).name == "survey"


def test_an_empty_or_absent_shelf_has_no_recipes(tmp_path):
    assert all_recipes(tmp_path / "absent") == ()


def test_ones_own_recipes_are_seen_beside_those_of_the_app_without_a_restart(tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))
    shipped = all_recipes()
    path = save_recipe(a_recipe(SURVEY))
    assert path == tmp_path / "recipes" / "survey.toml"
    assert all_recipes() == (*shipped, a_recipe(SURVEY))
    assert recipe_named("survey") == a_recipe(SURVEY)
    path.unlink()
    assert all_recipes() == shipped


def test_ones_own_recipe_does_not_stand_for_one_of_the_app_in_silence(tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))
    shipped = all_recipes()
    (tmp_path / "recipes").mkdir()
    (tmp_path / "recipes" / "zendesk.toml").write_text('name = "zendesk"\n' + SURVEY, encoding="utf-8")
    assert all_recipes() == shipped
    assert recipe_named("zendesk") in shipped
    (rows,) = recipe_problems()
    assert "zendesk.toml, at its name: a recipe of this name comes with the app and is the one used" in str(rows)


def test_a_recipe_that_cannot_be_opened_is_told_too(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    (rows,) = recipe_problems(tmp_path)
    assert "folder.toml, at the file: it cannot be read" in str(rows)


def test_a_number_no_float_can_hold_is_told(tmp_path):
    for number in ("9" * 400, "9" * 5000, "nan", "inf"):
        text = f'name = "survey"\n{SURVEY}[scores]\nscale = {{ worst = 1, best = {number} }}\n'
        (tmp_path / "survey.toml").write_text(text, encoding="utf-8")
        (rows,) = recipe_problems(tmp_path)
        assert "survey.toml, at " in str(rows)
