"""Pages that are pictures, read by Tesseract: printed lines with their places, as a PDF's text layer has them.

Tesseract is a program of the system (`tesseract-ocr`, `tesseract-ocr-vie`). A page that was read once is kept by its
picture's hash, so that an interrupted reading goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.read.ocr_words import mended
from corpus.read.pdf_lines import APART, Line

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS = 300  # an inch
MOST_PIXELS = 40_000_000
SECONDS = 90.0  # for one page
GAP = 1.6  # heights of a line between two words of different columns
UNSURE = 30.0  # per cent of confidence under which a sign without letters is a speck
VERSION = "2"  # of what is kept


@dataclass(frozen=True)
class Ocr:
    """Reads pictures of pages. `kept` is the folder of what was read before; `heard` hears of each page read."""

    kept: Path | None = None
    heard: Callable[[int, int], None] | None = None  # (page, pages)

    def lines(self, image: Image, width: float, height: float) -> tuple[Line, ...]:
        """The printed lines of a page of `width` × `height` points; OcrFailed when Tesseract does not answer."""
        grey = _without_red(image)
        buffer = BytesIO()
        grey.save(buffer, "PNG", compress_level=1)
        file = None
        if self.kept:
            key = hashlib.sha256(VERSION.encode() + grey.tobytes() + repr(grey.size).encode()).hexdigest()
            file = self.kept / key[:2] / f"{key}.json"
            with suppress(OSError, ValueError, TypeError, KeyError):  # not there, or not as it was written: read again
                return tuple(_stored(entry) for entry in json.loads(file.read_text("utf-8")))
        words = _words(_tesseract(buffer.getvalue()), width / grey.size[0], height)
        lines = tuple(_lines(words))
        if file:
            with suppress(OSError):  # what cannot be kept was read all the same
                file.parent.mkdir(parents=True, exist_ok=True)
                beside = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
                beside.write_text(json.dumps([asdict(line) for line in lines], ensure_ascii=False), "utf-8")
                os.replace(beside, file)
        return lines


class OcrFailed(RuntimeError):
    """Tesseract failed or took too long on a page."""


@cache
def missing() -> str:
    """What is missing on this machine for reading pictures, in Vietnamese; "" when all is here."""
    program = shutil.which("tesseract")
    if program is None:
        return "máy chưa có chương trình nhận dạng chữ Tesseract (gói tesseract-ocr và tesseract-ocr-vie)"
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return "chương trình nhận dạng chữ Tesseract không chạy được trên máy này"
    return "" if b"vie" in listed.split() else "Tesseract chưa có dữ liệu tiếng Việt (gói tesseract-ocr-vie)"


def _stored(entry: dict[str, object]) -> Line:
    return Line(**{**entry, "marks": tuple(map(tuple, entry.get("marks", ())))})  # type: ignore[arg-type, call-overload]


def _without_red(image: Image) -> Image:
    """The picture in grey, stamps in red ink made faint."""
    if max(image.size) == 0 or image.size[0] * image.size[1] > MOST_PIXELS:
        raise OcrFailed("ảnh quá lớn")
    return image.convert("RGB").getchannel("R")


def _tesseract(png: bytes) -> str:
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(DOTS), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=png, capture_output=True, timeout=SECONDS, check=False, env=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OcrFailed(type(error).__name__) from error
    if done.returncode:
        raise OcrFailed(done.stderr.decode(errors="replace").strip()[-200:])
    return done.stdout.decode("utf-8", "replace")


@dataclass(frozen=True)
class _Word:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    sure: float  # per cent
    line: tuple[int, int, int]  # Tesseract's block, paragraph and line


def _words(table: str, scale: float, height: float) -> list[_Word]:
    """The words of Tesseract's table in points from the bottom left corner."""
    words = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, wide, high = (int(cell) * scale for cell in cells[6:10])
        sure, text = float(cells[10]), cells[11].strip()
        if sure < UNSURE and not any(map(str.isalnum, text)):
            continue
        place = (int(cells[2]), int(cells[3]), int(cells[4]))
        words.append(_Word(text, left, left + wide, height - top - high, height - top, sure, place))
    return words


def _lines(words: Sequence[_Word]) -> Iterator[Line]:
    """Printed lines; those of a head or a signature in two columns, column after column."""
    by_line: dict[tuple[int, int, int], list[_Word]] = defaultdict(list)
    for word in words:
        by_line[word.line].append(word)
    left: list[Line] = []
    right: list[Line] = []
    for row in by_line.values():
        columns = _columns(row)
        if len(columns) == 2 and (right or any(APART.search(_text(column)) for column in columns)):
            left.append(_line(columns[0]))
            right.append(_line(columns[1]))
            continue
        line = _line(row)
        if right and line.right < right[0].left:
            left.append(line)
        elif right and line.left > max(other.right for other in left):
            right.append(line)
        else:
            yield from left + right
            left, right = [], []
            yield line
    yield from left + right


def _columns(row: Sequence[_Word]) -> list[list[_Word]]:
    height = sorted(word.top - word.bottom for word in row)[len(row) // 2]
    columns: list[list[_Word]] = [[]]
    for word in row:
        if columns[-1] and word.left - columns[-1][-1].right > GAP * height:
            columns.append([])
        columns[-1].append(word)
    return columns


def _text(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words)


def _line(words: Sequence[_Word]) -> Line:
    size = sorted(word.top - word.bottom for word in words)[len(words) // 2]
    text = mended([(word.text, word.sure) for word in words])
    bottom = min(word.bottom for word in words)
    return Line(text, min(w.left for w in words), max(w.right for w in words), bottom, size)
