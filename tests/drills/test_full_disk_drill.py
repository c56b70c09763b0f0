"""A full disk is told in words, nothing is half-written or lost, and the same process goes on once there is room."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from audit.actions.set_up import start_from_template
from audit.actions.walks import record_walk_through
from audit.errors import StoreFullError
from audit.model.keys import new_key
from audit.store.journey import journeys
from audit.store.observation import observation_count
from audit.store.opening import open_store
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.fingerprint import fingerprints
from audit.store.upkeep.restoring import restore
from tests.builders import a_walk, an_observation, template_named
from tests.drills.deeds import begun, import_rows
from tests.drills.figures import tell
from tests.screens import Server, free_port
from tests.walk.phone import Phone

pytestmark = pytest.mark.drill
SIZE = 48  # megabytes of the small disk
SMALL = 256_000_000  # bytes; a disk no larger than that is filled without a second thought
MOST_TAPS = 9
SENTENCE = "There is no room left on the disk"


@pytest.fixture
def disk(tmp_path):
    """Return a folder on a small disk of its own: one that is mounted, else the shared memory of a container."""
    folder, shared = tmp_path / "disk", Path("/dev/shm")
    folder.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)]
    if mounted and subprocess.run(mount, check=False, capture_output=True).returncode == 0:
        yield folder
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
    elif shared.is_dir() and shutil.disk_usage(shared).total <= SMALL:
        own = shared / f"moments-drill-{new_key().hex}"
        own.mkdir()
        yield own
        shutil.rmtree(own)
    else:
        pytest.skip("no small disk can be had here: mounting one is not allowed, and /dev/shm is large or absent")


@contextmanager
def filled(disk, left=0):
    """Fill a disk up to so many bytes, and make room again afterwards."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            try:
                file.write(bytes(65_536))
            except OSError:
                while True:
                    file.write(bytes(1))
    with filler.open("r+b") as file:
        file.truncate(max(0, filler.stat().st_size - left))
    try:
        yield
    finally:
        filler.unlink()


def a_walk_of(store):
    """Return a way to save one walk with one observation."""
    (desk,) = journeys(store)
    walk = a_walk(journey_id=desk.id)
    seen = an_observation(id=new_key(), touchpoint_id=desk.stages[0].touchpoints[0].id)
    return lambda: record_walk_through(store, walk, [seen])


def saves(store, _):
    return a_walk_of(store)


def imports(store, _):
    key = new_key()
    return lambda: import_rows(store, key, 4_000)


def backs_up(store, disk):
    return lambda: back_up(store, disk / "out.backup", replace=True)


def folds(store, _):
    a_walk_of(store)()
    return store.fold


ROOM = (0, 1_000, 10_000, 70_000, 300_000)  # bytes that are left: none, or enough for the beginning alone
# the checkpoint while the file is new: later it may find room in what checkpoints before it freed within the file
EVENTS = {"checkpoint": folds, "save": saves, "import": imports, "backup": backs_up}


def test_a_full_disk_is_told_in_words_and_the_store_goes_on_once_there_is_room(disk, capsys):
    refused, wrong, path = set(), [], disk / "audit.duckdb"
    begun(path)
    store = open_store(path)
    a_walk_of(store)()
    for name, event in EVENTS.items():
        for room in ROOM:
            is_refused, problems = tried_without_room(store, disk, event, room)
            refused |= {name} if is_refused else set()
            wrong += [f"{name} with {room} bytes left: {problem}" for problem in problems]
        before = fingerprints(store)
        store.close()
        store = open_store(path)
        if changed(store, before) or store.sentences:
            wrong.append(f"{name}: something was lost: {store.sentences}")
    store.close()
    left = [file.name for file in (disk / "backups").iterdir()]
    tell(
        capsys,
        f"a disk filled during {', '.join(EVENTS)}, with {len(ROOM)} amounts of room: {len(refused)} of {len(EVENTS)} "
        f"told in words, {len(wrong)} half-written or lost, no restart",
    )
    assert [wrong, left] == [[], []]
    assert refused == set(EVENTS)


def tried_without_room(store, disk, event, room):
    """Return whether something was refused for lack of room, and what was wrong with that; then do it with room."""
    act, is_refused, wrong = event(store, disk), False, []
    before = fingerprints(store)
    with filled(disk, room):
        try:
            act()
            before = fingerprints(store)
        except StoreFullError as problem:
            is_refused = SENTENCE in str(problem)
        if changed(store, before):
            wrong.append("half-written")
    if changed(store, before):
        wrong.append("not as before once there is room")
    act()
    before = fingerprints(store)
    a_walk_of(store)()
    if not changed(store, before):
        wrong.append("does not go on")
    return is_refused, wrong


def changed(store, before):
    return {name for name, found in fingerprints(store).items() if found != before[name]}


def test_opening_making_and_restoring_on_a_full_disk_ends_in_words_and_harms_nothing(disk, tmp_path, capsys):
    path, wrong, worded = disk / "audit.duckdb", [], set()
    begun(path)
    store = open_store(path)
    a_walk_of(store)()
    back_up(store, tmp_path / "audit.backup")
    before = fingerprints(store)
    store.close()
    acts = {
        "opening": lambda: open_store(path).close(),
        "making": lambda: open_store(disk / "another.duckdb").close(),
        "restoring": lambda: restore(tmp_path / "audit.backup", path),
    }
    for name, act in acts.items():
        for room in ROOM:
            with filled(disk, room):
                try:
                    act()
                except StoreFullError:
                    worded.add(name)
            left = sorted(file.name for file in disk.iterdir() if "restoring" in file.name or ".new-" in file.name)
            store = open_store(path)
            if left or changed(store, before):
                wrong.append(f"{name} with {room} bytes left: {left} {changed(store, before)}")
            store.close()
    tell(capsys, f"opened, made and restored on a full disk: {sorted(worded)} told in words, {len(wrong)} harmed")
    assert wrong == []
    assert {"making", "restoring"} <= worded


@pytest.fixture
def server(root, disk):
    """Run the app on the small disk, in place of the usual server."""
    running = Server(root, disk / "audit.duckdb", free_port())
    yield running
    running.stop()


@pytest.mark.browser
def test_what_is_saved_while_the_disk_is_full_waits_on_the_phone_and_arrives_once_there_is_room(
    server, disk, screen, capsys
):
    store = open_store(server.store)
    start_from_template(store, template_named("library"))
    store.close()
    server.start()
    phone, saved = Phone(screen("log", "phone").page, server.url).begin(), 0
    line = phone.page.locator("section .say")
    with filled(disk):
        while not line.get_by_text("waiting").count() and saved < MOST_TAPS:
            saved += 1  # what fits into the last page of a file is still stored
            phone.outcome("Good").save()
            expect(line).to_contain_text(re.compile(rf"waiting|{saved} arrived"))
        expect(line).to_contain_text("waiting")
        expect(phone.page.get_by_test_id("stException")).to_have_count(0)
        is_ready = ready(server)
    phone.arrived(saved)
    server.stop()
    store = open_store(server.store)
    there = observation_count(store)
    store.close()
    tell(
        capsys,
        f"Save with a full disk: it waits on the phone, /ready says {'yes' if is_ready else 'no'}; with room again it "
        f"arrives by itself, {there - saved} observations lost or doubled, no restart",
    )
    assert not is_ready
    assert there == saved


def ready(server):
    """Return whether the app says that it is ready."""
    try:
        with urlopen(f"{server.url}/ready", timeout=60) as answer:
            return bool(json.load(answer)["ready"])
    except HTTPError as refusal:
        return bool(json.load(refusal)["ready"])
