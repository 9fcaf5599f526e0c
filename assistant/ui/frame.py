"""What every page has around it: its look, and at the side how it is shown and which keys it knows."""

from __future__ import annotations

import streamlit as st

from assistant.ui.keys import show_keys
from assistant.ui.look import ICON, apply_look
from assistant.ui.preferences import LANGUAGES, SIZES, choose, keep, preferences
from assistant.ui.sidebar import close_when_chosen
from assistant.ui.words import say


def begin_page(title: str = "") -> None:
    """Begin a page; those with a title use the whole width of the window."""
    st.set_page_config(page_title=f"Căn Cứ · {title}" if title else "Căn Cứ", page_icon=ICON, layout="wide")
    apply_look(wide=bool(title))


def end_sidebar() -> None:
    """The end of the sidebar: language, size of the text, keys."""
    with st.sidebar, st.container(key="display", gap="small"):
        shown = preferences()
        with st.popover(say("display.name"), icon=":material/text_fields:", type="tertiary", key="display-choices"):
            st.segmented_control(
                say("display.language"),
                list(LANGUAGES),
                format_func=LANGUAGES.__getitem__,
                default=shown.language,
                required=True,
                key="display-language",
                on_change=_choose,
            )
            st.segmented_control(
                say("display.size"),
                list(SIZES),
                format_func=lambda size: f"{size} %",
                default=shown.size,
                required=True,
                key="display-size",
                on_change=_choose,
            )
            st.caption(say("display.note"))
        show_keys()
        keep()
        close_when_chosen()


def _choose() -> None:
    choose(st.session_state["display-language"], st.session_state["display-size"])
