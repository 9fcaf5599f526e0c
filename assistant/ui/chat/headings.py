"""The list of conversations: one element, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.ui.component import component

_mount = component(__file__)


class Item(NamedTuple):
    """A conversation: its title, when it was changed and whether it is pinned in words, whether it is shown now."""

    id: str
    title: str
    when: str
    here: bool


def show_headings(items: Sequence[Item]) -> str | None:
    """The list; the id of the conversation that was just clicked."""
    result = _mount(data={"items": [item._asdict() for item in items]}, key="headings", on_chosen_change=lambda: None)
    return str(result.chosen) if result.chosen else None
