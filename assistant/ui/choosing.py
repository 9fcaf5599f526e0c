"""A field to choose one document of the corpus in, by typing any part of its name."""

from __future__ import annotations

import streamlit as st

from assistant.evidence import Evidence
from assistant.naming import name_of
from assistant.ui.words import say
from corpus.types import Document


def choose_document(label: str, key: str, evidence: Evidence, first: str = "") -> Document | None:
    """The document chosen, at first the one with the id `first`; None when none is."""
    documents = {d.id: d for d in sorted(evidence.catalogue.documents(), key=name_of)}
    if key not in st.session_state and first in documents:
        st.session_state[key] = first
    if st.session_state.get(key) not in documents:
        st.session_state.pop(key, None)
    chosen = st.selectbox(
        label,
        list(documents),
        index=None,
        format_func=lambda id_: named(documents[id_]),
        key=key,
        placeholder=say("compare.choose"),
        persist_state="session",
    )
    return documents[chosen] if chosen else None


def named(document: Document) -> str:
    """“Nghị định số 73/2019/NĐ-CP: quản lý đầu tư ứng dụng …”."""
    title = f": {document.title}" if document.title and document.number else ""
    return f"{name_of(document)}{title}"[:160]
