"""Service catalogue: what is offered, what it promises, how to ask for it, and whether the promise is kept."""

import streamlit as st

from audit import figures
from audit.charts.promise import waits_dots
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled
from pages.parts import promises
from pages.parts.empty import offer
from pages.parts.figures import figure, how, table
from pages.parts.filters import filter_bar
from pages.parts.session import store
from pages.parts.words import opening, plain
from pages.set_up.catalogue import form as service_form
from pages.set_up.catalogue.card import service_card, starters

opening("Service catalogue", promises.catalogue_sentence())
service_form.show_done()
known, served = promises.catalogue(), promises.touchpoints_served()
with st.container(key="not-printed-link"):
    if known:
        st.markdown("Further down: [is the promise kept?](#kept) Printed, this page shows only the services.")
st.header("What we promise", anchor=False)
for service in known:
    service_card(service, served)

with st.container(key="not-printed"):
    service_form.adding(served)

    if known:
        st.header("Is the promise kept?", anchor="kept")
        question = filter_bar("touchpoint")
        sentence, judged = promises.waits_sentence(question), promises.timed_and_promised(question)
        st.markdown(plain(sentence))
        if len(judged):
            figure(waits_dots, judged, key="promise-waits", description=sentence)
        if left_out := promises.what_is_left_out(question):
            st.caption(plain(left_out))
        every, title = figures.waits(store(), question), "Every touchpoint with a wait or a promise"
        table(every, of="waits", key="promise-all", title=title)
        how(
            "Each wait timed at a touchpoint is compared with the first response that its service promises; a wait "
            "of just that length keeps the promise. The dot is the share of waits that keep it, the whisker its "
            "Wilson 95 % interval, the upright bar the share that should: the service's own, else the programme's. "
            "Kept: the share reaches the bar. Not kept: the whole interval lies below it. Possibly not kept: only "
            f"the share does. With fewer than {spelled(FEWEST_TO_JUDGE)} timed waits nothing is said. Promises "
            "and waits are "
            "counted round the clock.",
            "Wilson (1927) for the interval (docs/sources.md); the promises are the catalogue's own.",
        )

    st.header("Start from a ready-made catalogue", anchor=False)
    starters()
    if not known:
        offer("sample")
