"""The details of one point of a review: what the room will and will not see of it, and where it stands."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions import reviews
from audit.model.day import day_in, written_day
from audit.model.review import QUESTIONS, AgendaItem, Item, Review
from audit.model.view import View
from audit.publish.review_words import TITLES
from audit.publish.shown import Shown
from audit.publish.slides import slides_of
from audit.publish.slides.short import quote_length
from audit.review import propose
from audit.store.answer import answers_given
from pages.act.review.own_picture import own_picture
from pages.act.review.photos import photos_to_choose
from pages.act.review.vote_choices import choices_with_facts
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import store, today
from pages.parts.words import plain

_FIRST_STORIES, _MORE_STORIES = 6, 30


def details(review: Review, item: AgendaItem, shown: Shown, position: tuple[int, int]) -> None:
    """Offer one's own headline and notes for a point, what it is about, and another place in the meeting.

    Args:
        review: the open review.
        item: the point.
        shown: what the review shows.
        position: its place among the points that are shown, from 0, and how many they are.
    """
    st.markdown(f"**{plain(TITLES[item.item])}**")
    (proposed, *_) = slides_of(review, AgendaItem(item.item, subject=item.subject), shown)
    _written(
        st.text_input, "Headline", item, (review.id, "headline", item.headline), placeholder=proposed.headline,
        max_chars=reviews.MOST_HEADLINE, help="Empty: the one written from the figures.",
    )  # fmt: skip
    if proposed.words:
        st.caption("  \n".join(map(plain, proposed.words)))
    if offer := _OFFERS.get(item.item):
        offer(review, item)
    _written(
        st.text_area, "Notes, for your eyes only", item, (review.id, "notes", item.notes),
        max_chars=reviews.MOST_NOTES, height=96,
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for label, by, end in (("Earlier", -1, 0), ("Later", 1, position[1] - 1)):
            act = partial(reviews.move, store(), review.id, item.item, by)
            act_button(label, label, item, act, disabled=position[0] == end)
        act_button("Leave out", "Leave out", item, partial(reviews.drop, store(), review.id, item.item))


def act_button(label: str, name: str, item: AgendaItem, act: Callable[[], object], **look: Any) -> None:
    """Offer to act on a point; what stands in the way is said beneath.

    Args:
        label: what the button says.
        name: what it does, the same for every point.
        item: the point.
        act: what is done.
        look: what else the button takes.
    """
    form = HeldForm(f"{name}.{item.item.name}")
    st.button(label, key=form.name, on_click=safely(form.attempt), args=(act,), **look)
    form.show_problem()


def _hot_spot(review: Review, item: AgendaItem) -> None:
    spots = propose.hot_spots(store(), review.since, review.until)
    whys = {str(row["touchpoint"]): str(row["why"]) for row in spots.to_dict("records")}
    names = list(dict.fromkeys(["", *whys, item.subject]))
    first = f"Proposed: {next(iter(whys), 'none')}"
    _written(
        st.selectbox, "The hot spot", item, (review.id, "subject", item.subject), options=names,
        format_func=lambda name: name or first,
    )  # fmt: skip
    st.caption(
        "Ordered by evidence × distance below the standard × moment of truth; with half the weight at five "
        "observations, and a moment of truth counting twice. Our own convention, to be argued with."
    )
    if name := item.subject or next(iter(whys), ""):
        offered = propose.notes_at(store(), review.since, review.until, name)
        _stories(review, item, _and_chosen(review, item, offered, name), "Nobody wrote down what went wrong there.")


def _and_chosen(review: Review, item: AgendaItem, offered: pd.DataFrame, touchpoint: str = "") -> pd.DataFrame:
    """Return what is offered, and after it what was chosen and is not among it any more."""
    chosen = propose.words_chosen(store(), review, item.stories, touchpoint)
    return pd.concat([offered, chosen[~chosen["id"].isin(offered["id"])]])


def _went_well(review: Review, item: AgendaItem) -> None:
    offered = propose.story_candidates(store(), review.since, review.until)
    order = offered.assign(_last=~offered["is_proposed"]).sort_values("_last", kind="stable")
    _stories(review, item, _and_chosen(review, item, order), "Nobody wrote down what went well in these days.")


def _refused(review: Review, item: AgendaItem) -> None:
    refusals = propose.cannot(store(), review.since, review.until)
    offered = refusals.assign(outcome=refusals["cause"], what_happened=refusals["why"], kudos="")
    _stories(review, item, offered, "Nothing was given up in these days.")


def _answered(review: Review, item: AgendaItem) -> None:
    given = answers_given(store(), View(review.since, review.until), today())
    offered = given.assign(outcome=given["kind"], what_happened=given["words"], kudos="", observed_on=given["until"])
    _stories(review, item, offered, "Staff were answered nothing of what was found in these days.")


def _vote(review: Review, item: AgendaItem) -> None:
    _written(st.text_area, "What can be voted for, one a line", item, (review.id, "subject", item.subject), height=144)
    choices_with_facts(review)


def _question(review: Review, item: AgendaItem) -> None:
    _written(st.selectbox, "The question", item, (review.id, "subject", item.subject), options=list(QUESTIONS))


def _own(review: Review, item: AgendaItem) -> None:
    _written(
        st.text_area, f"Lines beneath it, at most {reviews.MOST_OWN_LINES}", item,
        (review.id, "subject", item.subject), height=144,
    )  # fmt: skip
    own_picture(review, item)


def _again(review: Review, item: AgendaItem) -> None:
    stored = day_in(item.subject)
    _written(st.date_input, "When we meet again", item, (review.id, "subject", stored), value=None, width=232)


_OFFERS: dict[Item, Callable[[Review, AgendaItem], None]] = {
    Item.STORIES: _went_well,
    Item.HOT_SPOT: _hot_spot,
    Item.ANSWERS: _answered,
    Item.CANNOT: _refused,
    Item.VOTE: _vote,
    Item.REFLECTION: _question,
    Item.OWN: _own,
    Item.CLOSE: _again,
}


def _stories(review: Review, item: AgendaItem, stories: pd.DataFrame, empty: str) -> None:
    """Offer what people wrote, to be chosen one by one; what was chosen is always there to be taken back."""
    st.markdown("**What people wrote.** None of it is shown to the room unless you tick it." if len(stories) else empty)
    every = st.session_state.get(f"every.{item.item.name}", False)
    offered = stories.head(_MORE_STORIES if every else _FIRST_STORIES)
    out_of_sight = stories[stories["id"].isin(map(str, item.stories)) & ~stories["id"].isin(offered["id"])]
    for row in pd.concat([offered, out_of_sight]).to_dict("records"):
        if row["what_happened"]:
            _words_to_choose(review, item, row)
        else:
            st.markdown(
                f"{plain(row['touchpoint'])}, {written_day(row['observed_on'], 'short')}: a photo, without words."
            )
        photos_to_choose(review, item, row["id"])
    if len(stories) > _FIRST_STORIES and not every:
        st.button("Show more", key=f"more.{item.item.name}", on_click=safely(_show_more), args=(item.item.name,))


def _words_to_choose(review: Review, item: AgendaItem, row: Mapping[Any, Any]) -> None:
    """Offer what one person wrote; it is shown to the room only where it is ticked."""
    key = UUID(row["id"])
    label = f"Show this: {plain(row['touchpoint'])}, {written_day(row['observed_on'], 'short')}"
    widget = f"story.{item.item.name}.{key}"
    st.session_state[widget] = key in item.stories
    st.checkbox(label, key=widget, on_change=safely(_choose), args=(review.id, item.item, key, widget))
    HeldForm(widget).show_problem()
    st.text(row["what_happened"])
    if item.item is Item.STORIES and (length := quote_length(row["what_happened"])):
        st.caption(length)
    if row["kudos"]:
        st.caption("Thanks given for it, shown with it:")
        st.text(row["kudos"])


def _written(
    widget: Callable[..., Any], label: str, item: AgendaItem, about: tuple[UUID, str, Any], **look: Any
) -> None:
    """Ask for one thing in words; it is kept as soon as it is left, and stays in the field where it is refused.

    Args:
        widget: how it is asked.
        label: what is asked.
        item: the point as it was read.
        about: the review, the field of the point, and what stands in it.
        look: what else the widget takes.
    """
    review_id, field, stored = about
    form = HeldForm(f"point.{item.item.name}")
    form.ask(widget, label, field, stored, on_change=safely(_write), args=(review_id, item, field), **look)


def _write(review_id: UUID, read: AgendaItem, field: str) -> None:
    form = HeldForm(f"point.{read.item.name}")
    form.hold(field)
    typed = form.typed[field]
    words = written_day(typed) if isinstance(typed, date) else typed or ""
    form.attempt(partial(reviews.write, store(), review_id, read, **{field: words}), field)


def _choose(review_id: UUID, item: Item, key: UUID, widget: str) -> None:
    chosen = st.session_state[widget]
    HeldForm(widget).attempt(partial(reviews.choose_story, store(), review_id, item, key, chosen=chosen))


def _show_more(name: str) -> None:
    st.session_state[f"every.{name}"] = True
