"""How a team will know: a rule the app can read, beside free words, and a warning where nothing could show a change."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from audit.figures.commitment import stood_before
from audit.measures.commitment_rule import USUAL_WALKS, Before, no_less_rule, proposed_rule
from audit.model.commitment import MOST_WORDS
from audit.model.commitment_rule import LONGEST_WAIT, MOST_MOMENTS, Rule, RuleKind
from audit.model.review import Review
from audit.publish.headlines.commitment import cannot_show_sentence, reaching_sentence
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import store, today
from pages.parts.words import plain

_KINDS = {
    RuleKind.WORDS: "In words only",
    RuleKind.GOOD: "Good moments",
    RuleKind.MEAN: "Mean score",
    RuleKind.WAIT: "Waiting time",
}


def rule_fields(review: Review | None, form: HeldForm, touchpoint: str) -> None:
    """Ask how it will be known; the lowest rule that would surely be better stands there until another is typed.

    Args:
        review: the review it is promised in, None = outside a review.
        form: where it is promised; it is asked there.
        touchpoint: where it is promised.
    """
    before = stood_before(store(), touchpoint, today(), review)
    proposed = proposed_rule(before)
    _warned(before, form, has_rule=proposed is not None)
    form.ask(st.segmented_control, (
        "How will we know? The app can check all but words itself"
    ), "rule_kind", RuleKind.GOOD if proposed else RuleKind.WORDS,
             options=list(_KINDS), format_func=_KINDS.__getitem__, required=True)  # fmt: skip
    kind = form.answers["rule_kind"]
    match kind:
        case RuleKind.GOOD:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                most: dict[str, Any] = {"min_value": 1, "max_value": MOST_MOMENTS}
                # what is proposed follows how many are planned until somebody chooses
                of = int(form.typed.get("rule_of") or USUAL_WALKS)
                showing = proposed_rule(before, of)
                least = int((showing or no_less_rule(before.good, before.n, of)).bound or 1)
                form.ask(st.number_input, "At least this many …", "rule_least", least, **most)
                form.ask(st.number_input, "… of this many moments end well", "rule_of", USUAL_WALKS, **most)
            _reaching(before, form, showing)
        case RuleKind.MEAN:
            form.ask(st.number_input, "The mean score is at least (1 to 5)", "rule_mean", 4.0, min_value=1.0,
                     max_value=5.0, step=0.1, format="%.1f")  # fmt: skip
        case RuleKind.WAIT:
            form.ask(st.number_input, (
                "At least half of those who wait, wait no longer than this many minutes"
            ), "rule_wait",
                     10, min_value=1, max_value=LONGEST_WAIT)  # fmt: skip
    label = "How will we know?" if kind is RuleKind.WORDS else "In words beside it (may stay empty)"
    form.ask(st.text_area, label, "how_known", "", max_chars=MOST_WORDS, height=80,
             placeholder="e.g. walks there find good handovers more often")  # fmt: skip


def rule_of(typed: Mapping[str, Any]) -> Rule:
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


def _reaching(before: Before, form: HeldForm, showing: Rule | None) -> None:
    """Say whether what stands there would be surely better, as soon as its numbers are those of a rule."""
    least, of = form.answers["rule_least"], form.answers["rule_of"]
    if before.n and least and of and least <= of:
        st.caption(plain(reaching_sentence(before, Rule(RuleKind.GOOD, least, of), showing)))


def _warned(before: Before, form: HeldForm, *, has_rule: bool) -> None:
    """Say where no number of walks could show an improvement, and offer the rule that later visits can be held to."""
    instead = no_less_rule(before.good, before.n)
    sentence = "" if has_rule or not before.n else cannot_show_sentence(before, instead)
    if not sentence or form.typed.get("rule_kind", RuleKind.WORDS) is not RuleKind.WORDS:
        return
    st.warning(plain(sentence), icon=":material/rule:")
    st.button(f"Promise this: {instead}", key="commitment.instead", on_click=safely(_take), args=(form, instead))


def _take(form: HeldForm, instead: Rule) -> None:
    form.put_in(rule_kind=instead.kind, rule_least=int(instead.bound or 1), rule_of=instead.of)
