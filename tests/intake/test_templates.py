"""The starting journeys: complete, short enough for a phone, and about what can be seen or heard."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.actions.journey_files import template_of
from audit.errors import TemplateError
from audit.home.own_files import MAX_TEMPLATE
from audit.intake.journey_rows import MOST_TOUCHPOINTS
from audit.intake.template_writing import template_toml
from audit.intake.templates import FOLDER, all_templates, read_template, template_problems
from audit.model.channel import CHANNELS
from audit.model.journey import MOST_ANCHOR, MOST_NAME, MOST_WORDS, Journey, Stage, Touchpoint
from audit.model.journey_table import ANCHORED
from audit.model.rating import DIMENSIONS, Dimension
from audit.model.repertoire import Repertoire

ALL = all_templates(FOLDER)
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
ATTITUDES = re.compile(
    r"\b(friendly|unfriendly|polite|impolite|rude|nice|kindly|caring|cares|careless|lazy|bored|helpful|unhelpful"
    r"|professional|competent|incompetent|motivated|attitude|personality|seems|feels|good-natured|grumpy|he|she"
    r"|his|her|him|man|woman)\b",
    re.IGNORECASE,
)
each_template = pytest.mark.parametrize("template", ALL, ids=lambda template: template.slug)

SMALL = """
name = "Small"
purpose = "Be small"
summary = "A small one."
scenarios = ["Go there"]
personas = ["In a hurry"]
places = ["Here"]
customer_groups = ["All"]

[anchors]
reliability = { 1 = "r1", 3 = "r3", 5 = "r5" }
assurance = { 1 = "a1", 3 = "a3", 5 = "a5" }
tangibles = { 1 = "t1", 3 = "t3", 5 = "t5" }
empathy = { 1 = "e1", 3 = "e3", 5 = "e5" }
responsiveness = { 1 = "s1", 3 = "s3", 5 = "s5" }

[[stage]]
name = "Only"

[[stage.touchpoint]]
name = "Door"
channel = "sign"
description = "Look at it."

