"""Which questions of the bench sets are for development and which for the test: `sets/bench_splits.json`.

`cancu eval overlaps --write` makes the file; it holds ids only, and the hash of each set that they are of.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import Misconfigured
from corpus.files import write_whole

FILE = Path(__file__).with_name("sets") / "bench_splits.json"


@dataclass(frozen=True)
class Splits:
    """Set → its SHA-256 and the ids of its test questions; the others are for development."""

    sets: dict[str, dict[str, object]]

    @classmethod
    def load(cls, path: Path = FILE) -> Splits:
        """The splits that ship."""
        return cls(json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})

    def of_bench(self, name: str, sha256: str, questions: list[str]) -> dict[str, str]:
        """Question → "dev" or "test"; empty for a set without splits.

        Misconfigured when the set is not the one that was split.
        """
        known = self.sets.get(name)
        if known is None:
            return {}
        if known["sha256"] != sha256:
            raise Misconfigured(
                f"Bộ “{name}” đã khác bộ được chia ({FILE.name}): hãy chia lại bằng “cancu eval overlaps --write”."
            )
        test = set(known["test"])  # type: ignore[call-overload]
        return {question: "test" if question in test else "dev" for question in questions}


def write(splits: dict[str, dict[str, str]], hashes: dict[str, str], path: Path = FILE) -> None:
    """Write the splits of sets by the ids of their test questions."""
    sets = {
        name: {"sha256": hashes[name], "test": sorted(q for q, side in sides.items() if side == "test")}
        for name, sides in splits.items()
    }
    write_whole(path, json.dumps(sets, ensure_ascii=False, indent=0) + "\n")
