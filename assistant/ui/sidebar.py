"""The sidebar on a telephone: closed when something was chosen in it."""

from __future__ import annotations

from assistant.ui.component import component

_mount = component(__file__)


def close_when_chosen() -> None:
    """Have the browser do so."""
    _mount(key="sidebar-closing", height=0)
