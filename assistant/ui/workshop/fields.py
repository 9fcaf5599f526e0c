"""Fields that show what a lesson says and keep what is typed into them as soon as they are left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from assistant.ui.workshop.kept import attempt, change
from assistant.workshop.types import Lesson

Put = Callable[[Lesson, Any], Lesson]  # a lesson with what a field holds


def line(label: str, key: str, id_: str, value: str, put: Put, most: int, **options: Any) -> None:
    """A field of one line for a text of the lesson with an id."""
    bring(key, value)
    st.text_input(label, key=key, max_chars=most, on_change=_keep, args=(key, id_, put), **options)


def lines(label: str, key: str, id_: str, value: str, put: Put, most: int, **options: Any) -> None:
    """A field of several lines."""
    bring(key, value)
    st.text_area(label, key=key, max_chars=most, on_change=_keep, args=(key, id_, put), **options)


def number(label: str, key: str, id_: str, value: int, put: Put, least: int, most: int, **options: Any) -> None:
    """A field for a whole number."""
    bring(key, max(least, min(most, value)))
    st.number_input(label, least, most, key=key, step=5, format="%d", on_change=_keep, args=(key, id_, put), **options)


def bring(key: str, value: object) -> None:
    """Let the field with a key show a value, unless it was shown it last time: what is typed since stays."""
    if key not in st.session_state or st.session_state.get(f"{key}-known") != value:
        st.session_state[key] = value
    st.session_state[f"{key}-known"] = value


def _keep(key: str, id_: str, put: Put) -> None:
    value = st.session_state[key]
    attempt(partial(change, id_, lambda lesson: put(lesson, value)))
