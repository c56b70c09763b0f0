"""My walks: what is still open, what was sent, and the way to set it right."""

from uuid import UUID

import streamlit as st

from audit.actions.drafting import given_up
from audit.model.day import written_moment
from audit.publish.headlines.words import counted
from audit.store.draft import drafts
from audit.store.field_entry import walks_on_phones
from audit.store.journey import journeys
from audit.store.planned_walk import planned_walks
from audit.store.walk_through import walk_observations, walk_throughs
from pages.observe.my_walks.observation_card import observation_card
from pages.observe.my_walks.open_walks import given_up_walk, open_walk, walk_on_a_phone
from pages.observe.my_walks.walk_card import walk_card
from pages.parts.empty import nothing_yet
from pages.parts.planning import planned_list
from pages.parts.session import cached, programme, store
from pages.parts.words import opening

on_phones = cached(walks_on_phones)
taken_up = set(on_phones["id"])  # a walk begun in the old form that a phone goes on with is that phone's to end
open_drafts = [draft for draft in drafts(store()) if str(draft.id) not in taken_up]
put_aside = given_up(store())
walks, planned = cached(walk_throughs), len(cached(planned_walks))
if not open_drafts and not put_aside and walks.empty and not planned:
    opening("My walks", "No walk has been logged in the app yet.")
    nothing_yet("Each walk you log is listed here, so that you can go on with it or correct it.", "log")

names = {str(journey.id): journey.name for journey in cached(journeys)}
still_open = len(open_drafts) + len(on_phones)
touchpoints = {str(one.id): one.name for journey in cached(journeys) for _, one in journey.touchpoints()}
opening("My walks", f"{counted(len(walks), 'walk')} logged, {still_open} still open, {planned} planned.")

if still_open:
    st.header("Still open", anchor=False)
for draft in open_drafts:
    at = touchpoints.get(draft.entry.touchpoint_id, "no touchpoint")
    open_walk(draft, names.get(draft.head.journey_id, ""), at)
for walk in on_phones.to_dict("records"):
    walk_on_a_phone(walk)

if planned:
    st.header("Planned", anchor=False)
    planned_list()

if put_aside:
    st.header("Given up", anchor=False)
for draft, given_up_at in put_aside:
    given_up_walk(draft, given_up_at, names.get(draft.head.journey_id, ""))

if walks.empty:
    st.stop()
st.header("Logged", anchor=False)


by_key = {walk["id"]: walk for walk in walks.to_dict("records")}


def _called(key: str) -> str:
    walk = by_key[key]
    when = programme().local(walk["started_at"])
    where = f" · {walk['place']}" if walk["place"] else ""
    return f"{written_moment(when)} · {walk['journey']}{where} · {counted(walk['observations'], 'observation')}"


chosen = st.selectbox("Which walk?", list(by_key), format_func=_called)
walk_card(UUID(chosen))
for observation in walk_observations(store(), UUID(chosen)).to_dict("records"):
    observation_card(UUID(observation["id"]), observation["touchpoint"])
