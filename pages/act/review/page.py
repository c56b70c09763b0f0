"""All-staff review: prepare it, present it, let the room vote, commit to one thing, close it."""

import streamlit as st

from audit.publish.headlines.review import no_review_headline, review_headline
from audit.publish.slides import slides
from audit.store.observation import observation_count
from audit.store.review import reviews
from pages.act.review.agenda import beginning, changing, presenting, shown_now, step
from pages.act.review.closing import closing, just_closed, past_reviews, reviews_before
from pages.act.review.hands import show_of_hands
from pages.act.review.phones import moderation, room_door, vote_result
from pages.act.review.ready import ready_line
from pages.act.review.strip import strip
from pages.act.review.voting_codes import voting_codes
from pages.parts.commitment_form import commitment_form
from pages.parts.empty import nothing_yet
from pages.parts.open_review import reviewed
from pages.parts.session import cached
from pages.parts.words import headline, opening, show_caveat

room = opening("All-staff review")
review = reviewed()
if review is None and not cached(observation_count):
    headline(room, "There is nothing to review yet.")
    nothing_yet("Nothing has been seen yet that a review could look at.", "log", "data", "sample")
if review is None:
    headline(room, no_review_headline(cached(reviews)))
    for part in (past_reviews, beginning) if just_closed() else (beginning, past_reviews):
        part()
    st.stop()

shown = shown_now(review)
all_slides = slides(review, shown)
headline(room, review_headline(review, all_slides))
if any(slide.owes for slide in all_slides):
    show_caveat(shown.ratio)
presenting(review)
match step():
    case "Prepare":
        ready_line(review, shown, all_slides)
        changing(review)
        strip(review, shown, all_slides)
        reviews_before()
    case "Room":
        st.header("Let the room in", anchor=False)
        room_door(review)
        st.header("The vote", anchor=False)
        voting_codes(review)
        show_of_hands(review)
        vote_result(review)
        st.header("What people said", anchor=False)
        moderation(review)
    case "Commit":
        st.header("One commitment", anchor=False)
        commitment_form(review)
    case "Close":
        st.header("Close the review", anchor=False)
        closing(review)
