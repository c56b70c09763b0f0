"""How long until the first control can be tapped, on a slow phone on a slow line and from the installed page."""

from contextlib import contextmanager
from statistics import median

import pytest

from tests.drills.figures import IS_WHOLE, tell

pytestmark = [
    pytest.mark.browser,
    pytest.mark.drill,
    pytest.mark.skipif(not IS_WHOLE, reason="it measures alone; that the page opens so, the walk's other tests show"),
]
SLOWER = 4  # a phone's processor beside the one this runs on
BYTES_A_SECOND = 1_600_000 / 8
LATENCY = 150  # milliseconds
STARTS = 7
WATCH = """() => {
    const look = () => {
        const save = document.querySelector("section .save");
        if (save?.checkVisibility()) window.firstControl = performance.now(); else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


@contextmanager
def started(phones, *, line=BYTES_A_SECOND, slower=SLOWER):
    """Yield a phone that opened the walk for the first time; it is put away afterwards, for a slowed one keeps busy."""
    phone = phones()
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    if line:
        session.send("Network.enable")
        slow = {"offline": False, "latency": LATENCY, "downloadThroughput": line, "uploadThroughput": line}
        session.send("Network.emulateNetworkConditions", slow)
    phone.page.add_init_script(f"({WATCH})()")
    yield phone.open()
    phone.page.context.close()


def shown_after(phone):
    """Return after how many milliseconds the first control could be tapped."""
    return phone.page.wait_for_function("() => window.firstControl").json_value()


def test_the_first_control_of_a_slow_phone_on_a_slow_line(phones, capsys):
    cold, installed, bare = [], [], []
    for number in range(STARTS + 1):
        with started(phones) as phone:
            cold.append(shown_after(phone))
            phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            phone.page.context.set_offline(True)
            phone.page.reload()
            installed.append(shown_after(phone))
        with started(phones, line=0, slower=1) as phone:
            bare.append(shown_after(phone))
        if not number:  # the server has packed its files once
            cold, installed, bare = [], [], []
    figures = [f"{median(each):.0f} ms ({min(each):.0f} to {max(each):.0f})" for each in (cold, installed, bare)]
    tell(
        capsys,
        f"first control, {STARTS} starts each, processor {SLOWER} times slower: cold at 1.6 Mbit/s and {LATENCY} ms "
        f"{figures[0]}, from the installed page without signal {figures[1]}; cold, nothing slowed down {figures[2]}",
    )
    assert len(cold) == len(installed) == len(bare) == STARTS
