"""Large uploads are read one after another: the server gives back what they took."""

import gc
import threading

import psutil
import pytest

from audit.actions.imports import import_reading, read_rows
from audit.intake.recipes import recipe_named
from audit.intake.recognise import read_and_recognise
from audit.store.opening import open_store
from audit.web.memory import give_back

ROWS, UPLOADS = 60_000, 3
HEAD = "observed_at,touchpoint,place,outcome,what_happened"


def megabytes():
    return psutil.Process().memory_info().rss / 1_000_000


def an_upload(store, content):
    """Do what the page does with a file, in a thread of its own as the page does."""

    def look():
        table, recognition = read_and_recognise(content, "large.csv", [recipe_named("moments")])
        reading = read_rows(store, table, recognition.recipe)
        import_reading(store, reading, recognition.recipe, "large.csv", is_dry=True)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()


@pytest.mark.drill
def test_the_server_gives_back_what_large_uploads_took(capsys):
    rows = (f"2026-03-01T09:{at % 60:02},Desk {at % 30},North,positive,words about {at}" for at in range(ROWS))
    content, store = "\n".join([HEAD, *rows]).encode(), open_store()
    an_upload(store, f"{HEAD}\n2026-03-01T09:00,Desk,North,positive,once".encode())
    give_back()
    before, taken = megabytes(), []
    for _ in range(UPLOADS):
        an_upload(store, content)
        taken.append(megabytes())
    gc.collect()
    full = megabytes()
    give_back()
    after = megabytes()
    store.close()
    with capsys.disabled():
        print(  # noqa: T201  # a drill tells its figure
            f"\ndrill: {UPLOADS} uploads of {ROWS:,} rows took the process from {before:.0f} to {max(taken):.0f} MB; "
            f"{full:.0f} stayed until it gave back, {after:.0f} after: {after / before:.2f} times what it was before"
        )
    assert after <= full + 1
    assert after - before < 200
