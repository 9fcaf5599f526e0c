"""What an answer costs over a large corpus: the time from a question to its complete answer.

Passages get vectors drawn at random: to read 120,000 of them takes the model half an hour, and how long a search takes
does not depend on where they point. Questions, and the clauses compared with them, are read by the real model. Nothing
here is a figure of quality.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np

from assistant.ask import Assistant
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from eval.child import measured, milliseconds
from eval.corpora import Tell
from eval.datasets import Dataset
from eval.laws import read_in
from eval.memory import megabytes_now, peak_megabytes
from index.dense import Vectors
from index.embed import BundledEmbeddings, Progress, States
from index.entries import entries_of
from index.search import Searcher
from index.update import update


class Unread:
    """The bundled model; while an index is built (`building`) passages get vectors that say nothing.

    With `as_read` the index passes for one of the bundled model.
    """

    setting = ""

    def __init__(self, building: bool = False, as_read: bool = False) -> None:
        self._building = building
        self._model = BundledEmbeddings()
        self.dimension = self._model.dimension
        self.asking, self.usual = self._model.asking, self._model.usual
        self.revision = self._model.revision if as_read else f"unread-{self._model.revision}"
        self._random = np.random.default_rng(2026)

    def embed(
        self, texts: Sequence[str], prefix: Literal["query", "passage"], progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors, float32 (len(texts), dimension)."""
        if not self._building:
            return self._model.embed(texts, prefix, progress)
        drawn: Vectors = self._random.standard_normal((len(texts), self.dimension), np.float32)
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        if progress:
            progress(len(texts), len(texts))
        return drawn

    def states(self, texts: Sequence[str], prefix: Literal["query", "passage"]) -> list[States] | None:
        """What the model makes of the pieces of each text."""
        return self._model.states(texts, prefix)

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""
        return self._model.embed_query(text)


def speed(dataset: Dataset, base: Settings, questions: int, tell: Tell = lambda _: None) -> dict[str, Any]:
    """The figures of so many of a set's questions, half asked one by one, half eight at a time; megabytes."""
    laws = read_in(dataset, base, tell)
    folder = laws.settings.data / "unread"
    catalogue = Catalogue(laws.settings.catalogue)
    try:
        update(
            folder,
            catalogue.fingerprints(),
            lambda keys: entries_of(catalogue, keys),
            Unread(building=True),
            catalogue.fingerprint(),
            lambda done, total, what: tell(f"{what} {done}/{total}"),
        )
    finally:
        catalogue.close()
    step = max(1, len(dataset.questions) // questions)
    tell("Hỏi")
    found: dict[str, Any] = measured("eval.speed", laws.settings.data, list(dataset.questions.values())[::step])
    return found


def measure(data: Path, questions: Sequence[str]) -> dict[str, Any]:
    """The same in this process, over what `speed` made."""
    settings = Settings(data=data)
    assistant = Assistant(settings, Catalogue(settings.catalogue), Searcher.open(data / "unread", Unread()))
    assistant.ask("làm nóng")
    opened = megabytes_now()
    alone, together = questions[::2], questions[1::2]  # the model's readings are kept: no question is asked twice
    figures: dict[str, Any] = milliseconds(assistant.ask, alone, together)
    return {name: round(value, 1) for name, value in figures.items()} | {
        "questions": len(questions),
        "opened_megabytes": opened,
        "megabytes": megabytes_now(),
        "peak_megabytes": peak_megabytes(),
    }


def as_table(found: dict[str, Any]) -> str:
    """The figures in Markdown."""
    return (
        "| questions | alone, p50 / p95 ms | eight at once, p50 / p95 ms | MB after the first, the last, at most |\n"
        "|---|---|---|---|\n"
        f"| {found['questions']} | {found['alone_p50']} / {found['alone_p95']} "
        f"| {found['eight_p50']} / {found['eight_p95']} "
        f"| {found['opened_megabytes']:.0f}, {found['megabytes']:.0f}, {found['peak_megabytes']:.0f} |\n"
    )


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), json.loads(sys.stdin.read()))))
