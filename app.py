"""The page's entry: navigation only."""

from __future__ import annotations

import streamlit as st

from assistant.ui import addresses
from assistant.ui.words import say


def evaluation() -> None:
    """The page Đánh giá: nothing but the entry may import `eval`."""
    from eval.page import evaluation_page

    evaluation_page()


st.navigation(
    [
        addresses.chat(),
        addresses.documents(),
        addresses.compare(),
        addresses.timeline(),
        addresses.workshop(),
        addresses.records(),
        st.Page(evaluation, title=say("page.evaluation"), url_path="danh-gia"),
    ],
    position="sidebar",
).run()
