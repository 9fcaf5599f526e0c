"""A provision by its place, as it stood on a day, with the validity of its document: `cancu show`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.changes import Changed, said
from assistant.evidence import Evidence
from assistant.lookup import place, provisions_at
from assistant.naming import full_name_of, name_of
from assistant.settings import Settings
from assistant.types import Citation
from assistant.understand import understand
from corpus.catalogue import Catalogue
from corpus.dates import day
from corpus.errors import Misconfigured, NotFound
from corpus.standing import BASES, Standing, as_it_stood
from corpus.types import Document, Level, Nature, Step


@dataclass(frozen=True)
class Shown:
    """A place of a document: its words on the day, those it was issued with where they differ, what changed it.

    `citation` is that of the stored words, None for a place that only an amendment has; `notes` say what is uncertain.
    """

    name: str
    text: str
    status_text: str
    source: str
    citation: Citation | None = None
    original: str = ""
    changes: tuple[Changed, ...] = ()
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As data: the citation's fields, where there is one, and what is said of changes."""
        return (self.citation.as_dict() if self.citation else {}) | {
            "citation": self.name,
            "text": self.text,
            "original": self.original,
            "status_text": self.status_text,
            "source": self.source,
            "changes": [
                {"text": c.text, "on": c.on.isoformat() if c.on else None, "stated_by": c.stated_by}
                for c in self.changes
            ],
            "notes": list(self.notes),
        }


def show(settings: Settings, reference: str, as_of: date | None = None) -> list[Shown]:
    """The provisions that a reference names; the document's opening when it names no place in it.

    NotFound when the document or the place is not here, Misconfigured when no document is named or several share it.
    """
    catalogue = Catalogue(settings.catalogue)
    try:
        return _show(catalogue, reference, as_of)
    finally:
        catalogue.close()


def _show(catalogue: Catalogue, reference: str, as_of: date | None) -> list[Shown]:
    understood = understand(reference, (), catalogue, as_of)
    evidence = Evidence(catalogue, understood.as_of)
    if understood.unknown:
        raise NotFound(f"Kho chưa có văn bản số {', '.join(understood.unknown)}: hãy thêm bằng lệnh “cancu add”.")
    if understood.ambiguous:
        names = "; ".join(full_name_of(document) for document in understood.ambiguous)
        raise Misconfigured(f"Nhiều văn bản có số này: {names}. Hãy nêu thêm cơ quan ban hành.")
    if not understood.targets:
        raise Misconfigured(f"Không thấy văn bản nào trong “{reference}”. Ví dụ: khoản 2 Điều 5 73/2019/NĐ-CP.")
    found: list[Shown] = []
    missing: list[str] = []
    for document, path in understood.targets:
        shown = shown_at(evidence, document, path) if path else []
        found += shown
        if path and not shown:
            missing.append(f"{place(path)} {name_of(document)}")
    if missing:
        raise NotFound(f"Không thấy {'; '.join(missing)} trong bản đang có ở kho.")
    if not found:
        openings = (evidence.opening(document) for document, _ in understood.targets)
        found = [_as_stored(evidence, evidence.cite(1, quote)) for quote in openings if quote]
    return found


def shown_at(evidence: Evidence, document: Document, path: tuple[Step, ...]) -> list[Shown]:
    """A place as it stood; as stored where no amendment touches it or the copy holds them already."""
    stored = [
        _as_stored(evidence, evidence.cite(mark, evidence.quote(provision)))
        for mark, provision in enumerate(provisions_at(document, path, evidence), start=1)
    ]
    standing, note = _standing(evidence, document, path)
    if standing is None or not (standing.changes or standing.unplaced or standing.later):
        return [_noted(shown, note) for shown in stored]
    name = stored[0].name if stored else f"{place(path)} {name_of(document)}"
    notes = [f"Ngày {day(evidence.as_of)} quy định này đã bị bãi bỏ hoặc chưa có."] if not standing.text else []
    notes += [f"Chưa gộp được: {said(amendment, evidence).text}." for amendment in standing.unplaced]
    notes += [f"Sau ngày này: {said(amendment, evidence).text}." for amendment in standing.later]
    shown = Shown(
        name=name,
        text=standing.text,
        status_text=stored[0].status_text if stored else evidence.status_line(document),
        source=stored[0].source if stored else "",
        citation=stored[0].citation if stored else None,
        original=standing.original if standing.changes else "",
        changes=tuple(said(amendment, evidence) for amendment in standing.changes),
        notes=tuple(notes),
    )
    return [shown, *stored[1:]]


def _standing(evidence: Evidence, document: Document, path: tuple[Step, ...]) -> tuple[Standing | None, str]:
    """The place on the day, and why it cannot be told where amendments are known but no text to put them in."""
    amendments = evidence.catalogue.amendments_to(document)
    if not amendments or path[0].level is not Level.ARTICLE:
        return None, ""
    copies = evidence.catalogue.copies(document.id)
    base = next((copy for copy in copies if copy.nature in BASES), None)
    if base is None:
        natures = {Nature.CODIFIED: "pháp điển", Nature.CONSOLIDATED: "hợp nhất", Nature.DIGEST: "hồ sơ tóm lược"}
        what = natures.get(copies[0].nature, copies[0].nature.value) if copies else ""
        return None, f"Kho chỉ có bản {what}, không gộp được sửa đổi theo ngày."
    return as_it_stood(evidence.catalogue.provisions(base), path, amendments, evidence.as_of), ""


def _as_stored(evidence: Evidence, citation: Citation) -> Shown:
    by_machine = evidence.copy_of(citation.quote.provision).format in {"scan", "image"}
    notes = ("Chữ do máy nhận dạng (OCR) từ ảnh: có thể sai so với bản gốc.",) if by_machine else ()
    return Shown(citation.citation, citation.quote.text, citation.status_text, citation.source, citation, notes=notes)


def _noted(shown: Shown, note: str) -> Shown:
    return replace(shown, notes=(*shown.notes, note)) if note else shown
