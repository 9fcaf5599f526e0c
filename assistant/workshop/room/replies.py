"""The edge of the room's server: what comes in is small and of the right shape, what goes out cannot be abused."""

from __future__ import annotations

import json
import logging
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.workshop.room.state import Refused
from corpus.errors import CanCuError, NotFound

LOG = logging.getLogger(__name__)
LARGEST = 8_000  # bytes of what a telephone sends
UNEXPECTED = "Máy chủ của phòng gặp lỗi ngoài dự kiến nên chưa làm được việc này: hãy thử lại."
# Own files only, nothing inline: whatever gets into a text stays a text.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the presenter's address holds a secret
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SafeHeaders:
    """Adds the headers to every reply; nothing is kept by the browser unless the reply says so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve with the headers added."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)


async def told_by(request: Request) -> dict[str, Any]:
    """The JSON object that a request brings; Refused where it is large, of another type or none."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Refused("Yêu cầu không đúng kiểu: cần JSON.", 415)  # which no page of another site may send
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > LARGEST:
            raise Refused("Nội dung gửi lên quá lớn.", 413)
    try:
        told = json.loads(data or b"{}")
    except (ValueError, RecursionError) as error:
        raise Refused("Yêu cầu không đọc được.", 400) from error
    if not isinstance(told, dict):
        raise Refused("Yêu cầu không đọc được.", 400)
    return told


def text_in(told: dict[str, Any], name: str) -> str:
    """A text of a request; Refused where it is none."""
    text = told.get(name, "")
    if not isinstance(text, str):
        raise Refused("Yêu cầu không đọc được.", 400)
    return text


def number_in(told: dict[str, Any], name: str) -> int:
    """A whole number of a request; Refused where it is none."""
    number = told.get(name, 0)
    if isinstance(number, bool) or not isinstance(number, int) or abs(number) > 2**53:
        raise Refused("Yêu cầu không đọc được.", 400)
    return number


def bearer(request: Request) -> str:
    """The secret that a request brings in its header, which no form of another site can set."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def refusal(_: Request, error: Exception) -> Response:
    """What is told of an error that a user can act on."""
    status = error.status if isinstance(error, Refused) else 404 if isinstance(error, NotFound) else 400
    return JSONResponse({"error": str(error)}, status)


def not_served(_: Request, error: Exception) -> Response:
    """What is told of an address that there is not."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    return JSONResponse({"error": "Không có trang này."}, status)


def unexpected(_: Request, error: Exception) -> Response:
    """What is told of an error of ours, whose details stay in the log."""
    LOG.error("The room's server failed", exc_info=error)
    return JSONResponse({"error": UNEXPECTED}, 500)


HANDLERS: dict[Any, Any] = {CanCuError: refusal, HTTPException: not_served, Exception: unexpected}
