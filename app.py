"""The page's entry: navigation only."""

from __future__ import annotations

import streamlit as st

from assistant.ui.chat.page import chat_page


def evaluation_page() -> None:
    """The page Đánh giá, loaded when it is first opened: it takes two seconds that asking must not wait for."""
    from eval.page import evaluation_page as draw

    draw()


st.navigation(
    [
        st.Page(chat_page, title="Hỏi đáp", default=True),
        st.Page(evaluation_page, title="Đánh giá", url_path="danh-gia"),
    ],
    position="sidebar",
).run()
