"""A sentence on its way into an answer: its words and the quotations it rests on, before marks and checks."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Quote


@dataclass(frozen=True)
class Draft:
    """`verbatim` sentences are quotations themselves; the others state a fact of the catalogue or a model's claim.

    `about` is the part of the question that it answers, "" for a question of one part.
    """

    text: str
    quotes: tuple[Quote, ...]
    verbatim: bool = False
    about: str = ""
