"""How a review begins: what we promised last time, what leaders did themselves, and what went well."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from audit.measures.scorecard import PROMISED
from audit.measures.verdict import badness
from audit.model.commitment import Verdict
from audit.model.commitment_rule import RuleVerdict
from audit.model.day import written_day
from audit.model.labels import VERDICT_COMPARISONS, VERDICT_LABELS, VERDICT_VERBS
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.commitment import can_only_fall, word_in_short
from audit.publish.headlines.scorecard import leaders, promised
from audit.publish.headlines.words import counted, percent, to_one
from audit.publish.review_words import rows_of
from audit.publish.shown import Counts, Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import few, fitted, numbered, paged, quoted, shortened

MOST_COMPARED = 4  # commitments in one picture
_GOOD = {"positive": "went well", "neutral": "did what it should", "negative": "went wrong"}


def looking_back_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell what became of the commitments before, where there are any, and what leaders did themselves."""
    del item
    made = shown.commitments
    return [*(_promises(made) if len(made) else []), _leaders(shown.scorecard, made)]


def story_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell where it went well, and one by one the stories whose words were chosen."""
    stories = rows_of(shown.stories)
    thanks = len(shown.kudos)
    head, lines = _at_touchpoints(shown.counts)
    lines += [f"{row['touchpoint']}, {written_day(row['observed_on'])}: {_GOOD[row['outcome']]}" for row in stories]
    if thanks:
        lines.append(f"Thanks were given {counted(thanks, 'time')}")
    chosen = {str(key) for key in item.stories}
    return [Slide(Item.STORIES, head, few(lines)), *(_story(row) for row in stories if row["id"] in chosen)]


def _at_touchpoints(counts: Counts) -> tuple[str, list[str]]:
    """Say how many moments were good, and of how many; a verdict on a visit as a whole is none of them."""
    if not counts.observations:
        return "No touchpoint was observed in this period", []
    good = counted(counts.positives, "good moment") if counts.positives else "No good moment"
    observed = f"{counted(counts.observations, 'observation')} at {counted(counts.touchpoints, 'touchpoint')}"
    return f"{good} seen at touchpoints", [f"Of {observed}"]


def _promises(commitments: pd.DataFrame) -> list[Slide]:
    """Tell the verdicts, the worst first, then show how it was before and after where that can be told of any."""
    commitments = commitments.iloc[badness(commitments).argsort(kind="stable")]
    head = _became(commitments)
    lines = [f"{row['touchpoint']}: {row['words'].rstrip('.')} – {_verdict(row)}" for row in rows_of(commitments)]
    first, *others = paged([shortened(line) for line in lines])
    heads = [numbered("Our promises", page, len(others) + 1) for page in range(2, len(others) + 2)]
    slides = [Slide(Item.COMMITMENTS, fitted(head), first)]
    slides += [Slide(Item.COMMITMENTS, title, page) for title, page in zip(heads, others, strict=True)]
    comparable = commitments[(commitments["before_n"] > 0) & (commitments["after_n"] > 0)].head(MOST_COMPARED)
    return slides if comparable.empty else [*slides, _compared(comparable)]


def _became(commitments: pd.DataFrame) -> str:
    """Say what became of the commitments in seven words, what got worse or was not kept before anything else."""
    verdicts, words = (commitments[name].tolist() for name in ("verdict", "rule_verdict"))
    every = counted(len(verdicts), "commitment")
    worse, improved = verdicts.count(Verdict.WORSE), verdicts.count(Verdict.IMPROVED)
    held, broken = words.count(RuleVerdict.HELD), words.count(RuleVerdict.BROKEN)
    got_worse, got_better = VERDICT_VERBS[Verdict.WORSE], VERDICT_VERBS[Verdict.IMPROVED]
    if worse:
        short = f"{worse} {VERDICT_LABELS[Verdict.WORSE]}, {improved} {got_better}"
        better = fitted(f"{worse} of {every} {got_worse}, {improved} {got_better}", short)
        return better if improved else f"{worse} of {every} {got_worse}"
    if broken:
        return f"{broken} of {every} {'was' if broken == 1 else 'were'} not kept"
    if held:
        return f"{held} of {every} kept{f', {improved} {got_better}' if improved else ''}"
    if len(set(verdicts)) == 1:
        return f"{every}: {VERDICT_LABELS[verdicts[0]]}{' to say' if verdicts[0] == Verdict.TOO_EARLY else ''}"
    return f"{improved} of {every} {got_better} since" if improved else f"None of {every} {got_better} so far"


def _compared(comparable: pd.DataFrame) -> Slide:
    verdicts = comparable["verdict"].tolist()
    improved, worse = verdicts.count(Verdict.IMPROVED), verdicts.count(Verdict.WORSE)
    moved = [f"{n} {VERDICT_LABELS[word]}" for n, word in ((worse, Verdict.WORSE), (improved, Verdict.IMPROVED)) if n]
    difference = ", ".join(moved) or "no difference shows yet"
    described = " ".join(
        f"{row['touchpoint']}: {_share(row, 'before')} before, {_share(row, 'after')} after, "
        f"{VERDICT_LABELS[row['verdict']]}."
        for row in rows_of(comparable)
    )
    return Slide(Item.COMMITMENTS, fitted(f"Before and after: {difference}"), (), "commitments", comparable, described)


def _verdict(row: Mapping[str, Any]) -> str:
    """Return whether the word was kept and how it compares with before, in words, and what is missing for either."""
    word, verdict = word_in_short(row), str(row["verdict"])
    if verdict != Verdict.TOO_EARLY:
        return f"{word}, {VERDICT_COMPARISONS[verdict]}" if word else VERDICT_LABELS[verdict]
    if word or not row["still_needed"] > 0:
        return word or VERDICT_LABELS[Verdict.TOO_EARLY]
    if can_only_fall(row):
        return "can only show a fall, as good as it was before"
    return f"{VERDICT_LABELS[verdict]}, {counted(int(row['still_needed']), 'more moment')} to be seen"


def _share(row: Mapping[str, Any], when: str) -> str:
    return f"{percent(row[f'{when}_share'])} of {row[f'{when}_n']:,}"


def _leaders(card: pd.DataFrame, made: pd.DataFrame) -> Slide:
    """Tell what leaders did, and what became of the very commitments that the slides before list."""
    if card.empty:
        return Slide(Item.COMMITMENTS, "No leader walked in this period", ())
    (row,) = rows_of(card)
    walked = f"{leaders(int(row['observers']))} met {counted(int(row['touchpoints']), 'touchpoint')}"
    bad = counted(int(row["negatives"]), "bad moment")
    recorded = f"{row['positives']:,} good and {bad} recorded on these walks{to_one(row['good_to_bad'])}"
    states = made["state"].tolist() if len(made) else []
    counts = (len(states), states.count("kept"), states.count("late"))
    stand = promised(dict(zip(PROMISED, counts, strict=True)))
    lines = (walked, recorded, *([f"Looked back at: {stand}"] if stand else []))
    return Slide(Item.COMMITMENTS, fitted(f"Leaders made {counted(int(row['walks']), 'walk')}"), lines)


def _story(row: Mapping[str, Any]) -> Slide:
    head = fitted(f"Well done: {row['touchpoint']}", row["touchpoint"])
    lines = [quoted(row["what_happened"])] if row["what_happened"] else []
    if row["kudos"]:
        whom = row["kudos_name"] or f"the team at {row['touchpoint']}"
        lines.append(shortened(f"Thanks to {whom}: {row['kudos']}"))
    return Slide(Item.STORIES, head, (*lines, f"{row['touchpoint']}, {written_day(row['observed_on'])}"))
