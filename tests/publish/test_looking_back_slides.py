"""What came of promises, what leaders did, and what went well: two verdicts each, and people's words whole."""

from math import nan

import pandas as pd
import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from audit.charts.slides import SLIDE_CHARTS
from audit.measures import scorecard as cards
from audit.model.keys import new_key
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.promises import promise_evidence, promise_rows, promises_headlines
from audit.publish.plotted import plotted
from audit.publish.slide import Layout
from audit.publish.slides import slides_of
from audit.publish.slides.short import MOST_QUOTED, MOST_WORDS, fitted, paged_rows, quote_length, quote_pages
from tests.publish.leaving import WORDS_ONLY
from tests.publish.test_slides import a_review, carded, committed, counted, shown, told, written
from tests.shown import NOTHING

LONG = "Call from a room full of people during a lecture"  # 48 letters
GOOD_RULE = {"rule": "at least 2 of 3 moments end well", "rule_kind": "moments that end well", "rule_bound": 2.0}
GOOD_RULE |= {"rule_of": 3.0}
ROW = WORDS_ONLY | {"verdict": "no change", "state": "open", "words": "Ask.", "still_needed": 0.0, "touchpoint": LONG}
ROW |= {f"{when}_{name}": 0.5 for when in ("before", "after") for name in ("share", "low", "high")}
ROW |= {"status": "", "noted_on": pd.NaT}
ROW |= {"before_n": 20, "after_n": 20, "before_high": 0.7}


def promises(*became):
    """Return promises by (rule_verdict, verdict, state)."""
    names = ("rule_verdict", "verdict", "state")
    return pd.DataFrame([ROW | GOOD_RULE | dict(zip(names, each, strict=True)) for each in became])


NOT, KEPT, EARLY = (
    ("not kept", "no change", "closed"),
    ("kept", "no change", "kept"),
    ("too early", "too early", "open"),
)
BETTER, WORSE, WORDS = ("kept", "improved", "kept"), ("kept", "worse", "closed"), ("words only", "no change", "open")
UNSAID = ("words only", "improved", "closed")


@pytest.mark.parametrize(
    ("became", "head"),
    [
        ([NOT, NOT, BETTER, EARLY], "Two promises not kept, one kept, one open"),
        ([NOT], "One promise not kept"),
        ([KEPT, KEPT], "Two promises kept"),
        ([BETTER], "One promise kept, and surely better"),
        ([WORSE], "One promise kept, yet surely worse"),
        ([("not kept", "worse", "closed")], "One promise not kept, and surely worse"),
        ([BETTER, NOT], "One promise not kept, one kept; one surely better"),
        ([EARLY, WORDS], "Two promises open"),
        ([UNSAID, UNSAID], "Two promises closed; two surely better"),
        ([NOT, WORSE, BETTER], "One surely worse; one promise not kept, two kept"),
        ([NOT, NOT, WORSE, EARLY], "One worse; two not kept, one kept, one open"),
        ([NOT, WORSE, EARLY, UNSAID], "One worse; one not kept, one kept, two others"),
        ([NOT, KEPT, EARLY, UNSAID], "One not kept, one kept, one open, one closed"),
        ([("words only", "worse", "open"), WORDS], "One surely worse; two promises open"),
        ([NOT] * 14 + [WORSE] * 13 + [EARLY], "13 worse; 14 not kept, 13 kept, one open"),
    ],
)
def test_a_headline_counts_not_kept_kept_and_open_and_hides_nothing_that_got_worse(became, head):
    made = promises(*became)
    assert fitted(*promises_headlines(made)) == head
    if "worse" in set(made["verdict"]):
        assert all("worse" in way for way in promises_headlines(made))


@tried(st.lists(st.sampled_from([NOT, KEPT, EARLY, BETTER, WORSE, WORDS, UNSAID]), min_size=1, max_size=40))
def test_whatever_came_of_promises_some_way_to_say_it_has_nine_words_at_most(became):
    assert len(promises_headlines(promises(*became))[-1].split()) <= MOST_WORDS


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD_RULE | {"rule_n": 58, "rule_value": 24 / 58}, "promised 2 of 3, seen 24 of 58"),
        (GOOD_RULE, "promised 2 of 3, nothing seen yet"),
        (
            {"rule_kind": "mean score", "rule_bound": 4.2, "rule_n": 14, "rule_value": 4.31},
            "promised a mean of 4.2, seen 4.3 (n 14)",
        ),
        (
            {"rule_kind": "waiting time", "rule_bound": 10.0, "rule_n": 12, "rule_value": 9.0},
            "promised 10 minutes at most, seen 9.0 minutes (n 12)",
        ),
        ({"rule_kind": "waiting time", "rule_bound": 1.0}, "promised 1 minute at most, nothing seen yet"),
        ({}, "promised in words"),
        ({"rule_verdict": "kept"}, "promised in words; the team says"),
        (
            {"rule_kind": "mean score", "rule": "the mean score is at least 4", "rule_verdict": "kept"},
            "promised the mean score is at least 4, nothing seen yet",
        ),
    ],
)
def test_what_was_promised_stands_beside_what_was_seen(row, said):
    assert promise_evidence(ROW | row) == said


