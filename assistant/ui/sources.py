"""Where a copy came from, for a reader."""

from __future__ import annotations

from assistant.ui.words import say


def source_of(source: str) -> str:
    """A copy's source: an address or a file as it is; a digest that ships is of the library."""
    library, colon, name = source.partition(":")
    if library == "library" and colon:
        return say("panel.library", name=name)
    return source or say("panel.no_source")
