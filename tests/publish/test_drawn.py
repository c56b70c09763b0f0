"""A chart is drawn in a process of its own, once, and whatever happens to that process stays there."""

import os
import signal
import subprocess
import sys
import threading
import time

import pandas as pd
import psutil
import pytest

from audit.errors import NotDrawnError
from audit.publish import drawn as drawing
from audit.publish.drawn import DrawingProcess, drawn

BARS = {
    "mark": "bar",
    "encoding": {"y": {"field": "desk", "type": "nominal"}, "x": {"field": "n", "type": "quantitative"}},
    "config": {"view": {"stroke": None}},
}
PATIENT = 600.0  # seconds; a busy machine is no failure
FIGURES = pd.DataFrame({"desk": ["Front desk & <hall>", "Help line"], "n": [3, 5]})


@pytest.fixture(scope="module")
def process():
    one = DrawingProcess(slow=PATIENT)
    yield one
    one.put_away()


def test_a_chart_comes_back_as_a_picture_with_the_names_in_it(process):
    picture = drawn(BARS, FIGURES, "#14171C", process=process)
    assert picture.startswith('<svg aria-hidden="true" ')
    assert picture.endswith("</svg>")
    assert "Help line" in picture
    assert 'fill="#14171C"' in picture


def test_a_process_that_was_set_up_is_the_one_that_draws():
    ready = DrawingProcess(slow=PATIENT)
    ready.set_up()
    child = ready._child
    assert drawn(BARS, FIGURES, "#FFFFFF", process=ready).startswith("<svg ")
    assert ready._child is child
    ready.put_away()


def test_what_people_wrote_stays_words(process):
    assert "Front desk &amp; &lt;hall&gt;" in drawn(BARS, FIGURES, "#FFFFFF", process=process)


def test_days_are_drawn_as_days(process):
    spec = {"mark": "point", "encoding": {"x": {"field": "day", "type": "temporal"}}}
    picture = drawn(
        spec, pd.DataFrame({"day": pd.to_datetime(["2026-03-01", "2026-03-31"])}), "#FFFFFF", process=process
    )
    assert "Mar" in picture


def test_the_same_chart_is_drawn_once(process):
    first = drawn(BARS, FIGURES, "#FFFFFF", process=process)
    child = process._child
    process.put_away()
    assert child.poll() == 0
    assert drawn(BARS, FIGURES, "#FFFFFF", process=process) == first
    assert process._child is None
    assert drawn(BARS, FIGURES, "#222222", process=process) != first
    assert process._child is not None


def test_only_so_many_pictures_are_kept(process, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_PICTURES", 1)
    for ground in ("#444444", "#555555"):
        drawn(BARS, FIGURES, ground, process=process)
    assert len(process._drawn) == 1


def test_a_chart_that_is_none_is_refused_in_words_and_the_next_one_is_drawn(process):
    with pytest.raises(NotDrawnError, match="could not be drawn"):
        drawn({"mark": 7}, FIGURES, "#FFFFFF", process=process)
    assert "Help line" in drawn(BARS, FIGURES, "#FFFFFF", process=process)
    process.put_away()  # ended in peace, a process leaves behind which of its lines were run


def test_a_chart_that_asks_for_figures_from_elsewhere_is_refused(process):
    elsewhere = {"layer": [{"data": {"url": "https://example.org/a.csv"}, "mark": "bar"}]}
    with pytest.raises(NotDrawnError, match="not allowed"):
        drawn(elsewhere, FIGURES, "#FFFFFF", process=process)


def test_another_process_takes_over_from_one_that_was_ended(process):
    drawn(BARS, FIGURES, "#FFFFFF", process=process)
    process._child.kill()
    process._child.wait()
    assert "Help line" in drawn(BARS, FIGURES, "#333333", process=process)


def test_a_process_that_has_ended_answers_nothing(process):
    child = process._ready()
    child.kill()
    child.wait()
    assert drawing._answer_of(child, "{}" * 100_000) is None


def test_the_easel_is_put_away_when_nobody_asks():
    tired = DrawingProcess(slow=PATIENT, leaving=PATIENT)
    drawn(BARS, FIGURES, "#FFFFFF", process=tired)
    child = tired._child
    tired._idle = 0.0
    tired.set_up()
    assert child.wait(timeout=PATIENT) == 0
    assert tired._child is None
    tired.put_away()


def stopped(process):
    """Stop the process of an process in the middle of its work, as one that hangs."""
    process.set_up()
    os.kill(process._child.pid, signal.SIGSTOP)
    return process._child


def test_a_process_that_hangs_is_ended_and_another_draws():
    one = DrawingProcess(slow=0.2)
    child = stopped(one)
    with pytest.raises(NotDrawnError, match="stopped"):
        drawn(BARS, FIGURES, "#FFFFFF", process=one)
    assert child.wait(timeout=PATIENT) < 0
    assert one._child is None
    one._slow = PATIENT
    assert "Help line" in drawn(BARS, FIGURES, "#FFFFFF", process=one)
    one.put_away()


def test_putting_away_waits_for_no_process_that_hangs():
    one = DrawingProcess(leaving=0.2)
    child = stopped(one)
    one.put_away()
    assert child.poll() is not None


def test_a_picture_that_is_there_waits_for_none_that_does_not_come():
    one = DrawingProcess(slow=PATIENT)
    there = drawn(BARS, FIGURES, "#FFFFFF", process=one)
    child = stopped(one)
    waits = threading.Thread(
        target=pytest.raises, args=(NotDrawnError, drawn, BARS, FIGURES, "#111111"), kwargs={"process": one}
    )
    waits.start()
    deadline = time.monotonic() + PATIENT
    while not one._lock.locked() and time.monotonic() < deadline:
        time.sleep(0.01)
    one.set_up()
    assert drawn(BARS, FIGURES, "#FFFFFF", process=one) == there
    assert waits.is_alive()
    child.kill()
    waits.join(PATIENT)
    assert not waits.is_alive()
    one.put_away()


def test_a_process_that_says_something_else_is_not_believed(tmp_path, monkeypatch):
    gossip = tmp_path / "gossip.py"
    gossip.write_text(
        "import sys\nfor line in sys.stdin:\n    print('Once upon a time', flush=True)\n", encoding="utf-8"
    )
    monkeypatch.setattr(drawing, "CHILD", gossip)
    one = DrawingProcess(slow=PATIENT)
    with pytest.raises(NotDrawnError, match="stopped"):
        drawn(BARS, FIGURES, "#FFFFFF", process=one)
    assert one._child is None


def test_a_process_nobody_could_end_any_more_ends_itself():
    left = subprocess.run(
        [sys.executable, "-I", str(drawing.CHILD), "0.001"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENT,
        check=False,
    )
    assert left.returncode == 1


SERVER = """
import time
from audit.publish.drawn import DRAWING_PROCESS
DRAWING_PROCESS.set_up()
print(DRAWING_PROCESS._child.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_whoever_started_it_however_that_was_ended(how):
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        child = psutil.Process(int(server.stdout.readline()))
        server.send_signal(how)
        server.wait(timeout=PATIENT)
    deadline = time.monotonic() + PATIENT
    while is_there(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_there(child)


def is_there(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
