"""Recipes and templates of one's own travel in a backup: all that can be used, and nothing that leads elsewhere."""

import pytest

from audit.errors import OwnFileRefusedError
from audit.home.own_files import MAX_FILE, MOST_FILES, check_own_files, is_portable, own_files, put_own_files
from audit.home.product import PRODUCT

GOOD = {"recipes/survey.toml": b"name = 'survey'\n", "templates/Our desk (2).toml": "name = 'B\u00fcro'".encode()}


def test_what_was_taken_is_put_back_in_another_home(tmp_path):
    assert put_own_files(tmp_path / "a", GOOD) == ()
    assert own_files(tmp_path / "a") == GOOD
    put_own_files(tmp_path / "b", own_files(tmp_path / "a"))
    assert own_files(tmp_path / "b") == GOOD
    assert sorted(path.name for path in (tmp_path / "b").rglob("*.*")) == ["Our desk (2).toml", "survey.toml"]


def test_a_home_without_any_has_none(tmp_path):
    assert own_files(tmp_path / "absent") == {}


def test_what_could_not_be_used_anyway_is_left_out(tmp_path):
    put_own_files(tmp_path, GOOD)
    for name in ("notes.txt", "odd:name.toml", ".hidden.toml"):
        (tmp_path / "recipes" / name).write_bytes(b"x")
    (tmp_path / "recipes" / "huge.toml").write_bytes(b"#" * (MAX_FILE + 1))
    (tmp_path / "recipes" / "folder.toml").mkdir()
    (tmp_path / "audit.duckdb").write_bytes(b"the store")
    assert own_files(tmp_path) == GOOD


def test_files_in_the_way_are_set_aside_and_others_stay(tmp_path):
    put_own_files(tmp_path, {"recipes/other.toml": b"other"} | GOOD)
    for now in (b"mine", b"mine again"):
        (tmp_path / "recipes" / "survey.toml").write_bytes(now)
        assert put_own_files(tmp_path, GOOD) == ("recipes/survey.toml",)
    assert own_files(tmp_path) == {"recipes/other.toml": b"other"} | GOOD
    aside = sorted(path for path in (tmp_path / "recipes").iterdir() if "before-restore" in path.name)
    assert [path.read_bytes() for path in aside] == [b"mine", b"mine again"]


@pytest.mark.parametrize(
    "name",
    [
        *("survey.toml", "recipes/../../x.toml", "recipes/..toml", "/etc/x.toml", "recipes//etc/x.toml"),
        *("photos/x.toml", "recipes/x.py", "recipes/", ""),
        *("recipes\\x.toml", "recipes/a\\b.toml", "recipes/C:x.toml", "recipes/x.toml\n"),
        *("recipes/.x.toml", "recipes/CON.toml", "recipes/com1.toml", "recipes/" + "a" * 101 + ".toml"),
        *("recipes/x\u202e.toml", "recipes/x\x00.toml"),
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_written(name, tmp_path):
    with pytest.raises(OwnFileRefusedError, match="so nothing was put back"):
        put_own_files(tmp_path / "home", GOOD | {name: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_large_or_too_much_is_refused(tmp_path):
    check_own_files({"recipes/x.toml": b"#" * MAX_FILE})
    with pytest.raises(OwnFileRefusedError):
        check_own_files({"recipes/x.toml": b"#" * (MAX_FILE + 1)})
    many = {f"recipes/{number}.toml": b"" for number in range(MOST_FILES + 1)}
    with pytest.raises(OwnFileRefusedError, match=f"{MOST_FILES}.toml"):
        check_own_files(many)
    (tmp_path / "recipes").mkdir()
    for name in many:
        (tmp_path / name).touch()
    check_own_files(own_files(tmp_path))


def test_every_file_that_is_shipped_could_be_ones_own():
    shipped = [path for kind in ("recipes", "templates") for path in (PRODUCT / "data" / kind).glob("*.toml")]
    assert shipped
    assert all(is_portable(path.name) and path.stat().st_size < MAX_FILE for path in shipped)
