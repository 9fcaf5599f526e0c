"""The pages and their addresses: each is loaded when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import streamlit as st

from assistant.ui.literal import literal
from assistant.ui.words import say

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from corpus.types import Document

PATH = "van-ban"
DOCUMENT = "d"  # of an address: a document's id
PROVISION = "p"  # the key of a provision in it
LESSON = "l"  # a lesson's id


def chat() -> Page:
    """The page Hỏi đáp."""
    return st.Page(_chat, title=say("page.chat"), default=True)


def documents() -> Page:
    """The page Văn bản."""
    return st.Page(_documents, title=say("page.documents"), url_path=PATH)


def compare() -> Page:
    """The page So sánh."""
    return st.Page(_compare, title=say("page.compare"), url_path="so-sanh")


def timeline() -> Page:
    """The page Dòng thời gian."""
    return st.Page(_timeline, title=say("page.timeline"), url_path="dong-thoi-gian")


def workshop() -> Page:
    """The page Tập huấn."""
    return st.Page(_workshop, title=say("page.workshop"), url_path="tap-huan")


def records() -> Page:
    """The page Kho dữ liệu."""
    return st.Page(_records, title=say("page.records"), url_path="kho-du-lieu")


def address_of(document: str, key: str = "", quoted: bool = False) -> str:
    """The address of a document's page by its id, at the provision with a key; `quoted` ones are put in as they are."""
    put = (lambda text: text) if quoted else quote
    return f"{PATH}?{DOCUMENT}={put(document)}" + (f"&{PROVISION}={put(key)}" if key else "")


def document_link(label: str, document: Document, key: str = "", icon: str = ":material/open_in_new:") -> None:
    """A link to a document's text, at the provision with a key."""
    params = {DOCUMENT: document.id} | ({PROVISION: key} if key else {})
    st.page_link(documents(), label=literal(label), icon=icon, query_params=params)


def _chat() -> None:
    from assistant.ui.chat.page import chat_page

    chat_page()


def _documents() -> None:
    from assistant.ui.documents.page import documents_page

    documents_page()


def _compare() -> None:
    from assistant.ui.compare.page import compare_page

    compare_page()


def _timeline() -> None:
    from assistant.ui.timeline.page import timeline_page

    timeline_page()


def _workshop() -> None:
    from assistant.ui.workshop.page import workshop_page

    workshop_page()


def _records() -> None:
    from assistant.ui.records.page import records_page

    records_page()
