"""The regulations that training reads: the articles of the bench sets, and of the egov files once indexed."""

from __future__ import annotations

from index.passages import passages_of
from index.types import Entry


def distilled_on() -> list[Entry]:
    """The articles of zalo_dev and alqac22, and the provisions of the real e-government files."""
    from eval import datasets

    return [*datasets.load("zalo_dev").entries, *datasets.load("alqac22").entries]


def held_out_texts(count: int = 60) -> list[str]:
    """Passages and headings of alqac25, evenly spread, with their prefixes."""
    from eval import datasets

    entries = datasets.load("alqac25").entries
    chosen = entries[:: max(1, len(entries) // count)][:count]
    return [text for e in chosen for text in (f"passage: {passages_of(e)[0]}", f"query: {e.heading}")]
