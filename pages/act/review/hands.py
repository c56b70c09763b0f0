"""A show of hands on the review page: typed in where no phone came in, changed, and taken back."""

import streamlit as st

from audit.actions.show_of_hands import MOST_HANDS, count_hands, take_hands_back
from audit.model.review import Review
from audit.publish.headlines.words import counted
from audit.store.room import room_with
from audit.store.show_of_hands import hands_of
from pages.parts.boundary import safely
from pages.parts.session import store
from pages.parts.words import plain


def show_of_hands(review: Review) -> None:
    """Say whether hands are the vote, and offer to type them in or to take them back."""
    room = room_with(store(), review.id)
    if room is None or review.closed_at is not None or not room.choices:
        return
    hands = hands_of(store(), review.id)
    if hands:
        raised = counted(sum(hands.values()), "hand")
        st.markdown(f"The vote is by show of hands: {raised} counted. Votes from phones do not count meanwhile.")
    box = st.expander("Count the hands again" if hands else "Count a show of hands", key="hands.box", type="compact")
    with box:
        st.markdown("No phones in the room? Everybody raises a hand once: type in how many there are for each choice.")
        for number, choice in enumerate(room.choices):
            st.number_input(plain(choice), 0, MOST_HANDS, hands.get(choice, 0), key=f"hands.{number}", width=320)
        st.button("Count these hands", key="hands.count", on_click=safely(_count), args=(review, room.choices))
    if hands:
        st.button("Take the hands back", key="hands.back", on_click=safely(_back), args=(review,))


def _count(review: Review, choices: tuple[str, ...]) -> None:
    hands = {choice: int(st.session_state[f"hands.{number}"]) for number, choice in enumerate(choices)}
    count_hands(store(), review.id, hands)


def _back(review: Review) -> None:
    take_hands_back(store(), review.id)
