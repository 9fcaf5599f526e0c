"""What dense search does at sizes beyond the corpora at hand: real vectors, perturbed and normalised again.

The index is the product's: segments of as many passages as `index.update` writes, each searched as `LocalStore` does.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.child import measured, milliseconds
from eval.memory import megabytes_now
from index.dense import FaissIndex, Vectors

SEGMENT = 250_000  # passages: those of the 100,000 entries that a segment takes at most
NOISE = 0.35  # length of the perturbation beside a vector of length 1: cosine to the original about 0.94
FOUND = 10
Tell = Callable[[str], None]


def scale(vectors: Vectors, questions: Vectors, rows: int, folder: Path, tell: Tell) -> dict[str, Any]:
    """Build an index of `rows` perturbed vectors in a folder, search it for questions, and compare with exact search.

    `vectors` (passages, dimension) and `questions` (questions, dimension) are of unit length. The folder is of this
    measurement alone and is deleted after it. ValueError for fewer rows than are searched for.
    """
    if rows < FOUND:
        raise ValueError(f"{rows} rows are too few to search {FOUND} of")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    seconds = 0.0
    best = np.zeros((len(questions), 0), np.float32)
    rows_of = np.zeros((len(questions), 0), np.int64)
    for number, (offset, block) in enumerate(perturbed(vectors, rows)):
        tell(f"Lập chỉ mục {offset + len(block):,} / {rows:,}")
        began = time.perf_counter()
        FaissIndex.build(block).save(folder / f"{number:03}.faiss")
        seconds += time.perf_counter() - began
        products = questions @ block.T
        top = np.argsort(-products, axis=1)[:, :FOUND] if len(block) <= FOUND else _highest(products)
        best = np.concatenate([best, np.take_along_axis(products, top, axis=1)], axis=1)
        rows_of = np.concatenate([rows_of, top + offset], axis=1)
        kept = np.argsort(-best, axis=1)[:, :FOUND]
        best, rows_of = np.take_along_axis(best, kept, axis=1), np.take_along_axis(rows_of, kept, axis=1)
    np.save(folder / "questions.npy", questions, allow_pickle=False)
    np.save(folder / "exact.npy", rows_of, allow_pickle=False)
    tell("Tìm")
    searched = measured("eval.scale", folder)
    size = sum(path.stat().st_size for path in folder.glob("*.faiss"))
    made = {"rows": rows, "build_seconds": round(seconds), "disk_megabytes": round(size / 1e6)}
    shutil.rmtree(folder)
    return {**searched, **made}


def _highest(products: Vectors) -> NDArray[np.int64]:
    """The places of the FOUND highest in each row, in any order."""
    return np.argpartition(-products, FOUND, axis=1)[:, :FOUND]


def perturbed(vectors: Vectors, rows: int, seed: int = 3) -> Iterator[tuple[int, Vectors]]:
    """Blocks of a segment's size, each with the row it begins at; the first `len(vectors)` rows are the vectors as
    they are.
    """
    chance = np.random.default_rng(seed)
    spread = NOISE / np.sqrt(vectors.shape[1])
    for offset in range(0, rows, SEGMENT):
        places = np.arange(offset, min(offset + SEGMENT, rows))
        block = vectors[places % len(vectors)].copy()
        copies = places >= len(vectors)
        block[copies] += spread * chance.standard_normal((int(copies.sum()), block.shape[1]), np.float32)
        block /= np.linalg.norm(block, axis=1, keepdims=True)
        yield offset, block


def search(folder: Path) -> dict[str, float]:
    """Open what `scale` built and search it in this process, as `LocalStore` does over its segments."""
    questions, exact = np.load(folder / "questions.npy"), np.load(folder / "exact.npy")
    before = megabytes_now()
    began = time.perf_counter()
    segments = [FaissIndex.open(path) for path in sorted(folder.glob("*.faiss"))]
    opened = time.perf_counter() - began
    offsets = np.cumsum([0, *map(len, segments)])

    def nearest(vector: Vectors) -> list[int]:
        found = [
            (score, int(offset) + row)
            for segment, offset in zip(segments, offsets, strict=False)
            for row, score in segment.search(vector, 400)
        ]
        return [row for _, row in sorted(found, reverse=True)[:FOUND]]

    hits = [len(set(nearest(vector)) & set(map(int, rows))) for vector, rows in zip(questions, exact, strict=True)]
    figures = {"open_seconds": opened, "recall": sum(hits) / exact.size}
    figures |= milliseconds(nearest, questions, questions) | {"megabytes": megabytes_now() - before}
    return {name: round(value, 3) for name, value in figures.items()}


def as_table(found: Sequence[dict[str, Any]], pace: float) -> str:
    """A row a size; `pace` passages a second is what embedding was measured at."""
    heads = (
        *("passages", "embedding, estimate", "index build", "disk", "opened in", "memory"),
        *("p50 / p95 alone", "p50 / p95, eight at once", f"recall@{FOUND} of exact"),
    )
    rows = [
        (
            f"{one['rows']:,}",
            f"{one['rows'] / pace / 3600:.1f} h",
            f"{one['build_seconds']:,} s",
            f"{one['disk_megabytes']:,} MB",
            f"{one['open_seconds']:.2f} s",
            f"{one['megabytes']:,.0f} MB",
            f"{one['alone_p50']:.0f} / {one['alone_p95']:.0f} ms",
            f"{one['eight_p50']:.0f} / {one['eight_p95']:.0f} ms",
            f"{one['recall']:.3f}",
        )
        for one in found
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in (heads, ("---",) * len(heads), *rows))


if __name__ == "__main__":
    print(json.dumps(search(Path(sys.argv[1]))))
