"""Once the server is warm, no page has to wait for a drawing."""

import pytest

from audit.charts.spec import drawing
from audit.web.warming import warm_up
from pages.parts.navigation import NAVIGATION
from tests.pages.conftest import run

ADDRESSES: dict[str, list[dict[str, str]]] = {
    "understand/rater": [{}, {"touchpoint": "Renewal of a loan"}],
    "understand/trust": [{}, {"all": "trust-debts"}],
    "understand/coverage": [{}, {"by": "Weekday"}, {"period": "Last 90 days"}],
    "understand/change": [
        {"touchpoint": "All touchpoints", "charted": charted, "by": by, "smooth": smooth}
        for charted in ("Mean score", "Positive share")
        for by in ("Month", "Quarter")
        for smooth in ("Left out", "Drawn")
    ]
    + [{}, {"touchpoint": "Call to the help line", "by": "Quarter"}],
    "understand/voices": [{"tab": tab} for tab in ("Notes", "Words", "Signals", "Thanks")],
}
PAGES = [file.removesuffix("/page.py").removesuffix(".py") for doors in NAVIGATION.values() for file, *_ in doors]


@pytest.fixture(scope="module")
def _warm():
    drawing.cache_clear()
    warm_up()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("_warm")
def test_no_drawing_of_a_page_is_made_late(sampled, page):
    made, late = drawing.cache_info().misses, []
    for address in ADDRESSES.get(page, [{}]):
        assert not run(page, **address).exception
        now = drawing.cache_info().misses
        late += [address] if now > made else []
        made = now
    assert late == []
