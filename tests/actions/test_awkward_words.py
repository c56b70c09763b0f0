"""Whatever people write is read back as it was meant: from the store, from a backup, and after an export."""

import csv
from datetime import date

import pytest

from audit.actions import imports, upkeep
from audit.actions.answers import give_answer
from audit.actions.field_walks import take_in_walk
from audit.actions.interventions import mark_intervention
from audit.actions.people import add_person
from audit.actions.plans import plan_walk
from audit.actions.recoveries import own, reply
from audit.actions.room import say
from audit.actions.set_up import change_settings
from audit.actions.stories import give_kudos
from audit.actions.walks import correct_observation, record_walk_through
from audit.model.answer import Answer, AnswerKind
from audit.model.commitment import Commitment, Evidence
from audit.model.field_walk import FieldWalk
from audit.model.intervention import Intervention
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import key_of
from audit.model.plan import Plan
from audit.model.programme import Programme
from audit.model.rating import Dimension, Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.repertoire import PLAYED
from audit.model.reply import Reply, ReplyKind
from audit.model.review import AgendaItem, Item
from audit.model.room import Kind
from audit.model.service import Service
from audit.model.story import Kudos
from audit.model.walk_through import Method
from audit.store.answer import answer_to
from audit.store.change import changes_of
from audit.store.commitment import add_commitment, commitment_with
from audit.store.field_entry import field_walk
from audit.store.intervention import interventions
from audit.store.journey import add_journey, journeys
from audit.store.opening import open_store
from audit.store.person import people
from audit.store.planned_walk import plan_with
from audit.store.programme import programme
from audit.store.recovery import recovery_of
from audit.store.repertoire import repertoire, set_repertoire
from audit.store.reply import reply_to
from audit.store.review import add_review, review_with
from audit.store.service import add_service, services, set_touchpoints
from audit.store.standing import standing_observations
from audit.store.story import kudos
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.checking import check
from audit.store.upkeep.fingerprint import fingerprints
from audit.store.upkeep.restoring import restore
from tests.builders import NOON, a_walk, an_observation
from tests.rooms import a_review, a_room

DAY, DUE = NOON.date(), date(2026, 6, 1)
EVIDENCE = Evidence(date(2026, 1, 1), DAY, 12, 6, 6)
SHALOM, SALAAM = "\u05e9\u05dc\u05d5\u05dd", "\u0633\u0644\u0627\u0645"
TYPED = {  # what was typed: as a name in one line, and as free text with its lines
    "right to left": (f"{SHALOM} 7 {SALAAM}", f"{SHALOM} 7 {SALAAM}", f"{SHALOM} 7 {SALAAM}"),
    "a sign that turns the line": ("Desk \u202e7\u202c up", "Desk 7 up", "Desk 7 up"),
    "a mark Hebrew needs": (f"{SHALOM}\u200f!", f"{SHALOM}!", f"{SHALOM}\u200f!"),
    "emoji with joiners": ("\U0001f469\u200d\U0001f4bb \U0001f3f3\ufe0f\u200d\U0001f308",) * 3,
    "a joiner within a word": ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",) * 3,
    "combining accents": ("Cafe\u0301 a\u030a\u0323",) * 3,
    "precomposed accents": ("Caf\xe9 \u1ea1\u030a",) * 3,
    "beyond the first plane": ("\U0001d518\U00010348 \U00020bb7",) * 3,
    "control characters": ("Ha\x00l\x1b[31ml\x7f\x9b", "Hal[31ml", "Hal[31ml"),
    "half a sign": ("a\ud83db", "ab", "ab"),
    "a mark at the front": ("\ufeffHall", "Hall", "Hall"),
    "line ends": ("one\r\ntwo\rthree\u2028four\x0bfive", "one two three four five", "one\ntwo\nthree\nfour\nfive"),
    "tabs and runs of blanks": ("a\t b  c\xa0d", "a b c d", "a\t b  c\xa0d"),
    "quotes": ("it's \"so\" \u201esie\u201c `x` \\ ''",) * 3,
    "a statement": ("'); DROP TABLE place; --",) * 3,
    "a place holder": ("$name ? %s {0} :id",) * 3,
    "a page": ("<script>alert(1)</script> &amp; **bold** [a](b)",) * 3,
    "a formula": ("=cmd|' /C calc'!A0",) * 3,
    "a sum": ("+1-1",) * 3,
    "a minus": ("-1 is how it felt",) * 3,
    "an address": ("@desk",) * 3,
    "an apostrophe before a formula": ("'=1+1",) * 3,
    "separators": ("a;b,c|d\u2003e", "a;b,c|d e", "a;b,c|d\u2003e"),
    "nothing by name": ("NULL",) * 3,
    "no number": ("nan",) * 3,
    "a number": ("007",) * 3,
    "a day": ("2026-03-02",) * 3,
    "long": ("x" * 79,) * 3,
}
CASES = list(TYPED)


