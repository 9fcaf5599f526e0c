"""The assistant, opened once per process and again when a new index is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.settings import Settings
from index.stores import stamp

if TYPE_CHECKING:
    from assistant.ask import Assistant


def opened() -> Assistant:
    """The assistant over the data folder of the environment; IndexMissing when nothing has been indexed."""
    settings = Settings.from_environment()
    return _open(settings, str(settings), stamp(settings.index, settings.vectors))


@st.cache_resource(max_entries=1, show_spinner="Đang mở kho văn bản…")
def _open(_settings: Settings, name: str, snapshot: str) -> Assistant:
    # The engines take seconds to import: the page's frame is drawn first.
    from assistant.ask import Assistant

    return Assistant.open(_settings)
