"""The conversations kept, beside the page: searched, opened, renamed, pinned, deleted."""

from __future__ import annotations

import streamlit as st

from assistant.conversations import LONGEST_TITLE, Heading
from assistant.ui.chat.conversation import Conversation, book, show, start_anew
from assistant.ui.literal import literal
from assistant.ui.words import say

AT_ONCE = 20


def show_history(conversation: Conversation) -> None:
    """The list in the sidebar, pinned ones first."""
    with st.sidebar, st.container(key="history", gap="small"):
        st.subheader(say("history.name"), anchor=False)
        words = st.text_input(
            say("history.search"),
            key="history-words",
            placeholder=say("history.search"),
            label_visibility="collapsed",
            max_chars=200,
        )
        most = st.session_state.get("history-most", AT_ONCE)
        headings = book().headings(words, most + 1)
        if not headings:
            st.caption(say("history.no_match" if words.strip() else "history.none"))
        for heading in headings[:most]:
            _show_heading(heading, conversation)
        if len(headings) > most:
            st.button(say("history.more"), key="history-more", type="tertiary", on_click=_show_more)
        st.caption(say("history.kept"))


def _show_heading(heading: Heading, conversation: Conversation) -> None:
    here = heading.id == conversation.id
    with st.container(key=f"heading-{heading.id}"):
        name, menu = st.columns([5, 2], gap="xxsmall", vertical_alignment="center")
        name.button(
            literal(heading.title),
            key=f"history-open-{heading.id}",
            icon=":material/keep:" if heading.pinned else None,
            type="secondary" if here else "tertiary",
            width="stretch",
            on_click=show,
            args=(heading.id,),
        )
        with menu.popover(
            say("history.change"), type="tertiary", key=f"history-edit-{heading.id}", on_change="rerun"
        ) as opened:
            if not opened.open:  # twenty menus drawn for nothing are what a click would wait for
                return
            st.text_input(
                say("history.title"), heading.title, key=f"history-title-{heading.id}", max_chars=LONGEST_TITLE
            )
            st.button(
                say("history.rename"),
                key=f"history-rename-{heading.id}",
                icon=":material/edit:",
                on_click=_rename,
                args=(heading.id,),
            )
            st.button(
                say("history.unpin" if heading.pinned else "history.pin"),
                key=f"history-pin-{heading.id}",
                icon=":material/keep:",
                on_click=book().pin,
                args=(heading.id, not heading.pinned),
            )
            sure = st.checkbox(say("history.sure"), key=f"history-sure-{heading.id}")
            st.button(
                say("history.delete"),
                key=f"history-delete-{heading.id}",
                icon=":material/delete:",
                disabled=not sure,
                on_click=_delete,
                args=(heading.id, here),
            )


def _rename(conversation: str) -> None:
    # What the field holds now, not when the page was drawn: people click while the field is still being left.
    book().rename(conversation, st.session_state[f"history-title-{conversation}"])


def _delete(conversation: str, here: bool) -> None:
    book().delete(conversation)
    if here:
        start_anew()


def _show_more() -> None:
    st.session_state["history-most"] = st.session_state.get("history-most", AT_ONCE) + AT_ONCE
