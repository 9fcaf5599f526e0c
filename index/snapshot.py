"""Snapshots on disk: each written whole beside the old one, its manifest last, then one atomic switch.

`current` names the snapshot in use. Killing a build at any moment leaves the last complete one readable; a folder
without a manifest is an unfinished build, swept by the next one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from corpus.errors import IndexMissing
from corpus.files import write_whole

MANIFEST = "manifest.json"
CURRENT = "current"


def write(folder: Path, fill: Callable[[Path], dict[str, Any]]) -> Path:
    """Write a new snapshot: `fill` puts its files into the folder it is given and returns what the manifest says."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(str(folder / "lock")):
        snapshot = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
        snapshot.mkdir()
        said = fill(snapshot)
        files = sorted(p for p in snapshot.rglob("*") if p.is_file())
        manifest = said | {
            "id": snapshot.name,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "files": {str(p.relative_to(snapshot)): {"bytes": p.stat().st_size, "sha256": _sha256(p)} for p in files},
        }
        for path in files:
            _sync(path)
        write_whole(snapshot / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        write_whole(folder / CURRENT, snapshot.name)
        for old in folder.iterdir():
            if old.is_dir() and old != snapshot:
                shutil.rmtree(old, ignore_errors=True)
    return snapshot


def current(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The snapshot in use and its manifest; IndexMissing when there is none or a file of it is not as written."""
    advice = "Hãy lập chỉ mục bằng lệnh “cancu index”."
    try:
        snapshot = folder / (folder / CURRENT).read_text(encoding="utf-8").strip()
        manifest = json.loads((snapshot / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise IndexMissing(f"Chưa có chỉ mục trong “{folder}”. {advice}") from error
    for name, written in manifest["files"].items():
        path = snapshot / name
        size = path.stat().st_size if path.exists() else -1
        if size != written["bytes"]:
            raise IndexMissing(f"Tệp chỉ mục “{path}” có {size} byte, lẽ ra {written['bytes']}. {advice}")
    return snapshot, manifest


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
