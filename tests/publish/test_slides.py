"""Slides: one message each, at most seven words above it, no surer than the figures, nobody's words unless chosen."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from audit.charts.slides import SLIDE_CHARTS
from audit.measures import scorecard as cards
from audit.measures.dimension_pairs import rater_pairs
from audit.measures.hot_spot import hot_spots
from audit.measures.outlook import outlook
from audit.measures.rater import rater
from audit.measures.trust import trust
from audit.measures.verdict import WINDOWS, verdicts
from audit.measures.vote import count_votes
from audit.model.keys import new_key
from audit.model.rating import DIMENSIONS
from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.caveat import caveat
from audit.publish.shown import Cast, Counts
from audit.publish.slide import Layout
from audit.publish.slides import slides, slides_of
from audit.publish.slides.short import MOST_LETTERS, MOST_LINES, MOST_WORDS, few, fitted, shortened
from tests.builders import NOON
from tests.measures.visited import rated_together
from tests.publish.leaving import WORDS_ONLY
from tests.shown import a_shown

NOT_COMPARED = pd.DataFrame(columns=["dimension", "other", "n", "visits", "difference", "low", "high", "verdict"])

SINCE, UNTIL = date(2026, 1, 1), date(2026, 3, 31)
STORY = ["id", "observed_on", "touchpoint", "place", "outcome", "what_happened", "kudos", "kudos_name"]
COMMITMENT = ["id", "touchpoint", "words", "how_known", "owner", "due_on", "state", "status", "noted_on"]
KINDS = ("positives", "negatives")
NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=80).filter(str.strip)


def told(*rows):
    usual = {"observed_on": pd.Timestamp("2026-03-03"), "place": "", "outcome": "positive"}
    rows = [{**usual, "what_happened": "", "kudos": "", "kudos_name": "", "touchpoint": "Desk", **row} for row in rows]
    return pd.DataFrame(rows, columns=STORY)


def committed(*rows):
    usual = {"touchpoint": "Desk", "words": "Look up first.", "how_known": "Five walks.", "owner": "Front desk"}
    usual |= {"due_on": pd.Timestamp("2026-06-01"), "before": (4, 6), "after": (0, 0), "state": "open"}
    usual |= {"status": "", "noted_on": pd.NaT}
    told = [{"id": str(place), **usual, **row} for place, row in enumerate(rows)]
    moments = {f"{when}_{what}": [row[when][at] for row in told] for when in WINDOWS for at, what in enumerate(KINDS)}
    figures = verdicts(pd.DataFrame(moments).astype("int64"))
    return pd.concat([pd.DataFrame(told, columns=COMMITMENT), figures], axis=1).assign(**WORDS_ONLY)


def rated(*counts):
    """Return a profile of as many dimensions as there are tuples of counts."""
    rows = [(name, *five) for name, five in zip(DIMENSIONS, counts, strict=False)]
    return rater(pd.DataFrame(rows, columns=["dimension", "n1", "n2", "n3", "n4", "n5"]).astype({"dimension": "str"}))


def compared(*seen):
    """Return the profile of some observations and their dimensions compared: each its visit and its ratings."""
    counts, sums = rated_together(*seen)
    return {"rater": rater(counts), "rater_pairs": rater_pairs(sums, counts)}


def owing(*rows):
    """Return ledger and outlook of (touchpoint, positives, negatives): first the bad, the good a day later."""
    days = [
        {"touchpoint": name, "observed_on": pd.Timestamp(day), "positives": good, "neutrals": 0, "negatives": bad}
        for name, positives, negatives in rows
        for day, good, bad in (("2026-03-01", 0, negatives), ("2026-03-02", positives, 0))
    ]
    outcomes = pd.DataFrame(days, columns=["touchpoint", "observed_on", "positives", "neutrals", "negatives"])
    resolved = pd.DataFrame(
        {"touchpoint": pd.Series(dtype="str"), "observed_on": pd.Series(dtype="datetime64[ns]")}
    ).assign(resolved_on=pd.Series(dtype="datetime64[ns]"), negatives=pd.Series(dtype="int64"))
    trusted = trust(outcomes, resolved, UNTIL).sort_values("debt", ascending=False, ignore_index=True)
    return {"trust": trusted, "outlook": outlook(trusted, outcomes, UNTIL, 12)}


def spotted(name="Desk", score=2.0, high=2.5):
    seen = {"touchpoint": name, "rated": 9, "score": score, "low": 1.5, "high": high, "target": 4.0}
    experience = pd.DataFrame([{**seen, "is_moment_of_truth": True, "positives": 2, "negatives": 7}])
    return {
        "hot_spots": hot_spots(experience),
        "hot_spot_ratings": rated((9, 5, 3, 2, 1)).assign(touchpoint=name, standard=4.0),
        "hot_spot_outcomes": pd.DataFrame({"touchpoint": name, "outcome": ["good", "neither", "bad"], "n": [2, 0, 7]}),
        "hot_spot_stories": told(),
    }


def carded(positives=12, walks=3):
    counts = pd.DataFrame([("KM", "Desk", positives, 1, 2)], columns=["observer", "touchpoint", *OUTCOMES])
    counts[cards.RECOGNITION[:-1]] = 0
    walked = pd.DataFrame([("KM", walks, 0)], columns=["observer", "walks", "own_area_walks"])
    return cards.scorecard(counts, walked, pd.DataFrame(columns=["observer", "minutes", "n"]))


OUTCOMES = ["positives", "neutrals", "negatives"]


def counted(positives=12, judged=2):
    return Counts(positives + 3, 2, judged, positives, 1, 2)


def shown(**changes):
    given = {
        "day": UNTIL,
        "counts": counted(),
        "rater": rated((0, 0, 1, 9, 40), (40, 9, 1, 0, 0)),
        "rater_pairs": NOT_COMPARED,
        **owing(("Desk", 3, 2), ("Call", 1, 1)),
        **spotted(),
        "stories": told({"id": str(new_key())}),
        "kudos": told({"id": "1"})[["id", "observed_on", "touchpoint"]],
        "commitments": committed(),
        "commitment": committed(),
        "cannot": pd.DataFrame(columns=["id", "touchpoint", "observed_on", "cause", "why"]),
        "scorecard": carded(),
        "choices": pd.DataFrame(columns=["choice", "fact", "is_gone"]),
        "votes": count_votes(pd.DataFrame(columns=["choice", "votes"]), []),
    }
    return a_shown(**given | changes)


def a_review(*items):
    return Review("Spring", SINCE, UNTIL, items or tuple(AgendaItem(item) for item in Item), NOON, "key")


def written(item, **changes):
    """Return headline and lines of every slide of one point."""
    each = item if isinstance(item, AgendaItem) else AgendaItem(item)
    return [(slide.headline, slide.lines) for slide in slides_of(a_review(), each, shown(**changes))]


def test_points_stand_in_the_agendas_order_and_those_left_out_are_not_told():
    items = (AgendaItem(Item.TRUST), AgendaItem(Item.VOTE, is_dropped=True), AgendaItem(Item.RATER))
    assert [slide.item for slide in slides(a_review(*items), shown())] == [Item.TRUST, Item.RATER]


def test_the_facilitators_words_win_and_the_notes_stand_beside_them():
    own = AgendaItem(Item.VOTE, headline="  Where do we begin, all of us together, this very spring? ", notes="Slowly.")
    first, second = slides_of(a_review(), own, shown())
    assert first.headline == "Where do we begin, all of us together, this very spring?"
    assert (first.notes, second.notes) == ("Slowly.", "")


def test_every_chart_a_slide_names_can_be_drawn_from_what_it_shows():
    many = shown(votes=count_votes(pd.DataFrame({"choice": ["Desk"], "votes": [3]}), ["Desk"]))
    charted = [slide for slide in slides(a_review(), many) if slide.chart]
    assert {slide.chart for slide in charted} == {"rater", "spot outcomes", "movement", "votes"}
    for slide in charted:
        SLIDE_CHARTS[slide.chart](slide.figure).to_dict()
        assert slide.description.endswith(".")


def test_dimensions_that_stand_apart_are_named_and_others_are_not():
    def told(**given):
        (slide,) = slides_of(a_review(), AgendaItem(Item.RATER), shown(**given))
        return slide.headline, slide.under

    apart = compared(*((str(n), {"reliability": 4 + n % 2, "assurance": 1 + n % 3}) for n in range(60)))
    assert told(**apart) == (
        "Stronger on reliability than on assurance",
        "By 2.50 (2.25 to 2.75) in the 60 moments that rate both.",
    )
    level = compared(*((str(n), {"reliability": 3 + n % 2, "assurance": 3 + n // 2 % 2}) for n in range(60)))
    assert told(**level) == ("No dimension stands clearly apart", "In the same moments no two surely differ.")
    # closed before dimensions were compared, or before a target stood beside them
    cannot_be_told = "Which differ cannot be told: they are rated at different touchpoints."
    assert told() == ("Dimensions rated at different touchpoints", cannot_be_told)


def test_where_nothing_lies_below_that_is_the_message():
    none = spotted(name="", score=4.5, high=4.8)
    assert written(Item.HOT_SPOT, **none)[0][0] == "No touchpoint is below standard"


def test_every_slide_says_its_period():
    told = slides(a_review(), shown())
    assert all(slide.period for slide in told)
    assert {slide.period for slide in told if slide.item is Item.TRUST} == {"Everything observed up to 31 March 2026"}


def test_more_to_read_takes_more_minutes():
    short, long = (
        slides_of(a_review(), AgendaItem(Item.VOTE, subject=subject), shown())[0].minutes
        for subject in ("Desk", "\n".join(["a few words more"] * 5))
    )
    assert 0 < short < long


@tried(
    name=NAMES,
    counts=st.lists(st.tuples(*[st.integers(0, 40)] * 5), min_size=5, max_size=5),
    ledger=st.tuples(st.integers(0, 30), st.integers(0, 99_999)),
    score=st.floats(1, 5),
    number=st.integers(0, 999_999),
)
def test_a_proposed_headline_has_at_most_seven_words_whatever_the_figures(name, counts, ledger, score, number):
    key = new_key()
    cast = pd.DataFrame({"choice": [name], "votes": [number]})
    everything = shown(
        rater=rated(*counts),
        **owing((name, *ledger)),
        **spotted(name, score, min(score + 1, 5.0)),
        stories=told({"id": str(key), "touchpoint": name, "what_happened": name}),
        commitments=committed({"touchpoint": name}, {"after": ledger}),
        commitment=committed({"touchpoint": name, "words": name * 5}),
        scorecard=carded(number, number),
        votes=count_votes(cast, [name]),
        cast=Cast(number, by_code=False),
        answers=(name,),
    )
    items = tuple(
        AgendaItem(item, subject=name if item in {Item.HOT_SPOT, Item.REFLECTION} else "", stories=(key,))
        for item in Item
    )
    for slide in slides(a_review(*items), everything):
        assert len(slide.headline.split()) <= MOST_WORDS or slide.layout is Layout.QUOTE  # somebody's own words
        assert slide.headline.strip()
        assert len(slide.lines) <= MOST_LINES
        assert all("\n" not in line for line in slide.lines)
        assert slide.minutes > 0


def test_words_too_many_are_cut_after_a_whole_word():
    assert (
        fitted("one two three four five six seven eight nine, ten") == "one two three four five six seven eight nine…"
    )
    assert shortened("a " * 200) == f"{'a ' * 139}a…"
    assert len(shortened("word " * 200)) <= MOST_LETTERS + 1
    assert few(["1", "2", "3", "4", "5", "6"]) == ("1", "2", "3", "4", "and 2 more")
    assert few(["1", "2"]) == ("1", "2")


@pytest.mark.parametrize("ratio", [3, 5, 12, 40])
def test_a_slide_about_what_is_owed_ends_with_the_caveat_at_the_ratio_in_force_and_no_other_does(ratio):
    told = owing(("Desk", 3, 2)) | {"ratio": ratio}
    spoken = a_review(*(AgendaItem(item, headline="What we say") for item in Item))
    for slide in slides(spoken, shown(**told)):
        assert slide.owes == (slide.item is Item.TRUST)
        assert (slide.lines[-1:] == (caveat(ratio),)) == slide.owes
        assert slide.owes or caveat(ratio) not in slide.lines


def test_only_where_nothing_was_observed_is_nothing_said_of_owing():
    nothing, little, nothing_bad = (
        slides_of(a_review(), AgendaItem(Item.TRUST), shown(**ledger))[0]
        for ledger in (owing(("Desk", 0, 0)), owing(("Desk", 1, 0)), owing(("Desk", 9, 0)))
    )
    assert not nothing.owes
    assert little.owes
    assert nothing_bad.owes


def test_where_too_little_was_seen_no_touchpoint_is_called_good():
    none = spotted(name="", score=4.5, high=4.8)
    assert written(Item.HOT_SPOT, **none, counts=counted(judged=0))[0][0] == "Too few observations to say"


def test_what_was_asked_in_a_programme_s_own_words_stands_on_a_slide_of_its_own():
    in_german = rated((0, 0, 1, 9, 40), (40, 9, 1, 0, 0)).assign(own_words="")
    assert len(written(Item.RATER, rater=in_german)) == 1
    in_german.loc[0, "own_words"] = "Sicherheit: Wissen wir, wovon wir reden?"
    picture, question = slides_of(a_review(), AgendaItem(Item.RATER), shown(rater=in_german))
    assert "own_words" not in picture.figure
    first = in_german["dimension"].iloc[0].capitalize()
    assert question.headline == "What we asked, in our words"
    assert question.lines == (f"{first}: “Sicherheit: Wissen wir, wovon wir reden?”",)
