"""The page's entry: navigation only."""

from __future__ import annotations

import streamlit as st

from assistant.ui.chat import chat_page
from eval.page import evaluation_page

st.navigation(
    [
        st.Page(chat_page, title="Hỏi đáp", default=True),
        st.Page(evaluation_page, title="Đánh giá", url_path="danh-gia"),
    ],
    position="top",
).run()
