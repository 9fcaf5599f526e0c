"""Text to take away: shown whole, with a button that copies it."""

from __future__ import annotations

from assistant.ui.component import component
from assistant.ui.words import say

_mount = component(__file__)


def show_copying(text: str, key: str) -> None:
    """Show the text, letter by letter, and the button."""
    _mount(
        data={
            "text": text,
            "name": say("copying.text"),
            "copy": say("copying.copy"),
            "copied": say("copying.copied"),
            "failed": say("copying.failed"),
        },
        key=key,
    )
