"""How documents, dates and provisions are named in administrative Vietnamese."""

from __future__ import annotations

from corpus.dates import day
from corpus.types import Document, Level, Nature, Provision

NATURE_TEXT = {
    Nature.OFFICIAL: "bản chính thức",
    Nature.PORTAL: "bản trên cổng thông tin pháp luật",
    Nature.CONSOLIDATED: "văn bản hợp nhất",
    Nature.UNOFFICIAL: "bản không chính thức",
    Nature.CODIFIED: "bản pháp điển",
    Nature.TRANSLATION: "bản dịch",
    Nature.DRAFT: "bản dự thảo",
    Nature.DIGEST: "tóm lược, không phải văn bản gốc",
}


def capital(text: str) -> str:
    """The text with a capital at its head."""
    return text[:1].upper() + text[1:]


def name_of(document: Document) -> str:
    """A document as a citation names it: “Nghị định số 73/2019/NĐ-CP”; by its title when it has no number."""
    kind = document.kind or "Văn bản"
    if not document.number:
        return f"{kind} {document.title}".strip()
    name = f"{kind} số {document.number}"
    shared_sign = any(sign in document.number for sign in ("UBND", "HĐND"))
    return f"{name} của {document.issuer}" if shared_sign and document.issuer else name


def full_name_of(document: Document) -> str:
    """A document's name with date and issuer, as an administrative paper names it the first time."""
    kind = document.kind or "Văn bản"
    name = f"{kind} số {document.number}" if document.number else f"{kind} {document.title}"
    issued = f" ngày {day(document.issued)}" if document.issued else ""
    issuer = f" của {document.issuer}" if document.issuer else ""
    return f"{name}{issued}{issuer}"


def citation_of(provision: Provision, document: Document, nature: Nature) -> str:
    """“khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP”; a digest is named as one."""
    holder = name_of(document)
    if nature is Nature.DIGEST:
        holder = f"hồ sơ tóm lược {holder} (tóm lược, không phải văn bản gốc)"
    where = provision.citation
    if provision.step(Level.ATTACHMENT) and "kèm theo" not in where:
        where = f"{where} văn bản ban hành kèm theo"
    return f"{where} {holder}".strip()
