"""What was seen inside a watermelon, and how one service went month by month."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from audit import figures
from audit.charts.attainment import attainment_months
from audit.charts.labels import MOST_NAMED, labelled
from audit.charts.watermelon import gap_whiskers
from audit.figures import Question
from audit.figures.watermelon import BY_MONTH
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled
from audit.model.view import View
from audit.publish.headlines.watermelon import metric_sentence, relation_sentence, watermelon_headline
from audit.store.negative_words import negative_words
from audit.store.opening import Store
from pages.parts import address
from pages.parts.figures import figure, how, table
from pages.parts.leads import Leads, reported, reported_in
from pages.parts.session import cached, programme, store
from pages.parts.words import plain, show_notes

SHOWN = 5  # watermelons told in words; the table holds them all
_NARROW_ONLY = "<style>@media (width >= 1280px){.st-key-watermelon-names{display:none}}</style>"
_GAPS = "By how many points each metric lies above the share of visits that went well."
_SUSPECT = ("watermelon", "possible watermelon")
_OF_METRIC = ("service", "touchpoint", "place", "metric")


def watermelon_sentence(question: Question) -> str:
    """Return the one sentence of the watermelon page."""
    return cached(_headline, question)


def beside_names(question: Question) -> pd.DataFrame:
    """Return the rows of the figure with number, name and the height of the name beside the picture."""
    return cached(_labelled, question)


def names_of_numbers(rows: pd.DataFrame) -> None:
    """Say on a phone whose number is whose, where the picture has no room for names."""
    st.html(_NARROW_ONLY)
    first = rows[rows["n"] > 0].head(MOST_NAMED)  # the others have no mark
    with st.container(key="watermelon-names"):
        st.markdown(
            " · ".join(f"**{no}** {plain(label)}" for no, label in zip(first["no"], first["label"], strict=True))
        )


def gaps(rows: pd.DataFrame, figures_of: pd.DataFrame) -> None:
    """Show by how much each metric looks better than the visits, the most telling first."""
    visited = rows[rows["n"] > 0]
    figure(
        gap_whiskers,
        visited.head(MOST_NAMED),
        listed=figures_of,
        key="watermelon-gaps",
        description=_GAPS,
        leads=Leads(reported(rows)),
    )
    if len(visited) > MOST_NAMED:
        st.caption(f"The {MOST_NAMED} most telling are drawn; the table holds all {len(rows)}.")


def suspects_section(question: Question, rows: pd.DataFrame) -> None:
    """Tell of each watermelon, and of what may be one, what it reports and what people wrote of the visits there."""
    suspects = rows[rows["status"].isin(_SUSPECT)]
    if len(suspects):
        st.header("What people met there", anchor=False)
    for row in suspects.head(SHOWN).to_dict("records"):
        st.subheader(plain(f"{row['no']}. {row['label']}: {row['status']}"), anchor=False)
        st.markdown(plain(metric_sentence(pd.Series(row), question.view)))
        notes = cached(negative_words, row["service"], row["touchpoint"], _days(question.view, row))
        show_notes(notes, empty="Nobody wrote down what went wrong there.")
    if len(suspects) > SHOWN:
        st.caption(f"The {SHOWN} with the widest gap are told here; the table names all {len(suspects)}.")


def month_by_month(question: Question, rows: pd.DataFrame) -> None:
    """Show one service metric over time beside the visits, the first of `rows` unless another is chosen."""
    names = list(rows["label"])
    chosen = address.choice("Service", names, "service")
    row = rows.iloc[names.index(chosen)]
    months = figures.watermelon(store(), replace(question, by=BY_MONTH))
    own = months[(months[list(_OF_METRIC)] == row[list(_OF_METRIC)]).all(axis=1)]
    sentence = metric_sentence(row, question.view)
    if row["status"] not in _SUSPECT:  # those were told above
        st.markdown(plain(sentence))
    aim = programme().experience_target
    description, leads = f"{chosen}, {sentence}", Leads(reported_in(row.to_dict()))
    figure(attainment_months, own, key="watermelon-months", description=description, leads=leads, target=aim)
    how(
        "As above, month by month: a period of the metric goes to the month it begins in, and visits to the period "
        f"they were made in. Hollow months have fewer than {spelled(FEWEST_TO_JUDGE)} visits that went well or badly.",
        "the shares and intervals of the picture above (docs/measures.md).",
    )


def relation_section(question: Question) -> None:
    """Show whether better months of the metrics are better months of the visits."""
    st.header("Do they go together?", anchor=False)
    st.markdown(plain(cached(_relation, question)))
    rows = figures.watermelon_relation(store(), question)
    rows = rows.assign(service=rows["service"].where(rows["service"] != "", "Within all services"))
    table(rows, of="relation", key="watermelon-relation", title="The relation in figures")
    how(
        f"Every service metric and month with {spelled(FEWEST_TO_JUDGE)} visits or more is one pair. Months are "
        "ranked within their own metric, the ranks counted from their middle and then put together, so that a month "
        "is compared with the others of its service alone: a service that is better in both all year round makes no "
        "relation. Spearman's rank correlation is 1 where the months best by the metric are also best by the visits, "
        "and 0 where the one tells nothing of the other; a metric that never changes takes no part. An interval that "
        "holds 0 is called no relation.",
        "Spearman 1904; services and then months are drawn anew, never narrower than Bonett and Wright's interval of "
        "2000 (docs/sources.md).",
    )


def _days(view: View, row: Mapping[Hashable, Any]) -> View:
    """Return the part of `view` that a metric speaks of: its days and its place."""
    first, last = row["period_start"].date(), row["period_end"].date() - timedelta(days=1)
    return replace(
        view,
        since=max(first, view.since or first),
        until=min(last, view.until or last),
        places=(row["place"],) if row["place"] else view.places,
    )


def _headline(store: Store, question: Question) -> str:
    return watermelon_headline(figures.watermelon(store, question))


def _relation(store: Store, question: Question) -> str:
    return relation_sentence(figures.watermelon_relation(store, question))


def _labelled(store: Store, question: Question) -> pd.DataFrame:
    return labelled(figures.watermelon(store, question))
