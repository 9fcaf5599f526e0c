"""What the presenter's page asks for: its stream, and the trainer's moves. Each brings the session's secret."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.workshop.room import questions
from assistant.workshop.room.asker import Asker
from assistant.workshop.room.book import RoomBook
from assistant.workshop.room.cleaning import clean_code
from assistant.workshop.room.lan import qr_svg
from assistant.workshop.room.live import Lives
from assistant.workshop.room.moves import Moves
from assistant.workshop.room.phone_routes import STREAM
from assistant.workshop.room.replies import bearer, number_in, text_in, told_by
from assistant.workshop.room.state import Moderation, Refused, Session
from corpus.errors import NotFound

NOT_THE_PRESENTER = "Địa chỉ trình chiếu này không đúng: hãy mở lại từ trang Tập huấn trên máy của giảng viên."
Told = dict[str, Any]


class PresenterRoutes:
    """Serves the presenters of all sessions of a book."""

    def __init__(self, book: RoomBook, lives: Lives, asker: Asker, addresses: Sequence[str]) -> None:
        self._book = book
        self._lives = lives
        self._asker = asker
        self._addresses = addresses

    def routes(self) -> list[Route]:
        """The routes under /api/show, and the picture of the code."""
        return [
            Route("/api/show/{session}/stream", self.stream),
            Route("/api/show/{session}/{move}", self.move, methods=["POST"]),
            Route("/ma-qr/{code}/{place:int}.svg", self.qr),
        ]

    async def stream(self, request: Request) -> Response:
        """The presenter's state, whole, whenever it changes."""
        session = await self._allowed(request, request.query_params.get("key", ""))
        events = self._lives.to_presenter(session.id, self._addresses)
        return StreamingResponse(events, media_type="text/event-stream", headers=STREAM)

    async def move(self, request: Request) -> Response:
        """One move of the trainer, by its name in the address."""
        session = await self._allowed(request, bearer(request))
        told, name = await told_by(request), request.path_params["move"]
        done = self._moves(session, told).get(name) or self._questions(session, told).get(name)
        if done is None:
            raise Refused("Không có thao tác này.", 404)
        await to_thread.run_sync(done)
        self._lives.mark(session.id)
        self._asker.wake()
        return JSONResponse({})

    async def qr(self, request: Request) -> Response:
        """The address that lets telephones in, to be scanned."""
        code, place = clean_code(request.path_params["code"]), request.path_params["place"]
        if not 0 <= place < len(self._addresses):
            raise NotFound("Không có địa chỉ này.")
        return Response(qr_svg(f"{self._addresses[place]}/j/{code}"), media_type="image/svg+xml")

    def _moves(self, session: Session, told: Told) -> dict[str, Callable[[], object]]:
        moves = Moves(self._book, session.id)
        return {
            "check": lambda: None,  # whether the secret is right
            "next": lambda: moves.go_on(number_in(told, "moves") if "moves" in told else None),
            "back": moves.go_back,
            "skip": moves.skip,
            "reopen": moves.reopen,
            "end": moves.end,
            "clock-start": lambda: moves.clock("start"),
            "clock-stop": lambda: moves.clock("stop"),
            "clock-more": lambda: moves.clock("more"),
            "names": lambda: moves.switch("names_hidden"),
            "bars": lambda: moves.switch("live_bars"),
            "board": lambda: moves.switch("board"),
            "show": lambda: moves.show_question(self._own(session, number_in(told, "question"))),
            "hide": lambda: moves.show_question(0),
        }

    def _questions(self, session: Session, told: Told) -> dict[str, Callable[[], object]]:
        return {
            "put": lambda: self._put(session, number_in(told, "question")),
            "reject": lambda: questions.moderate(
                self._book, session.id, number_in(told, "question"), Moderation.REJECTED
            ),
            "ask": lambda: self._ask(session, text_in(told, "text")),
            "prepared": lambda: self._prepared(session, number_in(told, "place")),
            "remove": lambda: self._remove(session, text_in(told, "participant")),
        }

    def _put(self, session: Session, question: int) -> None:
        if questions.moderate(self._book, session.id, question, Moderation.PUT):
            Moves(self._book, session.id).show_question(question)

    def _ask(self, session: Session, text: str) -> None:
        Moves(self._book, session.id).show_question(questions.ask_as_trainer(self._book, session.id, text))

    def _prepared(self, session: Session, place: int) -> None:
        if not 0 <= place < len(session.lesson.questions):
            raise NotFound("Bài không có câu hỏi này.")
        question = session.lesson.questions[place]
        made = questions.ask_as_trainer(self._book, session.id, question.ask, question.as_of)
        Moves(self._book, session.id).show_question(made)

    def _remove(self, session: Session, participant: str) -> None:
        if any(person.id == participant for person in self._book.view(session.id).people):
            self._book.forget(participant)

    def _own(self, session: Session, question: int) -> int:
        if question not in {own.id for own in self._book.view(session.id).questions}:
            raise NotFound("Buổi này không có câu hỏi này.")
        return question

    async def _allowed(self, request: Request, key: str) -> Session:
        """The session, for who has its secret; one that is not here is refused in the same words."""
        try:
            session = await to_thread.run_sync(self._book.session, request.path_params["session"])
        except NotFound as error:
            raise Refused(NOT_THE_PRESENTER, 403) from error
        if not hmac.compare_digest(key.encode(), session.key.encode()):
            raise Refused(NOT_THE_PRESENTER, 403)
        return session
