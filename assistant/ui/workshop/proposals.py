"""Items proposed from the text of the provisions chosen: looked at, accepted into the lesson or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.settings import Settings
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.basis import show_basis
from assistant.ui.workshop.item import form_name, show_marks, show_whole
from assistant.ui.workshop.kept import attempt, change
from assistant.ui.workshop.provisions import chosen_in
from assistant.workshop.proposing.propose import propose, questions_of
from assistant.workshop.types import Form, Item, Lesson, LiveQuestion

AT_ONCE = 8
MOST = 40  # proposed at a time
Proposed = tuple[tuple[Item, ...], tuple[LiveQuestion, ...]]


def show_proposals(lesson: Lesson, evidence: Evidence) -> None:
    """The button that proposes, and what has been proposed and neither accepted nor dropped yet."""
    st.subheader(say("workshop.proposals"), anchor=False)
    chosen = chosen_in(lesson, evidence)
    st.caption(say("workshop.proposals_note"))
    if not chosen:
        st.info(say("workshop.choose_first"))
        return
    if st.button(say("workshop.propose"), icon=":material/auto_awesome:", type="primary", key="propose"):
        with st.spinner(say("workshop.proposing")):
            most = MOST + len(lesson.items)  # those that the lesson has already are proposed again
            items = _in_better_words(propose(chosen, evidence, most))
            found = items, tuple(questions_of(chosen, evidence))
        st.session_state[_key(lesson.id)] = found
        st.session_state["proposals-most"] = AT_ONCE
    if _key(lesson.id) in st.session_state:
        _show_items(lesson, evidence)
        _show_questions(lesson, evidence)


def _key(id_: str) -> str:
    return f"proposals-{id_}"


def _in_better_words(items: list[Item]) -> tuple[Item, ...]:
    """The items as they are, or in the words of the language model where one is configured and its words pass."""
    settings = Settings.from_environment()
    if not settings.model:
        return tuple(items)
    from assistant.generate import open_model
    from assistant.workshop.proposing.wording import reworded

    return tuple(reworded(items, open_model(settings.model, settings.model_url)))


def _show_items(lesson: Lesson, evidence: Evidence) -> None:
    known = {item.id for item in lesson.items}
    proposed: Proposed = st.session_state[_key(lesson.id)]
    items = [item for item in proposed[0] if item.id not in known]
    if not items:
        st.info(say("workshop.no_proposals"))
        return
    counts = {form: sum(item.form is form for item in items) for form in Form}
    forms = st.pills(
        say("workshop.only_forms"),
        [form for form in Form if counts[form]],
        selection_mode="multi",
        format_func=lambda form: f"{form_name(form)} ({counts[form]})",
        key="proposals-forms",
    )
    wanted = [item for item in items if not forms or item.form in forms]
    shown = wanted[: st.session_state.get("proposals-most", AT_ONCE)]
    objectives = {objective.id: objective.text for objective in lesson.objectives}
    objective = ""
    if objectives:
        objective = st.selectbox(
            say("workshop.accept_for"),
            ["", *objectives],
            format_func=lambda id_: objectives.get(id_) or say("workshop.no_objective"),
            key=f"proposals-objective-{lesson.id}",
        )
    ticked = [item for item in wanted if st.session_state.get(f"tick-{item.id}")]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            say("workshop.accept_ticked", count=len(ticked)), key="accept-ticked", icon=":material/done_all:",
            type="primary" if ticked else "secondary", disabled=not ticked, on_click=attempt,
            args=(partial(_accept, lesson.id, ticked, objective),),
        )  # fmt: skip
        st.button(
            say("workshop.accept_all", count=len(wanted)), key="accept-all", icon=":material/library_add_check:",
            on_click=attempt, args=(partial(_accept, lesson.id, wanted, objective),),
        )  # fmt: skip
    for item in shown:
        with st.container(border=True, gap="small", key=f"proposal-{item.id}"):
            _show_item(item, lesson, objective, evidence)
    if len(wanted) > len(shown):
        st.button(say("workshop.more", count=len(wanted) - len(shown)), key="proposals-more", on_click=_show_more)


def _show_item(item: Item, lesson: Lesson, objective: str, evidence: Evidence) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.checkbox(say("workshop.tick"), key=f"tick-{item.id}")
        show_marks(item)
    st.text(item.ask)
    show_whole(item, evidence, item.id)
    if item.bases:
        st.caption(literal(say("workshop.with_bases", bases="; ".join(item.bases))))
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("workshop.accept"), key=f"accept-{item.id}", icon=":material/check:",
            on_click=attempt, args=(partial(_accept, lesson.id, [item], objective),),
        )  # fmt: skip
        st.button(
            say("workshop.drop"), key=f"drop-{item.id}", icon=":material/close:", type="tertiary",
            on_click=_drop, args=(lesson.id, item),
        )  # fmt: skip


def _accept(id_: str, items: Sequence[Item], objective: str) -> None:
    def with_them(lesson: Lesson) -> Lesson:
        known = {item.id for item in lesson.items}
        serves = objective if objective in {other.id for other in lesson.objectives} else ""
        new = (replace(item, objective=serves) for item in items if item.id not in known)
        return replace(lesson, items=(*lesson.items, *new))

    change(id_, with_them)
    st.session_state["workshop-told"] = say("workshop.accepted", count=len(items))


def _drop(id_: str, value: object) -> None:
    items, questions = st.session_state[_key(id_)]
    left = tuple(item for item in items if item != value), tuple(asked for asked in questions if asked != value)
    st.session_state[_key(id_)] = left


def _show_more() -> None:
    st.session_state["proposals-most"] = st.session_state.get("proposals-most", AT_ONCE) + AT_ONCE


def _show_questions(lesson: Lesson, evidence: Evidence) -> None:
    """The questions to put to the assistant, each with the provision that its answer should cite."""
    proposed: Proposed = st.session_state[_key(lesson.id)]
    known = {asked.ask for asked in lesson.questions}
    questions = [asked for asked in proposed[1] if asked.ask not in known]
    if not questions:
        return
    with st.expander(say("workshop.proposed_live", count=len(questions)), icon=":material/forum:", key="proposed-live"):
        for place, asked in enumerate(questions):
            with st.container(border=True, gap="small", key=f"proposed-live-{place}"):
                st.text(asked.ask)
                if asked.expected:
                    show_basis(asked.expected, evidence, f"live-{place}")
                with st.container(horizontal=True, gap="small"):
                    st.button(
                        say("workshop.accept"), key=f"accept-live-{place}", icon=":material/check:",
                        on_click=attempt, args=(partial(_ask, lesson.id, asked),),
                    )  # fmt: skip
                    st.button(
                        say("workshop.drop"), key=f"drop-live-{place}", icon=":material/close:", type="tertiary",
                        on_click=_drop, args=(lesson.id, asked),
                    )  # fmt: skip


def _ask(id_: str, asked: LiveQuestion) -> None:
    change(id_, lambda lesson: replace(lesson, questions=(*lesson.questions, asked)))
