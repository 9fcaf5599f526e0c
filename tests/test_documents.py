"""The invented regulations: what they must contain, and that they read the same from every format."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import docx
import pypdfium2
import pytest

from corpus.clean import clean
from corpus.describe import describe
from corpus.errors import ReadRefused
from corpus.parse import parse
from corpus.read import read
from tests.make_documents import DECOMPOSED, DOCUMENTS, IN_A_PORTAL, SCANNED, as_html, as_text, lines_of, write_docx

SOURCES = sorted((DOCUMENTS / "src").glob("*.txt"))
FORMATS = ("docx", "html", "pdf")
NUMBER = re.compile(r"\b(\d+)(?:/\d{4})?/[A-ZĐ]{2,}(?:-[A-ZĐ]+)?\b")


def text_of(path: Path) -> str:
    return clean(read(path)).text


def keys(path: Path) -> list[str]:
    return [provision.key for provision in parse("d", clean(read(path)))]


def described(path: Path) -> object:
    text = clean(read(path))
    return describe(text, parse("d", text))


def test_there_are_enough_of_them_and_the_main_ones_are_long() -> None:
    words = {source.stem: len(source.read_text(encoding="utf-8").split()) for source in SOURCES}
    assert len(words) >= 10
    assert sum(count >= 1_000 for count in words.values()) >= 5
    assert len(pypdfium2.PdfDocument(DOCUMENTS / "9105-qd-ubnd-song-lam.pdf")) >= 6


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_three_formats_give_one_tree_and_one_description(source: Path) -> None:
    docx_, page, pdf = (DOCUMENTS / f"{source.stem}.{form}" for form in FORMATS)
    assert keys(docx_) == keys(page) == keys(pdf)
    assert described(docx_) == described(page) == described(pdf)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_letters_are_the_same_in_every_format(source: Path) -> None:
    """But for their order: a signature's two columns come one after the other or side by side."""
    docx_, page, pdf = (
        Counter("".join(text_of(DOCUMENTS / f"{source.stem}.{form}").split()).replace("|", "")) for form in FORMATS
    )
    assert docx_ == page == pdf


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_each_says_at_its_head_and_end_that_it_is_invented(source: Path) -> None:
    files = [path for path in DOCUMENTS.glob(f"{source.stem}.*") if ".scan" not in path.name]
    assert {path.suffix.lstrip(".") for path in files} >= set(FORMATS)
    for path in files:
        lines = [line.strip("* ") for line in text_of(path).splitlines() if line.strip()]
        assert any("văn bản giả định" in line.lower() for line in lines[:15]), path.name
        assert "văn bản giả định" in lines[-1].lower(), path.name


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_number_is_that_of_a_real_regulation(source: Path) -> None:
    """Every number written, that of the regulation or of another, is between 9000 and 9999: none so high is real."""
    numbers = NUMBER.findall(source.read_text(encoding="utf-8"))
    assert numbers
    assert all(9000 <= int(number) <= 9999 for number in numbers), numbers


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("9105-qd-ubnd-ngan-pho", "attachment:1/article:1"),
        ("9210-qd-bkns", "attachment:1/article:5/clause:1/point:e"),
        ("9012-2021-tt-bkns", "article:4/clause:1/point:đ"),
        ("9020-2022-nq-hdnd", "appendix:1"),
    ],
)
def test_the_forms_that_the_tests_need_are_there(name: str, key: str) -> None:
    assert key in keys(DOCUMENTS / f"{name}.docx")


def test_old_tone_marks() -> None:
    text = DOCUMENTS / "9077-2024-qd-ubnd.txt"
    raw = text.read_text(encoding="utf-8")
    assert "Uỷ ban" in raw
    assert "Ủy ban" not in raw
    assert keys(text) == keys(text.with_suffix(".docx"))
    assert described(text).issuer in {"Uỷ ban nhân dân tỉnh Sông Lam", "Ủy ban nhân dân tỉnh Sông Lam"}  # type: ignore[attr-defined]


def test_decomposed_letters() -> None:
    text = DOCUMENTS / f"{DECOMPOSED}.txt"
    assert not unicodedata.is_normalized("NFC", text.read_text(encoding="utf-8"))
    assert keys(text) == keys(text.with_suffix(".docx"))
    assert described(text) == described(text.with_suffix(".docx"))


def test_markdown_gives_the_same_sections() -> None:
    markdown = DOCUMENTS / "9150-kh-ubnd.md"
    assert [k for k in keys(markdown) if k.startswith("section")] == [
        k for k in keys(markdown.with_suffix(".docx")) if k.startswith("section")
    ]


def test_the_scan_is_refused_with_advice() -> None:
    with pytest.raises(ReadRefused, match="quét"):
        read(DOCUMENTS / f"{SCANNED}.scan.pdf")


def test_the_committed_files_are_made_from_the_sources(tmp_path: Path) -> None:
    for source in SOURCES:
        lines = lines_of(source)
        page = (DOCUMENTS / f"{source.stem}.html").read_text(encoding="utf-8")
        assert page == as_html(lines, portal=source.stem == IN_A_PORTAL)
        write_docx(lines, tmp_path / "made.docx")
        committed, made = (docx.Document(str(p)) for p in (DOCUMENTS / f"{source.stem}.docx", tmp_path / "made.docx"))
        assert committed.element.xml == made.element.xml
    decomposed = as_text(lines_of(DOCUMENTS / "src" / f"{DECOMPOSED}.txt"), decomposed=True)
    assert (DOCUMENTS / f"{DECOMPOSED}.txt").read_text(encoding="utf-8") == decomposed


def test_they_stay_small() -> None:
    assert sum(path.stat().st_size for path in DOCUMENTS.rglob("*") if path.is_file()) < 3_000_000
    assert (DOCUMENTS / f"{SCANNED}.scan.pdf").stat().st_size < 1_000_000
