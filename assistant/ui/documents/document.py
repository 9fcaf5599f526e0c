"""One document: what it is and whether it is in force, its text, its relations, its history, its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from assistant.life import Event, events_of
from assistant.naming import NATURE_TEXT, full_name_of, name_of
from assistant.reading import Reading, reading_of
from assistant.relations import Bond, bonds_of
from assistant.scope import Scope
from assistant.ui.addresses import DOCUMENT, PROVISION, address_of, chat, compare, documents, timeline
from assistant.ui.choosing import choose_day, choose_view
from assistant.ui.documents.graph import Group, show_graph
from assistant.ui.documents.reader import show_reader
from assistant.ui.listing import Item
from assistant.ui.literal import literal
from assistant.ui.sources import source_of
from assistant.ui.validity import DIGEST, LOOKS
from assistant.ui.words import say
from corpus.dates import day
from corpus.types import Copy, Document, Nature

if TYPE_CHECKING:
    from assistant.evidence import Evidence

VIEWS = ("documents.view_text", "documents.view_relations", "documents.view_history", "documents.view_about")


def show_document(document: Document, at: str, evidence: Evidence) -> None:
    """The document with its parts to choose from; its text opens at the provision with the key `at`."""
    copies = evidence.catalogue.copies(document.id)
    bonds, events = bonds_of(document, evidence), events_of(document, evidence)
    with st.container(key="document", gap="small"):
        actions = st.container(horizontal=True, vertical_alignment="center", gap="small")
        st.header(literal(document.title or full_name_of(document)), anchor=False)
        banner = st.container(horizontal=True, vertical_alignment="center", gap="small")
        said = evidence.status_line(document)
        st.text(f"{said[:1].upper()}{said[1:]}.")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            counts = {"bonds": len(bonds), "events": len(events)}
            view = choose_view(say("documents.view"), VIEWS, "document-view", **counts)
            copy = _choose_copy(document, copies)
            choose_day(say("documents.as_of"), "documents-as-of", date.today(), width=160)
        with actions:
            _show_actions(document, copy, evidence)
        with banner:
            _show_banner(document, copy, evidence)
    if view == "documents.view_relations":
        _relations(document, bonds)
    elif view == "documents.view_history":
        show_events(events, evidence)
    elif view == "documents.view_about":
        _about(document, copies)
    else:
        _text(document, copy, at, evidence)


def _choose_copy(document: Document, copies: Sequence[Copy]) -> Copy:
    """The copy to read: the best one unless another is chosen."""
    if len(copies) == 1:
        return copies[0]
    return st.selectbox(
        say("documents.copy"),
        copies,
        format_func=lambda copy: f"{NATURE_TEXT[copy.nature]} ({copy.format}, {day(copy.checked_on)})",
        key=f"copy-{document.id}",
        width=320,
    )


def _show_banner(document: Document, copy: Copy, evidence: Evidence) -> None:
    """The document's name, its validity on the day, and what the copy is."""
    look = LOOKS[evidence.status(document).value]
    st.text(full_name_of(document))
    st.badge(look.word, icon=look.icon, color=look.colour)
    if copy.nature is Nature.DIGEST:
        st.badge(DIGEST.word, icon=DIGEST.icon, color=DIGEST.colour)
    else:
        st.badge(literal(NATURE_TEXT[copy.nature]), icon=":material/description:", color="gray")
    if copy.format in {"scan", "image"}:
        st.badge("OCR", icon=":material/document_scanner:", color="gray", help=say("documents.ocr_note"))


