"""Labelled question sets: a corpus of articles, questions and which articles answer them."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import NotFound
from index.types import Entry

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "bench"
NAMES = ("alqac25", "zalo_dev", "alqac22", "vlsp23")


@dataclass(frozen=True)
class Dataset:
    """`qrels[question]` are the ids of the articles that answer it; `groups[question]` a group to report apart."""

    name: str
    entries: list[Entry]
    questions: dict[str, str]
    qrels: dict[str, frozenset[str]]
    groups: dict[str, str]
    sha256: str


def folder_of(name: str) -> Path:
    """Where a set lies, or would lie."""
    return Path(os.environ.get("CANCU_BENCH") or BESIDE) / name


def load(name: str) -> Dataset:
    """A set by name from the folder that CANCU_BENCH names, or `shared/data/bench` beside the repository.

    NotFound when it is not there. Questions without a labelled article are left out.
    """
    folder = folder_of(name)
    files = [folder / file for file in ("corpus.jsonl.gz", "queries.jsonl", "qrels.tsv")]
    absent = [file for file in files if not file.exists()]
    if absent:
        raise NotFound(
            f"Không thấy bộ câu hỏi “{name}” ({absent[0]}). Có các bộ {', '.join(NAMES)}; "
            "đặt thư mục chứa chúng vào biến CANCU_BENCH."
        )
    corpus = gzip.decompress(files[0].read_bytes()).decode("utf-8")
    rows = [json.loads(line) for line in corpus.splitlines()]
    entries = [Entry(r["id"], r.get("doc_title") or r["law_id"], r["title"], r["text"], r["law_id"]) for r in rows]
    qrels: dict[str, set[str]] = defaultdict(set)
    for line in files[2].read_text(encoding="utf-8").splitlines():
        question, article, relevance = line.split("\t")
        if int(relevance) > 0:
            qrels[question].add(article)
    asked = [json.loads(line) for line in files[1].read_text(encoding="utf-8").splitlines()]
    kept = {row["id"]: row for row in asked if row["id"] in qrels}
    return Dataset(
        name=name,
        entries=entries,
        questions={key: row["text"] for key, row in kept.items()},
        qrels={key: frozenset(qrels[key]) for key in kept},
        groups={key: row.get("group", "") for key, row in kept.items()},
        sha256=hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest(),
    )
