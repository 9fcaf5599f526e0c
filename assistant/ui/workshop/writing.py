"""The view Soạn: what a lesson is about, what it should lead to, and the provisions that it is made of."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.words import say
from assistant.ui.workshop.fields import line, lines, number
from assistant.ui.workshop.kept import attempt, change
from assistant.ui.workshop.proposals import show_proposals
from assistant.ui.workshop.provisions import show_provisions
from assistant.workshop.types import Lesson, Objective

LONGEST_LINE, LONGEST_TEXT = 200, 10_000
MOST_MINUTES = 1_000


def show_writing(lesson: Lesson, evidence: Evidence) -> None:
    """The fields, the objectives, the documents; what is proposed of them."""
    with st.expander(say("workshop.about_lesson"), icon=":material/edit_note:", key="about", expanded=not lesson.items):
        _show_about(lesson)
        _show_objectives(lesson)
    show_provisions(lesson, evidence)
    show_proposals(lesson, evidence)


def _show_about(lesson: Lesson) -> None:
    key, id_ = f"about-{lesson.id}", lesson.id
    line(
        say("workshop.title"), f"{key}-title", id_, lesson.title,
        lambda lesson, text: replace(lesson, title=_one_line(text)), LONGEST_LINE,
    )  # fmt: skip
    lines(
        say("workshop.summary"), f"{key}-summary", id_, lesson.summary,
        lambda lesson, text: replace(lesson, summary=text.strip()), 2_000, height=80,
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        line(
            say("workshop.author"), f"{key}-author", id_, lesson.author,
            lambda lesson, text: replace(lesson, author=_one_line(text)), LONGEST_LINE,
        )  # fmt: skip
        number(
            say("workshop.minutes"), f"{key}-minutes", id_, lesson.minutes,
            lambda lesson, count: replace(lesson, minutes=int(count or lesson.minutes)), 5, MOST_MINUTES, width=160,
        )  # fmt: skip
    lines(
        say("workshop.notes"), f"{key}-notes", id_, lesson.notes,
        lambda lesson, text: replace(lesson, notes=text.strip()), LONGEST_TEXT, height=120,
        help=say("workshop.notes_help"),
    )  # fmt: skip


def _show_objectives(lesson: Lesson) -> None:
    st.markdown(f"**{say('workshop.objectives')}**")
    for place, objective in enumerate(lesson.objectives, start=1):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            line(
                say("workshop.objective_number", number=place), f"objective-{lesson.id}-{objective.id}", lesson.id,
                objective.text, partial(_reworded, objective.id), 500,
            )  # fmt: skip
            st.button(
                say("workshop.delete"), key=f"objective-delete-{objective.id}", icon=":material/delete:",
                type="tertiary", on_click=attempt,
                args=(partial(change, lesson.id, partial(_without, objective.id)),),
            )  # fmt: skip
    key = f"objective-new-{lesson.id}"
    st.text_input(
        say("workshop.objective_new"),
        key=key,
        max_chars=500,
        placeholder=say("workshop.objective_example"),
        on_change=_add,
        args=(key, lesson.id),
    )


def _reworded(objective: str, lesson: Lesson, text: str) -> Lesson:
    """The lesson with other words for an objective; without it where no words are left."""
    if not text.strip():
        return _without(objective, lesson)
    kept = (replace(other, text=_one_line(text)) if other.id == objective else other for other in lesson.objectives)
    return replace(lesson, objectives=tuple(kept))


def _without(objective: str, lesson: Lesson) -> Lesson:
    """The lesson without an objective; the items that served it serve none."""
    items = (replace(item, objective="") if item.objective == objective else item for item in lesson.items)
    left = (other for other in lesson.objectives if other.id != objective)
    return replace(lesson, objectives=tuple(left), items=tuple(items))


def _add(key: str, id_: str) -> None:
    text = _one_line(st.session_state[key])
    st.session_state[key] = ""
    if text:
        attempt(partial(change, id_, partial(_with, text)))


def _with(text: str, lesson: Lesson) -> Lesson:
    taken = {objective.id for objective in lesson.objectives}
    id_ = next(name for number in range(1, len(taken) + 2) if (name := f"mt{number}") not in taken)
    return replace(lesson, objectives=(*lesson.objectives, Objective(id_, text)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
