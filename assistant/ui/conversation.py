"""The conversation of one browser tab, in Streamlit's session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from assistant.types import Citation
from assistant.ui.asking import Asking, Asks, Terms


class Opened(NamedTuple):
    """Which citation the panel shows: of which turn, of the answer or of its nearest provisions."""

    turn: int
    mark: int
    nearest: bool


@dataclass
class Conversation:
    """Questions and their answers in order, and the citation that is open beside them."""

    turns: list[Asking] = field(default_factory=list)
    opened: Opened | None = None

    def ask(self, assistant: Asks, question: str, terms: Terms) -> None:
        """Begin to answer a question after those asked before."""
        history = [turn.question for turn in self.turns]
        self.turns.append(Asking(assistant, question, history, terms))
        self.opened = None

    def ask_again(self, assistant: Asks, turn: int, terms: Terms) -> None:
        """Begin anew a question that failed, in its place."""
        history = [earlier.question for earlier in self.turns[:turn]]
        self.turns[turn] = Asking(assistant, self.turns[turn].question, history, terms)

    def open(self, opened: Opened | None) -> None:
        """Show a citation beside the conversation; None shows none."""
        self.opened = opened

    def citation(self, opened: Opened) -> Citation | None:
        """The citation opened, if it is still there."""
        if opened.turn >= len(self.turns):
            return None
        return self.turns[opened.turn].citation(opened.mark, opened.nearest)


def current() -> Conversation:
    """This tab's conversation."""
    if "conversation" not in st.session_state:
        st.session_state["conversation"] = Conversation()
    conversation: Conversation = st.session_state["conversation"]
    return conversation


def start_anew() -> None:
    """Leave the conversation and begin an empty one."""
    st.session_state["conversation"] = Conversation()
