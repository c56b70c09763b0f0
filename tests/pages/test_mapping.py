"""The mapping screen: what only a person knows is asked, and a scale upside down shows before anything is kept."""

import gzip

import pytest

from audit.model.search import Search
from audit.model.view import EVERYTHING, View
from audit.store.note import count_without_outcome
from audit.store.observation import observation_count, observation_with, observations
from tests.builders import with_desk
from tests.intake.made import a_workbook
from tests.pages.conftest import run
from tests.pages.test_observe import button
from tests.pages.test_set_up import upload

SCHOOL = b"""Date,Desk,Overall rating,Comments
2026-04-13,Reception,1,Excellent
2026-04-13,Lab,6,Terrible
2026-04-14,Reception,1,Excellent again
2026-04-14,Lab,5,Bad
2026-04-15,Lab,2,Good
"""


@pytest.fixture(autouse=True)
def _own_shelf(own, tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))


def brought(content, name="school.csv"):
    at = upload(run("set_up/import_export"), name, content)
    assert not at.exception
    return at


def box(at, label):
    return next(found for found in at.selectbox if found.label == label)


def written(at):
    kinds = ("markdown", "caption", "info", "warning", "error")
    return " ".join(str(part.value) for kind in kinds for part in at.get(kind)).replace("\\", "").replace("\xa0", " ")


def labels(at):
    return [found.label for found in at.button]


def test_no_mark_counts_as_good_before_somebody_has_said_which_is_best(own):
    at = brought(SCHOOL)
    said = written(at)
    assert "Overall rating: 1 (2×) · 2 (1×) · 5 (1×) · 6 (1×)" in said
    assert "Beside 1 somebody wrote: “Excellent”" in said
    assert "1 question above still to be answered" in said
    assert not any("Import" in label for label in labels(at))
    at.button_group[0].set_value("6 to 1").run()
    assert "3 (60 %) good · 0 (0 %) so-so · 2 (40 %) bad" in written(at)
    at.button_group[0].set_value("1 to 6").run()
    assert "2 (40 %) good · 0 (0 %) so-so · 3 (60 %) bad" in written(at)
    assert observation_count(own) == 0
    at.button_group[0].set_value("6 to 1").run()
    button(at, "Import 5 rows").click().run()
    assert not at.exception
    assert observation_count(own) == 5
    assert "Nothing new to import" in labels(at)
    parts = [part for part in at.main if part.type in {"success", "button"}]
    at_button = next(place for place, part in enumerate(parts) if getattr(part, "label", "") == "Nothing new to import")
    assert "Imported 5 rows" in parts[at_button - 1].value


def test_another_scale_can_be_written(own):
    at = brought(SCHOOL)
    at.button_group[0].set_value("another scale").run()
    assert "still to be answered" in written(at)
    worst, best = (
        next(found for found in at.number_input if found.label == end) for end in ("Worst mark", "Best mark")
    )
    worst.set_value(8.0)
    best.set_value(1.0).run()
    assert "good" in written(at)


def test_a_saved_mapping_asks_whether_its_scale_holds_for_the_next_file(own):
    at = brought(SCHOOL)
    at.button_group[0].set_value("6 to 1").run()
    button(at, "Import 5 rows").click().run()
    later = SCHOOL.replace(b"04-1", b"05-1").replace(b"6,Terrible", b"5,Very satisfied")
    at = brought(later, "may.csv")
    said = written(at)
    assert "As last time: 1 is the best mark and 6 the worst in 'Overall rating'" in said
    assert "1 (2×), 2 (1×), 5 (2×)" in said
    assert not any("Import" in label for label in labels(at))
    at.checkbox[0].check().run()
    assert any("Import 5 rows" in label for label in labels(at))
    button(at, "Map again").click().run()
    assert "is mapped again" in written(at)
    assert at.button_group[0].value is None
    button(at, "Back to the saved mapping").click().run()
    assert "As last time" in written(at)
    wider = brought(later.replace(b"2,Good", b"9,Good"), "june.csv")
    assert "Overall rating holds 9, which was not there when its scale was confirmed" in written(wider)
    assert "Map again" in labels(wider)


def test_words_are_put_in_order_and_yes_and_no_get_a_direction(own):
    at = brought(b"Date,Desk,Overall,Comments\n2026-04-13,Lab,super,\n2026-04-14,Lab,naja,\n2026-04-15,Lab,mies,\n")
    for word, step in (("super (1×)", "5"), ("naja (1×)", "3")):
        box(at, word).set_value(step).run()
    at.checkbox[0].check().run()
    assert "One word has no place yet" in written(at)
    box(at, "mies (1×)").set_value("1").run()
    assert "1 (33 %) good · 1 (33 %) so-so · 1 (33 %) bad" in written(at)
    at = brought(b"Date,Desk,Was there a problem?\n2026-04-13,Lab,No\n2026-04-14,Lab,Yes\n2026-04-15,Lab,No\n", "p.csv")
    assert at.button_group[0].value is None
    at.button_group[0].set_value("No").run()
    assert "2 (67 %) good" in written(at)


