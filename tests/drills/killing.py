"""Writers that can be killed: each a process of its own that tells what it does through a pipe."""

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from audit.store.opening import Store, open_store
from audit.store.upkeep.restoring import restore
from tests.drills.deeds import ALL, Ledger, work

TOUCHED = {"open", "os.rename", "os.link", "os.remove", "os.truncate", "os.mkdir", "os.rmdir"}
PATIENCE = 120  # seconds in which a writer has to say something


@dataclass(frozen=True, slots=True)
class Order:
    """What a writer does: `verb` "works", "makes" or "restores"; `dies_at` the how-manieth touch of a file kills it."""

    path: Path
    verb: str = "works"
    seed: int = 0
    kinds: tuple[str, ...] = ALL
    deeds: int = 1_000_000
    dies_at: int = 0


def obey(order: Order, pipe: Connection) -> None:
    """Do as ordered, telling each acknowledged deed; in a process of its own."""
    touches = _touches(order)
    try:
        store = _VERBS[order.verb](order, pipe)  # open until the kill: let go of, it would fold its log
    except BaseException as problem:
        pipe.send(("failed", repr(problem), []))
        raise
    pipe.send(("done", "", [str(len(touches))]))
    if not order.dies_at:
        signal.pause()
    del store


def _work(order: Order, pipe: Connection) -> Store:
    store = open_store(order.path)
    pipe.send(("opened", "", []))
    working = work(store, random.Random(order.seed), lambda *words: pipe.send(words), order.kinds)
    for _ in range(order.deeds):
        next(working)
    if order.dies_at:
        store.close()
    return store


_VERBS: dict[str, Callable[[Order, Connection], object]] = {
    "works": _work,
    "makes": lambda order, _: open_store(order.path).close(),
    "restores": lambda order, _: restore(order.path.with_suffix(".backup"), order.path),
}


def _touches(order: Order) -> list[str]:
    """Return what grows with every touch of a file of the store; the process kills itself, as SIGKILL does, at one."""
    folder, touches = str(order.path.parent), []

    def touched(event: str, given: tuple[Any, ...]) -> None:
        if event in TOUCHED and any(str(each).startswith(folder) for each in given):
            touches.append(event)
            if len(touches) == order.dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

    if order.dies_at:
        sys.addaudithook(touched)
    return touches


@contextmanager
def writer(order: Order) -> Iterator[tuple[BaseProcess, Connection]]:
    """Yield a running writer and its pipe; it is dead afterwards."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=obey, args=(order, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def heard(pipe: Connection, ledger: Ledger, until: str = "", most: int = sys.maxsize) -> str:
    """Note what the writer tells until it says `until`, has said so many words, or is dead; return its last word."""
    word = ""
    for _ in range(most):
        try:
            if not pipe.poll(PATIENCE):
                raise TimeoutError(word)
            word, kind, keys = pipe.recv()
        except (EOFError, ConnectionResetError):
            break
        if word == "failed":
            raise AssertionError(kind)
        ledger.add(word, kind, keys)
        if word == until:
            break
    return word
