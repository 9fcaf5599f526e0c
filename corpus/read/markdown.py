"""Markdown: marks taken off, tables as rows, front matter kept apart."""

from __future__ import annotations

import html
import re

from corpus.errors import ReadRefused
from corpus.types import Reading

FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# Lines of the portals' pages that are not the regulation's.
NOISE = re.compile(
    r"^(?:Đã biết|Chưa biết|Văn bản này có phụ lục\..*|.*[Vv]ui lòng đăng nhập.*|Tải về|In|Mục lục|Lưu|Thuộc tính|"
    r"\*?Nội dung được trích xuất từ .*|.*(?:trial|evaluation) version.*)$",
    re.IGNORECASE,
)
INLINE = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\((?:[^()]|\([^)]*\))*\)"), r"\1"),
    (re.compile(r"(?<!\\)(\*\*\*|\*\*|___|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\\\w*])[*_](?=\S)([^*_\n]+?)(?<=\S)[ ]?[*_](?![\w*])"), r"\1"),
    (re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|p|div|center|font|a|hr)\b[^>\n]*>|<!--.*?-->", re.IGNORECASE), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has Markdown's marks: front matter, headings, bold units or escaped numbers."""
    return bool(FRONT_MATTER.match(text)) or len(re.findall(r"(?m)^(?:#{1,6} |\*\*\S|\d+\\\. )", text)) >= 2


def read_markdown(text: str, name: str) -> Reading:
    """The text without marks. `declared["front_matter"]` is the YAML as written."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    declared = {}
    front = FRONT_MATTER.match(text)
    if front:
        declared["front_matter"] = front[1]
        text = text[front.end() :]
    for pattern, kept in INLINE:
        text = pattern.sub(kept, text)
    lines = [line for line in map(_line, text.split("\n")) if line is not None]
    body = html.unescape("\n".join(lines))
    if len(body.split()) < 5:
        raise ReadRefused(name, "tệp có chưa tới năm từ.", "Kiểm tra lại tệp nguồn.")
    return Reading(body, "markdown", declared)


def _line(line: str) -> str | None:
    """A line without its marks; None for one that is only a mark or noise."""
    bare = line.strip()
    if NOISE.match(bare) or re.fullmatch(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*|[*_\s]{2,}|-{3,}|\|+|={3,}", bare):
        return None if bare else ""
    bare = re.sub(r"^(?:>\s*)*#{1,6}\s*|^(?:>\s*)+", "", bare)
    bare = re.sub(r"\s#+$", "", bare)
    bare = re.sub(r"\\([\\`*_{}\[\]()#+.!|~>-])", r"\1", bare)
    bare = re.sub(r"^\*{1,3}(?=\S)|(?<=\S)\*{1,3}$|(?<=\w)\*+(?=[.:,;\s])|(?<=[\s.])\*+(?=\w)", "", bare).strip()
    if bare.startswith("|") or bare.endswith("|"):
        bare = " | ".join(filter(None, (cell.strip() for cell in bare.strip("|").split("|"))))
    return re.sub(r"^[*•]\s+", "- ", bare)
