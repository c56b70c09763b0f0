"""Data in and out: bring a file in, take an import back, take everything out, keep a backup."""

import tempfile
from pathlib import Path

import streamlit as st

from audit.actions import upkeep
from audit.intake.recipes import recipe_problems
from audit.model.day import written_moment
from audit.publish.headlines.words import counted
from audit.store.import_batch import import_batches
from pages.parts.boundary import safely
from pages.parts.empty import offer
from pages.parts.session import cached, programme, store, today
from pages.parts.words import opening, plain, show_left_out
from pages.set_up.import_export import bringing_in, from_phone
from pages.set_up.import_export.field_form import offer_form

batches = cached(import_batches)
standing = batches[batches["undone_at"].isna()]
undoing = "each can be undone, the latest first where several changed the same rows"
opening(
    "Data in and out",
    f"{counted(len(standing), 'import')} in the audit; {undoing}."
    if len(standing)
    else "Nothing has been imported yet.",
)
bringing_in.result("undo")

st.header("Bring a file in", anchor=False)
show_left_out(recipe_problems())
uploaded = st.file_uploader("A CSV or Excel file of up to 10 MB")  # another kind is refused with what to do
if uploaded:
    bring_in = from_phone.bring_in if from_phone.is_from_phone(uploaded) else bringing_in.bring_in
    bring_in(uploaded)
else:
    st.caption("It is shown before anything is written. What waited on a phone comes in too, by the file saved there.")
    if batches.empty:
        offer("sample")
bringing_in.result("import")

if len(batches):
    st.header("What was brought in", anchor=False)
for batch in batches.to_dict("records"):
    with st.container(border=True):
        when = programme().local(batch["imported_at"])
        what = "The sample audit" if batch["recipe"] == "sample" else batch["file_name"]
        st.markdown(f"**{plain(what)}** · {batch['recipe']} · {written_moment(when)}")
        st.caption(
            f"{counted(batch['rows_in_file'], 'row')}: {batch['accepted']:,} accepted, "
            f"{batch['already_there']:,} already there, {batch['rejected']:,} rejected"
            + (f", {batch['changed']:,} changed and taken over" if batch["changed"] else "")
        )
        if batch["id"] in set(standing["id"]):
            st.button("Take it back", key=batch["id"], on_click=safely(bringing_in.undo), args=(batch["id"],))
        else:
            st.caption("Taken back.")

st.header("Take everything out", anchor=False)


def _all_tables() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return upkeep.export_archive(store(), Path(folder))


def _backup() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        upkeep.back_up(store(), Path(folder) / "audit.backup")
        return (Path(folder) / "audit.backup").read_bytes()


with st.container(horizontal=True):
    st.download_button("Download all tables", _all_tables, f"audit-{today()}.zip", "application/zip")
    st.download_button("Download a backup", _backup, f"audit-{today()}.backup", "application/octet-stream")
st.caption("CSV and Parquet, without photos. A backup has those too; bring it back with: moments restore FILE")

offer_form()
