"""The files that documents were read from, kept as they came: named by their hash in a folder beside the catalogue."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from corpus.errors import Misconfigured

LONGEST_ENDING = 12  # of a name: longer ones are no kind of file


class Originals:
    """Original files by the SHA-256 of their bytes. Safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes, name: str) -> Path:
        """Keep a file's bytes under their hash and the ending of its name; whole on the disk when this returns.

        Misconfigured when it cannot be written.
        """
        ending = Path(name).suffix.lower()
        safe = ending if ending[1:].isalnum() and len(ending) <= LONGEST_ENDING else ""
        path = self._place(hashlib.sha256(data).hexdigest()).with_suffix(safe)
        if path.exists():
            return path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(prefix=".keep-", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(part, path)
            except BaseException:
                Path(part).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise Misconfigured(
                f"Không giữ được tệp gốc “{name}” trong “{self._folder}”: {error.strerror}. "
                "Hãy kiểm tra chỗ trống và quyền ghi của thư mục dữ liệu."
            ) from error
        return path

    def find(self, file_sha256: str) -> Path | None:
        """The file of a hash; None when it is not kept."""
        place = self._place(file_sha256)
        return next((path for path in sorted(place.parent.glob(f"{place.name}*"))), None)

    def drop(self, file_sha256: str) -> None:
        """Keep a file no longer."""
        place = self._place(file_sha256)
        for path in place.parent.glob(f"{place.name}*"):
            with suppress(OSError):  # one that is being read stays: it does no harm
                path.unlink()

    def _place(self, file_sha256: str) -> Path:
        return self._folder / file_sha256[:2] / file_sha256
