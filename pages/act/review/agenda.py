"""Preparing a review: when it looks at, its points in order, and for each what the room will and will not see."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions import reviews
from audit.model.day import written_day, written_days
from audit.model.review import QUESTIONS, AgendaItem, Item, Review, usual_title
from audit.model.view import View
from audit.publish.headlines.review import minutes
from audit.publish.headlines.words import counted
from audit.publish.review_words import TITLES
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides import slides_of
from audit.review import gather as figures
from audit.review import propose
from audit.store.answer import answers_given
from audit.web.present.links import present_link, present_path
from pages.act.review.photos import photos_to_choose
from pages.act.review.vote_choices import choices_with_facts
from pages.parts import address
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import cached, store, today
from pages.parts.words import plain

STEPS = ("Prepare", "Room", "Commit", "Close")
_STEP = "step"
_NEW = HeldForm("new")
_FIRST_STORIES, _MORE_STORIES = 6, 30


def shown_now(review: Review) -> Shown:
    """Gather what an open review shows, once for all that is said about it; see `audit.publish.shown.Shown`."""
    return figures.shown(store(), review, today())


def presenting(review: Review) -> None:
    """Offer the slides, and the window with notes and clock that stands beside them."""
    with st.container(horizontal=True, gap="small"):
        st.link_button("Present", present_link(review), type="primary", icon=":material/slideshow:")
        st.link_button("Presenter's window", f"{present_path(review)}/presenter", icon=":material/speaker_notes:")


def step() -> str:
    """Offer the steps of a review, and return the one that is taken; it stands in the address."""
    chosen = address.in_address(_STEP, STEPS)
    st.session_state[_STEP] = chosen
    st.segmented_control(
        "Step", STEPS, key=_STEP, on_change=safely(_go), label_visibility="collapsed", width="stretch", required=True
    )
    return chosen


def beginning() -> None:
    """Offer to prepare a review: the days it looks at, proposed, and its title."""
    since, until = cached(propose.proposed_period, today())
    st.header("Prepare the next review", anchor=False)
    st.markdown(
        "Its agenda is proposed from what was seen in these days: what became of the last commitments, three stories, "
        "RATER, one hot spot, the trust ledger, a vote, a commitment and a question. You change what you like."
    )
    _period(_NEW, usual_title(until), (since, until))
    st.button("Prepare the review", type="primary", icon=":material/event_note:", on_click=safely(_prepare))
    _NEW.show_problem()


def changing(review: Review) -> None:
    """Offer another title and other days for a review that is open, and to throw it away."""
    form = _open_form(review.id)
    box = st.expander("Title and days", key="review-days", type="compact", on_change="rerun")
    if box.open:
        with box:
            st.caption(f"{plain(review.title)}, {written_days(review.since, review.until)}")
            _period(form, review.title, (review.since, review.until))
            with st.container(horizontal=True, gap="small"):
                st.button("Change them", on_click=safely(_change_period), args=(review,))
                with st.popover("Throw the review away", type="tertiary", icon=":material/delete:"):
                    st.markdown("Its agenda and your notes are gone then; nothing that was seen is.")
                    st.button("Yes, throw it away", on_click=safely(_throw_away), args=(review.id,))
    form.show_problem()


def points(review: Review, shown: Shown, all_slides: Sequence[Slide]) -> None:
    """Show every point in its order, each with what it says, how long it takes, and what can be changed about it."""
    points_shown = [item for item in review.agenda if not item.is_dropped]
    for number, item in enumerate(points_shown):
        with st.container(border=True):
            _point(
                review, item, [slide for slide in all_slides if slide.item is item.item], (number, len(points_shown))
            )
            _inside(review, item, shown)
    if dropped := [item for item in review.agenda if item.is_dropped]:
        st.subheader("Left out", anchor=False)
        for item in dropped:
            with st.container(horizontal=True, vertical_alignment="center"):
                _button("Bring back", item, partial(reviews.bring_back, store(), review.id, item.item))
                st.markdown(_title(item))


def _point(review: Review, item: AgendaItem, own_slides: Sequence[Slide], position: tuple[int, int]) -> None:
    number, last = position[0], position[1] - 1
    st.caption(f"{number + 1} · {_title(item)} · {counted(len(own_slides), 'slide')}, about {minutes(own_slides)} min")
    st.markdown("  \n".join([f"**{plain(own_slides[0].headline)}**", *map(plain, own_slides[0].lines)]))
    with st.container(horizontal=True, gap="small"):
        for label, by, end in (("Up", -1, 0), ("Down", 1, last)):
            act = partial(reviews.move, store(), review.id, item.item, by)
            _button(label, item, act, icon=f":material/arrow_{label.lower()}ward:", disabled=number == end)
        _button("Leave out", item, partial(reviews.drop, store(), review.id, item.item))


def _inside(review: Review, item: AgendaItem, shown: Shown) -> None:
    """Offer, once it is opened, one's own headline and notes, and what this point is about."""
    box = st.expander("Change it", key=f"point-{item.item.name}", type="compact", on_change="rerun")
    if not box.open:
        return
    with box:
        (proposed, *_) = slides_of(review, AgendaItem(item.item, subject=item.subject), shown)
        _written(
            st.text_input, "Headline", review, item, "headline", placeholder=proposed.headline,
            max_chars=reviews.MOST_HEADLINE, help="Empty: the one written from the figures.",
        )  # fmt: skip
        if offer := _OFFERS.get(item.item):
            offer(review, item)
        _written(
            st.text_area, "Notes, for your eyes only", review, item, "notes", max_chars=reviews.MOST_NOTES, height=96
        )


