"""The terms that a regulation defines: “1. Dữ liệu số là …” in its article “Giải thích từ ngữ”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.accents import without_accents
from corpus.types import Level, Provision

HEADING = "giai thich tu ngu"
_DEFINES = re.compile(
    r"^\s*(?:\d+[a-zđ]?[.)]|[a-zđ]\))?\s*[“\"]?(?P<term>[^\n.:;]{2,80}?)[”\"]?\s*(?:\((?P<short>[^)\n]{2,60})\))?"
    r"\s*(?:là|được hiểu là|bao gồm|gồm)\s"
)
_DENIES = re.compile(r"(?:^|\s)(?:không|không phải|chưa|phải|được)$")  # “… không phải là” defines nothing
_SHORT = re.compile(r"(?:sau đây (?:viết tắt|gọi tắt|gọi) là|viết tắt là|gọi tắt là)\s*[“\"]?(?P<name>[^”\")]+)")


class Definition(NamedTuple):
    """A term and the provision that says what it means."""

    term: str
    provision: Provision


def definitions_in(provisions: Sequence[Provision]) -> list[Definition]:
    """The terms that a copy's provisions define, longest first, each once; a short name it gives counts as a term."""
    found: dict[str, Definition] = {}
    glossaries = [p for p in provisions if _is_glossary(p)]
    for provision in provisions if glossaries else ():
        within = any(p.start < provision.start < p.extent for p in glossaries)
        match = _DEFINES.match(provision.text) if within else None
        if match and not _DENIES.search(match["term"]):
            short = _SHORT.search(match["short"] or "")
            for term in (match["term"], short["name"] if short else ""):
                if term.strip():
                    found.setdefault(term.strip().casefold(), Definition(term.strip(), provision))
    return sorted(found.values(), key=lambda definition: -len(definition.term))


def _is_glossary(provision: Provision) -> bool:
    is_article = bool(provision.path) and provision.path[-1].level is Level.ARTICLE
    return is_article and HEADING in without_accents(provision.heading)
