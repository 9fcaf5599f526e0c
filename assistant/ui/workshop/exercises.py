"""The exercises of a lesson: a task, what a good solution has, its basis."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.edge import show_error
from assistant.ui.words import say
from assistant.ui.workshop.basis import show_basis
from assistant.ui.workshop.kept import change
from assistant.ui.workshop.lists import put, show_moves, show_undo
from assistant.workshop.binding import bound
from assistant.workshop.types import Basis, Exercise, Lesson
from corpus.errors import CanCuError

EDITED = "exercise-edited"  # of the session: the lesson and the exercise edited
LONGEST = 4_000


def show_exercises(lesson: Lesson, evidence: Evidence) -> None:
    """The exercises in their order, and the form for one more."""
    st.caption(say("workshop.exercises_note"))
    show_undo(lesson.id, "exercises")
    edited = st.session_state.get(EDITED)
    for at, exercise in enumerate(lesson.exercises):
        with st.container(border=True, gap="small", key=f"exercise-{at}"):
            if edited == (lesson.id, exercise):
                _show_form(exercise, lesson, evidence)
                continue
            st.text(f"{at + 1}. {exercise.task}")
            if exercise.solution:
                st.caption(say("workshop.solution"))
                st.text(exercise.solution)
            if exercise.basis:
                show_basis(exercise.basis, evidence, f"exercise-{at}")
            with st.container(horizontal=True, gap="small"):
                if show_moves(lesson.id, "exercises", lesson.exercises, at):
                    st.session_state[EDITED] = lesson.id, exercise
                    st.rerun()
    with st.expander(say("workshop.add_exercise"), icon=":material/add:", key="exercise-new"):
        _show_form(None, lesson, evidence)


def _show_form(exercise: Exercise | None, lesson: Lesson, evidence: Evidence) -> None:
    """The fields of an exercise, of a new one where none is given."""
    place = lesson.exercises.index(exercise) if exercise else f"new-{len(lesson.exercises)}"
    key = f"exercise-form-{lesson.id}-{place}"
    known = exercise.basis if exercise else None
    with st.form(key, border=False):
        task = st.text_area(
            say("workshop.task"), exercise.task if exercise else "", key=f"{key}-task", max_chars=LONGEST
        )
        solution = st.text_area(
            say("workshop.solution"), exercise.solution if exercise else "", key=f"{key}-solution", max_chars=LONGEST
        )
        citation = st.text_input(
            say("workshop.citation"), known.citation if known else "", key=f"{key}-citation", max_chars=500,
            placeholder="khoản 2 Điều 5 73/2019/NĐ-CP",
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            saves = st.form_submit_button(say("workshop.save"), key=f"{key}-save", icon=":material/save:")
            leaves = exercise is not None and st.form_submit_button(
                say("workshop.cancel"), key=f"{key}-cancel", icon=":material/close:"
            )
    if leaves:
        st.session_state.pop(EDITED, None)
        st.rerun()
    if not saves:
        return
    if not (task or "").strip():
        st.warning(say("workshop.task_needed"))
        return
    try:
        named = " ".join((citation or "").split())
        basis = known if known and known.citation == named else None
        if named and not basis:
            basis = bound(Basis(named), evidence, say("workshop.this_exercise"))
        made = Exercise((task or "").strip(), (solution or "").strip(), basis)
        change(lesson.id, lambda lesson: replace(lesson, exercises=put(lesson.exercises, exercise, made)))
    except CanCuError as error:
        show_error(error)
        return
    st.session_state.pop(EDITED, None)
    st.rerun()
