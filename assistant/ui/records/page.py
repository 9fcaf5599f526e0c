"""The page Kho dữ liệu: files to add, what is known of documents to correct, what the corpus holds."""

from __future__ import annotations

from datetime import date

import streamlit as st

from assistant.evidence import Evidence
from assistant.holdings import Holding, Named, as_csv, holdings, named_only
from assistant.naming import NATURE_TEXT, name_of
from assistant.ui.choosing import choose_view
from assistant.ui.edge import edge
from assistant.ui.frame import begin_page, end_sidebar
from assistant.ui.opening import evidence_on, opened
from assistant.ui.records.corrections import show_corrections
from assistant.ui.records.intake import show_intake
from assistant.ui.sources import source_of
from assistant.ui.validity import LOOKS
from assistant.ui.words import say
from corpus.dates import day
from corpus.errors import IndexMissing
from corpus.types import Nature

MOST_NAMED = 3  # documents in which a number that is not here is named


def records_page() -> None:
    """Draw the page."""
    begin_page(say("page.records"))
    st.title(say("page.records"), anchor=False)
    with edge():
        view = choose_view(say("records.view"), list(VIEWS), "records-view")
        with edge():
            VIEWS[view]()
    end_sidebar()


def _holds() -> None:
    """The honesty panel: what is in, to which day, from where, checked by whom; what is only named."""
    try:
        assistant = opened()
    except IndexMissing:
        st.info(say("records.none"))
        return
    evidence = evidence_on(date.today())
    held, missing = _looked_up(evidence)
    known = evidence.catalogue.checked_on()
    documents = len({one.document.id for one in held})
    st.text(say("records.counts", documents=documents, copies=len(held), day=day(known) if known else "–"))
    searcher = assistant.searcher
    made = evidence.catalogue.fingerprint(), searcher.id, searcher.model
    st.caption(say("records.made_from", corpus=made[0], index=made[1], model=made[2]))
    st.download_button(
        say("records.take"),
        lambda: as_csv(held),
        file_name=f"danh-muc-{date.today():%Y%m%d}.csv",
        icon=":material/download:",
        on_click="ignore",
    )
    st.dataframe([_row(one) for one in held], hide_index=True, height=520)
    with st.expander(say("records.missing", count=len(missing)), icon=":material/help_center:"):
        st.caption(say("records.missing_note"))
        st.dataframe(
            [
                {
                    say("documents.number"): one.number,
                    say("records.times"): len(one.by),
                    say("records.named_by"): "; ".join(one.by[:MOST_NAMED])
                    + (" …" if len(one.by) > MOST_NAMED else ""),
                }
                for one in missing
            ],
            hide_index=True,
        )


def _looked_up(evidence: Evidence) -> tuple[list[Holding], list[Named]]:
    """The holdings and what is only named, looked up anew when the corpus has changed."""
    kept = st.session_state.get("holdings")
    if kept is None or kept[0] is not evidence:
        kept = st.session_state["holdings"] = evidence, (holdings(evidence), named_only(evidence))
    return kept[1]


def _row(held: Holding) -> dict[str, str]:
    document, copy = held.document, held.copy
    if held.checked_by:
        checked_by = ", ".join(held.checked_by)
    else:
        checked_by = say("records.by_library" if copy.source.startswith("library:") else "records.by_machine")
    return {
        say("documents.number"): document.number or name_of(document),
        say("documents.title"): document.title,
        say("documents.issuer"): document.issuer,
        say("documents.issued"): day(document.issued) if document.issued else "",
        say("records.status_now"): LOOKS[held.status].word,
        say("documents.nature"): NATURE_TEXT[Nature(copy.nature)],
        say("documents.source"): source_of(copy.source),
        say("documents.checked"): day(copy.checked_on),
        say("records.checked_by"): checked_by,
        "SHA-256": copy.sha256[:16],
    }


VIEWS = {"records.add": show_intake, "records.correct": show_corrections, "records.holds": _holds}
