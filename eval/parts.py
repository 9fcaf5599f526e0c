"""What each part of search brings on a labelled set, and what it costs questions to be typed carelessly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.datasets import Dataset
from eval.measures import interval, per_question
from eval.variants import rewrite
from index.embed import Embedder
from index.lexical import LexicalIndex, Terms
from index.passages import passages_of
from index.postings import Postings
from index.search import Mode, Searcher
from index.tokens import syllables, terms_of, tokens
from index.types import Entry
from index.vectors import VectorCache

DEPTH = 100
SHOWN = ("nDCG@10", "MRR@10", "recall@10", "recall@100")
SEED = 11
MODES: tuple[Mode, ...] = ("lexical", "dense", "fused")

Ranking = Callable[[str], list[str]]
Fields = Callable[[Entry], list[list[str]]]

LEXICAL: tuple[tuple[str, Fields], ...] = (
    ("BM25, syllables of the text", lambda e: [[], [], syllables(e.text)]),
    ("+ titles and headings as fields", lambda e: [syllables(e.title), syllables(e.heading), syllables(e.text)]),
    ("+ pairs and numbers", lambda e: [tokens(e.title), tokens(e.heading), tokens(e.text)]),
    ("+ abbreviations spelt out", terms_of),
)
TYPED = (("unaccented", "without diacritics"), ("typos", "a slip per eight words"))


@dataclass(frozen=True)
class Line:
    """A way of searching, and what it found: measure → its value for each question, in their order."""

    name: str
    values: dict[str, tuple[float, ...]]


def contributions(dataset: Dataset, searcher: Searcher, folder: Path, embeddings: Embedder) -> Iterable[Line]:
    """Ever more of the lexical part, the dense part by first and by all passages, both fused.

    `folder` is the set's index, whose vectors are read.
    """
    for name, fields in LEXICAL:
        yield _line(name, dataset, dataset.questions, _by_fields(dataset, fields))
    yield _line("+ words of headings: lexical", dataset, dataset.questions, _by_mode(searcher, "lexical"))
    first = _by_first_passage(dataset, folder, embeddings)
    yield _line("dense, first passage of each article", dataset, dataset.questions, first)
    yield _line("dense, all passages", dataset, dataset.questions, _by_mode(searcher, "dense"))
    yield _line("**fused**", dataset, dataset.questions, _by_mode(searcher, "fused"))


def typed(dataset: Dataset, searcher: Searcher) -> Iterable[Line]:
    """The questions as they are, without diacritics, and with slips; the last also without putting slips right."""
    for mode in MODES:
        ranking = _by_mode(searcher, mode)
        respelt = _respelt(searcher, ranking)
        yield _line(f"{mode}, as asked", dataset, dataset.questions, respelt)
        for kind, name in TYPED:
            questions = {key: rewrite(text, kind, SEED) or text for key, text in dataset.questions.items()}
            yield _line(f"{mode}, {name}", dataset, questions, respelt)
            if kind == "typos":
                yield _line(f"{mode}, {name}, not put right", dataset, questions, ranking)


def as_table(lines: Sequence[Line], against: Mapping[str, str] | None = None) -> str:
    """A row a line with 95 % intervals; a line that `against` compares with another shows the difference too."""
    table = [f"| | {' | '.join(SHOWN)} |", "|---|" + "---|" * len(SHOWN)]
    by_name = {line.name: line for line in lines}
    for line in lines:
        cells = []
        for measure in SHOWN:
            values = line.values[measure]
            low, high = interval(values)
            cell = f"{np.mean(values):.3f} ({low:.3f}–{high:.3f})"
            if against and line.name in against:
                cell += f" {np.mean(values) - np.mean(by_name[against[line.name]].values[measure]):+.3f}"
            cells.append(cell)
        table.append(f"| {line.name} | {' | '.join(cells)} |")
    return "\n".join(table) + "\n"


def against_as_asked(lines: Sequence[Line]) -> dict[str, str]:
    """Which line of `typed` each is compared with: its mode's as asked."""
    return {
        line.name: f"{line.name.partition(',')[0]}, as asked" for line in lines if not line.name.endswith("as asked")
    }


def _line(name: str, dataset: Dataset, questions: Mapping[str, str], ranking: Ranking) -> Line:
    values = per_question({key: ranking(text) for key, text in questions.items()}, dataset.qrels)
    return Line(name, {measure: tuple(values[key][measure] for key in questions) for measure in SHOWN})


def _by_mode(searcher: Searcher, mode: Mode) -> Ranking:
    return lambda question: [hit.entry for hit in searcher.search(question, DEPTH, mode)]


def _respelt(searcher: Searcher, ranking: Ranking) -> Ranking:
    return lambda question: ranking(searcher.respelled(question))


def _by_fields(dataset: Dataset, fields: Fields) -> Ranking:
    ids = [entry.id for entry in dataset.entries]
    postings = Postings.build(map(fields, dataset.entries))
    nothing: Iterable[list[list[str]]] = ([[], [], []] for _ in ids)
    index = LexicalIndex([Terms(postings, Postings.build(nothing), None)])
    return lambda question: _best(index.scores(question), ids)


def _by_first_passage(dataset: Dataset, folder: Path, embeddings: Embedder) -> Ranking:
    ids = [entry.id for entry in dataset.entries]
    cache = VectorCache(folder / "vectors.sqlite")
    try:
        vectors = cache.embed([passages_of(entry)[0] for entry in dataset.entries], embeddings)
    finally:
        cache.close()
    return lambda question: _best(vectors @ embeddings.embed([question], "query")[0], ids)


def _best(scores: np.ndarray, ids: Sequence[str]) -> list[str]:
    return [ids[row] for row in np.argsort(-scores, kind="stable")[:DEPTH]]