def _show_actions(document: Document, copy: Copy, evidence: Evidence) -> None:
    """What may be done with the document."""
    st.page_link(documents(), label=say("documents.back"), icon=":material/arrow_back:")
    params = {DOCUMENT: document.id}
    st.page_link(compare(), label=say("documents.compare"), icon=":material/compare:", query_params=params)
    st.page_link(timeline(), label=say("documents.life"), icon=":material/timeline:", query_params=params)
    original = evidence.catalogue.original(copy.id)
    if original:
        st.download_button(
            say("documents.original"),
            partial(Path.read_bytes, original),
            file_name=_file_name(copy, original),
            key="original",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
    st.button(
        say("documents.ask"),
        icon=":material/chat:",
        type="primary",
        key="ask-of",
        on_click=_ask_of,
        args=(document,),
    )
    if st.session_state.pop("go-ask", False):
        st.switch_page(chat())


def _file_name(copy: Copy, original: Path) -> str:
    name = copy.source.replace("\\", "/").rpartition("/")[2]
    return name if name.endswith(original.suffix) else f"{name or 'van-ban'}{original.suffix}"


def _ask_of(document: Document) -> None:
    """Begin a conversation that is about this document alone."""
    from assistant.ui.chat.conversation import start_anew

    start_anew()
    st.session_state["scope-documents"] = Scope(documents=(document.id,), named=(name_of(document),))
    st.session_state["scope-kept"] = st.session_state["go-ask"] = True


def _text(document: Document, copy: Copy, at: str, evidence: Evidence) -> None:
    if copy.nature is Nature.DIGEST:
        st.warning(say("documents.digest_note"))
    reading = _reading(document, copy, evidence)
    address = address_of("{document}", "{key}", quoted=True)
    going = show_reader(reading, document.id, name_of(document), at, address, key=f"reader-{copy.id}")
    if going:
        st.query_params.from_dict({DOCUMENT: going.document, PROVISION: going.key})
        st.rerun()


def _reading(document: Document, copy: Copy, evidence: Evidence) -> Reading:
    kept = st.session_state.get("reading")
    if kept is None or kept[0] != (copy.id, evidence.as_of, evidence.catalogue.written()):
        kept = (copy.id, evidence.as_of, evidence.catalogue.written()), reading_of(document, copy, evidence)
        st.session_state["reading"] = kept
    return kept[1]


def _relations(document: Document, bonds: Sequence[Bond]) -> None:
    if not bonds:
        st.info(say("documents.no_relations"))
        return
    groups: dict[tuple[bool, str], list[Item]] = {}
    for bond in bonds:
        groups.setdefault((bond.outward, bond.name), []).append(_bound(bond))
    sides = {
        side: [Group(name, tuple(items)) for (outward, name), items in groups.items() if outward is side]
        for side in (True, False)
    }
    went = show_graph(name_of(document), sides[True], sides[False], key=f"graph-{document.id}")
    if went:
        st.query_params.from_dict({DOCUMENT: went})
        st.rerun()


def _bound(bond: Bond) -> Item:
    name = name_of(bond.document) if bond.document else bond.number
    look = LOOKS[bond.status] if bond.status else None
    about = [", ".join(bond.places), say("documents.since", day=day(bond.on)) if bond.on else ""]
    return Item(
        id=bond.document.id if bond.document else "",
        name=name,
        title=bond.document.title if bond.document else "",
        about=" · ".join(filter(None, about)),
        status=look.word if look else say("documents.not_here"),
        colour=look.colour if look else "gray",
        address=address_of(bond.document.id) if bond.document else "",
    )


def show_events(events: Sequence[Event], evidence: Evidence) -> None:
    """What happened to a document, each with the provision that says so."""
    for event in events:
        with st.container(horizontal=True, gap="small", vertical_alignment="top"):
            st.markdown(f"**{day(event.on) if event.on else say('documents.no_day')}**", width=120)
            with st.container(gap="xxsmall"):
                st.text(event.text)
                stated = evidence.provision(event.stated_by) if event.stated_by else None
                if stated:
                    holder = evidence.catalogue.document(stated.document)
                    label = say("documents.stated", place=f"{stated.citation} {name_of(holder)}")
                    st.page_link(
                        documents(),
                        label=literal(label),
                        icon=":material/format_quote:",
                        query_params={DOCUMENT: holder.id, PROVISION: stated.key},
                    )


def _about(document: Document, copies: Sequence[Copy]) -> None:
    facts = {
        "number": document.number,
        "title": document.title,
        "kind": document.kind,
        "issuer": document.issuer,
        "issued": day(document.issued) if document.issued else "",
        "effective": day(document.effective) if document.effective else "",
        "signer": " ".join(filter(None, [document.capacity, document.signer_title, document.signer])),
        "field": document.field,
    }
    _facts({say(f"documents.{name}"): value for name, value in facts.items()})
    for copy in copies:
        with st.container(border=True, gap="small"):
            _facts(
                {
                    say("documents.nature"): NATURE_TEXT[copy.nature],
                    say("documents.source"): source_of(copy.source),
                    say("documents.checked"): day(copy.checked_on),
                    say("documents.checksum"): copy.sha256,
                }
            )


def _facts(facts: Mapping[str, str]) -> None:
    """Names and values in lines; nothing in them acts as markup."""
    for name, value in facts.items():
        with st.container(horizontal=True, gap="small"):
            st.caption(name, width=200)
            st.text(value or "–", width="stretch")
