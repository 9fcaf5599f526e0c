"""How a reader wants the pages: language and size of text, kept in the browser as a cookie of this site."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assistant.ui.component import component

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
SIZES = (100, 115, 130)  # per cent
COOKIE = "cancu_display"
_mount = component(__file__)


class Preferences(NamedTuple):
    """The language of the pages and the size of their text in per cent."""

    language: str = "vi"
    size: int = 100


def preferences() -> Preferences:
    """Those of this tab: what was chosen in it, else what the browser kept; Vietnamese outside a page."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return Preferences()
    chosen: Preferences | None = st.session_state.get("preferences")
    if chosen is None:
        chosen = st.session_state["preferences"] = _of_cookie(str(st.context.cookies.get(COOKIE)))
    return chosen


def choose(language: str, size: int) -> None:
    """Show the pages so from now on."""
    st.session_state["preferences"] = Preferences(language, size)


def keep() -> None:
    """Have the browser keep what this tab shows."""
    language, size = preferences()
    _mount(data={"name": COOKIE, "value": f"{language}-{size}"}, key="preferences-kept", height=0)


def _of_cookie(value: str) -> Preferences:
    language, _, size = value.partition("-")
    known = language in LANGUAGES and size in map(str, SIZES)
    return Preferences(language, int(size)) if known else Preferences()
