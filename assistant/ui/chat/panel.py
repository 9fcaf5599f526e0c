"""The citation that is open: its article whole with the quoted words, its document, validity, changes and source."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.article import ArticleView, article_at, article_of
from assistant.naming import full_name_of
from assistant.paper import in_full, validity_of, words_of
from assistant.types import Citation
from assistant.ui.addresses import document_link
from assistant.ui.chat.chips import place_of
from assistant.ui.chat.conversation import Conversation, Opened
from assistant.ui.copying import show_copying
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.passage import passage
from assistant.ui.picture import show_picture
from assistant.ui.sources import source_of
from assistant.ui.validity import DIGEST, is_digest, look_of
from assistant.ui.words import say
from corpus.dates import day
from corpus.page_image import WITH_PAGES
from corpus.tables import Table, tables_in
from corpus.types import Provision

if TYPE_CHECKING:
    from assistant.ask import Assistant

MOST_PAGES = 2  # of the original, where a quotation goes over


def show_panel(conversation: Conversation, assistant: Assistant, opened: Opened, citation: Citation) -> None:
    """The panel, with ways to the citations before and after, and out."""
    with st.container(key="panel", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            kind = say("turn.nearest" if opened.nearest else "panel.source")
            st.markdown(f"**{kind} \\[{citation.mark}\\]**", width="stretch")
            _step(conversation, opened, -1, say("panel.before"), ":material/chevron_left:")
            _step(conversation, opened, 1, say("panel.after"), ":material/chevron_right:")
            st.button(
                say("panel.close"),
                key="close-panel",
                icon=":material/close:",
                type="tertiary",
                shortcut="Esc" if all(turn.done for turn in conversation.turns) else None,  # else Esc stops
                on_click=conversation.open,
                args=(None,),
            )
        with edge():
            answer = conversation.turns[opened.turn].answer
            as_of = answer.as_of if answer else date.today()
            near = article_at(opened.at, assistant.catalogue, as_of) if opened.at else None
            view = near or article_of(citation, assistant.catalogue)
            _show_head(citation, view, near is not None)
            wants_page = _show_actions(view, citation)
            _show_text(view, citation, near is not None)
            if wants_page:
                _show_page(assistant, view)
            _show_neighbours(conversation, opened, view)
            _show_changes(view)
            _show_source(view)


def _step(conversation: Conversation, opened: Opened, by: int, name: str, icon: str) -> None:
    to = opened._replace(mark=opened.mark + by, at="")
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


def _show_head(citation: Citation, view: ArticleView, is_near: bool) -> None:
    look = look_of(citation)
    st.subheader(literal(view.title if is_near else place_of(citation)), anchor=False)
    st.text(view.document.title or full_name_of(view.document))
    with st.container(horizontal=True, gap="small"):
        st.badge(look.word, icon=look.icon, color=look.colour)
        if is_digest(citation):
            st.badge(DIGEST.word, icon=DIGEST.icon, color=DIGEST.colour)
        else:
            st.badge(literal(view.nature_text), icon=":material/description:", color="gray")
    if view.status_text.casefold() != look.word:
        st.text(view.status_text)


def _show_actions(view: ArticleView, citation: Citation) -> bool:
    """What may be done with the citation; whether the original page is wanted."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        wanted = False
        if view.copy.format in WITH_PAGES and view.places:
            wanted = st.toggle(say("panel.page"), key="panel-page", persist_state="session")
        with st.popover(say("panel.cite"), icon=":material/content_copy:", type="tertiary", key="panel-cite"):
            cited = f"{words_of(citation)} ({in_full(citation)})"
            show_copying(" – ".join(filter(None, [cited, validity_of(citation)])), "cited")
        document_link(say("panel.open"), view.document, view.provision.key)
    return wanted


def _show_text(view: ArticleView, citation: Citation, is_near: bool) -> None:
    start, end = (0, 0) if is_near else span_of(view.text, view.start, view.end, citation.quote.text)
    if start == end and not is_near:
        st.warning(say("panel.no_span"))
    passage(view.text, start, end, key="passage")
    for number, table in enumerate(tables_in(view.text), start=1):
        with st.expander(say("panel.table", number=number, rows=len(table.rows))):
            # A data frame shows its cells as they are: no cell can act as markup.
            st.dataframe(columns_of(table), hide_index=True)


def columns_of(table: Table) -> dict[str, list[str]]:
    """A table by column, each under its head; heads that are empty or there twice get their number."""
    columns: dict[str, list[str]] = {}
    for place, name in enumerate(table.head):
        column = name if name and name not in columns else f"{name} ({place + 1})".strip()
        columns[column] = [row[place] for row in table.rows]
    return columns


def span_of(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """Where the quoted words stand in the text shown; (0, 0) when they do not: no highlight beats a wrong one."""
    start = max(0, start)
    return (start, end) if text[start:end] == words else (0, 0)


def _show_neighbours(conversation: Conversation, opened: Opened, view: ArticleView) -> None:
    """The articles before and after, and the way back to the quoted words."""

    def to(provision: Provision, icon: str, key: str) -> None:
        name = provision.citation[:1].upper() + provision.citation[1:]
        st.button(
            literal(f"{name}. {provision.heading}" if provision.heading else name),
            key=key,
            icon=icon,
            type="tertiary",
            wrap=True,
            on_click=conversation.open,
            args=(opened._replace(at=provision.id),),
        )

    if opened.at:
        st.button(
            say("panel.back"),
            key="panel-back",
            icon=":material/undo:",
            on_click=conversation.open,
            args=(opened._replace(at=""),),
        )
    with st.container(gap="xxsmall"):
        if view.before:
            to(view.before, ":material/arrow_upward:", "article-before")
        if view.after:
            to(view.after, ":material/arrow_downward:", "article-after")


def _show_changes(view: ArticleView) -> None:
    if not view.changes:
        return
    with st.expander(say("panel.changes", count=len(view.changes)), icon=":material/edit_note:", expanded=True):
        for changed in view.changes:
            st.text(f"{changed.text[:1].upper()}{changed.text[1:]}.")
            if changed.wording:
                st.caption(say("panel.new_words"))
                st.text(changed.wording.strip())


def _show_page(assistant: Assistant, view: ArticleView) -> None:
    """The page of the original file on which the words stand."""
    original = assistant.catalogue.original(view.copy.id)
    if original is None:
        st.info(say("panel.no_original"))
        return
    with st.spinner(say("panel.drawing")):
        pages = sorted({printed.box.page for printed in view.places})[:MOST_PAGES]
        for place, page in enumerate(pages):
            boxes = tuple(printed.box for printed in view.places if printed.box.page == page)
            name = view.copy.source.replace("\\", "/").rpartition("/")[2]
            label = say("panel.page_of", page=page, name=name)
            show_picture(original, page, boxes, view.copy.format != "pdf", label, key=f"picture-{place}")
            st.caption(literal(label))


def _show_source(view: ArticleView) -> None:
    document, pages = view.document, view.provision.pages
    facts = [document.issuer, say("panel.issued", day=day(document.issued)) if document.issued else ""]
    if pages:
        first, last = pages
        facts.append(say("panel.pages", pages=first if first == last else f"{first}–{last}"))
    facts.append(say("panel.from", source=source_of(view.copy.source)))
    # A web address becomes a link by itself; anything else stays plain text.
    st.caption(literal(" · ".join(filter(None, facts))))
