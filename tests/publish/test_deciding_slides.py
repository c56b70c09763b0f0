"""What is asked, chosen, promised and given up: the name or the promise is the headline, as sure as it is."""

from math import nan

import pandas as pd
import pytest

from audit.measures.vote import count_votes
from audit.model.review import AgendaItem, Item
from audit.publish.plotted import plotted
from audit.publish.shown import Cast
from audit.publish.slide import Layout
from audit.publish.slides import slides_of
from audit.publish.slides.cannot import COLUMNS
from audit.publish.slides.commitment import stood_and_promised, would_show
from audit.publish.slides.short import MOST_WORDS
from audit.publish.slides.vote import chosen
from tests.publish.test_slides import a_review, committed, shown

LONG = "Call from a room full of people during a lecture"
EIGHT_OF_TEN = {"rule": "at least 8 of 10 moments end well", "rule_kind": "moments that end well"}


def told(item, **changes):
    each = item if isinstance(item, AgendaItem) else AgendaItem(item)
    return slides_of(a_review(), each, shown(**changes))


def voted(**votes):
    cast = pd.DataFrame({"choice": list(votes), "votes": list(votes.values())})
    return count_votes(cast, list(votes))


def test_a_vote_asks_first_and_its_result_waits_until_it_is_revealed():
    offered = pd.DataFrame({"choice": ["Desk", "Call"], "fact": ["26 bad of 42", ""], "is_gone": False})
    item = AgendaItem(Item.VOTE, subject="Desk\nCall")
    asked, result = told(item, choices=offered, cast=Cast(4, by_code=False))
    assert (asked.headline, asked.section) == ("Which one do we mend first?", "Your vote")
    assert asked.lines == ("Desk: 26 bad of 42", "Call")
    assert (result.lines, result.chart, result.is_hidden) == (("4 votes so far, one a phone",), "", True)
    assert "Desk" not in (result.headline, *result.words)


@pytest.mark.parametrize(
    ("votes", "head", "under"),
    [
        ({"Desk": 3, "Call": 1}, "Desk", "3 of 4 votes, one a phone. Our commitment starts here."),
        ({"Desk": 2, "Call": 2}, "Level: Desk and Call", "2 of 4 votes each, one a phone. The room decides aloud."),
        ({"Desk": 0, "Call": 0}, "Nobody voted", "The room decides aloud."),
        ({LONG: 1, "Call": 0}, f"{LONG[:-8]}…", f"{LONG}: 1 of 1 vote, one a phone. Our commitment starts here."),
        (
            {LONG: 1, "Call": 1},
            "Level: 2 choices",
            f"{LONG} and Call: 1 of 2 votes each, one a phone. The room decides aloud.",
        ),
    ],
)
def test_the_result_of_a_vote_is_the_name_or_names_that_are_level(votes, head, under):
    assert chosen(voted(**votes), "one a phone") == (head, under)
    assert len(head.split()) <= MOST_WORDS


@pytest.mark.parametrize("by", ["phone", "code"])
def test_the_result_says_what_each_vote_stands_for_and_is_drawn(by):
    _, result = told(Item.VOTE, votes=voted(Desk=12, Call=0), cast=Cast(12, by_code=by == "code"))
    assert (result.section, result.chart) == ("The room chose", "votes")
    assert f"12 of 12 votes, one a {by}." in result.under
    assert result.description == "Votes, 12 in all: Desk 12, Call 0."


def test_the_commitment_is_asked_for_and_told_once_it_is_made():
    (asked,) = told(Item.COMMITMENT)
    assert (asked.headline, asked.layout) == ("What will we do differently?", Layout.ROWS)
    (made,) = told(Item.COMMITMENT, commitment=committed({}))
    assert (made.headline, made.section, made.under) == ("Look up first", "Our commitment", "")
    assert made.rows == (
        ("Where", "Desk"),
        ("Who", "Front desk"),
        ("By when", "1 June 2026"),
        ("How we will know", "Five walks."),
    )
    assert [slide.headline for slide in told(Item.COMMITMENT, commitment=committed({}, {"words": "Ring back."}))] == [
        *("Look up first", "Ring back")
    ]


def test_a_promise_too_long_for_a_headline_stands_beneath_it_in_full():
    words = "Nobody is handed on to another team without a yes from that team."
    (made,) = told(Item.COMMITMENT, commitment=committed({"words": words, "touchpoint": LONG}))
    assert (made.headline, made.under, made.rows[0]) == ("Our commitment", words.rstrip("."), ("Where", LONG))


