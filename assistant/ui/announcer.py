"""What screen readers are told: once, when something is done, never word by word while it comes."""

from __future__ import annotations

from assistant.ui.component import component

_mount = component(__file__)


def announce(text: str) -> None:
    """Have it read out, unless it was just now."""
    _mount(data={"text": text}, key="announcer")
