"""The view Câu hỏi: the items of a lesson in their order; the questions for the assistant; the exercises."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.words import say
from assistant.ui.workshop.exercises import show_exercises
from assistant.ui.workshop.expired import put_item, show_expired
from assistant.ui.workshop.item import form_name, show_marks, show_whole
from assistant.ui.workshop.item_form import show_form
from assistant.ui.workshop.kept import attempt, expired_of
from assistant.ui.workshop.lists import show_moves, show_undo
from assistant.ui.workshop.live import show_live
from assistant.workshop.binding import bound_item
from assistant.workshop.types import FALSE, TRUE, Basis, Form, Item, Lesson, Option

AT_ONCE = 20
EDITED, NEW = "workshop-edited", "workshop-new"  # of the session: lesson and id of the item edited; lesson and new item


def show_items(lesson: Lesson, evidence: Evidence) -> None:
    """One of the three lists."""
    kind = st.segmented_control(
        say("workshop.kind"),
        list(KINDS),
        format_func=lambda kind: say(kind, count=len(getattr(lesson, COUNTED[kind]))),
        default="workshop.kind_items",
        required=True,
        key="workshop-kind",
        label_visibility="collapsed",
    )
    KINDS[kind](lesson, evidence)


def _show_items(lesson: Lesson, evidence: Evidence) -> None:
    show_expired(lesson, evidence, partial(_edit, lesson.id))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        form = st.selectbox(say("workshop.form"), list(Form), format_func=form_name, key="item-new-form", width=260)
        st.button(say("workshop.add_item"), key="item-new", icon=":material/add:", on_click=_begin, args=(lesson, form))
        show_undo(lesson.id, "items")
    new: Item | None = _of(NEW, lesson.id)
    if new:
        with st.container(border=True, key="item-added"):
            if show_form(new, lesson, evidence, is_new=True):
                st.session_state.pop(NEW, None)
                st.rerun()
    if not lesson.items and not new:
        st.info(say("workshop.no_items"))
    most = st.session_state.get("items-most", AT_ONCE)
    edited: str | None = _of(EDITED, lesson.id)
    expired = {found.item for found in expired_of(lesson, evidence)}
    for at, item in enumerate(lesson.items):
        if at < most or item.id == edited:
            with st.container(border=True, gap="small", key=f"item-{at}"):
                _show_item(at, lesson, item.id in expired, edited == item.id, evidence)
    if len(lesson.items) > most:
        left = len(lesson.items) - most
        st.button(say("workshop.more", count=left), key="items-more", on_click=_show_more)


def _show_item(at: int, lesson: Lesson, is_expired: bool, is_edited: bool, evidence: Evidence) -> None:
    item = lesson.items[at]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{at + 1}.**", width="content")
        show_marks(item, {objective.id: objective.text for objective in lesson.objectives})
        if is_expired:
            st.badge(say("workshop.look_again"), icon=":material/update:", color="orange")
        moves = st.container(horizontal=True, width="content", gap="small")
    if is_edited:
        if show_form(item, lesson, evidence, is_new=False):
            st.session_state.pop(EDITED, None)
            st.rerun()
        return
    with moves:
        wanted = show_moves(lesson.id, "items", lesson.items, at)
    if wanted:
        _edit(lesson.id, item)
        st.rerun()
    st.text(item.ask)
    if not item.basis.provision:
        _show_unbound(item, lesson.id, evidence)
    with st.expander(say("workshop.answer_and_basis"), key=f"whole-{item.id}"):
        show_whole(item, evidence, f"item-{at}")


def _show_unbound(item: Item, id_: str, evidence: Evidence) -> None:
    """An item whose file only names its basis: it is found when the corpus has it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(say("workshop.unbound"), icon=":material/link_off:", color="orange")
        st.button(
            say("workshop.bind"), key=f"bind-{item.id}", icon=":material/link:", type="tertiary",
            help=say("workshop.bind_help"), on_click=attempt, args=(partial(_bind, item, id_, evidence),),
        )  # fmt: skip


def _bind(item: Item, id_: str, evidence: Evidence) -> None:
    put_item(id_, bound_item(item, evidence))


def _edit(id_: str, item: Item) -> None:
    st.session_state[EDITED] = id_, item.id


def _begin(lesson: Lesson, form: Form) -> None:
    """Begin a new item of a form, empty."""
    taken = {item.id for item in lesson.items}
    id_ = next(name for number in range(1, len(taken) + 2) if (name := f"cau-{number}") not in taken)
    binary = (Option(TRUE, right=True), Option(FALSE))
    options = binary if form is Form.TRUE_FALSE else ()
    st.session_state[NEW] = lesson.id, Item(id_, form, "", Basis(citation=""), options=options)


def _of(name: str, id_: str) -> Any:
    """What the session keeps under a name for a lesson."""
    kept = st.session_state.get(name)
    return kept[1] if kept and kept[0] == id_ else None


def _show_more() -> None:
    st.session_state["items-most"] = st.session_state.get("items-most", AT_ONCE) + AT_ONCE


KINDS = {
    "workshop.kind_items": _show_items,
    "workshop.kind_questions": show_live,
    "workshop.kind_exercises": show_exercises,
}
COUNTED = {kind: kind.removeprefix("workshop.kind_") for kind in KINDS}
