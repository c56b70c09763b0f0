"""What a table does not say is asked, answered in one place, and held against the next table."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from audit.errors import AnswerUnfitError, QuestionOpenError, RecipeError, ScaleLeftError
from audit.intake.observations import read_observations
from audit.intake.proposal import NO_IDENTITY, propose
from audit.intake.proposed_recipe import Placed, contradiction, draft_recipe
from audit.intake.question import About
from audit.intake.recipe import Recipe
from audit.intake.recipes import recipe_from_toml, recipe_toml
from audit.intake.settling import confirmed_marks, marks_left, open_questions, settled, share_of_marks_known, strangers
from audit.intake.tables import Table
from audit.model.programme import Programme
from audit.model.rating import Dimension
from tests.intake.made import TODAY, a_table

HEADS = ("Date", "Desk", "Overall rating", "Comments")


def visits(*marks: str, heads: tuple[str, ...] = HEADS) -> Table:
    return a_table(*((f"2026-04-{day:02d}", "Lab", mark, "ok") for day, mark in enumerate(marks, 1)), columns=heads)


def request(table: Table, **changes) -> dict[About, object]:
    proposal = propose(table)
    recipe = draft_recipe(proposal.values, "made", Placed(proposal.targets() | changes))
    return {question.about: question for question in recipe.questions}


def mapped(table: Table, answers: Mapping[str, str | Mapping[str, str]], placed: Placed | None = None) -> Recipe:
    proposal = propose(table)
    return draft_recipe(proposal.values, "made", placed or Placed(proposal.targets()), answers)


def outcomes(table: Table, recipe: Recipe) -> list[str]:
    reading = read_observations(table, recipe, Programme(), today=TODAY)
    return reading.rows["outcome"].tolist()


SCHOOL = visits("1", "6", "1", "5", "2")


def test_no_scale_has_a_direction_before_somebody_says_which_end_is_best():
    with pytest.raises(QuestionOpenError, match=r"Which mark is the worst in 'Overall rating'.*1 \(2 times\)"):
        outcomes(SCHOOL, mapped(SCHOOL, {}))
    assert request(SCHOOL)[About.SCALE].choices[:2] == ("1 to 6", "6 to 1")


def test_the_same_marks_are_good_or_bad_as_the_answer_says():
    one_best, six_best = (mapped(SCHOOL, {"scale: Overall rating": answer}) for answer in ("6 to 1", "1 to 6"))
    assert outcomes(SCHOOL, one_best) == ["positive", "negative", "positive", "negative", "positive"]
    assert outcomes(SCHOOL, six_best) == ["negative", "positive", "negative", "positive", "negative"]


def test_a_recipe_with_an_open_question_is_written_down_answered_by_hand_and_followed():
    proposal = propose(SCHOOL)
    text = recipe_toml(draft_recipe(proposal.values, "made", Placed(proposal.targets())))
    unanswered = recipe_from_toml(text, "made.toml")
    assert [question.about for question in open_questions(unanswered)] == [About.SCALE]
    with pytest.raises(QuestionOpenError, match="1 open question"):
        read_observations(SCHOOL, unanswered, Programme(), today=TODAY)
    answered = recipe_from_toml(text.replace('answer = ""', 'answer = "6 to 1"'), "made.toml")
    assert outcomes(SCHOOL, answered)[0] == "positive"
    assert recipe_from_toml(recipe_toml(answered), "made.toml") == answered


def test_an_answer_that_is_none_is_told_with_its_place():
    proposal = propose(SCHOOL)
    text = recipe_toml(draft_recipe(proposal.values, "made", Placed(proposal.targets())))
    with pytest.raises(RecipeError, match=r"made.toml, at questions 1.answer: write the worst mark"):
        recipe_from_toml(text.replace('answer = ""', 'answer = "up"'), "made.toml")
    with pytest.raises(RecipeError, match=r"values: write pairs"):
        recipe_from_toml('name="a"\n[[questions]]\nabout="scale"\nvalues={"1"="many"}', "a.toml")


@pytest.mark.parametrize(
    ("marks", "answer", "good"),
    [
        (("Yes", "No"), {"yes or no: Overall rating": "No"}, ["negative", "positive"]),
        (("0", "9", "10"), {"scale: Overall rating": "0 to 10"}, ["negative", "positive", "positive"]),
        (("Agree", "Strongly disagree"), {"order of words: Overall rating": "as proposed"}, ["positive", "negative"]),
        (("Agree", "Strongly disagree"), {"order of words: Overall rating": "turned round"}, ["negative", "positive"]),
        (("super", "naja"), {"order of words: Overall rating": {"super": "5", "naja": "3"}}, ["positive", "neutral"]),
        (("95 %", "10%"), {"scale: Overall rating": "0 to 100"}, ["positive", "negative"]),
        (("4,5", "1,5"), {"scale: Overall rating": "1 to 5"}, ["positive", "negative"]),
        (("😡", "★★★★☆"), {"order of words: Overall rating": "as proposed"}, ["negative", "positive"]),
        (("4½", "1/5"), {"order of words: Overall rating": "as proposed"}, ["positive", "negative"]),
    ],
)
def test_marks_of_each_kind_are_read_as_they_were_answered(marks, answer, good):
    table = visits(*marks)
    assert outcomes(table, mapped(table, answer)) == good


def test_marks_beyond_every_usual_scale_make_a_scale_of_their_own():
    assert request(visits("20", "250"))[About.SCALE].choices[:2] == ("20 to 250", "250 to 20")


def test_zero_is_the_worst_mark_or_no_answer_as_it_is_answered():
    table = visits("0", "10")
    heads = {"Date": "observed_at", "Desk": "touchpoint", "Overall rating": "outcome"}
    assert "1 to 10, 0 is no answer" in request(table)[About.SCALE].choices
    recipe = mapped(table, {"scale: Overall rating": "1 to 10, 0 is no answer"}, Placed(heads))
    reading = read_observations(table, recipe, Programme(), today=TODAY)
    assert reading.rows["outcome"].tolist() == ["positive"]
    assert reading.problems["row"].tolist() == [2]


THREE = ("Date", "Reception", "Lab", "Pharmacy", "Comments")


def test_columns_that_share_a_scale_are_one_question():
    table = a_table(("2026-04-13", "0", "0", "10", "no"), ("2026-04-14", "10", "10", "0", "no"), columns=THREE)
    scale = request(table)[About.SCALE]
    assert scale.columns == ("Reception", "Lab", "Pharmacy")
    assert scale.present == (("0", 3), ("10", 3))
    answers = {"comments": "leave them out", scale.key: "0 to 10"}
    assert outcomes(table, mapped(table, answers)).count("negative") == 3
    proposal = propose(table)
    apart = Placed(proposal.targets(), apart=frozenset({"Lab"}))
    questions = draft_recipe(proposal.values, "made", apart).questions
    assert [question.columns for question in questions if question.about is About.SCALE] == [
        ("Reception", "Pharmacy"),
        ("Lab",),
    ]


def test_comments_go_with_the_column_that_says_how_the_whole_went():
    table = a_table(("2026-04-13", "2", "9", "10", "left alone"), columns=THREE)
    answers = {"comments": "Lab", "scale: Lab": "0 to 10", "scale: Reception": "1 to 5"}
    answers |= {"scale: Pharmacy": "0 to 10"}
    rows = read_observations(table, mapped(table, answers), Programme(), today=TODAY).rows
    listed = dict(zip(rows["touchpoint"], rows["what_happened"], strict=True))
    assert listed == {"Reception": "", "Pharmacy": "", "The visit as a whole": "left alone"}
    alone = Placed({"Date": "observed_at", "Lab": "score", "Comments": "what_happened"})
    rows = read_observations(table, mapped(table, answers, alone), Programme(), today=TODAY).rows
    assert rows["touchpoint"].tolist() == ["The visit as a whole"]


def test_codes_for_no_answer_are_proposed_and_left_out_only_when_confirmed():
    table = a_table(("2026-04-13", "5", "N/A", "-", ""), ("2026-04-14", "99", "3", "2", ""), columns=THREE)
    question = request(table)[About.NO_ANSWER]
    assert [value for value, _ in question.present] == ["99", "N/A", "-"]
    known = {"comments": "leave them out"} | {f"scale: {column}": "1 to 5" for column in THREE[1:4]}
    said = read_observations(table, mapped(table, known | {question.key: "yes"}), Programme(), today=TODAY)
    assert (len(said.rows), len(said.problems)) == (3, 0)
    slips = read_observations(table, mapped(table, known | {question.key: "no"}), Programme(), today=TODAY)
    assert sorted(slips.problems["value"]) == ["-", "99", "N/A"]


def test_a_line_of_totals_decides_no_scale_and_is_listed():
    rows = (
        ("2026-04-13", "Lab", "5", ""),
        ("2026-04-14", "Lab", "2", ""),
        ("Average", "", "3.5", ""),
        ("Total", "2", "7", ""),
    )
    table = a_table(*rows, columns=HEADS)
    proposal = propose(table)
    undated = "2 rows without a date, as totals have: they tell no scale and are listed problems."
    assert proposal.notes == (undated, NO_IDENTITY)
    assert request(table)[About.SCALE].present == (("2", 1), ("5", 1))
    reading = read_observations(table, mapped(table, {"scale: Overall rating": "1 to 5"}), Programme(), today=TODAY)
    assert reading.rows["outcome"].tolist() == ["positive", "negative"]
    assert sorted(set(reading.problems["row"])) == [4, 5]


def test_a_mapping_stops_where_a_later_table_leaves_its_scale():
    recipe = mapped(SCHOOL, {"scale: Overall rating": "6 to 1"})
    assert outcomes(visits("3", "4"), recipe) == ["neutral", "neutral"]
    with pytest.raises(ScaleLeftError, match=r"'Overall rating' holds 7, 10, which was not there"):
        outcomes(visits("3", "7", "10", "soon"), recipe)
    words = mapped(visits("Good", "Poor"), {"order of words: Overall rating": "as proposed"})
    assert marks_left(words, visits("good", "Excellent")) == {"Overall rating": ("Excellent",)}
    assert [question.reading() for question in confirmed_marks(words)] == [
        "'Good' is the best and 'Poor' the worst in 'Overall rating'"
    ]


def test_what_was_confirmed_is_said_in_words():
    cases = {
        "'No' is good news in 'Overall rating'": (visits("Yes", "No"), {"yes or no: Overall rating": "No"}),
        "10 is the best mark and 1 the worst in 'Overall rating', and 0 is no answer": (
            visits("0", "10"),
            {"scale: Overall rating": "1 to 10, 0 is no answer"},
        ),
    }
    for words, (table, answers) in cases.items():
        assert [question.reading() for question in confirmed_marks(mapped(table, answers))] == [words]


def test_a_slip_somebody_has_looked_at_is_a_problem_of_its_row_alone():
    table = visits("1", "5", "55")
    recipe = mapped(table, {"scale: Overall rating": "1 to 5"})
    reading = read_observations(table, recipe, Programme(), today=TODAY)
    assert (len(reading.rows), reading.problems["value"].tolist()) == (2, ["55"])


@pytest.mark.parametrize(
    ("days", "answer", "first"),
    [
        (("04/05/2026", "05/05/2026"), "month first", "2026-04-05"),
        (("13/04/26", "14/04/26"), "DD/MM/YY", "2026-04-13"),
        (("13.04.26", "14/04/26"), "DD.MM.YY or DD/MM/YY", "2026-04-13"),
        (("23/06/2026", "2026-10-06"), "day first", "2026-06-23"),
        (("46125", "46126.4375"), "Excel days", "2026-04-13"),
    ],
)
def test_dates_that_can_be_read_in_two_ways_are_asked_about(days, answer, first):
    table = a_table(*((day, "Lab", "positive", "") for day in days), columns=HEADS)
    assert answer in request(table)[About.DATES].choices
    reading = read_observations(table, mapped(table, {"dates": answer}), Programme(), today=TODAY)
    assert f"{reading.rows['observed_on'].iloc[0]:%Y-%m-%d}" == first


def test_real_dates_beside_texts_may_have_day_and_month_swapped():
    rows = (("23/05/2026", "Lab", "positive", ""), ("2026-05-06", "Lab", "negative", ""))
    table = replace(a_table(*rows, columns=HEADS), separator="")
    days = {}
    for real in ("right", "swapped"):
        recipe = mapped(table, {"dates": f"day first, real dates {real}"})
        days[real] = read_observations(table, recipe, Programme(), today=TODAY).rows["observed_on"].iloc[1]
    assert {real: f"{day:%d %b}" for real, day in days.items()} == {"right": "06 May", "swapped": "05 Jun"}


def test_what_a_point_means_between_digits_is_asked_where_it_can_mean_two_things():
    heads = ("Date", "Desk", "Result", "Wait seconds")
    rows = (("2026-04-13", "Lab", "positive", "1.234"), ("2026-04-14", "Lab", "negative", "845"))
    table = replace(a_table(*rows, columns=heads), separator=";")
    assert request(table)[About.DECIMAL].present == (("1.234", 1),)
    read = {}
    for sign in ("comma", "point"):
        recipe = mapped(table, {"decimal sign": sign})
        read[sign] = read_observations(table, recipe, Programme(), today=TODAY).rows["wait_minutes"].iloc[0]
    assert {sign: round(minutes * 60, 3) for sign, minutes in read.items()} == {"comma": 1234, "point": 1.234}


@pytest.mark.parametrize(("unit", "minutes"), [("minutes", 12.5), ("seconds", 12.5 / 60), ("hours", 750)])
def test_the_unit_of_a_wait_that_nothing_names_is_asked(unit, minutes):
    heads = ("Date", "Desk", "Result", "Waiting time")
    table = replace(a_table(("2026-04-13", "Lab", "positive", "12,5"), columns=heads), separator=";")
    assert request(table)[About.WAIT_UNIT].present == (("12,5", 1),)
    with pytest.raises(QuestionOpenError, match="In which unit are the waits in 'Waiting time'"):
        outcomes(table, mapped(table, {}))
    recipe = mapped(table, {"unit of a wait": unit})
    waited = read_observations(table, recipe, Programme(), today=TODAY).rows["wait_minutes"].iloc[0]
    assert round(waited, 6) == round(minutes, 6)


@pytest.mark.parametrize(("name", "cell"), [("Wait (min)", "12"), ("Wait seconds", "12"), ("Wait", "0:12")])
def test_a_unit_that_the_name_or_the_values_tell_is_not_asked(name, cell):
    heads = ("Date", "Desk", "Result", name)
    assert About.WAIT_UNIT not in request(a_table(("2026-04-13", "Lab", "positive", cell), columns=heads))
    known = Placed({"Date": "observed_at", "Result": "outcome", "Wait": "wait_minutes"}, unit="hours")
    table = a_table(("2026-04-13", "positive", "3"), columns=("Date", "Result", "Wait"))
    assert draft_recipe(propose(table).values, "made", known).questions == ()


def test_an_answered_unit_of_a_column_that_is_read_no_more_changes_nothing():
    table = a_table(("2026-04-13", "positive", "3"), columns=("Date", "Result", "Wait"))
    recipe = mapped(table, {"unit of a wait": "hours"})
    fields = {name: source for name, source in recipe.fields.items() if name != "wait_minutes"}
    assert outcomes(table, replace(recipe, fields=fields)) == ["positive"]


def test_dates_that_can_be_read_in_one_way_are_not_asked_about():
    for days in (("13/04/2026", "04/05/2026"), ("2026-04-13", "2026-05-04"), ("Apr 13, 2026", "14-Apr-2026")):
        assert About.DATES not in request(a_table(*((day, "Lab", "4", "") for day in days), columns=HEADS))
    assert About.DATES in request(a_table(("46125", "Lab", "4", ""), columns=HEADS))
    impossible = request(a_table(("13/13/26", "Lab", "4", ""), columns=HEADS))[About.DATES]
    assert impossible.choices == ("DD/MM/YY", "MM/DD/YY", "YY/MM/DD")


def test_a_time_beside_the_date_is_joined_to_it():
    table = a_table(("9:05 AM", "13/04/2026", "Lab", "positive"), columns=("Time", "Date", "Desk", "Result"))
    rows = read_observations(table, mapped(table, {}), Programme(), today=TODAY).rows
    assert f"{rows['observed_at'].iloc[0]:%Y-%m-%d %H:%M}" == "2026-04-13 09:05"


def test_where_nothing_says_when_or_how_it_went_that_is_asked():
    table = a_table(("soon", "fine"), columns=("When", "Feel"))
    questions = request(table)
    assert {About.DATE_COLUMN, About.OUTCOME} <= set(questions)
    recipe = mapped(
        table,
        {"date column": "When", "outcome": "Feel", "order of words: When": {"soon": "1"}}
        | {"order of words: Feel": {"fine": "4"}},
    )
    reading = read_observations(table, recipe, Programme(), today=TODAY)
    assert reading.problems["column"].tolist() == ["When"]
    fixed = Placed({"Feel": "outcome"}, fixed={"observed_at": "2026-04-13"})
    only = mapped(table, {"order of words: Feel": {"fine": "4"}}, fixed)
    assert outcomes(table, only) == ["positive"]


def test_a_question_about_a_column_that_is_not_read_keeps_nobody_waiting():
    heads = ("Date", "Desk", "Kind?", "Quick?", "Comments")
    table = a_table(("2026-04-13", "Lab", "Yes", "No", ""), ("2026-04-14", "Lab", "No", "Yes", ""), columns=heads)
    recipe = mapped(table, {"outcome": "Kind?", "yes or no: Kind?": "yes"})
    assert outcomes(table, recipe) == ["positive", "negative"]


def test_a_score_of_words_or_yes_and_no_may_rate_a_dimension():
    heads = ("Date", "Kind staff", "Quick", "How alike")
    rows = (("2026-04-13", "Agree", "Yes", "positive"), ("2026-04-14", "Disagree", "No", "negative"))
    table = a_table(*rows, columns=heads)
    targets = {"Date": "observed_at", "Kind staff": "score", "Quick": "score", "How alike": "score"}
    answers = {"order of words: Kind staff": "as proposed", "yes or no: Quick": "Yes"}
    plain = read_observations(table, mapped(table, answers, Placed(targets)), Programme(), today=TODAY).rows
    assert sorted(zip(plain["touchpoint"], plain["outcome"], strict=True)) == [
        ("How alike", "negative"),
        ("How alike", "positive"),
        ("Kind staff", "negative"),
        ("Kind staff", "positive"),
        ("Quick", "negative"),
        ("Quick", "positive"),
    ]
    rated = Placed(targets, dimensions={"Quick": Dimension.RESPONSIVENESS, "Kind staff": Dimension.EMPATHY})
    rows_rated = read_observations(table, mapped(table, answers, rated), Programme(), today=TODAY).rows
    assert rows_rated["responsiveness"].dropna().tolist() == [5, 1]
    assert rows_rated["empathy"].dropna().tolist() == [4, 2]


def test_what_cannot_be_at_once_is_told_in_the_words_of_the_screen():
    assert "Leave the first out" in contradiction(Placed({"a": "score", "b": "touchpoint"}))
    assert contradiction(Placed({"a": "outcome", "b": "touchpoint"})) == ""


def test_many_columns_that_judge_beside_a_named_touchpoint_are_left_out_without_contradiction():
    heads = (*HEADS, *(f"Q{n}" for n in range(300)))
    table = a_table(*(("2026-04-13", "Lab", mark, "", *"12345" * 60) for mark in "45"), columns=heads)
    proposal = propose(table)
    assert set(proposal.targets().values()) == {"observed_at", "touchpoint", "outcome", "what_happened", ""}
    recipe = draft_recipe(proposal.values, "wide", Placed(proposal.targets()), {"scale: Overall rating": "1 to 5"})
    assert outcomes(table, recipe) == ["positive", "positive"]


def test_a_long_list_of_marks_or_columns_is_told_short():
    table = visits(*(f"{n / 2}" for n in range(28)), *(f"{n}" for n in range(14, 34)))
    question = request(table)[About.SCALE]
    assert len(question.present) == 40
    assert question.sentence().endswith("and 32 more.")
    wide = a_table(("2026-04-13", *"3" * 10), columns=("Date", *(f"Q{n} score" for n in range(10))))
    proposal = propose(wide)
    scored = {column: "score" if column.startswith("Q") else target for column, target in proposal.targets().items()}
    recipe = draft_recipe(proposal.values, "made", Placed(scored))
    assert "and 2 more columns" in recipe.questions[0].sentence()


def test_an_answer_outside_its_choices_is_refused():
    question = request(visits("Yes", "No"))[About.YES_NO]
    with pytest.raises(AnswerUnfitError, match="write the word that is good news"):
        question.answered("Perhaps")
    dates = request(a_table(("04/05/2026", "Lab", "4", ""), columns=HEADS))[About.DATES]
    with pytest.raises(AnswerUnfitError):
        dates.answered("whatever")
    assert dates.answered("") == dates


def test_a_recipe_without_questions_is_as_it_was():
    recipe = recipe_from_toml('name="a"\n[fields]\nobserved_at="a"\ntouchpoint="b"\noutcome="c"', "a.toml")
    assert settled(recipe, SCHOOL) is recipe


def test_how_much_of_a_table_the_confirmed_marks_cover_is_told_by_column():
    recipe = mapped(SCHOOL, {"scale: Overall rating": "6 to 1"})
    assert share_of_marks_known(recipe, visits("1", "2")) == 1
    assert share_of_marks_known(recipe, visits("3", "4")) == 0
    assert share_of_marks_known(recipe, visits("1", "9")) == 0
    elsewhere = a_table(("2026-04-13", "5"), columns=("Date", "Marks"))
    assert (share_of_marks_known(recipe, elsewhere), strangers(recipe, elsewhere)) == (1, ())
