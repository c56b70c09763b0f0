"""The mapping screen: the columns of an unknown file placed by a person, written down as a recipe for next time."""

import re
from dataclasses import replace

import streamlit as st

from audit.intake.proposal import DROP, IGNORE, SCORE, TARGETS, Proposal
from audit.intake.proposed_recipe import proposed_recipe
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import DateOrder, Dates
from audit.intake.tables import Table
from audit.model.rating import DIMENSIONS, Dimension
from pages.parts.words import plain

_SAID = {
    IGNORE: "leave it out",
    DROP: "forget it: it tells of a person",
    SCORE: "a score of one touchpoint",
    "identity": "what tells one row from another",
}
_NO_DIMENSION = "no dimension, outcome only"


def mapped_recipe(table: Table, proposal: Proposal) -> Recipe:
    """Ask where each column of `table` belongs, starting from `proposal`, and return the recipe that says so.

    Raises:
        RecipeError: something is missing still, said in its own words.
    """
    st.markdown("No recipe fits this file yet. Say where its columns belong; it is then known next time.")
    st.caption(
        "Here each row becomes an observation. Tickets of a service desk, and figures month by month, take a recipe of "
        "another kind: docs/recipes.md has one of each to copy."
    )
    for asked in proposal.questions:
        st.info(plain(asked), icon=":material/help:")
    targets, dimensions = {}, {}
    for placement in proposal.placements:
        with st.container(horizontal=True, gap="small"):
            column = placement.column
            targets[column] = st.selectbox(
                f"{plain(column)} ({plain(placement.reason)})",
                TARGETS,
                TARGETS.index(placement.target),
                format_func=lambda target: _SAID.get(target, target.replace("_", " ")),
                key=f"map.{table.name}.{column}",
            )
            if targets[column] == SCORE:
                dimensions[column] = st.selectbox(
                    "Dimension", [_NO_DIMENSION, *DIMENSIONS], key=f"dimension.{table.name}.{column}"
                )
    orders = list(DateOrder)
    order = orders[
        st.selectbox(
            "Dates are written with the",
            range(len(orders)),
            orders.index(proposal.dates.order),
            format_func=lambda place: orders[place].value,
        )
    ]
    usual = re.sub(r"[^a-z0-9]+", "-", table.name.rsplit(".", 1)[0].lower()).strip("-") or "my-recipe"
    name = st.text_input("Name of the recipe (small letters, digits and hyphens)", usual)
    recipe = proposed_recipe(table, name, targets=targets, dates=Dates(order, proposal.dates.formats))
    return _with_dimensions(recipe, dimensions)


def _with_dimensions(recipe: Recipe, dimensions: dict[str, str]) -> Recipe:
    parts = tuple(
        replace(part, dimensions=(Dimension(dimensions[part.score]),))
        if dimensions.get(part.score, _NO_DIMENSION) != _NO_DIMENSION
        else part
        for part in recipe.touchpoints
    )
    return replace(recipe, touchpoints=parts)