def test_what_dates_mean_and_codes_for_no_answer_are_asked_in_words(own):
    marks = b"".join(b"04/05/26,Lab,%s\n" % mark for mark in (b"5", b"99", b"2", b"4"))
    at = brought(b"Date,Desk,Overall rating\n" + marks)
    assert "04/05/26 is 4 May 2026" in [option.content for option in at.button_group[0].proto.options]
    at.button_group[0].set_value("DD/MM/YY")
    at.button_group[1].set_value("1 to 5")
    at.button_group[2].set_value("no").run()
    assert "1 row with problems" in written(at)


def test_three_touchpoints_in_a_row_are_asked_about_once_and_may_be_parted(own):
    content = b"Date,Reception,Lab,Comments\n2026-04-13,0,10,left alone\n2026-04-14,10,0,shut\n"
    at = brought(content, "three.csv")
    assert len(at.button_group) == 1
    next(found for found in at.selectbox if found.label.startswith("Comments and the like")).set_value(
        "leave them out"
    ).run()
    at.button_group[0].set_value("0 to 10").run()
    assert "2 (50 %) good" in written(at)
    box(at, "What Lab is a mark for").set_value("empathy").run()
    assert not at.exception
    assert "2 (50 %) good" in written(at)
    assert "Reception: 0 (1×) · 10 (1×)" in written(at)
    at.multiselect[0].set_value(["Lab"]).run()
    assert len(at.button_group) == 2
    button(at, "Ask together with the others again").click().run()
    assert len(at.button_group) == 1
    at.multiselect[0].set_value(["Reception"]).run()
    assert len(at.button_group) == 2
    box(at, "Comments").set_value("touchpoint").run()
    assert "Leave the first out" in written(at)


def test_of_many_columns_the_likely_ones_are_shown_and_the_others_found_by_their_name(own):
    heads = ",".join(f"Q{n} how was part {n}" for n in range(130))
    rows = "".join(f"2026-04-1{day},Lab,{day},{','.join('12345' * 26)}\n" for day in (3, 4, 5))
    at = brought(f"Date,Desk,Overall rating,{heads}\n{rows}".encode(), "wide.csv")
    assert len(at.selectbox) < 12
    assert "130 columns left out" in written(at)

    def search(words):
        next(found for found in at.text_input if found.label == "Search the 133 columns").set_value(words).run()

    search("part 12")
    box(at, "Q12 how was part 12").set_value("reliability").run()
    search("")
    assert box(at, "Q12 how was part 12").value == "reliability"
    search("how")
    assert "The first 20 of 130 columns" in written(at)


def test_the_same_value_for_every_row_the_clock_and_the_unit_are_said_on_the_screen(own):
    at = brought(b"Date,Desk,Result,Wait\n2026-04-13 10:00,Lab,positive,1200\n", "waits.csv")
    next(found for found in at.text_input if found.label.startswith("Place")).set_value("Main")
    box(at, "How it was observed, in every row").set_value("sit and listen")
    box(at, "Time zone of the times").set_value("Asia/Tokyo")
    box(at, "Waits are written in").set_value("seconds").run()
    assert not at.exception
    button(at, "Import 1 row").click().run()
    assert observation_count(own) == 1
    row = observations(own, View()).iloc[0]
    assert (row["place"], row["method"], row["wait_minutes"]) == ("Main", "sit and listen", 20)
    assert f"{observation_with(own, row['id']).observed_at:%H:%M}" == "01:00"


