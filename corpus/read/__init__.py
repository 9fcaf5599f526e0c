"""Readers: one function per format, chosen by the file's content, not its name.

`read` returns text as the file has it, a form feed between pages; a file that cannot be read is refused with its
name, the reason and what to do.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from corpus.errors import ReadRefused
from corpus.types import Reading

LARGEST = 50_000_000  # bytes of a file
LARGEST_UNPACKED = 300_000_000  # bytes of a DOCX unpacked
LARGEST_XML = 80_000_000  # bytes of its XML: a thousand pages take about thirty million
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
# Letters that the encodings before Unicode (TCVN3, VNI) leave in the place of Vietnamese ones: "®iÒu", "ñieàu".
LEGACY = re.compile(r"(?<=[a-z])[µ¶·¸¹¨»¾¼½©®ª«¬]|[§®µ¸](?=[a-zÒ])|[ñÑöÖ]")
VIETNAMESE = re.compile(r"[ăđơưạ-ỹ]", re.IGNORECASE)  # no letter that Western encodings have too


def read(path: Path, name: str | None = None) -> Reading:
    """The text of a file; ReadRefused, and nothing else, when there is none to be had.

    `name` is what messages call the file, its own name when not given.
    """
    name = name or path.name
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadRefused(name, f"tệp {size:,} byte, quá giới hạn {LARGEST:,} byte.", "Tách tệp rồi thêm lại.")
        data = path.read_bytes()
    except OSError as error:
        raise ReadRefused(name, f"hệ thống báo lỗi: {error.strerror}.", "Kiểm tra tệp và quyền đọc.") from error
    try:
        reading = _by_content(data, name)
    except ReadRefused:
        raise
    except Exception as error:  # a broken file must not end the reading of the others, whatever a parser makes of it
        reason = f"tệp bị hỏng ({type(error).__name__})."
        raise ReadRefused(name, reason, "Lấy lại tệp nguồn rồi thêm lại.") from error
    if not reading.text.strip("\f \n\t"):
        raise ReadRefused(name, "tệp không có chữ nào.", "Kiểm tra lại tệp nguồn.")
    if _is_legacy(reading.text):
        raise ReadRefused(
            name,
            "chữ dùng bảng mã cũ (TCVN3 hoặc VNI), không phải Unicode.",
            "Chuyển mã sang Unicode rồi thêm lại.",
        )
    return reading


def _is_legacy(text: str) -> bool:
    """Whether a text is Vietnamese in an encoding before Unicode: one letter in fifty tells it, and none is ours."""
    letters = sum(map(str.isalpha, text))
    return len(LEGACY.findall(text)) > letters / 50 and len(VIETNAMESE.findall(text)) < letters / 100


def _by_content(data: bytes, name: str) -> Reading:
    if not data.strip():
        raise ReadRefused(name, "tệp rỗng.", "Kiểm tra lại tệp nguồn.")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        from corpus.read.pdf import read_pdf

        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if data.startswith(OLE):
        raise ReadRefused(
            name,
            "định dạng Word cũ (.doc) hoặc tệp Office cũ chưa được hỗ trợ.",
            "Mở bằng Word hoặc LibreOffice, lưu thành .docx rồi thêm lại.",
        )
    if data.startswith(IMAGES) or (data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)):
        raise ReadRefused(
            name, "tệp là hình ảnh, chưa có lớp chữ.", "Nhận dạng chữ (OCR) thành PDF có chữ rồi thêm lại."
        )
    from corpus.read.plain import decode

    text = decode(data, name)
    opening = text.lstrip("\ufeff \t\r\n")[:2000]
    lowered = opening.lower()
    if lowered.startswith(("<!doctype html", "<html", "<?xml")) or ("<body" in lowered and "<p" in lowered):
        from corpus.read.html import read_html

        return read_html(data, text, name)
    if opening.startswith("{\\rtf"):
        raise ReadRefused(name, "định dạng RTF chưa được hỗ trợ.", "Mở bằng Word, lưu thành .docx rồi thêm lại.")
    if _is_json(text):
        raise ReadRefused(name, "tệp là dữ liệu JSON, chưa được hỗ trợ.", "Thêm bản HTML, DOCX hoặc PDF của văn bản.")
    if re.match(r"(?:From: <Saved by|MIME-Version: )", opening):
        raise ReadRefused(name, "trang web lưu dạng MHTML chưa được hỗ trợ.", "Lưu lại trang dưới dạng HTML hoặc PDF.")
    from corpus.read.markdown import looks_like_markdown, read_markdown
    from corpus.read.plain import read_plain

    if looks_like_markdown(text) or name.lower().endswith((".md", ".markdown")):
        return read_markdown(text, name)
    return read_plain(text, name)


def _is_json(text: str) -> bool:
    """Whether a text is JSON, or lines of JSON: an object or an array, not a word."""
    first = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    for candidate in (text.lstrip("\ufeff"), first):
        try:
            if isinstance(json.loads(candidate), dict | list) and candidate.lstrip()[:2] != "[]":
                return True
        except ValueError:
            continue
    return False


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
