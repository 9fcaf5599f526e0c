"""What telephones ask for: to be let in, to answer, to ask, to be forgotten, and their stream."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.workshop.room import questions
from assistant.workshop.room.answers import response_from
from assistant.workshop.room.book import RoomBook
from assistant.workshop.room.limits import Allowance
from assistant.workshop.room.live import GONE, Lives
from assistant.workshop.room.replies import bearer, number_in, text_in, told_by
from assistant.workshop.room.state import Person, Refused

STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
TOO_OFTEN = "Gửi dồn dập quá: hãy đợi vài giây rồi thử lại."


class PhoneRoutes:
    """Serves the telephones of all sessions of a book."""

    def __init__(self, book: RoomBook, lives: Lives) -> None:
        self._book = book
        self._lives = lives
        # A hall often stands behind one address: sixty people who scan a code at once are let in.
        self._joins = Allowance(burst=150, rate=3)
        self._posts = Allowance(burst=40, rate=4)

    def routes(self) -> list[Route]:
        """The routes under /api."""
        return [
            Route("/api/join", self.join, methods=["POST"]),
            Route("/api/answer", self.answer, methods=["POST"]),
            Route("/api/ask", self.ask, methods=["POST"]),
            Route("/api/forget", self.forget, methods=["POST"]),
            Route("/api/stream", self.stream),
        ]

    async def join(self, request: Request) -> Response:
        """Let someone in: the phone's secret, and the name under which they are in."""
        if not self._joins.takes(request.client.host if request.client else ""):
            raise Refused(TOO_OFTEN, 429)
        told = await told_by(request)
        person = await to_thread.run_sync(self._book.join, text_in(told, "code"), text_in(told, "name"))
        self._lives.mark(person.session)
        return JSONResponse({"token": person.token, "name": person.name})

    async def answer(self, request: Request) -> Response:
        """Keep a response; when the reply comes, it is on the disk."""
        person, told = await self._person(request), await told_by(request)

        def respond() -> None:
            session = self._book.session(person.session)
            item = session.item
            if item is None or number_in(told, "number") != session.place + 1:
                raise Refused("Phòng đã chuyển sang câu khác nên câu trả lời này không được nhận.")
            self._book.respond(person.token, item.id, response_from(item, told, session.id))

        await to_thread.run_sync(respond)
        self._lives.mark(person.session)
        return JSONResponse({})

    async def ask(self, request: Request) -> Response:
        """Hand in a question to the assistant, for the trainer to decide on."""
        person, told = await self._person(request), await told_by(request)
        made = await to_thread.run_sync(questions.ask, self._book, person.token, text_in(told, "text"))
        self._lives.mark(person.session)
        return JSONResponse({"id": made})

    async def forget(self, request: Request) -> Response:
        """Delete what is kept of this telephone."""
        person = await self._person(request)
        await to_thread.run_sync(self._book.forget, person.id)
        self._lives.mark(person.session)
        return JSONResponse({})

    async def stream(self, request: Request) -> Response:
        """The telephone's state, whole, whenever it changes; one that is not known is told so."""
        token = request.query_params.get("token", "")
        person = await to_thread.run_sync(self._book.person, token)
        if person is None:
            return Response(GONE, media_type="text/event-stream", headers=STREAM)
        events = self._lives.to_phone(person.session, token)
        return StreamingResponse(events, media_type="text/event-stream", headers=STREAM)

    async def _person(self, request: Request) -> Person:
        token = bearer(request)
        if not self._posts.takes(token):
            raise Refused(TOO_OFTEN, 429)
        person = await to_thread.run_sync(self._book.person, token) if token else None
        if person is None:
            raise Refused("Phòng không còn biết máy này: hãy vào lại bằng mã.", 403)
        return person
