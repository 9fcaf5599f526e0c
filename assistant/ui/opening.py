"""The assistant, opened once per process and again when a new index is there."""

from __future__ import annotations

import gc
import threading
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.settings import Settings
from assistant.ui.words import say
from index.stores import stamp

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.evidence import Evidence
    from assistant.shelf import Row
    from corpus.catalogue import Catalogue


def opened() -> Assistant:
    """The assistant over the data folder of the environment; IndexMissing when nothing has been indexed."""
    settings = Settings.from_environment()
    with st.spinner(say("page.opening")):
        return _open(settings, str(settings), stamp(settings.index, settings.vectors))


def evidence_on(as_of: date) -> Evidence:
    """The corpus as it is known on a day: statuses are worked out once for all tabs, until the corpus changes."""
    assistant = opened()
    written = assistant.catalogue.written()
    return _evidence(assistant.catalogue, str(assistant.settings), as_of, written)


def rows_on(as_of: date) -> list[Row]:
    """The documents as the list shows them, with their statuses on a day; made once for all tabs."""
    assistant = opened()
    return _rows(evidence_on(as_of), str(assistant.settings), as_of, assistant.catalogue.written())


def examples() -> dict[str, tuple[str, ...]]:
    """Questions to begin with, by who would ask them; made once for each state of the corpus."""
    assistant = opened()
    return _examples(assistant.catalogue, str(assistant.settings), assistant.catalogue.written())


def examples_about(document: str) -> dict[str, tuple[str, ...]]:
    """Questions to begin with about one document, by its id."""
    from assistant.welcome import examples_about as of

    return {"official": of(opened().catalogue, document)}


@st.cache_resource(max_entries=1, show_spinner=False)
def _examples(_catalogue: Catalogue, name: str, written: tuple[str, int, int]) -> dict[str, tuple[str, ...]]:
    from assistant.welcome import examples as of

    return of(_catalogue)


@st.cache_resource(max_entries=8, show_spinner=False)
def _evidence(_catalogue: Catalogue, name: str, as_of: date, written: tuple[str, int, int]) -> Evidence:
    from assistant.evidence import Evidence

    return Evidence(_catalogue, as_of)


@st.cache_resource(max_entries=2, show_spinner=False)
def _rows(_evidence: Evidence, name: str, as_of: date, written: tuple[str, int, int]) -> list[Row]:
    from assistant.shelf import rows_of

    return rows_of(_evidence)


@st.cache_resource(max_entries=1, show_spinner=False)
def _open(_settings: Settings, name: str, snapshot: str) -> Assistant:
    # The engines take seconds to import: the page's frame is drawn first.
    from assistant.ask import Assistant

    assistant = Assistant.open(_settings)
    threading.Thread(target=_warm, args=(assistant,), daemon=True).start()  # beside the first page being drawn
    return assistant


def _warm(assistant: Assistant) -> None:
    """Load what a first question would wait for.

    Streamlit collects garbage, all of it, after every click: what stays for good need not be looked through each time.
    """
    assistant.searcher.warm()
    gc.collect()
    gc.freeze()
