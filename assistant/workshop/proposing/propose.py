"""Quiz items from the text of provisions alone, without a language model: what is asked, the wrong options, the basis.

Items of every form are made of each sentence and list that has something to ask for; those that their own quotation
does not decide are dropped (`assistant.workshop.sound`). Of what is left each value is asked for once, and the forms
take turns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.evidence import Evidence
from assistant.naming import name_of
from assistant.workshop.binding import basis_of, units_in
from assistant.workshop.proposing.asking import choice, gap, identity, place, true_false
from assistant.workshop.proposing.glossary import term_items
from assistant.workshop.proposing.listed import list_items
from assistant.workshop.proposing.mistakes import ended_basis, mistakes_in
from assistant.workshop.proposing.siblings import Siblings
from assistant.workshop.proposing.statements import is_noisy
from assistant.workshop.sound import faults
from assistant.workshop.types import BLANK, Item, LiveQuestion
from assistant.workshop.values import Kind
from corpus.definitions import Definition, definitions_in
from corpus.types import Copy, Nature, Provision, StatusValue

OF_VALUE = (choice, true_false, gap, choice)  # in turn
OF_STATUS = {
    StatusValue.ENDED: "đã hết hiệu lực",
    StatusValue.PARTLY_ENDED: "nguyên văn khi ban hành",
    StatusValue.NOT_YET: "chưa có hiệu lực",
}
MOST_DAYS = 2  # of one regulation: more are days of effect of this and that
EVERY_PLACE = 5  # of so many sentences without a value, one is asked for by its place


def propose(provisions: Sequence[Provision], evidence: Evidence, most: int = 40) -> list[Item]:
    """At most `most` items from provisions (articles, clauses, sections), in reading order of each document."""
    found: list[Item] = []
    documents = [
        (Siblings(evidence.catalogue.document(copy.document), copy, evidence), chosen)
        for copy, chosen in _by_copy(provisions, evidence)
    ]
    across = ended_basis(documents, evidence)
    if across and not faults(across, evidence):
        found.append(across)
    for siblings, chosen in documents:
        by_form: dict[str, list[Item]] = defaultdict(list)
        for item in (_dated(item, siblings) for item in _items(chosen, siblings)):
            if not faults(item, evidence) and not _is_noisy(item):
                by_form[item.form].append(item)
        found += filter(None, chain.from_iterable(zip_longest(*by_form.values())))
    return _spread(found)[:most]


def terms_of(provisions: Sequence[Provision], evidence: Evidence) -> list[Definition]:
    """The terms that provisions define."""
    return [
        definition
        for copy, chosen in _by_copy(provisions, evidence)
        for definition in definitions_in(evidence.catalogue.provisions(copy))
        if any(p.start <= definition.provision.start < p.extent for p in chosen)
    ]


def questions_of(provisions: Sequence[Provision], evidence: Evidence, most: int = 12) -> list[LiveQuestion]:
    """Questions to put to the assistant before a room, each with the provision that its answer should cite."""
    found = []
    for copy, chosen in _by_copy(provisions, evidence):
        document = evidence.catalogue.document(copy.document)
        for provision in units_in([inner for one in chosen for inner in (one, *evidence.inside(one))]):
            heading = provision.heading.strip(" .")
            if not heading:
                continue
            lower = heading if heading.split()[0].isupper() else f"{heading[:1].lower()}{heading[1:]}"
            own = copy.nature is Nature.DIGEST and heading.endswith(("nào", "gì", "đâu", "khi nào", "thế nào"))
            ask = f"{heading}?" if own else f"{name_of(document)} quy định thế nào về {lower}?"
            found.append(LiveQuestion(ask, basis_of(evidence.quote(provision), evidence)))
    return found[:most]


def _is_noisy(item: Item) -> bool:
    """Whether anything of an item is not the law's own words; the mark of a blank is ours."""
    texts = [item.ask, item.basis.quote, *(option.text for option in item.options)]
    return any(is_noisy(text.replace(BLANK, " ")) for text in texts)


def _dated(item: Item, siblings: Siblings) -> Item:
    """An item about words that no longer hold says so where it names their document."""
    name = name_of(siblings.document)
    note = OF_STATUS.get(item.basis.status) or ("nguyên văn trước khi sửa đổi" if item.basis.changes else "")
    return replace(item, ask=item.ask.replace(name, f"{name} ({note})", 1)) if note else item


def _items(chosen: Sequence[Provision], siblings: Siblings) -> Iterator[Item]:
    yield from term_items(chosen, siblings)
    yield from list_items(chosen, siblings)
    statements = [s for s in siblings.statements if any(p.start <= s.quote.start < p.extent for p in chosen)]
    days = 0
    for statement in statements:
        values = [stated.value for stated in siblings.stated if stated.statement is statement]
        values = [v for v in values if v.kind is not Kind.DAY or siblings.is_digest or (days := days + 1) <= MOST_DAYS]
        for value in values:
            turn = int(identity(statement.text, value.text), 16)
            made = (OF_VALUE[(turn + by) % len(OF_VALUE)](statement, value, siblings) for by in range(len(OF_VALUE)))
            item = next((item for item in made if item), None)
            if item:
                yield item
        if not values and int(identity(statement.text), 16) % EVERY_PLACE == 0:
            item = place(statement, siblings)
            if item:
                yield item
    yield from mistakes_in(chosen, siblings)


def _by_copy(provisions: Sequence[Provision], evidence: Evidence) -> list[tuple[Copy, list[Provision]]]:
    """The provisions by the copy that they are of, in its order; what stands in another that is chosen is left out."""
    copies: dict[str, Copy] = {}
    chosen: dict[str, list[Provision]] = defaultdict(list)
    for provision in sorted(provisions, key=lambda provision: (provision.start, -provision.extent)):
        copy = evidence.copy_of(provision)
        copies[copy.id] = copy
        if not any(p.start <= provision.start < p.extent for p in chosen[copy.id]):
            chosen[copy.id].append(provision)
    return [(copies[id_], found) for id_, found in chosen.items()]


def _spread(items: Sequence[Item]) -> list[Item]:
    """Each question once, each value of a sentence once."""
    seen: set[tuple[str, str]] = set()
    kept: list[Item] = []
    for item in items:
        key = item.basis.quote, item.answer if not item.pairs else item.id
        if key not in seen and item.id not in {other.id for other in kept}:
            seen.add(key)
            kept.append(item)
    return kept
