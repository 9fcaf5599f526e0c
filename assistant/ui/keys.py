"""Keyboard shortcuts, and the list of them on “?”: all in the browser, so that no key waits for the server."""

from __future__ import annotations

from assistant.ui.component import component
from assistant.ui.words import say

# Single keys do nothing while something is typed, may be turned off, and never while a Vietnamese letter is composed.
_mount = component(__file__)
KEYS = (
    ("/", "ask"),
    ("Ctrl K", "search"),
    ("N", "new"),
    ("Enter", "send"),
    ("Shift Enter", "line"),
    ("Esc", "stop"),
    ("?", "list"),
)


def show_keys() -> None:
    """The button that lists the shortcuts."""
    _mount(
        data={
            "name": say("keys.name"),
            "keys": [[keys, say(f"keys.{does}")] for keys, does in KEYS],
            "off": say("keys.off"),
            "close": say("keys.close"),
        },
        key="keys",
    )
