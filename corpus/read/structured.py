"""Regulations as JSON, in the form that portals' exports have: chapters of articles with number, heading and body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.errors import ReadRefused
from corpus.types import Reading

# The names that exports give to the same thing.
NUMBER = ("number", "id", "so_hieu", "soHieu", "docNumber")
TITLE = ("title", "name", "ten", "trich_yeu")
CHAPTERS = ("chapters", "sections", "parts", "chuong")
ARTICLES = ("articles", "dieu", "items", "clauses")
BODY = ("body", "content", "text", "noi_dung")
HEADING = ("heading", "title", "subtitle", "ten")
SOURCE = ("sourceUrl", "source_url", "source", "url")
# What an export calls the chapter of a law that has none, and the article of a text without articles.
HOLDS_ALL = {"PHẦN MỞ ĐẦU", "Toàn văn"}
DEEPEST = 12


def read_json(text: str, name: str) -> Reading:
    """The text of an export; ReadRefused for JSON that is none. Its number, title and address are `declared`."""
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ReadRefused(name, "tệp JSON bị hỏng.", "Lấy lại tệp nguồn rồi thêm lại.") from error
    lines = list(_lines(data, 0)) if isinstance(data, dict) else []
    if len(" ".join(lines).split()) < 20:
        reason = "tệp JSON không có cấu trúc văn bản (chương, điều, nội dung)."
        raise ReadRefused(name, reason, "Thêm bản HTML, DOCX hoặc PDF của văn bản.")
    declared = {key: _first(data, names) for key, names in (("number", NUMBER), ("title", TITLE), ("source", SOURCE))}
    return Reading(_whole("\n".join(lines)), "json", {key: _whole(value) for key, value in declared.items() if value})


def _whole(text: str) -> str:
    """A text without halves of characters, which JSON's escapes can name and nothing can store."""
    return text.encode("utf-8", "ignore").decode()


def _lines(unit: dict[str, Any], depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    number = _first(unit, ("number", "so", "label")) if depth else ""
    heading = " ".join(filter(None, dict.fromkeys(_first(unit, (key,)) for key in HEADING))) if depth else ""
    is_article = number.lower().startswith("điều")
    if heading.strip() not in HOLDS_ALL:
        head = f"{number.rstrip('. ')}. {heading}" if is_article else f"{number} {heading}"
        yield from _written(head)
    yield from _written(_first(unit, BODY))
    for names in (CHAPTERS, ARTICLES):
        for key in names:
            held = unit.get(key)
            for child in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
                if isinstance(child, dict):
                    if key in ARTICLES and _first(child, ("number",)).isdigit():
                        child = {**child, "number": f"Điều {_first(child, ('number',))}"}
                    yield from _lines(child, depth + 1)
                elif isinstance(child, str):
                    yield from _written(child)


def _written(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.strip():
            yield " ".join(line.split())


def _first(unit: dict[str, Any], keys: tuple[str, ...]) -> str:
    """The first of the named fields that is text."""
    for key in keys:
        value = unit.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
            return str(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""
