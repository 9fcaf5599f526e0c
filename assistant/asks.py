"""Which fact about a document a question asks for, by its words without diacritics."""

from __future__ import annotations

import re
from enum import StrEnum

from corpus.accents import without_accents


class Ask(StrEnum):
    """A fact of the catalogue that can be asked for."""

    SIGNER = "signer"
    ISSUED = "issued"
    ISSUER = "issuer"
    EFFECTIVE = "effective"
    STATUS = "status"
    REPLACED_BY = "replaced_by"
    REPLACES = "replaces"
    AMENDED_BY = "amended_by"
    AMENDS = "amends"
    BASIS = "basis"
    TITLE = "title"
    ARTICLES = "articles"
    WHICH = "which"


_DOC = r"(?:van ban|quyet dinh|qd|nghi dinh|nd|luat|thong tu|tt|cong van|cv|nghi quyet|khung|phien ban|ban)"
_DID = r"(?:da |duoc |bi |se |co |dang )*"
_WORDS: tuple[tuple[Ask, str], ...] = (
    (Ask.SIGNER, rf"\bai (?:la )?(?:nguoi )?{_DID}ky\b|nguoi (?:da )?ky\b|ky boi ai|do ai ky|ai dung ten ky"),
    (
        Ask.ISSUED,
        r"(?:ban hanh|ky|ra doi|phe duyet)(?: \S+){0,6}? (?:vao )?(?:ngay|khi|luc|nam) (?:nao|may)"
        r"|\bngay (?:ban hanh|ky)\b|khi nao (?:duoc )?(?:ban hanh|ky)|(?:ban hanh|ky) (?:bao gio|hoi nao)|, ?ngay nao",
    ),
    (
        Ask.ISSUER,
        r"(?:co quan nao|don vi nao|bo nao|\bai) (?:da )?ban hanh"
        r"|do (?:ai|co quan nao|bo nao|don vi nao|tinh nao|dia phuong nao) ban hanh"
        r"|(?:cua|o) (?:tinh|bo|dia phuong) nao",
    ),
    (
        Ask.EFFECTIVE,
        r"hieu luc (?:thi hanh )?(?:ke )?(?:tu|vao)(?: ngay| khi| luc| thoi diem)? ?(?:nao|bao gio|may)"
        r"|(?:khi nao|bao gio|ngay nao|tu khi nao) (?:thi )?(?:no )?(?:bat dau )?co hieu luc"
        r"|ngay (?:bat dau )?co hieu luc|hieu luc (?:khi nao|bao gio|ngay nao)",
    ),
    (
        Ask.STATUS,
        r"con (?:duoc )?(?:hieu luc|ap dung|gia tri|dung)|het hieu luc"
        r"|hieu luc (?:khong|chua|ko|k|hay|the nao|ra sao)\b"
        r"|(?:thay the|bai bo) (?:chua|khong|ko)\b|tinh trang hieu luc|hieu luc thi hanh khong|dang co hieu luc"
        r"|co hieu luc khong",
    ),
    (
        Ask.REPLACED_BY,
        rf"(?:bi|duoc) thay the (?:boi|bang)|thay the (?:boi|bang)|{_DOC} (?:nao|gi) {_DID}(?:thay the|bai bo)"
        rf"|cai (?:nao|gi) thay|(?:bi|duoc) (?:bai bo|huy bo|cham dut)(?: hieu luc)? (?:boi|bang|theo)",
    ),
    (Ask.REPLACES, rf"(?:thay the|bai bo) (?:cho )?(?:nhung |cac )?{_DOC}(?: \S+)? (?:nao|gi)"),
    (Ask.AMENDED_BY, rf"(?:bi|duoc|da) sua doi(?:, bo sung)?(?: boi| bang)?|{_DOC} nao {_DID}sua doi"),
    (Ask.AMENDS, rf"sua doi(?:, bo sung)? (?:nhung |cac )?{_DOC} nao"),
    (
        Ask.BASIS,
        r"can cu (?:vao )?(?:nhung |cac )?(?:van ban|luat|dau|gi)|can cu (?:phap ly|ban hanh)|ban hanh dua tren",
    ),
    (Ask.TITLE, r"(?:la|noi|quy dinh) ve (?:viec |van de |noi dung )?(?:gi|cai gi)|ten (?:day du )?la gi|trich yeu"),
    (Ask.ARTICLES, r"(?:bao nhieu|may) (?:dieu|chuong)\b"),
    (
        Ask.WHICH,
        rf"(?:bang|tai|theo|o|boi)? ?{_DOC} (?:so )?(?:nao|may|bao nhieu)|so hieu (?:la )?(?:gi|nao|bao nhieu)",
    ),
)
PATTERNS = tuple((ask, re.compile(words)) for ask, words in _WORDS)


def asks_of(question: str) -> tuple[Ask, ...]:
    """The facts asked for, in a fixed order; none for a question about what a text says."""
    folded = without_accents(question)
    found = [ask for ask, pattern in PATTERNS if pattern.search(folded)]
    if Ask.REPLACED_BY in found and Ask.REPLACES in found:
        found.remove(Ask.REPLACES if re.search(r"nao (?:da |duoc |se )*thay the", folded) else Ask.REPLACED_BY)
    if Ask.AMENDED_BY in found and Ask.AMENDS in found:
        found.remove(Ask.AMENDED_BY)
    if len(found) > 1 and Ask.WHICH in found:
        found.remove(Ask.WHICH)
    return tuple(found)


def without_asks(question: str) -> str:
    """The question without the words that ask, to find the document it is about by its title."""
    folded = without_accents(question)
    keep = [True] * len(question)
    for _, pattern in PATTERNS:
        for match in pattern.finditer(folded):
            keep[match.start() : match.end()] = [False] * (match.end() - match.start())
    return re.sub(r"\s+", " ", "".join(c for c, kept in zip(question, keep, strict=True) if kept)).strip(" ?,.")