def key(noun, case):
    return key_of("awkward", noun, case)


def typed(case):
    return TYPED[case][0]


def as_name(case):
    return TYPED[case][1]


def as_text(case):
    return TYPED[case][2]


def a_place_to_look_at(case):
    """Return a journey with one touchpoint, all of whose words are the ones typed."""
    words, anchor = typed(case), as_text(case)
    anchors = {Dimension.EMPATHY: {1: anchor, 5: f"{anchor}!"}}
    touchpoint = Touchpoint(words, words, description=words, anchors=anchors, id=key("touchpoint", case))
    return Journey(words, words, (Stage(words, (touchpoint,), key("stage", case)),), key("journey", case))


def written(store, case, number):
    """Write one thing of every kind with the same words."""
    words, plain, journey = typed(case), as_text(case), a_place_to_look_at(case)
    here, observed = key("touchpoint", case), key("observation", case)
    add_journey(store, journey)
    set_repertoire(store, journey.id, dict.fromkeys(PLAYED, (as_name(case),)))
    walk = a_walk(
        id=key("walk", case),
        journey_id=journey.id,
        place=words,
        observer=words,
        customer_group=words,
        scenario=words,
        persona=words,
    )
    bad = an_observation(id=observed, touchpoint_id=here, outcome=Outcome.NEGATIVE, ratings={}, what_happened="Before.")
    record_walk_through(store, walk, [bad])
    after = an_observation(id=observed, touchpoint_id=here, outcome=Outcome.NEGATIVE, ratings={}, what_happened=words)
    correct_observation(store, after, plain, plain)
    take_in_walk(store, FieldWalk(walk, 1, first_impressions=words, closing_words=words), key("phone", case))
    own(store, Recovery(observed, words), Taken(Step.OWNED, DAY, by=words, words=words), DAY)
    reply(store, Reply(observed, ReplyKind.QUERY, f"We say: {words} So."), plain)
    answer = Answer(AnswerKind.DONE, f"We did: {words} So.", DAY, words, key("answer", case))
    give_answer(store, answer, [observed], DAY)
    give_kudos(store, observed, Kudos(words, words, has_consent=True))
    plan = Plan(journey.id, here, Method.WALK_IT_THROUGH, words, words, observer=words, reason=words)
    plan_walk(store, plan_with_key(plan, case))
    mark_intervention(store, Intervention(DAY, words), DAY)
    add_service(store, Service(words, words, words, words, words, id=key("service", case)))
    set_touchpoints(store, key("service", case), [here])
    add_person(store, words)
    review = a_review(
        id=key("review", case),
        title=words,
        notes=words,
        key=f"key {number}",
        agenda=(AgendaItem(Item.VOTE, headline=words, notes=words, subject=words),),
    )
    add_review(store, review)
    promised = Commitment(here, words, words, words, DUE, DAY, review_id=review.id, id=key("commitment", case))
    add_commitment(store, promised, EVIDENCE, NOON, key("plan", case))


