"""Forms beside Word and PDF: JSON of portals, archives, saved pages in one file, pictures; limits against hostile files."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.add import add_files
from corpus.catalogue import Catalogue
from corpus.clean import clean
from corpus.describe import describe
from corpus.errors import ReadRefused
from corpus.parse import parse
from corpus.read import read, read_bytes
from corpus.read.apart import Apart
from corpus.read.ocr import Ocr, missing
from corpus.read.ocr_words import mended
from tests.conftest import DOCUMENTS

LAW = {
    "id": "9068/2020/QH14",
    "sourceUrl": "https://vbpl.vn/gia-dinh",
    "chapters": [
        {"title": "CHƯƠNG I", "subtitle": "QUY ĐỊNH CHUNG", "articles": [
            {"number": "Điều 1", "heading": "Phạm vi điều chỉnh", "body": "Luật giả định này quy định việc kết nối."},
            {"number": "Điều 2.", "heading": "Đối tượng", "body": "1. Cơ quan nhà nước.\n2. Doanh nghiệp kết nối."}]},
        {"title": "PHẦN MỞ ĐẦU", "subtitle": "", "articles": [
            {"number": "Điều 3", "heading": "Hiệu lực", "body": "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2021."}]},
    ],
}  # fmt: skip


def test_an_export_of_a_portal() -> None:
    reading = read_bytes(json.dumps(LAW).encode(), "luat.json")
    cleaned = clean(reading)
    provisions = parse("x", cleaned)
    assert [(p.citation, p.heading) for p in provisions if p.path[-1].level in {"chapter", "article"}] == [
        ("Chương I", "QUY ĐỊNH CHUNG"), ("Điều 1", "Phạm vi điều chỉnh"), ("Điều 2", "Đối tượng"), ("Điều 3", "Hiệu lực")
    ]  # fmt: skip
    told = describe(cleaned, provisions, reading.declared)
    assert (told.number, told.kind, told.issuer, told.effective) == (
        "9068/2020/QH14",
        "Luật",
        "Quốc hội",
        date(2021, 7, 1),
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a": [1, 2, 3]}', "cấu trúc văn bản"),
        (b"[" * 100_000 + b"]" * 100_000, "hỏng|JSON|chưa tới"),
        (b'{"chapters": ' * 5_000 + b"1" + b"}" * 5_000, "JSON|hỏng"),
    ],
)
def test_json_that_is_no_regulation(data: bytes, reason: str) -> None:
    with pytest.raises(ReadRefused, match=reason):
        read_bytes(data, "x.json")


def test_a_page_saved_in_one_file() -> None:
    page = (DOCUMENTS / "9077-2024-qd-ubnd.html").read_text("utf-8")
    saved = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://vbpl.vn/van-ban\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        f"Content-Transfer-Encoding: 8bit\n\n{page}\n--b--\n"
    )
    reading = read_bytes(saved.encode(), "trang.mhtml")
    assert reading.text == read(DOCUMENTS / "9077-2024-qd-ubnd.html").text
    assert reading.declared["address"] == "https://vbpl.vn/van-ban"


def test_an_archive_is_read_member_by_member(tmp_path: Path) -> None:
    inner = tmp_path / "trong.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "chữ")
    path = tmp_path / "kho.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("9077-2024-qd-ubnd.docx", "9012-2021-tt-bkns.pdf"):
            archive.write(DOCUMENTS / name, f"thư mục/{name}")
        archive.writestr("../../thoat.txt", (DOCUMENTS / "9058-2022-tt-bkns.txt").read_bytes())
        archive.writestr("hỏng.pdf", b"%PDF-1.7 hong")
        archive.write(inner, "trong.zip")
        archive.writestr("__MACOSX/._a", b"x")
    catalogue = Catalogue(tmp_path / "data" / "c.sqlite")
    outcomes = list(add_files([path], catalogue))
    assert [(outcome.path.name, outcome.kind) for outcome in outcomes] == [
        ("9077-2024-qd-ubnd.docx", "added"), ("9012-2021-tt-bkns.pdf", "added"), ("thoat.txt", "added"),
        ("hỏng.pdf", "refused"), ("trong.zip", "refused"),
    ]  # fmt: skip
    assert "tệp nén trong tệp nén" in outcomes[-1].reason
    assert outcomes[0].document is not None
    assert " › thư mục/9077" in catalogue.best_copy(outcomes[0].document.id).source
    assert not (tmp_path.parent / "thoat.txt").exists()
    assert [outcome.kind for outcome in add_files([path], catalogue)][:3] == ["known"] * 3


def page_image(text: str, size: int = 34) -> Image.Image:
    image = Image.new("RGB", (1654, 500), "white")
    font = ImageFont.truetype(str(FONT), size)
    ImageDraw.Draw(image).multiline_text((120, 60), text, fill="black", font=font, spacing=18)
    return image


FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
needs_ocr = pytest.mark.skipif(
    bool(missing()) or not FONT.exists(), reason=f"{missing() or 'no DejaVu font to draw a page with'}"
)
PRINTED = "Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định việc kết nối dữ liệu.\nĐiều 2. Hiệu lực thi hành"


@needs_ocr
@pytest.mark.parametrize("form", ["PNG", "TIFF", "JPEG"])
def test_a_picture_of_a_page_is_read(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"trang.{form.lower()}"
    page_image(PRINTED).save(path, form, dpi=(200, 200))
    reading = read(path, ocr=Ocr(tmp_path / "kept"))
    assert reading.format == "image"
    assert "OCR" in reading.notes[0]
    cleaned = clean(reading)
    assert [p.citation for p in parse("x", cleaned) if p.path[-1].level == "article"] == ["Điều 1", "Điều 2"]
    assert "quy định việc kết nối dữ liệu" in cleaned.text
    assert cleaned.places
    assert cleaned.places[0].box.page == 1


@needs_ocr
def test_what_was_read_once_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "trang.png"
    page_image(PRINTED).save(path, dpi=(200, 200))
    first = read(path, ocr=Ocr(tmp_path / "kept"))
    (kept,) = (tmp_path / "kept").rglob("*.json")
    entries = json.loads(kept.read_text("utf-8"))
    entries[0]["text"] = "Điều 7. Đã đọc trước"
    kept.write_text(json.dumps(entries), "utf-8")
    assert read(path, ocr=Ocr(tmp_path / "kept")).text == first.text.replace(
        first.text.split("\n")[0], entries[0]["text"]
    )


@needs_ocr
def test_a_scan_is_read_where_tesseract_is() -> None:
    reading = read(DOCUMENTS / "9044-qd-ubnd-song-lam.scan.pdf", ocr=Ocr())
    assert reading.format == "scan"
    told = describe(clean(reading), parse("", clean(reading)))
    assert told.kind == "Quyết định"


def test_a_picture_without_ocr_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trang.png"
    Image.new("RGB", (40, 40)).save(path)
    with pytest.raises(ReadRefused, match="hình ảnh"):
        read(path)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([("Tô", 80.0), ("quôc", 60.0)], "Tổ quốc"),
        ([("THÀNH", 96.0), ("PHÓ", 85.0)], "THÀNH PHỐ"),
        ([("khẩn", 96.0), ("câp,", 96.0)], "khẩn cấp,"),
        ([("Thành", 96.0), ("phó", 97.0)], "Thành phó"),  # sure, and a syllable: left as it is
        ([("số", 90.0), ("2323/QĐ-BTTTT", 40.0)], "số 2323/QĐ-BTTTT"),
    ],
)
def test_marks_that_a_machine_misread(words: list[tuple[str, float]], line: str) -> None:
    assert mended(words) == line


def test_reading_apart_gives_the_same() -> None:
    with Apart(ocr=False) as reader:
        for name in ("9077-2024-qd-ubnd.pdf", "9077-2024-qd-ubnd.docx", "word/9130-qd-bkns.doc"):
            path = DOCUMENTS / name
            assert reader.read(path.read_bytes(), path.name) == read(path)
        with pytest.raises(ReadRefused, match="bản quét"):
            reader.read((DOCUMENTS / "9044-qd-ubnd-song-lam.scan.pdf").read_bytes(), "scan.pdf")


def test_a_reading_that_takes_too_long_is_stopped_and_the_next_goes_on() -> None:
    with Apart(ocr=False, seconds=0.0) as reader:
        with pytest.raises(ReadRefused, match="quá lâu"):
            reader.read(b"", "x.txt")
        reader._seconds = 25.0
        path = DOCUMENTS / "9077-2024-qd-ubnd.txt"
        assert reader.read(path.read_bytes(), path.name) == read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of address space")
def test_a_picture_that_unfolds_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bom.png"
    Image.new("1", (30_000, 30_000)).save(path)
    with Apart(ocr=shutil.which("tesseract") is not None) as reader, pytest.raises(ReadRefused):
        reader.read(path.read_bytes(), "bom.png")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]\nĐiều 1. Phạm vi\nQuyết định này quy định việc kết nối.", "Điều 1. Phạm vi"),
        ("{}\nĐiều 1. Phạm vi\nQuyết định này quy định việc kết nối.", "Điều 1. Phạm vi"),
        ("Điều 1. Phạm vi \ufff9không\ufffb áp dụng trong văn bản giả định này", "Phạm vi không áp dụng"),
    ],
)
def test_text_that_only_begins_like_something_else(text: str, said: str) -> None:
    assert said in clean(read_bytes(text.encode(), "a.txt")).text
