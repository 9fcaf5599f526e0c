"""The page's entry: navigation only."""

from __future__ import annotations

import streamlit as st

from assistant.ui.chat import chat_page

st.navigation([st.Page(chat_page, title="Căn Cứ", default=True)]).run()
