"""A journey of one's own is read from whatever table a team has, and what cannot be used is said by row."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import JourneyEmptyError, JourneyRowsError, MissingError, TableRefusedError
from audit.intake.journey_files import rows_of_cells, rows_of_file, rows_of_text
from audit.intake.journey_rows import MOST_TOUCHPOINTS, read_rows
from audit.model.journey import Standards
from audit.model.journey_table import COLUMNS
from audit.model.rating import Dimension

HOTEL = (
    "Stage\tTouchpoint\tChannel\tMoment of truth\tWhy\tWhat to look for\n"
    "Before the stay\tFinding the hotel online\tWeb\t\t\tSearch as a guest would\n"
    "\tBooking\tweb\tyes\tA booking that fails is a guest lost\t\n"
    "\tConfirmation\temail\t\t\t\n"
    "Arriving\tParking\tsign\t\t\t\n"
    "\tFront door\tin person\tx\t\t\n"
    "\tCheck-in\tin person\t\tThe first face of the house\t\n"
)

NUMBERS = "a number from 1 to 5 for minimum and target"
NAMELESS = "the touchpoint's name, since the rest of the row is about it"
CROSSED = "numbers from 1 to 5, the target no lower than the minimum"


def reading(text, name="A stay"):
    return read_rows(rows_of_text(text), name)


def shape(journey):
    return [(stage.name, [touchpoint.name for touchpoint in stage.touchpoints]) for stage in journey.stages]


def one(text):
    """Return the one touchpoint of a table."""
    ((_, touchpoint),) = reading(text).journey().touchpoints()
    return touchpoint


def problems(text):
    return [problem.sentence() for problem in reading(text).problems]


def test_a_table_from_a_spreadsheet_becomes_a_journey():
    journey = reading(HOTEL).journey("Sleep well")
    assert (journey.name, journey.purpose) == ("A stay", "Sleep well")
    assert shape(journey) == [
        ("Before the stay", ["Finding the hotel online", "Booking", "Confirmation"]),
        ("Arriving", ["Parking", "Front door", "Check-in"]),
    ]
    touchpoints = {touchpoint.name: touchpoint for _, touchpoint in journey.touchpoints()}
    assert [touchpoint.channel for touchpoint in touchpoints.values()][:4] == ["web", "web", "e-mail", "sign"]
    assert [name for name, each in touchpoints.items() if each.is_moment_of_truth] == [
        "Booking",
        "Front door",
        "Check-in",
    ]
    assert touchpoints["Booking"].why == "A booking that fails is a guest lost"
    assert touchpoints["Finding the hotel online"].description == "Search as a guest would"


@pytest.mark.parametrize(
    "head",
    ["touchpoint\tSTAGE", "Touch-point\t stage ", "TOUCH_POINTS\tPhase", "Name\tStep", "Kontaktpunkt\tEtappe",
     "タッチポイント\tステージ", "نقطة الاتصال\tالمرحلة"],
)  # fmt: skip
def test_columns_are_known_whatever_their_order_case_spacing_and_usual_name(head):
    assert shape(reading(f"{head}\nCheck-in\tArriving\n").journey()) == [("Arriving", ["Check-in"])]


def test_only_the_touchpoint_is_needed():
    assert shape(reading("Touchpoint\nCheck-in\nRoom\n").journey()) == [("A stay", ["Check-in", "Room"])]


def test_a_list_of_names_is_a_journey_and_a_line_with_a_colon_begins_a_stage():
    text = "Parking\n\nArriving:\n- Front door\n• Check-in\n到着：\n1. 受付\n"
    assert shape(reading(text).journey()) == [
        ("A stay", ["Parking"]),
        ("Arriving", ["Front door", "Check-in"]),
        ("到着", ["受付"]),
    ]


def test_without_names_of_columns_the_first_is_the_stage_and_empty_means_as_above():
    text = "Arriving\tParking\tsign\n\tCheck-in\nالإقامة\tالغرفة\n"
    journey = reading(text).journey()
    assert shape(journey) == [("Arriving", ["Parking", "Check-in"]), ("الإقامة", ["الغرفة"])]
    assert [touchpoint.channel for _, touchpoint in journey.touchpoints()] == ["sign", "", ""]


def test_a_stage_may_stand_in_a_row_of_its_own_and_come_again():
    text = "Stage\tTouchpoint\nArriving\t\n\tParking\nStay\tRoom\nARRIVING\tCheck-in\nLeaving\t\n"
    assert shape(reading(text).journey()) == [
        ("Arriving", ["Parking", "Check-in"]),
        ("Stay", ["Room"]),
        ("Leaving", []),
    ]


def test_names_pasted_into_the_first_column_of_the_table_on_the_screen_are_touchpoints():
    cells = [["Parking", "", ""], ["Check-in", "", ""], ["", "", ""]]
    assert shape(read_rows(rows_of_cells(cells, COLUMNS[:3]), "A stay").journey()) == [
        ("A stay", ["Parking", "Check-in"])
    ]


def test_names_of_columns_pasted_into_the_table_on_the_screen_say_what_stands_below():
    cells = [["", "", ""], ["Touchpoint", "Stage", ""], ["Check-in", "Arriving", ""]]
    assert shape(read_rows(rows_of_cells(cells, COLUMNS[:3]), "A stay").journey()) == [("Arriving", ["Check-in"])]


def test_a_problem_in_the_table_on_the_screen_is_said_by_its_row_there():
    cells = [["Arriving", "Check-in", "", "perhaps"]]
    (problem,) = read_rows(rows_of_cells(cells, COLUMNS[:4]), "A stay").problems
    assert problem.sentence() == (
        "Row 1, moment of truth: 'perhaps' cannot be used; write yes, or no, or leave it empty."
    )


@pytest.mark.parametrize("word", ["yes", "X", "TRUE", "1", "ja", "はい", "نعم", "✓"])
def test_a_moment_of_truth_is_marked_in_many_ways(word):
    assert one(f"touchpoint\tmoment of truth\nCheck-in\t{word}\n").is_moment_of_truth


@pytest.mark.parametrize("word", ["", "no", "0", "nein", "-"])
def test_a_touchpoint_is_none_where_it_is_not_marked(word):
    assert not one(f"touchpoint\tmoment of truth\nCheck-in\t{word}\n").is_moment_of_truth


def test_a_channel_of_ones_own_stays_as_it_is_written():
    names = ["Telephone", "SELF SERVICE", "Concierge", "E-Mail"]
    text = "touchpoint\tchannel\n" + "".join(f"t{n}\t{name}\n" for n, name in enumerate(names))
    channels = [touchpoint.channel for _, touchpoint in reading(text).journey().touchpoints()]
    assert channels == ["phone", "self-service", "Concierge", "e-mail"]


def test_standards_may_have_a_decimal_comma_and_anchors_columns_of_their_own():
    touchpoint = one("touchpoint;minimum;target;Empathy 5;empathy_1\nCheck-in;3,5;4.5;By name;No look\n")
    assert touchpoint.standards == Standards(3.5, 4.5)
    assert touchpoint.anchors == {Dimension.EMPATHY: {1: "No look", 5: "By name"}}


@pytest.mark.parametrize(
    ("row", "where", "write"),
    [
        ("Check-in\tno\tBecause\t\t", "why: 'Because' cannot be used", "nothing here, or yes under moment of truth"),
        ("Check-in\t\t\thigh\t4", "minimum: 'high' cannot be used", f"{NUMBERS}, or leave both empty"),
        ("Check-in\t\t\t3\t", "target: nothing stands there", f"{NUMBERS}, or leave both empty"),
        ("Check-in\t\t\t4\t3", "minimum and target: '4 and 3' cannot be used", CROSSED),
        ("Check-in\t\t\t4\t6", "minimum and target: '4 and 6' cannot be used", CROSSED),
        ("\tyes\t\t\t", "touchpoint: nothing stands there", NAMELESS),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_by_row(row, where, write):
    text = f"touchpoint\tmoment of truth\twhy\tminimum\ttarget\n{row}\n"
    assert problems(text) == [f"Row 2, {where}; write {write}."]


def test_two_touchpoints_of_one_stage_have_two_names_and_those_of_two_stages_may_share_one():
    assert problems("Arriving\tDesk\nLeaving\tDesk\nArriving\tdesk\n") == [
        "Row 3, touchpoint: 'desk' cannot be used; write another name, for row 1 of the same stage has this one."
    ]


def test_nothing_is_made_of_a_table_with_a_problem():
    with pytest.raises(JourneyRowsError, match=r"No journey was made\. Row 3, moment of truth: 'maybe'"):
        reading("touchpoint\tmoment of truth\nParking\t\nCheck-in\tmaybe\n").journey()


def test_of_many_problems_the_first_ten_are_said():
    text = "touchpoint\tmoment of truth\n" + "".join(f"t{n}\tmaybe\n" for n in range(12))
    with pytest.raises(JourneyRowsError, match=r"Row 11,.* And 2 more\."):
        reading(text).journey()


@pytest.mark.parametrize("text", ["", "\n \n", "Stage\tTouchpoint\n", "Arriving:\n"])
def test_a_journey_has_a_touchpoint(text):
    with pytest.raises(JourneyEmptyError):
        reading(text).journey()


def test_a_journey_has_a_name_but_is_shown_before_it_has_one():
    unnamed = reading("Check-in", name=" ")
    assert [stage.name for stage in unnamed.stages] == ["…"]
    with pytest.raises(MissingError):
        unnamed.journey()


def test_columns_that_say_nothing_of_a_journey_are_named():
    assert reading("Touchpoint\tOwner\tTouchpoint\nCheck-in\tMina\t\n").unused == ("Owner", "Touchpoint")
    nine = "\t".join("a" * 9)
    assert reading(f"{nine}\n").unused == ("column 9",)


def test_a_table_that_is_no_journey_ends_soon():
    read = reading("touchpoint\n" + "".join(f"t{n}\n" for n in range(MOST_TOUCHPOINTS + 50)))
    assert [problem.sentence() for problem in read.problems] == [
        "Row 302, touchpoint: 't300' cannot be used; write at most 300 touchpoints in one journey."
    ]


def test_a_quotation_mark_that_is_never_closed_eats_nothing():
    assert shape(reading('Arriving\t"Welcome\n\tDesk\n').journey()) == [("Arriving", ['"Welcome', "Desk"])]


def test_a_cell_with_line_ends_pasted_from_a_spreadsheet_is_one_cell():
    touchpoint = one('touchpoint\tdescription\r\nCheck-in\t"Look.\r\nListen."\r\n')
    assert touchpoint.description == "Look.\nListen."


def test_a_line_with_a_comma_is_one_name():
    assert shape(reading("Check-in, by night\nRoom").journey()) == [("A stay", ["Check-in, by night", "Room"])]


def test_lines_that_hold_as_many_semicolons_each_are_the_rows_of_a_table():
    rows = "Arriving;Parking;in person\n;Check-in;in person\n"
    assert shape(reading(rows).journey()) == [("Arriving", ["Parking", "Check-in"])]
    assert shape(reading("Check-in; by night\nRoom").journey()) == [("A stay", ["Check-in; by night", "Room"])]
    assert shape(reading("Check-in; by night").journey()) == [("A stay", ["Check-in; by night"])]


def test_a_file_is_read_with_or_without_names_of_columns():
    named = rows_of_file("Stage,Touchpoint\nArriving,'=Check-in\n".encode("utf-8-sig"), "hotel.csv")
    assert shape(read_rows(named, "A stay").journey()) == [("Arriving", ["=Check-in"])]
    unnamed = rows_of_file(b"Arriving;Parking\n;Check-in\n", "hotel.csv")
    assert shape(read_rows(unnamed, "A stay").journey()) == [("Arriving", ["Parking", "Check-in"])]


def test_a_workbook_is_read_and_its_rows_are_counted_as_it_counts_them():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Touchpoint", "", "Minimum", "Target"])
        sheet.write_row(2, 0, ["Check-in", "", 3, 4.5])
        sheet.write_row(3, 0, ["Room", "", 3, "high"])
    read = read_rows(rows_of_file(content.getvalue(), "hotel.xlsx"), "A stay")
    assert [touchpoint.standards for stage in read.stages for touchpoint in stage.touchpoints] == [Standards(3, 4.5)]
    assert [problem.row for problem in read.problems] == [4]


def test_a_file_that_is_no_table_is_refused_in_words():
    with pytest.raises(TableRefusedError, match=r"plan\.pdf was not read: it is a PDF document"):
        rows_of_file(b"%PDF-1.7", "plan.pdf")


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_said(text):
    read = reading(text)
    assert all(problem.row for problem in read.problems)
    assert len({stage.name.casefold() for stage in read.stages}) == len(read.stages)
