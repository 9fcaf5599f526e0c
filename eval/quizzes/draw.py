"""Quiz items proposed from real provisions, drawn by seed over kinds of documents and over forms, and checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from assistant.evidence import Evidence
from assistant.workshop.types import Form, Item
from corpus.catalogue import Catalogue
from corpus.types import Document, Level, Provision
from eval.quizzes.checks import Checked, check
from eval.variants import chance_of

Proposer = Callable[[Sequence[Provision], Evidence, int], Sequence[Item]]
ARTICLES = 12  # of a document, drawn by chance, from which its items are proposed
PROPOSED = 24  # items asked for of a document, from which a few are drawn
OF_DOCUMENT = 4  # items of one document at most


def quiz(catalogue: Catalogue, evidence: Evidence, propose: Proposer, count: int, seed: int) -> list[Checked]:
    """So many proposed items, checked, the same for the same seed; fewer where a small catalogue has not as many.

    Each form has its share as far as it is proposed, the rarest first; then any form fills up. The document that has
    given least is the next.
    """
    chance = chance_of(seed, "quiz", "")
    pool = [
        _Proposed(turn, document, item)
        for turn, document in enumerate(_in_turn(catalogue, chance))
        for item in _mixed(_proposed(document, catalogue, evidence, propose, chance), chance)
    ]
    of_form = {form: [one for one in pool if one.item.form is form] for form in Form}
    share = -(-count // len(Form))
    drawn: list[_Proposed] = []
    for form in sorted(Form, key=lambda form: len(of_form[form])):
        _draw(drawn, of_form[form], min(share, count - len(drawn)))
    _draw(drawn, pool, count - len(drawn))
    drawn.sort(key=lambda one: one.turn)
    return check([one.item for one in drawn], evidence, [one.document for one in drawn])


class _Proposed(NamedTuple):
    """An item, its document and that document's turn."""

    turn: int
    document: Document
    item: Item


def _draw(drawn: list[_Proposed], pool: Sequence[_Proposed], count: int) -> None:
    """Draw so many more, none twice, from the documents that have given least; none gives more than its most."""
    given = Counter(one.turn for one in drawn)
    left = [one for one in pool if one not in drawn]
    for _ in range(count):
        left = [one for one in left if given[one.turn] < OF_DOCUMENT]
        if not left:
            return
        chosen = min(left, key=lambda one: (given[one.turn], one.turn))
        left.remove(chosen)
        given[chosen.turn] += 1
        drawn.append(chosen)


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


def _mixed(items: Sequence[Item], chance: Random) -> list[Item]:
    """Items by chance, one of each form before a second."""
    turns: Counter[Form] = Counter()
    keyed = []
    for item in chance.sample(list(items), len(items)):
        keyed.append((turns[item.form], item))
        turns[item.form] += 1
    return [item for _, item in sorted(keyed, key=lambda each: each[0])]
