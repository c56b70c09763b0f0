"""From every figure to the observations it was made of, and back: as many of them as the figure says."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from audit import figures
from audit.actions.interventions import mark_intervention
from audit.actions.renaming import rename_touchpoint
from audit.actions.walks import record_walk_through
from audit.figures import BY_TOUCHPOINT, Question
from audit.figures.watermelon import BY_MONTH
from audit.model.evidence import Evidence
from audit.model.intervention import Intervention
from audit.model.view import View
from audit.store.opened import opened
from pages.parts import leads
from pages.parts.figures import table_html
from pages.parts.leads import Leads
from pages.parts.observed import chosen
from pages.understand.change.chart import ALL_TOUCHPOINTS, Charted
from tests.builders import GREETING, a_walk, an_observation, sample_day, with_desk

TODAY = sample_day()
VIEWS = [
    View(),
    View(places=("Harbour Hall", "North Wing")),
    View(journeys=("Getting help from IT",), second_hand=False),
]


@pytest.fixture(params=VIEWS, ids=["everything", "two places", "a journey first-hand"])
def asked(request, sampled):
    sampled()
    return Question(as_of=TODAY, view=request.param)


def behind(asked: Question, to, row) -> int:
    """Return how many observations stand behind a row, by way of its address."""
    return sum(chosen(asked, dict(parse_qsl(urlencode(to(row))))).outcomes.values())


def rows(frame: pd.DataFrame):
    assert len(frame)
    return frame.to_dict("records")


def test_behind_each_rating_stand_as_many_as_were_given(asked, sampled):
    everywhere = rows(figures.rater(sampled(), replace(asked, by=())))
    for row in [*everywhere, *rows(figures.rater(sampled(), replace(asked, by=BY_TOUCHPOINT)))[::7]]:
        assert behind(asked, leads.rated(), row) == row["n"]
    for row in everywhere:
        for rating in ("n1", "n2", "n3", "n4", "n5"):
            assert behind(asked, leads.rated(), {**row, "rating": rating}) == row[rating]


def test_behind_each_ranked_touchpoint_stand_those_that_were_rated(asked, sampled):
    for row in rows(figures.ranking(sampled(), asked)):
        assert behind(asked, leads.rated(), row) == row["n"]


def test_behind_each_debt_and_each_day_of_it_stand_good_and_bad(asked, sampled):
    trusted = rows(figures.trust(sampled(), asked))
    for row in trusted:
        assert behind(asked, leads.judged, row) == row["positives"] + row["negatives"]
    touchpoint = trusted[0]["touchpoint"]
    one = replace(asked, view=replace(asked.view, touchpoint=touchpoint))
    to = leads.on_days("judged", touchpoint, leads.one_day)
    for row in rows(figures.ledger(sampled(), one))[::9]:
        tapped = {"day": f"{row['observed_on']:%Y-%m-%d}"}
        assert behind(asked, to, row) == behind(asked, to, tapped) == row["positives"] + row["negatives"]


@pytest.mark.parametrize("what", ["score", "share"])
@pytest.mark.parametrize("period", ["month", "quarter"])
@pytest.mark.parametrize("touchpoint", [ALL_TOUCHPOINTS, "Call to the help line"])
def test_behind_each_period_stand_as_many_as_are_written_beneath_it(sampled, what, period, touchpoint):
    sampled()
    asked = Question(as_of=TODAY)
    shown = Charted(asked, what, period, touchpoint)
    for row in rows(shown.chart()):
        assert behind(asked, shown.leads().to, row) == row["n"]
    if touchpoint != ALL_TOUCHPOINTS:
        for row in rows(shown.steady()):
            assert behind(asked, shown.leads(of="rated").to, row) == row["n"]


def test_behind_before_and_after_stand_as_many_as_are_compared(tmp_path):
    store = with_desk(opened(str(tmp_path / "audit.duckdb")))
    for day in range(1, 11):
        on = date(2026, 3, day)
        record_walk_through(store, a_walk(day=on), [an_observation(observed_on=on, observed_at=None)])
    mark_intervention(store, Intervention(date(2026, 3, 4), "A second counter", "Greeting"), date(2026, 3, 10))
    asked = Question(as_of=date(2026, 3, 10))
    both = figures.before_after(store, replace(asked, view=View(touchpoint="Greeting")))
    to = leads.on_days("rated", "Greeting", leads.side(both))
    for row in rows(both):
        word = to({"when": row["when"]})
        assert (date.fromisoformat(word["last"]) - date.fromisoformat(word["first"])).days + 1 == row["n"] == 3
    store.close()


def test_behind_each_service_metric_stand_the_visits_beside_it(asked, sampled):
    said = figures.watermelon(sampled(), asked)
    if asked.view.places:  # no metric of the sample speaks of one place
        assert said.empty
        return
    for row in rows(said.assign(no=range(1, len(said) + 1))):
        assert behind(asked, leads.reported(said), row) == row["n"]
    for row in rows(figures.watermelon(sampled(), replace(asked, by=BY_MONTH)))[::3]:
        assert behind(asked, leads.reported_in(row), {"month": f"{row['period_start']:%Y-%m}"}) == row["n"]
        assert behind(asked, leads.reported_in(row), row) == row["n"]


@pytest.mark.parametrize(
    ("to", "row"),
    [
        (leads.judged, {"touchpoint": None}),
        (leads.on_days("rated", "", leads.one_day), {"day": None}),
        (leads.on_days("rated", "", leads.period(pd.DataFrame({"period": [], "starts_on": []}), 1, TODAY)), {}),
        (leads.on_days("rated", "", leads.side(pd.DataFrame({"when": [], "since": [], "until": []}))), {}),
        (leads.reported(pd.DataFrame({"no": [1], "metric": ["m"]})), {"no": 0}),
        (leads.reported_in({"metric": "m"}), {}),
    ],
)
def test_a_tap_on_nothing_leads_nowhere(to, row):
    assert to(row) is None


@pytest.mark.parametrize(
    "word",
    [
        {"dimension": "niceness", "rating": "9"},
        {"rating": "4"},
        {"of": "everybody"},
        {"first": "yesterday", "last": "2026-03-01"},
        {"first": "2026-03-02", "last": "2026-03-01"},
    ],
)
def test_a_word_the_address_does_not_know_narrows_nothing(word):
    assert chosen(Question(as_of=TODAY), word).evidence == Evidence()


def test_the_table_leads_to_the_observations_too_by_key_whatever_the_touchpoint_is_called_later(own):
    with_desk(own)
    way = Leads(leads.rated("Greeting"), ("n", "n1"))

    def script():
        import pandas as pd
        import streamlit as st

        from pages.parts.figures import table_html
        from pages.parts.leads import Leads, rated

        frame = pd.DataFrame({"dimension": ["empathy"], "n": [3], "n1": [1], "grade": ["thin"]})
        st.text(table_html(frame, "Ratings", Leads(rated("Greeting"), ("n", "n1"))))

    at = AppTest.from_function(script)
    at.query_params["place"] = "Main hall"
    html = at.run().text[0].value
    assert way.cells == ("n", "n1")
    assert html.count("<a href=") == 2
    what = "%26dimension%3Dempathy%26rating%3D1%26of%3Drated"
    assert f"place=Main+hall&amp;behind=touchpoint%3D{GREETING.id}{what}" in html
    rename_touchpoint(own, GREETING.id, "Welcome", "KM")
    for word in (str(GREETING.id), "Greeting"):
        found = chosen(Question(as_of=TODAY), {"touchpoint": word})
        assert (found.where, found.view.touchpoint) == ("Welcome", str(GREETING.id))
    assert "<a" not in table_html(pd.DataFrame({"n": [3]}), "Ratings")


def whole_app(root: Path, **address: str) -> AppTest:
    at = AppTest.from_file(str(root / "app.py"), default_timeout=180)
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def test_what_is_behind_stands_in_the_place_of_the_page_and_leads_back(own, root):
    with_desk(own)
    for number in range(60):
        words = "" if number else "<b>loud</b>"
        record_walk_through(own, a_walk(), [an_observation(what_happened=words)])
    at = whole_app(root, behind="dimension=empathy&rating=4&of=rated")
    assert at.title[0].value == "60 observations, rated 4 on empathy."
    assert sum(html.value.count("<li") for html in at.main.get("html")) == 50
    next(button for button in at.button if button.label == "Show more").click()
    at.run()
    listed = "".join(html.value for html in at.main.get("html"))
    assert listed.count("<li") == 60
    assert "&lt;b&gt;loud&lt;/b&gt;" in listed
    assert "<b>" not in listed
    next(button for button in at.button if button.label.startswith("Back to")).click()
    at.run()
    assert "behind" not in at.query_params
