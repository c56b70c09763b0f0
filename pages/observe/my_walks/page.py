"""My walks: what is still open, what was sent, and the way to set it right."""

from uuid import UUID

import streamlit as st

from audit.actions.drafting import given_up
from audit.model.day import written_moment
from audit.publish.headlines.words import counted
from audit.store.draft import drafts
from audit.store.journey import journeys
from audit.store.planned_walk import planned_walks
from audit.store.walk_through import walk_observations, walk_throughs
from pages.observe.my_walks.correction import observation_card
from pages.observe.my_walks.open_walks import given_up_walk, open_walk
from pages.parts.empty import nothing_yet
from pages.parts.planning import planned_list
from pages.parts.session import cached, programme, store
from pages.parts.words import opening

open_drafts, put_aside = drafts(store()), given_up(store())
walks, planned = cached(walk_throughs), len(cached(planned_walks))
if not open_drafts and not put_aside and walks.empty and not planned:
    opening("My walks", "No walk has been logged in the app yet.")
    nothing_yet("Each walk you log is listed here, so that you can go on with it or correct it.", "log")

names = {str(journey.id): journey.name for journey in cached(journeys)}
touchpoints = {str(one.id): one.name for journey in cached(journeys) for _, one in journey.touchpoints()}
opening("My walks", f"{counted(len(walks), 'walk')} logged, {len(open_drafts)} still open, {planned} planned.")

if open_drafts:
    st.header("Still open", anchor=False)
for draft in open_drafts:
    at = touchpoints.get(draft.entry.touchpoint_id, "no touchpoint")
    open_walk(draft, names.get(draft.head.journey_id, ""), at)

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
for observation in walk_observations(store(), UUID(chosen)).to_dict("records"):
    observation_card(observation["id"], observation["touchpoint"], withdrawn=observation["withdrawn"])
