"""Two texts side by side, the changes marked by word: underlined or struck through, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.comparing import Mark, Pair, Unit, Words
from assistant.ui.component import component
from assistant.ui.words import say

_mount = component(__file__)


def show_diff(left: str, right: str, pairs: Sequence[Pair], key: str) -> None:
    """The pairs in rows under the names of both sides."""
    _mount(
        data={
            "left": left,
            "right": right,
            "said": {mark.value: say(f"compare.{mark.value}") for mark in Mark},
            "pairs": [
                {
                    "mark": pair.mark.value,
                    "left": _side(pair.left, pair.left_words),
                    "right": _side(pair.right, pair.right_words),
                }
                for pair in pairs
            ],
        },
        key=key,
    )


def _side(unit: Unit | None, words: Sequence[Words]) -> dict[str, Any] | None:
    return {"name": unit.name, "words": [[said.text, said.mark.value] for said in words]} if unit else None
