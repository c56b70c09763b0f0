"""Everything can be taken out, safe for spreadsheets, and brought back."""

import io
import zipfile

import pyarrow.parquet as pq

from audit.actions import upkeep, walks
from audit.actions.appointments import renew_feed
from audit.actions.webhook import set_webhook
from audit.model.webhook import Recipient, Webhook
from tests.builders import a_walk, an_observation


def test_every_table_leaves_as_csv_and_parquet(desk, tmp_path):
    walks.record_walk_through(desk, a_walk(), [an_observation(what_happened="=1+1")])
    counts = upkeep.export(desk, tmp_path / "out")
    assert counts["observation"] == 1
    csv = (tmp_path / "out" / "observation.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in csv
    assert csv.splitlines()[0].startswith("id,walk_through_id")
    parquet = pq.read_table(tmp_path / "out" / "observation.parquet")
    assert parquet["what_happened"].to_pylist() == ["=1+1"]
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv", ".parquet"}


def test_what_leaves_holds_no_secret_address(desk, tmp_path):
    secrets = [renew_feed(desk), "https://hooks.slack.com/services/T0/B0/whisper"]
    set_webhook(desk, Webhook(Recipient.SLACK, secrets[1]), "KM")
    upkeep.export(desk, tmp_path)
    for path in tmp_path.glob("*.csv"):
        assert [each for each in secrets if each in path.read_text(encoding="utf-8-sig")] == [], path.name
    assert not {"webhook.csv", "webhook.parquet", "calendar_feed.csv"} & {path.name for path in tmp_path.iterdir()}


def test_the_table_of_no_observation_has_its_columns(desk, tmp_path):
    upkeep.export(desk, tmp_path)
    text = (tmp_path / "observations.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("id,observed_at,journey,stage,touchpoint,")
    assert text.count("\n") == 1


def test_the_archive_holds_every_table(desk, tmp_path):
    with zipfile.ZipFile(io.BytesIO(upkeep.export_archive(desk, tmp_path))) as archive:
        assert {"observation.csv", "touchpoint.parquet"} <= set(archive.namelist())
