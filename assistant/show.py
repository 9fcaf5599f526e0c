"""A provision by its place, verbatim, with the validity of its document: `cancu show`."""

from __future__ import annotations

from datetime import date

from assistant.evidence import Evidence
from assistant.lookup import lookup
from assistant.naming import full_name_of
from assistant.settings import Settings
from assistant.types import Citation
from assistant.understand import understand
from corpus.catalogue import Catalogue
from corpus.errors import Misconfigured, NotFound


def show(settings: Settings, reference: str, as_of: date | None = None) -> list[Citation]:
    """The provisions that a reference names; the document's opening when it names no place in it.

    NotFound when the document or the place is not here, Misconfigured when no document is named or several share it.
    """
    catalogue = Catalogue(settings.catalogue)
    understood = understand(reference, (), catalogue, as_of)
    evidence = Evidence(catalogue, understood.as_of)
    if understood.unknown:
        raise NotFound(f"Kho chưa có văn bản số {', '.join(understood.unknown)}: hãy thêm bằng lệnh “cancu add”.")
    if understood.ambiguous:
        names = "; ".join(full_name_of(document) for document in understood.ambiguous)
        raise Misconfigured(f"Nhiều văn bản có số này: {names}. Hãy nêu thêm cơ quan ban hành.")
    if not understood.targets:
        raise Misconfigured(f"Không thấy văn bản nào trong “{reference}”. Ví dụ: khoản 2 Điều 5 73/2019/NĐ-CP.")
    drafts, missing = lookup(understood.targets, evidence)
    if missing:
        raise NotFound(f"Không thấy {'; '.join(missing)} trong bản đang có ở kho.")
    quotes = [draft.quotes[0] for draft in drafts]
    if not quotes:
        openings = (evidence.opening(document) for document, _ in understood.targets)
        quotes = [quote for quote in openings if quote]
    return [evidence.cite(mark, quote) for mark, quote in enumerate(quotes, start=1)]
