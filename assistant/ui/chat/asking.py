"""A question being answered in a thread of its own: no click, refresh or closed tab loses the answer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from assistant.conversations import Terms, Turn
from assistant.scope import Scope
from assistant.types import Answer, Citation, Claim
from corpus.errors import CanCuError

if TYPE_CHECKING:
    from assistant.write import OnClaim

Heard = tuple[Claim, tuple[Citation, ...]]
Then = Callable[["Asking"], None]
LOG = logging.getLogger(__name__)


class Asks(Protocol):
    """What answers: `Assistant.ask`."""

    def ask(
        self, question: str, history: Sequence[str], as_of: date | None, on_claim: OnClaim | None, within: Scope
    ) -> Answer:
        """The answer; every claim is told to `on_claim` as soon as it has passed its checks."""


STOPPED = "Đã dừng theo yêu cầu, câu trả lời chưa trọn."


class Stopped(CanCuError):
    """The reader stopped the answer."""


class Asking:
    """One question on its way, `asked` its token: its claims as they come, then its answer or what went wrong."""

    def __init__(self, asked: str, question: str, terms: Terms) -> None:
        self.asked = asked
        self.question = question
        self.terms = terms
        self.answer: Answer | None = None
        self.error: Exception | None = None
        self._began = time.monotonic()
        self._heard: list[Heard] = []
        self._news = threading.Condition()
        self._done = False

    @classmethod
    def begin(cls, assistant: Asks, asked: Turn, history: Sequence[str], then: Then = lambda _: None) -> Asking:
        """Begin to answer; `then` hears of the end, in the thread that answers, also when nobody waits for it."""
        asking = cls(asked.asked, asked.question, asked.terms)
        work = threading.Thread(target=asking._run, args=(assistant, tuple(history), asked.terms, then), daemon=True)
        work.start()
        return asking

    @classmethod
    def kept(cls, turn: Turn, error: str = "") -> Asking:
        """One that was answered, stopped, or failed before, of which `error` tells where the turn does not."""
        answer, error = turn.answer, turn.error or error
        asking = cls(turn.asked, turn.question, turn.terms)
        by_mark = {citation.mark: citation for citation in answer.citations} if answer else {}
        claims = answer.claims if answer else ()
        asking._heard = [(claim, tuple(by_mark[mark] for mark in claim.marks)) for claim in claims]
        if error == STOPPED:
            asking._end(None, Stopped(error))
        else:
            asking._end(answer, None if answer else CanCuError(error))
        return asking

    def stop(self) -> None:
        """End it now; what comes later is not heard."""
        self._end(None, Stopped(STOPPED))

    def _run(self, assistant: Asks, history: Sequence[str], terms: Terms, then: Then) -> None:
        try:
            answer = assistant.ask(self.question, history, terms.as_of, self._hear, terms.within)
            self._end(answer, None)
        except CanCuError as error:
            self._end(None, error)
        except Exception as error:  # the page's edge: the reader gets a message, the log gets the details
            LOG.exception("Question failed: %r", self.question)
            self._end(None, error)
        then(self)

    def _end(self, answer: Answer | None, error: Exception | None) -> None:
        with self._news:
            if not self._done:
                self.answer, self.error, self._done = answer, error, True
            self._news.notify_all()

    def _hear(self, claim: Claim, citations: tuple[Citation, ...]) -> None:
        with self._news:
            if self._done:
                raise Stopped("")
            self._heard.append((claim, citations))
            self._news.notify_all()

    @property
    def so_far(self) -> Answer | None:
        """The sentences of one that was stopped, as an answer to keep; None where none had come."""
        with self._news:
            heard = list(self._heard)
        if not isinstance(self.error, Stopped) or not heard:
            return None
        cited = {citation.mark: citation for _, citations in heard for citation in citations}
        return Answer(
            self.question,
            self.terms.as_of or date.today(),
            "answer",
            claims=tuple(claim for claim, _ in heard),
            citations=tuple(cited[mark] for mark in sorted(cited)),
        )

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
