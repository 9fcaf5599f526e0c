"""Small components of our own, each a Python file with its HTML, CSS and JavaScript beside it: nothing to build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st


def component(module: str) -> Any:
    """The component of a module (its `__file__`), from the files of its name; those it has not are left out."""
    file = Path(module)
    parts: dict[str, Any] = {
        kind: path.read_text(encoding="utf-8")
        for kind in ("html", "css", "js")
        if (path := _beside(file, kind)).exists()
    }
    return st.components.v2.component(f"cancu_{file.stem}", **parts)


def _beside(file: Path, kind: str) -> Path:
    return file.with_suffix(f".{kind}")