@pytest.mark.parametrize(
    ("row", "verdicts"),
    [
        (GOOD_RULE | {"rule_verdict": "kept", "verdict": "improved"}, ("kept", "good", "surely better", "good")),
        (GOOD_RULE | {"rule_verdict": "not kept", "verdict": "worse"}, ("not kept", "bad", "surely worse", "bad")),
        ({"verdict": "no change"}, ("open", "open", "cannot be told", "open")),
        ({"state": "closed"}, ("closed", "open", "cannot be told", "open")),
        (
            GOOD_RULE | {"rule_verdict": "too early", "verdict": "too early", "still_needed": 9.0},
            ("too early", "open", "9 more needed", "open"),
        ),
        ({"verdict": "too early", "still_needed": nan}, ("open", "open", "too early", "open")),
        (
            {"verdict": "too early", "still_needed": 7.0, "before_share": 1.0, "before_high": 1.0},
            ("open", "open", "no rise can show", "open"),
        ),
    ],
)
def test_each_promise_has_two_verdicts_in_words_with_a_mark(row, verdicts):
    shown_row = promise_rows(pd.DataFrame([ROW | row])).iloc[0]
    assert tuple(shown_row[["word", "word_mark", "better", "better_mark"]]) == verdicts
    assert (shown_row["our_word"] == 2 / 3) if "rule_of" in row else pd.isna(shown_row["our_word"])


def test_promises_are_shown_four_on_a_slide_the_worst_first_then_told_in_their_own_words():
    made = committed(
        *({"touchpoint": f"Desk {number}", "after": (30, 0)} for number in range(4)),
        {"touchpoint": LONG, "after": (0, 30)},
        {"touchpoint": "Web", "before": (0, 0)},
    )
    first, second, words, leaders = slides_of(a_review(), AgendaItem(Item.COMMITMENTS), shown(commitments=made))
    assert (first.headline, second.headline) == ("One surely worse; six promises open", "Our promises, 2 of 2")
    assert first.section == "What we promised last time"
    assert (first.period, leaders.period) == ("walks since each promise", "1 January to 31 March 2026")
    assert first.figure["name"].tolist()[0] == LONG
    assert (first.figure["place"].tolist(), set(first.figure["rows"])) == ([0, 1, 2, 3], {4})
    assert second.figure["rows"].tolist() == [2, 2]
    assert first.description.startswith(
        f"{LONG}: 40\u00a0% before, 0\u00a0% since; promised in words; open, surely worse."
    )
    assert "Web: nothing seen before, nothing seen since;" in first.description
    for slide in (first, second):
        SLIDE_CHARTS[slide.chart](slide.figure).to_dict()
    assert words.headline == "What we promised, in words"
    assert words.lines[0] == f"{LONG}: Look up first."
    assert len(words.lines) == 6
    assert leaders.headline == "Leaders made 3 walks"


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        ({"status": "at risk"}, "… (at risk, the team said on 3 March 2026)"),
        ({"status": "done", "state": "late"}, "… (done, the team said on 3 March 2026)"),
        ({"status": "at risk", "state": "kept"}, "word…"),  # what was measured counts
        ({"status": ""}, "word…"),
    ],
)
def test_after_an_open_promise_stands_whole_how_its_team_last_said_it_goes(row, ends):
    made = committed({"words": "word " * 99, "noted_on": pd.Timestamp("2026-03-03")} | row)
    *_, words, _ = slides_of(a_review(), AgendaItem(Item.COMMITMENTS), shown(commitments=made))
    assert words.lines[0].endswith(ends)


def test_promises_are_plotted_with_what_was_before_and_our_word_and_a_dash_for_what_nobody_saw():
    made = pd.DataFrame([ROW | GOOD_RULE | {"before_share": nan, "before_n": 0}])
    (page,) = paged_rows(promise_rows(made))
    slide = written_slide(made)
    plot = plotted(slide)
    assert [series.name for series in plot.series] == ["Before", "Since", "Our word"]
    assert (plot.written(plot.series[0], 0), plot.written(plot.series[1], 0)) == (
        "–",
        "50\u00a0% (50\u00a0% to 50\u00a0%)",
    )
    assert plot.evidence == (f"{page['evidence'].iloc[0]}; open, cannot be told",)


def written_slide(made):
    return slides_of(a_review(), AgendaItem(Item.COMMITMENTS), shown(commitments=made))[0]


