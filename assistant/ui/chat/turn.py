"""One question and its answer on the page: the same for an answer on its way and for one from before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.conversations import Terms
from assistant.followups import followups
from assistant.paper import as_paper, is_quotation
from assistant.types import NOTHING_OF_IT, Answer, Claim
from assistant.ui.chat.asking import Asking, Heard, Stopped
from assistant.ui.chat.chips import show_chips
from assistant.ui.chat.conversation import Conversation
from assistant.ui.chat.download import show_downloads
from assistant.ui.chat.rating import show_rating
from assistant.ui.copying import show_copying
from assistant.ui.edge import show_error
from assistant.ui.literal import literal
from assistant.ui.words import say
from corpus.dates import day

if TYPE_CHECKING:
    from assistant.ask import Assistant

LONGEST = 2000  # characters of a question


def show_turn(conversation: Conversation, place: int, assistant: Assistant, terms: Terms) -> None:
    """The question, then its claims as they come with their chips, warnings above them and the rest below."""
    turn = conversation.turns[place]
    with st.chat_message("user", avatar=":material/person:"):
        st.text(turn.question)
    with st.chat_message("assistant", avatar=":material/balance:"):
        warnings = st.container()
        claims = st.container()
        waiting = st.empty()
        stopping = st.empty()
        if not turn.done:
            stopping.button(
                say("turn.stop"), key=f"stop-{place}", icon=":material/stop_circle:", shortcut="Esc", on_click=turn.stop
            )
        with claims:
            if turn.answer and turn.answer.sides:
                _show_sides(conversation, place, turn.answer)
            else:
                _show_claims(conversation, place, turn, waiting)
                if turn.answer and turn.answer.sides:  # known only now: the same once more, in columns
                    st.rerun()
        stopping.empty()
        if isinstance(turn.error, Stopped):
            st.info(literal(str(turn.error)), icon=":material/stop_circle:")
        elif turn.error:
            show_error(turn.error)
        if turn.error:
            again = (assistant, place, turn.asked)
            st.button(
                say("turn.again"),
                key=f"again-{place}",
                icon=":material/refresh:",
                on_click=conversation.ask_again,
                args=again,
            )
        elif turn.answer:
            # A box for all of them, a line each; what the answer itself says is not said twice.
            if turn.answer.beside:
                warnings.warning("\n\n".join(map(literal, turn.answer.beside)), icon=":material/warning:")
            _show_rest(conversation, place, turn.answer, assistant, terms)


def _show_claims(conversation: Conversation, place: int, turn: Asking, waiting: DeltaGenerator) -> None:
    if not turn.done:
        waiting.caption(f":material/manage_search: {say('turn.searching')}")
    number = 0
    about = ""
    for heard in turn.claims():
        if heard is None:
            waiting.caption(f":material/manage_search: {say('turn.checking', seconds=round(turn.seconds))}")
            continue
        if heard[0].about != about:
            about = heard[0].about
            st.markdown(f"**{literal(about)}**")
        _show_claim(conversation, place, number, heard)
        number += 1
    waiting.empty()


def _show_sides(conversation: Conversation, place: int, answer: Answer) -> None:
    """A comparison as a table: a column for each side, its quotations with their chips below; above it what is said of
    both in one place.
    """
    by_mark = {citation.mark: citation for citation in answer.citations}
    numbers = count()

    def show(claims: Sequence[Claim]) -> None:
        for claim in claims:
            _show_claim(conversation, place, next(numbers), (claim, tuple(by_mark[mark] for mark in claim.marks)))

    parts = dict(answer.by_part())
    for about in parts.keys() - set(answer.sides):
        show(parts[about])
    for column, side in zip(st.columns(len(answer.sides), border=True), answer.sides, strict=True):
        with column:
            st.markdown(f"**{literal(side)}**")
            if not parts[side]:
                st.text(NOTHING_OF_IT)
            show(parts[side])


def _show_claim(conversation: Conversation, place: int, number: int, heard: Heard) -> None:
    claim, citations = heard
    quoted = is_quotation(claim, citations)
    with st.container(key=f"{'quote' if quoted else 'claim'}-{place}-{number}", gap="small"):
        st.text(f"“{claim.text}”" if quoted else claim.text)
        show_chips(conversation, place, citations, f"claim{number}")


def _show_rest(conversation: Conversation, place: int, answer: Answer, assistant: Assistant, terms: Terms) -> None:
    if answer.refusal:
        st.info(literal(answer.refusal.text), icon=":material/block:")
    if answer.nearest:
        st.caption(say("turn.nearest"))
        show_chips(conversation, place, answer.nearest, "nearest", nearest=True)
    if answer.choices:
        st.text(say("turn.choose"))
        for number, choice in enumerate(answer.choices):
            st.button(
                literal(choice),
                key=f"choice-{place}-{number}",
                icon=":material/description:",
                wrap=True,
                on_click=conversation.ask,
                args=(assistant, chosen(answer.question, choice), terms),
            )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        seconds = f"{max(0.1, answer.milliseconds / 1000):.1f}".replace(".", ",")
        st.caption(say("turn.done", day=day(answer.as_of), seconds=seconds), width="content")
        if answer.kind == "answer":
            with st.popover(say("turn.take"), icon=":material/content_copy:", type="tertiary", key=f"copy-{place}"):
                st.caption(say("turn.take_note"))
                show_copying(as_paper(answer), f"paper-{place}")
                show_downloads(conversation, place, answer)
                st.caption(say("turn.token", token=literal(answer.token)))
        st.button(
            say("turn.regenerate"),
            key=f"regenerate-{place}",
            icon=":material/refresh:",
            type="tertiary",
            on_click=conversation.ask_again,
            args=(assistant, place, conversation.turns[place].asked),
        )
        with st.popover(say("turn.edit"), icon=":material/edit:", type="tertiary", key=f"edit-{place}"):
            st.text_area(say("turn.question"), answer.question, key=f"edit-text-{place}", max_chars=LONGEST, height=110)
            if place + 1 < len(conversation.turns):
                st.caption(say("turn.edit_drops"))
            st.button(
                say("turn.resend"),
                key=f"edit-send-{place}",
                icon=":material/send:",
                on_click=_edit,
                args=(conversation, place, conversation.turns[place].asked, assistant, terms),
            )
    show_rating(conversation, place, answer)
    if place == len(conversation.turns) - 1 and not answer.choices:
        _show_followups(conversation, place, answer, assistant, terms)


def _edit(conversation: Conversation, place: int, asked: str, assistant: Assistant, terms: Terms) -> None:
    # What the field holds now, not when the page was drawn.
    conversation.edit(assistant, place, asked, st.session_state[f"edit-text-{place}"], terms)


def _show_followups(conversation: Conversation, place: int, answer: Answer, assistant: Assistant, terms: Terms) -> None:
    """What may be asked next, under the last answer alone."""
    questions = followups(answer, assistant.catalogue)
    if questions:
        st.caption(say("turn.followups"))
    for number, question in enumerate(questions):
        st.button(
            literal(question),
            key=f"followup-{place}-{number}",
            icon=":material/subdirectory_arrow_right:",
            type="tertiary",
            wrap=True,
            on_click=conversation.ask,
            args=(assistant, question, terms),
        )


def chosen(question: str, choice: str) -> str:
    """The question asked again with the document chosen: the choice's name, without its title."""
    return f"{question} ({choice.partition(': ')[0]})"
