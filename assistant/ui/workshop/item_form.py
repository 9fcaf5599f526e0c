"""The form in which an item is edited: it is kept only when its quotation decides it, else the faults are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.edge import message_of
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.expired import put_item
from assistant.workshop.binding import basis_of, bound, words_in
from assistant.workshop.lesson import faults_of
from assistant.workshop.sound import faults
from assistant.workshop.types import FALSE, TRUE, Basis, Form, Item, Lesson, Option, Pair
from corpus.errors import CanCuError

LONGEST = 2_000  # characters of a question
MOST_OPTIONS, MOST_PAIRS = 8, 8
SPARE = 2  # empty fields for more options or pairs
Changes = dict[str, Any]


def show_form(item: Item, lesson: Lesson, evidence: Evidence, is_new: bool) -> bool:
    """The fields of an item; whether it was kept or left as it was. What was typed stays until one of them is done."""
    key = f"form-{lesson.id}-{item.id}-{'new' if is_new else 'old'}"
    objectives = {objective.id: objective.text for objective in lesson.objectives}
    with st.form(key, border=False):
        ask = st.text_area(say("workshop.ask"), item.ask, key=f"{key}-ask", max_chars=LONGEST, height=100)
        changes = FIELDS[item.form](item, key)
        told = st.text_area(say("workshop.key"), item.key, key=f"{key}-key", max_chars=LONGEST, height=80)
        citation = st.text_input(
            say("workshop.citation"), item.basis.citation, key=f"{key}-citation", max_chars=500,
            placeholder="khoản 2 Điều 5 73/2019/NĐ-CP",
        )  # fmt: skip
        quote = st.text_area(
            say("workshop.quote"), item.basis.quote, key=f"{key}-quote", max_chars=10_000, height=100,
            help=say("workshop.quote_help"),
        )  # fmt: skip
        if item.form is not Form.PLACE:
            bases = st.text_area(
                say("workshop.bases"), "\n".join(item.bases), key=f"{key}-bases", height=80,
                help=say("workshop.bases_help"),
            )  # fmt: skip
            changes["bases"] = _lines(bases)
        if objectives:
            ids = ["", *objectives]
            changes["objective"] = st.selectbox(
                say("workshop.objective"), ids, ids.index(item.objective) if item.objective in ids else 0,
                format_func=lambda id_: objectives.get(id_) or say("workshop.no_objective"), key=f"{key}-objective",
            )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            saves = st.form_submit_button(say("workshop.save"), key=f"{key}-save", icon=":material/save:")
            leaves = st.form_submit_button(say("workshop.cancel"), key=f"{key}-cancel", icon=":material/close:")
    if leaves or not saves:
        return leaves
    try:
        basis = _basis(item.basis, citation or "", quote or "", evidence)
        made = replace(item, ask=(ask or "").strip(), key=(told or "").strip(), basis=basis, **changes)
        found = list(_faults(made, lesson, evidence, is_new))
        if not found:
            put_item(lesson.id, made)
            return True
    except CanCuError as error:
        found = [message_of(error)]
    st.error(say("workshop.refused"), icon=":material/error:")
    for fault in found:
        st.markdown(f"- {literal(fault)}")
    return False


def _faults(item: Item, lesson: Lesson, evidence: Evidence, is_new: bool) -> Iterator[str]:
    """Why an item cannot be kept: what its quotation does not decide, what the lesson cannot have."""
    yield from faults(item, evidence)
    others = [other for other in lesson.items if other.id != item.id]
    yield from faults_of(replace(lesson, items=(*others, item)))
    if is_new and len(others) < len(lesson.items):
        yield say("workshop.id_taken")


def _basis(basis: Basis, citation: str, quote: str, evidence: Evidence) -> Basis:
    """The basis as the fields have it, found in the corpus where it is another than before; NotFound if not there."""
    citation, quote = " ".join(citation.split()), quote.strip()
    if (citation, quote) == (basis.citation, basis.quote.strip()) and basis.provision:
        return basis
    provision = evidence.provision(basis.provision) if citation == basis.citation and basis.provision else None
    words = words_in(provision, quote, evidence) if provision else None
    return basis_of(words, evidence) if words else bound(Basis(citation, quote), evidence, say("workshop.this_item"))


def _options(item: Item, key: str) -> Changes:
    """The options, one a field, and which of them is right; one that keeps its words keeps its source."""
    count = min(MOST_OPTIONS, max(len(item.options) + SPARE, 4))
    texts = []
    for place in range(count):
        text = item.options[place].text if place < len(item.options) else ""
        label = say("workshop.option", number=place + 1)
        texts.append(st.text_input(label, text, key=f"{key}-option-{place}", max_chars=1_000) or "")
    right = st.selectbox(
        say("workshop.right_option"), list(range(count)), max(0, item.right),
        format_func=lambda place: say("workshop.option", number=place + 1), key=f"{key}-right",
    )  # fmt: skip
    sources = {option.text: option.source for option in item.options}
    typed = [(place, text.strip()) for place, text in enumerate(texts) if text.strip()]
    return {
        "options": tuple(
            Option(text, place == right, "" if place == right else sources.get(text, "")) for place, text in typed
        )
    }


def _binary(item: Item, key: str) -> Changes:
    right = st.radio(
        say("workshop.right_option"), [TRUE, FALSE], int(item.right == 1), horizontal=True, key=f"{key}-right"
    )
    source = next((option.source for option in item.options if option.source), "")
    return {
        "options": tuple(
            Option(text, text == right, source if FALSE == right == text else "") for text in (TRUE, FALSE)
        )
    }


def _pairs(item: Item, key: str) -> Changes:
    """The terms and their meanings; a pair without a term or a meaning is none."""
    found = []
    for place in range(min(MOST_PAIRS, max(len(item.pairs) + SPARE, 3))):
        pair = item.pairs[place] if place < len(item.pairs) else Pair("", "")
        number, sides = place + 1, st.columns([1, 2])
        with sides[0]:
            term = st.text_input(
                say("workshop.term", number=number), pair.term, key=f"{key}-term-{place}", max_chars=200
            )
        with sides[1]:
            meaning = st.text_input(
                say("workshop.meaning", number=number), pair.meaning, key=f"{key}-meaning-{place}", max_chars=1_000
            )
        if (term or "").strip() and (meaning or "").strip():
            found.append(Pair((term or "").strip(), (meaning or "").strip()))
    return {"pairs": tuple(found)}


def _steps(item: Item, key: str) -> Changes:
    return {"steps": _listed("workshop.steps", item.steps, f"{key}-steps")}


def _answers(item: Item, key: str) -> Changes:
    return {"answers": _listed("workshop.answers", item.answers, f"{key}-answers")}


def _listed(name: str, values: Sequence[str], key: str) -> tuple[str, ...]:
    return _lines(st.text_area(say(name), "\n".join(values), key=key, max_chars=LONGEST, height=120))


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (" ".join(line.split()) for line in (text or "").splitlines())))


FIELDS: dict[Form, Callable[[Item, str], Changes]] = {
    Form.CHOICE: _options,
    Form.TRUE_FALSE: _binary,
    Form.MATCH: _pairs,
    Form.ORDER: _steps,
    Form.GAP: _answers,
    Form.PLACE: _options,
    Form.MISTAKE: _options,
}
