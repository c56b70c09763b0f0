"""Log a walk-through: one hand, one touchpoint after another, every tap kept."""

import streamlit as st

from audit.publish.headlines.words import counted
from audit.store.journey import journeys, scenarios
from audit.store.observation import latest_words
from audit.store.place import places
from audit.store.walk_through import walk_observations
from pages.observe.log_walk_through import entry_form
from pages.observe.log_walk_through.opened_walk import open_draft
from pages.observe.log_walk_through.top import open_at_top
from pages.observe.log_walk_through.walk_bar import walk_bar
from pages.parts import capture
from pages.parts.empty import nothing_yet
from pages.parts.session import cached, programme, store
from pages.parts.touchpoint_card import what_to_watch
from pages.parts.words import opening, show_notes

known = {str(journey.id): journey for journey in cached(journeys)}
if not known:
    opening("Log a walk-through", "Nothing to walk yet.")
    nothing_yet("There is no journey to walk yet.", "journeys", "sample")

if finished := capture.finished():
    count = int((~walk_observations(store(), finished)["withdrawn"]).sum())
    st.success(f"Walk finished: {counted(count, 'observation')} in the audit.", icon=":material/check:")

draft = open_draft(tuple(known.values()))
journey = known[draft.head.journey_id]
stops = {str(touchpoint.id): (stage, touchpoint) for stage, touchpoint in journey.touchpoints()}
if not stops:
    opening("Log a walk-through", f"The journey {journey.name} has no touchpoints yet.")
    nothing_yet("A walk goes from touchpoint to touchpoint; give it some.", "journeys")
if draft.entry.touchpoint_id not in stops:
    capture.go_to(draft, next(iter(stops)))
    st.rerun()
entries = cached(walk_observations, draft.id)
visited = set(entries.loc[~entries["withdrawn"], "touchpoint_id"])
order = list(stops)
here = order.index(draft.entry.touchpoint_id)
ahead = [key for key in order[here + 1 :] + order[:here] if key not in visited]
_, touchpoint = stops[draft.entry.touchpoint_id]
# before the form: Save belongs to the touchpoint as soon as that shows
next_stop = ahead[0] if ahead else draft.entry.touchpoint_id
is_tapped = walk_bar(draft, touchpoint, next_stop)

done = "" if ahead or len(visited) < len(stops) else " · all seen: Finish, or choose one to see again"
with st.container(key="small-title"):
    st.title(f"Log a walk-through · {len(visited)} of {counted(len(stops), 'touchpoint')} saved{done}", anchor=False)
entry_form.where_and_how(
    draft,
    known,
    {
        "place": cached(places),
        "scenario": cached(scenarios, journey.id),
        "customer_group": programme().customer_groups,
    },
)
st.selectbox(
    "Touchpoint",
    order,
    format_func=lambda key: f"{'✓ ' if key in visited else ''}{stops[key][1].name} · {stops[key][0].name}",
    **capture.bound(draft, "entry", "touchpoint_id", "index", order),
)
entry_form.how_it_went(draft)
what_to_watch(touchpoint)
entry_form.judge(draft, touchpoint)
entry_form.wait_and_signals(draft)
lately = st.expander("Seen here lately", icon=":material/forum:", key="lately", on_change="rerun")
if lately.open:
    with lately:
        show_notes(cached(latest_words, touchpoint.id), empty="No words about this touchpoint yet.")
entry_form.clearing(draft)
if is_tapped:
    capture.save_unheard(draft, touchpoint.name, next_stop)
open_at_top(draft.entry.observation_id)
