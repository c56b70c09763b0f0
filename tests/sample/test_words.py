"""What the sample's walkers wrote: varied, and never the same sentence twice running."""

from itertools import pairwise

from audit.model.rating import Outcome
from audit.model.walk_through import Method
from audit.sample.college import sample_audit
from audit.sample.story import the_story
from tests.sample.drawn import UNTIL, at_every_size, drawn, together


def test_the_bank_holds_hundreds_of_sentences_none_twice():
    story = the_story()
    facts = [fact for scene in story.scenes for outcome in Outcome for fact in scene.facts[outcome]]
    closings = [closing for kind in story.closings.values() for closing in kind]
    assert len(facts) >= 120
    assert len(set(facts + closings)) == len(facts + closings)


def test_wherever_an_outcome_can_happen_there_are_two_ways_to_tell_it():
    for scene in the_story().scenes:
        assert min(len(scene.facts[Outcome.POSITIVE]), len(scene.facts[Outcome.NEUTRAL])) >= 2
        negative = max(*scene.negative, scene.evening) > 0
        assert (len(scene.facts[Outcome.NEGATIVE]) >= 2) is negative, scene.touchpoint


@at_every_size
def test_no_sentence_stands_beside_itself(size, seed):
    rows = drawn(size, seed)[1]
    closings = [closing for kind in the_story().closings.values() for closing in kind]
    listed = rows[rows["what_happened"] != ""]
    lists = [listed["what_happened"], *(part["what_happened"] for _, part in listed.groupby("touchpoint"))]
    for words in lists:
        spoken = [_sentences(text, closings) for text in words]
        assert all(not (one & other) for one, other in pairwise(spoken))


def _sentences(text: str, closings: list[str]) -> set[str]:
    closing = next((closing for closing in closings if text.endswith(f" {closing}")), "")
    return {text.removesuffix(closing).strip(), closing} - {""}


def test_words_are_many_in_a_small_sample_and_fewer_in_a_large_one():
    small, large = drawn(20_000, 12)[1], together(sample_audit(60_000, until=UNTIL))
    assert 0.5 < (small["what_happened"] != "").mean() < 0.6
    assert 0.25 < (large["what_happened"] != "").mean() < 0.35
    assert (large[large["method"] == Method.CHAMPIONS_NOTE]["what_happened"] != "").all()
