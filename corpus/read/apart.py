"""Reading in a process of its own, within limits of time and memory: what a hostile or broken file may do stays there.

`python -m corpus.read.apart` is that process. It takes a line of JSON and the file's bytes for each file and answers in
lines of JSON: pages read by OCR as they are done, then the reading or the refusal.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from corpus.errors import ReadRefused
from corpus.read import read_bytes
from corpus.read.limits import limit_memory
from corpus.read.ocr import SECONDS as SECONDS_FOR_A_PAGE
from corpus.read.ocr import Ocr
from corpus.read.office import SECONDS as SECONDS_OF_LIBREOFFICE
from corpus.types import Box, Footnote, Reading

SECONDS = 25.0  # that the process may be silent, and one more for each megabyte
ROOT = Path(__file__).resolve().parents[2]
AGAIN = "Kiểm tra nguồn gốc của tệp; nếu tệp lành, tách nhỏ rồi thêm lại."


class Apart:
    """Reads files one by one in a process that is started when first needed, and anew after a file that broke it.

    `kept` is the folder of pages read by OCR before, None to keep none; `ocr` False leaves pictures unread.
    """

    def __init__(self, kept: Path | None = None, ocr: bool = True, seconds: float = SECONDS) -> None:
        self._kept = kept
        self._ocr = ocr
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self.heard: Callable[[str, int, int], None] | None = None  # (file, page, pages) as OCR goes on

    def __enter__(self) -> Apart:
        """The reader; its process ends with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process:
            _kill(process)
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    with suppress(OSError):
                        stream.close()

    def read(self, data: bytes, name: str) -> Reading:
        """As `corpus.read.read_bytes`; ReadRefused also for what takes too long or too much."""
        process = self._started()
        kept = str(self._kept.absolute()) if self._kept else None
        head = {"name": name, "length": len(data), "ocr": self._ocr, "kept": kept}
        # Written beside the waiting for answers: the process may never read it all.
        writer = threading.Thread(target=_send, args=(process.stdin, head, data), daemon=True)
        writer.start()
        wait = self._seconds + len(data) / 1_000_000
        if data[:5] == b"{\\rtf":
            wait += SECONDS_OF_LIBREOFFICE
        while True:
            try:
                line = self._answers.get(timeout=wait)
            except queue.Empty:
                self.close()
                raise ReadRefused(name, f"đọc quá lâu (hơn {wait:.0f} giây).", AGAIN) from None
            if not line:
                self.close()
                raise ReadRefused(name, "đọc tệp cần quá nhiều bộ nhớ hoặc làm hỏng chương trình đọc.", AGAIN)
            answer = json.loads(line)
            if "page" in answer:
                wait = self._seconds + SECONDS_FOR_A_PAGE
                if self.heard:
                    self.heard(name, answer["page"], answer["pages"])
            elif "refused" in answer:
                raise ReadRefused(*answer["refused"])
            else:
                return _loaded(answer["reading"])

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = [sys.executable, "-m", "corpus.read.apart"]
            pipe = subprocess.PIPE
            # A session of its own: Ctrl+C is for the caller, who then ends this process.
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, start_new_session=True)
            self._answers = queue.Queue()
            threading.Thread(target=_hear, args=(self._process.stdout, self._answers), daemon=True).start()
        return self._process


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _send(stream: IO[bytes], head: dict[str, object], data: bytes) -> None:
    with suppress(OSError, ValueError):
        stream.write(json.dumps(head).encode() + b"\n" + data)
        stream.flush()


def _hear(stream: IO[bytes], answers: queue.Queue[bytes]) -> None:
    with suppress(OSError, ValueError):
        for line in stream:
            answers.put(line)
    answers.put(b"")


def _loaded(stored: dict[str, Any]) -> Reading:
    boxes = tuple(tuple(Box(*box) if box else None for box in page) for page in stored["boxes"])
    footnotes = tuple(Footnote(*note) for note in stored["footnotes"])
    return Reading(**stored | {"notes": tuple(stored["notes"]), "boxes": boxes, "footnotes": footnotes})


def main() -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    limit_memory()

    def answer(said: dict[str, object]) -> None:
        answers.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        answers.flush()

    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        data = sys.stdin.buffer.read(head["length"])
        kept = Path(head["kept"]) if head["kept"] else None
        ocr = Ocr(kept, lambda page, pages: answer({"page": page, "pages": pages})) if head["ocr"] else None
        try:
            answer({"reading": asdict(read_bytes(data, head["name"], ocr))})
        except ReadRefused as refused:
            answer({"refused": [refused.name, refused.reason, refused.advice]})
        except MemoryError:
            answer({"refused": [head["name"], "đọc tệp cần quá nhiều bộ nhớ.", AGAIN]})


if __name__ == "__main__":
    main()
