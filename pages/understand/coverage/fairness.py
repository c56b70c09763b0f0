"""Fairness on a page: each customer group beside all others, everywhere or at one touchpoint."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from audit import figures
from audit.charts.fairness import fairness_dots, gap_dots
from audit.figures import Question
from audit.measures.fairness import GROUP_UNKNOWN, TOO_FEW
from audit.measures.rows_in_view import rows_in_view
from audit.measures.small_groups import SMALL_CELL
from audit.model.view import View
from audit.publish.headlines.fairness import called, fairness_headline
from audit.store.journey import touchpoints
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from pages.parts import address
from pages.parts.figures import figure, how
from pages.parts.session import cached, store
from pages.parts.words import plain

_EVERYWHERE = "All touchpoints"


def fairness_section(question: Question) -> None:
    """Show whether every customer group is served equally well, within the page's view.

    Args:
        question: what the page asks; a customer group chosen in its filters is set beside the others all the same.
    """
    st.header("Is everybody served alike?", anchor=False)
    names = cached(_touchpoints, question.view.journeys)
    chosen = address.choice("Served at", [_EVERYWHERE, *names], "served_at")
    touchpoint = question.view.touchpoint if chosen == _EVERYWHERE else address.as_key("served_at", chosen)
    overall = replace(question, by=(), view=replace(question.view, customer_groups=(), touchpoint=touchpoint))
    served = called(figures.fairness(store(), overall))
    if served.empty:
        st.markdown("No good or bad moment is recorded here, for any customer group.")
        return
    sentence = cached(_sentence, overall)
    st.markdown(plain(sentence))
    figure(fairness_dots, served, key="fairness", description=sentence)
    if groups := question.view.customer_groups:
        which = "group chosen in the filters is" if len(groups) == 1 else "groups chosen in the filters are"
        st.caption(f"The customer {which} shown beside the others.")
    how(
        "The share is good moments among good and bad ones, with its Wilson 95 % interval; neutral moments do not "
        "count. Where one visit gave several, the interval is widened accordingly. Groups with fewer than "
        f"{SMALL_CELL} such moments are shown together, so that nobody is singled out: with the next smallest where "
        f"there is only one or they are too few together, and as “{TOO_FEW}” where that is all there is. Observations "
        f"without a group are shown as “{GROUP_UNKNOWN}” and compared with nobody.",
        "Wilson 1927; small cells as statistical offices treat them (docs/sources.md).",
    )
    compared = served[served["gap"].notna()]
    if len(compared) > 1:
        _gaps_shown(compared, sentence)


def _gaps_shown(compared: pd.DataFrame, sentence: str) -> None:
    """Show how far each group lies from the others, over all moments and where both met the same touchpoints."""
    st.subheader("Beside all the others", anchor=False)
    figure(gap_dots, compared, key="fairness-gaps", description=sentence)
    how(
        "The hollow dot is the share of the group minus the share of all other groups together, with Newcombe's "
        "interval. A group that is mostly observed where the service is weak looks badly served even if everybody "
        "there is served alike. So the diamond compares within each touchpoint and weighs the differences together; "
        "a touchpoint with observations of one side alone does not count. The sentence names a group only where both "
        "gaps are clear and point the same way, even though the clearest of several was picked.",
        "Newcombe 1998; Mantel and Haenszel 1959 with Sato's variance of 1989 (docs/sources.md).",
    )


def _sentence(store: Store, question: Question) -> str:
    return fairness_headline(figures.fairness(store, question))


def _touchpoints(store: Store, journeys: tuple[str, ...]) -> tuple[str, ...]:
    rows = touchpoints(store)
    return tuple(rows_in_view(rows, in_names_of_today(store, View(journeys=journeys)))["touchpoint"])
