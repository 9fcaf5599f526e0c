"""Archives (ZIP) of documents: their members one by one, within limits that hostile files cannot pass."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath

from corpus.errors import ReadRefused
from corpus.read import LARGEST

MOST_MEMBERS = 2_000
LARGEST_IN_ALL = 500_000_000  # bytes unpacked
# What unpacking raises for archives that are broken or lie.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, IndexError, NotImplementedError, RuntimeError),
)
OFFICE = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "mimetype")


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP of documents, not a document that is itself a ZIP, as DOCX is."""
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return False
        with zipfile.ZipFile(path) as archive:
            return not any(name in OFFICE for name in archive.namelist()[:200])
    except BROKEN:
        return False


def members(path: Path) -> Iterator[tuple[str, bytes | ReadRefused]]:
    """The name and bytes of each member, or why it cannot be read; hidden ones and folders are passed over.

    No member unpacks beyond the size that the archive's table gives, nor beyond LARGEST: so much counts before it is.
    ReadRefused for the archive as a whole, also where nothing in it can be added.
    """
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
            if len(entries) > MOST_MEMBERS:
                reason = f"tệp nén có {len(entries)} tệp, quá giới hạn {MOST_MEMBERS}."
                raise ReadRefused(path.name, reason, "Tách thành nhiều tệp nén rồi thêm lại.")
            if not entries:
                raise ReadRefused(path.name, "tệp nén không có tệp nào để đọc.", "Kiểm tra lại tệp nguồn.")
            for entry in entries:
                name = _name(entry)
                total += min(entry.file_size, LARGEST)
                if total > LARGEST_IN_ALL:
                    reason = f"tệp nén bung ra quá {LARGEST_IN_ALL:,} byte; từ “{name}” trở đi không đọc."
                    raise ReadRefused(path.name, reason, "Kiểm tra nguồn gốc, tách thành nhiều tệp nén.")
                data = _unpacked(archive, entry, name)
                if isinstance(data, bytes) and data[:4] == b"PK\x03\x04" and is_nested(data):
                    data = ReadRefused(name, "là tệp nén trong tệp nén.", "Giải nén rồi thêm từng tệp bên trong.")
                yield name, data
    except BROKEN as error:
        raise ReadRefused(path.name, "tệp nén bị hỏng.", "Lấy lại tệp nguồn rồi thêm lại.") from error


def is_nested(data: bytes) -> bool:
    """Whether a member is itself an archive of documents."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return not any(name in OFFICE for name in archive.namelist()[:200])
    except BROKEN:
        return False


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes | ReadRefused:
    if entry.flag_bits & 1:
        return ReadRefused(name, "tệp trong tệp nén có mật khẩu.", "Bỏ mật khẩu rồi thêm lại.")
    try:
        with archive.open(entry) as file:
            data = file.read(LARGEST + 1)
    except BROKEN:
        return ReadRefused(name, "tệp trong tệp nén bị hỏng.", "Lấy lại tệp nguồn rồi thêm lại.")
    if len(data) > LARGEST:
        return ReadRefused(name, f"tệp quá giới hạn {LARGEST:,} byte.", "Tách tệp rồi thêm lại.")
    return data


def _name(entry: zipfile.ZipInfo) -> str:
    """A member's name for messages: names are never used as paths. Old programs write them in code page 437."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    return str(PurePosixPath(name))


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in name.split("/"))
