"""One commitment on a page: what was promised, how it was before and after, and what can be done about it now."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit import figures
from audit.actions import commitments
from audit.charts.commitment import commitment_dots
from audit.charts.sides import both_sides
from audit.figures import Question
from audit.figures.commitment import progress
from audit.model.commitment import MOST_OWNER, MOST_WORDS, Verdict, known_by, usual_due
from audit.model.commitment_rule import RuleVerdict
from audit.model.day import written_day
from audit.model.labels import RULE_VERDICT_LABELS, RULE_VERDICT_MARKS, VERDICT_LABELS, VERDICT_MARKS, VERDICT_SENTENCES
from audit.publish.headlines.commitment import needed_sentence, verdict_sentence, word_sentence
from audit.publish.headlines.words import counted
from audit.store.change import changes_of
from audit.web.sending import COMMITMENT, send_commitment
from pages.act.commitments.progress import latest_progress, progress_box
from pages.parts.boundary import safely
from pages.parts.figures import figure
from pages.parts.held_form import HeldForm
from pages.parts.navigation import page_at
from pages.parts.owner import LABEL, confirm_owner, must_confirm
from pages.parts.session import programme, store, today
from pages.parts.webhook import sent
from pages.parts.words import plain

_TITLES = {
    "late": "Late",
    "open": "Open",
    "carried over": "Carried over",
    "closed": "Closed, not kept or not improved",
    "kept": "Closed, kept or improved",
}


def every_commitment() -> pd.DataFrame:
    """Return what `moments measure commitments` prints today, and what the teams said last beside it."""
    question = Question(today())
    return figures.commitments(store(), question).merge(progress(store(), question), on="id", how="left")


def commitment_cards(rows: pd.DataFrame) -> None:
    """Show the commitments state by state, what needs a hand first."""
    for state, title in _TITLES.items():
        of_state = rows[rows["state"] == state]
        if len(of_state):
            st.header(f"{title} ({len(of_state)})", anchor=False)
        for row in of_state.to_dict("records"):
            with st.container(border=True, key=f"commitment-{row['id']}"):
                _card({str(name): value for name, value in row.items()})


def _card(row: Mapping[str, Any]) -> None:
    st.subheader(plain(row["touchpoint"]), anchor=False)
    st.text(row["words"])
    st.caption(plain(_under(row)))
    latest_progress(row)
    st.markdown(f"**{RULE_VERDICT_MARKS[row['rule_verdict']]}** {plain(word_sentence(row))}")
    st.markdown(
        f"**{VERDICT_MARKS[row['verdict']]} {VERDICT_SENTENCES[row['verdict']]}.** {plain(verdict_sentence(row))}"
    )
    figure(commitment_dots, both_sides(row), key=f"commitment-{row['id']}-figure", description=verdict_sentence(row))
    st.markdown(plain(needed_sentence(row)))
    _history(row)
    if pd.isna(row["closed_on"]):
        _ways_on(row)
        sent((COMMITMENT, UUID(row["id"])), send_commitment)
    _form(row["id"]).show_problem()


def _under(row: Mapping[str, Any]) -> str:
    closed = "" if pd.isna(row["closed_on"]) else f"closed {written_day(row['closed_on'], 'short')}"
    made = f"made {written_day(row['made_on'], 'short')}" + (f" in {row['review']}" if row["review"] else "")
    parts = (
        row["owner"],
        f"due {written_day(row['due_on'], 'short')}",
        "" if closed or pd.isna(row["check_in_on"]) else f"check-in {written_day(row['check_in_on'], 'short')}",
        closed,
        made,
        f"how we will know: {known_by(row['rule'], row['how_known'])}",
    )
    return " · ".join(part for part in parts if part)


def _ways_on(row: Mapping[str, Any]) -> None:
    """Offer what can be done with an open commitment: close it, walk there, carry it over."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        word, verdict = RuleVerdict(row["rule_verdict"]), Verdict(row["verdict"])
        if verdict is not Verdict.TOO_EARLY or word in (RuleVerdict.HELD, RuleVerdict.BROKEN):
            each = [
                *([RULE_VERDICT_LABELS[word]] if word is not RuleVerdict.WORDS_ONLY else []),
                VERDICT_LABELS[verdict],
            ]
            st.button(
                f"Close with this verdict: {', '.join(each)}",
                key=f"commitment.close.{row['id']}",
                type="primary",
                on_click=safely(_close),
                args=(row["id"], verdict, word),
            )
        if word is RuleVerdict.WORDS_ONLY:
            _word_buttons(row, verdict)
        if pd.notna(row["walk_on"]) and not row["is_walked"]:
            label = f"Planned walk: {written_day(row['walk_on'], 'short')}"
            st.page_link(page_at("walks"), label=label, icon=":material/directions_walk:")
    progress_box(row)
    box = st.expander(
        "Carry over to the next review", key=f"commitment.carry.{row['id']}", type="compact", on_change="rerun"
    )
    if box.open:
        with box:
            _carry(row)
    owned = st.expander("Change the owner", key=f"commitment.own.{row['id']}", type="compact", on_change="rerun")
    if owned.open:
        with owned:
            _owner(row)


