"""The room's server as a process of its own: begun from a page or a command, found again, stopped.

It outlives the page that began it: a room goes on when the page is closed or its server restarted.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from http.client import HTTPException

from assistant.settings import PROJECT, Settings
from assistant.workshop.room.state import Session, SessionLine
from corpus.errors import Misconfigured
from corpus.files import write_whole

FILE = "rooms.json"  # where the server of a data folder says how it is reached
LOG = "rooms.log"
HOST, PORT = "127.0.0.1", 8510
EVERYWHERE = "0.0.0.0"  # for the telephones in the hall
BACKLOG = 1_000  # telephones that wait to be let in
MOST_PORTS = 20  # tried one after the other, where another program has the first
LONGEST = 30.0  # seconds that a server may take to start or to stop
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a server of this machine, past any proxy
_started: list[subprocess.Popen[bytes]] = []  # by this process, to be waited for when they have ended


@dataclass(frozen=True)
class Served:
    """A server that runs: `host` is what it serves to, EVERYWHERE or this machine alone."""

    host: str
    port: int
    pid: int
    address: str = ""  # that stands in the QR code in place of those found

    @property
    def here(self) -> str:
        """Where a browser on this machine finds it."""
        return f"http://{HOST if self.host in {EVERYWHERE, ''} else self.host}:{self.port}"

    def presenter(self, session: Session | SessionLine) -> str:
        """The address of a session's wall; who has it leads the room."""
        return f"{self.here}{presenter_path(session)}"


def presenter_path(session: Session | SessionLine) -> str:
    """The address of a session's wall on its server."""
    return f"/trinh-chieu/{session.id}?key={session.key}"


def running(settings: Settings) -> Served | None:
    """The server of a data folder, if one runs: it says itself whose it is and which process."""
    try:
        served = Served(**json.loads((settings.data / FILE).read_text(encoding="utf-8")))
        with _DIRECT.open(f"{served.here}/health", timeout=5) as reply:
            told = json.load(reply)
    except (OSError, HTTPException, ValueError, TypeError):
        return None
    is_it = isinstance(told, dict) and (told.get("data"), told.get("pid")) == (mark_of(settings), served.pid)
    return served if is_it else None  # another program may have got its port


def start(settings: Settings, host: str = HOST, port: int = PORT, address: str = "") -> Served:
    """The server of a data folder: the one that runs, if it serves to the same `host`, else a new one in its place.

    Telephones of the one before come back by themselves. Misconfigured when it does not start.
    """
    before = running(settings)
    if before and (before.host, before.address) == (host, address):
        return before
    if before:
        port = before.port
        stop(settings)
    settings.data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "assistant.workshop.room", "--host", host, "--port", str(_free(host, port))]
    command += ["--address", address] if address else []
    with (settings.data / LOG).open("ab") as log:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=os.environ | settings.as_environment(), stdin=subprocess.DEVNULL, stdout=log,
            stderr=log, start_new_session=True,
        )  # fmt: skip
    _started[:] = [*(one for one in _started if one.poll() is None), process]
    last = time.monotonic() + LONGEST
    while time.monotonic() < last and process.poll() is None:
        served = running(settings)
        if served and served.pid == process.pid:
            return served
        time.sleep(0.1)
    raise Misconfigured(f"Máy chủ của phòng không khởi động được: xem nhật ký {settings.data / LOG}.")


def stop(settings: Settings) -> None:
    """Stop the server of a data folder, if one runs; what it keeps stays."""
    served = running(settings)
    if served is None:
        return
    with suppress(ProcessLookupError):
        os.kill(served.pid, signal.SIGTERM)
    last = time.monotonic() + LONGEST
    while running(settings) and time.monotonic() < last:
        time.sleep(0.1)
    _started[:] = [one for one in _started if one.poll() is None]


def claim(settings: Settings, host: str = HOST, port: int = PORT) -> socket.socket:
    """The port, listened at by this process, which is to serve the data folder.

    Misconfigured where the data folder has a server already, or something else has the port.
    """
    before = running(settings)
    if before:
        raise Misconfigured(
            f"Máy chủ phòng của thư mục dữ liệu này đang chạy ở cổng {before.port}: hãy dùng máy chủ đó, "
            "hoặc tắt nó ở trang Tập huấn rồi chạy lại."
        )
    try:
        return _listening(host, port)
    except (OSError, OverflowError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            raise Misconfigured(
                f"Cổng {port} đang có chương trình khác dùng: hãy chọn cổng khác (ví dụ --port {port + 1}), "
                "hoặc dùng máy chủ phòng đang chạy ở cổng đó."
            ) from error
        raise Misconfigured(
            f"Không mở được cổng {port} ở địa chỉ “{host}”: hãy chọn cổng khác (--port) "
            "hoặc địa chỉ của máy này (--host)."
        ) from error


def announce(settings: Settings, host: str, port: int, address: str) -> None:
    """Say, from within the server, how it is reached: once it has its port."""
    settings.data.mkdir(parents=True, exist_ok=True)
    write_whole(settings.data / FILE, json.dumps(asdict(Served(host, port, os.getpid(), address))))


def mark_of(settings: Settings) -> str:
    """By which a server is known as that of a data folder, without telling the folder's name."""
    return hashlib.sha256(str(settings.data.resolve()).encode()).hexdigest()[:12]


def _free(host: str, port: int) -> int:
    """A port that nothing serves at, the one wanted or the next."""
    for other in range(port, port + MOST_PORTS):
        with suppress(OSError), _listening(host, other):
            return other
    raise Misconfigured(f"Các cổng {port}–{port + MOST_PORTS - 1} đều đang có chương trình khác dùng.")


def _listening(host: str, port: int) -> socket.socket:
    """A socket that has the port: one only bound would let another have it too."""
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(BACKLOG)
    except BaseException:
        found.close()
        raise
    return found
