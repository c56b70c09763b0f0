"""The deck is read back: native charts with the very figures, alt texts, notes, and nothing a spreadsheet would run."""

import struct
from io import BytesIO
from math import ceil
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_FILL, MSO_THEME_COLOR
from python_calamine import CalamineWorkbook

from audit.charts import theme
from audit.model.review import Item
from audit.publish.deck import MOST_ROWS, deck
from audit.publish.deck_blank import COLOURS, PICTURE, blank_deck
from audit.publish.deck_chart import MOST_BENEATH, add_chart
from audit.publish.plotted import Plot, Series, plotted
from audit.publish.slide import Column, Layout, Slide
from tests.builders import NOON
from tests.publish.leaving import HOSTILE, a_report, moved, still_open, told

FACES = {"major": "Newsreader", "minor": "Public Sans"}


def read(given):
    return Presentation(BytesIO(deck(given)))


def titles(made):
    return [page.shapes.title.text_frame.text for page in made.slides]


def charts(made):
    return [shape for page in made.slides for shape in page.shapes if shape.has_chart]


def described(shape):
    return shape.element.xpath(".//p:cNvPr")[0].get("descr")


def test_every_slide_is_wide_and_has_its_headline_as_its_title():
    made = read(a_report())
    assert round(made.slide_width / made.slide_height, 3) == round(16 / 9, 3)
    assert titles(made) == ["Spring & all", *(slide.headline for slide in told())]


def test_the_charts_are_native_and_hold_the_figures_that_were_shown():
    drawn = charts(read(a_report()))
    charted = [slide for slide in told() if slide.chart]
    assert len(drawn) == len(charted)
    for shape, slide in zip(drawn, charted, strict=True):
        plot = plotted(slide)
        bars = shape.chart.plots[0]
        assert [tuple(series.values) for series in bars.series] == [series.points for series in plot.series]
        assert [label.strip().replace("\n", " ") for label in bars.categories] == list(plot.labels())
        assert described(shape) == slide.description


def test_the_figures_behind_a_chart_open_as_a_sheet_in_which_nothing_is_run():
    book = ZipFile(BytesIO(deck(a_report())))
    sheets = [name for name in book.namelist() if name.endswith(".xlsx")]
    rows = [
        CalamineWorkbook.from_filelike(BytesIO(book.read(name))).get_sheet_by_index(0).to_python() for name in sheets
    ]
    votes = next(each for each in rows if each[0][1] == "Votes")
    assert [row[0] for row in votes[1:]] == [
        " =1+1 (100\u00a0% of 3 votes)",
        " https://evil.example (0\u00a0% of 3 votes)",
    ]
    assert [row[1] for row in votes[1:]] == [3, 0]
    for name in sheets:
        inside = ZipFile(BytesIO(book.read(name)))
        assert b"<f>" not in inside.read("xl/worksheets/sheet1.xml")
        assert not any("_rels/sheet" in part for part in inside.namelist())


def test_intervals_reach_from_low_to_high():
    shape = next(each for each in charts(read(a_report())) if described(each) == "Scores.")
    above, below = (
        [float(each.text) for each in shape.chart.element.xpath(f".//c:errBars/c:{side}//c:v")]
        for side in ("plus", "minus")
    )
    assert above == pytest.approx([0.25, 1.5])
    assert below == pytest.approx([0.25, 1.0])


def test_notes_hold_what_the_facilitator_wrote_what_is_shown_and_how_long_it_takes():
    made = read(a_report())
    notes = {page.shapes.title.text_frame.text: page.notes_slide.notes_text_frame.text for page in made.slides}
    assert notes["How we stand"] == "Speak slowly.\n\nScores.\n\nAbout 2 minutes."
    assert notes["Spring & all"] == "We met.\n\nAll came."


def test_what_waits_to_be_revealed_is_a_hidden_slide():
    hidden = [page.shapes.title.text_frame.text for page in read(a_report()).slides if page.element.get("show") == "0"]
    assert hidden == ["What the room chose"]


def test_peoples_words_stand_as_they_were_typed_without_what_no_document_holds():
    texts = [shape.text_frame.text for page in read(a_report()).slides for shape in page.shapes if shape.has_text_frame]
    assert any(" ".join(HOSTILE.split()) in text for text in texts)
    assert "" not in texts


def test_what_moved_since_stands_in_tables_at_the_end():
    made = read(a_report(restated=moved(MOST_ROWS + 1)))
    tables = [shape.table for page in made.slides for shape in page.shapes if shape.has_table]
    assert [len(table.rows) for table in tables] == [MOST_ROWS + 1, 2]
    assert [cell.text for cell in tables[1].rows[1].cells][2:] == ["owes 9", "owes 8"]
    assert titles(made)[-1] == "Restated since the review was closed"