def promised(before, **rule):
    return committed({"before": before}).assign(**{"rule_bound": nan, "rule_of": nan} | rule).iloc[0].to_dict()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            promised((15, 17), **EIGHT_OF_TEN, rule_bound=16.0, rule_of=20.0),
            "Now 15 of 32. Reaching 16 of 20 would also be surely better.",
        ),
        (
            promised((15, 17), **EIGHT_OF_TEN, rule_bound=15.0, rule_of=20.0),
            (
                "Now 15 of 32. Reaching 15 of 20 would keep this promise and could still be chance; "
                "16 of 20 would be surely better."
            ),
        ),
        (promised((0, 0), **EIGHT_OF_TEN, rule_bound=8.0, rule_of=10.0), ""),
        (promised((15, 17)), ""),
    ],
)
def test_a_promise_says_whether_keeping_it_would_also_be_surely_better(row, sentence):
    assert would_show(row) == sentence


def test_how_it_is_now_and_our_word_stand_on_one_line():
    row = promised((15, 17), **EIGHT_OF_TEN, rule_bound=16.0, rule_of=20.0)
    line = stood_and_promised(row)
    assert line[["n", "promised"]].to_numpy().tolist() == [[32.0, 0.8]]
    assert line["described"].iloc[0].replace("\N{NO-BREAK SPACE}", " ") == (
        "Now 47 % end well (31 % to 64 %, n 32); our word 80 %."
    )
    (made,) = told(Item.COMMITMENT, commitment=pd.DataFrame([row]))
    assert made.chart == "our word"
    assert [series.name for series in plotted(made).series] == ["Now", "Our word"]
    (in_words,) = told(Item.COMMITMENT, commitment=pd.DataFrame([promised((15, 17))]))
    assert [series.name for series in plotted(in_words).series] == ["Now"]
    assert "our word" not in in_words.description


@pytest.mark.parametrize(
    "row", [promised((0, 0)), promised((3, 4), rule_kind="mean score"), promised((3, 4), rule_kind="waiting time")]
)
def test_where_shares_say_nothing_of_the_promise_there_is_no_picture(row):
    (made,) = told(Item.COMMITMENT, commitment=pd.DataFrame([row]))
    assert (made.chart, made.figure, made.description) == ("", None, "")


def refused(*rows):
    every = [(str(number), *row) for number, row in enumerate(rows)]
    return pd.DataFrame(every, columns=["id", "touchpoint", "cause", "why"])


def test_what_must_wait_is_grouped_by_cause_with_the_reasons_that_were_chosen():
    rows = refused(
        ("Desk", "policy", ""), ("Call", "space", "The hall\nis let."), ("Web", "", ""), ("Desk", "policy", "")
    )
    (slide,) = told(Item.CANNOT, cannot=rows)
    assert (slide.headline, slide.section, slide.layout) == (
        "Three things must wait",
        "What we cannot mend yet",
        Layout.COLUMNS,
    )
    assert [(column.title, column.lines) for column in slide.columns] == [
        ("Policy", ("Desk",)),
        ("Space", ("Call", "“The hall is let.”")),
        ("Why stands on the board", ("Web",)),
    ]
    (alone,) = told(Item.CANNOT, cannot=rows.iloc[[1]])
    assert alone.headline == "One thing must wait; here is why"
    (causes,) = told(Item.CANNOT, cannot=rows.iloc[[0, 1]].assign(why=""))
    assert causes.headline == "Two things must wait: policy and space"
    assert told(Item.CANNOT, cannot=refused())[0].headline == "Nothing had to be refused"


def test_many_reasons_fill_pages_and_none_is_left_out():
    rows = refused(*((f"{LONG} {number}", f"cause {number % 4}", f"Reason {number}. " * 20) for number in range(18)))
    pages = told(Item.CANNOT, cannot=rows)
    assert pages[1].headline == f"18 things must wait, 2 of {len(pages)}"
    columns = [column for page in pages for column in page.columns]
    assert max(len(page.columns) for page in pages) == COLUMNS
    assert sum(line.startswith(LONG) for column in columns for line in column.lines) == 18
    assert "Cause 0, further" in {column.title for column in columns}
