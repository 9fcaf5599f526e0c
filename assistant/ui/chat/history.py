"""The conversations kept, beside the page: searched, opened, renamed, pinned, deleted."""

from __future__ import annotations

import streamlit as st

from assistant.conversations import LONGEST_TITLE, Heading
from assistant.ui.chat.conversation import Conversation, book, show, start_anew
from assistant.ui.literal import literal

AT_ONCE = 20


def show_history(conversation: Conversation) -> None:
    """The list in the sidebar, pinned ones first."""
    with st.sidebar, st.container(key="history", gap="small"):
        st.subheader("Lịch sử hỏi đáp", anchor=False)
        words = st.text_input(
            "Tìm trong lịch sử",
            key="history-words",
            placeholder="Tìm trong lịch sử",
            label_visibility="collapsed",
            max_chars=200,
        )
        most = st.session_state.get("history-most", AT_ONCE)
        headings = book().headings(words, most + 1)
        if not headings:
            st.caption("Không có cuộc hỏi đáp nào khớp." if words.strip() else "Các câu đã hỏi sẽ ở đây.")
        for heading in headings[:most]:
            _show_heading(heading, conversation)
        if len(headings) > most:
            st.button("Xem thêm", key="history-more", type="tertiary", on_click=_show_more)
        st.caption("Lưu trên máy này, không gửi đi đâu.")


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
        with menu.popover("Sửa", type="tertiary", key=f"history-edit-{heading.id}"):
            st.text_input("Tên", heading.title, key=f"history-title-{heading.id}", max_chars=LONGEST_TITLE)
            st.button(
                "Đổi tên",
                key=f"history-rename-{heading.id}",
                icon=":material/edit:",
                on_click=_rename,
                args=(heading.id,),
            )
            st.button(
                "Bỏ ghim" if heading.pinned else "Ghim lên đầu",
                key=f"history-pin-{heading.id}",
                icon=":material/keep:",
                on_click=book().pin,
                args=(heading.id, not heading.pinned),
            )
            sure = st.checkbox("Xóa thì không lấy lại được", key=f"history-sure-{heading.id}")
            st.button(
                "Xóa hẳn cuộc này",
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