def test_corrections_carry_the_rule_of_thumb_only_where_they_speak_of_owing():
    rated = moved().assign(**dict(zip(moved().columns, ["Score", "Desk", "4.0", "3.9"], strict=True)))
    boxes = [
        [shape.text_frame.text for shape in read(a_report(restated=rows)).slides[-1].shapes if shape.has_text_frame]
        for rows in (moved(), rated)
    ]
    assert [any("rule of thumb" in text for text in texts) for texts in boxes] == [True, False]


def test_an_open_review_says_that_it_is_open():
    cover = read(still_open()).slides[0]
    assert "Not closed yet" in cover.placeholders[1].text_frame.text


def test_the_decks_colours_are_those_of_the_charts():
    shades = {
        "dk1": theme.INK,
        "dk2": theme.SOFT,
        "lt2": theme.BAND,
        "accent1": theme.ACCENT,
        "accent2": theme.GOOD,
        "accent3": theme.BAD,
        "accent4": theme.NEUTRAL,
        "accent5": theme.DEBT,
        "accent6": theme.LINE,
    }
    assert {name: f"#{COLOURS[name]}" for name in shades} == {name: shade.light for name, shade in shades.items()}
    themes = [text for name, text in _parts(deck(a_report())) if "slideMaster" not in name and "theme1" in name]
    assert all(f'<a:accent1><a:srgbClr val="{COLOURS["accent1"]}"/>' in text for text in themes)
    assert all(f'<a:{part}Font><a:latin typeface="{face}"' in text for text in themes for part, face in FACES.items())
    assert themes


def _parts(made):
    book = ZipFile(BytesIO(made))
    return [(name, book.read(name).decode("utf-8")) for name in book.namelist() if name.endswith(".xml")]


def test_the_file_tells_of_this_review_and_of_no_deck_it_was_made_from():
    made = deck(a_report())
    names = ZipFile(BytesIO(made)).namelist()
    assert not [name for name in names if "thumbnail" in name or "printer" in name or "app.xml" in name]
    about = read(a_report()).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("Spring & all", *["Moments of Truth"] * 2)
    assert (about.created, about.modified, about.comments, about.language) == (NOON, NOON, "", "en")
    assert read(still_open()).core_properties.modified == NOON
    assert "screen4x3" not in dict(_parts(made))["ppt/presentation.xml"]


def test_every_size_stands_on_the_words_themselves():
    made = read(a_report(restated=moved()))
    runs = [
        run
        for page in made.slides
        for shape in page.shapes
        for frame in ([shape.text_frame] if shape.has_text_frame else cells(shape))
        for paragraph in frame.paragraphs
        for run in paragraph.runs
    ]
    assert runs
    assert all(run.font.size is not None and run.font.size.pt >= 14 for run in runs)


