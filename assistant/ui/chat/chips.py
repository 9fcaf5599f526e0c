"""Numbered chips: a citation's mark, place and validity; a click opens it beside the conversation."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.naming import citation_of
from assistant.types import Citation
from assistant.ui.chat.conversation import Conversation, Opened
from assistant.ui.literal import literal
from assistant.ui.validity import is_digest, look_of
from corpus.types import Nature


def place_of(citation: Citation) -> str:
    """“khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP”, of a digest too: what it is, is said apart."""
    return citation_of(citation.quote.provision, citation.document, Nature.OFFICIAL)


def label_of(citation: Citation) -> str:
    """“[1] khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP · còn hiệu lực”, as Markdown for a button."""
    digest = " · tóm lược" if is_digest(citation) else ""
    return f"**\\[{citation.mark}\\]** {literal(place_of(citation))}{digest} · {look_of(citation).as_markdown()}"


def show_chips(
    conversation: Conversation, turn: int, citations: Sequence[Citation], row: str, nearest: bool = False
) -> None:
    """A row of chips; `row` tells apart the rows of one turn."""
    with st.container(horizontal=True, gap="small", key=f"chips-{turn}-{row}"):
        for citation in citations:
            st.button(
                label_of(citation),
                key=f"chip-{turn}-{row}-{citation.mark}",
                icon=look_of(citation).icon,
                wrap=True,
                on_click=conversation.open,
                args=(Opened(turn, citation.mark, nearest),),
            )
