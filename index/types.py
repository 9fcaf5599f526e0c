"""The nouns of search."""

from __future__ import annotations

from dataclasses import dataclass

DENSE = 0.4  # weight of the dense part in fusion: best or near it on egov's development questions


@dataclass(frozen=True)
class Entry:
    """What is searched: an article with its clauses, or a section of a document without articles.

    `title` names the document, `heading` is the entry's own title; both are searched, only `text` is quoted from.
    `document` is the id of the document.
    """

    id: str
    title: str
    heading: str
    text: str
    document: str


@dataclass(frozen=True)
class Hit:
    """An entry found: `score` is in [0, 1] for fused search; `from_` gives each part's normalised score.

    `passages` are those of its passages that are among the nearest of the corpus: the number in the entry and how near
    it is, from 0 to 1, the nearest first.
    """

    entry: str
    score: float
    from_: tuple[tuple[str, float], ...] = ()
    passages: tuple[tuple[int, float], ...] = ()
