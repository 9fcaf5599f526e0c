"""A text of the corpus, letter by letter, with the quoted words highlighted and scrolled into view.

The browser gets the text as data and sets it as `textContent`: nothing in a regulation can act as markup.
"""

from __future__ import annotations

from assistant.ui.component import component
from assistant.ui.words import say

_mount = component(__file__)


def passage(text: str, start: int, end: int, key: str) -> None:
    """Show `text` with `text[start:end]` highlighted; an empty span highlights nothing."""
    _mount(
        key=key,
        data={
            "before": text[:start],
            "quoted": text[start:end],
            "after": text[end:],
            "name": say("panel.text"),
        },
    )
