"""Minutes say what was looked at, with n, what was decided and what moved since; the message says it shorter."""

from dataclasses import replace

import pandas as pd
import pytest

from audit.measures.vote import count_votes
from audit.model.review import AgendaItem, Item
from audit.publish.minutes import corrections, decisions, looked_at, minutes, standing, summary
from audit.publish.plotted import plotted
from audit.publish.slide import Slide
from tests.publish.leaving import a_report, moved, shown, still_open, told
from tests.shown import NOTHING


def lines(title, given=None):
    return next((part.lines for part in decisions(given or a_report()) if part.title.startswith(title)), ())


def test_what_was_looked_at_is_told_with_its_numbers():
    said = "1,200 observations at 7 touchpoints, 1 walk, 43 ratings: 1,000 good, 150 neutral, 50 bad."
    assert looked_at(a_report()).lines == (said,)
    none = shown(scorecard=pd.DataFrame(columns=["walks"]))
    assert looked_at(a_report(shown=none)).lines == (said.replace("1 walk, ", ""),)
    nothing = shown(counts=NOTHING)
    assert looked_at(a_report(shown=nothing)).lines == ("Nothing was observed in these days.",)


def test_commitments_vote_refusals_answers_and_thanks_are_told_in_full():
    assert lines("What we committed to") == (
        "Desk: Look up first (Front desk, by 1 June 2026). We will know by: Five walks.",
    )
    assert lines("What the room chose") == (
        "=1+1: 3 votes, 100\u00a0%",
        "https://evil.example: 0 votes, 0\u00a0%",
        "3 votes in all, one a phone",
    )
    assert lines("What we cannot mend") == ("Desk, 3 February 2026: policy",)
    assert "onerror" in lines("What the room answered: How are we?")[0]
    assert lines("Thanks") == ("Thank you, hall team.",)
    assert lines("Notes") == ("We met.", "All came.")


@pytest.mark.parametrize(
    ("why", "cause", "said"), [("No\nmoney.", "policy", "No money."), ("", "", "the reason stands")]
)
def test_a_refusal_is_told_as_it_was_chosen(why, cause, said):
    row = {"touchpoint": "Desk", "observed_on": pd.Timestamp("2026-02-03"), "cause": cause, "why": why}
    assert said in lines("What we cannot mend", a_report(shown=shown(cannot=pd.DataFrame([row]))))[0]


def test_parts_with_nothing_and_points_left_out_are_not_there():
    empty = count_votes(pd.DataFrame(columns=["choice", "votes"]), ["Desk"])
    agenda = (AgendaItem(Item.CANNOT, is_dropped=True),)
    review = replace(a_report().review, agenda=agenda, notes="")
    told = a_report(review=review, shown=shown(votes=empty, commitment=pd.DataFrame(), answers=(), appreciations=()))
    assert decisions(told) == ()
    assert corrections(told) == ()


def test_minutes_of_a_closed_review_name_its_days_and_what_moved():
    said = minutes(a_report(restated=moved()))
    assert said.startswith("Minutes: Spring & all\nIt covers 2 January to 2 March 2026. Closed on 2 March 2026")
    assert "was owes 9, is now owes 8" in said
    assert "For my eyes only" not in said
    assert said.endswith("never to judge a person.\n")
    assert "Not closed yet" in standing(still_open())


def test_the_message_is_short_and_names_each_point_once():
    said = summary(a_report(slides=(*told(), Slide(Item.TRUST, "Once more"))))
    assert said.startswith("Spring & all (2 January to 2 March 2026)\n1,200 observations")
    assert "- Desk owes 1,031 good experiences\n" in said
    assert "Once more" not in said
    assert "Look up first (Front desk" in said
    assert len(said.splitlines()) < 25


def test_a_slide_without_a_picture_has_no_figures():
    assert plotted(Slide(Item.RATER, "Nothing has been rated yet")) is None
    assert plotted(Slide(Item.RATER, "Nothing", chart="rater")) is None


def test_a_picture_without_lines_is_told_in_words():
    assert "Before and after\n- Desk: 40 % before, 80 % after." in minutes(a_report())


def test_a_slide_that_is_a_picture_under_its_headline_is_told_by_what_it_shows():
    slide = Slide(
        Item.TRUST, "We owe 2 more", ("A caveat.",), "movement", None, "Owed 1, now 3.", owes=True, under="A rate."
    )
    assert "- Owed 1, now 3.\n- A rate.\n- A caveat." in minutes(a_report(slides=(slide,)))
