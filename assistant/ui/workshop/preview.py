"""The view Xem trước: a lesson as participants get it, item by item, marked at once."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.answering import show_fields
from assistant.ui.workshop.item import show_marks, show_whole
from assistant.workshop.marking import mark, offered_bases
from assistant.workshop.reporting.report import told
from assistant.workshop.reporting.report_paper import points
from assistant.workshop.types import Item, Lesson, Mark, Response


class Given(NamedTuple):
    """What was answered, and to which wording of the item."""

    item: Item
    response: Response


@st.fragment
def show_preview(lesson: Lesson, evidence: Evidence) -> None:
    """The item at a place, its answer, what it is worth, and what it hangs on; the points so far."""
    with edge():
        _show_preview(lesson, evidence)


def _show_preview(lesson: Lesson, evidence: Evidence) -> None:
    if not lesson.items:
        st.info(say("workshop.no_items"))
        return
    key = f"preview-{lesson.id}"
    seed = st.session_state.setdefault(f"{key}-seed", 1)
    given: dict[str, Given] = st.session_state.setdefault(f"{key}-given", {})
    at = min(st.session_state.get(f"{key}-at", 0), len(lesson.items) - 1)
    item = lesson.items[at]
    st.caption(say("workshop.preview_note"))
    _show_points(lesson, given)
    with st.container(border=True, key="preview"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{say('workshop.place', number=at + 1, count=len(lesson.items))}**", width="content")
            show_marks(item)
        answer = given.get(item.id)
        known = answer.response if answer and answer.item == item else None
        if known is None:
            response = show_fields(item, f"{key}-{seed}-{item.id}", str(seed))
            if response:
                given[item.id] = Given(item, response)
                st.rerun()
        else:
            st.text(item.ask)
            marked = mark(item, known)
            show_mark(marked, bool(offered_bases(item)))
            own = say("workshop.own_answer", answer=told(item, known), points=points(marked.points))
            st.caption(literal(own))
            show_whole(item, evidence, f"preview-{at}")
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("workshop.previous"), key="preview-previous", icon=":material/arrow_back:", disabled=at == 0,
            on_click=_go, args=(key, at - 1),
        )  # fmt: skip
        st.button(
            say("workshop.next"), key="preview-next", icon=":material/arrow_forward:",
            disabled=at == len(lesson.items) - 1, on_click=_go, args=(key, at + 1),
        )  # fmt: skip
        st.button(
            say("workshop.again"), key="preview-again", icon=":material/shuffle:", type="tertiary",
            on_click=_begin_anew, args=(key,),
        )  # fmt: skip


def show_mark(marked: Mark, with_basis: bool) -> None:
    """Whether an answer was right, whether its basis was, and what both are worth."""
    if marked.points == 1:
        st.success(say("workshop.marked_right"), icon=":material/check_circle:")
    elif marked.right and with_basis:
        st.warning(say("workshop.marked_half"), icon=":material/rule:")
    elif marked.points:
        st.warning(say("workshop.marked_part", points=points(marked.points)), icon=":material/rule:")
    else:
        st.error(say("workshop.marked_wrong"), icon=":material/cancel:")


def _show_points(lesson: Lesson, given: dict[str, Given]) -> None:
    items = {item.id: item for item in lesson.items}
    marks = [
        mark(answer.item, answer.response).points for id_, answer in given.items() if items.get(id_) == answer.item
    ]
    if marks:
        told = say("workshop.points", points=points(sum(marks)), answered=len(marks), count=len(lesson.items))
        st.markdown(f"**{literal(told)}**")


def _go(key: str, at: int) -> None:
    st.session_state[f"{key}-at"] = at


def _begin_anew(key: str) -> None:
    st.session_state[f"{key}-seed"] += 1
    st.session_state[f"{key}-given"] = {}
    st.session_state[f"{key}-at"] = 0
