"""What the corpus holds and what may be asked of it, for one who has asked nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.lookup import place
from assistant.naming import name_of
from corpus.catalogue import Catalogue
from corpus.types import Document, Level, Relation, RelationKind

MOST = 6  # for each kind of user
LOOKED_AT = 40  # documents, the best connected first
Fits = Callable[[Document], bool]


def examples(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Questions that the present corpus answers, for officials, trainers, evaluators and records officers.

    They are made from what it knows of its best connected documents: each asks for something that is there.
    """
    known = _Known(catalogue, catalogue.documents())
    return {
        "official": known.asked(
            (known.has_article, lambda d: f"{known.article(d)} {name_of(d)} quy định gì?"),
            (known.is_replaced, lambda d: f"{name_of(d)} còn hiệu lực không?"),
            (known.defines, lambda d: f"{known.term(d)} là gì?"),
            (known.has_day, lambda d: f"{name_of(d)} có hiệu lực từ ngày nào?"),
            (known.is_amended, lambda d: f"{name_of(d)} đã được văn bản nào sửa đổi, bổ sung?"),
            (known.is_signed, lambda d: f"Ai ký {name_of(d)}, ngày nào?"),
            (known.is_replaced, lambda d: f"Văn bản nào thay thế {name_of(d)}?"),
            (known.has_day, lambda d: f"{name_of(d)} còn hiệu lực không?"),
        ),
        "trainer": known.asked(
            (known.is_replaced, lambda d: f"{name_of(d)} khác {name_of(known.successor(d))} ở điểm nào?"),
            (known.defines, lambda d: f"{known.term(d)} được hiểu như thế nào?"),
            (known.is_replaced, lambda d: f"Văn bản nào thay thế {name_of(d)}?"),
            (known.has_article, lambda d: f"{known.article(d)} {name_of(d)}"),
            (known.is_guided, lambda d: f"Văn bản nào hướng dẫn, quy định chi tiết {name_of(d)}?"),
            (known.rests, lambda d: f"{name_of(d)} căn cứ vào những văn bản nào?"),
            (known.replaces, lambda d: f"{name_of(d)} thay thế văn bản nào?"),
            (known.has_day, lambda d: f"{name_of(d)} có hiệu lực khi nào?"),
        ),
        "evaluator": known.asked(
            (known.is_replaced, lambda d: f"{name_of(d)} có còn áp dụng không?"),
            (known.ended_on, lambda d: f"{name_of(d)} hết hiệu lực khi nào?"),
            (known.has_article, lambda d: f"Dieu {known.article(d)[5:]} {d.number}"),
            (known.has_day, lambda d: f"{d.number} co hieu luc tu ngay nao"),
            (known.replaces, lambda d: f"{name_of(d)} thay thế văn bản nào?"),
            (known.has_day, lambda d: f"Ngày ban hành và ngày có hiệu lực của {name_of(d)}?"),
            (known.is_signed, lambda d: f"{name_of(d)} ai ky"),
        ),
        "records": known.asked(
            (known.is_signed, lambda d: f"{name_of(d)} do ai ký?"),
            (known.has_number, lambda d: f"{name_of(d)} ban hành ngày nào?"),
            (known.rests, lambda d: f"Căn cứ ban hành của {name_of(d)}?"),
            (known.is_replaced, lambda d: f"{name_of(d)} bị văn bản nào thay thế?"),
            (known.is_amended, lambda d: f"Văn bản nào sửa đổi {name_of(d)}?"),
            (known.titled, lambda d: f"Các văn bản về {d.title[:1].lower()}{d.title[1:]}"),
            (known.has_day, lambda d: f"{name_of(d)} có hiệu lực từ ngày nào?"),
        ),
    }


def examples_about(catalogue: Catalogue, document_id: str) -> tuple[str, ...]:
    """Questions about one document that the corpus answers."""
    try:
        known = _Known(catalogue, [catalogue.document(document_id)])
    except KeyError:
        return ()
    return known.asked(
        (known.has_article, lambda d: f"{known.article(d)} {name_of(d)} quy định gì?"),
        (known.has_day, lambda d: f"{name_of(d)} còn hiệu lực không?"),
        (known.defines, lambda d: f"{known.term(d)} là gì?"),
        (known.is_amended, lambda d: f"{name_of(d)} đã được văn bản nào sửa đổi, bổ sung?"),
        (known.is_signed, lambda d: f"Ai ký {name_of(d)}, ngày nào?"),
        (known.rests, lambda d: f"{name_of(d)} căn cứ vào những văn bản nào?"),
    )


