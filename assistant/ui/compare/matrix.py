"""The matrix of the page So sánh: which requirements, across which provinces or documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.matrix import Line, by_province, matrix
from assistant.naming import name_of
from assistant.ui.addresses import DOCUMENT, PROVISION, documents
from assistant.ui.choosing import choose_view, named
from assistant.ui.compare.grid import show_grid
from assistant.ui.words import say
from corpus.types import Document

REQUIREMENTS = "LGSP\nkho dữ liệu\ncấp độ an toàn"
MOST = 12  # requirements at once


def show_matrix(evidence: Evidence) -> None:
    """What is asked, and the table."""
    rows = _rows(evidence)
    typed = st.text_area(
        say("compare.requirements"), REQUIREMENTS, key="matrix-requirements", height=110, persist_state="session"
    )
    wanted = list(dict.fromkeys(" ".join(line.split())[:100] for line in (typed or "").splitlines() if line.strip()))
    if len(wanted) > MOST:
        st.info(say("compare.many", most=MOST))
        wanted = wanted[:MOST]
    if not rows or not wanted:
        st.info(say("compare.no_rows"))
        return
    lines = _looked_up(rows, wanted, evidence)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(say("compare.not_ruled_note"))
        _downloads(wanted, lines)
    going = show_grid(wanted, lines, key="matrix")
    if going:
        st.switch_page(documents(), query_params={DOCUMENT: going.document, PROVISION: going.key})


def _looked_up(rows: dict[str, list[Document]], wanted: Sequence[str], evidence: Evidence) -> list[Line]:
    """The matrix, made anew only when what is asked or the corpus has changed."""
    key = [(name, *(d.id for d in documents)) for name, documents in rows.items()], tuple(wanted)
    kept = st.session_state.get("matrix-lines")
    if kept is None or kept[0] != key or kept[1] is not evidence:
        kept = st.session_state["matrix-lines"] = key, evidence, matrix(rows, wanted, evidence)
    return list(kept[2])


def _rows(evidence: Evidence) -> dict[str, list[Document]]:
    of = choose_view(say("compare.rows"), ("compare.by_province", "compare.by_document"), "matrix-of")
    if of == "compare.by_document":
        here = {d.id: d for d in evidence.catalogue.documents()}
        chosen = st.multiselect(
            say("compare.document"),
            list(here),
            format_func=lambda id_: named(here[id_]),
            key="matrix-documents",
            placeholder=say("compare.choose"),
            persist_state="session",
        )
        return {name_of(here[id_]): [here[id_]] for id_ in chosen}
    about = st.text_input(say("compare.titles"), key="matrix-titles", live=True, persist_state="session")
    found = by_province(evidence, about or "")
    chosen = st.multiselect(
        say("compare.provinces"),
        list(found),
        key="matrix-provinces",
        placeholder=say("bar.any"),
        persist_state="session",
    )
    return {place: found[place] for place in chosen if place in found} or found


def _downloads(requirements: Sequence[str], lines: Sequence[Line]) -> None:
    def made(form: str) -> bytes:
        from assistant.export_tables import matrix_docx, matrix_xlsx

        return matrix_docx(requirements, lines, date.today()) if form == "docx" else matrix_xlsx(requirements, lines)

    for form in ("docx", "xlsx"):
        st.download_button(
            say("download.one", form=form.upper()),
            partial(made, form),
            file_name=f"ma-tran-{date.today():%Y%m%d}.{form}",
            key=f"matrix-{form}",
            icon=":material/download:",
            on_click="ignore",
        )
