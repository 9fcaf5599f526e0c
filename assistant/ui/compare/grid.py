"""The matrix as a table: each cell quotes with a link to where the words stand, or says that nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.matrix import Cell, Line
from assistant.paper import words_of
from assistant.types import Citation
from assistant.ui.addresses import address_of
from assistant.ui.component import component
from assistant.ui.documents.reader import Going
from assistant.ui.words import say

_mount = component(__file__)


def show_grid(requirements: Sequence[str], lines: Sequence[Line], key: str) -> Going | None:
    """The table; where to, when a citation was clicked."""
    result = _mount(
        data={
            "name": say("compare.matrix"),
            "columns": list(requirements),
            "rows": [
                {
                    "name": line.name,
                    "cells": [_cell(cell) for cell in line.cells],
                    "none": say("compare.not_in_digest" if line.only_digests else "compare.not_ruled"),
                }
                for line in lines
            ],
        },
        key=key,
        on_opened_change=lambda: None,
    )
    return Going(str(result.opened["document"]), str(result.opened["key"])) if result.opened else None


def _cell(cell: Cell) -> dict[str, Any] | None:
    cited: Citation | None = cell.citation
    if cited is None:
        return None
    provision = cited.quote.provision
    return {
        "quote": words_of(cited),
        "citation": cited.citation,
        "status": cited.status_text,
        "document": cited.document.id,
        "key": provision.key,
        "address": address_of(cited.document.id, provision.key),
    }
