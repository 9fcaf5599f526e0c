"""Text in TCVN3 and VNI turned to Unicode: two hundred invented sentences there and back, and what must be left alone."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from corpus.read import read, read_bytes
from corpus.read.legacy import TCVN3, VNI, from_content, from_font
from corpus.syllables import is_syllable
from tests.conftest import DOCUMENTS

TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
TO_VNI = {letter: code for code, letter in VNI.items() if letter.islower() == code[0].islower()}


def in_tcvn3(text: str) -> str:
    """As people typed it: a capital with a tone has no code, the small one stands for it."""
    return "".join(TO_TCVN3.get(c) or TO_TCVN3.get(c.lower(), c) for c in text)


def in_vni(text: str) -> str:
    return "".join(TO_VNI.get(c, c) for c in text)


def sentences() -> list[str]:
    """Two hundred lines of the invented regulations and the invented architecture that have marks."""
    files = [*sorted((DOCUMENTS / "src").glob("*.txt")), DOCUMENTS.parent / "architecture_text.py"]
    text = unicodedata.normalize("NFC", "\n".join(path.read_text("utf-8") for path in files))
    lines = [line.strip(' ",()') for line in text.split("\n")]
    marked = [line for line in lines if len(line) > 40 and re.search("[ạ-ỹ]", line) and "{" not in line]
    assert len(marked) >= 200
    return marked[:: len(marked) // 200][:200]


def share(one: str, other: str) -> float:
    """The share of characters that are the same, in order."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(one), len(other))


@pytest.mark.parametrize(("name", "encode"), [("TCVN3", in_tcvn3), ("VNI", in_vni)])
def test_two_hundred_sentences_come_back(name: str, encode: object) -> None:
    lines = sentences()
    coded = [encode(line) for line in lines]  # type: ignore[operator]
    turned, told = from_content("\n".join(coded))
    assert told == name
    shares = [share(line, back) for line, back in zip(lines, turned.split("\n"), strict=True)]
    assert sum(shares) / len(shares) >= 0.995, sorted(zip(shares, lines, strict=True))[:3]


@pytest.mark.parametrize(("name", "encode"), [("TCVN3", in_tcvn3), ("VNI", in_vni)])
def test_a_text_file_in_bytes_of_old(name: str, encode: object) -> None:
    lines = [re.sub(r"[^\x00-\x7f\w]", "-", line) for line in sentences()]
    reading = read_bytes(encode("\n".join(lines)).encode("latin-1"), "cu.txt")  # type: ignore[operator]
    assert reading.notes == (f"Chữ dùng bảng mã {name} đã chuyển sang Unicode.",)
    assert share("\n".join(lines)[:4000], reading.text[:4000]) >= 0.995


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("QuyÕt ®Þnh nµy", ".VnTime", "Quyết định này"),
        ("quyÕt ®Þnh", ".VnTimeH", "QUYẾT ĐỊNH"),
        ("QUYÕT §ÞNH", ".VnTime", "QUYẾT ĐỊNH"),
        ("Quyeát ñònh naøy", "VNI-Times", "Quyết định này"),
        ("QUYEÁT ÑÒNH", "VNI-Times", "QUYẾT ĐỊNH"),
        ("Quyết định này", ".VnTime", "Quyết định này"),  # Unicode in an old font's run
        ("QuyÕt ®Þnh", "Times New Roman", "QuyÕt ®Þnh"),
    ],
)
def test_a_font_decides_for_its_run(text: str, font: str, expected: str) -> None:
    assert from_font(text, font) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định về kết nối.",
        "Công nghệ thông tin và truyền thông ® © µm 25°C ± 5",
        "Über die Straße, año, garçon, naïve, Ærø",
        "Plain English text without any marks at all.",
    ],
)
def test_unicode_is_left_alone(text: str) -> None:
    assert from_content(text) == (text, "")


def test_a_document_of_both_keeps_its_unicode_lines(tmp_path: Path) -> None:
    old = [in_tcvn3(line) for line in sentences()[:20]]
    turned, name = from_content("\n".join(["Điều 1. Phạm vi điều chỉnh", *old]))
    assert name == "TCVN3"
    assert turned.split("\n")[:2] == ["Điều 1. Phạm vi điều chỉnh", sentences()[0]]


def test_the_font_of_a_style_counts(tmp_path: Path) -> None:
    document = docx.Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:ascii"), ".VnTime")
    document.add_paragraph("§iÒu 1. Ph¹m vi ®iÒu chØnh")
    document.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx").text == "Điều 1. Phạm vi điều chỉnh"


@pytest.mark.parametrize(
    ("word", "right"),
    [("nghiêng", True), ("quyết", True), ("giếng", True), ("Thuở", True), ("khuỷu", True), ("quôc", False),
     ("LǷNH", False), ("ngiêng", False), ("tấtt", False), ("cấp", True), ("câp", False), ("DLĐ", False)],
)  # fmt: skip
def test_syllables(word: str, right: bool) -> None:
    assert is_syllable(word) is right
