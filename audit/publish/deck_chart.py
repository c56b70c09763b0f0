"""A slide's picture as a chart the deck itself draws: its figures can be opened, changed and read aloud."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isnan, nan
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.marker import Marker
from pptx.dml.chtfmt import ChartFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from audit.model.labels import OUTCOME_WORDS
from audit.model.rating import Outcome
from audit.model.share import percent_in_sheets
from audit.publish.deck_blank import ACROSS, LEFT
from audit.publish.deck_words import safe
from audit.publish.plotted import Plot, Series

_WORDS, _ALONE, _BOTTOM = Inches(1.79), Inches(1.8), Inches(7.3)
_TEXT, _SMALL = Pt(18), Pt(18)  # 36 pixels of 1920
_MEANINGS = {
    "all": MSO_THEME_COLOR.ACCENT_1,
    "other": MSO_THEME_COLOR.ACCENT_4,
    OUTCOME_WORDS[Outcome.POSITIVE]: MSO_THEME_COLOR.ACCENT_2,
    OUTCOME_WORDS[Outcome.NEGATIVE]: MSO_THEME_COLOR.ACCENT_3,
    OUTCOME_WORDS[Outcome.NEUTRAL]: MSO_THEME_COLOR.ACCENT_4,
    "owed": MSO_THEME_COLOR.ACCENT_5,
    "low": MSO_THEME_COLOR.ACCENT_3,
}
_STANDARD, _GOAL = "standard", "goal"  # a line across, and a stroke at each row
_LOW = "low"  # what a chart points at, a series of its own
MOST_BENEATH = 8  # names beneath an upright chart; of more, those stand at their marks that it points at
_FIGURES: Callable[..., Any] = CategoryChartData
_FORMS = {"0%": "0%", "0.0": "0.0", "0": "#,##0"}
# What a spreadsheet takes for a formula or a link, where the chart's figures are opened in one.
_RUNS = ("=", "+", "-", "@", "{", "http", "ftp", "mailto:", "internal:", "external:")


def add_chart(slide: Slide, plot: Plot, name: str, description: str, *, above: float = 0) -> GraphicFrame:
    """Put a chart below the words of a slide, and what it shows in words beside it.

    What is known within an interval is a dot on its line, as on the wall: a bar would say that it begins at nothing.
    A standard is a line across, a goal a stroke. Bars that begin where others end stand upright, on bars not seen.

    Args:
        slide: of the layout `PICTURE`.
        plot: its figures.
        name: what it is called in the deck's list of parts.
        description: read aloud in its place.
        above: how tall the words above it are, in points; 0 = nothing but the headline stands there.
    """
    figures = _FIGURES(number_format=_FORMS[plot.form])
    plot = _parted(plot)
    labels = plot.names if _is_crowded(plot) else plot.labels("\n" if _is_dots(plot) else " ")
    figures.categories = [_cell(label) for label in labels]
    for series in (*_beneath(plot), *plot.series):
        figures.add_series(series.name, [None if isnan(point) else point for point in series.points])
    top = Emu(_WORDS + Pt(above)) if above else _ALONE
    drawn: Any = slide.shapes.add_chart(_kind(plot), LEFT, top, ACROSS, Emu(_BOTTOM - top), figures)
    frame: GraphicFrame = drawn  # python-pptx says it is the chart within
    frame.name = safe(name)
    frame.element.xpath("p:nvGraphicFramePr/p:cNvPr")[0].set("descr", safe(description))
    _dress(frame.chart, plot)
    return frame


def _dress(chart: Chart, plot: Plot) -> None:
    chart.font.size = _TEXT
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    chart.has_title = False
    bars = chart.plots[0]
    chart.has_legend = len(plot.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    _axes(chart, plot)
    if not _is_dots(plot):
        bars.gap_width, bars.overlap = 55, 100 if plot.starts else -5
    if plot.starts:
        bars.series[0].format.fill.background()
    for number, series in enumerate(plot.series):
        _label(chart, plot, number)
        if _is_dots(plot):
            _dots(chart, plot, number)
        else:
            _colour(chart, plot, number)
        _interval(chart, number, series)


def _kind(plot: Plot) -> XL_CHART_TYPE:
    if plot.starts:
        return XL_CHART_TYPE.COLUMN_STACKED
    return XL_CHART_TYPE.LINE_MARKERS if _is_dots(plot) else XL_CHART_TYPE.BAR_CLUSTERED


def _beneath(plot: Plot) -> tuple[Series, ...]:
    """Return the bars on which those stand that begin where others end."""
    return (Series("Begins at", plot.starts),) if plot.starts else ()


def _drawn(chart: Chart, plot: Plot, number: int) -> Any:
    """Return a series of a plot as it is drawn, whatever stands beneath it."""
    return chart.plots[0].series[number + len(_beneath(plot))]


def _is_dots(plot: Plot) -> bool:
    return any(series.low for series in plot.series)


def _parted(plot: Plot) -> Plot:
    """Return what a chart points at as a series of its own: not every program draws one dot unlike its series."""
    if not any(plot.lit):
        return plot
    (score, *others), (meaning, *of_others) = plot.series, plot.meanings
    low = _where(score, plot.lit, "Low point")
    rest = _where(score, [not lit for lit in plot.lit], score.name)
    return replace(plot, series=(rest, low, *others), meanings=(meaning, _LOW, *of_others), lit=())


def _where(series: Series, chosen: Sequence[bool], name: str) -> Series:
    """Return the figures of the chosen rows, none of the others."""
    points = tuple(point if keep else nan for point, keep in zip(series.points, chosen, strict=True))
    return replace(series, name=name, points=points)


def _is_crowded(plot: Plot) -> bool:
    """Tell whether names would stand upright beneath each other, so that only those are named that matter."""
    return _LOW in plot.meanings and len(plot.names) > MOST_BENEATH


def _is_aim(plot: Plot, number: int) -> bool:
    return plot.meanings[number] in {_STANDARD, _GOAL}


def _dots(chart: Chart, plot: Plot, number: int) -> None:
    """Draw a series as dots without a line between them, pale where it is what was before; an aim as lines."""
    series, meaning = _drawn(chart, plot, number), plot.meanings[number]
    series.smooth = False
    if meaning == _STANDARD:
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.theme_color, series.format.line.width = MSO_THEME_COLOR.TEXT_1, Pt(3)
        return
    series.format.line.fill.background()
    if meaning == _GOAL:
        _mark(series.marker, XL_MARKER_STYLE.DASH, MSO_THEME_COLOR.TEXT_1)
        return
    _mark(series.marker, XL_MARKER_STYLE.CIRCLE, _MEANINGS[meaning])
    if meaning == "other":  # pale and not hollow: not every program draws the edge of a mark
        series.marker.format.fill.fore_color.brightness = 0.6


def _mark(marker: Marker, style: XL_MARKER_STYLE, tone: MSO_THEME_COLOR) -> None:
    marker.style, marker.size = style, 16
    marker.format.line.color.theme_color = tone
    marker.format.fill.solid()
    marker.format.fill.fore_color.theme_color = tone


def _label(chart: Chart, plot: Plot, number: int) -> None:
    """Write each figure at its bar, a share that is nearly all or nearly none as what it is."""
    bars = _drawn(chart, plot, number)
    labels = bars.data_labels
    is_named = _is_crowded(plot) and plot.meanings[number] == _LOW
    labels.show_value = is_named or not (_is_aim(plot, number) or _is_crowded(plot))
    if is_named:
        labels.show_category_name = True
        between = OxmlElement("c:separator")
        between.text = "\n"
        labels._element.xpath("c:showBubbleSize")[0].addnext(between)  # noqa: SLF001  # no public way to it
    labels.number_format, labels.number_format_is_linked = _FORMS[plot.form], False
    labels.position = _label_position(plot, number)
    for row, value in enumerate(plot.series[number].points if plot.form == "0%" else ()):
        bars.points[row].data_label.position = labels.position
        (own,) = labels._element.xpath(f"c:dLbl[c:idx/@val={row}]")  # noqa: SLF001  # no public way to its format
        form = OxmlElement("c:numFmt")
        form.set("formatCode", percent_in_sheets(value))
        form.set("sourceLinked", "0")
        own.find(qn("c:idx")).addnext(form)


def _label_position(plot: Plot, number: int) -> XL_LABEL_POSITION:
    """Return where figures stand: beside a dot, where its interval does not cross it; what was before to its left."""
    if not _is_dots(plot):
        return XL_LABEL_POSITION.CENTER if plot.starts else XL_LABEL_POSITION.OUTSIDE_END
    if _is_crowded(plot):
        return XL_LABEL_POSITION.BELOW
    return XL_LABEL_POSITION.LEFT if plot.meanings[number] == "other" else XL_LABEL_POSITION.RIGHT


def _axes(chart: Chart, plot: Plot) -> None:
    names, values = chart.category_axis, chart.value_axis
    if not (_is_dots(plot) or plot.starts):
        names.reverse_order = True  # the first row on top
        chart.element.xpath(".//c:valAx/c:crosses")[0].set("val", "max")  # and the scale below all the same
    names.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_4
    names.tick_label_position = XL_TICK_LABEL_POSITION.NONE if _is_crowded(plot) else XL_TICK_LABEL_POSITION.LOW
    values.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_6
    values.format.line.fill.background()
    values.tick_labels.font.size = _SMALL
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _FORMS[plot.form], False
    values.minimum_scale = 0
    if plot.ends:
        values.minimum_scale, values.maximum_scale = plot.ends
        values.major_unit = 1 if plot.form == "0.0" else 0.25
    holder = (
        chart if _is_dots(plot) or plot.starts else values
    )  # beside an upright scale it would have to be read sideways
    holder.has_title = True
    title = chart.chart_title if holder is chart else values.axis_title
    title.text_frame.text = plot.title
    words = title.text_frame.paragraphs[0].runs[0].font
    words.size, words.bold = _SMALL, False
    words.color.theme_color = MSO_THEME_COLOR.TEXT_2


def _colour(chart: Chart, plot: Plot, number: int) -> None:
    series = _drawn(chart, plot, number)
    series.invert_if_negative = False
    if len(plot.series) == 1 and len(plot.meanings) == len(plot.names) > 1:
        for row, meaning in enumerate(plot.meanings):
            _fill(series.points[row].format, meaning)
        return
    _fill(series.format, plot.meanings[number])


def _fill(look: ChartFormat, meaning: str) -> None:
    look.fill.solid()
    look.fill.fore_color.theme_color = _MEANINGS[meaning]


def _interval(chart: Chart, number: int, series: Series) -> None:
    """Draw the interval of each dot, with figures of its own that can be read off and changed."""
    if not series.low:
        return
    above = _numbers([high - value for value, high in zip(series.points, series.high, strict=True)])
    below = _numbers([value - low for value, low in zip(series.points, series.low, strict=True)])
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/>'
        '<c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{above}</c:plus><c:minus>{below}</c:minus>"
        '<c:spPr><a:ln w="28575"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    (names,) = chart.plots[0].series[number]._element.xpath("c:cat")  # noqa: SLF001  # no public way to error bars
    names.addprevious(bars)


def _numbers(values: Sequence[float]) -> str:
    ends = [max(0, value) for value in values]  # none where nothing is known
    points = "".join(f'<c:pt idx="{index}"><c:v>{end:.6g}</c:v></c:pt>' for index, end in enumerate(ends))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'


def _cell(label: str) -> str:
    label = safe(label)
    return f" {label}" if label.lower().startswith(_RUNS) else label
