"""The page Tập huấn: the lessons, or one of them to prepare, run and learn by."""

from __future__ import annotations

from datetime import date

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.addresses import LESSON
from assistant.ui.choosing import choose_view
from assistant.ui.edge import edge
from assistant.ui.frame import begin_page, end_sidebar
from assistant.ui.literal import literal
from assistant.ui.opening import evidence_on
from assistant.ui.words import say
from assistant.ui.workshop.cards import show_cards
from assistant.ui.workshop.expired import show_badge
from assistant.ui.workshop.items import show_items
from assistant.ui.workshop.kept import expired_of, lesson_of, shelf, tell
from assistant.ui.workshop.lessons import open_lesson, show_lessons
from assistant.ui.workshop.preview import show_preview
from assistant.ui.workshop.results import show_results
from assistant.ui.workshop.running import show_running
from assistant.ui.workshop.taking import show_taking
from assistant.ui.workshop.writing import show_writing
from assistant.workshop.types import Lesson
from corpus.errors import IndexMissing


def workshop_page() -> None:
    """Draw the page for the lesson that the address names, else the list."""
    begin_page(say("page.workshop"))
    with edge():
        tell()
        id_ = st.query_params.get(LESSON, "")
        if id_:
            _show_lesson(id_)
        else:
            st.title(say("page.workshop"), anchor=False)
            show_lessons(_evidence())
    end_sidebar()


def _evidence() -> Evidence | None:
    """The corpus as it is known today; None while it is empty, where lessons can be listed all the same."""
    try:
        return evidence_on(date.today())
    except IndexMissing:
        return None


def _show_lesson(id_: str) -> None:
    with st.container(key="document", gap="small"):
        if st.button(say("workshop.back"), key="lesson-back", icon=":material/arrow_back:", type="tertiary"):
            open_lesson("")
        lesson, evidence = lesson_of(id_), evidence_on(date.today())
        st.header(literal(lesson.title), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _show_about(lesson, evidence)
    view = choose_view(say("workshop.view"), list(VIEWS), "workshop-view")
    with edge():
        VIEWS[view](lesson, evidence)


def _show_about(lesson: Lesson, evidence: Evidence) -> None:
    st.caption(say("workshop.about", items=len(lesson.items), minutes=lesson.minutes), width="content")
    if not shelf().is_own(lesson.id):
        st.badge(say("workshop.ships"), icon=":material/inventory_2:", color="gray", help=say("workshop.ships_note"))
    show_badge(len(expired_of(lesson, evidence)))


VIEWS = {
    "workshop.write": show_writing,
    "workshop.items": show_items,
    "workshop.preview": show_preview,
    "workshop.run": show_running,
    "workshop.results": show_results,
    "workshop.cards": show_cards,
    "workshop.take": show_taking,
}
