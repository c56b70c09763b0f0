"""Start: what this is, the state of things in three pictures and five lines, and what to do next."""

import streamlit as st

from audit import figures
from audit.figures import Question
from audit.publish.headlines.start import observed_line
from audit.store.draft import drafts
from audit.store.observation import observation_count
from audit.web.present.links import present_link
from pages.home.start.first_start import first_start
from pages.home.start.pictures import drawn, picture, pictures
from pages.home.start.sample import sample_to_throw_away
from pages.parts.empty import offer
from pages.parts.navigation import page_at
from pages.parts.open_review import preparing_at_once, reviewed
from pages.parts.sentences import start_sentences
from pages.parts.session import cached, programme, store, today
from pages.parts.words import opening, plain, show_caveat, show_notice

settings = programme()
count = cached(observation_count)
for sentence in store().sentences:
    show_notice(sentence)
if not count:
    opening("Moments of Truth", "Go and experience your own service, as your customers do.")
    st.markdown(
        "Sit with your back to the desk and listen. Make the call. Walk it through. Log what you see at each "
        "touchpoint, praise and complaints alike; then look at it together: how reliable, assured, tangible, "
        "empathetic and responsive it was, and where trust is being lost."
    )
    first_start()
    st.stop()

question = Question(today(), ratio=settings.recovery_ratio)
opening(settings.name, observed_line(figures.journey(store(), question), figures.whole_visits(store(), question)))
(outcomes, rated, trusted, high_low, unseen), next_step = start_sentences(question)
lines = {"journey": [f"{high_low} {unseen}", rated], "trust": [trusted], "answers": [outcomes]}
for_each_page = cached(drawn, question)
with pictures():
    for at, beneath in lines.items():
        picture(at, for_each_page[at], beneath)
show_caveat(settings.recovery_ratio)

st.header("What to do next", anchor=False)
st.markdown(plain(next_step))
still_open = len(drafts(store()))
with st.container(horizontal=True):
    if still_open:
        st.page_link(page_at("walks"), label=f"Go on with an open walk ({still_open})", icon=":material/history:")
    offer("log")
    if (review := reviewed()) is not None:
        st.link_button("Present the review", present_link(review), icon=":material/slideshow:")
    else:
        preparing_at_once()
sample_to_throw_away()
