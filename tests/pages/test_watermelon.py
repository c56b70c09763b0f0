"""The watermelon page names the watermelon, shows what people met inside it, and says what it cannot say."""

import json
from datetime import date
from uuid import uuid4

import pytest

from audit import figures
from audit.actions import walks
from audit.figures import Question
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.sample.college import sample_audit
from audit.store.incoming import add_incoming_metrics
from pages.parts.session import today
from tests.builders import a_walk, an_observation, with_desk
from tests.measures.reported import a_metric, metric_rows
from tests.pages.conftest import run

PAGE = "understand/watermelon"
MARCH = {"period_start": "2026-03-01", "period_end": "2026-04-01"}


def plainly(text):
    return text.replace("\\", "").replace("\u00a0", " ")


def charts(at):
    return at.get("vega_lite_chart")


def report(store, **changes):
    row = metric_rows(a_metric(**{"service": "Desk", "touchpoint": "Greeting", **MARCH} | changes)).assign(
        id=str(uuid4())
    )
    add_incoming_metrics(store, row, new_key())


def visit(store, *outcomes, **changes):
    """Keep a walk for each outcome, since several moments at one touchpoint in one walk are one visit."""
    for outcome in outcomes:
        walks.record_walk_through(store, a_walk(), [an_observation(id=new_key(), outcome=outcome, **changes)])


GOOD, BAD = Outcome.POSITIVE, Outcome.NEGATIVE


def test_without_a_metric_the_page_says_what_to_bring(own):
    at = run(PAGE)
    assert not at.exception
    assert at.title[0].value == "No service metric yet."
    assert any(part.value.startswith("Bring in what a service reports") for part in at.markdown)
    assert [button.label for button in at.button] == ["Load the sample audit"]
    assert not charts(at)


def test_metrics_without_visits_are_listed_and_the_reader_sent_to_look(own):
    report(with_desk(own))
    at = run(PAGE)
    assert not at.exception
    assert plainly(at.title[0].value).startswith("Too few visits to find a watermelon: 0 visits")
    assert any("the last of which ended on 31 March 2026" in part.value for part in at.markdown)
    assert not charts(at)


def test_only_services_with_a_mark_are_named_beneath_the_picture(own):
    report(with_desk(own))
    report(own, service="10, 188", touchpoint="Answer")
    visit(own, *[BAD] * 6, observed_on=date(2026, 3, 12))
    named = [part.value for part in run(PAGE).markdown if part.value.startswith("**")]
    assert named == ["**1** Desk"]


def test_a_choice_no_metric_speaks_of_is_said_to_be_one(own):
    report(with_desk(own), place="Branch")
    visit(own, GOOD)
    at = run(PAGE)
    assert not at.exception
    at.query_params["place"] = "Main hall"
    at.run()
    assert not at.exception
    assert plainly(at.title[0].value) == "No service metric covers this view."


def test_the_sample_shows_its_watermelon_with_the_words_met_there(sampled):
    truth = sample_audit(2_400, until=date(2026, 1, 1)).truth
    at = run(PAGE)
    assert not at.exception
    title = plainly(at.title[0].value)
    assert title.startswith(f"{truth.watermelon_service} met its target every month")
    assert ": a watermelon" in title
    assert len(charts(at)) == 3
    assert any(f"{truth.watermelon_service}: watermelon" in plainly(part.value) for part in at.subheader)
    assert len(at.text) >= 3
    assert {"What people met there", "How much better the metric looks", "Month by month", "Do they go together?"} <= {
        part.value for part in at.header
    }


def test_the_page_shows_what_the_command_prints(sampled):
    (first,) = figures.watermelon(sampled(), Question(today())).head(1).to_dict("records")
    found, *_ = figures.watermelon_relation(sampled(), Question(today())).to_dict("records")
    at = run(PAGE)
    assert f"of {first['n']:,} visits went well" in plainly(at.title[0].value)
    assert any(f"Spearman {found['rho']:.2f}" in plainly(part.value) for part in at.markdown)


def test_another_service_can_be_followed_month_by_month(sampled):
    at = run(PAGE)
    at.selectbox[-1].set_value("IT requests").run()
    assert not at.exception
    assert any('"first reply within one working day"' in plainly(part.value) for part in at.markdown)
    months = json.loads(charts(at)[-1].proto.spec)
    assert months["layer"]


def test_a_watermelon_without_words_says_so(own):
    report(with_desk(own))
    visit(own, *[BAD] * 6, what_happened="")
    at = run(PAGE)
    assert not at.exception
    assert any("Nobody wrote down what went wrong there." in part.value for part in at.markdown)


def test_what_people_wrote_is_never_read_as_markup(own):
    report(with_desk(own))
    visit(own, *[BAD] * 6, what_happened="**Nobody** <b>came</b> ![x](http://example.org/x.png)")
    at = run(PAGE)
    assert not at.exception
    assert {part.value for part in at.text} == {"**Nobody** <b>came</b> ![x](http://example.org/x.png)"}


def test_many_services_are_named_in_part_and_the_table_holds_the_rest(own):
    with_desk(own)
    for number in range(12):
        report(own, service=f"Desk {number:02}")
    visit(own, *[BAD] * 6)
    at = run(PAGE)
    assert not at.exception
    captions = [part.value for part in at.caption]
    assert any("told here; the table names all 12" in caption for caption in captions)
    assert any("are drawn; the table holds all 12" in caption for caption in captions)
    assert len(at.subheader) == 5


@pytest.mark.parametrize("place", ["Main hall", ""])
def test_words_are_those_of_the_metrics_own_place_and_days(own, place):
    report(with_desk(own), place=place)
    visit(own, *[BAD] * 6, what_happened="Nobody looked up.")
    visit(own, BAD, what_happened="Before that.", observed_on=date(2026, 2, 27))
    at = run(PAGE)
    assert not at.exception
    assert {part.value for part in at.text} == {"Nobody looked up."}
