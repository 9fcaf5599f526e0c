"""Which sets share laws and questions, and a split in which nothing of development is seen in the test.

Laws and questions are the nodes of a graph: a question and the laws that answer it are linked, two questions that are
nearly the same are linked, and a law is one across sets when its number or its name is the same, or when three of its
articles are word for word the same (a code under another number, an older edition). What is linked goes to one side.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from corpus.accents import without_accents
from eval import datasets, questions
from eval.corpora import SHARED

NEAR = 92.0  # rapidfuzz's token_sort_ratio from which two questions are nearly the same
SAME_ARTICLES = 3  # articles word for word the same that make two documents one law
LONG = 200  # characters of an article that count


class Asked(NamedTuple):
    """A question of any set: `split` is "" where the set has none of its own yet."""

    set: str
    id: str
    text: str
    split: str
    laws: frozenset[str]


@dataclass
class Links:
    """Who is linked with whom (union–find over names)."""

    _above: dict[str, str] = field(default_factory=dict)

    def root(self, node: str) -> str:
        """The name that stands for all that are linked with `node`."""
        self._above.setdefault(node, node)
        while self._above[node] != node:
            self._above[node] = self._above[self._above[node]]
            node = self._above[node]
        return node

    def join(self, one: str, other: str) -> None:
        """Link two names and all that are linked with them; the smaller name stands for all."""
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low


@dataclass(frozen=True)
class Overlaps:
    """`shared` counts the questions of two sets on laws that both ask about; `near` are pairs of nearly equal
    questions of two sets; `crossing` what is in development and in the test; `splits` the side of each question of a
    set without sides of its own.
    """

    sizes: dict[str, int]
    shared: dict[tuple[str, str], tuple[int, int, int]]  # (laws, questions of the first, of the second)
    near: tuple[tuple[Asked, Asked, float], ...]
    crossing: tuple[str, ...]
    splits: dict[str, dict[str, str]]


def gather() -> tuple[list[Asked], Links]:
    """Every question of every set that is here, and the laws that are one law."""
    links = Links()
    asked: list[Asked] = []
    for name in questions.names():
        loaded = questions.load(name)
        for split, rows in loaded.questions.items():
            asked += [
                Asked(name, q.id, " ".join([*q.history, q.question]), split, frozenset(map(number_key, q.documents)))
                for q in rows
            ]
    validity = questions.SETS / "validity" / "questions.jsonl"
    for line in validity.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked.append(Asked("validity", row["id"], row["question"], "dev", frozenset({number_key(row["document"])})))
    manifest = SHARED / "data" / "egov" / "manifest.jsonl"
    if manifest.exists():
        for line in manifest.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            name = name_key(row.get("title") or "") if row.get("type") in {"Luật", "Bộ luật"} else ""
            if name and row.get("so_hieu"):
                links.join(number_key(row["so_hieu"]), name)
    bodies: dict[bytes, set[str]] = defaultdict(set)
    for name in datasets.NAMES:
        folder = datasets.folder_of(name)
        if not (folder / "corpus.jsonl.gz").exists():
            continue
        dataset = datasets.load(name)
        law_of = _laws(folder / "corpus.jsonl.gz", links, bodies)
        asked += [
            Asked(name, key, text, "", frozenset(law_of[article] for article in dataset.qrels[key]))
            for key, text in dataset.questions.items()
        ]
    together: dict[tuple[str, str], int] = defaultdict(int)
    for laws in bodies.values():
        for pair in combinations(sorted(laws), 2):
            together[pair] += 1
    for (one, other), articles in together.items():
        if articles >= SAME_ARTICLES:
            links.join(one, other)
    return asked, links


def _laws(corpus: Path, links: Links, bodies: dict[bytes, set[str]]) -> dict[str, str]:
    """The law of each article of a corpus; its names are linked, the words of its articles noted."""
    law_of = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            law = number_key(row["law_id"]) if re.match(r"\d", row["law_id"]) else name_key(row["law_id"])
            law_of[row["id"]] = law
            title = row.get("doc_title") or ""
            if re.match(r"(?:Bộ )?luật", title, re.IGNORECASE):
                links.join(law, name_key(title))
            words = without_accents(re.sub(r"\W+", " ", row["text"]))
            if len(words) >= LONG:
                bodies[hashlib.sha256(words.encode()).digest()[:12]].add(law)
    return law_of


def number_key(number: str) -> str:
    """A document's number as a node: “73/2019/nđ-cp”."""
    return re.sub(r"\s", "", number).casefold()


def name_key(name: str) -> str:
    """A law's name as a node, without kind, number and year: “luat giao dich dien tu”."""
    words = without_accents(name)
    words = re.sub(r"\bso \S+|\b\d\S*|^(?:bo )?luat\b|\bnam\b", " ", words)
    return "luat " + " ".join(re.findall(r"\w+", words))


