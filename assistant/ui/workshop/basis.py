"""What an item hangs on, as every view shows it: the words, their place, their validity."""

from __future__ import annotations

import streamlit as st

from assistant.evidence import Evidence
from assistant.naming import capital
from assistant.ui.addresses import document_link
from assistant.ui.literal import literal
from assistant.ui.validity import LOOKS
from assistant.ui.words import say
from assistant.workshop.printing.grounds import cited, quotation, validity
from assistant.workshop.types import Basis


def show_basis(basis: Basis, evidence: Evidence, key: str) -> None:
    """The quotation, its citation, its status with a link to the text; `key` is the page's own name for it."""
    if words := quotation(basis):
        with st.container(key=f"quote-basis-{key}"):
            st.text(words)
    look = LOOKS[basis.status]
    st.text(cited(basis))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(look.word, icon=look.icon, color=look.colour)
        document_id, _, place = basis.provision.partition("#")
        document = evidence.document(document_id) if document_id else None
        if document:
            document_link(say("panel.open"), document, place)
    st.caption(literal(f"{capital(validity(basis))}."))
    for change in basis.changes:
        st.caption(f":material/history: {literal(change)}")
