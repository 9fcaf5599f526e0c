"""A document's text with its outline: references are links, defined terms tell their meaning, tables are tables.

The browser gets the text as data and sets it as `textContent`: nothing in a regulation can act as markup. Going from
place to place in the text asks nothing of the server.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from assistant.reading import Piece, Reading
from assistant.ui.component import component
from assistant.ui.words import say

HEADED = {"chapter", "part", "section", "subsection", "article", "appendix", "attachment"}
_mount = component(__file__)


class Going(NamedTuple):
    """Where a reader wants to go: a document and the key of a provision in it."""

    document: str
    key: str


def show_reader(reading: Reading, document: str, name: str, at: str, address: str, key: str) -> Going | None:
    """The text with its outline, the provision `at` shown; where to, when a link to another document was clicked.

    `address` is that of a document's page, with {document} and {key}.
    """
    result = _mount(
        data={
            "document": document,
            "name": name,
            "at": at,
            "find": say("documents.find"),
            "none": say("documents.find_none"),
            "missing": say("documents.missing"),
            "outlineName": say("documents.outline"),
            "outline": [entry._asdict() | {"address": _to(address, document, entry.key)} for entry in reading.outline],
            "blocks": [
                {
                    "key": block.key,
                    "level": block.level,
                    "heading": block.level in HEADED,
                    "parts": [_part(part, address) for part in block.parts],
                    "ended": block.ended,
                    "changes": [[f"{c.text[:1].upper()}{c.text[1:]}.", c.wording.strip()] for c in block.changes],
                }
                for block in reading.blocks
            ],
        },
        key=key,
        on_opened_change=lambda: None,
    )
    opened = result.opened
    return Going(str(opened["document"]), str(opened["key"])) if opened else None


def _part(part: tuple[Any, ...], address: str) -> dict[str, Any]:
    if not isinstance(part[0], Piece):
        return {"rows": part}
    return {
        "pieces": [
            {name: value for name, value in piece._asdict().items() if value}
            | ({"address": _to(address, piece.document, piece.key)} if piece.document else {})
            for piece in part
        ]
    }


def _to(address: str, document: str, key: str) -> str:
    from urllib.parse import quote

    return address.format(document=quote(document), key=quote(key))
