"""The regulations that training reads: corpora of articles, one JSON object a line (`corpus.jsonl.gz`)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from index.passages import passages_of
from index.types import Entry


def entries_in(files: Iterable[Path]) -> list[Entry]:
    """The articles of corpora: rows with id, law_id, title, text and perhaps doc_title."""
    rows = (json.loads(line) for file in files for line in gzip.decompress(file.read_bytes()).decode().splitlines())
    return [Entry(r["id"], r.get("doc_title") or r["law_id"], r["title"], r["text"], r["law_id"]) for r in rows]


def held_out_texts(file: Path, count: int = 60) -> list[str]:
    """Passages and headings of a corpus that is not trained on, evenly spread, with their prefixes."""
    entries = entries_in([file])
    chosen = entries[:: max(1, len(entries) // count)][:count]
    return [text for e in chosen for text in (f"passage: {passages_of(e)[0]}", f"query: {e.heading}")]
