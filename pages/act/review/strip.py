"""A review as a strip of its slides in small: each opens its point, moves, and is left out or brought in."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from audit.actions import reviews
from audit.model.review import AgendaItem, Item, Review, with_every_point
from audit.publish.headlines.readiness import lacking
from audit.publish.headlines.review import minutes
from audit.publish.headlines.words import counted
from audit.publish.review_words import TITLES
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides import slides_of
from audit.publish.thumbnail import thumbnail
from pages.act.review.details import act_button, details
from pages.act.review.moving import moving
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import store
from pages.parts.words import plain

_OPEN = "review.open"  # the point whose details are open, by name
_LOOK = """<style>
.st-key-strip,.st-key-left-out{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1.25rem 1rem;
grid-auto-flow:dense;align-items:start}
:is(.st-key-strip,.st-key-left-out)>*{min-width:0;width:100%}
.st-key-strip>:has(.st-key-opened){grid-column:1/-1}
.slides{display:grid;gap:.4rem;cursor:grab}
.thumb{--ink:light-dark(#1B2128,#F3F1EC);--soft:light-dark(#474F59,#B9BEC5);
--accent:light-dark(#27406B,#A9C4F5);box-sizing:border-box;aspect-ratio:16/9;overflow:hidden;display:flex;
flex-direction:column;gap:.2rem;padding:.5rem .65rem;
border:1px solid light-dark(#8491A0,#697685);border-radius:.5rem;background:light-dark(#FCFBF8,#14171C);
color:var(--ink);line-height:1.2;overflow-wrap:anywhere}
.thumb.full{background:#27406B;--ink:#FFF;--soft:#E4EAF4;--accent:#FFF}
.thumb>*{flex:none}
.thumb .section{font-size:.78rem;color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.thumb b{font-family:Newsreader,Georgia,serif;font-weight:600;font-size:1.05rem}
.thumb :is(b,.words){display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.thumb .words{font-size:.78rem;color:var(--soft)}
.thumb img{flex:1;min-height:0;object-fit:cover;object-position:left;width:50%;border-radius:3px}
.thumb .mark{object-fit:contain;object-position:left bottom;width:75%}
.said p{margin:0!important;font-size:.85rem;line-height:1.3;color:light-dark(#474F59,#B9BEC5);overflow-wrap:anywhere}
.said .need{font-size:.89rem;font-weight:600;color:inherit}
.todo .thumb,.away .thumb{border:2px dashed light-dark(#27406B,#A9C4F5)}
.away .thumb{border-color:light-dark(#697685,#8491A0);background:none}
@media (max-width:560px){
.st-key-strip,.st-key-left-out{grid-template-columns:1fr;gap:.75rem}
.slides{grid-template-columns:9.5rem 1fr;gap:.75rem;align-items:start}
.slides .thumb{padding:.35rem .45rem}.slides .thumb b{font-size:.89rem}
.slides .thumb :is(.words,img){display:none}
}
</style>"""


def strip(review: Review, shown: Shown, all_slides: Sequence[Slide]) -> None:
    """Show every point in its order as its slides in small, the open one with its details beneath it.

    Args:
        review: the open review.
        shown: what it shows.
        all_slides: what `audit.publish.slides.slides` made of both.
    """
    points = [item for item in review.agenda if not item.is_dropped]
    st.html(_LOOK)
    st.caption(
        "Tap a slide for its headline, its notes and what it shows. Drag it to another place, or move it with Alt and "
        "the arrow keys; Delete leaves it out."
    )
    with st.container(key="strip"):
        for place, item in enumerate(points):
            own = [slide for slide in all_slides if slide.item is item.item]
            is_open = st.session_state.get(_OPEN) == item.item.name
            with st.container(key=f"slide-{item.item.name}", gap="xsmall"):
                st.html(_in_small(item, own, shown, "todo"))
                _opener(item, place + 1, is_open=is_open)
            if is_open:
                with st.container(key="opened", border=True):
                    details(review, item, shown, (place, len(points)))
    moving(
        [item.item for item in points],
        st.session_state.get(_OPEN, ""),
        partial(_move, review),
        partial(_leave_out, review),
    )
    for item in points:
        HeldForm(f"moved.{item.item.name}").show_problem()
    _left_out(review, shown)


def open_point(item: Item) -> None:
    """Open the details of a point."""
    st.session_state[_OPEN] = item.name


def _left_out(review: Review, shown: Shown) -> None:
    """Offer the points that are left out, those that came with a later version of the app among them."""
    away = [item for item in with_every_point(review.agenda) if item.is_dropped]
    if not away:
        return
    st.header("Left out", anchor=False)
    st.caption("Each comes in at the place it has in the meeting, and keeps what was written for it.")
    with st.container(key="left-out"):
        for item in away:
            with st.container(key=f"away-{item.item.name}", gap="xsmall"):
                st.html(_in_small(item, slides_of(review, item, shown)[:1], shown, "away"))
                act_button(
                    f"Bring in: {_title(item)}",
                    "Bring in",
                    item,
                    partial(reviews.bring_back, store(), review.id, item.item),
                )


def _in_small(item: AgendaItem, own: Sequence[Slide], shown: Shown, lacks: str) -> str:
    """Return the slides of a point in small: the first as it looks, the others by their headlines, what it lacks."""
    need = lacking(item, shown)
    kind = lacks if need or item.is_dropped else ""
    needs = f'<p class="need">{escape(need)}</p>' if need else ""
    takes = f"{counted(len(own), 'slide')}, about {minutes(own)} min"
    others = "".join(f'<p dir="auto">+ {escape(slide.headline)}</p>' for slide in own[1:])
    return (
        f'<div class="slides {kind}" data-slide="{item.item.name}">{thumbnail(own[0])}'
        f'<div class="said">{needs}<p>{takes}</p>{others}</div></div>'
    )


def _opener(item: AgendaItem, number: int, *, is_open: bool) -> None:
    st.button(
        f"{number} · {_title(item)}",
        key=f"open-{item.item.name}",
        on_click=safely(_turn),
        args=(item.item.name,),
        type="primary" if is_open else "secondary",
        width="stretch",
    )


def _turn(name: str) -> None:
    st.session_state[_OPEN] = "" if st.session_state.get(_OPEN) == name else name


def _move(review: Review, item: Item, by: int) -> None:
    HeldForm(f"moved.{item.name}").attempt(partial(reviews.move, store(), review.id, item, by))


def _leave_out(review: Review, item: Item) -> None:
    HeldForm(f"moved.{item.name}").attempt(partial(reviews.drop, store(), review.id, item))


def _title(item: AgendaItem) -> str:
    return plain(TITLES[item.item])
