"""Fields that show what a lesson says and keep what is typed into them as soon as they are left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from assistant.ui.workshop.kept import attempt, change
from assistant.workshop.types import Lesson

Put = Callable[[Lesson, Any], Lesson]  # a lesson with what a field holds


def line(label: str, name: str, id_: str, value: str, put: Put, most: int, **options: Any) -> None:
    """A field of one line for a text of the lesson with an id; `name` is its own among the page's fields."""
    key = key_for(name, value)
    st.text_input(label, value, key=key, max_chars=most, on_change=_keep, args=(key, id_, put), **options)


def lines(label: str, name: str, id_: str, value: str, put: Put, most: int, **options: Any) -> None:
    """A field of several lines."""
    key = key_for(name, value)
    st.text_area(label, value, key=key, max_chars=most, on_change=_keep, args=(key, id_, put), **options)


def number(label: str, name: str, id_: str, value: int, put: Put, least: int, most: int, **options: Any) -> None:
    """A field for a whole number."""
    key, shown = key_for(name, value), max(least, min(most, value))
    st.number_input(
        label, least, most, shown, key=key, step=5, format="%d", on_change=_keep, args=(key, id_, put), **options
    )


def key_for(name: str, value: object) -> str:
    """The key of a field that shows a value of the lesson: another one when the value was changed elsewhere.

    What the field shows at first is always the value itself: were it given by the session's state, a browser that
    missed one drawing of the page would show, and send back, an empty field.
    """
    turn, before = st.session_state.get(f"{name}-shown", (0, value))
    if before != value and st.session_state.get(f"{name}-{turn}", before) != value:
        turn += 1
    st.session_state[f"{name}-shown"] = turn, value
    return f"{name}-{turn}"


def _keep(key: str, id_: str, put: Put) -> None:
    value = st.session_state[key]
    attempt(partial(change, id_, lambda lesson: put(lesson, value)))
