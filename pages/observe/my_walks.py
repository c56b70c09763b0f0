"""My walks: what is still open, what was sent, and the way to set it right."""

from uuid import UUID

import streamlit as st

from audit.publish.headlines.words import counted
from audit.store.draft import close_draft, drafts
from audit.store.journey import journeys
from audit.store.planned_walk import planned_walks
from audit.store.walk_through import walk_observations, walk_throughs
from pages.parts.correction import observation_card
from pages.parts.empty import nothing_yet
from pages.parts.planning import planned_list
from pages.parts.rooms import page_at
from pages.parts.session import programme, remembered, store
from pages.parts.words import opening, plain

open_drafts = drafts(store())
walks, planned = remembered(walk_throughs), len(remembered(planned_walks))
if not open_drafts and walks.empty and not planned:
    opening("My walks", "No walk has been logged in the app yet.")
    nothing_yet("Each walk you log stands here, to go on with or to set right.", "log")

names = {str(journey.id): journey.name for journey in remembered(journeys)}
touchpoints = {str(one.id): one.name for journey in remembered(journeys) for _, one in journey.touchpoints()}
opening("My walks", f"{counted(len(walks), 'walk')} logged, {len(open_drafts)} still open, {planned} planned.")

if open_drafts:
    st.header("Still open", anchor=False)
for draft in open_drafts:
    with st.container(border=True):
        begun = programme().local(draft.started_at)
        st.markdown(f"**{plain(names.get(draft.head.journey_id, ''))}** · begun {begun:%d %b %Y %H:%M}")
        st.caption(plain(f"{draft.head.method}, at {touchpoints.get(draft.entry.touchpoint_id, 'no touchpoint')}"))
        st.page_link(page_at("log"), label="Go on", icon=":material/play_arrow:", query_params={"draft": str(draft.id)})
        st.button("Give it up", key=f"drop.{draft.id}", on_click=close_draft, args=(store(), draft.id))

if planned:
    st.header("Planned", anchor=False)
    planned_list()

if walks.empty:
    st.stop()
st.header("Logged", anchor=False)


by_key = {walk["id"]: walk for walk in walks.to_dict("records")}


def _called(key: str) -> str:
    walk = by_key[key]
    when = programme().local(walk["started_at"])
    where = f" · {walk['place']}" if walk["place"] else ""
    return f"{when:%d %b %Y %H:%M} · {walk['journey']}{where} · {counted(walk['observations'], 'observation')}"


chosen = st.selectbox("Which walk?", list(by_key), format_func=_called)
for seen in walk_observations(store(), UUID(chosen)).to_dict("records"):
    observation_card(seen["id"], seen["touchpoint"], withdrawn=seen["withdrawn"])
