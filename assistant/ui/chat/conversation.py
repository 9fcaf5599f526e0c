"""The conversation that a tab shows: kept in the data folder, named in the page's address."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Mapping
from functools import partial
from threading import Lock
from typing import NamedTuple
from uuid import uuid4
from weakref import WeakValueDictionary

import streamlit as st

from assistant.conversations import FILE, ConversationBook, Terms, Turn
from assistant.settings import Settings
from assistant.types import Citation
from assistant.ui.chat.asking import Asking, Asks
from assistant.ui.edge import message_of

LOG = logging.getLogger(__name__)
PARAMETER = "c"  # of the address
BROKEN_OFF = "Chương trình bị dừng khi đang trả lời câu này. Bấm “Thử lại” để hỏi lại."

# Questions on their way in this process, by their tokens: whichever tab shows the conversation finds them here.
_under_way: dict[str, Asking] = {}
_locks: WeakValueDictionary[str, Lock] = WeakValueDictionary()  # by conversation, for all tabs that show it


class Opened(NamedTuple):
    """Which citation the panel shows: of which turn, of the answer or of its nearest provisions.

    `at` is the id of a provision near it that is shown in its place, "" for the citation's own.
    """

    turn: int
    mark: int
    nearest: bool
    at: str = ""


class Conversation:
    """Questions and their answers in order, and the citation that is open beside them."""

    def __init__(self, id_: str, book: ConversationBook) -> None:
        self.id = id_
        self.opened: Opened | None = None
        self.changed_elsewhere = False  # by another tab, so that what was wanted here was not done
        self.turns: list[Asking] = []
        self._book = book
        self._lock = _locks.setdefault(id_, Lock())
        self._kept: dict[str, Asking] = {}  # by token, those that have ended

    def load(self) -> None:
        """Read the turns anew: another tab may have asked or deleted some."""
        with self._lock:  # what ends while the book is read is found in one or the other
            under_way = dict(_under_way)
            turns = self._book.turns(self.id, known=self._kept)
        self.turns = [self._asking(turn, under_way) for turn in turns]

    def ask(self, assistant: Asks, question: str, terms: Terms) -> None:
        """Begin to answer a question after those asked before."""
        self._begin(assistant, question, terms, None)

    def ask_again(self, assistant: Asks, place: int, asked: str) -> None:
        """Begin to answer the question with a token anew under the terms it was asked under; those after it go."""
        if self._is_there(place, asked):
            turn = self.turns[place]
            self._begin(assistant, turn.question, turn.terms, place)

    def edit(self, assistant: Asks, place: int, asked: str, question: str, terms: Terms) -> None:
        """Ask another question in the place of the one with a token; those after it go."""
        if question.strip() and self._is_there(place, asked):
            self._begin(assistant, question.strip(), terms, place)

    def _is_there(self, place: int, asked: str) -> bool:
        """Whether a question still stands where this tab shows it, and is the last that it shows or before it.

        Another tab may have asked since: what the reader has not seen must not go unseen.
        """
        shown = len(self.turns)
        self.load()
        self.changed_elsewhere = len(self.turns) != shown or self.turns[place].asked != asked
        return not self.changed_elsewhere

    def open(self, opened: Opened | None) -> None:
        """Show a citation beside the conversation; None shows none."""
        self.opened = opened

    def citation(self, opened: Opened) -> Citation | None:
        """The citation opened, if it is still there."""
        if opened.turn >= len(self.turns):
            return None
        return self.turns[opened.turn].citation(opened.mark, opened.nearest)

    def _begin(self, assistant: Asks, question: str, terms: Terms, place: int | None) -> None:
        history = [turn.question for turn in self.turns[:place]]
        with self._lock:
            turn = self._book.ask(self.id, question, terms, place)
            keep = partial(_keep, self._book, turn.asked)
            _under_way[turn.asked] = Asking.begin(assistant, turn, history, keep)
        st.query_params[PARAMETER] = self.id
        self.opened = None
        self.load()

    def _asking(self, turn: Turn, under_way: Mapping[str, Asking]) -> Asking:
        if turn.asked in self._kept:
            return self._kept[turn.asked]
        asking = under_way.get(turn.asked)
        if asking is None:
            asking = Asking.kept(turn, BROKEN_OFF)
        # One that nothing is known of may be on its way in another process: its answer is looked for again.
        if asking.done and (turn.answer or turn.error or turn.asked in under_way):
            self._kept[turn.asked] = asking
        return asking


def _keep(book: ConversationBook, asked: str, asking: Asking) -> None:
    """Put what came of an asking in the book; it is under way until that is done."""
    try:
        book.finish(asked, asking.answer or asking.so_far, message_of(asking.error) if asking.error else "")
    except sqlite3.Error:
        LOG.exception("An answer could not be kept: %r", asking.question)
    _under_way.pop(asked, None)


def book() -> ConversationBook:
    """The conversations of the data folder."""
    return ConversationBook(Settings.from_environment().data / FILE)


def current() -> Conversation:
    """This tab's conversation: the one that the address names, else the one shown last, else a new one."""
    named = st.query_params.get(PARAMETER, "")
    shown: Conversation | None = st.session_state.get("conversation")
    if re.fullmatch(r"[0-9a-f]{32}", named) and (shown is None or shown.id != named):
        shown = Conversation(named, book())
    if shown is None:
        shown = Conversation(uuid4().hex, book())
    st.session_state["conversation"] = shown
    shown.load()
    if shown.turns:
        st.query_params[PARAMETER] = shown.id
    return shown


def show(conversation: str) -> None:
    """Turn to a conversation kept."""
    st.session_state["conversation"] = Conversation(conversation, book())
    st.query_params[PARAMETER] = conversation


def start_anew() -> None:
    """Leave the conversation and begin an empty one; what was asked stays in the history."""
    st.session_state.pop("conversation", None)
    st.query_params.pop(PARAMETER, None)
