"""Readers: one function per format, chosen by the file's content, not its name.

`read` returns text as the file has it, a form feed between pages; a file that cannot be read is refused with its
name, the reason and what to do.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ReadRefused
from corpus.footnotes import NONE
from corpus.read.legacy import from_content
from corpus.types import Reading

if TYPE_CHECKING:
    from corpus.read.ocr import Ocr

LARGEST = 50_000_000  # bytes of a file
SHORTEST_JSON = 12  # characters: "[1]" at the head of a text is no JSON
LONGEST = 20_000_000  # characters of a text: a law of a thousand pages has three million
LARGEST_UNPACKED = 300_000_000  # bytes of a DOCX unpacked
LARGEST_XML = 80_000_000  # bytes of its XML: a thousand pages take about thirty million
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


def read(path: Path, name: str | None = None, ocr: Ocr | None = None) -> Reading:
    """The text of a file; ReadRefused, and nothing else, when there is none to be had.

    `name` is what messages call the file, its own name when not given; `ocr` reads the pages that are pictures.
    """
    name = name or path.name
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadRefused(name, f"tệp {size:,} byte, quá giới hạn {LARGEST:,} byte.", "Tách tệp rồi thêm lại.")
        data = path.read_bytes()
    except OSError as error:
        raise ReadRefused(name, f"hệ thống báo lỗi: {error.strerror}.", "Kiểm tra tệp và quyền đọc.") from error
    return read_bytes(data, name, ocr)


def read_bytes(data: bytes, name: str, ocr: Ocr | None = None) -> Reading:
    """The text of a file's bytes; as `read`."""
    try:
        reading = _by_content(data, name, ocr)
    except ReadRefused:
        raise
    except MemoryError as error:
        raise ReadRefused(name, "đọc tệp cần quá nhiều bộ nhớ.", "Tách nhỏ tệp rồi thêm lại.") from error
    except Exception as error:  # a broken file must not end the reading of the others, whatever a parser makes of it
        reason = f"tệp bị hỏng ({type(error).__name__})."
        raise ReadRefused(name, reason, "Lấy lại tệp nguồn rồi thêm lại.") from error
    if not reading.text.strip("\f \n\t\u2028"):
        raise ReadRefused(name, "tệp không có chữ nào.", "Kiểm tra lại tệp nguồn.")
    if len(reading.text) > LONGEST:
        raise ReadRefused(
            name, f"văn bản dài {len(reading.text):,} ký tự, quá giới hạn {LONGEST:,}.", "Tách tệp rồi thêm lại."
        )
    text, encoding = from_content(reading.text)
    if not encoding:
        return reading
    remark = f"Chữ dùng bảng mã {encoding} đã chuyển sang Unicode."
    footnotes = tuple(note._replace(text=from_content(note.text)[0]) for note in reading.footnotes)
    return replace(reading, text=text, notes=(*reading.notes, remark), footnotes=footnotes)


def _by_content(data: bytes, name: str, ocr: Ocr | None) -> Reading:
    if not data.strip():
        raise ReadRefused(name, "tệp rỗng.", "Kiểm tra lại tệp nguồn.")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        from corpus.read.pdf import read_pdf

        return read_pdf(data, name, ocr)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if data.startswith(OLE):
        from corpus.read.doc import read_doc

        return read_doc(data, name)
    if data.startswith(IMAGES) or (data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)):
        from corpus.read.image import read_image

        return read_image(data, name, ocr)
    if re.match(rb"(?:From: <Saved by|MIME-Version: )", data.lstrip()[:100]):
        from corpus.read.mhtml import read_mhtml

        return read_mhtml(data, name)
    from corpus.read.plain import decode

    text, remarks = decode(data, name)
    reading = _of_text(data, text.translate(NONE), name)
    return replace(reading, notes=(*remarks, *reading.notes))


def _of_text(data: bytes, text: str, name: str) -> Reading:
    opening = text.lstrip("\ufeff \t\r\n")[:2000]
    lowered = opening.lower()
    if lowered.startswith(("<!doctype html", "<html", "<?xml")) or ("<body" in lowered and "<p" in lowered):
        from corpus.read.html import read_html

        return read_html(text, name)
    if opening.startswith("{\\rtf"):
        from corpus.read.office import read_by_libreoffice

        advice = "Mở bằng Word, lưu thành .docx rồi thêm lại (hoặc cài LibreOffice để đọc thẳng)."
        return read_by_libreoffice(data, name, "rtf", ReadRefused(name, "định dạng RTF cần LibreOffice.", advice))
    if _is_json(text):
        from corpus.read.structured import read_json

        return read_json(text, name)
    from corpus.read.markdown import looks_like_markdown, read_markdown
    from corpus.read.plain import read_plain

    if looks_like_markdown(text) or name.lower().endswith((".md", ".markdown")):
        return read_markdown(text, name)
    return read_plain(text, name)


def _is_json(text: str) -> bool:
    """Whether a text is JSON: an object, not a word or a list in brackets; a broken or deep one too."""
    bare = text.lstrip("\ufeff \t\r\n")
    if bare[:1] not in "{[" or not bare:
        return False
    try:
        return isinstance(json.loads(bare), dict | list) and len(bare) > SHORTEST_JSON
    except RecursionError:
        return True
    except ValueError:
        return re.match(r"[{\[]\s*[{\[\"]", bare) is not None and re.search(r'"\s*:', bare[:2_000]) is not None


def _zipped(data: bytes, name: str) -> Reading:
    """A DOCX; any other archive is refused, as is one that unpacks beyond the limits or declares entities."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            xml = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            unpacked = sum(entry.file_size for entry in entries)
            too_large = unpacked > LARGEST_UNPACKED or sum(entry.file_size for entry in xml) > LARGEST_XML
            entities = not too_large and any(_declares_entities(archive, entry) for entry in xml)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise ReadRefused(name, "tệp nén bị hỏng.", "Lấy lại tệp nguồn rồi thêm lại.") from error
    if too_large:
        raise ReadRefused(name, f"tệp giải nén thành {unpacked:,} byte, quá giới hạn.", "Kiểm tra nguồn gốc của tệp.")
    if entities:
        raise ReadRefused(name, "XML trong tệp khai báo thực thể, không an toàn.", "Mở bằng Word, lưu lại rồi thêm.")
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise ReadRefused(name, "tệp nén không phải văn bản Word (.docx).", "Giải nén rồi thêm từng tệp bên trong.")
    from corpus.read.docx import read_docx

    return read_docx(data, name)


def _declares_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a part of a DOCX begins with a document type, the place for entities; Word writes none."""
    with archive.open(entry) as part:
        return b"<!DOCTYPE" in part.read(2_000)