def plan_with_key(plan, case):
    fields = {name: getattr(plan, name) for name in type(plan).__dataclass_fields__}
    return Plan(**fields | {"id": key("plan", case)})


@pytest.fixture(scope="module")
def written_down(tmp_path_factory):
    """Return an audit in a file that holds one thing of every kind for all that is typed."""
    opened = open_store(tmp_path_factory.mktemp("awkward") / "audit.duckdb")
    with opened.writing():  # one transaction, since each would wait for the disk
        for number, case in enumerate(CASES):
            written(opened, case, number)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def brought_back(written_down, tmp_path_factory):
    """Return what a backup of that audit becomes elsewhere."""
    folder = tmp_path_factory.mktemp("back")
    back_up(written_down, folder / "audit.backup")
    restore(folder / "audit.backup", folder / "again.duckdb")
    opened = open_store(folder / "again.duckdb")
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["as it was written", "from its backup"])
def audit(request, written_down, brought_back):
    return written_down if request.param == "as it was written" else brought_back


def every(read):
    """Return what is read for each of the words typed."""
    return {case: read(case) for case in CASES}


def expected(*kinds):
    """Return what each of the words typed should have become, a value for each kind of field."""
    return {case: tuple(kind(case) for kind in kinds) for case in CASES}


def test_a_journey_with_its_stages_touchpoints_and_anchors(audit):
    there = {each.id: each for each in journeys(audit)}

    def read(case):
        journey = there[key("journey", case)]
        ((stage, touchpoint),) = journey.touchpoints()
        one, five = (touchpoint.anchors[Dimension.EMPATHY][rating] for rating in (1, 5))
        names = (journey.name, stage.name, touchpoint.name, touchpoint.channel)
        return (*names, journey.purpose, touchpoint.description, one, five.removesuffix("!"))

    assert every(read) == expected(*[as_name] * 4, *[as_text] * 4)


def test_what_was_observed_stands_with_its_place_its_group_and_its_observer(audit):
    rows = standing_observations(audit, [str(key("observation", case)) for case in CASES]).set_index("id")

    def read(case):
        row = rows.loc[str(key("observation", case))]
        return row["place"], row["customer_group"], row["observer"], row["what_happened"]

    assert every(read) == expected(as_name, as_name, as_name, as_text)


def test_what_a_phone_wrote_of_its_walk_as_a_whole(audit):
    def read(case):
        _, stands = field_walk(audit, key("walk", case))
        return stands.first_impressions, stands.closing_words, stands.walk.scenario, stands.walk.persona

    assert every(read) == expected(*[as_text] * 4)


def test_a_recovery_with_its_owner_and_its_step(audit):
    def read(case):
        recovery = recovery_of(audit, key("observation", case))
        (taken,) = recovery.steps
        return recovery.owner, taken.by, taken.words

    assert every(read) == expected(as_name, as_name, as_text)


def test_a_reply(audit):
    replies = {case: f"We say: {as_text(case)} So." for case in CASES}
    assert every(lambda case: reply_to(audit, key("observation", case)).words) == replies


def test_an_answer_and_who_gave_it(audit):
    answers = {case: (f"We did: {as_text(case)} So.", as_name(case)) for case in CASES}
    given = every(lambda case: answer_to(audit, key("observation", case)))
    assert {case: (answer.words, answer.by) for case, answer in given.items()} == answers


def test_thanks_and_whom_they_name(audit):
    rows = kudos(audit).set_index("id")
    there = every(lambda case: tuple(rows.loc[str(key("observation", case)), ["kudos_name", "kudos"]]))
    assert there == expected(as_name, as_text)


def test_a_planned_walk_and_why_it_is_planned(audit):
    def read(case):
        plan = plan_with(audit, key("plan", case))
        return plan.place, plan.customer_group, plan.observer, plan.reason

    assert every(read) == expected(*[as_name] * 4)


def test_a_service_of_the_catalogue(audit):
    there = {each.id: each for each in services(audit)}

    def read(case):
        service = there[key("service", case)]
        return service.name, service.description, service.proper_channel, service.emergency, service.hours

    assert every(read) == expected(as_name, *[as_text] * 4)


