"""A view of a customer group with fewer than five moments lets nothing through, whatever is read."""

from dataclasses import replace
from datetime import date

import pytest

from audit.errors import SmallGroupError
from audit.model.evidence import Evidence
from audit.model.keys import new_key
from audit.model.search import Search
from audit.model.view import View
from audit.store.evidence import outcomes_behind
from audit.store.incoming import add_incoming_observations
from audit.store.tallies import sightings
from audit.store.view_filter import groups_shown, is_too_small, refuse_too_small, without_small_groups
from audit.store.voices import notes
from tests.builders import ANSWER, GREETING, observation_rows

STAFF = View(customer_groups=("staff",))


def observed(store, n, **row):
    add_incoming_observations(
        store, observation_rows(*({"customer_group": "staff"} | row for _ in range(n))), new_key()
    )


def test_four_moments_are_hidden_and_five_show_again(desk):
    observed(desk, 4, what_happened="Waited alone.")
    assert is_too_small(desk, STAFF)
    assert sightings(desk, STAFF).empty
    assert notes(desk, STAFF, Search(), 10).empty
    assert not any(outcomes_behind(desk, STAFF, Evidence()).values())
    observed(desk, 1, what_happened="Waited alone.")
    assert not is_too_small(desk, STAFF)
    assert sightings(desk, STAFF)["n"].sum() == 5
    assert len(notes(desk, STAFF, Search(), 10)) == 5


def test_a_group_large_enough_is_hidden_where_the_other_filters_leave_too_little_of_it(desk):
    observed(desk, 4, touchpoint="Greeting", place="Main hall", channel="in person", observed_on="2026-03-01")
    observed(desk, 5, touchpoint="Answer", place="Branch", channel="phone", observed_on="2026-04-01")
    for small in (
        View(customer_groups=("staff",), touchpoint=str(GREETING.id)),
        View(customer_groups=("staff",), places=("Main hall",)),
        View(customer_groups=("staff",), channels=("in person",)),
        View(customer_groups=("staff",), until=date(2026, 3, 31)),
        View(customer_groups=("staff",), journeys=("elsewhere",)),
    ):
        assert is_too_small(desk, small)
        assert sightings(desk, small).empty
        with pytest.raises(SmallGroupError, match="Fewer than five moments"):
            refuse_too_small(desk, small)
    assert not is_too_small(desk, View(customer_groups=("staff",), touchpoint=str(ANSWER.id)))
    # what one view was refused is not what another is answered
    assert sightings(desk, STAFF)["n"].sum() == 9
    assert sightings(desk, View(customer_groups=("staff",), touchpoint=str(ANSWER.id)))["n"].sum() == 5


def test_a_view_that_names_no_group_shows_the_moments_of_every_group(desk):
    observed(desk, 2)
    assert not is_too_small(desk, View(places=("nowhere",)))
    assert sightings(desk)["n"].sum() == 2


def test_a_small_group_chosen_beside_others_is_left_out_and_two_that_hold_five_together_are_not(desk):
    observed(desk, 4)
    observed(desk, 6, customer_group="guests")
    of_both = View(customer_groups=("guests", "staff"))
    assert sightings(desk, of_both)["n"].sum() == 6
    assert groups_shown(desk, of_both) == ("guests",)
    assert without_small_groups(desk, of_both) == View(customer_groups=("guests",))
    observed(desk, 1, customer_group="crew")
    of_small = View(customer_groups=("staff", "crew"))
    assert without_small_groups(desk, of_small) == of_small
    assert sightings(desk, of_small)["n"].sum() == 5
    assert sightings(desk, View(customer_groups=("crew", "guests", "staff")))["n"].sum() == 11
    assert without_small_groups(desk, View()) == View()


def test_the_chosen_groups_that_are_left_out_are_counted_where_the_view_looks(desk):
    observed(desk, 5, touchpoint="Greeting")
    observed(desk, 6, touchpoint="Answer", customer_group="guests")
    of_both = View(customer_groups=("guests", "staff"))
    assert groups_shown(desk, of_both) == ("guests", "staff")
    assert groups_shown(desk, replace(of_both, touchpoint=str(ANSWER.id))) == ("guests",)
    assert sightings(desk, replace(of_both, touchpoint=str(GREETING.id)))["n"].sum() == 5
