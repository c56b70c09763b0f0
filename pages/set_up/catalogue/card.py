"""One service as its customers could read it: what it is, what it promises, how to ask, what an emergency is."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from audit.actions.catalogue import start_catalogue
from audit.intake.templates import Template, all_templates
from audit.model.service import Service
from audit.publish.headlines.catalogue import promise_sentence
from pages.parts.boundary import safely
from pages.parts.promises import catalogue
from pages.parts.session import programme, store
from pages.parts.words import plain
from pages.set_up.catalogue import form as service_form

_STYLE = """<style>
.service{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:.25rem 2.5rem}
.service p,.service dl div{margin:0 0 .4rem;line-height:1.45;overflow-wrap:anywhere}
.service dl{margin:0;padding:0}
.service dt,.service dd{display:inline;margin:0;padding:0}
.service dt{opacity:.75}
.service dt::after{content:" · "}
</style>"""


def service_card(service: Service, served: pd.DataFrame) -> None:
    """Show a service, or the form that changes it while it is being changed.

    Args:
        service: the service.
        served: every touchpoint with the service it belongs to.
    """
    with st.container(border=True, key=f"card.{service.id}"):
        if service_form.is_open(service.id):
            st.subheader(f"Change {plain(service.name)}", anchor=False)
            service_form.form(service, served, is_new=False)
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(service.name), anchor=False)
            service_form.opener("Change", service.id, key=f"change.{service.id}", type="tertiary")
        own = served.loc[served["service_id"] == str(service.id), "touchpoint"]
        st.html(service_html(service, list(own), programme().attainment_target))


def service_html(service: Service, touchpoints: Sequence[str], usual_target: float) -> str:
    """Return what a service says of itself to its customers, their words shown as they were typed."""
    facts = {
        "Proper channel": service.proper_channel,
        "An emergency is": service.emergency,
        "Hours": service.hours,
        "Where you meet it": ", ".join(touchpoints),
    }
    terms = "".join(f"<div><dt>{label}</dt><dd>{escape(words)}</dd></div>" for label, words in facts.items() if words)
    about = f"<p>{escape(service.description)}</p>" if service.description else ""
    promise = escape(promise_sentence(service, usual_target))
    return f'{_STYLE}<div class="service"><div>{about}<p><b>{promise}</b></p></div><dl>{terms}</dl></div>'


def starters() -> None:
    """Offer, for each journey template, its services; those whose name is in the catalogue stay as they are."""
    there = {service.name.casefold() for service in catalogue()}
    for template in all_templates():
        names = [starter.service.name for starter in template.services]
        if not names:
            continue
        with st.container(border=True):
            st.subheader(plain(template.name), anchor=False)
            st.markdown(plain(" · ".join(names)))
            st.button(
                "It is in the catalogue" if {name.casefold() for name in names} <= there else "Add these services",
                key=f"starter.{template.slug}",
                disabled={name.casefold() for name in names} <= there,
                on_click=safely(_start),
                args=(template,),
            )
    st.caption("Their times are examples. Change each to what you have really promised, or leave the promise out.")


def _start(template: Template) -> None:
    start_catalogue(store(), template.catalogue())
