"""An item as the trainer sees it: how it is asked, the right answer marked, what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.basis import show_basis
from assistant.workshop.types import Form, Item

HARD, EASY = 0.65, 0.35  # difficulty from which, and below which, an item is called so
ICONS = {
    Form.CHOICE: ":material/radio_button_checked:",
    Form.TRUE_FALSE: ":material/rule:",
    Form.MATCH: ":material/join_inner:",
    Form.ORDER: ":material/format_list_numbered:",
    Form.GAP: ":material/edit_note:",
    Form.PLACE: ":material/location_on:",
    Form.MISTAKE: ":material/search:",
}


def form_name(form: Form) -> str:
    """What a form is called."""
    return say(f"workshop.form_{form.value}")


def difficulty_name(difficulty: float) -> str:
    """“dễ”, “vừa”, “khó”."""
    return say("workshop.easy" if difficulty < EASY else "workshop.hard" if difficulty >= HARD else "workshop.medium")


def show_marks(item: Item, objectives: dict[str, str] | None = None) -> None:
    """Its form, how hard it should be, and the objective that it serves."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(form_name(item.form), icon=ICONS[item.form], color="gray")
        if item.difficulty is not None:
            st.badge(difficulty_name(item.difficulty), icon=":material/speed:", color="gray")
        if item.objective and objectives:
            st.caption(literal(objectives.get(item.objective, item.objective)), width="stretch")


def show_answers(item: Item) -> None:
    """The answers to choose, the right one marked; or the answer whole."""
    st.markdown("\n".join(_answers(item)))


def show_whole(item: Item, evidence: Evidence, key: str) -> None:
    """The answers, what is told once it was answered, and the basis."""
    show_answers(item)
    if item.key:
        st.caption(f":material/info: {literal(item.key)}")
    show_basis(item.basis, evidence, key)


def _answers(item: Item) -> Iterator[str]:
    for option in item.options:
        source = f" – *{literal(option.source)}*" if option.source else ""
        if option.right:
            yield f"- :material/check_circle: **{literal(option.text)}** ({say('workshop.right')})"
        else:
            yield f"- {literal(option.text)}{source}"
    for pair in item.pairs:
        yield f"- **{literal(pair.term)}**: {literal(pair.meaning)}"
    for number, step in enumerate(item.steps, start=1):
        yield f"{number}. {literal(step)}"
    for answer in item.answers:
        yield f"- :material/check_circle: **{literal(answer)}** ({say('workshop.right')})"