def cells(shape):
    return [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []


def test_what_is_known_within_an_interval_is_a_dot_and_a_standard_a_line_across():
    spot = next(
        shape.chart
        for shape in charts(read(a_report()))
        if len(shape.chart.plots[0].series) == 2 and shape.chart.plots[0].series[1].name == "Our target"
    )
    dots, standard = spot.plots[0].series
    assert (dots.marker.style, standard.marker.style) == (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.NONE)
    assert (dots.data_labels.show_value, standard.data_labels.show_value) == (True, False)


@pytest.mark.parametrize(("rows", "is_named"), [(MOST_BENEATH, False), (MOST_BENEATH + 1, True)])
def test_what_a_chart_points_at_is_red_and_named_at_its_mark_where_names_have_no_room_beneath(rows, is_named):
    score = Series("Score", (4.0, 4.0, 2.9, *[4.0] * (rows - 3)), (3.5,) * rows, (4.5,) * rows)
    aims = Series("Our target", (4.5,) * rows)
    names, lit = tuple(f"Touchpoint {row}" for row in range(rows)), tuple(row == 2 for row in range(rows))
    plot = Plot("Score", names, ("n 9",) * rows, (score, aims), "0.0", (1, 5), ("all", "goal"), lit=lit)
    made = blank_deck()
    chart = add_chart(made.slides.add_slide(made.slide_layouts[PICTURE]), plot, "Low", "One low point.").chart
    dots, low, strokes = chart.plots[0].series
    assert (low.name, [value for value in low.values if value], dots.values[2]) == ("Low point", [2.9], None)
    assert low.marker.format.fill.fore_color.theme_color == MSO_THEME_COLOR.ACCENT_3
    assert (strokes.marker.style, strokes.data_labels.show_value) == (XL_MARKER_STYLE.DASH, False)
    assert (dots.data_labels.show_value, low.data_labels.show_category_name) == (not is_named, is_named)
    beneath = XL_TICK_LABEL_POSITION.NONE if is_named else XL_TICK_LABEL_POSITION.LOW
    assert chart.category_axis.tick_label_position == beneath


def test_bars_that_begin_where_others_end_stand_on_bars_that_are_not_seen():
    plot = Plot(
        "Owed", ("Before", "New"), ("", ""), (Series("Owed", (5.0, 3.0)),), "0", None, ("owed", "owed"), (0.0, 5.0)
    )
    made = blank_deck()
    chart = add_chart(made.slides.add_slide(made.slide_layouts[PICTURE]), plot, "Owed", "Two bars.").chart
    assert chart.chart_type == XL_CHART_TYPE.COLUMN_STACKED
    beneath, seen = chart.plots[0].series
    assert (tuple(beneath.values), beneath.format.fill.type) == ((0.0, 5.0), MSO_FILL.BACKGROUND)
    assert (tuple(seen.values), seen.data_labels.show_value) == ((5.0, 3.0), True)


def test_the_faces_of_headlines_and_words_travel_with_the_deck():
    book = ZipFile(BytesIO(deck(a_report())))
    named = book.read("ppt/presentation.xml").decode()
    assert all(f'<p:font typeface="{face}"/>' in named for face in FACES.values())
    fonts = [book.read(name) for name in book.namelist() if name.endswith(".fntdata")]
    assert len(fonts) == 3
    for font in fonts:
        whole, within = struct.unpack("<II", font[:8])
        assert whole == len(font)
        assert font[-within:][:4] == b"\0\1\0\0", "a TrueType font, as it is"


def test_parts_days_rows_and_columns_stand_on_their_slides_and_two_are_in_full_colour():
    slides = (
        Slide(Item.COVER, "What people met", layout=Layout.COVER, section="Our service"),
        Slide(Item.STORIES, "“A person answered.”", layout=Layout.QUOTE, period="March 2026"),
        Slide(
            Item.CANNOT,
            "Two things must wait",
            columns=(Column("No money", ("Desk",), "In May"), Column("", ("Door",))),
        ),
        Slide(Item.CLOSE, "Thank you.", layout=Layout.CLOSE, rows=(("We promised", HOSTILE), ("Next", "In May"))),
    )
    made = read(a_report(slides=slides))
    assert titles(made) == [slide.headline for slide in slides]
    said = [[shape.text_frame.text for shape in page.shapes if shape.has_text_frame] for page in made.slides]
    assert {"What we did well", "March 2026"} <= set(said[1])
    assert {"No money\nDesk\nIn May", "Door"} <= set(said[2])
    assert {"We promised", "In May"} <= set(said[3])
    assert [page.follow_master_background for page in made.slides] == [True, False, True, False]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_no_row_stands_on_the_row_above_it_however_long_its_words_are(count):
    said = "Machine, account and a person to ask are ready when a new starter arrives (IT service desk lead)"
    pairs = tuple((f"Row {number}", f"{number}. {said}") for number in range(count))
    made = read(a_report(slides=(Slide(Item.CLOSE, "Thank you.", rows=pairs),)))
    boxes = {shape.text_frame.text: shape for shape in made.slides[-1].shapes if shape.has_text_frame}
    downward = [boxes[words] for _, words in pairs]
    points = downward[0].text_frame.paragraphs[0].runs[0].font.size.pt
    letters = downward[0].width.pt / (points * 0.6)  # of a wide face, so that a face put in its place has room too
    ends = [box.top.pt + ceil(len(box.text_frame.text) / letters) * points * 1.2 for box in downward]
    begin = [box.top.pt for box in downward[1:]]
    assert all(end <= start for end, start in zip(ends, [*begin, made.slide_height.pt], strict=True))


def test_a_chart_without_words_above_it_takes_their_place():
    alone, *others = charts(read(a_report()))
    assert all(alone.top < each.top for each in others)
    assert {shape.top + shape.height for shape in (alone, *others)} == {alone.top + alone.height}


def test_nothing_asks_for_text_where_the_deck_is_edited():
    assert [
        shape.name
        for page in read(a_report()).slides
        for shape in page.placeholders
        if shape.has_text_frame and not shape.text_frame.text
    ] == []


def test_a_share_that_is_nearly_all_or_none_is_not_labelled_as_all_or_none():
    near_none, near_all = '[<=0]0%;[<0.005]"<1%";0%', '[>=1]0%;[>=0.995]">99%";0%'
    shares = {0.004: near_none, 0.0: near_none, 0.5: near_all, 0.996: near_all, 1.0: near_all}
    plot = Plot("Good", tuple("abcde"), ("",) * 5, (Series("After", tuple(shares)),), "0%", (0, 1), ("all",))
    made = blank_deck()
    frame = add_chart(made.slides.add_slide(made.slide_layouts[PICTURE]), plot, "Shares", "Five shares.")
    labels = frame.chart.element.xpath(".//c:dLbl")
    assert [each.xpath("c:numFmt")[0].get("formatCode") for each in labels] == list(shares.values())
    assert {each.xpath("c:showVal")[0].get("val") for each in labels} <= {"1", None}
