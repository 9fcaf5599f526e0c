"""Items whose provision was amended, replaced or ended since they were written, with the text that now holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.kept import attempt, change, expired_of
from assistant.ui.workshop.lists import delete
from assistant.workshop.expiry import Expired, renewed
from assistant.workshop.types import Item, Lesson


def show_badge(count: int) -> None:
    """How many items should be looked at again; nothing where none should."""
    if count:
        st.badge(say("workshop.expired", count=count), icon=":material/update:", color="orange")


def show_expired(lesson: Lesson, evidence: Evidence, edit: Callable[[Item], None]) -> None:
    """Those items, each with its old and its new text, to be edited, kept as they are, or deleted."""
    found = expired_of(lesson, evidence)
    if not found:
        return
    items = {item.id: item for item in lesson.items}
    with st.expander(
        say("workshop.expired", count=len(found)), icon=":material/update:", key="expired", expanded=False
    ):
        st.caption(say("workshop.expired_note"))
        for expired in found:
            item = items[expired.item]
            with st.container(border=True, gap="small", key=f"expired-{expired.item}"):
                show_one(expired, item)
                with st.container(horizontal=True, gap="small"):
                    _show_actions(expired, item, lesson.id, evidence, edit)


def show_one(expired: Expired, item: Item) -> None:
    """Why an item no longer holds, the words that it was made of, and those that now stand in their place."""
    look = ("red", ":material/cancel:", "workshop.ended") if expired.ended else _CHANGED
    st.badge(say(look[2]), icon=look[1], color=look[0])  # type: ignore[arg-type]
    st.text(item.ask)
    for why in expired.why:
        st.markdown(literal(why))
    sides = st.columns(2) if expired.now else [st.container()]
    with sides[0]:
        st.caption(literal(say("workshop.old_text", place=expired.citation)))
        with st.container(key=f"quote-old-{expired.item}"):
            st.text(expired.old)
    if expired.now:
        with sides[1]:
            st.caption(literal(say("workshop.new_text", place=expired.now_at)))
            with st.container(key=f"quote-new-{expired.item}"):
                st.text(expired.now)


def _show_actions(expired: Expired, item: Item, id_: str, evidence: Evidence, edit: Callable[[Item], None]) -> None:
    st.button(
        say("workshop.edit_item"),
        key=f"expired-edit-{item.id}",
        icon=":material/edit:",
        on_click=edit,
        args=(item,),
    )
    if not expired.ended:
        st.button(
            say("workshop.still_right"),
            key=f"expired-keep-{item.id}",
            icon=":material/check:",
            help=say("workshop.still_right_help"),
            on_click=attempt,
            args=(partial(_look_up_anew, item, id_, evidence),),
        )
    st.button(
        say("workshop.delete"),
        key=f"expired-delete-{item.id}",
        icon=":material/delete:",
        on_click=attempt,
        args=(partial(delete, id_, "items", item),),
    )


def _look_up_anew(item: Item, id_: str, evidence: Evidence) -> None:
    put_item(id_, renewed(item, evidence))


def put_item(id_: str, item: Item) -> None:
    """Keep an item in the place of the one with its id, at the end where there is none."""

    def put(lesson: Lesson) -> Lesson:
        if item.id not in {other.id for other in lesson.items}:
            return replace(lesson, items=(*lesson.items, item))
        return replace(lesson, items=tuple(item if other.id == item.id else other for other in lesson.items))

    change(id_, put)


_CHANGED = ("orange", ":material/update:", "workshop.changed")
