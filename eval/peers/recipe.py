"""Peer: the common recipe for asking one's documents.

LangChain's recursive splitter (1,000 characters, 200 of overlap), `multilingual-e5-small` in sentence-transformers in
float32 from the folder that `index.make_model --folder` saves, a flat FAISS index, the nearest chunks. An article is
found by its nearest chunk. Needs the extra [models]; `CANCU_RECIPE` names the folder, default `build/e5-small`.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.settings import PROJECT
from corpus.errors import NotFound
from index.embed import SentenceTransformerEmbeddings
from index.types import Entry
from index.vectors import VectorCache

SIZE, OVERLAP = 1000, 200
WIDEST = 512  # tokens: no chunk is cut
PER_ARTICLE = 10  # chunks asked for, for each article wanted: several chunks may be of one article


class CommonRecipe:
    """Chunks, sentence-transformers and FAISS, as tutorials put them together.

    Vectors are kept by content, so that an interrupted run goes on; `seconds.json` beside them counts all the time
    that embedding took.
    """

    name = "splitter 1,000/200 + e5-small fp32 + FAISS"

    def __init__(self, folder: Path) -> None:
        model = Path(os.environ.get("CANCU_RECIPE") or PROJECT / "build" / "e5-small")
        if not model.is_dir():
            raise NotFound(
                f"Không thấy mô hình của cách làm đối chứng ở “{model}”: hãy tạo bằng "
                "“python -m index.make_model … --folder build/e5-small”, hoặc đặt CANCU_RECIPE."
            )
        self._folder = folder
        self._embeddings = SentenceTransformerEmbeddings(str(model), WIDEST)
        self._owners: list[str] = []
        self._index: Any = None
        self.spent = 0.0  # seconds of embedding, those of interrupted runs included

    def index(self, corpus: Sequence[Entry]) -> None:
        """Split, embed, put into a flat index."""
        import faiss
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
        chunks = []
        for entry in corpus:
            parts = splitter.split_text(f"{entry.title}\n{entry.heading}\n{entry.text}")
            chunks += parts
            self._owners += [entry.id] * len(parts)
        clock = self._folder / "seconds.json"
        before = json.loads(clock.read_text()) if clock.exists() else 0.0
        began = time.monotonic()

        def tell(done: int, total: int) -> None:
            self.spent = before + time.monotonic() - began
            clock.write_text(json.dumps(round(self.spent, 1)))

        cache = VectorCache(self._folder / "vectors.sqlite")
        try:
            vectors = cache.embed(chunks, self._embeddings, tell)
        finally:
            cache.close()
        self.spent = json.loads(clock.read_text()) if clock.exists() else 0.0
        self._index = faiss.IndexFlatIP(self._embeddings.dimension)
        self._index.add(vectors)
        faiss.write_index(self._index, str(self._folder / "chunks.faiss"))

    def search(self, question: str, k: int) -> list[str]:
        """The articles of the nearest chunks."""
        vector = self._embeddings.embed([question], "query")
        _, found = self._index.search(vector, min(k * PER_ARTICLE, len(self._owners)))
        return list(dict.fromkeys(self._owners[int(place)] for place in found[0] if place >= 0))[:k]
