"""A question being answered in a thread of its own: a click elsewhere on the page does not lose the answer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from assistant.scope import EVERYTHING, Scope
from assistant.types import Answer, Citation, Claim
from corpus.errors import CanCuError

if TYPE_CHECKING:
    from assistant.write import OnClaim

Heard = tuple[Claim, tuple[Citation, ...]]
LOG = logging.getLogger(__name__)


class Asks(Protocol):
    """What answers: `Assistant.ask`."""

    def ask(
        self, question: str, history: Sequence[str], as_of: date | None, on_claim: OnClaim | None, within: Scope
    ) -> Answer:
        """The answer; every claim is told to `on_claim` as soon as it has passed its checks."""


class Terms(NamedTuple):
    """What a question is asked under: the day, None for today whenever that is, and the documents searched in."""

    as_of: date | None = None
    within: Scope = EVERYTHING


class Asking:
    """One question on its way: its claims as they come, then its answer or what went wrong."""

    def __init__(self, assistant: Asks, question: str, history: Sequence[str], terms: Terms) -> None:
        self.question = question
        self.answer: Answer | None = None
        self.error: Exception | None = None
        self._began = time.monotonic()
        self._heard: list[Heard] = []
        self._news = threading.Condition()
        self._done = False
        work = threading.Thread(target=self._run, args=(assistant, tuple(history), terms), daemon=True)
        work.start()

    def _run(self, assistant: Asks, history: Sequence[str], terms: Terms) -> None:
        try:
            self.answer = assistant.ask(self.question, history, terms.as_of, self._hear, terms.within)
        except CanCuError as error:
            self.error = error
        except Exception as error:  # the page's edge: the reader gets a message, the log gets the details
            LOG.exception("Question failed: %r", self.question)
            self.error = error
        with self._news:
            self._done = True
            self._news.notify_all()

    def _hear(self, claim: Claim, citations: tuple[Citation, ...]) -> None:
        with self._news:
            self._heard.append((claim, citations))
            self._news.notify_all()

    @property
    def done(self) -> bool:
        """Whether the answer, or the error, is there."""
        return self._done

    @property
    def seconds(self) -> float:
        """The time since the question was asked."""
        return time.monotonic() - self._began

    def claims(self, beat: float = 0.5) -> Iterator[Heard | None]:
        """Every claim from the first one, waiting for those to come; None at each `beat` seconds without news."""
        place = 0
        while True:
            with self._news:
                if place == len(self._heard) and not self._done:
                    self._news.wait(beat)
                new, done = self._heard[place:], self._done
            place += len(new)
            yield from new
            if done:
                return
            if not new:
                yield None

    def citation(self, mark: int, nearest: bool = False) -> Citation | None:
        """The citation of a mark, as far as it is known yet."""
        if nearest:
            known = self.answer.nearest if self.answer else ()
        else:
            known = tuple(citation for _, citations in self._heard for citation in citations)
        return next((citation for citation in known if citation.mark == mark), None)
