"""Checks before anything is shown: quotations by string comparison, facts by the words they rest on.

What fails is not shown; the caller counts it in the trace.
"""

from __future__ import annotations

import re

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.types import in_words

DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def failure(draft: Draft, evidence: Evidence) -> str | None:
    """The first check that a draft fails, in Vietnamese; None when it stands.

    Every sentence has a quotation; every quotation equals the words of its copy at its offsets; a verbatim one
    is its quotations, a line each.
    """
    if not draft.quotes:
        return "câu không có trích dẫn"
    for quote in draft.quotes:
        if evidence.copy_of(quote.provision).text[quote.start : quote.end] != quote.text or not quote.text.strip():
            return "trích dẫn không khớp nguyên văn"
    if draft.verbatim and draft.text != in_words(draft.quotes):
        return "câu trích không trùng trích dẫn"
    return None


def unsupported_figures(claim: str, sources: str) -> list[str]:
    """The figures of a model's sentence that its sources do not have: dates in any form, numbers as digits."""
    missing = []
    rest = claim
    for match in DATE.finditer(claim):
        when = rf"(?<!\d)0?{int(match[1])}\s*(?:/|-|\.|tháng)\s*0?{int(match[2])}\s*(?:/|-|\.|năm)\s*{match[3]}(?!\d)"
        if not re.search(when, sources):
            missing.append(match[0])
        rest = rest.replace(match[0], " ")
    known = {figure.lstrip("0") for figure in NUMBER.findall(sources)}
    missing += [figure for figure in NUMBER.findall(rest) if figure.lstrip("0") not in known]
    return missing


CAPITALS = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1F00)) if letter.isupper())
BODY = re.compile(
    r"\b(?:Bộ|Sở|Cục|Vụ|Tổng cục|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Ban|Viện|Văn phòng|Chính phủ|Thủ tướng|Quốc hội"
    r"|Tòa án)"
    rf"(?:\s+(?:và\s+)?[{CAPITALS}][\w&]*|\s+nhân dân(?:\s+(?:tỉnh|thành phố|xã|phường|cấp\s+\w+))?)*"
)
LINK = re.compile(r"https?://\S{1,200}|www\.\S{1,200}|\S{1,60}@\S{1,60}\.\w+")
PLACE = re.compile(r"(?:Điều|khoản|điểm|mục) [\w.]+|\d+/[\w/-]+", re.IGNORECASE)
DENIAL = re.compile(r"\b(?:không(?! gian)|chưa|cấm|miễn)\b", re.IGNORECASE)


def unsupported(claim: str, quoted: str, name: str) -> list[str]:
    """What a model's sentence states that its quotation, or the name of what is quoted, does not: figures, bodies,
    addresses, and a denial that the quotation has not, or the other way round.
    """
    said = f"{name}\n{quoted}"
    named = {words.casefold() for words in PLACE.findall(name)}
    stated = PLACE.sub(lambda match: " " if match[0].casefold() in named else match[0], claim)
    missing = unsupported_figures(stated, quoted)
    known = " ".join(said.casefold().split())
    for form in (BODY, LINK):
        missing += [words for words in form.findall(claim) if " ".join(words.casefold().split()) not in known]
    denied, denies = DENIAL.search(claim), DENIAL.search(quoted)
    return missing + [match[0] for match, other in ((denied, denies), (denies, denied)) if match and not other]


def find_words(words: str, text: str) -> tuple[int, int] | None:
    """Where words stand in a text: the same letters, marks and order; white space and case may differ."""
    parts = words.split()
    if not parts:
        return None
    match = re.search(r"\s+".join(map(re.escape, parts)), text, re.IGNORECASE)
    return match.span() if match else None
