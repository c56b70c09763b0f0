"""Two to four sides beside each other: what is compared is chosen here and stands in the address."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from audit import figures
from audit.charts.side_dots import in_lines, side_scores, side_shares
from audit.charts.spec import Charting
from audit.errors import AuditError, SidesOverlapError
from audit.figures import Question
from audit.measures.fairness import TOO_FEW
from audit.measures.trust import WINDOW_DAYS
from audit.model.named import Named
from audit.model.side import MOST_SIDES, Side, SideKind, period_side, quarters, refuse_overlap, with_the_one_before
from audit.model.view import EVERYTHING
from audit.publish.headlines.sides import owed_line, sides_headline
from audit.review.propose import proposed_period
from audit.store.earlier_name import name_of_today
from audit.store.spans import days_observed
from pages.parts.address import choice, in_address
from pages.parts.boundary import safely
from pages.parts.figures import figure, how, table
from pages.parts.leads import TAP, Leads, Row
from pages.parts.long_figure import long_figure
from pages.parts.session import cached, store, today
from pages.parts.words import plain

_NOTHING = "Nothing"
_KINDS = {
    "Places": SideKind.PLACE,
    "Customer groups": SideKind.CUSTOMER_GROUP,
    "Channels": SideKind.CHANNEL,
    "Recognised or not": SideKind.RECOGNISED,
    "Periods": SideKind.PERIOD,
}
_RENAMED = {SideKind.PLACE: Named.PLACE, SideKind.CUSTOMER_GROUP: Named.CUSTOMER_GROUP}
_COMPARE, _SIDE = "compare", "side"  # the names in the address
_DAYS = "compare.days"
_MOST_QUARTERS = 8
_FIGURES: dict[str, tuple[Callable[..., pd.DataFrame], Charting]] = {
    "journey": (figures.compare_journey, side_scores),
    "rater": (figures.compare_rater, side_scores),
    "trust": (figures.compare_trust, side_shares),
}


def compared(question: Question, family: str) -> None:
    """Offer what to compare, and show it side by side once it is chosen.

    Args:
        question: what the page asks; what it chooses of the kind that is compared gives way.
        family: "journey", "rater" or "trust".
    """
    chosen = in_address(_COMPARE, [_NOTHING, *_KINDS])
    box = st.expander("Compare", key="compare", type="compact", icon=":material/compare:", on_change="rerun")
    if box.open:
        with box:
            _offer(chosen)
    if chosen == _NOTHING:
        return
    sides = _in_address(_KINDS[chosen])
    if len(sides) < 2:  # fewer have nothing beside them
        st.caption(f"Choose two to {MOST_SIDES} under Compare, and they stand beside each other here.")
        return
    try:
        refuse_overlap(sides)
    except SidesOverlapError as problem:
        st.caption(plain(str(problem)))
        return
    _side_by_side(replace(question, by=(), sides=sides), family)


def _offer(chosen: str) -> None:
    with st.container(horizontal=True, gap="small"):
        choice("Compare", [_NOTHING, *_KINDS], _COMPARE, width=232)
        if chosen == _NOTHING:
            return
        kind = _KINDS[chosen]
        words = [side.word for side in _in_address(kind)]
        options = list(dict.fromkeys([*_words(kind), *words]))
        st.session_state["address.side"] = words
        st.multiselect(
            f"Two to {MOST_SIDES} of them",
            options,
            key="address.side",
            max_selections=MOST_SIDES,
            select_all=False,
            format_func=lambda word: _label(kind, word),
            on_change=safely(_write),
            width=480,
        )
        if kind is SideKind.PERIOD:
            st.date_input("Or from a day to a day", [], key=_DAYS, on_change=safely(_add_days), width=320)


def _write() -> None:
    st.query_params[_SIDE] = list(st.session_state["address.side"])


def _add_days() -> None:
    """Put a period of one's own beside those that are chosen, once both of its days are known."""
    days: Sequence[date] = st.session_state[_DAYS]
    sides = st.query_params.get_all(_SIDE)
    if len(days) == 2 and len(sides) < MOST_SIDES:  # a first and a last day
        st.query_params[_SIDE] = [*sides, period_side(*days).word]
        st.session_state[_DAYS] = ()


