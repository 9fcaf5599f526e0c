"""An item beside what the catalogue says of its provision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.evidence import Evidence
from assistant.lookup import provisions_at
from assistant.naming import name_of
from assistant.types import Citation
from assistant.workshop.types import FALSE, Form, Item
from corpus.numbers import find_numbers, fold
from corpus.references import find_references
from corpus.types import Copy, Document, Level, Provision
from eval.quizzes.values import bare
from eval.quizzes.words import (
    content,
    plain,
    sentences,
    statement_in,
    unmarked,
)

TITLED = re.compile(r"(?P<place>(?:điểm|khoản|Điều|mục|Mục|Phụ lục|Chương|Phần)\s[^.“”]{1,40}?(?:\.\d+)*)\.\s+\S")
OF_A_LIST = re.compile(
    r"(?:Các )?(?:Trách nhiệm|Nhiệm vụ|Quyền|Nghĩa vụ|Yêu cầu|Nguyên tắc|Điều kiện|Tiêu chí|Nội dung|Hành vi|Hồ sơ"
    r"|Đối tượng)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    """An item, and of its basis the provision, the document and the copy that is quoted; None where there is none."""

    item: Item
    evidence: Evidence

    @cached_property
    def provision(self) -> Provision | None:
        """The provision that the basis names by its id, in the best copy of its document."""
        return self.evidence.provision(self.item.basis.provision) if self.item.basis.provision else None

    @cached_property
    def document(self) -> Document | None:
        """The provision's document."""
        return self.evidence.document(self.provision.document) if self.provision else None

    @cached_property
    def copy(self) -> Copy | None:
        """The copy that the provision stands in."""
        return self.evidence.copy_of(self.provision) if self.provision else None

    @cached_property
    def whole(self) -> str:
        """The words of the provision with all that stands in it."""
        return self.copy.text[self.provision.start : self.provision.extent] if self.copy and self.provision else ""

    @cached_property
    def article(self) -> str:
        """The words of the article that the provision is or stands in; of the provision where there is none."""
        around = self._article()
        return self.copy.text[around.start : around.extent] if self.copy and around else self.whole

    @cached_property
    def headings(self) -> str:
        """The titles of the article and of the document: what a question may speak of beside the quotation."""
        around = self._article()
        return f"{around.heading if around else ''} {self.document.title if self.document else ''}"

    def leads_of(self, provision: Provision) -> list[str]:
        """The words under which a provision is listed and without which it says nothing; [] where it is no list's item.

        First those up to the colon of the unit around it, or the title of an article such as “Trách nhiệm của …”;
        then the titles around it, any of which tells as much.
        """
        copy = self.evidence.copy_of(provision)
        path = provision.path
        around = [p for p in self.evidence.catalogue.provisions(copy) if p.path and p.path == path[: len(p.path)]]
        outer = [p for p in reversed(around) if p.start < provision.start < p.extent]
        headings = [p.heading for p in outer if p.heading]
        if outer and outer[0].text.rstrip().endswith(":"):
            lead = list(sentences(outer[0].text))[-1].rstrip(":")
            return [lead if len(content(lead)) > 2 else plain(outer[0].text).rstrip(":"), *headings]  # “Trong đó:”
        return headings if any(OF_A_LIST.match(p.heading) for p in outer if p.path[-1].level is Level.ARTICLE) else []

    def _article(self) -> Provision | None:
        if self.provision is None or self.copy is None:
            return None
        levels = [step.level for step in self.provision.path]
        if Level.ARTICLE not in levels:
            return self.provision
        path = self.provision.path[: levels.index(Level.ARTICLE) + 1]
        around = [p for p in self.evidence.catalogue.provisions(self.copy) if p.path == path]
        return around[0] if around else self.provision

    @cached_property
    def at(self) -> int:
        """Where in the copy the quotation begins, -1 where it does not stand in the provision letter by letter."""
        quote = self.item.basis.quote
        if not (quote and self.copy and self.provision):
            return -1
        return self.copy.text.find(quote, self.provision.start, self.provision.extent)

    @cached_property
    def cited(self) -> Citation | None:
        """The quotation as the catalogue cites it on the day of the evidence."""
        if self.at < 0 or self.provision is None:
            return None
        return self.evidence.cite(0, self.evidence.quote(self.provision, self.at, self.at + len(self.item.basis.quote)))

    @property
    def right(self) -> str:
        """The words of the right option; "" for a form without."""
        return self.item.options[self.item.right].text if self.item.right >= 0 else ""

    @property
    def wrong(self) -> list[str]:
        """The words of the wrong options."""
        return [option.text for option in self.item.options if not option.right]

    @cached_property
    def statement(self) -> str:
        """The statement that a true_false item asks about; the sentence that is wrong in a mistake; else ""."""
        if self.item.form is Form.MISTAKE:
            return unmarked(self.right)
        return statement_in(self.item.ask, self.item.basis.quote) if self.item.form is Form.TRUE_FALSE else ""

    @property
    def is_false(self) -> bool:
        """Whether the statement is meant to be wrong."""
        return self.item.form is Form.MISTAKE or (self.item.form is Form.TRUE_FALSE and self.right == FALSE)

    def places_in(self, text: str) -> list[Provision]:
        """The provisions that a text names, of this item's document where it names none."""
        found: list[Provision] = []
        titled = TITLED.match(text)  # a title may name other documents: “Điều 5. Sửa đổi Thông tư …”
        named = titled["place"] if titled else text
        for reference in find_references(named):
            if not reference.path:
                continue
            documents = [self.document] if self.document else []
            if reference.document:
                documents = list(self.evidence.catalogue.by_number(reference.document))
                own = [d for d in documents if self.document and d.id == self.document.id]
                documents = own or documents
            for document in documents:
                found += provisions_at(document, reference.path, self.evidence)
        return found or self._cited_so(named)

    def _cited_so(self, named: str) -> list[Provision]:
        """The provision of this document with that very citation, for places that no reference has: “mục A Phụ lục”."""
        of_another = self.document is None or (find_numbers(named) and not number_in(named, self.document))
        own = [] if of_another or self.copy is None else self.evidence.catalogue.provisions(self.copy)
        cited = [p for p in own if p.citation and f"{named} ".casefold().startswith(f"{p.citation} ".casefold())]
        return sorted(cited, key=lambda p: -len(p.citation))[:1]

    def words_of(self, provision: Provision) -> str:
        """The words of any provision with all that stands in it."""
        return self.evidence.copy_of(provision).text[provision.start : provision.extent]


def holds(place: Provision, provision: Provision) -> bool:
    """Whether a place named is a provision, or an article around it."""
    return place.document == provision.document and provision.path[: len(place.path)] == place.path


def number_in(text: str, document: Document) -> bool:
    """Whether a text names a document: by its number, or by its title where it has none or is a law."""
    if document.number and fold(document.number) in {fold(number.number) for number in find_numbers(text)}:
        return True
    if document.number and f" {document.number} " in f" {text.replace(',', ' ').replace(':', ' ')} ":
        return True  # a number of a form that is not known
    name = bare(f"{document.kind} {document.title}" if document.number else name_of(document))
    if document.number and not document.title:
        return False
    return bool(name) and f" {name} " in f" {bare(text)} "
