"""The list of lessons: one's own, then those that ship; new ones made or handed in as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.settings import Settings
from assistant.ui.addresses import LESSON
from assistant.ui.edge import message_of
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.expired import show_badge
from assistant.ui.workshop.kept import attempt, change, expired_of, headings, lesson_of, shelf
from assistant.ui.workshop.results import rooms, show_sessions
from assistant.workshop.binding import bind, bound_item
from assistant.workshop.cards import FILE as CARDS
from assistant.workshop.cards import CardBook
from assistant.workshop.lesson import LARGEST, as_yaml
from assistant.workshop.shelf import Heading
from assistant.workshop.types import Item, Lesson
from corpus.errors import CanCuError, Misconfigured, NotFound

LONGEST_TITLE = 200


def show_lessons(evidence: Evidence | None) -> None:
    """The list, below where lessons are begun and handed in."""
    st.caption(say("workshop.intro"))
    with st.container(horizontal=True, gap="small"):
        with st.popover(say("workshop.new"), icon=":material/add:", type="primary", key="lesson-new-open"):
            _show_new()
        with st.popover(say("workshop.hand_in"), icon=":material/upload:", key="lesson-file-open"):
            _show_upload(evidence)
    known = headings()
    for ships, name in ((False, "workshop.own"), (True, "workshop.shipped")):
        listed = [heading for heading in known if heading.ships is ships]
        if listed or not ships:
            st.subheader(say(name), anchor=False)
        if not listed and not ships:
            st.caption(say("workshop.no_own"))
        for heading in listed:
            with st.container(border=True, gap="small", key=f"lesson-{heading.id}"):
                _show_heading(heading, evidence)
    _show_left({heading.id for heading in known})


def _show_left(known: set[str]) -> None:
    """The sessions of lessons that have been deleted: their data can be looked at, and deleted, all the same."""
    left = [line for line in rooms().sessions() if line.lesson not in known]
    if left and st.toggle(say("workshop.left_sessions", count=len(left)), key="left-sessions"):
        show_sessions(left, "left")


def _show_new() -> None:
    with st.form("lesson-new", border=False):
        title = st.text_input(say("workshop.title"), key="lesson-new-title", max_chars=LONGEST_TITLE)
        wanted = st.form_submit_button(say("workshop.begin"), icon=":material/add:", key="lesson-new-begin")
    if wanted and not (title or "").strip():
        st.warning(say("workshop.title_needed"))
    elif wanted:
        open_lesson(shelf().save(Lesson(title=" ".join((title or "").split()), written=date.today())).id)


def _show_upload(evidence: Evidence | None) -> None:
    round_ = st.session_state.setdefault("lesson-round", 0)
    file = st.file_uploader(say("workshop.file"), key=f"lesson-file-{round_}")  # whatever it is: refused in our words
    if file:
        st.session_state["lesson-round"] += 1  # an empty field for the next one
        try:
            if file.size > LARGEST:
                raise Misconfigured(say("workshop.too_large", name=file.name, most=LARGEST // 1_000_000))
            lesson = shelf().add(file.name, file.getvalue())
        except CanCuError as error:
            st.session_state["workshop-failed"] = message_of(error)
            st.rerun()
        if evidence:
            attempt(partial(change, lesson.id, partial(_with_bases, evidence)))
        open_lesson(lesson.id)


def _with_bases(evidence: Evidence, lesson: Lesson) -> Lesson:
    """The lesson with what its file only names found in the corpus; what is not here is told, and stays as it is."""
    try:
        return bind(lesson, evidence)
    except NotFound as error:
        st.session_state["workshop-failed"] = message_of(error)
    return replace(lesson, items=tuple(_with_basis(item, evidence) for item in lesson.items))


def _with_basis(item: Item, evidence: Evidence) -> Item:
    try:
        return bound_item(item, evidence)
    except NotFound:
        return item


def open_lesson(id_: str) -> None:
    """Turn to a lesson; to the list for ""."""
    st.query_params.from_dict({LESSON: id_} if id_ else {})
    st.rerun()


def _show_heading(heading: Heading, evidence: Evidence | None) -> None:
    if heading.fault:
        st.markdown(f":material/error: **{literal(heading.title)}**")
        st.text(heading.fault)
        if not heading.ships:
            _show_delete(heading)
        return
    if st.button(
        f"**{literal(heading.title)}**", key=f"lesson-open-{heading.id}", icon=":material/school:", type="tertiary"
    ):
        open_lesson(heading.id)
    if heading.summary:
        st.caption(literal(heading.summary))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(say("workshop.about", items=heading.items, minutes=heading.minutes), width="content")
        if evidence:
            show_badge(len(expired_of(lesson_of(heading.id), evidence)))
        _show_actions(heading)


def _show_actions(heading: Heading) -> None:
    st.download_button(
        say("workshop.take_yaml"),
        partial(_yaml, heading.id),
        file_name=f"{heading.id}.yaml",
        mime="application/yaml",
        key=f"lesson-yaml-{heading.id}",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
    st.button(
        say("workshop.copy"),
        key=f"lesson-copy-{heading.id}",
        icon=":material/content_copy:",
        type="tertiary",
        on_click=attempt,
        args=(partial(_copy, heading.id),),
    )
    if not heading.ships:
        _show_delete(heading)


def _yaml(id_: str) -> str:
    return as_yaml(lesson_of(id_))


def _copy(id_: str) -> None:
    lesson = lesson_of(id_)
    shelf().save(replace(lesson, id="", title=say("workshop.copy_of", title=lesson.title)))


def _show_delete(heading: Heading) -> None:
    with st.popover(
        say("workshop.delete"), icon=":material/delete:", type="tertiary", key=f"lesson-delete-open-{heading.id}"
    ):
        st.text(say("workshop.delete_sure", title=heading.title))
        st.button(
            say("workshop.delete_lesson"),
            key=f"lesson-delete-{heading.id}",
            icon=":material/delete:",
            on_click=attempt,
            args=(partial(_delete, heading.id),),
        )


def _delete(id_: str) -> None:
    shelf().delete(id_)
    CardBook(Settings.from_environment().data / CARDS).forget(id_)
