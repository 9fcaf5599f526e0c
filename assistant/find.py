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

from assistant.asks import sought_words, without_asks
from assistant.days import without_day
from assistant.evidence import Evidence
from assistant.question import ASKING_FOLDED, as_asked, content_words, words_of
from assistant.scope import EVERYTHING, Scope, of_other_places, place_of
from assistant.understand import Understanding
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
ABOUT = 0.5  # share of what is sought that the title of a document in a list has
KINDRED = 3  # words that the titles of documents of one kind begin with
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


def documents_meant(
    understood: Understanding, evidence: Evidence, within: Scope, in_use: bool
) -> tuple[list[Document], Sequence[tuple[Document, float]]]:
    """The documents that facts are asked of by what they are called, issued by the day; and all with their scores.

    Of many that are called so, those in force are meant where that is what is asked (`in_use`).
    """
    if understood.targets:
        (named, _), *_ = understood.targets
        title = without_accents(named.title)
        everywhere = evidence.catalogue.documents()
        return [d for d in everywhere if d.kind == named.kind and without_accents(d.title) == title], ()
    found = find_documents(without_day(understood.question), evidence.catalogue, within)
    meant = list(found.documents)
    if not meant and in_use:
        called = [d for d, score in found.ranked if score >= LEAST and not place_of(d)]
        meant = [d for d in called if evidence.holds(d)][:MOST_CHOICES]
    return [document for document in meant if _issued_by(evidence.as_of, document)], found.ranked


def documents_about(question: str, evidence: Evidence, rarity: Callable[[str], float], within: Scope) -> list[Document]:
    """The documents whose titles are of what a question seeks documents about; the newest first when it says so."""
    folded, sought = without_accents(question), sought_words(question)
    kinds = {kind for words, kind in KINDS_NAMED.items() if re.search(rf"\b{words}\b", sought)}
    elsewhere = of_other_places(question, evidence.catalogue.documents())
    found = [
        document
        for document, share in titled(without_asks(without_day(question)), evidence.catalogue, rarity)
        if share >= ABOUT
        and _issued_by(evidence.as_of, document)
        and within.holds(document)
        and document.id not in elsewhere
        and (not kinds or document.kind in kinds)
    ]
    if "moi nhat" in folded:
        found.sort(key=lambda document: document.issued or date.min, reverse=True)
    elif re.search(r"con hieu luc|dang co hieu luc|hien hanh", folded):
        found = [document for document in found if evidence.holds(document)]
    return found


def newest_of_kind(ended: Document, evidence: Evidence) -> list[Document]:
    """The newest document in force whose title begins like that of one that has ended: “Khung kiến trúc …”; or none."""
    begins = without_accents(ended.title).split()[:KINDRED]
    kindred = [
        document
        for document in evidence.catalogue.documents()
        if without_accents(document.title).split()[:KINDRED] == begins
        and not place_of(document)
        and evidence.holds(document)
    ]
    return sorted(kindred, key=lambda document: document.issued or date.min)[-1:]


def _issued_by(day: date, document: Document) -> bool:
    return document.issued is None or document.issued <= day


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
