"""Quiz items proposed from real provisions, drawn by seed over kinds of documents and over forms, and checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from random import Random

from assistant.evidence import Evidence
from assistant.workshop.types import Form, Item
from corpus.catalogue import Catalogue
from corpus.types import Document, Level, Provision
from eval.quiz_checks import Checked, check
from eval.variants import chance_of

Proposer = Callable[[Sequence[Provision], Evidence, int], Sequence[Item]]
ARTICLES = 12  # of a document, drawn by chance, from which its items are proposed
PROPOSED = 24  # items asked for of a document, from which a few are drawn
OF_DOCUMENT = 4  # items of one document at most


def quiz(catalogue: Catalogue, evidence: Evidence, propose: Proposer, count: int, seed: int) -> list[Checked]:
    """So many proposed items, checked, the same for the same seed; fewer where a small catalogue has not as many.

    The first time round a form has no more than its share, so that rare forms are seen; then the rest fills up.
    """
    chance = chance_of(seed, "quiz", "")
    share = -(-count // len(Form))
    drawn: list[tuple[Item, Document]] = []
    left: list[tuple[Item, Document]] = []
    forms: Counter[Form] = Counter()
    for document in _in_turn(catalogue, chance):
        if len(drawn) >= count:
            break
        taken = 0
        for item in _mixed(_proposed(document, catalogue, evidence, propose, chance), forms, chance):
            if len(drawn) < count and taken < OF_DOCUMENT and forms[item.form] < share:
                drawn.append((item, document))
                forms[item.form] += 1
                taken += 1
            else:
                left.append((item, document))
    drawn += _filling(left, Counter(document.id for _, document in drawn), count - len(drawn), chance)
    return check([item for item, _ in drawn], evidence, [document for _, document in drawn])


def _filling(
    left: list[tuple[Item, Document]], of: Counter[str], count: int, chance: Random
) -> Iterator[tuple[Item, Document]]:
    """Further items by chance, of documents that have not given their most."""
    for item, document in chance.sample(left, len(left)):
        if count > 0 and of[document.id] < OF_DOCUMENT:
            of[document.id] += 1
            count -= 1
            yield item, document


def _in_turn(catalogue: Catalogue, chance: Random) -> Iterator[Document]:
    """The documents by chance, one of each kind and nature of text in turn."""
    groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
    natures = catalogue.natures()
    for document in catalogue.documents():
        groups[document.kind, natures.get(document.id, "")].append(document)
    for documents in groups.values():
        chance.shuffle(documents)
    while any(groups.values()):
        for documents in groups.values():
            if documents:
                yield documents.pop()


def _proposed(
    document: Document, catalogue: Catalogue, evidence: Evidence, propose: Proposer, chance: Random
) -> Sequence[Item]:
    """The items proposed from some of a document's articles, or of its sections where it has none."""
    provisions = catalogue.provisions(catalogue.best_copy(document.id))
    units = [p for p in provisions if p.path and p.path[-1].level is Level.ARTICLE]
    units = units or [p for p in provisions if p.path and p.path[-1].level in {Level.SECTION, Level.PART}]
    chosen = sorted(chance.sample(range(len(units)), min(ARTICLES, len(units))))
    return propose([units[place] for place in chosen], evidence, PROPOSED) if chosen else []


def _mixed(items: Sequence[Item], forms: Counter[Form], chance: Random) -> list[Item]:
    """Items by chance, one of each form before a second, the form seen least first."""
    turns: Counter[Form] = Counter()
    keyed = []
    for item in chance.sample(list(items), len(items)):
        keyed.append((turns[item.form], forms[item.form], item))
        turns[item.form] += 1
    return [item for _, _, item in sorted(keyed, key=lambda each: each[:2])]
