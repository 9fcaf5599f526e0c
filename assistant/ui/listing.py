"""A list of documents to choose from: each a link with its name, title and validity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.ui.component import component

_mount = component(__file__)


class Item(NamedTuple):
    """A line of the list; `colour` is that of the status, which stands there in words."""

    id: str
    name: str
    title: str
    about: str
    status: str
    colour: str
    address: str


def show_listing(items: Sequence[Item], key: str) -> str | None:
    """The list; the id of the one that was just clicked."""
    chosen = _mount(data={"items": [item._asdict() for item in items]}, key=key, on_chosen_change=lambda: None).chosen
    return str(chosen) if chosen else None
