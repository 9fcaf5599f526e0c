"""Gaps and repeats in the numbering of articles and khoản: a sign of a partial copy or of a misread line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.types import Level, Provision

WORDS = {Level.ARTICLE: "Điều", Level.CLAUSE: "khoản"}
MOST = 6  # told of one document


def numbering_remarks(provisions: Sequence[Provision]) -> tuple[str, ...]:
    """What is missing or there twice, in Vietnamese with its place: "Thiếu Điều 46, 47 (sau Điều 45)"."""
    found = list(_remarks(provisions))
    more = (f"… và {len(found) - MOST} chỗ khác.",) if len(found) > MOST else ()
    return (*found[:MOST], *more)


def _remarks(provisions: Sequence[Provision]) -> Iterator[str]:
    last: dict[tuple[object, ...], tuple[int, Provision]] = {}
    for provision in provisions:
        step = provision.path[-1]
        if step.level not in WORDS or provision.step(Level.APPENDIX) is not None:
            continue
        number = int(re.match(r"\d+", step.label)[0]) if step.label[:1].isdigit() else 0  # type: ignore[index]
        # Articles are counted through the document or what is attached to it, khoản within their article.
        around = [s for s in provision.path[:-1] if s.level in {Level.ATTACHMENT, Level.ARTICLE}]
        key = (step.level, *around)
        before, earlier = last.get(key, (0, None))
        word = WORDS[step.level]
        if "~" in provision.key.rpartition("/")[2]:
            yield f"{provision.citation} lặp lại{_page(provision)}."
        elif number > before + 1:
            missing = ", ".join(map(str, range(before + 1, number)[:5])) + (" …" if number - before > 6 else "")
            where = f"sau {earlier.citation}" if earlier else f"trước {provision.citation}"
            yield f"Thiếu {word} {missing} ({where}{_page(provision)})."
        last[key] = max(before, number), provision


def _page(provision: Provision) -> str:
    return f", trang {provision.pages[0]}" if provision.pages else ""
