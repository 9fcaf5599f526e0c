"""The store that CANCU_VECTORS names: Milvus, or the data folder when it names none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import IndexMissing
from index import snapshot
from index.local import LocalStore
from index.snapshot import Snapshot
from index.store import Store

if TYPE_CHECKING:
    from index.milvus import Manifest


def open_store(folder: Path, vectors: str = "") -> Store:
    """The index in use. IndexMissing when there is none or it is damaged, Misconfigured for a setting that is wrong."""
    if not vectors:
        return LocalStore.open(folder)
    from index.milvus import MilvusStore
    from index.milvus_server import Address

    return MilvusStore.open(Address.parse(vectors))


def in_use(folder: Path, vectors: str = "") -> Snapshot | Manifest:
    """What the index in use was made from; IndexMissing when there is none."""
    if not vectors:
        return snapshot.current(folder)
    from index.milvus import connected, latest
    from index.milvus_server import Address

    return latest(connected(Address.parse(vectors)))


def stamp(folder: Path, vectors: str = "") -> str:
    """What changes whenever another index is put in use; "" when there is none."""
    if not vectors:
        current = folder / snapshot.CURRENT
        return current.read_text(encoding="utf-8") if current.exists() else ""
    try:
        return in_use(folder, vectors).id
    except IndexMissing:
        return ""
