"""Files to which lines are added one by one: whatever is killed when, every line once written can be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from corpus.errors import Misconfigured


def append_line(path: Path, line: str) -> None:
    """Add a line, on the disk when this returns; threads and processes take turns.

    A half-written last line, of a process that was killed, goes. Misconfigured when the file cannot be written.
    """
    from filelock import FileLock

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock"), path.open("ab+") as file:
            _drop_half_line(file)
            file.write(line.encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Misconfigured(
            f"Không ghi được “{path}”: {error.strerror}. Hãy kiểm tra quyền ghi và chỗ trống trên đĩa."
        ) from error


def whole_lines(path: Path) -> list[str]:
    """The lines of a file in order, a half-written last one and empty ones left out; none when there is no file."""
    # Split at line feeds alone: JSON may hold other signs that Python takes for the end of a line.
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [line.decode("utf-8") for line in lines if line.strip()]


def _drop_half_line(file: BinaryIO) -> None:
    file.seek(0)
    written = file.read()
    if not written.endswith(b"\n"):
        file.truncate(written.rfind(b"\n") + 1)
