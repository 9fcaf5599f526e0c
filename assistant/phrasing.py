"""What a question about a document asks for, by how it is worded: a classifier learnt from labelled phrasings.

It reads what the rules of `asks` leave open. People say one thing in more ways than rules foresee: “nay nhường chỗ cho
quyết định nào”, “có còn đúng không”. The document's name is set aside first, so that only the wording counts.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.asks import Ask
from corpus.accents import without_accents
from corpus.numbers import KINDS, find_numbers

FILE = Path(__file__).with_name("phrasing.json")
LONGEST = 400  # characters: a longer question is a story
LIKELY = 0.4
DOCUMENT, DAY, KIND = "xdoc", "xday", "xkind"  # what stands for a document's name, a day, and a kind of document
NEAR = 4  # words within which one is seen beside a document
_KINDS = "|".join(sorted((re.escape(kind) for kind in (*KINDS, "van ban", "quy dinh")), key=len, reverse=True))
_PARTLY = re.compile(r"\b\d{1,5} ?/ ?(?:19|20)\d\d(?:/[\w-]+)?")
_LAW = re.compile(r"\b(?:bo )?luat (?:[a-z]+ ){1,6}?(?:nam )?(?:19|20)\d\d\b")
_DAYS = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}|ngay \d{1,2} thang \d{1,2}(?: nam \d{4})?")
_ASIDE = re.compile(r"\([^)]*\)")
Span = tuple[int, int]


@dataclass(frozen=True)
class Weights:
    """For each label a bias; for each feature its weights, by label, where they are not near nought."""

    bias: Mapping[str, float]
    of: Mapping[str, Mapping[str, float]]


def learnt_asks(question: str, named: Collection[Span]) -> tuple[Ask, ...]:
    """The facts asked for of documents that stand at the spans `named`; none when the text's words are asked for."""
    if len(question) > LONGEST:
        return ()
    return tuple(map(Ask, sorted(likely(_weights(), features(question, named)))))


def likely(weights: Weights, found: Collection[str]) -> set[str]:
    """The labels that are likely enough of a question with these features."""
    known = [weights.of[feature] for feature in found if feature in weights.of]
    scores = dict(weights.bias)
    for own in known:
        for label, weight in own.items():
            scores[label] += weight / math.sqrt(len(known))
    return {label for label, score in scores.items() if score > math.log(LIKELY / (1 - LIKELY))}


def features(question: str, named: Collection[Span] = ()) -> frozenset[str]:
    """The wording: words, pairs and triples without diacritics, and which words stand near a document or a kind."""
    words = ["<", *re.findall(r"\w+", _masked(question, named)), ">"]
    found = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
    found |= {" ".join(words[place : place + 3]) for place in range(len(words) - 2)}
    for place, word in enumerate(words):
        for other in words[place + 2 : place + NEAR + 1]:
            if {word, other} & {DOCUMENT, KIND}:
                found.add(f"{word}…{other}")
    return frozenset(found)


def _masked(question: str, named: Collection[Span]) -> str:
    folded = without_accents(question)
    spans = {*named, *((number.start, number.end) for number in find_numbers(question))}
    spans |= {match.span() for form in (_PARTLY, _LAW) for match in form.finditer(folded)}
    for start, end in sorted(spans, reverse=True):
        folded = f"{folded[:start]} {DOCUMENT} {folded[end:]}"
    folded = re.sub(rf"(?:\b(?:{_KINDS})(?: so)?\s+)?(?:{DOCUMENT}\s*)+", f" {DOCUMENT} ", folded)
    folded = re.sub(rf"\b(?:{_KINDS})\b", KIND, _DAYS.sub(DAY, folded))
    return _ASIDE.sub(" ", folded)


@lru_cache(maxsize=1)
def _weights() -> Weights:
    fitted = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(fitted["bias"], fitted["of"])
