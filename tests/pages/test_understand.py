"""The pages to understand open with a sentence from the data, and say what is missing where there is none."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from audit import figures
from audit.actions.walks import record_walk_through
from audit.figures import MEASURES, Question
from audit.model.rating import Outcome
from audit.store.observation import channels
from audit.store.programme import change_programme, programme
from pages.parts.session import today
from tests.builders import ANSWER, NOON, a_walk, an_observation, with_desk
from tests.pages.conftest import run


def charts(at):
    return at.get("vega_lite_chart")


@pytest.mark.parametrize("page", ["understand/rater", "understand/trust", "understand/journey"])
def test_an_empty_audit_offers_what_brings_data(own, page):
    at = run(page)
    assert not at.exception
    assert [button.label for button in at.button] == ["Load the sample audit"]


FITS_NOTHING = {
    "understand/rater": "No rating fits this choice.",
    "understand/trust": "No observation fits this choice.",
    "understand/change": "No observation fits this choice.",
    "understand/voices": "No written note fits this choice.",
    "understand/journey": "Nobody has observed this journey in the chosen period.",
}


@pytest.mark.parametrize(("page", "said"), FITS_NOTHING.items(), ids=list(FITS_NOTHING))
def test_a_choice_that_nothing_fits_opens_with_a_sentence_and_leads_back(sampled, page, said):
    at = run(page, **{"period": "From a day to a day", "from": "2001-01-01", "to": "2001-01-31"})
    assert not at.exception
    assert [title.value for title in at.title] == [said]
    assert not charts(at)
    next(button for button in at.button if button.label == "Look at everything").click().run()
    assert not at.exception
    assert at.title[0].value != said
    assert charts(at) or page.endswith("voices")


@pytest.mark.parametrize("page", ["understand/rater", "understand/trust", "understand/change", "understand/voices"])
def test_without_a_choice_nothing_is_said_to_fit_one(own, page):
    at = run(page)
    assert not at.exception
    assert at.title[0].value.startswith("No ")
    assert at.title[0].value.endswith(" yet.")
    assert "choice" not in at.title[0].value


@pytest.mark.parametrize("page", ["rater", "trust", "journey", "watermelon", "coverage", "change", "agreement"])
def test_every_picture_says_how_it_is_computed_before_the_next_section_begins(sampled, page):
    at = run(f"understand/{page}")
    parts: list[list[str]] = [[]]
    for part in walked(at.main):
        if part.type == "header":
            parts.append([])
        parts[-1].append(getattr(part, "label", "") or part.type)
    drawn = [part for part in parts if "vega_lite_chart" in part]
    assert drawn
    assert [part for part in drawn if "How this is computed" not in part] == []


def walked(block):
    for part in block.children.values():
        yield part
        if hasattr(part, "children"):
            yield from walked(part)


def test_a_touchpoint_without_a_bad_experience_shows_no_empty_table(sampled):
    rows = figures.trust(sampled(), Question(today()))
    spotless = rows.loc[rows["negatives"] == 0, "touchpoint"].iloc[0]
    met = rows.loc[rows["negatives"] > 0, "touchpoint"].iloc[0]
    title = "Each negative and what was paid for it"
    for touchpoint, is_shown in ((spotless, False), (met, True)):
        at = run("understand/trust", touchpoint=touchpoint)
        assert not at.exception
        assert (title in [part.label for part in at.expander]) is is_shown


def test_rater_shows_profile_spread_touchpoints_and_ranking(sampled):
    at = run("understand/rater")
    assert not at.exception
    assert "ratings" in at.title[0].value
    assert len(charts(at)) == 4


def test_rater_shows_the_zone_of_one_touchpoint(sampled):
    at = run("understand/rater")
    at.selectbox[-2].set_value("Password reset").run()
    assert not at.exception
    assert len(charts(at)) == 2


def test_the_weights_change_the_weighted_score(sampled):
    at = run("understand/rater")
    at.selectbox[-2].set_value("Call to the help line").run()
    equal = next(part.value for part in at.markdown if part.value.startswith("Weighted score"))
    at.selectbox[-1].set_value("zeithaml-1990").run()
    assert next(part.value for part in at.markdown if part.value.startswith("Weighted score")) != equal


def test_trust_shows_debts_balance_and_other_ratios_with_the_honest_caption(sampled):
    at = run("understand/trust")
    assert not at.exception
    assert "owes the most" in at.title[0].value
    assert len(charts(at)) == 3
    assert any("rule of thumb" in caption.value for caption in at.caption)


@pytest.mark.parametrize("page", ["understand/trust", "understand/journey"])
@pytest.mark.parametrize("period", ["Last 30 days", "Last 12 months"])
def test_a_chosen_period_counts_its_own_days_and_never_says_that_a_debt_grew_from_nothing(sampled, page, period):
    at = run(page, period=period)
    assert not at.exception
    said = " ".join([at.title[0].value, *(part.value for part in at.markdown)]).replace("\\", "")
    assert "grew from" not in said
    found = re.search(
        r"Counting these days alone, ([\d,]+) good experiences became owed "
        r"\(([\d,]+|none) newly owed, ([\d,]+|none) paid, ([\d,]+|none) written off\)",
        said,
    )
    assert found
    left, anew, paid, written_off = (int(each.replace(",", "").replace("none", "0")) for each in found.groups())
    assert left == anew - paid - written_off > 0


def test_the_ledger_of_one_channel_says_that_others_do_not_pay_its_debt(sampled):
    (channel, *_) = [name for name in channels(sampled()) if name != "sign"]
    at = run("understand/trust", channel=channel)
    assert not at.exception
    assert any("only good experiences of the same channel pay its debt" in part.value for part in at.markdown)
    assert not any("pay its debt" in part.value for part in run("understand/trust").markdown)


def test_trust_tells_when_a_paid_touchpoint_recovered(sampled):
    at = run("understand/trust")
    at.selectbox[-1].set_value("Reply to a written request").run()
    assert not at.exception
    assert any("until half of the negatives are paid off" in part.value for part in at.markdown)


def test_the_page_shows_what_the_command_prints(sampled):
    worst = figures.trust(sampled(), Question(today())).sort_values("debt").iloc[-1]
    ahead = MEASURES["forecast"](sampled(), Question(today())).iloc[0]
    at = run("understand/trust")
    title = at.title[0].value.replace("\\", "")
    assert f"{worst['touchpoint']} owes the most of " in title
    assert title.endswith(f" touchpoints in debt, {worst['debt']:,}.")
    assert ahead[["touchpoint", "debt"]].tolist() == worst[["touchpoint", "debt"]].tolist()
    a_month = -ahead["drift"] * ahead["per_day"] * 365.25 / 12
    assert any(f"grows by about {round(a_month):,} a month" in part.value for part in at.markdown)


def test_the_journey_is_drawn_across_and_down_and_leads_to_the_observations(sampled):
    at = run("understand/journey")
    assert not at.exception
    assert len(charts(at)) == 2
    at.selectbox[-1].set_value("Handover between teams").run()
    assert not at.exception
    assert {part.value for part in at.subheader} >= {"Praise", "Complaints"}
    assert len(at.text) > 0


@pytest.mark.parametrize("page", ["understand/rater", "understand/trust", "understand/change", "understand/voices"])
def test_where_the_filter_leaves_nothing_everything_is_one_tap_away(sampled, page):
    at = run(page, period="Last 30 days", channel="sign", method="make the call")
    assert not at.exception
    assert [button.label for button in at.button] == ["Look at everything"], "the sample is not mixed in"
    at.button[0].click().run()
    assert not at.exception
    assert at.query_params == {}
    assert at.title


def test_the_headline_of_one_touchpoint_does_not_speak_of_the_whole_service(sampled):
    at = run("understand/rater", touchpoint="Call to the help line")
    assert "Call to the help line is" in at.title[0].value
    assert "the service" not in at.title[0].value


@pytest.fixture
def forgiven(own):
    """Return an audit where one good moment has paid for one bad, at a recovery ratio of one."""
    with_desk(own)
    change_programme(own, replace(programme(own), recovery_ratio=1))
    walk = [an_observation(outcome=Outcome.NEGATIVE, observed_on=NOON.date() - timedelta(days=3)), an_observation()]
    record_walk_through(own, a_walk(), [*walk, an_observation(touchpoint_id=ANSWER.id)])
    return own


def test_a_stricter_rule_is_shown_where_the_programmes_own_says_nothing_is_owed(forgiven):
    at = run("understand/trust")
    assert not at.exception
    assert at.title[0].value.startswith("Too few observations to say")
    assert not any("whichever ratio is taken" in part.value for part in at.markdown)
    assert len(charts(at)) == 2


def test_the_programmes_own_ratio_is_among_those_that_the_page_names(forgiven):
    at = run("understand/trust")
    assert any("each negative owing 1, 3, 5 and 12 positives" in part.value for part in at.markdown)


def test_without_a_bad_experience_there_is_nothing_to_recover_from(forgiven):
    at = run("understand/trust")
    at.selectbox[-1].set_value("Answer").run()
    assert not at.exception
    assert not any("Time to recover:" in part.value for part in at.markdown)