def find(asked: Sequence[Asked], links: Links) -> Overlaps:
    """The overlaps of all sets, and the sides that follow."""
    near = _near(asked)
    node = {(q.set, q.id): f"? {q.set} {q.id}" for q in asked}
    laws_of = {(q.set, q.id): {links.root(law) for law in q.laws} for q in asked}
    graph = Links()
    for q in asked:
        for law in laws_of[q.set, q.id]:
            graph.join(law, node[q.set, q.id])
    for one, other, _ in near:
        graph.join(node[one.set, one.id], node[other.set, other.id])
    sides: dict[str, set[str]] = defaultdict(set)
    members: dict[str, list[Asked]] = defaultdict(list)
    for q in asked:
        root = graph.root(node[q.set, q.id])
        members[root].append(q)
        if q.split:
            sides[root].add(q.split)
    crossing = []
    splits: dict[str, dict[str, str]] = defaultdict(dict)
    for root, group in members.items():
        if len(sides[root]) > 1:
            dev = ", ".join(f"{q.set} {q.id}" for q in group if q.split == "dev")
            test = ", ".join(f"{q.set} {q.id}" for q in group if q.split == "test")
            crossing.append(f"dev: {dev} | test: {test}")
        side = min(sides[root]) if sides[root] else ("dev", "test")[hashlib.sha256(root.encode()).digest()[0] % 2]
        for q in group:
            if not q.split:
                splits[q.set][q.id] = side
    sets = list(dict.fromkeys(q.set for q in asked))
    by_set = {name: [q for q in asked if q.set == name] for name in sets}
    shared = {}
    for pair in combinations(sets, 2):
        laws = [set().union(*(laws_of[q.set, q.id] for q in by_set[name]), set()) for name in pair]
        both = laws[0] & laws[1]
        first, second = (sum(bool(laws_of[q.set, q.id] & both) for q in by_set[name]) for name in pair)
        if both:
            shared[pair] = (len(both), first, second)
    return Overlaps(
        sizes={name: len(rows) for name, rows in by_set.items()},
        shared=shared,
        near=tuple(near),
        crossing=tuple(crossing),
        splits=dict(splits),
    )


def _near(asked: Sequence[Asked]) -> list[tuple[Asked, Asked, float]]:
    """Pairs of questions that are nearly the same, whatever their order of words and diacritics."""
    import numpy as np
    from rapidfuzz import fuzz, process

    texts = [plain_words(q.text) for q in asked]
    scores = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, dtype=np.float32, workers=-1)
    pairs = np.argwhere(np.triu(scores, 1) >= NEAR)
    return [
        (asked[int(a)], asked[int(b)], float(scores[a, b]))
        for a, b in pairs
        if not differ_by_number(texts[int(a)], texts[int(b)])
    ]


def plain_words(text: str) -> str:
    """A question as it is compared with others: its words and figures, without diacritics, case and signs."""
    return " ".join(re.findall(r"\w+", without_accents(unicodedata.normalize("NFC", text))))


def differ_by_number(one: str, other: str) -> bool:
    """Whether two questions ask about different documents or places: their digits are not the same."""
    return sorted(re.findall(r"\d+", one)) != sorted(re.findall(r"\d+", other))


def as_report(overlaps: Overlaps, command: str) -> str:
    """The overlaps in Markdown."""
    lines = [
        "# Overlaps between question sets",
        "",
        f"`{command}`. A law is one across sets by number, by name, or by {SAME_ARTICLES} articles word for word the "
        f"same; questions are near from {NEAR:.0f} of 100 (token sort ratio, without diacritics, same digits).",
        "",
        "| sets | laws in both | questions on them | near-duplicate questions |",
        "|---|---|---|---|",
    ]
    near: dict[tuple[str, str], int] = defaultdict(int)
    for one, other, _ in overlaps.near:
        near[one.set, other.set] += 1
    for pair in sorted({*overlaps.shared, *near}):
        laws, first, second = overlaps.shared.get(pair, (0, 0, 0))
        on = f"{first} of {overlaps.sizes[pair[0]]}, {second} of {overlaps.sizes[pair[1]]}"
        lines.append(f"| {pair[0]} · {pair[1]} | {laws} | {on} | {near[pair]} |")
    lines += ["", "| set | development | test |", "|---|---|---|"]
    for name, sides in overlaps.splits.items():
        counts = [sum(side == wanted for side in sides.values()) for wanted in ("dev", "test")]
        lines.append(f"| {name} | {counts[0]} | {counts[1]} |")
    lines += ["", f"Crossing development and test: {len(overlaps.crossing)}.", *(f"- {c}" for c in overlaps.crossing)]
    return "\n".join(lines) + "\n"
