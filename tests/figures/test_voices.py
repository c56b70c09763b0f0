"""The page and the command tell the same words and signals, of the same view."""

from datetime import date

import pytest

from audit import figures
from audit.actions import walks
from audit.errors import UnknownChoiceError
from audit.figures import MEASURES, Question
from audit.model.rating import Outcome
from audit.model.view import View
from audit.model.walk_through import Signal
from tests.builders import ANSWER, NOON, a_walk, an_observation

TODAY = date(2026, 11, 20)


@pytest.fixture
def heard(desk):
    good = [an_observation(what_happened="Greeted by name", signals=frozenset({Signal.PERSONAL})) for _ in range(9)]
    bad = [
        an_observation(
            what_happened="Handed on again",
            outcome=Outcome.NEGATIVE,
            touchpoint_id=ANSWER.id,
            signals=frozenset({Signal.END_RUN}),
        )
        for _ in range(6)
    ]
    walks.record_walk_through(desk, a_walk(), [*good, *bad, an_observation(outcome=Outcome.NEUTRAL)])
    return desk


def test_words_tell_complaints_from_praise(heard):
    told = figures.words(heard, Question(TODAY))
    assert list(told.columns) == ["word", "negatives", "positives", "log_odds", "low", "high", "stands_out"]
    assert set(told.loc[told["log_odds"] > 0, "word"]) == {"handed", "again"}
    assert set(told.loc[told["log_odds"] < 0, "word"]) == {"greeted", "name"}


def test_the_vocabulary_says_from_how_many_notes_it_is_told(heard):
    told = figures.vocabulary(heard, Question(TODAY))
    assert (told.praise, told.complaints, told.read, told.notes) == (9, 6, 15, 15)
    assert told.since == NOON.date()
    assert figures.vocabulary(heard, Question(TODAY)) is told


def test_a_view_without_notes_tells_nothing(heard):
    told = figures.vocabulary(heard, Question(TODAY, View(touchpoint="Invoice")))
    assert told.odds.empty
    assert (told.read, told.notes, told.since) == (0, 0, None)


def test_signals_are_a_share_of_all_that_was_observed_there(heard):
    told = figures.signals(heard, Question(TODAY))
    assert told[["touchpoint", "signal", "n", "observations"]].to_numpy().tolist() == [
        ["Greeting", "personal", 9, 10],
        ["Answer", "end run", 6, 6],
    ]
    whole = figures.signals(heard, Question(TODAY, by=()))
    assert whole[["signal", "n", "observations"]].to_numpy().tolist() == [["personal", 9, 16], ["end run", 6, 16]]
    by_journey = figures.signals(heard, Question(TODAY, by=("journey",)))
    assert list(by_journey["observations"]) == [16, 16]


def test_signals_are_not_told_by_what_they_are_not_counted_by(heard):
    with pytest.raises(UnknownChoiceError, match="signals"):
        figures.signals(heard, Question(TODAY, by=("month",)))


def test_the_command_knows_both():
    assert {"words", "signals"} <= set(MEASURES)
