"""One observation of a walk: all that was said of the moment, the ways to set it right, and its history."""

from uuid import UUID

import streamlit as st

from audit.model.day import written_moment
from audit.model.labels import FIELD_OUTCOME_LABELS
from audit.publish.headlines.correction import entry_facts
from audit.store.field_entry import field_entry
from audit.store.vocabulary import vocabulary
from pages.observe.my_walks.correction import bring_back, correct, withdraw
from pages.observe.my_walks.history import history_of
from pages.observe.my_walks.photos import own_photos
from pages.parts.answer_beside import answer_beside
from pages.parts.reply_card import reply_beside
from pages.parts.session import programme, store
from pages.parts.words import plain


def observation_card(observation_id: UUID, touchpoint: str) -> None:
    """Show one observation with the ways to correct it, withdraw it or bring it back, and its history."""
    standing = field_entry(store(), observation_id)
    if standing is None:  # its import was undone since the walk was read
        return
    entry = standing[1]
    observation = entry.observation
    moment = programme().local(observation.observed_at or observation.logged_at)
    outcome = "withdrawn, counts nowhere" if entry.withdrawn else FIELD_OUTCOME_LABELS[observation.outcome]
    with st.container(border=True):
        st.markdown(f"**{plain(touchpoint)}** · {outcome} · {written_moment(moment)}")
        if observation.what_happened:
            st.text(observation.what_happened)
        for line in entry_facts(entry, vocabulary(store())):
            st.caption(plain(line))
        if not entry.withdrawn:
            own_photos(observation, touchpoint)
        reply_beside(observation.id)
        answer_beside(observation.id)
        if entry.withdrawn:
            bring_back(observation.id)
        else:
            correct(entry)
            withdraw(observation)
        history_of(observation.id)
