"""Items about terms that a document defines: which term is meant, which definition belongs to which term."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.workshop.binding import basis_of
from assistant.workshop.proposing.asking import identity, source_of
from assistant.workshop.proposing.siblings import WRONG, Siblings
from assistant.workshop.proposing.statements import LONGEST, is_noisy
from assistant.workshop.types import Form, Item, Option, Pair
from corpus.accents import without_accents
from corpus.definitions import Definition, definitions_in
from corpus.types import Provision

TOGETHER = 4  # terms of one matching
LONGEST_PAIR = 220  # characters of a meaning in it
_MEANS = re.compile(r"[”\"]?\s*(?:\([^)\n]{2,60}\))?\s*(?:là|được hiểu là)\s+")


def term_items(chosen: Sequence[Provision], siblings: Siblings) -> list[Item]:
    """Items about the terms that the provisions chosen define."""
    known = [d for d in definitions_in(siblings.evidence.catalogue.provisions(siblings.copy)) if _meaning(d)]
    known = sorted(known, key=lambda definition: definition.provision.start)
    known = [
        d
        for d in known
        if not any(d is not o and d.provision.id == o.provision.id and len(o.term) > len(d.term) for o in known)
    ]
    own = [d for d in known if any(p.start <= d.provision.start < p.extent for p in chosen)]
    own = [d for d in own if not siblings.has_ended(d.provision)]
    items = [item for definition in own if (item := _term(definition, known, siblings))]
    short = [d for d in own if len(_meaning(d)) <= LONGEST_PAIR and not _says_itself(d)]
    starts = range(0, len(short) - TOGETHER + 1, TOGETHER)
    matches = (_match(short[at : at + TOGETHER], siblings) for at in starts)
    return [*items, *(item for item in matches if not is_noisy(item.basis.quote))]


def _term(definition: Definition, known: Sequence[Definition], siblings: Siblings) -> Item | None:
    """A meaning, and terms of the same document to choose from."""
    meaning = _meaning(definition)
    if _says_itself(definition) or len(meaning) > LONGEST:
        return None
    others = sorted(
        (d for d in known if d.provision.id != definition.provision.id),
        key=lambda d: -fuzz.ratio(d.term, definition.term),
    )[:WRONG]
    if len(others) < 2:
        return None
    ask = f"{source_of(siblings)}, thuật ngữ nào được giải thích là: “{meaning}”?"
    return Item(
        f"choice-{identity(ask)}",
        Form.CHOICE,
        ask,
        basis_of(siblings.evidence.quote(definition.provision), siblings.evidence),
        options=(
            Option(definition.term, right=True),
            *(Option(d.term, source=siblings.cite(d.provision)) for d in others),
        ),
        difficulty=round(sum(fuzz.ratio(d.term, definition.term) for d in others) / 100 / len(others), 2),
    )


def _match(definitions: Sequence[Definition], siblings: Siblings) -> Item:
    """Terms and their meanings, to be put together; the basis is the article that defines them."""
    terms = [definition.term for definition in definitions]
    first, last = definitions[0].provision, definitions[-1].provision
    unit = siblings.unit_of(first)
    quote = siblings.evidence.quote(unit, first.start, last.extent)
    return Item(
        f"match-{identity(*terms)}",
        Form.MATCH,
        f"{source_of(siblings)}, ghép mỗi thuật ngữ với lời giải thích của nó.",
        basis_of(quote, siblings.evidence),
        pairs=tuple(Pair(definition.term, _meaning(definition)) for definition in definitions),
        difficulty=0.5,
    )


def _says_itself(definition: Definition) -> bool:
    return without_accents(definition.term) in without_accents(_meaning(definition))


def _meaning(definition: Definition) -> str:
    """What a definition says after “là”; "" where it is not one sentence of a readable length."""
    text = " ".join(definition.provision.text.split())
    at = text.find(definition.term)
    means = _MEANS.match(text, at + len(definition.term)) if at >= 0 else None
    meaning = text[means.end() :].strip() if means else ""
    plain = meaning.endswith((".", ";")) and "(sau đây" not in meaning and not is_noisy(meaning)
    return meaning if plain and 20 <= len(meaning) <= LONGEST else ""
