"""The recoveries board: one column a step on a wide screen, one list with the step chosen on a phone."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from audit import figures
from audit.actions.fixed_at_once import is_fresh
from audit.figures import Question
from audit.measures.ageing import NOBODY, narrowed
from audit.model.day import written_day
from audit.model.recovery import Step
from audit.model.sought import Sought
from audit.publish.headlines.recovery import NEXT, customer_not_informed, due_words, recoveries_headline
from audit.store.opening import Store
from pages.act.recoveries.card import choose
from pages.parts.boundary import safely
from pages.parts.session import cached, today
from pages.parts.words import in_their_language

SHOWN = 6  # cards of a column at first, and added by each "Show more"
DONE = 20  # closed ones shown, the latest
_COLUMNS = {
    NOBODY: "No owner yet",
    Step.OWNED: "Owned",
    Step.ALIGNED: "Aligned inside",
    Step.INFORMED: "Customer told",
    Step.FIXED: "Fixed",
}
_SLUGS = {step: f"step{number}" for number, step in enumerate(_COLUMNS)}
_LOOK = """<style>
@media (width >= 1600px){[data-testid="stMainBlockContainer"]{max-width:112rem}}
.st-key-board-room{container-type:inline-size}
@container (width >= 960px){
.st-key-board{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:1rem;align-items:start}
.st-key-board-step{display:none}
}
@container (width < 960px){
.st-key-board>div:not(:has(.st-key-board-%(chosen)s)){display:none}
.st-key-board-%(chosen)s{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%%),1fr));align-items:start}
.st-key-board-%(chosen)s>:first-child{grid-column:1/-1}
}
.st-key-board h2{font-size:1.35rem;padding:.25rem 0}
.case p{margin:0 0 .4rem;line-height:1.4;overflow-wrap:anywhere}
.case .what{display:-webkit-box;-webkit-line-clamp:4;-webkit-box-orient:vertical;overflow:hidden}
.case .small{font-size:.9rem;opacity:.85}
.case .late{font-weight:600;color:light-dark(#B8470B,#FF9157)}
</style>"""


def recoveries_sentence(question: Question) -> str:
    """Return the one sentence of the board."""
    return cached(_headline, question)


def touchpoints_waiting(question: Question) -> pd.DataFrame:
    """Return what waits by touchpoint, where anything does."""
    return cached(_waiting, question)


def longest(question: Question) -> pd.DataFrame:
    """Return the open bad experiences, the longest wait first, as the table tells them."""
    return cached(_longest, question)


def board(question: Question, sought: Sought) -> None:
    """Show the open ones that are looked for by the step they have come to, each with its next step as a button."""
    cases, counts = cached(_open_by_step, question, sought)
    with st.container(key="board-room"):
        chosen = st.segmented_control(
            "How far it has come",
            list(_COLUMNS),
            default=next((step for step in _COLUMNS if cases[step]), NOBODY),
            format_func=lambda step: f"{_COLUMNS[step]} {counts[step]:,}",
            required=True,
            key="board-step",
            width="stretch",
        )
        st.html(_LOOK % {"chosen": _SLUGS[chosen]})
        with st.container(key="board"):
            for step, title in _COLUMNS.items():
                with st.container(key=f"board-{_SLUGS[step]}"):
                    st.header(f"{title} · {counts[step]:,}", anchor=False)
                    _column(step, cases[step], counts[step])


def closed_cases(question: Question) -> None:
    """Offer, in a box that opens, what is closed: confirmed by the customer, or said why it cannot be done."""
    rows = cached(_closed, question)
    if not rows:
        return
    box = st.expander(f"Done · {len(rows):,}", icon=":material/check:", key="board-done", on_change="rerun")
    if box.open:
        with box:
            for case in rows[:DONE]:
                with st.container(border=True):
                    st.html(_case_html(case))
                    st.button("Look at it", key=f"look.{case['id']}", on_click=safely(choose), args=(case["id"],))
            if len(rows) > DONE:
                st.caption(f"The latest {DONE} of {len(rows):,} are shown.")


def _column(step: str, cases: list[Mapping[str, Any]], there: int) -> None:
    shown = st.session_state.get("board_shown", {}).get(step, SHOWN)
    if not cases:
        st.caption("None.")
    for case in cases[:shown]:
        with st.container(border=True):
            st.html(_case_html(case))
            label = NEXT[Step(case["next_step"])]
            key = case["id"]
            st.button(
                label,
                key=f"next.{key}",
                type="primary",
                width="stretch",
                on_click=safely(choose),
                args=(key, case["next_step"]),
            )
            if step == NOBODY and is_fresh(case["observed_on"].date(), today()):
                st.button("Fixed on the spot", key=f"spot.{key}", width="stretch", on_click=safely(choose), args=(key,))
    if len(cases) > shown:
        st.button("Show more", key=f"more.{step}", on_click=safely(_show_more), args=(step, shown), width="stretch")
    elif there > len(cases):
        st.caption(f"and {there - len(cases):,} more recent ones")


def _case_html(case: Mapping[str, Any]) -> str:
    where = " · ".join(part for part in (written_day(case["observed_on"], "short"), case["place"]) if part)
    lines = [("small", where), ("what", case["what_happened"] or "Nobody wrote down what happened.")]
    if case["owner"]:
        lines.append(("", f"Owner: {case['owner']}"))
    if case["step"] == Step.CANNOT:
        lines.append(("", f"Can’t, because: {case['cannot_because']}"))
    elif case["step"] == Step.CONFIRMED:
        lines.append(("", f"Customer confirmed on {written_day(case['closed_on'], 'short')}: {case['promise']}"))
    else:
        lines.append(("late" if case["promise"].startswith("overdue") else "", due_words(case)))
    if untold := customer_not_informed(case):
        lines.append(("late", f"▲ {untold}"))
    if case["reply"]:
        lines.append(("small", _replied(case)))
    theirs = in_their_language()
    lines_html = "".join(
        f'<p class="{look}" {theirs if look == "what" else ""}>{escape(text)}</p>' for look, text in lines
    )
    return f'<div class="case"><p {theirs}><b>{escape(case["touchpoint"])}</b></p>{lines_html}</div>'


def _replied(case: Mapping[str, Any]) -> str:
    who = "Staff replied" if case["reply"] == "reply" else "Staff asked about this"
    return f"{who}, {case['reply_outcome'] or 'no outcome yet'}"


def _show_more(step: str, shown: int) -> None:
    st.session_state["board_shown"] = st.session_state.get("board_shown", {}) | {step: shown + SHOWN}


def _headline(opened: Store, question: Question) -> str:
    cases = figures.recoveries(opened, question)
    return recoveries_headline(figures.waiting(opened, question), cases, question.view, question.as_of)


def _waiting(opened: Store, question: Question) -> pd.DataFrame:
    summed = figures.waiting(opened, question)
    return summed[summed["waiting"] > 0]


def _longest(opened: Store, question: Question) -> pd.DataFrame:
    cases = figures.recoveries(opened, question)
    columns = ["touchpoint", "place", "observed_on", "days_open", "step", "owner", "due_on", "overdue_days", "cause"]
    return cases.loc[cases["closed_on"].isna(), [*columns, "what_happened"]]


def open_cases(opened: Store, question: Question, sought: Sought) -> pd.DataFrame:
    """Return the open ones that are looked for among those listed, the longest wait first."""
    cases = figures.recoveries(opened, question)
    return narrowed(cases[cases["closed_on"].isna()], sought)


def _open_by_step(
    opened: Store, question: Question, sought: Sought
) -> tuple[dict[str, list[Mapping[str, Any]]], dict[str, int]]:
    """Return the cards of each column, and how many there are, for those nobody owns are not all listed."""
    rows = open_cases(opened, question, sought)
    listed = {step: _rows(rows[rows["step"] == step]) for step in _COLUMNS}
    nobody = int(figures.waiting(opened, question)["unowned"].sum())
    if sought != Sought():
        nobody = len(listed[NOBODY])
    return listed, {step: len(each) for step, each in listed.items()} | {NOBODY: nobody}


def _closed(opened: Store, question: Question) -> list[Mapping[str, Any]]:
    cases = figures.recoveries(opened, question)
    return _rows(cases[cases["closed_on"].notna()])


def _rows(frame: pd.DataFrame) -> list[Mapping[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
