"""Files handed in: put, read with their progress, taken back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.intake import LARGEST, READING, UNDONE, UNPACKED, WAITING, Handed, Intake
from assistant.naming import name_of
from assistant.settings import Settings
from assistant.ui.addresses import document_link
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.words import say
from corpus.catalogue import Catalogue

EVERY = 1.0  # seconds between looks at what is being read
ICONS = {
    WAITING: ":material/hourglass_empty:",
    READING: ":material/autorenew:",
    "added": ":material/check_circle:",
    "copy": ":material/library_add:",
    "known": ":material/done_all:",
    UNPACKED: ":material/folder_zip:",
    "refused": ":material/error:",
    UNDONE: ":material/undo:",
}


def show_intake() -> None:
    """Where files are dropped, and below what has become of each."""
    intake = Intake(Settings.from_environment())
    round_ = st.session_state.setdefault("intake-round", 0)
    files = st.file_uploader(
        say("records.drop"),
        accept_multiple_files=True,
        key=f"intake-files-{round_}",
        help=say("records.drop_help"),
        max_upload_size=LARGEST,
    )
    if files:
        st.session_state["intake-round"] += 1  # an empty field for the next ones, also when one cannot be written
        intake.put([(file.name, file.getvalue()) for file in files])
        st.session_state["intake-put"] = len(files)
        st.rerun()
    if put := st.session_state.pop("intake-put", 0):
        st.toast(say("records.put", count=put), icon=":material/check:")
    if intake.is_busy():
        st.fragment(_show_handed, run_every=EVERY)(intake, was_busy=True)
    else:
        _show_handed(intake, was_busy=False)


def _show_handed(intake: Intake, was_busy: bool) -> None:
    with edge():
        busy = intake.is_busy()
        if was_busy and not busy:
            st.rerun()
        if busy:
            intake.go_on()  # the process may have been killed
        _show_work(intake, busy)
        handed = intake.handed()
        if not handed:
            st.caption(say("records.none"))
        catalogue = Catalogue(Settings.from_environment().catalogue)
        try:
            for each in handed:
                _show_one(each, intake, catalogue)
        finally:
            catalogue.close()


def _show_work(intake: Intake, busy: bool) -> None:
    work = intake.work()
    if work.error:
        st.error(literal(say("records.index_error", error=work.error)), icon=":material/error:")
        st.button(say("records.index_again"), icon=":material/refresh:", on_click=intake.want_index)
    elif work.total:
        doing = literal(work.doing)
        st.progress(
            min(1.0, work.place / work.total),
            say("records.indexing", doing=doing, place=work.place, total=work.total),
        )
    elif busy:
        st.caption(f":material/autorenew: {say('records.indexing_soon')}")
    elif intake.handed(1):
        st.caption(f":material/check: {say('records.ready')}")


def _show_one(handed: Handed, intake: Intake, catalogue: Catalogue) -> None:
    id_ = catalogue.document_of_file(handed.file_sha256) if handed.file_sha256 else None
    document = catalogue.document(id_) if id_ else None
    with st.container(border=True, gap="small", key=f"handed-{handed.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            inside = "↳ " if handed.parent else ""
            st.markdown(f"{ICONS[handed.state]} {inside}**{literal(handed.name)}**", width="stretch")
            st.caption(_state(handed), width="content")
        if handed.state == READING and handed.pages:
            st.progress(handed.page / handed.pages)
        if document:
            st.text(f"{name_of(document)}: {document.title}" if document.title else name_of(document))
        if handed.reason:
            st.text(handed.reason[:1].upper() + handed.reason[1:])
        for note in handed.notes:
            st.caption(literal(say("records.note", note=note)))
        with st.container(horizontal=True, gap="small"):
            if document and handed.state != UNDONE:
                document_link(say("records.open"), document)
            if handed.state in {"added", "copy"} and document:
                _button("undo", handed, lambda: intake.undo(handed), ":material/undo:", say("records.undo_help"))
            if handed.state in {"refused", UNDONE} and handed.path:
                _button("again", handed, lambda: intake.again(handed.id), ":material/refresh:")
            if handed.state in {"refused", UNDONE, UNPACKED, "known"} and not handed.parent:
                _button("forget", handed, lambda: intake.forget(handed.id), ":material/close:")


def _button(what: str, handed: Handed, act: Callable[[], None], icon: str, tip: str | None = None) -> None:
    pressed = st.button(say(f"records.{what}"), key=f"{what}-{handed.id}", icon=icon, type="tertiary", help=tip)
    if pressed:
        act()
        st.rerun()


def _state(handed: Handed) -> str:
    if handed.state == READING and handed.pages:
        return say("records.reading_page", page=handed.page, pages=handed.pages)
    return say(f"records.{handed.state}")
