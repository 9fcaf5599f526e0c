"""The questions of a lesson that are put to the assistant before the room, with the provision expected."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.choosing import choose_day
from assistant.ui.edge import show_error
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.basis import show_basis
from assistant.ui.workshop.kept import change
from assistant.ui.workshop.lists import put, show_moves, show_undo
from assistant.workshop.binding import bound
from assistant.workshop.types import Basis, Lesson, LiveQuestion
from corpus.dates import day
from corpus.errors import CanCuError

EDITED = "live-edited"  # of the session: the lesson and the question edited


def show_live(lesson: Lesson, evidence: Evidence) -> None:
    """The questions in their order, and the form for one more."""
    st.caption(say("workshop.live_note"))
    show_undo(lesson.id, "questions")
    edited = st.session_state.get(EDITED)
    for at, asked in enumerate(lesson.questions):
        with st.container(border=True, gap="small", key=f"live-{at}"):
            if edited == (lesson.id, asked):
                _show_form(asked, lesson, evidence)
                continue
            st.text(f"{at + 1}. {asked.ask}")
            if asked.as_of:
                st.caption(literal(say("workshop.asked_on", day=day(asked.as_of))))
            if asked.expected:
                show_basis(asked.expected, evidence, f"question-{at}")
            with st.container(horizontal=True, gap="small"):
                if show_moves(lesson.id, "questions", lesson.questions, at):
                    st.session_state[EDITED] = lesson.id, asked
                    st.rerun()
    with st.expander(say("workshop.add_question"), icon=":material/add:", key="live-new"):
        _show_form(None, lesson, evidence)


def _show_form(asked: LiveQuestion | None, lesson: Lesson, evidence: Evidence) -> None:
    """The fields of a question, of a new one where none is given."""
    key = f"live-form-{lesson.id}-{lesson.questions.index(asked) if asked else f'new-{len(lesson.questions)}'}"
    expected = asked.expected if asked else None
    with st.form(key, border=False):
        ask = st.text_area(say("workshop.question"), asked.ask if asked else "", key=f"{key}-ask", max_chars=300)
        citation = st.text_input(
            say("workshop.expected"), expected.citation if expected else "", key=f"{key}-citation", max_chars=500,
            placeholder="khoản 2 Điều 5 73/2019/NĐ-CP",
        )  # fmt: skip
        as_of = choose_day(say("workshop.question_day"), f"{key}-day", asked.as_of if asked else None)
        with st.container(horizontal=True, gap="small"):
            saves = st.form_submit_button(say("workshop.save"), key=f"{key}-save", icon=":material/save:")
            leaves = asked is not None and st.form_submit_button(
                say("workshop.cancel"), key=f"{key}-cancel", icon=":material/close:"
            )
    if leaves:
        st.session_state.pop(EDITED, None)
        st.rerun()
    if not saves:
        return
    text = " ".join((ask or "").split())
    if not text:
        st.warning(say("workshop.question_needed"))
        return
    try:
        basis = _expected(expected, " ".join((citation or "").split()), evidence)
        made = LiveQuestion(text, basis, as_of)
        change(lesson.id, lambda lesson: replace(lesson, questions=put(lesson.questions, asked, made)))
    except CanCuError as error:
        show_error(error)
        return
    st.session_state.pop(EDITED, None)
    st.rerun()


def _expected(known: Basis | None, citation: str, evidence: Evidence) -> Basis | None:
    """The provision named, found in the corpus; NotFound where it is not there."""
    if not citation or (known and known.citation == citation):
        return known if citation else None
    return bound(Basis(citation), evidence, say("workshop.this_question"))
