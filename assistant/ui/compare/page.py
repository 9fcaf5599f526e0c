"""The page So sánh: two documents, dates or texts side by side; a matrix of requirements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from assistant.comparing import Mark, Pair, Unit, compared, counted, units_of, units_on
from assistant.evidence import Evidence
from assistant.life import chain_of, chains, name_of_chain
from assistant.naming import NATURE_TEXT, name_of
from assistant.ui.addresses import DOCUMENT
from assistant.ui.choosing import choose_day, choose_document, choose_view, take_address
from assistant.ui.compare.diff import show_diff
from assistant.ui.compare.matrix import show_matrix
from assistant.ui.edge import edge
from assistant.ui.frame import begin_page, end_sidebar
from assistant.ui.literal import literal
from assistant.ui.opening import evidence_on
from assistant.ui.words import say
from corpus.dates import day
from corpus.types import Copy, Nature

OTHER = "o"  # of the address: the document at the right


def compare_page() -> None:
    """Draw the page."""
    begin_page(say("page.compare"))
    st.title(say("page.compare"), anchor=False)
    with edge():
        evidence = evidence_on(date.today())
        _take_address(evidence)
        mode = choose_view(say("compare.mode"), list(MODES), "compare-mode")
        st.caption(say(NOTES[mode]))
        with edge():
            MODES[mode](evidence)
    end_sidebar()


def _take_address(evidence: Evidence) -> None:
    """A document that another page sends here is the left one; what replaced it, or what it replaced, the right one."""
    sent = st.query_params.get(DOCUMENT, "")
    if sent and sent != st.session_state.get("compare-left-named") and OTHER not in st.query_params:
        document = evidence.document(sent)
        chain = [span.document.id for span in chain_of(document, evidence)] if document else []
        at = chain.index(sent) if sent in chain else -1
        other = chain[at + 1] if 0 <= at < len(chain) - 1 else chain[at - 1] if at > 0 else None
        st.session_state["compare-right"] = other
        st.session_state["compare-one"] = sent if document else None
    take_address(DOCUMENT, "compare-left", evidence)
    take_address(OTHER, "compare-right", evidence)


def _documents(evidence: Evidence) -> None:
    known = chains(evidence)
    if known:
        names = [say("compare.chain_none"), *map(name_of_chain, known)]
        st.selectbox(
            say("compare.chain"), range(len(names)), format_func=names.__getitem__, key="compare-chain", on_change=_take
        )
        st.session_state["compare-chains"] = [[span.document.id for span in chain] for chain in known]
    sides = st.columns(2)
    with sides[0]:
        left = choose_document(say("compare.left"), "compare-left", evidence, parameter=DOCUMENT)
    with sides[1]:
        right = choose_document(say("compare.right"), "compare-right", evidence, parameter=OTHER)
    if not left or not right:
        st.info(say("compare.none"))
        return
    if left == right:
        st.info(say("compare.same_document"))
        return
    one, other = evidence.best_copy(left), evidence.best_copy(right)
    for document, copy in ((left, one), (right, other)):
        if copy.nature is Nature.DIGEST:
            st.warning(say("compare.digest", name=literal(name_of(document))))
    _show(
        name_of(left),
        name_of(right),
        f"{one.id} {other.id} {evidence.catalogue.written()}",
        lambda: compared(units_of(one, evidence), units_of(other, evidence), same_text=False),
    )


def _take() -> None:
    """Compare the first and the last document of the chain chosen."""
    at = st.session_state["compare-chain"]
    if at:
        chain = st.session_state["compare-chains"][at - 1]
        st.session_state["compare-left"], st.session_state["compare-right"] = chain[0], chain[-1]


def _dates(evidence: Evidence) -> None:
    document = choose_document(say("compare.document"), "compare-one", evidence)
    if not document:
        st.info(say("compare.none_one"))
        return
    first = document.effective or document.issued or date.today()
    days = []
    for column, side, when in zip(st.columns(2), ("left", "right"), (first, date.today()), strict=True):
        with column:
            days.append(choose_day(say(f"compare.day_{side}"), f"compare-day-{side}-{document.id}", when) or when)
    names = [say("compare.on", name=name_of(document), day=day(on)) for on in days]

    def units() -> list[Pair]:
        left, right = (units_on(document, on, evidence) for on in days)
        return compared(left, right, same_text=True)

    _show(names[0], names[1], f"{document.id} {days} {evidence.catalogue.written()}", units)


def _copies(evidence: Evidence) -> None:
    document = choose_document(say("compare.document"), "compare-one", evidence)
    if not document:
        st.info(say("compare.none_one"))
        return
    copies = evidence.catalogue.copies(document.id)
    if len(copies) < 2:
        st.info(say("compare.one_copy"))
        return
    chosen: list[Copy] = []
    for column, side, at in zip(st.columns(2), ("left", "right"), (0, 1), strict=True):
        with column:
            chosen.append(
                st.selectbox(
                    say(f"compare.{side}"), copies, at, format_func=_named, key=f"compare-copy-{side}-{document.id}"
                )
            )
    one, other = chosen

    def units() -> list[Pair]:
        left, right = units_of(one, evidence), units_of(other, evidence)
        return compared(left, right, same_text=_share_keys(left, right))

    _show(_named(one), _named(other), f"{one.id} {other.id}", units)


def _share_keys(left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    return bool({unit.key for unit in left} & {unit.key for unit in right})


def _named(copy: Copy) -> str:
    return f"{NATURE_TEXT[copy.nature]} ({copy.format}, {day(copy.checked_on)})"


def _show(left: str, right: str, key: str, made: Callable[[], list[Pair]]) -> None:
    """The comparison, made once for what is compared, with its files."""
    kept = st.session_state.get("compare-kept")
    if kept is None or kept[0] != key:
        kept = st.session_state["compare-kept"] = key, made()
    pairs: list[Pair] = kept[1]
    counts = {mark.value: count for mark, count in counted(pairs)}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(say("compare.summary", **counts))
        only = st.toggle(say("compare.only_changes"), key="compare-only-changes", persist_state="session")
        _downloads(left, right, pairs)
    if pairs and counts[Mark.SAME.value] == len(pairs):
        st.info(say("compare.equal"))
    show_diff(left, right, [p for p in pairs if not (only and p.mark is Mark.SAME)], key=f"diff-{key}")


def _downloads(left: str, right: str, pairs: Sequence[Pair]) -> None:
    def made(form: str) -> bytes:
        from assistant.export_tables import comparison_docx, comparison_xlsx

        if form == "docx":
            return comparison_docx(left, right, pairs, date.today())
        return comparison_xlsx(left, right, pairs)

    for form in ("docx", "xlsx"):
        st.download_button(
            say("download.one", form=form.upper()),
            partial(made, form),
            file_name=f"so-sanh-{date.today():%Y%m%d}.{form}",
            key=f"compare-{form}",
            icon=":material/download:",
            on_click="ignore",
        )


MODES = {
    "compare.documents": _documents,
    "compare.dates": _dates,
    "compare.copies": _copies,
    "compare.matrix": show_matrix,
}
NOTES = {mode: f"{mode}_note" for mode in MODES}