def _hot_spot(review: Review, item: AgendaItem) -> None:
    spots = propose.hot_spots(store(), review.since, review.until)
    whys = {str(row["touchpoint"]): str(row["why"]) for row in spots.to_dict("records")}
    names = list(dict.fromkeys(["", *whys, item.subject]))
    first = f"Proposed: {next(iter(whys), 'none')}"
    _written(
        st.selectbox, "The hot spot", review, item, "subject", options=names, format_func=lambda name: name or first
    )
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
    _written(st.text_area, "What can be voted for, one a line", review, item, "subject", height=144)
    choices_with_facts(review)


def _question(review: Review, item: AgendaItem) -> None:
    _written(st.selectbox, "The question", review, item, "subject", options=list(QUESTIONS))


_OFFERS: dict[Item, Callable[[Review, AgendaItem], None]] = {
    Item.STORIES: _went_well,
    Item.HOT_SPOT: _hot_spot,
    Item.ANSWERS: _answered,
    Item.CANNOT: _refused,
    Item.VOTE: _vote,
    Item.REFLECTION: _question,
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
    if row["kudos"]:
        st.caption("Thanks given for it, shown with it:")
        st.text(row["kudos"])


def _written(widget: Callable[..., Any], label: str, review: Review, item: AgendaItem, field: str, **look: Any) -> None:
    """Ask for one thing in words; it is kept as soon as it is left, and stays in the field where it is refused."""
    form = HeldForm(f"point.{item.item.name}")
    stored, args = getattr(item, field), (review.id, item, field)
    form.ask(widget, label, field, stored, on_change=safely(_write), args=args, **look)


def _button(label: str, item: AgendaItem, act: Callable[[], object], **look: Any) -> None:
    form = HeldForm(f"{label}.{item.item.name}")
    st.button(label, key=form.name, on_click=safely(form.attempt), args=(act,), **look)
    form.show_problem()


def _period(form: HeldForm, title: str, period: tuple[date, date]) -> None:
    form.ask(st.text_input, "Title", "title", title, max_chars=reviews.MOST_HEADLINE)
    with st.container(horizontal=True, gap="small"):
        for label, name, day in zip(("From", "To"), ("since", "until"), period, strict=True):
            form.ask(st.date_input, label, name, day, width=232)


def _title(item: AgendaItem) -> str:
    return plain(TITLES[item.item])


def _go() -> None:
    st.query_params[_STEP] = st.session_state[_STEP]


def _prepare() -> None:
    title, since, until = _typed(_NEW)

    def begin() -> None:
        agenda = propose.proposed_agenda(store(), since, until) if since <= until else ()
        reviews.prepare(store(), title, (since, until), agenda)

    _NEW.attempt(begin)


def _change_period(read: Review) -> None:
    form = _open_form(read.id)
    title, since, until = _typed(form)
    form.attempt(partial(reviews.change_period, store(), read.id, title, (since, until), read))


def _throw_away(review_id: UUID) -> None:
    _open_form(review_id).attempt(partial(reviews.throw_away, store(), review_id))


def _open_form(review_id: UUID) -> HeldForm:
    return HeldForm(f"open.{review_id}")


def _typed(form: HeldForm) -> tuple[str, date, date]:
    return form.answers["title"], form.answers["since"], form.answers["until"]


def _write(review_id: UUID, read: AgendaItem, field: str) -> None:
    form = HeldForm(f"point.{read.item.name}")
    form.hold(field)
    form.attempt(partial(reviews.write, store(), review_id, read, **{field: form.typed[field]}), field)


def _choose(review_id: UUID, item: Item, key: UUID, widget: str) -> None:
    chosen = st.session_state[widget]
    HeldForm(widget).attempt(partial(reviews.choose_story, store(), review_id, item, key, chosen=chosen))


def _show_more(name: str) -> None:
    st.session_state[f"every.{name}"] = True
