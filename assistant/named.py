"""Which documents a question names, as people name them: by number, by name, by year, one or the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.absent import number_of_absent
from assistant.asks import asks_of
from assistant.evidence import Evidence
from assistant.resolve import year_of
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.numbers import KINDS
from corpus.references import find_references
from corpus.types import Reference

_NUMBER = r"\d{1,4} ?/ ?(?:19|20)\d\d(?:/[\w-]+)?"
_KINDS = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
# “nghị định 82/2018 hay nghị định 35/2022”, “còn theo 130/2013 hay đã chuyển qua 32/2019”
BETWEEN = re.compile(
    rf"(?:\b(?P<kind>{_KINDS}) (?:so )?)?(?<![\d/])(?P<first>{_NUMBER})(?: cua(?: \w+){{1,6}}?)?,? (?:hay|hoac)"
    rf"(?: (?:la|da|phai|chuyen|qua|sang|theo|dung|ap dung)){{0,4}}"
    rf" (?:(?P<other>{_KINDS}) (?:so )?)?(?P<second>{_NUMBER})(?![\d/])"
)
KIND_BEFORE = re.compile(rf"\b({_KINDS})\b")
APPLIED = re.compile(r"\b(?:theo|ap dung|dung|can cu|thuc hien)\b")
LAW_OF_YEAR = re.compile(
    r"\b(?:bo )?luat (?P<name>(?:(?!(?:luat|nao|gi|cu|moi)\b)[a-z]+,? ){1,8}?)(?:nam )?"
    r"(?P<year>(?:19|20)\d\d)\b(?![/-])"
)
# A law by its year alone, after one named whole.
YEAR_ALONE = re.compile(r"\b(?:bo )?luat (?:nam )?((?:19|20)\d\d)\b(?![/-])")
# What a choice between documents may be asked for beside: then its text is asked for, not which of them holds.
OF_THE_TEXT = re.compile(r"\b(?:bao nhieu|bao lau|may(?! van ban| nghi dinh)|ai|the nao|gi|khi nao|o dau|muc)\b")
WHAT_IT_IS = re.compile(r"\bla (?:van ban )?gi\b")
BARE = re.compile(
    r"(?<![\w/.,-])(?!(?:19|20)\d\d\b)(\d{3,4})(?![\w/.,%-])"
    r"(?! ?(?:dong|trieu|ty|ngay|gio|phut|thang|nam|dieu|khoan|nguoi|lan|gb|mb|km|m2|phan)\b)"
)
SHORT = 14  # words of a question in which a bare number may name a document
SHORTEST_INITIALS = 3  # “Luật GDĐT” is the law of that name; two letters may be many


def chosen_between(question: str, catalogue: Catalogue) -> list[Reference]:
    """The documents between which a question asks to choose: “theo nghị định nào, 13/2023 hay 356/2025”."""
    folded = without_accents(question)
    chosen = BETWEEN.search(folded)
    if chosen is None or not APPLIED.search(folded):
        return []
    if OF_THE_TEXT.search(f"{folded[: chosen.start()]} {folded[chosen.end() :]}"):
        return []
    before = KIND_BEFORE.findall(folded[: chosen.start("first")])
    first = KINDS[chosen["kind"] or (before[-1] if before else "")] if chosen["kind"] or before else ""
    second = KINDS[chosen["other"]] if chosen["other"] else first
    found = []
    for part, kind in (("first", first), ("second", second)):
        whole = [r for r in references_in(question, catalogue) if r.document and r.start <= chosen.start(part) < r.end]
        number = question[slice(*chosen.span(part))].replace(" ", "")
        found.append(whole[0] if whole else Reference(number, (), *chosen.span(part), kind))
    return found


def laws_not_here(question: str, references: Sequence[Reference], evidence: Evidence, of_document: bool) -> list[str]:
    """Laws named with a year that no document here is: where one here says that it ends such a law, or where a fact of
    the law itself is asked for.
    """
    folded = without_accents(question)
    found = []
    for match in LAW_OF_YEAR.finditer(folded):
        known = any(r.start < match.end() and match.start() < r.end for r in references)
        name = question[match.start() : match.end("name")].strip()
        ended_here = not known and number_of_absent(f"{name} {match['year']}", evidence)
        if ended_here or (not known and of_document and not _law_here(match["name"], int(match["year"]), evidence)):
            found.append(f"{name[:1].upper()}{name[1:]} {match['year']}")
    return found


def _law_here(name: str, year: int, evidence: Evidence) -> bool:
    """Whether a law of the year here has most of the words of a name in its title: people shorten names."""
    words = set(re.findall(r"\w+", name))
    return any(
        year_of(document) == year
        and 2 * len(words & set(re.findall(r"\w+", without_accents(document.title)))) >= len(words)
        for document in evidence.catalogue.documents()
    )


def with_whole_names(question: str, catalogue: Catalogue) -> str:
    """“Luật Tổ chức Chính phủ 2001 và Luật 2015”: the second is the law of that name too."""
    shortened = list(YEAR_ALONE.finditer(without_accents(question)))
    named = [r for r in references_in(question, catalogue) if r.document_id] if shortened else []
    for match in reversed(shortened):
        before = [reference for reference in named if reference.end < match.start()]
        if before:
            name = question[before[-1].start : before[-1].end]
            question = f"{question[: match.start()]}{name} {question[match.start(1) :]}"
    return question


def references_in(question: str, catalogue: Catalogue) -> list[Reference]:
    """The documents and places that a question names, laws of the catalogue by their names too."""
    return find_references(question, _names(catalogue))


def bare_number(question: str, catalogue: Catalogue) -> list[Reference]:
    """“2323 là bản mấy?”: a short question's only number, when it begins that of one document alone."""
    folded = without_accents(question)
    found = list(BARE.finditer(folded))
    of_it = BARE.fullmatch(folded.strip(" ?.")) or WHAT_IT_IS.search(folded) or asks_of(question)
    if len(found) != 1 or len(question.split()) > SHORT or not of_it:
        return []
    start = f"{found[0][1]}/"
    meant = [document for document in catalogue.documents() if document.number.lstrip("0").startswith(start)]
    return [Reference(meant[0].number, (), *found[0].span(), meant[0].kind)] if len(meant) == 1 else []


def _names(catalogue: Catalogue) -> dict[str, str]:
    """Documents by the names people call them: laws by title, each with the id of the newest of that name."""
    names: dict[str, str] = {}
    initials: dict[str, str] = {}
    for document in catalogue.documents():
        if document.kind in {"Luật", "Bộ luật"} and document.title:
            title = re.sub(r"^(?:bộ )?luật ", "", document.title, flags=re.IGNORECASE)
            if len(title) < 80:
                plain = without_accents(title)
                names[f"{without_accents(document.kind)} {plain}"] = document.id
                letters = "".join(word[0] for word in plain.split())
                if len(letters) >= SHORTEST_INITIALS:
                    initials[f"{without_accents(document.kind)} {letters}"] = document.id
    return initials | names
