"""The state of things in three small pictures: the journey, what is owed, and from finding to answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit import figures
from audit.figures import Question
from audit.measures.evidence_grade import WEAK_GRADES
from audit.model.number import rounded
from audit.model.text import isolated
from audit.publish.headlines.answers import how_soon
from audit.publish.headlines.movement import lately
from audit.publish.headlines.words import counted, percent
from audit.store.opening import Store
from pages.parts.navigation import page_at
from pages.parts.words import plain

_MOST_JOURNEYS = 2  # drawn, the most observed first
_MOST_LOW = 2  # touchpoints of a journey that are lit
_PAGES = {
    "journey": ("The journey", ":material/route:"),
    "trust": ("What is owed", ":material/balance:"),
    "answers": ("Found, owned, answered", ":material/campaign:"),
}
_STYLE = """<style>
.st-key-start-pictures{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem}
@media (width >= 1024px){
.st-key-start-pictures{grid-template-columns:minmax(0,1.15fr) minmax(0,1fr)}
.st-key-start-pictures>:first-child{grid-row:span 2}
}
[class*="st-key-start-picture-"]{position:relative;gap:.25rem;padding:.25rem 1rem 1rem;height:100%}
[class*="st-key-start-picture-"]:hover{border-color:currentColor}
[class*="st-key-start-picture-"] :is([data-testid="stElementContainer"],[data-testid="stPageLink"]){position:static}
[class*="st-key-start-picture-"] [data-testid="stPageLink-NavLink"]{border:0;padding:0;background:none}
[class*="st-key-start-picture-"] [data-testid="stPageLink-NavLink"]{min-height:3rem}
[class*="st-key-start-picture-"] [data-testid="stPageLink-NavLink"]::after{content:"";position:absolute;inset:0}
[class*="st-key-start-picture-"] [data-testid="stMarkdownContainer"]{margin:0}
[class*="st-key-start-picture-"] [data-testid="stMarkdownContainer"] p{font-size:.9rem;line-height:1.4;margin:0}
[class*="st-key-start-picture-"]{overflow-wrap:anywhere}
.small-picture{font-size:.9rem;line-height:1.35;font-variant-numeric:tabular-nums}
.small-picture p{margin:0;font-size:inherit}
.small-picture .soft{color:light-dark(#545D68,#B4B9C0)}
.small-picture .curve{position:relative;height:4rem;margin:.5rem 0 0 1.1rem;
border-block:1px solid light-dark(#DDD8CD,#363C45)}
.small-picture .curve:before,.small-picture .curve:after{position:absolute;left:-1.1rem;
font-size:.8125rem;line-height:1;
color:light-dark(#545D68,#B4B9C0)}
.small-picture .curve:before{content:"5";top:-.2rem}
.small-picture .curve:after{content:"1";bottom:-.2rem}
.small-picture .area{position:absolute;inset:0;background:light-dark(#E3ECF2,#1F2D39)}
.small-picture .dot{position:absolute;width:.5rem;height:.5rem;margin:-.25rem;border-radius:50%;
background:light-dark(#27406B,#A9C4F5)}
.small-picture .dot.low{width:.9rem;height:.9rem;margin:-.45rem;background:light-dark(#B8470B,#FF9157);
box-shadow:0 0 0 .25rem color-mix(in srgb,light-dark(#B8470B,#FF9157) 25%,transparent)}
.small-picture .looks{display:flex;align-items:flex-end;height:1.25rem;margin:.4rem 0 .6rem 1.1rem;gap:1px}
.small-picture .looks span{flex:1;min-height:1px;background:light-dark(#6A717B,#9AA2AC)}
.small-picture .row{display:grid;grid-template-columns:6.4rem 1fr 5.2rem;align-items:center;margin-top:.3rem}
.small-picture .row>:last-child{text-align:right}
.small-picture .track{height:.6rem;background:light-dark(#F1EDE4,#222830)}
.small-picture .track i{display:block;height:100%;min-width:2px}
.small-picture .owed{background:light-dark(#B97400,#E9A92B)}
.small-picture .paid{background:light-dark(#0067A3,#5DB4EA)}
.small-picture .done{background:light-dark(#27406B,#A9C4F5)}
</style>"""


def picture(at: str, html: str, lines: Sequence[str]) -> None:
    """Show a small picture with what is said beside it, which leads to its page wherever it is tapped.

    Args:
        at: the address of the page.
        html: the picture, as `drawn` returns it.
        lines: the sentences beneath it.
    """
    name, icon = _PAGES[at]
    with st.container(border=True, key=f"start-picture-{at}"):
        st.page_link(page_at(at), label=f"**{name}**", icon=icon)
        st.html(f'<div class="small-picture">{html}</div>')
        for line in lines:
            st.markdown(plain(line))


def pictures() -> DeltaGenerator:
    """Return the place where the pictures stand beside each other, on a phone beneath each other."""
    st.html(_STYLE)
    return st.container(key="start-pictures")


def drawn(store: Store, question: Question) -> dict[str, str]:
    """Return the three pictures by the addresses of their pages."""
    return {
        "journey": journey_picture(figures.journey(store, question)),
        "trust": owed_picture(figures.trust(store, question), question.as_of),
        "answers": heard_picture(figures.answers_in_all(store, question)),
    }


def journey_picture(experienced: pd.DataFrame) -> str:
    """Return the experience along each journey with its low points lit, and how often each touchpoint was observed."""
    observed = experienced.groupby("journey", sort=False)["observations"].sum()
    shown = observed.sort_values(ascending=False, kind="stable").index[:_MOST_JOURNEYS]
    parts = [_one_journey(str(name), experienced[experienced["journey"] == name]) for name in shown]
    more = len(observed) - len(shown)
    rest = f'<p class="soft">{counted(more, "journey")} more on its page.</p>' if more else ""
    return f"{''.join(parts)}{rest}"


def _one_journey(name: str, rows: pd.DataFrame) -> str:
    firm = rows[~rows["grade"].isin(WEAK_GRADES) & rows["score"].notna()]
    low = firm.nsmallest(_MOST_LOW, "score") if len(firm) > _MOST_LOW else firm[:0]
    at = {touchpoint: 100 * (number + 0.5) / len(rows) for number, touchpoint in enumerate(rows["touchpoint"])}
    scored = rows[rows["score"].notna()].to_dict("records")
    places = [(at[row["touchpoint"]], 25 * (row["score"] - 1), row["touchpoint"]) for row in scored]
    lit = set(low["touchpoint"])
    dots = "".join(_dot(across, up, is_low=touchpoint in lit) for across, up, touchpoint in places)
    most = max(int(rows["observations"].max()), 1)
    bars = "".join(f'<span style="height:{_part(100 * n / most)}"></span>' for n in rows["observations"])
    lows = [f"{row['touchpoint']} {rounded(row['score'])}" for row in low.to_dict("records")]
    many = counted(int(rows["observations"].sum()), "observation")
    described = (
        f"{name}: score from 1 to 5 along the journey, {many} as bars; lowest {', '.join(lows) or 'not known yet'}."
    )
    return (
        f'<p>{_text(name)}: <span class="soft">{many}</span></p>'
        f'<div role="img" aria-label="{_text(described)}"><div class="curve">{_area(places)}{dots}</div>'
        f'<div class="looks">{bars}</div></div>'
    )


def _dot(across: float, up: float, *, is_low: bool) -> str:
    return f'<span class="dot{" low" if is_low else ""}" style="left:{_part(across)};bottom:{_part(up)}"></span>'


def _area(places: Sequence[tuple[float, float, str]]) -> str:
    """Return the area beneath the scores, from the first touchpoint that has one to the last."""
    if len(places) < 2:
        return ""
    top = [f"{_part(across)} {_part(100 - up)}" for across, up, _ in places]
    ends = [f"{_part(places[-1][0])} 100%", f"{_part(places[0][0])} 100%"]
    return f'<div class="area" style="clip-path:polygon({", ".join([*top, *ends])})"></div>'


def owed_picture(trusted: pd.DataFrame, as_of: date) -> str:
    """Return how what is owed moved: owed before, newly owed, paid or written off, owed now."""
    columns = ["owed_before", "newly_owed", "newly_paid", "newly_written_off", "debt"]
    before, came, paid, off, now = (int(trusted[name].sum()) for name in columns)
    highest = max(before + came, 1)
    rows = [
        ("Owed before", f"{before:,}", (0, before), "owed"),
        ("Newly owed", f"+ {came:,}", (before, came), "owed"),
        ("Paid", f"− {paid:,}", (before + came - paid, paid), "paid"),
        ("Written off", f"− {off:,}", (now, off), "paid"),
        ("Owed now", f"{now:,}", (0, now), "owed"),
    ]
    bars = "".join(_bar(*row, highest) for row in rows if row[2][1] or row[0] != "Written off")
    return f'<p class="soft">{_text(lately(trusted, as_of))}, good experiences</p>{bars}'


def heard_picture(heard: pd.DataFrame) -> str:
    """Return how many bad experiences were found, how many owned, how many answered to staff, and how soon."""
    (row,) = heard.to_dict("records")
    negatives = int(row["negatives"])
    steps: Mapping[str, Any] = {"Found": negatives, "Owned": int(row["owned"]), "Answered": int(row["answered"])}
    bars = "".join(
        _bar(
            name, f"{n:,}" if n == negatives else f"{n:,} · {percent(n / negatives)}", (0, n), "done", max(negatives, 1)
        )
        for name, n in steps.items()
    )
    soonest = how_soon(steps["Answered"], row["answered_median_days"])
    caption = f"Bad experiences; answered: {soonest}" if soonest else "Bad experiences; staff were answered none yet"
    return f'<p class="soft">{caption if negatives else "No bad experience was found yet"}</p>{bars}'


def _bar(name: str, number: str, span: tuple[int, int], kind: str, highest: int) -> str:
    first, length = (100 * each / highest for each in span)
    mark = f'<i class="{kind}" style="margin-left:{_part(first)};width:{_part(length)}"></i>' if span[1] else ""
    return (
        f'<div class="row"><span>{name}</span><span class="track" aria-hidden="true">{mark}</span>'
        f"<span>{_text(number)}</span></div>"
    )


def _part(percentage: float) -> str:
    return f"{rounded(percentage, 2)}%"


def _text(text: str) -> str:
    return escape(isolated(text))
