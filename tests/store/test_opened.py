"""One process opens an audit once, whoever asks."""

from concurrent.futures import ThreadPoolExecutor

from audit.store.opened import opened, served


def test_everybody_who_asks_at_once_gets_the_same_store(tmp_path, monkeypatch):
    path = str(tmp_path / "audit.duckdb")
    monkeypatch.setenv("AUDIT_STORE", path)
    with ThreadPoolExecutor(8) as pool:
        stores = set(pool.map(lambda _: opened(path), range(16)))
    assert stores == {served()}
    served().close()
