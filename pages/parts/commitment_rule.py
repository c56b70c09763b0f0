"""How a team will know: a rule the app can read, beside free words, and a warning where nothing could show a change."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from audit.figures.commitment import stood_before
from audit.measures.rule import proposed_rule
from audit.measures.verdict import least_showing
from audit.model.commitment import MOST_WORDS
from audit.model.review import Review
from audit.model.rule import LONGEST_WAIT, MOST_MOMENTS, Rule, RuleKind
from audit.publish.headlines.commitment import cannot_show_sentence
from pages.parts.boundary import safely
from pages.parts.session import store, today
from pages.parts.words import plain

_KINDS = {
    RuleKind.WORDS: "In words only",
    RuleKind.GOOD: "Good moments",
    RuleKind.MEAN: "Mean score",
    RuleKind.WAIT: "Waiting time",
}
_Ask = Callable[..., None]


def rule_fields(review: Review | None, ask: _Ask, typed: dict[str, Any], touchpoint: str) -> None:
    """Ask how it will be known.

    Args:
        review: the review it is promised in, None = outside a review.
        ask: shows one field: its name, what it says at first, the widget, its label.
        typed: what was typed so far, by field.
        touchpoint: where it is promised.
    """
    _warned(review, typed, touchpoint)
    ask("rule_kind", RuleKind.WORDS, st.segmented_control, "How will we know? By what the app can look at itself",
        options=list(_KINDS), format_func=_KINDS.__getitem__, required=True)  # fmt: skip
    match typed["rule_kind"]:
        case RuleKind.GOOD:
            with st.container(horizontal=True):
                ask("rule_least", 8, st.number_input, "At least so many …", min_value=1, max_value=MOST_MOMENTS)
                ask("rule_of", 10, st.number_input, "… of so many moments end well", min_value=1,
                    max_value=MOST_MOMENTS)  # fmt: skip
        case RuleKind.MEAN:
            ask("rule_mean", 4.0, st.number_input, "The mean score is at least (1 to 5)", min_value=1.0, max_value=5.0,
                step=0.1, format="%.1f")  # fmt: skip
        case RuleKind.WAIT:
            ask("rule_wait", 10, st.number_input, "At least half of those who wait do so for so many minutes at most",
                min_value=1, max_value=LONGEST_WAIT)  # fmt: skip
    is_rule = typed["rule_kind"] is not RuleKind.WORDS
    ask("how_known", "", st.text_area, "In words beside it (may stay empty)" if is_rule else "How will we know?",
        max_chars=MOST_WORDS, height=80, placeholder="e.g. walks there find good handovers more often")  # fmt: skip


def rule_of(typed: dict[str, Any]) -> Rule:
    """Return the rule that was typed.

    Raises:
        OutOfRangeError: its numbers are none a rule can have.
    """
    match typed["rule_kind"]:
        case RuleKind.GOOD:
            return Rule(RuleKind.GOOD, typed["rule_least"], typed["rule_of"])
        case RuleKind.MEAN:
            return Rule(RuleKind.MEAN, typed["rule_mean"])
        case RuleKind.WAIT:
            return Rule(RuleKind.WAIT, typed["rule_wait"])
        case _:
            return Rule()


def _warned(review: Review | None, typed: dict[str, Any], touchpoint: str) -> None:
    """Say where no number of walks could show an improvement, and offer the rule that later visits can be held to."""
    good, n = stood_before(store(), touchpoint, today(), review)
    instead = proposed_rule(good, n)
    said = cannot_show_sentence((good, n), least_showing(good, n), instead) if n else ""
    if not said or typed.get("rule_kind", RuleKind.WORDS) is not RuleKind.WORDS:
        return
    st.warning(plain(said), icon=":material/rule:")
    st.button(f"Promise this: {instead}", key="commitment.instead", on_click=safely(_take), args=(typed, instead))


def _take(typed: dict[str, Any], instead: Rule) -> None:
    typed |= {"rule_kind": instead.kind, "rule_least": int(instead.bound or 1), "rule_of": instead.of}
