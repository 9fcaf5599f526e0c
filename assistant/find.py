"""Documents by what a question calls them: the words of their titles, kinds, issuers and years."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from assistant.asks import without_asks
from assistant.question import ASKING_FOLDED, as_asked, content_words, words_of
from assistant.scope import EVERYTHING, Scope
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.numbers import KINDS
from corpus.types import Document
from index.entries import title_of
from index.tokens import is_unaccented

LEAST = 0.69  # share of the question's weight that a title must carry
PRECISION = 0.15  # weight of the share of the title that the question names: a short title that fits is meant first
TOGETHER = 0.1  # weight of the share of the question's pairs of words that stand together in the title
# “Quy định về …” and “Kế hoạch …” begin a subject as often as they name a kind.
KINDS_NAMED = {words: kind for words, kind in KINDS.items() if kind not in {"Quy định", "Kế hoạch"}}
OTHER_KIND = 0.2  # taken off a document that is not of the kind that the question begins with
OF_KIND = re.compile(rf"(?:hay |xin |cho hoi |hoi )*({'|'.join(sorted(KINDS_NAMED, key=len, reverse=True))})\b")
MOST_CHOICES = 4  # documents between which a reader chooses
MARGIN = 0.03  # two titles closer than this are both possible


@dataclass(frozen=True)
class Found:
    """`documents`: the one that is meant, several that may be, or none; `ranked` are all with their scores."""

    documents: tuple[Document, ...]
    ranked: tuple[tuple[Document, float], ...]


def find_documents(question: str, catalogue: Catalogue, within: Scope = EVERYTHING) -> Found:
    """The documents of a scope whose titles carry what the question is about, once its asking words are set aside."""
    said = [w for w in _words(write_out(without_asks(question), keep=False)) if w not in ASKING_FOLDED]
    about, pairs = set(said), set(pairwise(said))
    documents = catalogue.documents()
    lines = [_title_words(title_of(document)) for document in documents]
    titles = [set(line) for line in lines]
    seen = Counter(word for title in titles for word in title)
    weights = {word: math.log(1 + len(titles) / (0.5 + seen[word])) for word in about}
    total = sum(weights.values())
    if not total:
        return Found((), ())
    scored = [
        (
            document,
            sum(weights[word] for word in about & title) / total
            + PRECISION * len(about & title) / len(title)
            + TOGETHER * len(pairs.intersection(pairwise(line))) / max(len(pairs), 1),
        )
        for document, title, line in zip(documents, titles, lines, strict=True)
    ]
    kind = OF_KIND.match(without_accents(question).strip())
    if kind:  # “Nghị định về đô thị thông minh” is no chỉ thị
        scored = [(d, score if d.kind == KINDS_NAMED[kind[1]] else score - OTHER_KIND) for d, score in scored]
    years = {word for word in about if re.fullmatch(r"(?:19|20)\d\d", word)}
    if years:  # "Luật An ninh mạng 2018" is not the law of that name of another year
        scored = [(d, score if years & t else 0.0) for (d, score), t in zip(scored, titles, strict=True)]
    if "sua doi" not in without_accents(question):
        scored = [(d, score - MARGIN - 0.01 if _amends(d) else score) for d, score in scored]
    ranked = sorted(((d, score) for d, score in scored if within.holds(d)), key=lambda pair: -pair[1])
    best = ranked[0][1] if ranked else 0.0
    close = tuple(document for document, score in ranked if score >= max(LEAST, best - MARGIN))
    return Found(close if len(close) <= MOST_CHOICES else (), tuple(ranked))


def titled(about: str, catalogue: Catalogue, rarity: Callable[[str], float]) -> list[tuple[Document, float]]:
    """All documents, each with the share of what is sought that its title has: words and pairs of words by their
    rarity, with the diacritics they were typed with; the greatest share first, then the newest.
    """
    plain = is_unaccented(about)
    weights = {word: rarity(word) for word in content_words(write_out(about, keep=False))}
    total = sum(weights.values())
    found = []
    for document in catalogue.documents():
        there = _words_and_pairs(title_of(document), plain)
        found.append((document, sum(weights[word] for word in weights.keys() & there) / total if total else 0.0))
    return sorted(found, key=lambda pair: (pair[1], pair[0].issued or date.min), reverse=True)


def _amends(document: Document) -> bool:
    """Whether a document is titled after the one it amends, which is the one meant unless amendments are asked for."""
    return without_accents(document.title).startswith("sua doi")


@lru_cache(maxsize=1 << 14)
def _title_words(title: str) -> Sequence[str]:
    return tuple(_words(title))


@lru_cache(maxsize=1 << 14)
def _words_and_pairs(title: str, plain: bool) -> frozenset[str]:
    words = words_of(as_asked(title, plain))
    return frozenset({*words, *(f"{a} {b}" for a, b in pairwise(words))})


def _words(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)+|[\w/-]*\w", without_accents(text))