class _Known:
    """What is known of the corpus's documents, the best connected first."""

    def __init__(self, catalogue: Catalogue, documents: Sequence[Document]) -> None:
        self._catalogue = catalogue
        self._into: dict[str, list[Relation]] = {d.id: catalogue.relations_to(d) for d in documents}
        by_links = sorted(documents, key=lambda d: (-len(self._into[d.id]), d.number))
        self._documents = by_links[:LOOKED_AT]
        self._articles: dict[str, str] = {}
        self._terms: dict[str, str] = {}

    def asked(self, *forms: tuple[Fits, Callable[[Document], str]]) -> tuple[str, ...]:
        """A question of each form that some document fits, about different documents as far as there are some."""
        found: list[str] = []
        used: set[str] = set()
        for fits, form in forms:
            fresh = (d for d in self._documents if d.id not in used and fits(d))
            chosen = next(fresh, None) or next((d for d in self._documents if fits(d)), None)
            if chosen:
                used.add(chosen.id)
                found.append(form(chosen))
        return tuple(dict.fromkeys(found))[:MOST]

    def has_number(self, document: Document) -> bool:
        return bool(document.number and document.issued)

    def titled(self, document: Document) -> bool:
        return 8 < len(document.title) < 60

    def is_signed(self, document: Document) -> bool:
        return bool(document.signer and document.issued)

    def has_day(self, document: Document) -> bool:
        return bool(document.effective)

    def is_replaced(self, document: Document) -> bool:
        return RelationKind.REPLACES in self._whole(self._into[document.id])

    def ended_on(self, document: Document) -> bool:
        return any(r.kind is RelationKind.REPLACES and r.on for r in self._into[document.id] if not r.target_path)

    def is_amended(self, document: Document) -> bool:
        return any(relation.kind is RelationKind.AMENDS for relation in self._into[document.id])

    def is_guided(self, document: Document) -> bool:
        return RelationKind.GUIDES in self._whole(self._into[document.id])

    def replaces(self, document: Document) -> bool:
        return RelationKind.REPLACES in self._whole(self._catalogue.relations_from(document.id))

    def rests(self, document: Document) -> bool:
        return RelationKind.BASED_ON in self._whole(self._catalogue.relations_from(document.id))

    def successor(self, document: Document) -> Document:
        replaced = (r for r in self._into[document.id] if r.kind is RelationKind.REPLACES and not r.target_path)
        return self._catalogue.document(next(replaced).source)

    def has_article(self, document: Document) -> bool:
        return bool(self.article(document))

    def article(self, document: Document) -> str:
        """“Điều 5”: one in the middle of a document that has several, "" where it has not."""
        if document.id not in self._articles:
            self._articles[document.id] = self._middle(document)
        return self._articles[document.id]

    def _middle(self, document: Document) -> str:
        own = [
            p.path[-1:]
            for p in self._catalogue.provisions(self._catalogue.best_copy(document.id))
            if p.path and p.path[-1].level is Level.ARTICLE and p.step(Level.ATTACHMENT) is None
        ]
        return place(own[len(own) // 2]) if len(own) > 2 else ""

    def defines(self, document: Document) -> bool:
        return bool(self.term(document))

    def term(self, document: Document) -> str:
        """The first term that a document in force defines."""
        if document.id not in self._terms:
            from corpus.definitions import definitions_in

            copy = self._catalogue.best_copy(document.id)
            defined = [] if self.is_replaced(document) else definitions_in(self._catalogue.provisions(copy))
            terms = sorted((d.provision.start, d.term) for d in defined if len(d.term) < 50)
            self._terms[document.id] = terms[0][1] if terms else ""
        return self._terms[document.id]

    @staticmethod
    def _whole(relations: Sequence[Relation]) -> set[RelationKind]:
        return {relation.kind for relation in relations if not relation.target_path}


def corpus_line(catalogue: Catalogue) -> str:
    """How many documents there are and to which day they are known."""
    checked_on = catalogue.checked_on()
    known = f", kho cập nhật đến {checked_on:%d/%m/%Y}" if checked_on else ""
    return f"{len(catalogue.documents())} văn bản{known}"
