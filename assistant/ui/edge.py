"""The page's edge: whatever goes wrong, the reader gets a Vietnamese message and the log gets the details."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from assistant.ui.literal import literal
from corpus.errors import CanCuError

LOG = logging.getLogger(__name__)
UNEXPECTED = (
    "Trang gặp lỗi ngoài dự kiến nên chưa làm được việc này. Các câu hỏi trước vẫn còn; hãy thử lại. "
    "Nếu lỗi lặp lại, hãy gửi nhật ký của máy chủ (cửa sổ đang chạy “cancu app”) cho người quản trị."
)


def message_of(error: Exception) -> str:
    """What the reader is told of an error: its own words when they are meant for users."""
    return str(error) if isinstance(error, CanCuError) else UNEXPECTED


def show_error(error: Exception) -> None:
    """The error as a message on the page, never a stack trace."""
    st.error(literal(message_of(error)), icon=":material/error:")


@contextmanager
def edge() -> Iterator[None]:
    """Run a part of the page; what it raises becomes a message in its place."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, CanCuError):
            LOG.exception("The page failed")
        show_error(error)
