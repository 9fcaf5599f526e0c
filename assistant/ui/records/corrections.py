"""What is known of a document put right, with who did it and on what source; taken back where it was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import streamlit as st

from assistant.intake import Intake
from assistant.naming import NATURE_TEXT
from assistant.relations import OUTWARD
from assistant.settings import Settings
from assistant.ui.choosing import choose_day, choose_document
from assistant.ui.edge import show_error
from assistant.ui.literal import literal
from assistant.ui.opening import evidence_on
from assistant.ui.validity import LOOKS
from assistant.ui.words import say
from corpus.catalogue import Catalogue
from corpus.correcting import DATES, FIELDS
from corpus.corrections import correct, history, undo
from corpus.dates import day
from corpus.describe import KINDS
from corpus.errors import CanCuError
from corpus.types import Document, Nature, StatusValue

STATUSES = (StatusValue.IN_FORCE, StatusValue.ENDED, StatusValue.PARTLY_ENDED, StatusValue.UNKNOWN)


def show_corrections() -> None:
    """The document, the new value of one of its fields, and every correction made so far."""
    evidence = evidence_on(date.today())
    if moved := st.session_state.pop("correct-next", ""):
        st.session_state["correct-document"] = moved
    document = choose_document(say("records.document"), "correct-document", evidence)
    if document is None:
        return
    if all(copy.nature is Nature.DIGEST for copy in evidence.catalogue.copies(document.id)):
        st.info(say("records.only_digest"))
        return
    field = st.selectbox(
        say("records.field"), list(FIELDS), format_func=lambda field: say(f"records.f_{field}"), key="correct-field"
    )
    st.caption(literal(say("records.now", value=_now(document, field, evidence.status_line(document)))))
    value = _value(document, field)
    source = st.text_input(say("records.source"), key="correct-source", max_chars=300, persist_state="session")
    who = st.text_input(say("records.who"), key="correct-who", max_chars=100, persist_state="session")
    saves = st.button(
        say("records.save"),
        icon=":material/save:",
        type="primary",
        key="correct-save",
        on_click=_stay_with,
        args=(document.id,),
    )
    if saves and not (who and who.strip() and source and source.strip()):
        st.warning(say("records.who_needed"), icon=":material/error:")
    elif saves:
        try:
            with _writing() as catalogue:
                made = correct(catalogue, document, [(field, value)], who or "", source or "")
            st.session_state["correct-done"] = len(made)
            # Another number, issuer or date makes it another document.
            st.session_state["correct-next"] = made[0].document
            st.rerun()
        except CanCuError as error:
            show_error(error)
    if done := st.session_state.pop("correct-done", 0):
        st.success(say("records.saved", count=done), icon=":material/check:")
    _show_history(document, who or "")


def _stay_with(document: str) -> None:
    """What a button does is done to the document it stood under, whatever its field tells meanwhile."""
    st.session_state["correct-next"] = document


@contextmanager
def _writing() -> Iterator[Catalogue]:
    """A catalogue to write to; the index is brought up to it afterwards."""
    settings = Settings.from_environment()
    catalogue = Catalogue(settings.catalogue)
    try:
        yield catalogue
    finally:
        catalogue.close()
    Intake(settings).want_index()


def _now(document: Document, field: str, status: str) -> str:
    if field == "status":
        return status
    if field in {"relation", "no_relation", "nature"}:
        return "–"
    value = getattr(document, field)
    return (day(value) if isinstance(value, date) else value) or say("records.empty")


def _value(document: Document, field: str) -> str:
    """The new value in its written form, from the fields that suit it."""
    label = say("records.value")
    key = f"correct-{field}-{document.id}"
    if field in DATES:
        chosen = choose_day(label, key, getattr(document, field))
        return chosen.isoformat() if chosen else ""
    if field == "kind":
        kinds = list(KINDS)
        return st.selectbox(label, kinds, kinds.index(document.kind) if document.kind in kinds else None, key=key) or ""
    if field == "nature":
        natures = [nature for nature in Nature if nature is not Nature.DIGEST]
        nature = st.selectbox(label, natures, format_func=NATURE_TEXT.__getitem__, key=key)
        return str(nature.value)
    if field == "status":
        return _status(key)
    if field in {"relation", "no_relation"}:
        return _relation(key, dated=field == "relation")
    return str(st.text_input(label, getattr(document, field), key=key, max_chars=1000))


def _status(key: str) -> str:
    value = st.selectbox(
        say("records.status"), STATUSES, format_func=lambda value: LOOKS[value].word, key=f"{key}-value"
    )
    since = _day(say("records.since"), f"{key}-since")
    by = st.text_input(say("records.by"), key=f"{key}-by", placeholder="12/2025/NĐ-CP")
    return " ".join(filter(None, [value.value, f"since={since}" if since else "", f"by={by}" if by else ""]))


def _relation(key: str, dated: bool) -> str:
    kind = st.selectbox(say("records.relation_kind"), list(OUTWARD), format_func=OUTWARD.__getitem__, key=f"{key}-kind")
    number = st.text_input(say("records.relation_to"), key=f"{key}-to", placeholder="khoản 2 Điều 5 12/2025/NĐ-CP")
    on = _day(say("records.since"), f"{key}-on") if dated else ""
    return " ".join(filter(None, [kind.value, number, f"on={on}" if on else ""]))


def _day(label: str, key: str) -> str:
    chosen = choose_day(label, key, None)
    return chosen.isoformat() if chosen else ""


def _show_history(document: Document, who: str) -> None:
    st.subheader(say("records.history"), anchor=False)
    with_catalogue = Catalogue(Settings.from_environment().catalogue)
    try:
        made = history(with_catalogue, document)
    finally:
        with_catalogue.close()
    if not made:
        st.caption(say("records.no_history"))
    for correction in made:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"correction-{correction.id}"):
            told = say(
                "records.made",
                field=say(f"records.f_{correction.field}"),
                before=correction.before or say("records.empty"),
                value=correction.value,
                who=correction.who,
                day=day(correction.made_on),
                source=correction.source,
            )
            if correction.undone_on:
                told += "; " + say("records.taken_back", day=day(correction.undone_on), who=correction.undone_by)
            st.text(told)
            undone = not correction.undone_on and st.button(
                say("records.undo"),
                key=f"undo-correction-{correction.id}",
                icon=":material/undo:",
                type="tertiary",
                on_click=_stay_with,
                args=(document.id,),
            )
        if undone and not who.strip():
            st.warning(say("records.undo_who"), icon=":material/error:")
        elif undone:
            try:
                with _writing() as catalogue:
                    taken_back = undo(catalogue, correction.id, who)
                st.session_state["correct-next"] = taken_back[0].document
                st.rerun()
            except CanCuError as error:
                show_error(error)
