"""Where the vector of a question is turned, so that the passages that answer it are the nearest.

The embedding model sets a question and a passage side by side as texts on the same matter. A linear map of questions
alone, learnt from labelled questions by `eval.aiming`, moves a question toward what answers it: passages keep their
vectors, so an index stays as it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "question.npz"  # beside the model, named with its checksum in `model.json`


@dataclass(frozen=True)
class Aim:
    """A vector v becomes v + `turn` v + `shift`, made of length 1. Shapes (h, h) and (h,), float32."""

    turn: NDArray[np.float32]
    shift: NDArray[np.float32]

    @property
    def digest(self) -> str:
        """A hash of the map."""
        return hashlib.sha256(self.turn.tobytes() + self.shift.tobytes()).hexdigest()

    def of(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit vectors for questions' unit vectors, float32 (questions, h)."""
        moved = vectors + vectors @ self.turn.T + self.shift
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def save_aim(aim: Aim, path: Path) -> None:
    """Write it in half floats."""
    np.savez_compressed(path, turn=aim.turn.astype(np.float16), shift=aim.shift.astype(np.float16))


def load_aim(path: Path) -> Aim:
    """Read what `save_aim` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        return Aim(kept["turn"].astype(np.float32), kept["shift"].astype(np.float32))
