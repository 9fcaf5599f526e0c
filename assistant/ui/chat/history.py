"""The conversations kept, beside the page: searched, opened; the one shown renamed, pinned, deleted."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.conversations import LONGEST_TITLE, Heading
from assistant.ui.chat.conversation import Conversation, book, show, start_anew
from assistant.ui.chat.headings import Item, show_headings
from assistant.ui.words import say
from corpus.dates import day

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
            live=True,
        )
        most = st.session_state.get("history-most", AT_ONCE)
        headings = book().headings(words or "", most + 1)
        if not headings:
            st.caption(say("history.no_match" if (words or "").strip() else "history.none"))
        chosen = show_headings([_item(heading, conversation) for heading in headings[:most]])
        if chosen and chosen != conversation.id:
            show(chosen)
            st.rerun()
        if len(headings) > most:
            st.button(say("history.more"), key="history-more", type="tertiary", on_click=_show_more)
        here = next((heading for heading in headings if heading.id == conversation.id), None)
        if here:
            _show_menu(here)
        st.caption(say("history.kept"))


def _item(heading: Heading, conversation: Conversation) -> Item:
    changed = datetime.fromtimestamp(heading.changed)
    when = f"{day(changed.date())} {changed:%H:%M}"
    return Item(
        heading.id,
        heading.title,
        say("history.pinned", when=when) if heading.pinned else when,
        heading.id == conversation.id,
    )


def _show_menu(heading: Heading) -> None:
    """What may be done with the conversation shown."""
    with st.popover(say("history.change"), icon=":material/edit:", type="tertiary", key="history-edit"):
        st.text_input(say("history.title"), heading.title, key=f"history-title-{heading.id}", max_chars=LONGEST_TITLE)
        st.button(
            say("history.rename"),
            key="history-rename",
            icon=":material/edit:",
            on_click=_rename,
            args=(heading.id,),
        )
        st.button(
            say("history.unpin" if heading.pinned else "history.pin"),
            key="history-pin",
            icon=":material/keep:",
            on_click=book().pin,
            args=(heading.id, not heading.pinned),
        )
        sure = st.checkbox(say("history.sure"), key=f"history-sure-{heading.id}")
        st.button(
            say("history.delete"),
            key="history-delete",
            icon=":material/delete:",
            disabled=not sure,
            on_click=_delete,
            args=(heading.id,),
        )


def _rename(conversation: str) -> None:
    # What the field holds now, not when the page was drawn: people click while the field is still being left.
    book().rename(conversation, st.session_state[f"history-title-{conversation}"])


def _delete(conversation: str) -> None:
    book().delete(conversation)
    start_anew()


def _show_more() -> None:
    st.session_state["history-most"] = st.session_state.get("history-most", AT_ONCE) + AT_ONCE
