"""The end of a review: closing it for good, and what everybody takes home from it, now or years later."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions.reviews import MOST_NOTES, write_notes
from audit.errors import NoBrowserError
from audit.model.day import written_day, written_days
from audit.model.review import Review
from audit.publish.browser import installed_browser
from audit.publish.handout import result_slide
from audit.publish.headlines.words import counted
from audit.publish.minutes import minutes, summary
from audit.publish.report import Report
from audit.review import documents
from audit.review.close import close_review
from audit.review.restated import restated
from audit.store.opening import Store
from audit.store.review import review_with, reviews
from audit.web.present.links import present_link
from audit.web.sending import REVIEW, send_review
from pages.parts.boundary import safely
from pages.parts.figures import table_html
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import cached, programme, store, today
from pages.parts.webhook import send_if_set, sent
from pages.parts.words import plain

_SURE, _DONE = "closing.sure", "closing"


def closing(review: Review) -> None:
    """Offer what a review leaves, and, while it is open, to close it.

    Args:
        review: open or closed.
    """
    if review.closed_at is None:
        _close(review)
    offer_documents(review)


def offer_documents(review: Review) -> None:
    """Offer deck, hand-out, minutes and the few lines for a message, and what was corrected since."""
    corrected = restated(store(), review)
    report = documents.report_of(store(), review, corrected)
    _corrected(report)
    st.subheader("To take home", anchor=False)
    name = _file_name(review)
    with st.container(horizontal=True, gap="small"):
        for label, kind, mime, make in (
            ("Deck (PowerPoint)", "pptx", _PPTX, documents.deck_of),
            ("Hand-out (to print)", "html", "text/html", documents.handout_of),
        ):
            st.download_button(
                label,
                partial(make, store(), review, corrected),
                f"{name}.{kind}",
                mime,
                key=f"{kind}.{review.id}",
                on_click="ignore",
                icon=":material/download:",
            )
        if can_print := bool(installed_browser()):
            _printed(review, report, corrected, name)
    if not can_print:
        st.caption(plain(str(NoBrowserError())))
    st.caption(
        "The deck carries your notes beneath its slides, the hand-out does not. Charts in the deck can be opened and "
        "changed. The hand-out opens in any browser, without a network; print it on A4 or Letter."
    )
    st.markdown("**For a message**, to copy into e-mail, Teams or Slack:")
    st.code(summary(report), language=None, wrap_lines=True)
    if report.is_closed:
        sent((REVIEW, review.id), send_review)
    box = st.expander("Minutes", key=f"minutes.{review.id}", type="compact", on_change="rerun")
    if box.open:
        box.code(minutes(report), language=None, wrap_lines=True)


def _printed(review: Review, report: Report, corrected: pd.DataFrame, name: str) -> None:
    """Offer the hand-out as a PDF and, where the room chose, a picture of the result to share."""
    offered: list[tuple[str, str, str, Callable[[], bytes]]] = [
        ("Hand-out (PDF)", "pdf", "application/pdf", partial(documents.pdf_handout_of, store(), review, corrected))
    ]
    if result_slide(report) is not None:
        picture = partial(documents.result_picture_of, report)
        offered.append(("Picture of the result", "png", "image/png", picture))
    for label, kind, mime, make in offered:
        st.download_button(
            label,
            make,
            f"{name}.{kind}",
            mime,
            key=f"{kind}.{review.id}",
            on_click="ignore",
            icon=":material/download:",
        )


def just_closed() -> bool:
    """Say that a review was closed where that was just done, and return whether it was."""
    return show_announced(_DONE)


def past_reviews() -> None:
    """Offer the same of every review that was closed, from what was frozen."""
    held = cached(_closed)
    if held.empty:
        return
    st.header("Reviews held", anchor=False)
    _held_review(held)


def reviews_before() -> None:
    """Offer the reviews that were closed beneath the one that is open, once they are asked for."""
    held = cached(_closed)
    if held.empty:
        return
    box = st.expander("Reviews held", key="reviews.before", type="compact", on_change="rerun")
    if box.open:
        with box:
            _held_review(held)


def _held_review(held: pd.DataFrame) -> None:
    names = {row["id"]: _held(row) for row in held.to_dict("records")}
    chosen = st.selectbox("Review", list(names), format_func=names.__getitem__, key="review.held")
    review = review_with(store(), UUID(chosen))
    offer_documents(review)
    st.link_button("See its slides", present_link(review), icon=":material/slideshow:")


_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def _close(review: Review) -> None:
    st.markdown(
        "Closing freezes the figures as the room sees them now and lets phones in no longer. The vote is counted in. "
        "What is corrected later is shown beside them as restated. A closed review cannot be opened again."
    )
    form = _notes_form(review.id)
    form.ask(st.text_area, "Notes for the minutes", "notes", review.notes, max_chars=MOST_NOTES, height=120,
             on_change=safely(_note), args=(review.id, review.notes))  # fmt: skip
    if st.session_state.get(_SURE) != review.id:
        st.button("Close the review", key="closing.ask", type="primary", on_click=safely(_ask), args=(review.id,))
    else:
        st.markdown(f"**Close {plain(review.title)}, {written_days(review.since, review.until)}, for good?**")
        with st.container(horizontal=True, gap="small"):
            st.button("Yes, close it", key="closing.yes", type="primary", on_click=safely(_do), args=(review,))
            st.button("Not yet", key="closing.no", on_click=safely(_ask), args=(None,))
    form.show_problem()


def _corrected(report: Report) -> None:
    if report.restated.empty:
        if report.is_closed:
            st.markdown(f"Nothing was corrected since: the same days give the same figures{_by_ratio(report)}.")
        return
    st.markdown(
        f"**Restated since.** {counted(len(report.restated), 'figure')} moved after this review was closed. Deck, "
        "hand-out and minutes show what the room saw, and this list."
    )
    st.html(table_html(report.restated, "What moved since the review was closed"))


def _by_ratio(report: Report) -> str:
    """Say by which recovery ratio they do, where it is another one by now."""
    then, now = report.shown.ratio, programme().recovery_ratio
    return "" if report.shown.trust.empty or then == now else f" at {then} to one, as then; it is {now} now"


def _ask(closing_for_good: UUID | None) -> None:
    st.session_state[_SURE] = closing_for_good


def _note(review_id: UUID, read: str) -> None:
    """Keep the notes as soon as they are left; where that cannot be, they stay in the field and nothing is closed."""
    form = _notes_form(review_id)
    form.hold("notes")
    form.attempt(lambda: write_notes(store(), review_id, form.typed["notes"], read), "notes")


def _do(review: Review) -> None:
    form = _notes_form(review.id)
    if "notes" in form.typed:  # they could not be kept when they were left
        _note(review.id, review.notes)
    if "notes" in form.typed:
        return
    if form.attempt(lambda: close_review(store(), review.id, today())):
        send_if_set(send_review, review.id)
        st.session_state.pop(_SURE, None)
        announce(_DONE, f"{review.title} is closed. Take the deck and the hand-out home from here.")


def _notes_form(review_id: UUID) -> HeldForm:
    return HeldForm(f"closing.{review_id}")


def _closed(current: Store) -> pd.DataFrame:
    every = reviews(current)
    return every[every["closed_at"].notna()].reset_index(drop=True)


def _held(row: Mapping[Hashable, Any]) -> str:
    return f"{row['title']}, closed {written_day(programme().day_of(row['closed_at'].to_pydatetime()), 'short')}"


def _file_name(review: Review) -> str:
    return f"all-staff-review-{review.until.isoformat()}"
