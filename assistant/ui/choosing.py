"""A field to choose one document of the corpus in, by typing any part of its name."""

from __future__ import annotations

import streamlit as st

from assistant.evidence import Evidence
from assistant.naming import name_of
from assistant.ui.words import say
from corpus.types import Document


def take_address(parameter: str, key: str, evidence: Evidence) -> None:
    """Choose in the field with a key the document that the address names, where it is not the one it named before."""
    named_ = st.query_params.get(parameter, "")
    if named_ and named_ != st.session_state.get(f"{key}-named") and evidence.document(named_):
        st.session_state[key] = named_


def choose_document(label: str, key: str, evidence: Evidence, first: str = "", parameter: str = "") -> Document | None:
    """The document chosen, at first the one with the id `first`; None when none is.

    The address names it in `parameter`, so that the page loaded anew shows the same.
    """
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
    if parameter:
        st.session_state[f"{key}-named"] = chosen
        if chosen:
            st.query_params[parameter] = chosen
        else:
            st.query_params.pop(parameter, None)
    return documents[chosen] if chosen else None


def named(document: Document) -> str:
    """“Nghị định số 73/2019/NĐ-CP: quản lý đầu tư ứng dụng …”."""
    title = f": {document.title}" if document.title and document.number else ""
    return f"{name_of(document)}{title}"[:160]
