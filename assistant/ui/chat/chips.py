"""Numbered chips: a citation's mark, place and validity, its words on hover or focus; a click opens it at the side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.naming import citation_of, name_of
from assistant.paper import words_of
from assistant.types import Citation
from assistant.ui.chat.conversation import Conversation, Opened
from assistant.ui.literal import literal
from assistant.ui.validity import DIGEST, is_digest, look_of
from assistant.ui.words import say
from corpus.types import Nature

MOST_QUOTED = 240  # characters of the quotation on a card


def place_of(citation: Citation) -> str:
    """“khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP”, of a digest too: what it is, is said apart."""
    return citation_of(citation.quote.provision, citation.document, Nature.OFFICIAL)


def label_of(citation: Citation) -> str:
    """“[1] khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP · còn hiệu lực”, as Markdown for a button."""
    digest = f" · {say('validity.short_digest')}" if is_digest(citation) else ""
    return f"**\\[{citation.mark}\\]** {literal(place_of(citation))}{digest} · {look_of(citation).as_markdown()}"


def card_of(citation: Citation) -> str:
    """What hovering shows, as Markdown: the document, the ribbon of its validity, the words."""
    look = look_of(citation)
    words = " ".join(words_of(citation).split())
    if len(words) > MOST_QUOTED:
        words = f"{words[:MOST_QUOTED].rpartition(' ')[0]} …"
    title = citation.document.title or name_of(citation.document)
    lines = [f"**{literal(title)}**", literal(place_of(citation)), look.as_badge(literal(citation.status_text))]
    if is_digest(citation):
        lines.append(DIGEST.as_badge())
    lines.append(literal(words))
    return "\n\n".join(lines)


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
                help=card_of(citation),
                wrap=True,
                on_click=conversation.open,
                args=(Opened(turn, citation.mark, nearest),),
            )