def test_without_commitments_before_the_leaders_own_part_opens_the_review():
    ((head, lines),) = written(Item.COMMITMENTS)
    assert head == "Leaders made 3 walks"
    assert lines == ("1 leader met 1 touchpoint", "12 good and 2 bad moments recorded on these walks, 6.0 to one")
    none = pd.DataFrame(columns=cards.COLUMNS)
    assert written(Item.COMMITMENTS, scorecard=none)[0] == ("No leader walked in this period", ())
    nameless = shown().scorecard.assign(observers=0)
    assert written(Item.COMMITMENTS, scorecard=nameless)[0][1][0] == "Leaders who gave no name met 1 touchpoint"


def test_what_the_teams_promised_stands_on_the_leaders_slide():
    card = carded().assign(commitments=7, commitments_kept=3, commitments_late=0)  # with those made in this meeting
    made = committed({"state": "kept"}, {"state": "late"})
    leaders = slides_of(a_review(), AgendaItem(Item.COMMITMENTS), shown(scorecard=card, commitments=made))[-1]
    assert leaders.lines[-1] == "Looked back at: 2 commitments: 1 kept or improved, 1 late"
    none = slides_of(a_review(), AgendaItem(Item.COMMITMENTS), shown(scorecard=carded()))[-1]
    assert leaders.lines[:-1] == none.lines


def stories(*rows, headline=""):
    """Return the slides of stories that were all chosen."""
    keys = [new_key() for _ in rows]
    given = told(*({"id": str(key), **row} for key, row in zip(keys, rows, strict=True)))
    item = AgendaItem(Item.STORIES, headline=headline, stories=tuple(keys))
    return slides_of(a_review(), item, shown(stories=given))


def test_a_story_is_its_own_headline_with_touchpoint_day_and_thanks_beneath():
    (slide,) = stories({"what_happened": "She found\nmy book.", "kudos": "Thank you."})
    assert (slide.headline, slide.layout, slide.section) == ("“She found my book.”", Layout.QUOTE, "Well done")
    assert (slide.under, slide.lines) == ("Desk, 3 March 2026", ("Thanks to the team at Desk: Thank you.",))
    (thanks,) = stories({"kudos": "You rang back.", "kudos_name": "Ada"})
    assert (thanks.headline, thanks.lines) == ("“You rang back.”", ("Thanks to Ada",))
    (bare,) = stories({})
    assert (bare.headline, bare.layout) == ("Well done: Desk", Layout.PLAIN)


def test_each_story_has_its_slides_and_one_that_is_long_is_paged_and_never_cut():
    long = " ".join(f"Sentence number {number} is said." for number in range(20))
    first, *rest = stories({"what_happened": "Short."}, {"what_happened": long, "kudos": "Thanks."})
    assert first.headline == "“Short.”"
    assert [page.under for page in rest] == [f"Desk, 3 March 2026, {number} of {len(rest)}" for number in (1, 2, 3)]
    assert [bool(page.lines) for page in rest] == [False, False, True]
    assert rest[0].headline.startswith("“Sentence number 0")
    assert rest[0].headline.endswith("is said. …")
    assert rest[-1].headline.endswith("19 is said.”")


@tried(st.text("ab. !\n", max_size=900))
def test_whatever_was_said_stands_on_its_pages_whole(words):
    pages = quote_pages(words)
    assert "".join("".join(pages).split()) == "".join(words.split())
    assert all(0 < len(page) <= MOST_QUOTED for page in pages)


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("", ""),
        ("She found it. I was glad!", ""),
        ("She found it. I was glad. So was he.", "More than two sentences: on the wall in smaller type."),
        ("word " * 80, "Long: on the wall it takes two slides. Nothing of it is cut."),
    ],
)
def test_whoever_chooses_a_story_is_told_how_long_it_is(words, length):
    assert quote_length(words) == length


def test_where_no_words_were_chosen_it_is_told_where_it_went_well():
    ((head, lines),) = written(Item.STORIES, stories=told({"id": str(new_key()), "what_happened": "She found it."}))
    assert head == "12 good moments seen at touchpoints"
    assert lines == ("Of 15 observations at 2 touchpoints", "Desk, 3 March 2026: went well", "Thanks were given 1 time")
    nothing = {"counts": counted(positives=0), "kudos": told(), "stories": told()}
    assert written(Item.STORIES, **nothing) == [
        ("No good moment seen at touchpoints", ("Of 3 observations at 2 touchpoints",))
    ]


def test_a_headline_of_ones_own_stands_above_where_it_went_well_and_replaces_nobodys_words():
    overview, story = stories({"what_happened": "She found it."}, headline="Well done, all of us")
    assert (overview.headline, story.headline) == ("Well done, all of us", "“She found it.”")


def test_where_visits_were_judged_as_a_whole_alone_no_moment_is_counted_and_none_is_denied():
    whole = told({"id": str(new_key()), "touchpoint": "The visit as a whole"})
    ((head, lines),) = written(Item.STORIES, counts=NOTHING, stories=whole, kudos=told())
    assert head == "No touchpoint was observed in this period"
    assert lines == ("The visit as a whole, 3 March 2026: went well",)
