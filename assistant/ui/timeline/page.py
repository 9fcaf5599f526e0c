"""The page Dòng thời gian: chains of documents and the life of each; what rests on documents that have ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from assistant.evidence import Evidence
from assistant.life import Span, chain_of, chains, events_of, name_of_chain
from assistant.naming import name_of
from assistant.ui.addresses import DOCUMENT, documents
from assistant.ui.choosing import choose_day, choose_document, choose_view, take_address
from assistant.ui.documents.document import show_events
from assistant.ui.edge import edge
from assistant.ui.frame import begin_page, end_sidebar
from assistant.ui.literal import literal
from assistant.ui.opening import evidence_on, opened
from assistant.ui.timeline.bars import show_bars
from assistant.ui.validity import LOOKS
from assistant.ui.words import say
from corpus.basis import Rests, basis_report, markdown_report, sentence


def timeline_page() -> None:
    """Draw the page."""
    begin_page(say("page.timeline"))
    st.title(say("page.timeline"), anchor=False)
    with edge():
        st.caption(say("timeline.about"))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            view = choose_view(say("page.timeline"), ("timeline.life", "timeline.basis"), "timeline-view")
            as_of = choose_day(say("timeline.as_of"), "timeline-as-of", date.today(), width=180)
        evidence = evidence_on(as_of or date.today())
        if view == "timeline.life":
            _life(evidence)
        else:
            _basis(evidence)
    end_sidebar()


def _life(evidence: Evidence) -> None:
    known = chains(evidence)
    take_address(DOCUMENT, "timeline-document", evidence)
    if known:
        names = [say("compare.chain_none"), *map(name_of_chain, known)]
        st.session_state["timeline-chains"] = [chain[0].document.id for chain in known]
        st.selectbox(
            say("timeline.chain"),
            range(len(names)),
            format_func=names.__getitem__,
            key="timeline-chain",
            on_change=_take,
        )
    first = known[0][0].document.id if known else ""
    document = choose_document(say("timeline.document"), "timeline-document", evidence, first, DOCUMENT)
    if document is None:
        if not evidence.catalogue.documents():
            st.info(say("timeline.none"))
        return
    chain: list[Span] = chain_of(document, evidence)
    went = show_bars(chain, evidence, key=f"bars-{document.id}")
    if went:
        st.switch_page(documents(), query_params={DOCUMENT: went})
    st.subheader(literal(say("timeline.events", name=name_of(document))), anchor=False)
    show_events(events_of(document, evidence), evidence)


def _take() -> None:
    at = st.session_state["timeline-chain"]
    if at:
        st.session_state["timeline-document"] = st.session_state["timeline-chains"][at - 1]


def _basis(evidence: Evidence) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        unknown = st.toggle(say("timeline.include_unknown"), key="basis-unknown", persist_state="session")
        found = _report(evidence, unknown)
        issuers = sorted({rests.document.issuer for rests in found if rests.document.issuer})
        chosen = st.multiselect(
            say("timeline.only_issuer"), issuers, key="basis-issuers", placeholder=say("bar.any"), width=420
        )
        kept = [rests for rests in found if not chosen or rests.document.issuer in chosen]
        st.download_button(
            say("timeline.take"),
            lambda: markdown_report(kept, evidence.as_of, name_of),
            file_name=f"ra-soat-can-cu-{evidence.as_of:%Y%m%d}.md",
            key="basis-take",
            icon=":material/download:",
            on_click="ignore",
        )
    if not kept:
        st.success(say("timeline.clean"))
        return
    st.text(say("timeline.found", documents=len({rests.document.id for rests in kept}), count=len(kept)))
    _show_found(kept, evidence)


def _report(evidence: Evidence, unknown: bool) -> list[Rests]:
    key = evidence.as_of, unknown, opened().catalogue.written()
    kept = st.session_state.get("basis-report")
    if kept is None or kept[0] != key:
        found = basis_report(evidence.catalogue, evidence.as_of, include_unknown=unknown)
        kept = st.session_state["basis-report"] = key, found
    return list(kept[1])


def _show_found(found: Sequence[Rests], evidence: Evidence) -> None:
    by_document: dict[str, list[Rests]] = {}
    for rests in found:
        by_document.setdefault(rests.document.id, []).append(rests)
    for place, several in enumerate(by_document.values()):
        document = several[0].document
        with st.container(border=True, gap="small", key=f"rests-{place}"):
            st.page_link(
                documents(),
                label=literal(f"{name_of(document)} ({len(several)})"),
                icon=":material/description:",
                query_params={DOCUMENT: document.id},
            )
            look = LOOKS[several[0].status.value]
            st.badge(look.word, icon=look.icon, color=look.colour)
            for rests in several:
                st.text(f"• {sentence(rests, evidence.as_of, name_of)}")
                for link in rests.path:
                    if link.words:
                        st.caption(literal(f"“{link.words}” – {link.place} {name_of(link.document)}"))
