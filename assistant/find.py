"""Documents by what a question calls them: the words of their titles, kinds, issuers and years."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from assistant.abbreviations import write_out
from assistant.asks import without_asks
from assistant.select import ASKING
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.types import Document
from index.entries import title_of

LEAST = 0.72  # share of the question's weight that a title must carry
MARGIN = 0.06  # two titles closer than this are both possible


@dataclass(frozen=True)
class Found:
    """`documents`: the one that is meant, several that may be, or none; `ranked` are all with their scores."""

    documents: tuple[Document, ...]
    ranked: tuple[tuple[Document, float], ...]


def find_documents(question: str, catalogue: Catalogue) -> Found:
    """The documents whose titles carry what the question is about, once its asking words are set aside."""
    about = _words(write_out(without_asks(question))) - ASKING
    documents = catalogue.documents()
    titles = [_words(title_of(document)) for document in documents]
    seen = Counter(word for title in titles for word in title)
    weights = {word: math.log(1 + len(titles) / (0.5 + seen[word])) for word in about}
    total = sum(weights.values())
    if not total:
        return Found((), ())
    ranked = sorted(
        (
            (document, sum(weights[word] for word in about & title) / total)
            for document, title in zip(documents, titles, strict=True)
        ),
        key=lambda pair: -pair[1],
    )
    best = ranked[0][1] if ranked else 0.0
    close = tuple(document for document, score in ranked if score >= max(LEAST, best - MARGIN))
    return Found(close if len(close) <= 4 else (), tuple(ranked))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)+|[\w/-]*\w", without_accents(text)))