def _in_address(kind: SideKind) -> tuple[Side, ...]:
    """Return the sides the address names that are there, by today's names, as many as can be compared."""
    known, sides = _words(kind), []
    for word in dict.fromkeys(st.query_params.get_all(_SIDE)):
        name = name_of_today(store(), _RENAMED[kind], word) if kind in _RENAMED else word
        if kind is SideKind.PERIOD or name in known:
            sides += _period(name) if kind is SideKind.PERIOD else [Side(kind, name)]
    return tuple(dict.fromkeys(sides))[:MOST_SIDES]


def _period(word: str) -> list[Side]:
    """Return the period that is spelt so; none where it cannot be read, or begins after today."""
    try:
        side = Side(SideKind.PERIOD, word)
    except AuditError:
        return []
    begins = side.within(EVERYTHING).since
    return [side] if begins and begins <= today() else []


def _words(kind: SideKind) -> list[str]:
    if kind is not SideKind.PERIOD:
        return list(figures.side_words(store(), kind))
    return [*_of_late(), *_quarters()]


def _of_late() -> list[str]:
    """Return the days of the next review and of the last 90 days, each with as many before them."""
    usual = today().toordinal() - WINDOW_DAYS + 1
    pairs = [
        with_the_one_before(*cached(proposed_period, today())),
        with_the_one_before(date.fromordinal(usual), today()),
    ]
    return list(dict.fromkeys(side.word for before, now in pairs for side in (now, before)))


def _quarters() -> list[str]:
    days = cached(days_observed, EVERYTHING)
    return quarters(*days)[:_MOST_QUARTERS] if days else []


def _label(kind: SideKind, word: str) -> str:
    return Side(kind, word).label


def behind_sides(question: Question, shown: pd.DataFrame) -> Callable[[Row], dict[str, str] | None]:
    """Return the way to the observations of a row's side, of its touchpoint or on its dimension; none to hidden ones.

    Args:
        question: what is asked, with its sides.
        shown: what is compared; a mark that was tapped names its row by `side` and `of`.
    """
    spelt = {side.label: side.spelt for side in question.sides}
    headed = next((name for name in ("touchpoint", "dimension") if name in shown), "")
    hidden = {(row["side"], row.get(headed)) for row in shown.to_dict("records") if row["grade"] == TOO_FEW}

    def to(row: Row) -> dict[str, str] | None:
        side, of = row.get("side"), row.get(headed) or row.get("of") or None
        if side not in spelt or (side, of) in hidden:
            return None
        where = {"touchpoint": question.view.touchpoint, headed: of, "side": spelt[side]}
        return {name: word for name, word in where.items() if word} | {"of": "rated" if headed else "judged"}

    return to


def _side_by_side(question: Question, family: str) -> None:
    measure, chart = _FIGURES[family]
    shown, pairs = measure(store(), question), figures.compare_pairs(store(), question, (family,))
    st.header("Side by side", anchor=False)
    sentence = sides_headline(shown, pairs, family, [side.label for side in question.sides])
    st.markdown(plain(sentence))
    if not shown["n"].sum():
        return
    if family == "trust" and (owed := owed_line(shown)):
        st.markdown(plain(owed))
    drawing, leads = in_lines(shown), Leads(behind_sides(question, shown))
    if family == "journey":
        long_figure(chart, drawing, key="sides", description=sentence, listed=shown, leads=leads)
    else:
        figure(chart, drawing, key="sides", description=sentence, listed=shown, leads=leads)
    st.caption(TAP)
    table(pairs, of="compare-pairs", key="sides-pairs", title="Every two compared at the same touchpoints")
    how(
        "Each side is what the page shows of it alone; what the filter chooses of the same kind gives way. Sides were "
        "observed at different touchpoints, so that their figures also say where. One is called higher only if the "
        "difference at the touchpoints where both were observed is clear of 0 after Holm's correction for all "
        "comparisons here; a touchpoint that only one side has takes no part. Under five visits of either side there, "
        "two are not comparable. Of a customer group, figures of fewer than five observations are not shown.",
        "least squares with a mean for each touchpoint; Mantel and Haenszel 1959; Holm 1979 (docs/measures.md).",
    )