[[stage.touchpoint]]
name = "Desk"
channel = "in person"
is_moment_of_truth = true
why = "It is the only one."
description = "Listen to it."
minimum = 3
target = 4.5
anchors.empathy = { 1 = "own 1", 3 = "own 3", 5 = "own 5" }
"""


AGAIN = '[[stage]]\nname = "Only"\n[[stage.touchpoint]]\nname = "Gate"\nchannel = "sign"\ndescription = "d"\n'


def sentences(rows: object) -> Iterator[str]:
    if isinstance(rows, str):
        yield rows
    elif isinstance(rows, dict):
        for part in rows.values():
            yield from sentences(part)
    elif isinstance(rows, list):
        for part in rows:
            yield from sentences(part)


def raw_touchpoints(slug: str) -> list[dict[str, Any]]:
    return [touchpoint for stage in FILES[slug]["stage"] for touchpoint in stage["touchpoint"]]


def spoken(slug: str) -> Iterator[str]:
    """Everything said about the journey but for names and channels, which may recur."""
    rows = FILES[slug]
    yield from sentences([rows["anchors"], rows["scenarios"], rows["personas"], rows["purpose"], rows["summary"]])
    for touchpoint in raw_touchpoints(slug):
        yield from sentences([touchpoint["description"], touchpoint["anchors"], touchpoint.get("why", [])])


def test_the_three_services_are_there():
    assert [template.slug for template in ALL] == ["it-service-desk", "library", "walk-in-clinic"]


@each_template
def test_a_journey_has_as_many_parts_as_one_can_walk(template):
    touchpoints = [touchpoint for _, touchpoint in template.journey.touchpoints()]
    assert 5 <= len(template.journey.stages) <= 8
    assert 12 <= len(touchpoints) <= 20
    assert 4 <= sum(touchpoint.is_moment_of_truth for touchpoint in touchpoints) <= 7
    assert len({touchpoint.name for touchpoint in touchpoints}) == len(touchpoints)
    assert len({touchpoint.channel for touchpoint in touchpoints}) >= 5
    assert {touchpoint.channel for touchpoint in touchpoints} <= set(CHANNELS)


@each_template
def test_a_first_walk_finds_all_it_needs(template):
    assert 4 <= len(template.repertoire.scenarios) <= 6
    assert 2 <= len(template.repertoire.personas) <= 3
    assert 2 <= len(template.places) <= 4
    assert 3 <= len(template.customer_groups) <= 4
    assert template.name == template.journey.name
    assert template.purpose == template.journey.purpose
    assert template.summary


@each_template
def test_every_dimension_is_anchored_at_every_touchpoint(template):
    for _, touchpoint in template.journey.touchpoints():
        assert set(touchpoint.anchors) == set(DIMENSIONS), touchpoint.name
        for anchors in touchpoint.anchors.values():
            assert tuple(anchors) == ANCHORED
            assert len(set(anchors.values())) == 3


@each_template
def test_at_least_two_dimensions_are_anchored_in_the_touchpoints_own_words(template):
    wide = FILES[template.slug]["anchors"]
    for raw, (_, touchpoint) in zip(raw_touchpoints(template.slug), template.journey.touchpoints(), strict=True):
        own = [
            dimension
            for dimension in DIMENSIONS
            if touchpoint.anchors[dimension][1] != wide[dimension]["1"]
            and touchpoint.anchors[dimension][3] != wide[dimension]["3"]
            and touchpoint.anchors[dimension][5] != wide[dimension]["5"]
        ]
        assert own == [dimension for dimension in DIMENSIONS if dimension in raw["anchors"]]
        assert len(own) >= 2, touchpoint.name


@each_template
def test_each_moment_of_truth_has_a_reason_and_a_standard(template):
    touchpoints = [touchpoint for _, touchpoint in template.journey.touchpoints()]
    assert [bool(each.why) for each in touchpoints] == [each.is_moment_of_truth for each in touchpoints]
    assert all(each.standards for each in touchpoints if each.is_moment_of_truth)


@pytest.mark.parametrize("slug", FILES)
def test_every_sentence_fits_a_phone(slug):
    assert [sentence for sentence in sentences(FILES[slug]) if len(sentence) > 110] == []


def test_no_sentence_is_said_twice():
    words = Counter(sentence.casefold() for slug in FILES for sentence in spoken(slug))
    assert [sentence for sentence, times in words.items() if times > 1] == []


@pytest.mark.parametrize("slug", FILES)
def test_anchors_tell_what_is_seen_or_heard_and_never_what_someone_is_like(slug):
    anchors = [FILES[slug]["anchors"], *(touchpoint["anchors"] for touchpoint in raw_touchpoints(slug))]
    assert [sentence for sentence in sentences(anchors) if ATTITUDES.search(sentence)] == []


@each_template
def test_a_journey_started_twice_is_two_journeys(template):
    first, second = template.start(), template.start()
    keys = [
        key
        for journey in (template.journey, first, second)
        for key in (
            journey.id,
            *(stage.id for stage in journey.stages),
            *(touchpoint.id for _, touchpoint in journey.touchpoints()),
        )
    ]
    assert len(set(keys)) == len(keys)
    assert [touchpoint.name for _, touchpoint in first.touchpoints()] == [
        touchpoint.name for _, touchpoint in template.journey.touchpoints()
    ]
    assert first.name == template.name


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "small.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_touchpoints_own_anchors_lie_over_the_journeys(tmp_path):
    (small,) = all_templates(written(tmp_path, SMALL))
    door, desk = (touchpoint for _, touchpoint in small.journey.touchpoints())
    assert door.standards is None
    assert door.anchors[Dimension.EMPATHY] == {1: "e1", 3: "e3", 5: "e5"}
    assert desk.anchors[Dimension.EMPATHY] == {1: "own 1", 3: "own 3", 5: "own 5"}
    assert desk.anchors[Dimension.ASSURANCE] == {1: "a1", 3: "a3", 5: "a5"}
    assert desk.standards is not None
    assert (desk.standards.minimum, desk.standards.target) == (3, 4.5)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('name = "Small"\n', "", "name must be a sentence or a name in quotes"),
        ('purpose = "Be small"', 'purpose = " "', "purpose must be a sentence or a name in quotes"),
        ('"Small"', '"Small"\ncolour = "blue"', "colour is not a key that is known here"),
        ('["Go there"]', "[]", "scenarios must be a list of sentences"),
        ('["In a hurry"]', "[1]", "personas must be a list of sentences"),
        ('["Here"]', '"Here"', "places must be a list of sentences"),
        ('["All"]', "[1]", "customer_groups must be a list of sentences"),
        ('["All"]', '[" "]', "customer_groups must be a list of sentences"),
        ('empathy = { 1 = "e1"', 'kindness = { 1 = "e1"', "anchors > kindness is not a key that is known"),
        ('1 = "a1", 3', '1 = "a1", 4', "anchors > assurance > 4 is not a key that is known here"),
        ("assurance = {", 'assurance = "good" # {', "anchors > assurance must be a table"),
        ('"sign"', '""', "stage 1 > touchpoint 1 > channel must be a sentence or a name in quotes"),
        ('3 = "a3", ', "3 = 3, ", "anchors > assurance > 3 must be a sentence"),
        ("= true", '= "yes"', "stage 1 > touchpoint 2 > is_moment_of_truth must be true or false"),
        ('"Only"\n', '"Only"\nlength = 3\n', "stage 1 > length is not a key that is known here"),
        ("minimum = 3\n", "", "stage 1 > touchpoint 2 > minimum and target must both be given"),
        ("minimum = 3\n", 'minimum = "low"\n', "touchpoint 2 > minimum and target must both be given"),
        ("target = 4.5", "target = 2", "minimum and target do not fit: The target standard (2) is below"),
        ("[anchors]", AGAIN + "[anchors]", "stage 2 > name is 'Only' for the second time"),
        ("target = 4.5", f"target = {'9' * 400}", "touchpoint 2 > minimum and target must both be given"),
        ('"Desk"', '"Door"', "stage 1 > touchpoint 2 > name is 'Door' for the second time"),
        ("is_moment_of_truth = true\n", "", "touchpoint 2 > why stands without is_moment_of_truth = true"),
        ('own 5" }', 'own 5", 2 = "x" }', "touchpoint 2 > anchors > empathy > 2 is not a key that is known"),
        ("[[stage]]", "[stage]", "stage must be given at least once, as [[stage]]"),
        ("[anchors]", "[anchors", "the file is not TOML in UTF-8"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_and_key(tmp_path, old, new, complaint):
    assert old in SMALL
    (refused,) = template_problems(written(tmp_path, SMALL.replace(old, new, 1)))
    assert str(refused).startswith("The template small.toml cannot be used: ")
    assert complaint in str(refused)


def test_a_template_larger_than_any_journey_needs_is_refused():
    with pytest.raises(TemplateError, match="is larger than any journey needs"):
        read_template(b"#" * (MAX_TEMPLATE + 1), "huge.toml")


def test_a_template_needs_no_more_than_its_names(tmp_path):
    least = 'name = "Least"\n[[stage]]\nname = "Only"\ntouchpoint = [{ name = "Door" }]\n[[stage]]\nname = "Empty"\n'
    (template,) = all_templates(written(tmp_path, least))
    assert (template.purpose, template.summary, template.repertoire, template.places) == ("", "", Repertoire(), ())
    assert [(stage.name, len(stage.touchpoints)) for stage in template.journey.stages] == [("Only", 1), ("Empty", 0)]
    ((_, door),) = template.journey.touchpoints()
    assert (door.channel, door.description, door.anchors, door.why) == ("", "", {}, "")


def test_a_channel_of_ones_own_and_anchors_for_one_rating_may_stand_in_a_template(tmp_path):
    own = SMALL.replace('"sign"', '"pigeon"').replace('1 = "a1", 3 = "a3", ', "")
    (template,) = all_templates(written(tmp_path, own))
    door = template.journey.stages[0].touchpoints[0]
    assert (door.channel, door.anchors[Dimension.ASSURANCE]) == ("pigeon", {5: "a5"})


def test_touchpoints_of_two_stages_may_share_a_name_and_a_service_tells_them_apart(tmp_path):
    two = AGAIN.replace('"Only"', '"Other"').replace('"Gate"', '"Door"')
    service = '[[service]]\nname = "S"\ntouchpoints = ["Other > Door", "Desk"]\n'
    (template,) = all_templates(written(tmp_path, f"{SMALL}{two}{service}"))
    assert [touchpoint.name for _, touchpoint in template.journey.touchpoints()] == ["Door", "Desk", "Door"]
    assert template.services[0].touchpoints == ("Other > Door", "Desk")


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("old.toml", 'name = "Caf\u00e9"'.encode("latin-1"), "the file is not TOML"),
        ("deep.toml", b"a = " + b"[" * 5000, "the file is not TOML"),
        ("long.toml", b"a = " + b"9" * 5000, "the file is not TOML"),
        ("huge.toml", b"#" * (MAX_TEMPLATE + 1), "the file is larger than any journey needs"),
        ("odd;name.toml", SMALL.encode(), "the file's name is too long or holds unusual characters"),
    ],
)
def test_a_file_that_is_no_template_does_not_hide_the_others(tmp_path, name, content, complaint):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zoo.toml").write_text(SMALL, encoding="utf-8-sig")
    assert [template.slug for template in all_templates(tmp_path)] == ["zoo"]
    (refused,) = template_problems(tmp_path)
    assert f"The template {name} cannot be used: {complaint}" in str(refused)


def test_a_template_that_cannot_be_opened_is_told_too(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    (refused,) = template_problems(tmp_path)
    assert "the file cannot be read" in str(refused)


def test_ones_own_templates_are_seen_beside_those_of_the_app_without_a_restart(tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))
    assert all_templates() == ALL
    own = tmp_path / "templates"
    own.mkdir()
    written(own, SMALL)
    assert [template.slug for template in all_templates()] == [*(template.slug for template in ALL), "small"]
    written(own, SMALL.replace('"Small"', '"Smaller"', 1))
    assert all_templates()[-1].name == "Smaller"
    (own / "small.toml").unlink()
    assert all_templates() == ALL
    assert template_problems() == ()


@pytest.mark.parametrize(
    ("file", "name", "complaint"),
    [
        (
            "Library.toml",
            "Small",
            "the file's name belongs to another template, which is the one used; call it otherwise",
        ),
        ("own.toml", "using the Library", "name is 'using the Library', as another template's is"),
    ],
)
def test_ones_own_template_does_not_stand_for_one_of_the_app_in_silence(tmp_path, monkeypatch, file, name, complaint):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / file).write_text(SMALL.replace('"Small"', f'"{name}"', 1), encoding="utf-8")
    assert all_templates() == ALL
    (refused,) = template_problems()
    assert complaint in str(refused)


@given(
    line=st.sampled_from([number for number, line in enumerate(SMALL.splitlines()) if " = " in line]),
    value=st.sampled_from(
        ["-1", "nan", "inf", "9" * 400, "true", '""', '"\\u0000"', "[]", "[[1]]", "{}", "2026-01-01"]
    ),
)
def test_whatever_is_written_in_a_template_it_is_read_or_told(tmp_path_factory, line, value):
    lines = SMALL.splitlines()
    lines[line] = f"{lines[line].split(' = ')[0]} = {value}"
    folder = written(tmp_path_factory.mktemp("templates"), "\n".join(lines))
    assert len(all_templates(folder)) + len(template_problems(folder)) == 1


def test_a_name_of_signs_nobody_sees_is_told(tmp_path):
    folder = written(tmp_path, SMALL.replace(SMALL.splitlines()[1], 'name = "\\u0000"'))
    (problem,) = template_problems(folder)
    assert "holds no letter anybody could read" in str(problem)


def test_a_journey_in_which_every_field_is_as_long_as_its_form_takes_comes_back():
    name, words, anchor = ("語" * most for most in (MOST_NAME, MOST_WORDS, MOST_ANCHOR))
    full, other = (
        Touchpoint(
            f"{name[1:]}{sign}",
            name,
            is_moment_of_truth=True,
            description=words,
            why=words,
            anchors={each: dict.fromkeys(ANCHORED, f"{anchor[1:]}{sign}") for each in DIMENSIONS},
        )
        for sign in "一二"  # else their anchors would stand once, for the journey
    )
    journey = Journey(name, stages=(Stage(name, (full, other)),))
    assert len(template_toml(template_of(journey)).encode()) / 2 * MOST_TOUCHPOINTS < MAX_TEMPLATE
