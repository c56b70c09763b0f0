"""Answers to a question are kept for the figure that gave them."""

from datetime import date

import pandas as pd

from audit.figures.question import Question, cached

TODAY = date(2026, 3, 14)


def test_two_figures_of_one_name_do_not_share_their_answers(store):
    def answering(number):
        @cached
        def figure(store, question):
            return pd.DataFrame({"n": [number]})

        return figure

    first, second = answering(1), answering(2)
    assert first(store, Question(TODAY))["n"].tolist() == [1]
    assert second(store, Question(TODAY))["n"].tolist() == [2]
