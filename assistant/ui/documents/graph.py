"""What binds a document to others, drawn: earlier documents at the left, later ones at the right, each a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.ui.component import component
from assistant.ui.listing import Item

_mount = component(__file__)


class Group(NamedTuple):
    """Documents bound in one way; one without an id is not in the corpus."""

    name: str
    items: tuple[Item, ...]


def show_graph(name: str, earlier: Sequence[Group], later: Sequence[Group], key: str) -> str | None:
    """The graph around a document; the id of the document that was just clicked."""

    def told(groups: Sequence[Group]) -> list[dict[str, object]]:
        return [{"name": group.name, "items": [item._asdict() for item in group.items]} for group in groups]

    result = _mount(
        data={"name": name, "earlier": told(earlier), "later": told(later)}, key=key, on_chosen_change=lambda: None
    )
    return str(result.chosen) if result.chosen else None
