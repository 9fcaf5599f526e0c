"""The page: questions and answers, and beside them the citation that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.conversations import Terms
from assistant.ui.announcer import announce
from assistant.ui.chat.bar import choose_scope, restore, show_bar
from assistant.ui.chat.conversation import Conversation, current
from assistant.ui.chat.history import show_history
from assistant.ui.chat.panel import show_panel
from assistant.ui.chat.turn import LONGEST, show_turn
from assistant.ui.copying import show_copying
from assistant.ui.edge import edge
from assistant.ui.frame import begin_page, end_sidebar
from assistant.ui.literal import literal
from assistant.ui.opening import examples, examples_about, opened
from assistant.ui.words import say
from assistant.welcome import corpus_line

if TYPE_CHECKING:
    from assistant.ask import Assistant


def chat_page() -> None:
    """Draw the page for this tab's conversation, and take the next question."""
    begin_page()
    with edge():
        conversation = current()
        restore(conversation)
        bar = show_bar()
        typed = st.chat_input(say("chat.ask"), key="question", submit_mode="disable")
        if typed:  # kept: this run may be cut short by a click before the assistant is open
            st.session_state["typed"] = typed
        assistant = opened()
        with bar.scope:
            terms = Terms(bar.as_of, choose_scope(assistant.catalogue.documents()))
        question = st.session_state.pop("typed", "")
        if len(question) > LONGEST:
            st.warning(say("chat.too_long", length=len(question), longest=LONGEST), icon=":material/error:")
            show_copying(question, "too-long")
        elif question.strip():
            conversation.ask(assistant, question.strip(), terms)
        if conversation.changed_elsewhere:
            conversation.changed_elsewhere = False
            st.warning(say("chat.changed_elsewhere"), icon=":material/tab:")
        show_history(conversation)
        end_sidebar()
        st.caption(literal(corpus_line(assistant.catalogue)))
        shown = conversation.opened
        citation = conversation.citation(shown) if shown else None
        # A place of its own, emptied at once: what it held must not linger under an answer on its way.
        with st.empty():
            if not conversation.turns:
                _welcome(conversation, assistant, terms)
        if shown and citation:
            left, right = st.columns([1.25, 1], gap="medium")
            # The panel before the answers: it must not wait for one that is on its way.
            with right:
                show_panel(conversation, assistant, shown, citation)
        else:
            left = st.container()
        with left:
            for place in range(len(conversation.turns)):
                with edge():
                    show_turn(conversation, place, assistant, terms)
            announce(_said(conversation))


def _said(conversation: Conversation) -> str:
    """What came of the last question, in a sentence."""
    if not conversation.turns:
        return ""
    turn = conversation.turns[-1]
    if turn.answer is None:
        return say("chat.no_answer") if turn.error else ""
    if turn.answer.kind != "answer":
        return say(f"chat.{turn.answer.kind}", place=len(conversation.turns))
    counts = {"claims": len(turn.answer.claims), "citations": len(turn.answer.citations)}
    return say("chat.answered", place=len(conversation.turns), **counts)


def _welcome(conversation: Conversation, assistant: Assistant, terms: Terms) -> None:
    """What an empty conversation shows: what may be asked, with examples that the present corpus answers."""
    with st.container():
        st.text(say("chat.welcome"))
        about = terms.within.documents
        offered = examples_about(about[0]) if len(about) == 1 else examples()
        if any(offered.values()):
            st.caption(say("chat.examples"))
        tabs = st.tabs([say(f"chat.for_{who}") for who in offered])
        for tab, (who, questions) in zip(tabs, offered.items(), strict=True):
            with tab:
                for number, example in enumerate(questions):
                    st.button(
                        literal(example),
                        key=f"example-{who}-{number}",
                        icon=":material/chat:",
                        wrap=True,
                        on_click=conversation.ask,
                        args=(assistant, example, terms),
                    )
