"""Questions put before the room, asked of the assistant one at a time, beside the room's traffic."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import anyio
from anyio import to_thread

from assistant.settings import Settings
from assistant.types import Answer
from assistant.workshop.room.book import RoomBook
from assistant.workshop.room.questions import finish, to_ask
from corpus.errors import CanCuError

if TYPE_CHECKING:
    from assistant.ask import Assistant

LOG = logging.getLogger(__name__)
UNEXPECTED = "Trợ lý gặp lỗi ngoài dự kiến nên chưa trả lời được câu này: xem nhật ký của máy chủ phòng."
Ask = Callable[[str, date | None], Answer]


def asking(settings: Settings) -> Ask:
    """The assistant over a data folder, opened with the first question: most rooms ask none."""
    opened: list[Assistant] = []

    def ask(question: str, as_of: date | None) -> Answer:
        from assistant.ask import Assistant

        if not opened:
            opened.append(Assistant.open(settings))
        return opened[0].ask(question, as_of=as_of)

    return ask


class Asker:
    """Asks what was put and not answered yet, also before the server was last killed."""

    def __init__(self, book: RoomBook, ask: Ask, changed: Callable[[], None]) -> None:
        self._book = book
        self._ask = ask
        self._changed = changed
        self._wanted = anyio.Event()

    def wake(self) -> None:
        """Say that a question was put."""
        self._wanted.set()

    async def run(self) -> None:
        """Ask for as long as the server runs."""
        while True:
            self._wanted = anyio.Event()
            for question in await to_thread.run_sync(to_ask, self._book):
                await to_thread.run_sync(self._answer, question.id, question.text, question.as_of)
                self._changed()
            await self._wanted.wait()

    def _answer(self, id_: int, text: str, as_of: date | None) -> None:
        try:
            finish(self._book, id_, self._ask(text, as_of))
        except CanCuError as error:
            finish(self._book, id_, None, str(error))
        except Exception:
            LOG.exception("A question could not be asked")
            finish(self._book, id_, None, UNEXPECTED)
