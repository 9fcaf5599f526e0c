"""The room's server: pages for telephones and for the wall, and what they ask for. Nothing comes from elsewhere."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import anyio
from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from assistant.settings import Settings
from assistant.workshop.room.asker import Ask, Asker, asking
from assistant.workshop.room.book import FILE, RoomBook
from assistant.workshop.room.lan import join_addresses
from assistant.workshop.room.launch import HOST, PORT, announce, claim, mark_of
from assistant.workshop.room.live import LOOK, Lives
from assistant.workshop.room.phone_routes import PhoneRoutes
from assistant.workshop.room.presenter_routes import PresenterRoutes
from assistant.workshop.room.replies import HANDLERS, SafeHeaders

STATIC = Path(__file__).with_name("static")
NAME = "can-cu-room"  # what the server says it is


def create_app(
    settings: Settings,
    book: RoomBook | None = None,
    addresses: Sequence[str] = (f"http://{HOST}:{PORT}",),
    ask: Ask | None = None,
) -> Starlette:
    """The app over the sessions of a book, by default that of the data folder.

    `addresses` are the beginnings of those that telephones open; `ask` answers questions put before a room, by default
    the assistant over the data folder, opened with the first question.
    """
    book = book or RoomBook(settings.data / FILE)
    lives = Lives(book)
    asker = Asker(book, ask or asking(settings), lives.mark_all)

    async def health(_: Request) -> Response:
        return JSONResponse({"server": NAME, "data": mark_of(settings), "pid": os.getpid()})

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            with book.held():
                lives.tasks = tasks
                tasks.start_soon(asker.run)
                tasks.start_soon(_folding, book)
                yield
                tasks.cancel_scope.cancel()

    return Starlette(
        routes=[
            Route("/", _phone),
            Route("/j/{code}", _phone),
            Route("/trinh-chieu/{session}", _presenter),
            Route("/health", health),
            *PhoneRoutes(book, lives).routes(),
            *PresenterRoutes(book, lives, asker, addresses).routes(),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        lifespan=running,
        middleware=[Middleware(SafeHeaders)],
        exception_handlers=HANDLERS,
    )


def serve(
    settings: Settings, host: str = HOST, port: int = PORT, address: str = "", listening: socket.socket | None = None
) -> None:
    """Serve the sessions of the data folder until stopped. Beyond this machine only with `host` "0.0.0.0".

    `address` stands in the QR code in place of what this machine thinks its own address is; `listening` is what
    `launch.claim` gave, where it was asked before. Misconfigured for a port that cannot be had.
    """
    import uvicorn

    with listening or claim(settings, host, port) as ours:
        app = create_app(settings, addresses=join_addresses(host, port, address))
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,  # addresses hold secrets
            server_header=False,
            timeout_graceful_shutdown=1,  # streams never end by themselves
        )
        announce(settings, host, port, address)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[ours])


async def _folding(book: RoomBook) -> None:
    """Empty the book's log again and again: what was deleted while someone read is still in it."""
    while True:
        await anyio.sleep(LOOK)
        if not book.is_folded:
            await to_thread.run_sync(book.fold)


async def _phone(_: Request) -> Response:
    return FileResponse(STATIC / "phone.html", headers={"Cache-Control": "no-cache"})


async def _presenter(_: Request) -> Response:
    return FileResponse(STATIC / "presenter.html", headers={"Cache-Control": "no-cache"})
