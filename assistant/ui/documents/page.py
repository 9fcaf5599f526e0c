"""The page Văn bản: the library to search and filter, or one document of it to read."""

from __future__ import annotations

from datetime import date

import streamlit as st

from assistant.naming import NATURE_TEXT
from assistant.shelf import FACETS, Row, counts, narrowed
from assistant.ui.addresses import DOCUMENT, PROVISION, address_of
from assistant.ui.documents.document import show_document
from assistant.ui.edge import edge
from assistant.ui.frame import begin_page, end_sidebar
from assistant.ui.listing import Item, show_listing
from assistant.ui.opening import evidence_on, rows_on
from assistant.ui.validity import LOOKS
from assistant.ui.words import say
from corpus.dates import day
from corpus.types import Nature, StatusValue

AT_ONCE = 30


def documents_page() -> None:
    """Draw the page for the document that the address names, else the list."""
    begin_page(say("page.documents"))
    with edge():
        named = st.query_params.get(DOCUMENT, "")
        as_of = st.session_state.get("documents-as-of") or date.today()
        evidence = evidence_on(as_of)
        document = evidence.document(named) if named else None
        if document:
            show_document(document, st.query_params.get(PROVISION, ""), evidence)
        else:
            st.title(say("page.documents"), anchor=False)
            if named:
                st.warning(say("documents.gone"))
            _library(rows_on(as_of))
    end_sidebar()


@st.fragment
def _library(rows: list[Row]) -> None:
    """The list; typing and filtering draw nothing else anew."""
    words = st.text_input(
        say("documents.search"),
        key="library-words",
        type="search",
        live=True,
        placeholder="73/2019, khung kien truc, chữ ký số…",
        icon=":material/search:",
        max_chars=200,
        persist_state="session",
    )
    chosen = {facet: tuple(st.session_state.get(f"library-{facet}", ())) for facet in FACETS}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for facet in FACETS:
            _facet(facet, counts(rows, words or "", chosen, facet), chosen[facet])
        if any(chosen.values()):
            st.button(say("documents.clear"), icon=":material/filter_alt_off:", type="tertiary", on_click=_clear)
    found = narrowed(rows, words or "", chosen)
    st.caption(say("documents.count", count=len(found), all=len(rows)))
    if not found:
        st.info(say("documents.none"))
    most = st.session_state.get("library-most", AT_ONCE)
    went = show_listing([_item(row) for row in found[:most]], key="library-list")
    if len(found) > most:
        st.button(say("documents.more"), key="library-more", on_click=_show_more)
    if went:
        st.query_params[DOCUMENT] = went
        st.rerun(scope="app")


def _facet(facet: str, found: dict[str, int], chosen: tuple[str, ...]) -> None:
    values = list(dict.fromkeys([*chosen, *found]))
    label = say(f"documents.{facet}") + (f" ({len(chosen)})" if chosen else "")
    with st.popover(label, type="primary" if chosen else "secondary", key=f"library-{facet}-open"):
        st.multiselect(
            say(f"documents.{facet}"),
            values,
            key=f"library-{facet}",
            format_func=lambda value: f"{_named(facet, value)} ({found.get(value, 0)})",
            placeholder=say("bar.any"),
            select_all=False,
            persist_state="session",
        )


def _named(facet: str, value: str) -> str:
    if facet == "status":
        return LOOKS[StatusValue(value)].word
    return NATURE_TEXT[Nature(value)] if facet == "text" else value


def _item(row: Row) -> Item:
    look, document = LOOKS[row.status], row.document
    about = [document.issuer, day(document.issued) if document.issued else "", NATURE_TEXT[Nature(row.facets["text"])]]
    return Item(
        id=document.id,
        name=row.name,
        title=document.title,
        about=" · ".join(filter(None, about)),
        status=look.word,
        colour=look.colour,
        address=address_of(document.id),
    )


def _clear() -> None:
    for facet in FACETS:
        st.session_state[f"library-{facet}"] = []


def _show_more() -> None:
    st.session_state["library-most"] = st.session_state.get("library-most", AT_ONCE) + AT_ONCE
