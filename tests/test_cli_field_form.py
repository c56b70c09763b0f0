"""The walk by ODK and Kobo, by command: the form is written, its exports come in once, and edits as corrections."""

import json

import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.store.journey import add_journey
from audit.store.opening import open_store
from tests.intake.field_exports import BAD_CALL, JOURNEY, a_stop, central, kobo


@pytest.fixture
def moments(tmp_path):
    store = open_store(tmp_path / "audit.duckdb")
    add_journey(store, JOURNEY)
    store.close()

    def run(*words):
        return CliRunner().invoke(main, list(words), env={"AUDIT_STORE": str(tmp_path / "audit.duckdb")})

    return run


def test_the_form_is_written_and_not_over_another(moments, tmp_path):
    out = tmp_path / "form.xlsx"
    result = moments("field-form", str(out))
    assert (result.exit_code, out.read_bytes()[:2]) == (0, b"PK")
    assert "Upload it to ODK Central or KoboToolbox" in result.stdout
    again = moments("field-form", str(out))
    assert (again.exit_code, "--replace" in again.stderr) == (1, True)
    assert moments("field-form", str(out), "--replace").exit_code == 0


def test_without_a_journey_the_form_is_refused_in_words(tmp_path):
    open_store(tmp_path / "audit.duckdb").close()
    env = {"AUDIT_STORE": str(tmp_path / "audit.duckdb")}
    result = CliRunner().invoke(main, ["field-form", str(tmp_path / "form.xlsx")], env=env)
    assert (result.exit_code, (tmp_path / "form.xlsx").exists()) == (1, False)
    assert "There is no touchpoint to be observed yet" in result.stderr


@pytest.mark.parametrize(("name", "made"), [("walk.zip", central), ("walk.xlsx", kobo)])
def test_an_export_comes_in_once_and_its_edit_as_a_correction(moments, tmp_path, name, made):
    file = tmp_path / name
    file.write_bytes(made(a_stop(1), BAD_CALL))
    assert moments("recognise", str(file)).stdout.strip() == {"walk.zip": "odk-central", "walk.xlsx": "kobo"}[name]
    assert json.loads(moments("import", str(file), "--json").stdout)["accepted"] == 2
    assert json.loads(moments("import", str(file), "--json").stdout)["already_there"] == 2
    file.write_bytes(made(a_stop(1, what_happened="Slow, but kind"), BAD_CALL))
    left = moments("import", str(file))
    assert (left.exit_code, "'Quick, and kind' -> 'Slow, but kind'" in left.stdout) == (3, True)
    taken = json.loads(moments("import", str(file), "--replace-changed", "--json").stdout)
    assert (taken["changed"], taken["replaced"]) == (1, 1)
