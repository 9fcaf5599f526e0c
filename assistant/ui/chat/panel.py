"""The citation that is open: its article whole with the quoted words, its document, validity and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.article import ArticleView, article_of
from assistant.naming import full_name_of
from assistant.types import Citation
from assistant.ui.chat.chips import place_of
from assistant.ui.chat.conversation import Conversation, Opened
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.passage import passage
from assistant.ui.validity import DIGEST, is_digest, look_of
from corpus.dates import day
from corpus.tables import Table, tables_in

if TYPE_CHECKING:
    from assistant.ask import Assistant


def show_panel(conversation: Conversation, assistant: Assistant, opened: Opened, citation: Citation) -> None:
    """The panel, with ways to the citations before and after, and out."""
    with st.container(key="panel", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            kind = "Quy định gần nhất" if opened.nearest else "Căn cứ"
            st.markdown(f"**{kind} \\[{citation.mark}\\]**", width="stretch")
            _step(conversation, opened, -1, "Trước", ":material/chevron_left:")
            _step(conversation, opened, 1, "Sau", ":material/chevron_right:")
            st.button(
                "Đóng",
                key="close-panel",
                icon=":material/close:",
                type="tertiary",
                shortcut="Esc" if all(turn.done for turn in conversation.turns) else None,  # else Esc stops
                on_click=conversation.open,
                args=(None,),
            )
        with edge():
            _show(citation, article_of(citation, assistant.catalogue), f"{opened.turn}-{opened.nearest}-{opened.mark}")


def _step(conversation: Conversation, opened: Opened, by: int, name: str, icon: str) -> None:
    to = opened._replace(mark=opened.mark + by)
    missing = conversation.citation(to) is None
    st.button(
        name,
        key=f"step{by}",
        icon=icon,
        type="tertiary",
        disabled=missing,
        on_click=conversation.open,
        args=(to,),
    )


def _show(citation: Citation, view: ArticleView, key: str) -> None:
    look = look_of(citation)
    st.subheader(literal(place_of(citation)), anchor=False)
    st.text(view.document.title or full_name_of(view.document))
    with st.container(horizontal=True, gap="small"):
        st.badge(look.word, icon=look.icon, color=look.colour)
        if is_digest(citation):
            st.badge(DIGEST.word, icon=DIGEST.icon, color=DIGEST.colour)
        else:
            st.badge(literal(view.nature_text), icon=":material/description:", color="gray")
    if view.status_text.casefold() != look.word:
        st.text(view.status_text)
    start, end = span_of(view, citation)
    if start == end:
        st.warning("Chưa xác định được vị trí của đoạn trích trong văn bản nên không tô sáng.")
    passage(view.text, start, end, key=f"passage-{key}")
    for number, table in enumerate(tables_in(view.text), start=1):
        with st.expander(f"Bảng {number} ({len(table.rows)} dòng)"):
            # A data frame shows its cells as they are: no cell can act as markup.
            st.dataframe(_columns(table), hide_index=True)
    _show_source(view)


def _columns(table: Table) -> dict[str, list[str]]:
    """A table by column, each under its head; heads that are empty or there twice get their number."""
    columns: dict[str, list[str]] = {}
    for place, name in enumerate(table.head):
        column = name if name and name not in columns else f"{name} ({place + 1})".strip()
        columns[column] = [row[place] for row in table.rows]
    return columns


def span_of(view: ArticleView, citation: Citation) -> tuple[int, int]:
    """Where the quoted words stand in the text shown; (0, 0) when they do not: no highlight beats a wrong one."""
    if view.text[max(0, view.start) : view.end] == citation.quote.text:
        return max(0, view.start), view.end
    return 0, 0


def _show_source(view: ArticleView) -> None:
    document = view.document
    facts = [document.issuer, f"ngày {day(document.issued)}" if document.issued else ""]
    if view.pages:
        first, last = view.pages
        facts.append(f"trang {first}" if first == last else f"trang {first}–{last}")
    facts.append(f"nguồn: {source_of(view.source)}")
    # A web address becomes a link by itself; anything else stays plain text.
    st.caption(literal(" · ".join(filter(None, facts))))


def source_of(source: str) -> str:
    """A copy's source for a reader: an address or a file as it is; a digest that ships is of the library."""
    library, colon, name = source.partition(":")
    if library == "library" and colon:
        return f"thư viện kèm theo phần mềm, tệp {name}"
    return source or "không ghi"
