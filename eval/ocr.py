"""How well scans are read: character errors against transcriptions made by people.

Two rates a page. *Whole*: edit distance between transcription and reading, by the transcription's length; lines in
another order, or left out by the transcriber, count as errors. *Lines*: each line of the transcription against the
stretch of the reading that is nearest to it, whatever the order; lines that are more than half wrong are counted apart,
being on the page in other words or not at all (stamped or written by hand, or not transcribed as printed).
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from corpus.clean import clean
from corpus.errors import NotFound
from corpus.read import read
from corpus.read.ocr import Ocr

FAR = 0.5  # of a line's characters: beyond this it is another line
SHORTEST = 8  # characters of a line worth looking for


@dataclass(frozen=True)
class PageRate:
    """The character error rates of a page, and its lines that were not found."""

    file: str
    characters: int
    whole: float
    lines: float
    not_found: tuple[str, ...]


def distance(expected: str, read_: str, anywhere: bool = False) -> int:
    """Levenshtein distance; with `anywhere` to the nearest stretch of what was read."""
    codes = np.array([ord(c) for c in read_], dtype=np.int64)
    steps = np.arange(len(codes) + 1)
    row = np.zeros_like(steps) if anywhere else steps.copy()
    for place, char in enumerate(expected, start=1):
        best = np.minimum(row[:-1] + (codes != ord(char)), row[1:] + 1)
        row = np.concatenate(([place], best))
        row = np.minimum.accumulate(row - steps) + steps
    return int(row.min() if anywhere else row[-1])


def rate(name: str, expected: str, read_: str) -> PageRate:
    """The rates of one page; white space counts as one space."""
    found = _folded(read_)
    lines = [_folded(line) for line in expected.split("\n") if len(_folded(line)) >= SHORTEST]
    wrong = characters = 0
    missing = []
    for line in lines:
        errors = distance(line, found, anywhere=True)
        if errors > FAR * len(line):
            missing.append(line)
        else:
            wrong += errors
            characters += len(line)
    whole = _folded(expected)
    share = wrong / characters if characters else 1.0
    return PageRate(name, len(whole), distance(whole, found) / max(len(whole), 1), share, tuple(missing))


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def run(folder: Path, transcriptions: Path, kept: Path | None) -> list[PageRate]:
    """Read every scan that has a transcription of its name."""
    rates = []
    for path in sorted(folder.glob("*.pdf")):
        beside = transcriptions / f"{path.stem}.txt"
        if beside.exists():
            rates.append(rate(path.name, beside.read_text("utf-8"), clean(read(path, ocr=Ocr(kept))).text))
    return rates


def as_table(rates: Sequence[PageRate], command: str) -> str:
    """The rates in Markdown, with their medians."""
    lines = [
        "# Reading scans",
        "",
        f"`{command}`, {date.today()}, Tesseract, Vietnamese, 300 dots an inch. Character error rates:",
        "",
        "| page | characters | whole | lines | lines not found |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.file} | {r.characters} | {100 * r.whole:.1f} % | {100 * r.lines:.1f} % | {len(r.not_found)} |"
        for r in rates
    ]
    if not rates:
        raise NotFound("Không có bản quét nào có bản chép cùng tên: hãy kiểm tra hai thư mục.")
    whole, by_line = (statistics.median(getattr(r, name) for r in rates) for name in ("whole", "lines"))
    lines.append(f"| **median** | | **{100 * whole:.1f} %** | **{100 * by_line:.1f} %** | |")
    return "\n".join(lines) + "\n"
