"""Everything of one's own lies in one folder: the one named, else the checkout's, else the user's."""

import sys
from pathlib import Path

import pytest

from audit.home import folders
from audit.home.folders import home, own_folder, store_path, user_folder
from audit.home.product import PRODUCT, product_of, put_pages_on_path

USER = Path("/users/ada").resolve()


def test_the_home_is_where_the_variable_says(tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path / "elsewhere"))
    assert home() == (tmp_path / "elsewhere").resolve()
    assert store_path() == home() / "audit.duckdb"
    assert own_folder("recipes") == home() / "recipes"


def test_the_home_of_a_checkout_is_its_data_folder_with_ones_own_apart_from_what_is_shipped(root, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", "")
    assert store_path() == root / "data" / "audit.duckdb"
    assert own_folder("recipes") == root / "data" / "own" / "recipes"
    assert (
        own_folder("templates", root / "tests" / ".." / "data") == root / "tests" / ".." / "data" / "own" / "templates"
    )


def test_the_home_of_an_installed_app_is_the_users_own(monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", "")
    monkeypatch.setattr(folders, "IS_INSTALLED", True)
    assert home().name == "moments-of-truth"
    assert not home().is_relative_to(PRODUCT)


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, USER / ".local/share"),
        ("linux", {"XDG_DATA_HOME": str(USER / "held")}, USER / "held"),
        ("linux", {"XDG_DATA_HOME": "held"}, USER / ".local/share"),
        ("darwin", {"XDG_DATA_HOME": str(USER / "held")}, USER / "Library/Application Support"),
        ("win32", {"LOCALAPPDATA": str(USER / "local")}, USER / "local"),
        ("win32", {}, USER / "AppData/Local"),
    ],
)
def test_each_system_keeps_what_is_the_users_where_it_has_it(platform, environment, folder):
    assert user_folder(platform, environment, USER) == folder / "moments-of-truth"


def test_the_product_lies_inside_an_installed_package_and_beside_the_one_of_a_checkout(root, tmp_path):
    assert root == PRODUCT
    package = tmp_path / "audit"
    package.mkdir()
    assert product_of(package) == tmp_path
    (package / "product").mkdir()
    assert product_of(package) == package / "product"


def test_the_pages_are_found_without_their_folder_on_the_path(monkeypatch):
    monkeypatch.delitem(sys.modules, "pages", raising=False)
    put_pages_on_path()
    found = sys.modules["pages"]
    assert list(found.__path__) == [str(PRODUCT / "pages")]
    put_pages_on_path()
    assert sys.modules["pages"] is found
