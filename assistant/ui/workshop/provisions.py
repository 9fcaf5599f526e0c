"""The documents and provisions that a lesson is made of, and the terms that they define."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.naming import capital, name_of
from assistant.ui.choosing import choose_document
from assistant.ui.literal import literal
from assistant.ui.validity import DIGEST, LOOKS
from assistant.ui.words import say
from assistant.ui.workshop.fields import key_for
from assistant.ui.workshop.kept import attempt, change
from assistant.workshop.binding import units_in
from assistant.workshop.proposing.propose import terms_of
from assistant.workshop.types import Lesson
from corpus.definitions import Definition
from corpus.types import Document, Provision


def show_provisions(lesson: Lesson, evidence: Evidence) -> None:
    """Each document with the articles or sections chosen of it; one more to add."""
    st.subheader(say("workshop.provisions"), anchor=False)
    for id_ in lesson.documents:
        document = evidence.document(id_)
        with st.container(border=True, gap="small", key=f"source-{lesson.documents.index(id_)}"):
            if document:
                _show_document(document, lesson, evidence)
            else:
                st.text(say("workshop.document_gone", id=id_.partition("|")[0]))
            _show_remove(id_, lesson)
    _show_add(lesson, evidence)
    chosen = chosen_in(lesson, evidence)
    if chosen:
        _show_terms(chosen, lesson, evidence)


def chosen_in(lesson: Lesson, evidence: Evidence) -> list[Provision]:
    """The provisions chosen that the corpus has; of a document of which none is chosen, all."""
    found = []
    for id_ in lesson.documents:
        document = evidence.document(id_)
        units = units_of(document, lesson, evidence) if document else {}
        wanted = [units[key] for key in lesson.provisions if key in units]
        found += wanted or list(units.values())
    return found


def units_of(document: Document, lesson: Lesson, evidence: Evidence) -> dict[str, Provision]:
    """What can be chosen of a document by id: its articles or sections, and what else a lesson has chosen of it."""
    units = _units(document, evidence, document.id, evidence.catalogue.written())
    others = (id_ for id_ in lesson.provisions if id_ not in units and id_.partition("#")[0] == document.id)
    return units | {id_: provision for id_ in others if (provision := evidence.provision(id_))}


@st.cache_resource(max_entries=64, show_spinner=False)
def _units(_document: Document, _evidence: Evidence, id_: str, written: tuple[str, int, int]) -> dict[str, Provision]:
    return {unit.id: unit for unit in units_in(_evidence.catalogue.provisions(_evidence.best_copy(_document)))}


def _show_document(document: Document, lesson: Lesson, evidence: Evidence) -> None:
    look = LOOKS[evidence.status(document).value]
    st.markdown(f"**{literal(name_of(document))}** {literal(document.title)}")
    with st.container(horizontal=True, gap="small"):
        st.badge(look.word, icon=look.icon, color=look.colour)
        if evidence.is_digest(document):
            st.badge(DIGEST.word, icon=DIGEST.icon, color=DIGEST.colour)
    units = units_of(document, lesson, evidence)
    chosen = [id_ for id_ in lesson.provisions if id_ in units]
    key = key_for(f"provisions-{lesson.id}-{document.id}", chosen)
    st.multiselect(
        say("workshop.articles", count=len(units)),
        list(units),
        chosen,
        format_func=lambda id_: _named(units[id_]),
        key=key,
        placeholder=say("workshop.articles_all"),
        select_all=False,
        on_change=_choose,
        args=(key, document.id, lesson.id),
    )


def _named(provision: Provision) -> str:
    return f"{capital(provision.citation)}. {provision.heading}".strip(" .")[:120]


def _choose(key: str, document: str, id_: str) -> None:
    chosen = tuple(st.session_state[key])

    def with_them(lesson: Lesson) -> Lesson:
        others = tuple(provision for provision in lesson.provisions if provision.partition("#")[0] != document)
        return replace(lesson, provisions=(*others, *chosen))

    attempt(partial(change, id_, with_them))


def _show_remove(document: str, lesson: Lesson) -> None:
    def without(lesson: Lesson) -> Lesson:
        left = tuple(provision for provision in lesson.provisions if provision.partition("#")[0] != document)
        return replace(lesson, documents=tuple(d for d in lesson.documents if d != document), provisions=left)

    st.button(
        say("workshop.remove_document"),
        key=f"source-remove-{lesson.documents.index(document)}",
        icon=":material/close:",
        type="tertiary",
        on_click=attempt,
        args=(partial(change, lesson.id, without),),
    )


def _show_add(lesson: Lesson, evidence: Evidence) -> None:
    """The field for one more document, empty again once it was added."""
    round_ = len(lesson.documents)
    chosen = choose_document(say("workshop.add_document"), f"source-new-{lesson.id}-{round_}", evidence)
    if chosen and chosen.id not in lesson.documents:
        change(lesson.id, lambda lesson: replace(lesson, documents=_with(lesson.documents, chosen.id)))
        st.session_state.pop(f"source-new-{lesson.id}-{round_}", None)
        st.rerun()


def _with(documents: tuple[str, ...], id_: str) -> tuple[str, ...]:
    return documents if id_ in documents else (*documents, id_)


def _show_terms(chosen: Sequence[Provision], lesson: Lesson, evidence: Evidence) -> None:
    """The terms, with what they mean as the provision has it."""
    key = lesson.id, lesson.documents, lesson.provisions, evidence.as_of, evidence.catalogue.written()
    kept = st.session_state.get("workshop-terms")
    if kept is None or kept[0] != key:
        kept = st.session_state["workshop-terms"] = key, terms_of(chosen, evidence)
    terms: list[Definition] = kept[1]
    if not terms:
        return
    with st.expander(say("workshop.terms", count=len(terms)), icon=":material/menu_book:", key="terms"):
        for place, term in enumerate(terms):
            with st.container(gap="xxsmall", key=f"quote-term-{place}"):
                st.text(term.provision.text.strip())
                st.caption(literal(f"{capital(term.provision.citation)} {evidence.name(term.provision.document)}"))
