"""Sessions before those who watch them: read once for each change, then handed to every open stream.

A burst of answers is read at most five times a second, however many telephones send them.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import anyio
from anyio import to_thread
from anyio.abc import TaskGroup

from assistant.workshop.room.book import RoomBook
from assistant.workshop.room.state import Stage
from assistant.workshop.room.views.phone import PhoneViews
from assistant.workshop.room.views.presenter import presenter_view
from assistant.workshop.room.views.told import told_to_all
from corpus.errors import NotFound

LOG = logging.getLogger(__name__)
BETWEEN = 0.2  # seconds between two readings
LOOK = 3.0  # seconds after which the book is read without being told: another process may have changed it
BEAT = 15.0  # seconds after which a silent stream says that it is there
MOST_STREAMS = 3  # of one telephone: a newer one takes the place of the oldest
BEGIN, HEARTBEAT = "retry: 1000\n\n", ": \n\n"
GONE, MOVED = "event: gone\ndata: {}\n\n", "event: moved\ndata: {}\n\n"  # the last of a stream


@dataclass(frozen=True)
class Told:
    """The state of a session as text, and when it was read; `phones` is the own part of each telephone, by secret."""

    room: str
    presenter: str
    phones: dict[str, str]
    deadline: float | None
    at: float = 0.0


class Live:
    """One session, read as long as someone watches it."""

    def __init__(self, book: RoomBook, session: str) -> None:
        self._book = book
        self._session = session
        self._dirty = anyio.Event()
        self._tick = anyio.Event()
        self._told: Told | None = None
        self._gone = False
        self._phones: dict[str, list[int]] = {}  # the streams of a telephone, by number
        self._numbers = count(1)
        self._watchers = 0

    @property
    def is_watched(self) -> bool:
        """Whether anyone holds a stream."""
        return self._watchers > 0

    def mark(self) -> None:
        """Say that something may have changed."""
        self._dirty.set()

    async def run(self) -> None:
        """Read and tell, until nobody watches or the session is deleted."""
        while self.is_watched and not self._gone:
            self._dirty = anyio.Event()
            before = self._told
            try:
                self._told = await to_thread.run_sync(self._read)
            except NotFound:
                self._gone = True
            except Exception:
                LOG.exception("A session could not be read")
            if self._gone or before is None or self._differs(before):
                self._tick.set()
                self._tick = anyio.Event()
            await anyio.sleep(BETWEEN)
            deadline = self._told.deadline if self._told else None
            with anyio.move_on_after(LOOK if deadline is None else max(0.0, min(LOOK, deadline - time.time() + 0.01))):
                await self._dirty.wait()

    async def to_phone(self, token: str) -> AsyncIterator[str]:
        """The stream of a telephone: each event is its whole state."""
        number, began = next(self._numbers), time.time()
        self._phones[token] = [*self._phones.get(token, []), number][-MOST_STREAMS:]

        def told() -> str | None:
            if number not in self._phones.get(token, ()):
                return MOVED
            if self._told is None:
                return None
            own = self._told.phones.get(token)
            if own is None:  # deleted, or joined after the reading
                return GONE if self._told.at >= began else None
            return f'"room":{self._told.room},"me":{own}'

        try:
            async for text in self._stream(told):
                yield text
        finally:
            left = [other for other in self._phones.get(token, ()) if other != number]
            self._phones[token] = left
            if not left:
                del self._phones[token]
            self.mark()

    async def to_presenter(self, addresses: Sequence[str]) -> AsyncIterator[str]:
        """The stream of a presenter's page; `addresses` are those at which telephones reach this server."""
        where = _text(list(addresses))

        def told() -> str | None:
            return f'"addresses":{where},"room":{self._told.presenter}' if self._told else None

        async for text in self._stream(told):
            yield text

    async def _stream(self, told: Callable[[], str | None]) -> AsyncIterator[str]:
        """What is told, whenever it has changed, each time with the server's clock; signs of life between."""
        self._watchers += 1
        self.mark()
        last: str | None = None
        try:
            yield BEGIN
            while True:
                tick = self._tick
                now = GONE if self._gone else told()
                if now in {GONE, MOVED}:
                    yield now or ""
                    return
                if now is not None and now != last:
                    last = now
                    yield f'data: {{"now":{time.time():.3f},{now}}}\n\n'
                with anyio.move_on_after(BEAT) as waited:
                    await tick.wait()
                if waited.cancelled_caught:
                    yield HEARTBEAT
        finally:
            self._watchers -= 1

    def _differs(self, before: Told) -> bool:
        now = self._told
        return now is not None and (now.room, now.presenter, now.phones) != (
            before.room,
            before.presenter,
            before.phones,
        )

    def _read(self) -> Told:
        at = time.time()
        view = self._book.view(self._session)
        now = time.time()
        phones, state = PhoneViews(view, now), view.now_opened
        return Told(
            _text(told_to_all(view, now)),
            _text(presenter_view(view, now, len(self._phones))),
            {person.token: _text(phones.of(person)) for person in view.people},
            state.deadline if state and view.stage(now) is Stage.OPEN else None,
            at,
        )


class Lives:
    """The sessions that are watched now."""

    tasks: TaskGroup  # in which sessions are read, while the server runs

    def __init__(self, book: RoomBook) -> None:
        self._book = book
        self._of: dict[str, Live] = {}

    def mark(self, session: str) -> None:
        """Say that something of a session may have changed."""
        if live := self._of.get(session):
            live.mark()

    def mark_all(self) -> None:
        """Say that something of any session may have changed."""
        for live in self._of.values():
            live.mark()

    async def to_phone(self, session: str, token: str) -> AsyncIterator[str]:
        """The stream of a telephone in a session."""
        async for text in self._live(session).to_phone(token):
            yield text

    async def to_presenter(self, session: str, addresses: Sequence[str]) -> AsyncIterator[str]:
        """The stream of a session's presenter."""
        async for text in self._live(session).to_presenter(addresses):
            yield text

    def _live(self, session: str) -> Live:
        live = self._of.get(session)
        if live is None:
            live = self._of[session] = Live(self._book, session)
            self.tasks.start_soon(self._watch, session, live)
        return live

    async def _watch(self, session: str, live: Live) -> None:
        """Read a session until nobody watches it; who comes later begins anew."""
        try:
            await live.run()
        finally:
            self._of.pop(session, None)


def _text(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