def _word_buttons(row: Mapping[str, Any], verdict: Verdict) -> None:
    """Let whoever closes what was promised in words say whether it was kept; the verdict is closed with it."""
    beside = "" if verdict is Verdict.TOO_EARLY else f": {VERDICT_LABELS[verdict]}"
    for word in (RuleVerdict.HELD, RuleVerdict.BROKEN):
        st.button(
            f"{RULE_VERDICT_LABELS[word].capitalize()}, close it{beside}",
            key=f"commitment.{word}.{row['id']}",
            on_click=safely(_close),
            args=(row["id"], verdict, word),
        )


def _close(commitment_id: str, shown: Verdict, word: RuleVerdict) -> None:
    act = partial(commitments.close, store(), UUID(commitment_id), shown, today(), word)
    _form(commitment_id).attempt(act)


def _owner(row: Mapping[str, Any]) -> None:
    form = HeldForm(f"commitment.owner.{row['id']}")
    form.ask(st.text_input, LABEL, "new", row["owner"], max_chars=MOST_OWNER)
    form.ask(st.text_input, "Your role or initials (may stay empty)", "by", "", max_chars=MOST_OWNER)
    act = partial(_change_owner, row["id"], row["owner"])
    st.button("Change it", key=form.at("keep"), on_click=safely(act))
    confirm_owner(form.name, act)
    form.show_problem()


def _change_owner(commitment_id: str, read: str) -> None:
    form = HeldForm(f"commitment.owner.{commitment_id}")
    if not form.is_open:  # tapped twice: the first tap kept it
        return
    owner, by = form.answers["new"], form.answers["by"]
    if must_confirm(form.name, owner):
        return
    if form.attempt(partial(commitments.change_owner, store(), UUID(commitment_id), (read, owner), by)):
        st.session_state[f"commitment.own.{commitment_id}"] = False


def _carry(row: Mapping[str, Any]) -> None:
    form = HeldForm(f"commitment.over.{row['id']}")
    first = max(usual_due(today()), row["due_on"].date() + timedelta(days=1))
    form.ask(st.date_input, "New due day", "due", first)
    form.ask(st.text_area, "Why is it carried over?", "why", "", max_chars=MOST_WORDS, height=80)
    form.ask(st.text_input, "Your role or initials (may stay empty)", "by", "", max_chars=MOST_OWNER)
    st.button("Carry it over", key=form.at("keep"), on_click=safely(_carry_over),
              args=(row["id"], row["due_on"].date()))  # fmt: skip
    form.show_problem()


def _carry_over(commitment_id: str, read: date) -> None:
    form = HeldForm(f"commitment.over.{commitment_id}")
    if not form.is_open:  # tapped twice: the first tap kept it
        return
    typed = form.answers
    days, words = (read, typed["due"] or today()), (typed["by"], typed["why"])
    if form.attempt(partial(commitments.carry_over_from, store(), UUID(commitment_id), days, words, today())):
        st.session_state[f"commitment.carry.{commitment_id}"] = False


def _history(row: Mapping[str, Any]) -> None:
    if row["carried"]:
        st.caption(f"Carried over {counted(row['carried'], 'time')}:")
    for line in changes_of(store(), UUID(row["id"])).to_dict("records"):
        st.text(
            f"{written_day(programme().local(line['changed_at']), 'short')}, {line['changed_by']}: {line['reason']}"
        )


def _form(commitment_id: str) -> HeldForm:
    """Return what the card as a whole can be asked for: to be closed."""
    return HeldForm(f"commitment.card.{commitment_id}")
