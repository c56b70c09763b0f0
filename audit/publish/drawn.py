"""Charts drawn before anybody looks: as pictures that need no script, for a screen in a hall and for paper."""

import atexit
import json
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, cast

import pandas as pd

from audit.errors import NotDrawnError
from audit.model.text import with_plain_names

CHILD = Path(__file__).with_name("drawn_child.py")
WIDTH = 1500  # pixels a chart is drawn to: fills a slide of 1920 by its height, and one of 1024 by its width
MOST_PICTURES = 128  # kept as drawn, about 15 kB each
IDLE_SECONDS = 300.0  # then the process is put away; it holds about 100 MB
SLOW_SECONDS = 30.0  # a picture takes a tenth of a second; what takes this long will not come
LEAVING_SECONDS = 5.0  # until the process is ended that does not end by itself

_HELD = '<svg aria-hidden="true" preserveAspectRatio="xMinYMid" '  # from the left, where words begin


class DrawingProcess:
    """One process that draws, started when it is needed and ended when nobody has asked for a while."""

    def __init__(
        self, idle: float = IDLE_SECONDS, slow: float = SLOW_SECONDS, leaving: float = LEAVING_SECONDS
    ) -> None:
        self._idle, self._slow, self._leaving = idle, slow, leaving
        self._lock = threading.Lock()
        self._shelf_lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._bedtime: threading.Timer | None = None
        self._drawn: OrderedDict[str, str] = OrderedDict()

    def picture(self, order: str) -> str:
        """Return the SVG of a Vega-Lite specification, written as JSON on one line; the same one is drawn once.

        Raises:
            NotDrawnError: it cannot be drawn.
        """
        if picture := self._picture_of(order):  # whoever waits for one that does not come holds up none that is there
            return picture
        with self._lock:
            return self._picture_of(order) or self._keep(order, self._answer(order))

    def set_up(self) -> None:
        """Start the process, so that the first picture need not wait for it; where it draws already, it is up."""
        if self._lock.acquire(blocking=False):
            try:
                self._ready()
                self._stay_up()
            finally:
                self._lock.release()

    def put_away(self) -> None:
        """End the process; the next picture starts another."""
        with self._lock:
            self._end()

    def _picture_of(self, order: str) -> str:
        with self._shelf_lock:
            if order not in self._drawn:
                return ""
            self._drawn.move_to_end(order)
            return self._drawn[order]

    def _keep(self, order: str, picture: str) -> str:
        with self._shelf_lock:
            self._drawn[order] = picture
            while len(self._drawn) > MOST_PICTURES:
                self._drawn.popitem(last=False)
        return picture

    def _answer(self, order: str) -> str:
        child = self._ready()
        limit = threading.Timer(self._slow, child.kill)
        limit.daemon = True
        limit.start()
        try:
            answer = _answer_of(child, order)
        finally:
            limit.cancel()
        self._stay_up()
        if answer is None:
            self._end()
            raise NotDrawnError
        if "svg" not in answer:
            raise NotDrawnError(answer["wrong"])
        return answer["svg"]

    def _ready(self) -> "subprocess.Popen[str]":
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(  # noqa: S603  # our own script; what is drawn goes in as lines on stdin
                [sys.executable, "-I", "-X", "utf8", str(CHILD), str(max(1.0, 2 * self._slow))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._child

    def _stay_up(self) -> None:
        if self._bedtime is not None:
            self._bedtime.cancel()
        self._bedtime = threading.Timer(self._idle, self.put_away)
        self._bedtime.daemon = True
        self._bedtime.start()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        try:
            child.communicate(timeout=self._leaving)  # it ends where nothing more comes
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()


DRAWING_PROCESS = DrawingProcess()
atexit.register(DRAWING_PROCESS.put_away)


def drawn(
    spec: Mapping[str, Any],
    frame: pd.DataFrame,
    background: str,
    *,
    width: int = WIDTH,
    process: DrawingProcess = DRAWING_PROCESS,
) -> str:
    """Return a chart as an SVG picture that fills whatever holds it.

    Args:
        spec: a Vega-Lite specification without its figures, as `audit.charts.spec.drawing` gives it.
        frame: the figures.
        background: the colour it stands on, which the shades of the charts follow.
        width: pixels it is drawn to; its height follows from its rows.
        process: the process that draws.

    Returns:
        An `<svg>` element with no description of its own: whatever holds it says what it shows.

    Raises:
        NotDrawnError: it cannot be drawn.
    """
    figures = json.loads(with_plain_names(frame).to_json(orient="records", date_format="iso"))
    chart = {**spec, "width": width, "data": {"values": figures}}
    chart["config"] = {**chart.get("config", {}), "background": background}
    return process.picture(json.dumps(chart)).replace("<svg ", _HELD, 1)


def _answer_of(child: "subprocess.Popen[str]", order: str) -> dict[str, str] | None:
    """Return what a child answers, or None where it has ended or says something else instead."""
    to, back = cast("IO[str]", child.stdin), cast("IO[str]", child.stdout)
    try:
        to.write(order + "\n")
        to.flush()
        answer: dict[str, str] = json.loads(back.readline())
    except (OSError, ValueError):  # it is gone, or was ended in the middle of its answer
        return None
    return answer
