"""The lessons as the page reads and changes them: a file is read once for all tabs, every change is kept at once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path

import streamlit as st
from filelock import FileLock

from assistant.evidence import Evidence
from assistant.settings import Settings
from assistant.ui.edge import message_of
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.workshop.expiry import Expired, expired_in
from assistant.workshop.lesson import faults_of
from assistant.workshop.shelf import Heading, LessonShelf
from assistant.workshop.types import Basis, Lesson
from corpus.errors import CanCuError, Misconfigured

LOG = logging.getLogger(__name__)
LOCK = ".lock"  # held while a lesson is read, changed and written
State = tuple[str, int, int]  # of a file: path, time of change, size

_read: dict[str, tuple[State, Lesson]] = {}  # by lesson: as its file was when it was read


def shelf() -> LessonShelf:
    """The lessons of the data folder and those that ship."""
    return LessonShelf(Settings.from_environment().lessons)


def headings() -> list[Heading]:
    """All lessons, read anew when a file of theirs has changed."""
    lessons = shelf()
    return _headings(lessons, str(lessons.folder), tuple(map(_state_of, lessons.paths().values())))


def lesson_of(id_: str) -> Lesson:
    """A lesson by id, as its file now is; NotFound where there is none, Misconfigured where it is broken."""
    state = _file_state(id_)
    known = _read.get(id_)
    if state is None or known is None or known[0] != state:
        lesson = shelf().read(id_)
        if state is None:
            return lesson
        known = _read[id_] = state, lesson
    return known[1]


def change(id_: str, how: Callable[[Lesson], Lesson]) -> None:
    """Change a lesson as its file now is, whoever changed it last; Misconfigured where it would have faults then.

    The first change to a lesson that ships makes a copy of one's own, which is told of.
    """
    lessons = shelf()
    lessons.folder.mkdir(parents=True, exist_ok=True)
    with FileLock(lessons.folder / LOCK, timeout=10):
        lesson = lesson_of(id_)
        changed = how(lesson)
        if changed == lesson:
            return
        if fault := next(faults_of(changed), ""):
            raise Misconfigured(say("workshop.not_kept", fault=fault))
        if not lessons.is_own(id_):
            st.session_state["workshop-told"] = say("workshop.copied_first")
        lessons.save(changed)
        state = _file_state(id_)
        if state:
            _read[id_] = state, changed


def attempt(do: Callable[[], object]) -> None:
    """Do what a click asks for, before the page is drawn; what goes wrong is told when it is."""
    try:
        do()
    except Exception as error:
        if not isinstance(error, CanCuError):
            LOG.exception("The page failed")
        st.session_state["workshop-failed"] = message_of(error)


def tell() -> None:
    """What the last click led to: why it failed, or what is to be known of it."""
    if failed := st.session_state.pop("workshop-failed", ""):
        st.error(literal(failed), icon=":material/error:")
    if told := st.session_state.pop("workshop-told", ""):
        st.toast(literal(told), icon=":material/check:")


def expired_of(lesson: Lesson, evidence: Evidence) -> list[Expired]:
    """The items that no longer hold: each is looked up once for each state of the corpus."""
    known = _expired(evidence.as_of, evidence.catalogue.written())
    for item in lesson.items:
        if (item.id, item.basis) not in known:
            known[item.id, item.basis] = next(iter(expired_in(replace(lesson, items=(item,)), evidence)), None)
    return [found for item in lesson.items if (found := known[item.id, item.basis])]


@st.cache_resource(max_entries=2, show_spinner=False)
def _expired(*state: Hashable) -> dict[tuple[str, Basis], Expired | None]:
    return {}


@st.cache_resource(max_entries=4, show_spinner=False)
def _headings(_shelf: LessonShelf, folder: str, states: tuple[State, ...]) -> list[Heading]:
    return _shelf.headings()


def _file_state(id_: str) -> State | None:
    path = shelf().paths().get(id_)
    return _state_of(path) if path else None


def _state_of(path: Path) -> State:
    about = path.stat()
    return str(path), about.st_mtime_ns, about.st_size
