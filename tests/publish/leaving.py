"""A review that was held, for tests of what people take home from it."""

from dataclasses import replace

import pandas as pd

from audit.measures.vote import count_votes
from audit.model.review import AgendaItem, Item, Review
from audit.publish.report import COLUMNS, Report
from audit.publish.shown import Cast, Counts
from audit.publish.slide import Slide
from audit.publish.slides.rater import pictured
from tests.builders import NOON
from tests.shown import a_shown

TODAY = NOON.date()
HOSTILE = '<img src=http://evil.example/x onerror="alert(1)">\x0b & "quoted"'


def rated():
    return pd.DataFrame(
        {
            "dimension": ["reliability", "empathy"],
            "n": [40, 3],
            "score": [4.25, 2.0],
            "low": [4.0, 1.0],
            "high": [4.5, 3.5],
            "grade": ["strong", ""],
        }
    )


WORDS_ONLY = {  # a commitment without a rule
    "rule": "",
    "rule_kind": "words only",
    "rule_bound": float("nan"),
    "rule_of": float("nan"),
    "rule_verdict": "words only",
    "rule_n": 0,
    "rule_value": float("nan"),
    "rule_needed": 0,
}


def compared():
    """Return a promise that was kept as a slide's picture shows it."""
    row = {"name": "Desk", "evidence": "promised 2 of 3, seen 16 of 20", "our_word": 0.7, "place": 0, "rows": 1}
    row |= {"before": 0.4, "before_low": 0.2, "before_high": 0.7, "share": 0.8, "low": 0.6, "high": 0.9}
    return pd.DataFrame([row | {"word": "kept", "word_mark": "good", "better": "surely better", "better_mark": "good"}])


def voted():
    return count_votes(pd.DataFrame({"choice": ["=1+1"], "votes": [3]}), ["=1+1", "https://evil.example"])


def committed():
    promised = {"touchpoint": "Desk", "words": "Look up\nfirst.", "how_known": "Five walks.", "owner": "Front desk"}
    return pd.DataFrame([promised | WORDS_ONLY | {"due_on": pd.Timestamp("2026-06-01")}])


def shown(**changes):
    card = {"observations": 1200, "touchpoints": 7, "walks": 1, "positives": 1000, "neutrals": 150, "negatives": 50}
    cannot = {"touchpoint": "Desk", "observed_on": pd.Timestamp("2026-02-03"), "cause": "policy", "why": ""}
    given = {
        "counts": Counts(1200, 7, 7, 1000, 150, 50),
        "scorecard": pd.DataFrame([card]),
        "rater": rated(),
        "votes": voted(),
        "cast": Cast(3, by_code=False),
        "commitment": committed(),
        "cannot": pd.DataFrame([cannot]),
        "answers": (HOSTILE,),
        "appreciations": ("Thank you, hall team.",),
    }
    return a_shown(**given | changes)


def beside(target):
    return pictured(rated().assign(target=target).astype({"target": "float64"}), pd.DataFrame())


def told():
    owed = pd.DataFrame({"touchpoint": ["Desk"], "debt": [1031], "positives": [5], "negatives": [87]})
    outcomes = pd.DataFrame({"touchpoint": "Desk", "outcome": ["good", "neither", "bad"], "n": [2, 0, 7]})
    said = Slide(Item.STORIES, "Well done: Desk", (HOSTILE, "Second line"), notes="For my eyes only")
    return (
        Slide(Item.COMMITMENTS, "Before and after", (), "promises", compared(), "Desk: 40 % before, 80 % after."),
        said,
        Slide(
            Item.RATER, "How we stand", ("One line",), "rater", beside(float("nan")), "Scores.", "Speak slowly.", 2.4
        ),
        Slide(Item.RATER, "To our target", ("Why",), "rater", beside(4.0), "Beside our target."),
        Slide(Item.HOT_SPOT, "Desk again", ("Why",), "spot outcomes", outcomes, "Outcomes."),
        Slide(Item.TRUST, "Desk owes 1,031 good experiences", ("In all",), "debt", owed, "Owed."),
        Slide(Item.VOTE, "What should we fix first?", ("Desk",)),
        Slide(Item.VOTE, "First: Desk", ("3 votes",), "votes", voted(), "Votes."),
        Slide(Item.VOTE, "What the room chose", ("0 votes so far",), is_hidden=True),
        Slide(Item.REFLECTION, "A question", ()),
    )


def moved(count=1):
    return pd.DataFrame([("Trust owed", HOSTILE, "owes 9", "owes 8")] * count, columns=COLUMNS)


def a_report(**changes):
    agenda = tuple(AgendaItem(item, subject="How are we?" if item is Item.REFLECTION else "") for item in Item)
    review = Review("Spring & all", TODAY.replace(month=1), TODAY, agenda, NOON, "key", "We met.\n\nAll came.", NOON)
    given = Report(review, told(), shown(), TODAY, moved(0))
    return replace(given, **changes)


def still_open():
    return a_report(review=replace(a_report().review, closed_at=None))
