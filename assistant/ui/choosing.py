"""Fields that several pages choose in: one document of the corpus, a day, one of several views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import streamlit as st

from assistant.evidence import Evidence
from assistant.naming import name_of
from assistant.ui.words import say
from corpus.types import Document

FIRST_DAY, LAST_DAY = date(1945, 9, 2), date(2100, 12, 31)  # that may be asked about


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


def choose_day(label: str, key: str, first: date | None, width: int | Literal["stretch"] = "stretch") -> date | None:
    """A day, `first` until another is chosen; None for an empty field."""
    chosen: date | None = st.date_input(
        label,
        first,
        key=key,
        format="DD/MM/YYYY",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        width=width,
        persist_state="session",
    )
    return chosen


def choose_view(label: str, views: Sequence[str], key: str, **values: object) -> str:
    """One of several views, called by the names of their words, the first until another is chosen.

    It stands in the address, so that the page loaded anew shows the same.
    """
    return st.segmented_control(
        label,
        views,
        format_func=lambda view: say(view, **values),
        default=views[0],
        required=True,
        key=key,
        label_visibility="collapsed",
        bind="query-params",
    )


def named(document: Document) -> str:
    """“Nghị định số 73/2019/NĐ-CP: quản lý đầu tư ứng dụng …”."""
    title = f": {document.title}" if document.title and document.number else ""
    return f"{name_of(document)}{title}"[:160]