def test_a_review_with_its_notes_and_its_agenda(audit):
    def read(case):
        review = review_with(audit, key("review", case))
        (item,) = review.agenda
        return review.title, item.headline, review.notes, item.notes, item.subject

    assert every(read) == expected(*[as_name] * 2, *[as_text] * 3)


def test_a_commitment_and_how_it_will_be_known(audit):
    def read(case):
        promised, _, _ = commitment_with(audit, key("commitment", case))
        return promised.words, promised.how_known, promised.owner

    assert every(read) == expected(*[as_name] * 3)


def test_who_corrected_something_and_why(audit):
    def read(case):
        (line,) = changes_of(audit, key("observation", case)).query("verb == 'corrected'").to_dict("records")
        return line["changed_by"], line["reason"]

    assert every(read) == expected(as_text, as_text)


def test_people_and_what_was_done_are_there_once_each_by_their_names(audit):
    names = sorted({as_name(case) for case in CASES})
    assert sorted(each.name for each in people(audit)) == names
    assert sorted(interventions(audit)["words"]) == names


def test_what_may_be_played_on_a_journey(audit):
    def read(case):
        played = repertoire(audit, key("journey", case))
        return (*played.scenarios, *played.personas)

    assert every(read) == expected(*[as_name] * 2)


def test_nothing_in_it_leads_nowhere(audit):
    assert check(audit) == []


def test_the_backup_holds_every_value_of_every_table(written_down, brought_back):
    ours, theirs = fingerprints(written_down), fingerprints(brought_back)
    apart = {"migration", "journal_mark"}  # when it was brought up to date, and its own number of changes
    assert {name: ours[name] for name in ours.keys() - apart} == {name: theirs[name] for name in ours.keys() - apart}


@pytest.fixture(scope="module")
def exported(written_down, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    upkeep.export(written_down, folder)
    return folder


def test_what_is_exported_and_brought_in_elsewhere_says_the_same(written_down, exported):
    other = open_store()
    recipe, reading = imports.read_file(other, (exported / "observations.csv").read_bytes(), "observations.csv")
    report = imports.import_reading(other, reading, recipe, "observations.csv")
    assert (report.added, report.rejected, report.changed) == (len(CASES), 0, 0)
    keys = [str(key("observation", case)) for case in CASES]
    columns = ["id", "journey", "stage", "touchpoint", "place", "customer_group", "observer", "what_happened"]
    ours, theirs = (standing_observations(each, keys)[columns].sort_values("id") for each in (written_down, other))
    assert theirs.to_dict("records") == ours.to_dict("records")
    other.close()


def test_no_cell_of_any_exported_table_begins_as_a_formula(exported):
    harmful = []
    for path in sorted(exported.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                harmful += [(path.name, cell) for cell in row if cell[:1] in tuple("=+@\t\r") or cell[:2] == "-1"]
    assert harmful == []


@pytest.fixture(scope="module")
def room():
    opened = open_store()
    yield opened, a_room(opened)
    opened.close()


@pytest.mark.parametrize("case", CASES)
def test_the_programme_is_called_what_it_was_called(room, case):
    store, _ = room
    change_settings(store, Programme(typed(case), typed(case), customer_groups=(as_name(case),)), "steward")
    settings = programme(store)
    assert (settings.name, settings.purpose) == (as_name(case), as_text(case))
    assert settings.customer_groups == (as_name(case),)


@pytest.mark.parametrize("case", [case for case in CASES if case != "half a sign"])  # no form can send one
def test_what_the_room_says_is_put_before_the_facilitator_as_it_was_said(room, case):
    store, review = room
    say(store, review.id, f"phone {case}", Kind.APPRECIATION, typed(case), str(key("sent", case)))
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT words FROM contribution WHERE device = $device", {"device": f"phone {case}"}
        ).fetchall()
    assert rows == [(as_text(case),)]
