"""Stories worth telling: the star under a note, and the words of thanks for what was seen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from audit.actions import stories
from audit.figures import Question
from audit.model.day import written_day
from audit.model.rating import Outcome
from audit.model.story import MAX_NAME, MAX_THANKS, Kudos
from audit.store.story import kudos
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import cached, store
from pages.parts.words import plain

LATEST = 20  # thanks shown on the page
_OPEN = "thanking"  # the observation whose thanks are being written


def star_and_thanks(row: Mapping[Any, Any]) -> None:
    """Offer to star a note and, for what went well, to thank for it; show the thanks already given."""
    key, touchpoint = row["id"], row["touchpoint"]
    if row["kudos"]:
        st.markdown(f"**Thanks** to {_whom(row)}:")
        st.text(row["kudos"])
    with st.container(horizontal=True, gap="small"):
        _star_button(key, is_starred=bool(row["starred"]))
        if row["outcome"] != Outcome.NEGATIVE or row["kudos"]:
            label = "Change the thanks" if row["kudos"] else "Say thanks"
            st.button(label, icon=":material/favorite:", key=f"thank.{key}", on_click=safely(_begin), args=(key,))
    for form in (_star_form(key), _thanks_form(key)):
        form.show_problem()
    if st.session_state.get(_OPEN) == key:
        _form(key, touchpoint, row)


def _star_button(key: str, *, is_starred: bool) -> None:
    st.button(
        "Starred" if is_starred else "Star",
        icon=":material/bookmark_star:" if is_starred else ":material/star:",
        type="primary" if is_starred else "secondary",
        key=f"star.{key}",
        on_click=safely(_unstar if is_starred else _star),
        args=(key,),
    )


def thanks_given(question: Question) -> None:
    """Show the latest thanks: the words, whom they are for, and what they are for."""
    st.header("Thanks given", anchor=False)
    given = cached(kudos, question.view, LATEST).to_dict("records")
    if not given:
        st.markdown("Nobody has been thanked here. Tap Say thanks under a note of praise.")
    for row in given:
        with st.container(border=True):
            st.text(row["kudos"])
            where = f" · {plain(row['touchpoint'])}" if row["kudos_name"] else ""  # a team goes by its touchpoint
            st.caption(f"To {_whom(row)} · {written_day(row['observed_on'], 'short')}{where}")


def _whom(row: Mapping[Any, Any]) -> str:
    return plain(row["kudos_name"] or f"the team at {row['touchpoint']}")


def _form(key: str, touchpoint: str, row: Mapping[Any, Any]) -> None:
    form = _thanks_form(key)
    with st.form(f"thanks.{key}"):
        form.ask(st.text_area, "Words of thanks", "words", row["kudos"], max_chars=MAX_THANKS, height=96)
        st.caption(f"They go to the team at {plain(touchpoint)}, unless somebody agreed to be named.")
        agreed = "I asked the person, and they agreed to be named"
        form.ask(st.checkbox, agreed, "agreed", bool(row["kudos_name"]))
        form.ask(st.text_input, "Name (empty: the team)", "name", row["kudos_name"], max_chars=MAX_NAME)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("Save the thanks", type="primary", on_click=safely(_keep), args=(key,))
            st.form_submit_button("Close", on_click=safely(_close), args=(key,))
            if row["kudos"]:
                st.form_submit_button("Take them back", on_click=safely(_take_back), args=(key,))


def _star_form(key: str) -> HeldForm:
    return HeldForm(f"star.{key}")


def _thanks_form(key: str) -> HeldForm:
    return HeldForm(f"thanks.{key}", is_sent_together=True)


def _star(key: str) -> None:
    _star_form(key).attempt(lambda: stories.star_story(store(), UUID(key)))


def _unstar(key: str) -> None:
    _star_form(key).attempt(lambda: stories.unstar_story(store(), UUID(key)))


def _begin(key: str) -> None:
    st.session_state[_OPEN] = key


def _close(key: str) -> None:
    """Put the form away; what was typed comes back with it."""
    _thanks_form(key).take_up()
    del st.session_state[_OPEN]


def _keep(key: str) -> None:
    form = _thanks_form(key)

    def act() -> None:
        typed = form.answers
        stories.give_kudos(store(), UUID(key), Kudos(typed["words"], typed["name"], typed["agreed"]))

    if form.attempt(act):
        del st.session_state[_OPEN]


def _take_back(key: str) -> None:
    if _thanks_form(key).attempt(lambda: stories.take_back_kudos(store(), UUID(key))):
        del st.session_state[_OPEN]
