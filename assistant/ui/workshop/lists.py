"""The ordered parts of a lesson, its items, live questions and exercises: moved, taken out, put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Literal

import streamlit as st

from assistant.ui.words import say
from assistant.ui.workshop.kept import attempt, change
from assistant.workshop.types import Lesson

Part = Literal["items", "questions", "exercises"]


def moved(values: Sequence[Any], value: object, by: int) -> tuple[Any, ...]:
    """The values with one of them moved by so many places; as they are where it is no longer among them."""
    if value not in values:
        return tuple(values)
    at = list(values).index(value)
    rest = [*values[:at], *values[at + 1 :]]
    to = max(0, min(len(rest), at + by))
    return (*rest[:to], value, *rest[to:])


def put(values: Sequence[Any], old: object, new: object) -> tuple[Any, ...]:
    """The values with a new one in the place of an old one, at the end where that is not among them."""
    if old not in values:
        return (*values, new)
    at = list(values).index(old)
    return (*values[:at], new, *values[at + 1 :])


def show_moves(id_: str, part: Part, values: Sequence[Any], at: int) -> bool:
    """The buttons beside the value at a place: up, down, edit, delete; whether it is to be edited."""
    value, key = values[at], f"{part}-{at}"
    options: dict[str, Any] = {"type": "tertiary"}
    st.button(
        say("workshop.up"), key=f"up-{key}", icon=":material/arrow_upward:", disabled=at == 0,
        on_click=attempt, args=(partial(_move, id_, part, value, -1),), **options,
    )  # fmt: skip
    st.button(
        say("workshop.down"), key=f"down-{key}", icon=":material/arrow_downward:", disabled=at == len(values) - 1,
        on_click=attempt, args=(partial(_move, id_, part, value, 1),), **options,
    )  # fmt: skip
    wanted = st.button(say("workshop.edit"), key=f"edit-{key}", icon=":material/edit:", **options)
    st.button(
        say("workshop.delete"), key=f"delete-{key}", icon=":material/delete:",
        on_click=attempt, args=(partial(delete, id_, part, value),), **options,
    )  # fmt: skip
    return wanted


def delete(id_: str, part: Part, value: object) -> None:
    """Take a value out of a lesson; the last one taken out can be put back."""

    def without(lesson: Lesson) -> Lesson:
        values = list(getattr(lesson, part))
        if value in values:
            st.session_state["workshop-deleted"] = id_, part, values.index(value), value
            values.remove(value)
        return _with(lesson, part, values)

    change(id_, without)


def show_undo(id_: str, part: Part) -> None:
    """The button that puts the value taken out last back in its place."""
    deleted = st.session_state.get("workshop-deleted")
    if deleted and deleted[:2] == (id_, part):
        st.button(
            say("workshop.undo_delete"),
            key="undo-delete",
            icon=":material/undo:",
            on_click=attempt,
            args=(partial(_put_back, *deleted),),
        )


def _move(id_: str, part: Part, value: object, by: int) -> None:
    change(id_, lambda lesson: _with(lesson, part, moved(getattr(lesson, part), value, by)))


def _put_back(id_: str, part: Part, at: int, value: object) -> None:
    def with_it(lesson: Lesson) -> Lesson:
        values = getattr(lesson, part)
        return _with(lesson, part, (*values[:at], value, *values[at:]))

    change(id_, with_it)
    st.session_state.pop("workshop-deleted", None)


def _with(lesson: Lesson, part: Part, values: Sequence[Any]) -> Lesson:
    changed: dict[str, Any] = {part: tuple(values)}
    return replace(lesson, **changed)
