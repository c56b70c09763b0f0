"""The head of a walk: where, how and by whom, what was noted of it as a whole, and the ways to set it right."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from audit.actions import walks
from audit.model.field_walk import FieldWalk
from audit.model.labels import FIELD_OUTCOME_LABELS, METHOD_LABELS, RECOGNISED_ANSWERS
from audit.model.vocabulary import TermKind
from audit.model.walk_through import Method, Recognised, WalkThrough
from audit.store.field_entry import field_walk
from audit.store.observation import offered_groups
from audit.store.place import offered_places
from audit.store.repertoire import repertoire
from audit.store.vocabulary import vocabulary
from pages.observe.my_walks.history import by_and_reason, history_of, reason_and_name, set_right
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import cached, store
from pages.parts.words import plain


def walk_card(walk_id: UUID) -> None:
    """Show what was said of a walk as a whole, with the ways to correct it and to withdraw all it observed."""
    standing = field_walk(store(), walk_id)
    if standing is None:  # it was taken back since the list was read
        return
    holder, walk = standing
    with st.container(border=True):
        st.markdown(" · ".join(map(plain, filter(None, _head(walk.walk)))))
        _words_of(walk)
        _correct(walk.walk, is_held=holder is not None)
        _withdraw(walk_id)
        history_of(walk_id)


def _head(walk: WalkThrough) -> tuple[str, ...]:
    return (
        _method(walk.method),
        walk.place or "place not said",
        f"as {walk.customer_group}" if walk.customer_group else "",
        f"observer {walk.observer}" if walk.observer else "observer not said",
        "own area" if walk.own_area else "",
        walk.scenario,
        f"walked as: {walk.persona}" if walk.persona else "",
        f"did anybody know: {RECOGNISED_ANSWERS[walk.recognised].lower()}" if walk.recognised else "",
    )


def _method(method: Method) -> str:
    return METHOD_LABELS[method].capitalize()


def _words_of(walk: FieldWalk) -> None:
    """Show what was noted before the first touchpoint and after the last."""
    first = FIELD_OUTCOME_LABELS[walk.first_outcome] if walk.first_outcome else ""
    noted = {"First impressions": walk.first_impressions, "First feeling": first, "In closing": walk.closing_words}
    for label, words in noted.items():
        if words:
            st.caption(label)
            st.text(words)


def _correct(walk: WalkThrough, *, is_held: bool) -> None:
    form = HeldForm(f"head.{walk.id}", is_sent_together=True)
    walk = form.begun_on(walk)
    with st.expander("Correct the walk", icon=":material/edit:"), st.form(form.name, border=False):
        st.markdown("What you change here is changed for every observation of this walk.")
        if is_held:
            st.caption("The phone that holds this walk takes it over with its next message.")
        offered = [Method(term.key) for term in vocabulary(store()).offered(TermKind.METHOD)]
        methods = list(dict.fromkeys([*offered, walk.method]))
        form.ask(st.selectbox, "Method", "method", walk.method, options=methods, format_func=_method)
        _pick(form, "Place", "place", walk.place, cached(offered_places))
        played = cached(repertoire, walk.journey_id)
        _pick(form, "Scenario", "scenario", walk.scenario, played.scenarios)
        _pick(form, "Persona you walked as", "persona", walk.persona, played.personas)
        _pick(form, "Customer group you walked as", "customer_group", walk.customer_group, cached(offered_groups))
        form.ask(st.text_input, "Observer", "observer", walk.observer)
        form.ask(st.checkbox, "This was the observer's own area", "own_area", walk.own_area)
        form.ask(
            st.selectbox,
            "Did anybody know that somebody was observing?",
            "recognised",
            walk.recognised or "",
            options=["", *Recognised],
            format_func=lambda answer: RECOGNISED_ANSWERS.get(answer, "Not said"),
        )
        reason_and_name(form, "Why is the walk corrected?")
        st.form_submit_button("Save the corrected walk", on_click=safely(_keep_correction), args=(walk, form))
        form.show_problem()


def _pick(form: HeldForm, label: str, name: str, first: str, known: tuple[str, ...]) -> None:
    """Offer what is known and what stands, and take what is typed anew."""
    options = list(dict.fromkeys([*known, *filter(None, [first])]))
    form.ask(st.selectbox, label, name, first or None, options=options, accept_new_options=True, placeholder="Not said")


def _withdraw(walk_id: UUID) -> None:
    form = HeldForm(f"withdraw_walk.{walk_id}", is_sent_together=True)
    with st.expander("Withdraw its observations", icon=":material/undo:"), st.form(form.name, border=False):
        st.markdown(
            "None of them will count in any figure. Each can be brought back below; the walk stays its owner's."
        )
        reason_and_name(form, "Why are they withdrawn?")
        st.form_submit_button("Withdraw all of them", on_click=safely(_keep_withdrawal), args=(walk_id, form))
        form.show_problem()


def _keep_correction(shown: WalkThrough, form: HeldForm) -> None:
    def act() -> None:
        stands = field_walk(store(), shown.id)
        corrected = set_right(form, shown if stands is None else stands[1].walk, _answered(form.answers))
        walks.correct_walk(store(), corrected, *by_and_reason(form))

    form.attempt(act)


def _answered(typed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "method": Method(typed["method"]),
        "own_area": typed["own_area"],
        "recognised": Recognised(typed["recognised"]) if typed["recognised"] else None,
        **{name: typed[name] or "" for name in ("place", "scenario", "persona", "customer_group", "observer")},
    }


def _keep_withdrawal(walk_id: UUID, form: HeldForm) -> None:
    form.attempt(lambda: walks.withdraw_walk(store(), walk_id, *by_and_reason(form)))
