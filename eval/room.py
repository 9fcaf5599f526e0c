"""What a room of telephones costs its server: all answer within ten seconds, while each holds its stream.

The server is the real one, in a process of its own; the telephones are this process, on the same cores.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from assistant.settings import PROJECT, Settings
from assistant.workshop.room.answers import response_from
from assistant.workshop.room.book import FILE, RoomBook
from assistant.workshop.room.state import Session
from assistant.workshop.types import Basis, Form, Item, Lesson, Option
from corpus.errors import Misconfigured

WITHIN = 10.0  # seconds in which all answer
LONGEST = 60.0
AIM = 2_000  # milliseconds, p95
ITEM = Item(
    "cau",
    Form.CHOICE,
    "Thời hạn cập nhật trạng thái hồ sơ là bao lâu?",
    Basis("khoản 1 Điều 5", "Cập nhật trong thời hạn 24 giờ."),
    options=(Option("24 giờ", True), Option("48 giờ"), Option("72 giờ"), Option("5 ngày")),
    bases=("khoản 2 Điều 7", "Điều 9"),
)


State = dict[str, Any]


@dataclass(frozen=True)
class Load:
    """What was measured, times in milliseconds; `kept` answers of `sent` are in the book as they were sent."""

    joining: tuple[float, ...]
    told: tuple[float, ...]  # from the trainer's key until a telephone's stream showed the item
    answering: tuple[float, ...]  # from sending an answer until it was confirmed: it is on the disk then
    shown: tuple[float, ...]  # from sending it until the telephone's own stream showed it
    counted: float  # from the last confirmation until the presenter's stream showed the full count
    sent: int
    kept: int


def load(participants: int, seed: int, within: float = WITHIN) -> Load:
    """Hold an item before simulated telephones, which answer within some seconds.

    Misconfigured when the server does not start.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder), library=False)
        book = RoomBook(settings.data / FILE)
        session = book.start(Lesson("Đo tải", items=(ITEM,)))
        with _served(settings) as address:
            return asyncio.run(_measured(address, book, session, participants, random.Random(seed), within))


async def _measured(
    address: str, book: RoomBook, session: Session, participants: int, chance: random.Random, within: float
) -> Load:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=LONGEST, trust_env=False) as client:
        here = asyncio.Barrier(participants + 2)  # telephones, the presenter and this
        opened, done = asyncio.Event(), asyncio.Event()
        phones = [
            _Phone(client, session, within * chance.random(), chance.randrange(4), chance.randrange(3))
            for _ in range(participants)
        ]
        await asyncio.gather(*(phone.join(number) for number, phone in enumerate(phones)))
        at_work = [asyncio.create_task(phone.hold(here, opened, done)) for phone in phones]
        counted = asyncio.create_task(_counted(client, session, here, participants))
        await here.wait()
        for phone in phones:
            phone.opened = time.monotonic()
        opened.set()
        headers = {"Authorization": f"Bearer {session.key}"}
        (await client.post(f"/api/show/{session.id}/next", json={}, headers=headers)).raise_for_status()
        full = await counted
        done.set()
        await asyncio.gather(*at_work)
        last = max(phone.confirmed for phone in phones)
    given = {one.participant: one.response for one in book.record(session.id).given}
    kept = 0
    for phone in phones:
        person = book.person(phone.token)
        kept += bool(person and given.get(person.id) == response_from(ITEM, phone.answer, session.id))
    return Load(
        tuple(phone.joining for phone in phones),
        tuple(phone.told for phone in phones),
        tuple(phone.answering for phone in phones),
        tuple(phone.shown for phone in phones),
        max(0.0, 1000 * (full - last)),
        len(phones),
        kept,
    )


class _Phone:
    """A telephone that joins, waits for the item on its stream, and answers some time later."""

    joining = told = answering = shown = confirmed = opened = 0.0
    token = ""

    def __init__(self, client: httpx.AsyncClient, session: Session, when: float, option: int, basis: int) -> None:
        self._client = client
        self._session = session
        self._when = when
        self.answer: State = {"number": 1, "option": option, "basis": basis}

    async def join(self, number: int) -> None:
        began = time.monotonic()
        reply = await self._client.post("/api/join", json={"code": self._session.code, "name": f"Máy {number}"})
        self.token = reply.raise_for_status().json()["token"]
        self.joining = _since(began)

    async def hold(self, here: asyncio.Barrier, opened: asyncio.Event, done: asyncio.Event) -> None:
        async with self._client.stream("GET", "/api/stream", params={"token": self.token}) as reply:
            states = _states(reply)
            await anext(states)
            await here.wait()
            await opened.wait()
            await _first(states, lambda told: told["room"]["stage"] == "open")
            self.told = _since(self.opened)
            await asyncio.sleep(self._when)
            began = time.monotonic()
            headers = {"Authorization": f"Bearer {self.token}"}
            (await self._client.post("/api/answer", json=self.answer, headers=headers)).raise_for_status()
            self.confirmed, self.answering = time.monotonic(), _since(began)
            await _first(states, lambda told: told["me"]["response"] is not None)
            self.shown = _since(began)
            await done.wait()  # its stream stays open while others answer


async def _counted(client: httpx.AsyncClient, session: Session, here: asyncio.Barrier, participants: int) -> float:
    """When the presenter's stream showed that all have answered."""
    async with client.stream("GET", f"/api/show/{session.id}/stream", params={"key": session.key}) as reply:
        states = _states(reply)
        await anext(states)
        await here.wait()
        await _first(states, lambda told: told["room"]["answered"] == participants)
        return time.monotonic()


async def _states(reply: httpx.Response) -> AsyncIterator[State]:
    """The states that a stream tells."""
    reply.raise_for_status()
    async for line in reply.aiter_lines():
        if line.startswith("data: {"):
            yield json.loads(line.removeprefix("data: "))


async def _first(states: AsyncIterator[State], is_it: Callable[[State], bool]) -> None:
    async for told in states:
        if is_it(told):
            return
    raise Misconfigured("Máy chủ của phòng đóng luồng khi đang đo: xem lại nhật ký.")


def _since(began: float) -> float:
    return 1000 * (time.monotonic() - began)


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "assistant.workshop.room", "--port", str(port)]
    server = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **settings.as_environment()})
    try:
        last = time.monotonic() + LONGEST
        while not _answers(address):
            if server.poll() is not None or time.monotonic() > last:
                raise Misconfigured("Máy chủ của phòng không khởi động được.")
            time.sleep(0.05)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def as_table(found: Load) -> str:
    """The figures in Markdown."""
    rows = (
        ("a nickname sent → in the room, all in the same instant", found.joining, None),
        ("the trainer's key → the item on a telephone", found.told, None),
        (f"an answer sent → confirmed, all within {WITHIN:.0f} s", found.answering, AIM),
        ("an answer sent → shown by the telephone's own stream", found.shown, None),
    )
    lines = ["| from → to | p50 ms | p95 ms | max ms | of | aim, p95 ms |", "|---|---|---|---|---|---|"]
    for name, times, aim in rows:
        p50, p95 = np.percentile(times, [50, 95])
        lines.append(f"| {name} | {p50:.0f} | {p95:.0f} | {max(times):.0f} | {len(times)} | {aim or ''} |")
    lines.append(f"| the last answer confirmed → the full count on the wall | {found.counted:.0f} | | | 1 | |")
    return "\n".join(lines) + f"\n\nAnswers in the book as they were sent: {found.kept} of {found.sent}.\n"
