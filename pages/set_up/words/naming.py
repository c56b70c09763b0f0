"""Places and customer groups: called otherwise, two made one and parted again, retired and brought back."""

from collections.abc import Callable

import streamlit as st

from audit.actions import naming as acts
from audit.model.named import Named
from audit.store.earlier_name import merged_into, name_of_today
from audit.store.observation import offered_groups
from audit.store.place import offered_places
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store
from pages.parts.words import plain

_MOST_LETTERS = 120
_WHAT = {
    Named.PLACE: "Where the service is met. Posters, links and files that name a place as before still find it.",
    Named.CUSTOMER_GROUP: "Whom somebody walks as. Links and files that name a group as before still find it.",
}


def naming(noun: Named) -> None:
    """Show what is offered and what is retired, with the ways to change it."""
    every, now = acts.names_of(store(), noun), _offered(noun)
    st.header(f"{noun.called.capitalize()}s", anchor=False)
    st.markdown(_WHAT[noun])
    if not every:
        st.caption(f"There is no {noun.called} yet; one that is named on a walk or in a file is added by itself.")
        return
    st.markdown(" · ".join(map(plain, now)))
    if retired := [name for name in every if name not in now]:
        st.caption(f"Retired: offered no more, and still in every figure: {' · '.join(map(plain, retired))}")
    show_announced(f"naming.{noun}")
    box = st.expander(
        f"Rename, merge or retire a {noun.called}", icon=":material/edit:", key=f"naming.{noun}.box", on_change="rerun"
    )
    if box.open:
        with box:
            _changing(noun, every, now)
    _merged(noun)


def _changing(noun: Named, every: tuple[str, ...], offered: tuple[str, ...]) -> None:
    chosen = st.selectbox(noun.called.capitalize(), every, key=f"naming.{noun}.chosen")
    form = HeldForm(f"naming.{noun}.{chosen}")
    form.ask(st.text_input, "New name", "name", chosen, max_chars=_MOST_LETTERS)
    others = [name for name in every if name != chosen]
    form.ask(st.selectbox, "Or make it one with", "into", None, options=others, placeholder="Choose the one that stays")
    form.ask(st.text_input, "Your name or initials", "by", "", help="Shown in the history of this change.")
    form.show_problem()
    again = chosen not in offered
    with st.container(horizontal=True):
        st.button("Rename it", key=f"{form.name}.rename", on_click=safely(_rename), args=(noun, chosen, form))
        label = "Merge the two"
        st.button(
            label,
            key=f"{form.name}.merge",
            disabled=not form.answers["into"],
            on_click=safely(_merge),
            args=(noun, chosen, form),
        )
        st.button(
            "Bring it back" if again else "Retire it",
            key=f"{form.name}.offer",
            on_click=safely(_offer),
            args=(noun, chosen, form, again),
        )


def _merged(noun: Named) -> None:
    """Offer to part again what was merged."""
    parts = merged_into(store(), noun)
    form = HeldForm(f"naming.{noun}.parting")
    if parts:
        form.ask(st.text_input, "Who parts them again (may stay empty)", "by", "", help="Shown in the history.")
    for name, became in parts.items():
        today = name_of_today(store(), noun, became)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(f"{name} was made one with {today}."))
            st.button(
                f"Part {plain(name)} again",
                key=f"naming.{noun}.part.{name}",
                type="tertiary",
                on_click=safely(_part),
                args=(noun, name, form),
            )


def _offered(noun: Named) -> tuple[str, ...]:
    return offered_places(store()) if noun is Named.PLACE else offered_groups(store())


def _rename(noun: Named, before: str, form: HeldForm) -> None:
    after = form.answers["name"]
    sentence = f"{before} is called {after.strip()} from now on, in what was observed before too."
    _attempt(noun, form, lambda by: acts.rename(store(), noun, before, after, by), sentence)


def _merge(noun: Named, gone: str, form: HeldForm) -> None:
    into = form.answers["into"]
    sentence = f"{gone} and {into} are one now, called {into}. They can be parted again below."
    _attempt(noun, form, lambda by: acts.merge(store(), noun, gone, into, by), sentence)


def _offer(noun: Named, name: str, form: HeldForm, again: bool) -> None:  # noqa: FBT001  # called by a button
    sentence = f"{name} is offered again." if again else f"{name} is offered no more, and stays in every figure."
    _attempt(noun, form, lambda by: acts.offer(store(), noun, name, by, again=again), sentence)


def _part(noun: Named, name: str, form: HeldForm) -> None:
    acts.part_again(store(), noun, name, form.answers["by"])
    announce(f"naming.{noun}", f"{name} is by itself again, with all it brought along.")


def _attempt(noun: Named, form: HeldForm, act: Callable[[str], object], sentence: str) -> None:
    if form.attempt(lambda: act(form.answers["by"])):
        announce(f"naming.{noun}", sentence)
