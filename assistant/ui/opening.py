"""The assistant, opened once per process and again when a new index is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.ask import Assistant


def opened() -> Assistant:
    """The assistant over the data folder of the environment; IndexMissing when nothing has been indexed."""
    settings = Settings.from_environment()
    # The switch to a new snapshot renames an entry of the index folder, which changes the folder's time.
    stamp = settings.index.stat().st_mtime_ns if settings.index.is_dir() else 0
    return _open(settings, str(settings), stamp)


@st.cache_resource(max_entries=1, show_spinner="Đang mở kho văn bản…")
def _open(_settings: Settings, name: str, stamp: int) -> Assistant:
    # The engines take seconds to import: the page's frame is drawn first.
    from assistant.ask import Assistant

    return Assistant.open(_settings)
