"""The files of a pack, in a folder or a zip: few names, all known beforehand, and sizes counted while reading.

Nothing is ever unpacked to a place that the pack names. Written twice, the same files give the same bytes.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO

from corpus.errors import Misconfigured, NotFound, ReadRefused

MANIFEST = "manifest.json"
NAME = re.compile(r"manifest\.json|copies/[0-9a-f]{64}\.json")
MOST_FILES = 50_000
LARGEST_FILE = 300_000_000  # bytes of one file unpacked: some times the largest text that `read` takes
LARGEST_PACK = 4_000_000_000  # bytes of all files unpacked
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can state
BLOCK = 1 << 20
FETCH_AGAIN = "Lấy lại kho đóng gói từ nơi đã xuất."
BROKEN = (OSError, KeyError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error)
Source = Path | zipfile.ZipFile


class PackFiles:
    """The files of a pack by name. `problems` says what is wrong with the container; then nothing more is read."""

    def __init__(
        self, path: Path, source: Source, largest_file: int = LARGEST_FILE, largest_pack: int = LARGEST_PACK
    ) -> None:
        self._path = path
        self._source = source
        self._largest_file = largest_file
        self._largest_pack = largest_pack
        self._read = 0
        listed = _in_folder(source) if isinstance(source, Path) else _in_zip(source)
        found = list(islice(listed, MOST_FILES + 1))
        self.names = [name for name, _ in found]
        self.problems = [f"“{ascii(name)[1:-1]}” {problem}" for name, problem in found if problem]
        self.problems += [f"“{name}” có hai lần trong tệp nén." for name in _repeated(self.names)]
        if len(found) > MOST_FILES:
            self.problems = [f"có hơn {MOST_FILES:,} tệp, quá giới hạn."]

    def read(self, name: str) -> bytes:
        """A file whole; ReadRefused when it is not there, is broken, or with those read before exceeds the limits."""
        data = bytearray()
        try:
            with self._open(name) as stream:
                while block := stream.read(BLOCK):
                    data += block
                    self._read += len(block)
                    if len(data) > self._largest_file or self._read > self._largest_pack:
                        raise ReadRefused(self._path.name, f"“{name}” giải nén quá giới hạn.", FETCH_AGAIN)
        except BROKEN as error:
            raise ReadRefused(self._path.name, f"“{name}” thiếu hoặc bị hỏng.", FETCH_AGAIN) from error
        return bytes(data)

    def _open(self, name: str) -> IO[bytes]:
        return (self._source / name).open("rb") if isinstance(self._source, Path) else self._source.open(name)


@contextmanager
def opened(path: Path) -> Iterator[PackFiles]:
    """A pack's files; NotFound when there is nothing at the path, ReadRefused when it is no folder or zip."""
    if not path.exists():
        raise NotFound(f"Không thấy kho đóng gói “{path}”: hãy kiểm tra lại đường dẫn.")
    if path.is_dir():
        yield PackFiles(path, path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadRefused(path.name, "không phải tệp zip nguyên vẹn hay thư mục.", FETCH_AGAIN) from error
    with archive:
        yield PackFiles(path, archive)


def write_files(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files as a zip when the path ends in .zip, else as a folder; it is there whole or not at all."""
    if path.exists():
        raise Misconfigured(f"“{path}” đã có: hãy chọn tên khác hoặc xóa trước khi xuất.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pack-", dir=path.parent) as place:
        made = Path(place) / "pack"
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(made, "w") as archive:
                for name, data in files:
                    info = zipfile.ZipInfo(name, EPOCH)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    info.create_system = 3  # Unix, whatever the system is: the bytes must not depend on it
                    info.external_attr = 0o644 << 16
                    archive.writestr(info, data)
        else:
            for name, data in files:
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                (made / name).write_bytes(data)
        os.replace(made, path)


def _in_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file's name with what is wrong with it, "" for nothing."""
    for root, folders, files in os.walk(folder):
        for name in sorted(folders + files):
            path = Path(root, name)
            inside = path.relative_to(folder).as_posix()
            if path.is_symlink():
                yield inside, "là liên kết tượng trưng, không được phép."
            elif name in files:
                yield inside, _problem_of_name(inside) or ("" if path.is_file() else "không phải tệp thường.")


def _in_zip(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for info in archive.infolist():
        if info.orig_filename == "copies/":
            continue  # a zip made from the folder by other means has it
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
            yield info.orig_filename, "không phải tệp thường (liên kết tượng trưng?), không được phép."
        else:
            yield info.filename, _problem_of_name(info.orig_filename)


def _problem_of_name(name: str) -> str:
    return "" if NAME.fullmatch(name) else "tệp lạ, kho đóng gói chỉ có manifest.json và copies/….json."


def _repeated(names: list[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)