def test_where_the_names_stand_lower_the_row_is_found_or_chosen(own):
    at = brought(b"Report\nDate,Desk,Result\n2026-04-13,Lab,positive\n", "titled.csv")
    row = next(found for found in at.number_input if found.label.startswith("The column names"))
    assert row.value == 2
    assert "1 (100 %) good" in written(at)
    row.set_value(3).run()
    assert "column names but no rows" in written(at)
    at = brought(b"a,b\nDate,x,y\n", "ragged.csv")
    assert "row 2 has 3 cells" in written(at)
    next(found for found in at.number_input if found.label.startswith("The column names")).set_value(2).run()
    assert "no rows below" in written(at)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("visits.csv.gz", gzip.compress(SCHOOL), "a packed (gzip) file; unpack it first"),
        ("visits.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Excel (XLS)"),
        ("visits.html", b"<html><table><tr><td>Date</td></tr></table></html>", "a web page"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(own, name, content, words):
    at = brought(content, name)
    assert words in at.error[0].value.replace("\\", "")
    assert "How the file is laid out" not in [part.label for part in at.expander]
    assert observation_count(own) == 0


def test_the_other_sheets_of_a_workbook_are_named_once_and_again_where_the_mapping_is_known(own):
    rows = (("Date", "Desk", "Result"), ("2026-04-13", "Lab", "positive"))
    left_out = "Not read are the other sheets of this workbook: Read me."
    at = brought(a_workbook(*rows, sheets=("Data", "Read me")), "two.xlsx")
    assert written(at).count(left_out) == 1
    button(at, "Import 1 row").click().run()
    assert "Recognised as" in [found.label for found in at.selectbox]
    assert written(at).count(left_out) == 1


def test_a_touchpoint_that_is_known_already_is_named_with_its_place_before_anything_comes_in(own):
    with_desk(own)
    at = brought(b"Date,Desk,Result\n2026-04-13,Greeting,positive\n2026-04-14,Parking,positive\n", "known.csv")
    said = written(at)
    assert "Taken for touchpoints that are known already: Greeting (At the desk, Arrive)." in said
    assert "Parking (" not in said
    assert observation_count(own) == 0


def test_many_rows_are_read_once_somebody_wants_to_see_what_comes_in(own):
    rows = "".join(f"2026-04-{day % 28 + 1:02d},Lab,positive,{day}\n" for day in range(5_001))
    at = brought(f"Date,Desk,Result,Number\n{rows}".encode(), "long.csv")
    assert "good" not in written(at)
    button(at, "Show what would come in of 5,001 rows").click().run()
    assert "5,001 (100 %) good" in written(at)
    at.run()
    assert "5,001 (100 %) good" in written(at)


GRADED = b"""Date,Would you recommend us? (0-10),"Overall grade (1 = very good, 6 = fail)"
2026-04-13,10,1
2026-04-14,9,2
2026-04-15,10,1
2026-04-16,0,6
"""


def test_a_grade_is_not_asked_about_with_a_recommendation_and_shows_where_it_is_upside_down(own):
    at = brought(GRADED, "graded.csv")
    assert len(at.button_group) == 2
    at.button_group[0].set_value("0 to 10")
    at.button_group[1].set_value("1 to 6").run()
    assert "says that 1 is 'very good', but by the answer it is a bad mark" in written(at)
    tables = " ".join(str(part.proto.body) for part in at.get("html"))
    assert "Would you recommend us 0 10" in tables
    at.button_group[1].set_value("6 to 1").run()
    assert "but by the answer" not in written(at)


def test_many_columns_of_one_scale_show_their_marks_each_and_many_touchpoints_the_first(own):
    heads = ",".join(f"Desk {n}" for n in range(62))
    rows = "".join(f"2026-04-1{day},{','.join([mark] * 62)}\n" for day, mark in ((3, "1"), (4, "5")))
    at = brought(f"Date,{heads}\n{rows}".encode(), "desks.csv")
    assert "Desk 61: 1 (1×) · 5 (1×)" in written(at)
    at.button_group[0].set_value("1 to 5").run()
    assert "The first 60 of 62 touchpoints" in written(at)


STAFF = b"""Timestamp,Desk,The staff were helpful,I was seen promptly,Comments
2026-04-13 10:30,Reception,Strongly agree,Agree,Good
2026-04-13 11:30,Lab,Disagree,Strongly disagree,Slow
2026-04-14 09:30,Reception,Neither agree nor disagree,Agree,ok
"""


def test_a_column_chosen_by_a_question_is_called_so_everywhere(own):
    at = brought(STAFF, "staff.csv")
    helpful = next(found for found in at.selectbox if found.label.startswith("Which column says how"))
    helpful.set_value("The staff were helpful").run()
    at.checkbox[0].check().run()
    assert "how it went, as chosen above" in box(at, "The staff were helpful").options
    assert "leave it out" in box(at, "I was seen promptly").options
    button(at, "Import 3 rows").click().run()
    at = brought(STAFF.replace(b"04-1", b"05-1"), "next.csv")
    assert "Not read: I was seen promptly" in written(at)
    assert "the worst in 'The staff were helpful'. In this file" in written(at)


def test_what_stands_in_each_column_of_a_confirmed_scale_is_shown(own):
    heads = ",".join(f"Desk {n}" for n in range(7))
    content = f"Date,{heads}\n2026-04-13,1,2,1,1,1,1,1\n2026-04-14,5,5,5,5,5,5,5\n".encode()
    at = brought(content, "seven.csv")
    at.button_group[0].set_value("1 to 5").run()
    button(at, "Import 2 rows").click().run()
    assert "Desk 0: 1 (1×), 5 (1×); Desk 1: 2 (1×), 5 (1×)" in written(brought(content, "again.csv"))


def test_the_unit_of_a_wait_is_asked_where_nothing_names_it(own):
    at = brought(b"Date,Desk,Result,Waiting time\n2026-04-13,Lab,positive,120\n", "waits.csv")
    assert "In which unit are the waits written?" in written(at)
    assert not any("Import" in label for label in labels(at))
    at.button_group[0].set_value("seconds").run()
    button(at, "Import 1 row").click().run()
    assert observations(own, View()).iloc[0]["wait_minutes"] == 2


def as_mapped(at, name, answer):
    next(found for found in at.text_input if found.label.startswith("Name of this")).set_value(name)
    at.button_group[0].set_value(answer).run()
    button(at, "Import 3 rows").click().run()
    return at


def test_of_two_mappings_of_the_same_columns_the_one_whose_marks_stand_in_the_file_is_taken(own):
    def visits(month, *marks):
        days = "".join(f"2026-{month}-{day:02d},Lab,{mark}\n" for day, mark in enumerate(marks, 1))
        return f"Date,Desk,Overall rating\n{days}".encode()

    as_mapped(brought(visits("01", 1, 2, 3), "a.csv"), "small", "1 to 3")
    at = brought(visits("02", 8, 9, 10), "b.csv")
    button(at, "Map again").click().run()
    at = as_mapped(at, "large", "0 to 10")
    assert "was not there when" not in written(at)
    assert box(at, "Recognised as").value == "large"
    assert box(brought(visits("03", 1, 2, 3), "c.csv"), "Recognised as").value == "small"
    at = brought(visits("04", 8, 8, 9), "d.csv")
    assert "10 is the best mark and 0 the worst" in written(at)
    at = brought(visits("05", 5, 6, 6), "e.csv")
    assert "None of the marks in Overall rating was there" in written(at)
    assert not any(found.label == "That holds for this file too" for found in at.checkbox)


def test_words_without_an_outcome_are_offered_as_notes_counted_and_left_out_unless_wanted(own):
    at = brought(SCHOOL + b"2026-04-16,Lab,,The door was locked\n2026-04-16,Lab,,Nobody came\n2026-04-17,Lab,,\n")
    at.button_group[0].set_value("6 to 1").run()
    (offer,) = [found for found in at.checkbox if "bring the words in as notes" in found.label]
    assert offer.label.startswith("2 rows have words but no outcome")
    assert not offer.value
    assert "with problems" in written(at)
    assert any(label == "Import 5 rows" for label in labels(at))
    offer.check().run()
    assert not at.exception
    assert "5 observations and 2 notes" in written(at)
    button(at, "Import 7 rows").click().run()
    assert not at.exception
    assert count_without_outcome(own, EVERYTHING, Search()) == 2


def test_where_every_row_says_how_it_went_no_notes_are_offered(own):
    at = brought(SCHOOL)
    at.button_group[0].set_value("6 to 1").run()
    assert not [found for found in at.checkbox if "notes" in found.label]


def test_notes_of_a_large_table_stay_wanted_until_it_has_been_tried_with_them(own):
    rows = [f"2026-04-{day % 28 + 1:02d},Lab,{day % 5 + 1},Fine {day}".encode() for day in range(5_001)]
    at = brought(SCHOOL.split(b"\n")[0] + b"\n" + b"\n".join(rows) + b"\n2026-04-16,Lab,,The door was locked\n")
    at.button_group[0].set_value("1 to 5").run()
    button(at, "Show what would come in of 5,002 rows").click().run()
    (offer,) = [found for found in at.checkbox if "bring the words in as notes" in found.label]
    offer.check().run()
    button(at, "Show what would come in of 5,002 rows").click().run()
    assert not at.exception
    assert "5,001 observations and 1 note" in written(at)
    assert any(label == "Import 5,002 rows" for label in labels(at))


def test_a_line_of_totals_is_no_mark_of_a_file_that_comes_again(own):
    at = brought(SCHOOL)
    at.button_group[0].set_value("6 to 1").run()
    button(at, "Import 5 rows").click().run()
    said = written(brought(SCHOOL + b"Total,,15,\n", "again.csv"))
    assert "In this file: 1 (2×), 2 (1×), 5 (1×), 6 (1×)." in said
